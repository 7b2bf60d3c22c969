"""What is counted, exactly and over all worker processes.

Only its worker writes a row, so the threads of a process are all that could lose a count to each
other, and the interpreter's lock keeps them apart: CPython changes threads at calls and at jumps
back, and between reading a word and writing it in `row[place] += 1` there is neither. That is four
times cheaper than a lock of our own. Builds of CPython without its lock would miscount: refused.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock

from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.figures import AnswerFigures, Counts, StaleFigures
from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.worker_rows import WorkerRows

RATE_WINDOW_S = 60
TIMED_EVERY = 64
"""One hit in memory of so many is timed, and stands for the others; all other look-ups are."""

_RING_SECONDS = 64
_NS = 10**9
_PPM = 10**6


class _Columns:
    """Where a row keeps what. Word 0 is the process id.

    Per level and namespace: hits, how many were timed, the nanoseconds of those; the namespace's
    stamp, entries, bytes. Per level: misses, their nanoseconds. Per namespace: misses; stale ones
    served, renewals, failed renewals. Then a ring of (second, answers).
    """

    CACHED, CACHED_NS, UNCACHED, UNCACHED_NS, SAVED_PPM = range(1, 6)

    def __init__(self, levels: Sequence[str], namespaces: Sequence[str]) -> None:
        self.width = 6

        def take(words: int) -> int:
            first, self.width = self.width, self.width + words
            return first

        self.hits = {level: {name: take(3) for name in namespaces} for level in levels}
        self.volumes = {(level, name): take(3) for level in levels for name in namespaces}
        self.level_misses = {level: take(2) for level in levels}
        self.misses = {name: take(1) for name in namespaces}
        self.stale = {name: take(3) for name in namespaces}
        self.ring = take(2 * _RING_SECONDS)


class Statistics:
    """Counts of this worker, written to its row; sums over the rows of all workers.

    Raises: OSError when the file cannot be made; RuntimeError without the interpreter's lock.
    """

    def __init__(
        self,
        path: Path,
        *,
        namespaces: Sequence[str],
        levels: Sequence[str] = ("memory", "django", "file"),
        clock: Clock | None = None,
    ) -> None:
        if not getattr(sys, "_is_gil_enabled", lambda: True)():
            raise RuntimeError("The statistics need a Python with its global interpreter lock.")
        self._columns = _Columns(levels, namespaces)
        self._hits = self._columns.hits
        self._monotonic = (clock or Clock()).monotonic
        layout = f"4 {RATE_WINDOW_S} {list(levels)} {list(namespaces)}"
        self.rows = WorkerRows(path, width=self._columns.width, layout=layout)
        self._lock = Lock()
        renew_after_fork(self)

    def place(self, level: str, namespace: str) -> int:
        """The word that counts the hits of this level in this namespace."""
        return self._hits[level][namespace]

    def time_hit(self, place: int, elapsed_s: float) -> None:
        """What one of the hits counted at `place` took."""
        elapsed_ns = int(elapsed_s * _NS)
        row = self.rows.mine
        row[place + 1] += 1
        row[place + 2] += elapsed_ns

    def hit(self, level: str, namespace: str, elapsed_s: float, *, stale: bool = False) -> None:
        """A request for a value was answered from this level, perhaps by a stale one."""
        place = self._hits[level][namespace]
        self.rows.mine[place] += 1
        self.time_hit(place, elapsed_s)
        if stale:
            self.rows.mine[self._columns.stale[namespace]] += 1

    def level_miss(self, level: str, elapsed_s: float) -> None:
        """A look-up came to this level and found nothing."""
        place = self._columns.level_misses[level]
        elapsed_ns = int(elapsed_s * _NS)
        row = self.rows.mine
        row[place] += 1
        row[place + 1] += elapsed_ns

    def miss(self, namespace: str) -> None:
        """A request for a value was not answered from any level."""
        self.rows.mine[self._columns.misses[namespace]] += 1

    def renewed(self, namespace: str) -> None:
        """A value was made behind an answer."""
        self.rows.mine[self._columns.stale[namespace] + 1] += 1

    def renewal_failed(self, namespace: str) -> None:
        self.rows.mine[self._columns.stale[namespace] + 2] += 1

    def record_answer(self, elapsed_s: float, *, hit: bool, saved: float | None = None) -> None:
        """An answer to a client; `saved`: the share of the making's time that a hit did not take,
        negative if it took longer.
        """
        column = _Columns.CACHED if hit else _Columns.UNCACHED
        second = int(self._monotonic())
        at = self._columns.ring + 2 * (second % _RING_SECONDS)
        row = self.rows.mine
        with self._lock:
            row[column] += 1
            row[column + 1] += int(elapsed_s * _NS)
            if hit and saved is not None:
                row[_Columns.SAVED_PPM] = _word(
                    _signed(row[_Columns.SAVED_PPM]) + int(saved * _PPM)
                )
            row[at + 1] = row[at + 1] + 1 if row[at] == second else 1
            row[at] = second

    def publish(self, level: str, namespace: str, stamp: int, volume: Volume) -> None:
        """What this worker's level holds of the namespace, true while `stamp` is its generation."""
        at = self._columns.volumes[level, namespace]
        row = self.rows.mine
        with self._lock:
            row[at], row[at + 1], row[at + 2] = stamp, volume.entries, volume.bytes

    def read(self, stamps: Mapping[str, int]) -> Counts:
        """The sums over all workers; `stamps`: the current generation of each namespace."""
        rows = list(self.rows.used())
        words = [row for _, row in rows]
        live = [row for lives, row in rows if lives]
        columns = self._columns
        return Counts(
            levels={level: self._level(words, level) for level in columns.hits},
            namespaces={
                name: (
                    sum(_sum(words, hits[name]) for hits in columns.hits.values()),
                    _sum(words, at),
                )
                for name, at in columns.misses.items()
            },
            stale={
                name: StaleFigures(*(_sum(words, at + offset) for offset in range(3)))
                for name, at in columns.stale.items()
            },
            volumes={
                pair: _volume(live, at, stamps[pair[1]]) for pair, at in columns.volumes.items()
            },
            answers=self._answers(words),
            workers=tuple(sorted({row[0] for row in live})),
        )

    def reset(self) -> None:
        """Forgets everything; for the start of the server, before its workers run."""
        self.rows.reset()

    def close(self) -> None:
        self.rows.close()

    def after_fork(self) -> None:
        self._lock = Lock()

    def _level(self, rows: Sequence[Sequence[int]], level: str) -> tuple[int, int, float]:
        """Hits, misses, seconds."""
        places, misses = self._columns.hits[level].values(), self._columns.level_misses[level]
        hits_ns = sum(_hits_ns(rows, place) for place in places)
        return (
            sum(_sum(rows, place) for place in places),
            _sum(rows, misses),
            (hits_ns + _sum(rows, misses + 1)) / _NS,
        )

    def _answers(self, rows: Sequence[Sequence[int]]) -> AnswerFigures:
        cached, uncached = _sum(rows, _Columns.CACHED), _sum(rows, _Columns.UNCACHED)
        cached_s = _sum(rows, _Columns.CACHED_NS) / _NS
        uncached_s = _sum(rows, _Columns.UNCACHED_NS) / _NS
        saved = sum(_signed(row[_Columns.SAVED_PPM]) for row in rows) / _PPM
        return AnswerFigures(
            cached=cached,
            uncached=uncached,
            mean_cached_s=cached_s / cached if cached else 0.0,
            mean_uncached_s=uncached_s / uncached if uncached else 0.0,
            mean_saved=max(0.0, saved / cached) if cached else None,
            per_second=self._recent(rows) / RATE_WINDOW_S,
        )

    def _recent(self, rows: Sequence[Sequence[int]]) -> int:
        """Answers in the last 60 s."""
        now = int(self._monotonic())
        ring = range(self._columns.ring, self._columns.width, 2)
        window = range(now - RATE_WINDOW_S + 1, now + 1)
        return sum(row[at + 1] for row in rows for at in ring if row[at] in window)


def _sum(rows: Sequence[Sequence[int]], column: int) -> int:
    return sum(row[column] for row in rows)


def _hits_ns(rows: Sequence[Sequence[int]], place: int) -> float:
    """Of all hits, by those that were timed."""
    timed = _sum(rows, place + 1)
    return _sum(rows, place) * _sum(rows, place + 2) / timed if timed else 0.0


def _volume(rows: Sequence[Sequence[int]], at: int, stamp: int) -> Volume:
    current = (Volume(row[at + 1], row[at + 2]) for row in rows if row[at] == stamp)
    return sum(current, Volume())


def _word(value: int) -> int:
    return value & (2**64 - 1)


def _signed(word: int) -> int:
    return word - 2**64 if word >= 2**63 else word
