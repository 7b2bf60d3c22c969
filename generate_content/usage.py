"""What is used: templates how often, a model's tokens, the processors; over all workers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generate_content.deck import Usage
from generate_content.performance_cache.keys import digest
from generate_content.performance_cache.shared_memory import SharedTable, SharedWords
from generate_content.performance_cache.worker_rows import WorkerRows

CPU_COLUMNS = 3
"""Of the shared table that `CpuLoad` writes to."""

_MOST_TEMPLATES = 512
_SHORTEST_SPAN_S = 1.0  # a shorter one measures the asking itself


@dataclass(frozen=True)
class Uses:
    total: int
    last: datetime | None


class TemplateUsage:
    """Tallies in `path`, a row per worker, written by that worker only: counting takes no lock.

    Raises: OSError when the files cannot be made.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._columns = _Columns(path.with_name(f"{path.name}_columns"))
        self._rows = WorkerRows(path, width=1 + 2 * _MOST_TEMPLATES, layout="1 uses, last use")

    def record(self, template_id: str) -> None:
        at = self._columns.of(template_id)
        row = self._rows.mine
        row[at] += 1  # between reading and writing a word CPython changes no thread
        row[at + 1] = int(self._clock() * 1000)

    def of(self, template_id: str) -> Uses:
        at = self._columns.of(template_id)
        rows = [words for _, words in self._rows.used()]
        last_ms = max((words[at + 1] for words in rows), default=0)
        last = datetime.fromtimestamp(last_ms / 1000, UTC) if last_ms else None
        return Uses(sum(words[at] for words in rows), last)


class _Columns:
    """Which two words of every row are a template's: agreed on once, over all workers."""

    def __init__(self, path: Path) -> None:
        self._names = SharedWords(path, _MOST_TEMPLATES)
        self._known: dict[str, int] = {}

    def of(self, template_id: str) -> int:
        """The first of the two. Templates above 512 share the last pair."""
        at = self._known.get(template_id)
        if at is None:
            at = self._known[template_id] = 1 + 2 * self._place(template_id)
        return at

    def _place(self, template_id: str) -> int:
        name = int(digest(template_id)[:15], 16) | 1  # never 0, which is a free place
        with self._names.locked() as names:
            for place in range(_MOST_TEMPLATES - 1):
                if names[place] in {0, name}:
                    names[place] = name
                    return place
        return _MOST_TEMPLATES - 1


class TokenUsage:
    """What a model was paid for, in `path`, a row per worker, written by that worker only.

    Raises: OSError when the files cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._rows = WorkerRows(path, width=4, layout="1 calls, prompt tokens, answer tokens")

    def record(self, usage: Usage) -> None:
        asked, answered = usage.prompt_tokens, usage.answer_tokens
        row = self._rows.mine
        row[1] += 1
        row[2] += asked
        row[3] += answered

    def total(self) -> tuple[int, Usage]:
        """Calls that were answered, and their tokens."""
        rows = [words for _, words in self._rows.used()]
        calls, asked, answered = (sum(words[at] for words in rows) for at in (1, 2, 3))
        return calls, Usage(asked, answered)

    def reset(self) -> None:
        """Forgets everything; for the start of the server, before its workers run."""
        self._rows.reset()

    def close(self) -> None:
        self._rows.close()


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
