"""What is used: each template how often, over all workers and restarts; the processors how much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from generate_content.performance_cache.shared_memory import SharedTable

COLUMNS = 3
"""Of the shared table that both classes write to."""

_SHORTEST_SPAN_S = 1.0  # a shorter one measures the asking itself


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
        self._table.update(f"template:{template_id}", lambda row: (row[0] + 1, now_ms, 0))

    def of(self, template_id: str) -> Uses:
        total, last_ms, _ = self._table.read(f"template:{template_id}")
        return Uses(total, datetime.fromtimestamp(last_ms / 1000, UTC) if last_ms else None)


class CpuLoad:
    """How busy the workers kept the processors between two looks, whichever worker looked.

    100 is one processor. A look soon after another gives the other's result.
    """

    def __init__(self, *, table: SharedTable, clock: Callable[[], float]) -> None:
        self._table = table
        self._clock = clock

    def percent(self, cpu_s: float) -> float:
        """`cpu_s`: what all workers have used since they began; less than before if one ended."""
        now_ms, cpu_ms = int(self._clock() * 1000), int(cpu_s * 1000)

        def look(row: tuple[int, ...]) -> tuple[int, int, int]:
            before_ms, before_cpu_ms, hundredths = row
            span_ms = now_ms - before_ms
            if 0 <= span_ms < _SHORTEST_SPAN_S * 1000:
                return before_ms, before_cpu_ms, hundredths
            known = before_ms and span_ms > 0
            used_ms = max(0, cpu_ms - before_cpu_ms)
            return now_ms, cpu_ms, (10_000 * used_ms // span_ms if known else 0)

        return self._table.update("cpu", look)[2] / 100
