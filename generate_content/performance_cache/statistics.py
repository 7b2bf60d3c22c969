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

from generate_content.performance_cache import columns as at
from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.columns import NS, PPM, RING_SECONDS, Columns
from generate_content.performance_cache.figures import Counts
from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.recorder import LevelRecorder
from generate_content.performance_cache.tally import (
    RATE_WINDOW_S,
    Tally,
    signed,
    word,
)
from generate_content.performance_cache.worker_rows import WorkerRows

TIMED_EVERY = 64
"""One hit in memory of so many is timed, and stands for the others; all other look-ups are."""


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
        self._columns = Columns(levels, namespaces)
        self._hits = self._columns.hits
        self._monotonic = (clock or Clock()).monotonic
        layout = f"5 {RATE_WINDOW_S} {list(levels)} {list(namespaces)}"
        self.rows = WorkerRows(
            path, width=self._columns.width, layout=layout, gauges=self._columns.gauges
        )
        self._lock = Lock()
        renew_after_fork(self)

    def recorder(self, level: str) -> LevelRecorder:
        """For the level of this name to tell what it did not keep."""
        columns = self._columns
        return LevelRecorder(
            self.rows, losses=columns.losses[level], breaker=columns.breakers[level]
        )

    def keys_at_rest(self, ends_s: Sequence[float]) -> None:
        """Until when (monotonic clock) this worker's failing keys are not made again."""
        places = self._columns.resting_keys
        ends_ns = [*(int(end_s * NS) for end_s in ends_s), *[0] * len(places)]
        row = self.rows.mine
        for place, end_ns in zip(places, ends_ns, strict=False):
            row[place] = end_ns

    def place(self, level: str, namespace: str) -> int:
        """The word that counts the hits of this level in this namespace."""
        return self._hits[level][namespace]

    def time_hit(self, place: int, elapsed_s: float) -> None:
        """What one of the hits counted at `place` took."""
        self._add_timed(place + 1, elapsed_s)

    def hit(self, level: str, namespace: str, elapsed_s: float, *, stale: bool = False) -> None:
        """A request for a value was answered from this level, perhaps by a stale one."""
        place = self._hits[level][namespace]
        self.rows.mine[place] += 1
        self.time_hit(place, elapsed_s)
        if stale:
            self.rows.mine[self._columns.stale[namespace]] += 1

    def level_miss(self, level: str, elapsed_s: float) -> None:
        """A look-up came to this level and found nothing."""
        self._add_timed(self._columns.level_misses[level], elapsed_s)

    def miss(self, namespace: str) -> None:
        """A request for a value was not answered from any level."""
        self.rows.mine[self._columns.misses[namespace]] += 1

    def made(self, namespace: str, elapsed_s: float) -> None:
        """A value was made, for a request or for nobody."""
        self._add_timed(self._columns.makings[namespace], elapsed_s)

    def waited(self, namespace: str, elapsed_s: float) -> None:
        """A request waited for a making that another had begun."""
        self._add_timed(self._columns.waits[namespace], elapsed_s)

    def renewed(self, namespace: str) -> None:
        """A value was made behind an answer."""
        self.rows.mine[self._columns.stale[namespace] + 1] += 1

    def renewal_failed(self, namespace: str) -> None:
        self.rows.mine[self._columns.stale[namespace] + 2] += 1

    def record_answer(self, elapsed_s: float, *, hit: bool, saved: float | None = None) -> None:
        """An answer to a client; `saved`: the share of the making's time that a hit did not take,
        negative if it took longer.
        """
        column = at.CACHED if hit else at.UNCACHED
        second = int(self._monotonic())
        place = self._columns.ring[second % RING_SECONDS]
        row = self.rows.mine
        with self._lock:
            row[column] += 1
            row[column + 1] += int(elapsed_s * NS)
            if hit and saved is not None:
                row[at.SAVED_PPM] = word(signed(row[at.SAVED_PPM]) + int(saved * PPM))
            row[place + 1] = row[place + 1] + 1 if row[place] == second else 1
            row[place] = second

    def publish(self, level: str, namespace: str, stamp: int, volume: Volume) -> None:
        """What this worker's level holds of the namespace, true while `stamp` is its generation."""
        place = self._columns.volumes[level, namespace]
        row = self.rows.mine
        with self._lock:
            row[place], row[place + 1], row[place + 2] = stamp, volume.entries, volume.bytes

    def read(self, stamps: Mapping[str, int]) -> Counts:
        """The sums over all workers; `stamps`: the current generation of each namespace."""
        rows = list(self.rows.used())
        return Tally(self._columns, rows, now_s=self._monotonic()).counts(stamps)

    def reset(self) -> None:
        """Forgets everything; for the start of the server, before its workers run."""
        self.rows.reset()

    def close(self) -> None:
        self.rows.close()

    def after_fork(self) -> None:
        self._lock = Lock()

    def _add_timed(self, place: int, elapsed_s: float) -> None:
        """One more, and its nanoseconds in the word after."""
        elapsed_ns = int(elapsed_s * NS)
        row = self.rows.mine
        row[place] += 1
        row[place + 1] += elapsed_ns
