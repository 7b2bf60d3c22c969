"""Where one level tells what it did not keep, and why: noted in its worker's row."""

from __future__ import annotations

from collections.abc import Mapping

from generate_content.performance_cache.columns import MS, NS
from generate_content.performance_cache.worker_rows import WorkerRows


class LevelRecorder:
    """Made by `Statistics.recorder`. What it is told of an unknown namespace is not counted."""

    def __init__(self, rows: WorkerRows, *, losses: Mapping[str, int], breaker: int) -> None:
        self._rows = rows
        self._losses = losses
        self._breaker = breaker

    def evicted(self, namespace: str, entries: int = 1) -> None:
        place = self._losses.get(namespace)
        if place is not None:
            self._rows.mine[place] += entries

    def refused(self, namespace: str) -> None:
        place = self._losses.get(namespace)
        if place is not None:
            self._rows.mine[place + 1] += 1

    def failing(self, code: int, *, since: float, rests_until: float) -> None:
        self._note_breaker(int(rests_until * NS), int(since * MS), code)

    def works(self) -> None:
        self._note_breaker(0, 0, 0)

    def _note_breaker(self, *words: int) -> None:
        for place, word in enumerate(words, self._breaker):
            self._rows.mine[place] = word
