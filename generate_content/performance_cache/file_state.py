"""What the processes share about the files of level 3: running totals, and the last sweep."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.shared_memory import SharedWords


class FileTotals:
    """Entries and disk bytes by namespace, kept up to date by every write and removal.

    A process killed between a write and its entry here leaves a small error, that the next sweep
    puts right.
    """

    def __init__(self, path: Path, namespaces: Sequence[str]) -> None:
        self._places = {name: 1 + 2 * place for place, name in enumerate(namespaces)}
        self._words = SharedWords(path, 1 + 2 * len(namespaces))

    def add(self, namespace: str, entries: int, size_bytes: int) -> None:
        """Does nothing for a namespace it does not know, of another release perhaps."""
        place = self._places.get(namespace)
        if place is None:
            return
        with self._words.locked() as words:
            words[place] = max(0, words[place] + entries)
            words[place + 1] = max(0, words[place + 1] + size_bytes)

    def forget(self, namespace: str) -> None:
        """As if there were none."""
        place = self._places[namespace]
        with self._words.locked() as words:
            words[place] = words[place + 1] = 0

    def locked(self) -> AbstractContextManager[object]:
        """Nobody else tells a change meanwhile: a file that comes or goes in here is told of
        exactly, whoever else is at the same one.
        """
        return self._words.locked()

    @property
    def cull_lock(self) -> Path:
        """The lock file of those who bring these files under their limit."""
        return self._words.path.with_suffix(".cull")

    def read(self) -> Mapping[str, Volume]:
        words = self._words
        return {name: Volume(words[at], words[at + 1]) for name, at in self._places.items()}

    def all_bytes(self) -> int:
        return sum(self._words[at + 1] for at in self._places.values())

    def correct(self, before: Mapping[str, Volume], counted: Mapping[str, Volume]) -> None:
        """Corrects by what a count found, where the totals at its beginning were `before`."""
        for name, found in counted.items():
            known = before[name]
            self.add(name, found.entries - known.entries, found.bytes - known.bytes)

    def next_shard(self, shards: int) -> int:
        """Takes turns over all processes."""
        with self._words.locked() as words:
            words[0] = (words[0] + 1) % shards
            return words[0]

    def close(self) -> None:
        self._words.close()


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a sweep of the folder dropped, and what it left there."""

    dropped: Volume
    allocated_bytes: int
    used_bytes: int


class LastSweep:
    """The report of the last sweep by any process."""

    def __init__(self, path: Path, *, interval_s: float, clock: Callable[[], float]) -> None:
        self._interval_ms = int(interval_s * 1000)
        self._clock = clock
        self._words = SharedWords(path, 5)

    def read(self) -> SweepReport:
        _, entries, size_bytes, allocated, used = self._words.view()
        return SweepReport(Volume(entries, size_bytes), allocated, used)

    def renew(self, sweep: Callable[[], SweepReport]) -> SweepReport:
        """Sweeps, unless that was done within the interval; whoever comes meanwhile waits."""
        with self._words.locked() as words:
            now_ms = int(self._clock() * 1000)
            if words[0] and 0 <= now_ms - words[0] < self._interval_ms:
                return self.read()
            report = sweep()
            values = (now_ms, report.dropped.entries, report.dropped.bytes)
            for place, value in enumerate((*values, report.allocated_bytes, report.used_bytes)):
                words[place] = value
            return report

    def close(self) -> None:
        self._words.close()
