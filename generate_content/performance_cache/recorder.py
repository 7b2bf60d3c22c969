"""Where one level tells what it did not keep: counted in its worker's row."""

from __future__ import annotations

from collections.abc import Mapping

from generate_content.performance_cache.worker_rows import WorkerRows


class LevelRecorder:
    """Made by `Statistics.recorder`. What it is told of an unknown namespace is not counted."""

    def __init__(self, rows: WorkerRows, *, losses: Mapping[str, int]) -> None:
        self._rows = rows
        self._losses = losses

    def evicted(self, namespace: str, entries: int = 1) -> None:
        place = self._losses.get(namespace)
        if place is not None:
            self._rows.mine[place] += entries

    def refused(self, namespace: str) -> None:
        place = self._losses.get(namespace)
        if place is not None:
            self._rows.mine[place + 1] += 1
