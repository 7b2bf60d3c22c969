"""Which keys are asked for most, over all processes, in a room that never grows.

Space-Saving: so many counters, each of one key. A key that has none takes that of the least
asked for, and its count as well, for it may have been asked for as often before. With N the number
of all requests counted and m the counters, each count is

    truth <= count <= truth + error,   error <= N / m,

and every key asked for more often than N / m has a counter. It holds for batches as for single
requests: a key without a counter has been asked for at most `floor` times; what a batch brings
anew is counted from there, and the smallest counters are dropped, each of at least `floor`, so the
sum of all never exceeds N, nor the smallest of them N / m.
Source: Metwally, Agrawal, El Abbadi, "Efficient Computation of Frequent and Top-k Elements in Data
Streams", ICDT 2005; for batches Agarwal et al., "Mergeable Summaries", PODS 2012.

Each day halves all counts, N among them: what is not asked for any more is forgotten.
"""

from __future__ import annotations

import struct
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from threading import Lock

from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.shared_memory import WORD_BYTES, SharedWords

COUNTERS = 1024
HOUR_COUNTERS = 128
BATCH = 4096
"""Requests that a process may have counted and not yet added to the common counters: what a
killed one takes with it."""

_HOUR_S = 3600
_DAY_S = 24 * _HOUR_S
_ONE = 2**10  # counts are kept in 1024ths of a request, so that halving them loses nothing
_HEAD = struct.Struct("=QQQ")  # the day of the last halving, the floor, counters in use
_COUNTER = struct.Struct("=32sQQ")  # the key's digest, its count, its error
_MOST_HALVINGS = 63
_LARGEST = 2**63  # whatever the file holds
_by_count = itemgetter(1)


@dataclass(frozen=True, slots=True)
class Popular:
    """A key and how often it was asked for: at most `count`, at least `count - error` times."""

    digest: str
    count: float
    error: float


class Sketch:
    """The counters of one stream, the largest first, at a place in shared words."""

    def __init__(self, words: SharedWords, first: int, counters: int) -> None:
        self._words = words
        self._counters = counters
        self._room = words.view(first, self.words_for(counters)).cast("B")

    @staticmethod
    def words_for(counters: int) -> int:
        return (_HEAD.size + counters * _COUNTER.size) // WORD_BYTES

    def add(self, batch: Mapping[bytes, int], *, day: int) -> None:
        """Counts each key of the batch so many times."""
        with self._words.locked():
            floor, counted = self._read(day)
            counts = {key: (count, error) for key, count, error in counted}
            new = (floor, floor)
            for key, times in batch.items():
                count, error = counts.get(key, new)
                counts[key] = (min(count + times * _ONE, _LARGEST), error)
            ranked = sorted(counts.items(), key=_by_count, reverse=True)
            if len(ranked) > self._counters:
                floor = max(floor, ranked[self._counters][1][0])
                del ranked[self._counters :]
            told = b"".join([_COUNTER.pack(key, *count) for key, count in ranked])
            self._room[: _HEAD.size + len(told)] = _HEAD.pack(day, floor, len(ranked)) + told

    def top(self, most: int, *, day: int) -> list[Popular]:
        """The keys asked for most, the first of them first."""
        with self._words.locked():
            _, counted = self._read(day, most)
        return [
            Popular(key.hex(), count / _ONE, error / _ONE) for key, count, error in counted if count
        ]

    def used(self) -> int:
        """How many counters are taken."""
        used: int = _HEAD.unpack_from(self._room)[2]
        return min(used, self._counters)

    def _read(self, day: int, most: int | None = None) -> tuple[int, list[tuple[bytes, int, int]]]:
        """The floor and the counters as of this day; a clock put back makes nothing younger."""
        halved_on, floor, used = _HEAD.unpack_from(self._room)
        age = min(max(0, day - halved_on), _MOST_HALVINGS)
        end = _HEAD.size + min(used, self._counters, most or used) * _COUNTER.size
        counted = _COUNTER.iter_unpack(self._room[_HEAD.size : end])
        return floor >> age, [(key, count >> age, error >> age) for key, count, error in counted]


class PopularKeys:
    """Counts all requests, and those of each hour of the day (UTC) apart.

    A request costs one append; every few thousand, or when somebody calls `flush`, they are added
    to the counters in `path`, which survive restarts. Raises: OSError when that cannot be made.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], float],
        counters: int = COUNTERS,
        hour_counters: int = HOUR_COUNTERS,
    ) -> None:
        self._clock = clock
        of_all, of_hour = Sketch.words_for(counters), Sketch.words_for(hour_counters)
        self._words = SharedWords(path, of_all + 24 * of_hour)
        self._all = Sketch(self._words, 0, counters)
        self._hours = [
            Sketch(self._words, of_all + hour * of_hour, hour_counters) for hour in range(24)
        ]
        self._pending: deque[str] = deque()
        self._flushing = Lock()
        renew_after_fork(self)

    def record(self, digest: str) -> None:
        """One request for the key of this digest (64 hexadecimal digits)."""
        pending = self._pending
        pending.append(digest)
        if len(pending) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Adds what this process has counted; does nothing while another thread is doing so."""
        if not self._flushing.acquire(blocking=False):
            return
        try:
            pending = self._pending
            asked = Counter([pending.popleft() for _ in range(len(pending))])
            if asked:
                batch = {bytes.fromhex(digest): times for digest, times in asked.items()}
                now = self._clock()
                self._all.add(batch, day=_day(now))
                self._hours[_hour(now)].add(batch, day=_day(now))
        finally:
            self._flushing.release()

    def top(self, most: int) -> list[Popular]:
        return self._all.top(most, day=_day(self._clock()))

    def of_hour(self, hour: int, most: int) -> list[Popular]:
        """What was asked for most in this hour (0 to 23) of this day and earlier ones."""
        return self._hours[hour].top(most, day=_day(self._clock()))

    def tracked(self) -> int:
        """How many keys have a counter."""
        return self._all.used()

    def after_fork(self) -> None:
        """What the parent has counted is the parent's to add."""
        self._pending = deque()
        self._flushing = Lock()


def _day(now: float) -> int:
    return int(now // _DAY_S)


def _hour(now: float) -> int:
    return int(now // _HOUR_S) % 24
