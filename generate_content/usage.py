"""How often each template was used, over all workers and restarts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from generate_content.performance_cache.shared_memory import SharedTable

COLUMNS = 2  # uses; the last one, in milliseconds since 1970


@dataclass(frozen=True)
class Uses:
    total: int
    last: datetime | None


class TemplateUsage:
    """Tallies in a shared table with `COLUMNS` columns."""

    def __init__(self, *, table: SharedTable, clock: Callable[[], float]) -> None:
        self._table = table
        self._clock = clock

    def record(self, template_id: str) -> None:
        now_ms = int(self._clock() * 1000)
        self._table.update(template_id, lambda row: (row[0] + 1, now_ms))

    def of(self, template_id: str) -> Uses:
        total, last_ms = self._table.read(template_id)
        return Uses(total, datetime.fromtimestamp(last_ms / 1000, UTC) if last_ms else None)
