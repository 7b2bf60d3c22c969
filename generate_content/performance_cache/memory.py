"""Level 1: this process's memory, least recently used first out, limited in bytes.

Changes take a lock. The way of nearly all hits (`shortcut`) does without: it makes single calls
into a dictionary, each of which the interpreter finishes before another thread runs, since the
hash and the comparison of a key are its own. So nothing here may walk through the dictionary but
by one such call.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.entry import Entry, Found
from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.level import UNRECORDED, Recorder, Volume

DEFAULT_LIMIT_BYTES = 100 * 2**20

OVERHEAD_BYTES = 1024
"""What an entry takes beside its payload: key, slot, note, dictionary node, times, and the
allocator's rounding. Measured in tests/performance_cache/test_memory.py, rounded up."""

_NEVER = -1  # no epoch
_FREED_AT_ONCE = 256  # cleared entries, by each write until all are: some 0.2 ms
_LARGEST_SHARE = 16  # an entry above a 16th of the limit would flush too many small ones


class Slot:
    """An entry in memory, and what the chain noted when it had looked at it closely."""

    __slots__ = ("charge_bytes", "deadline", "ends", "entry", "epoch", "era", "found", "place")

    found: Found
    """How the entry is handed out. Only to be read under the right epoch, as is `place`."""
    place: int
    """Of the count of its hits."""

    def __init__(
        self, entry: Entry, *, deadline: float, ends: float, charge_bytes: int, era: int
    ) -> None:
        self.entry = entry
        self.era = era  # how often its namespace had been cleared
        self.deadline = deadline  # until when it is fresh, on the monotonic clock
        self.ends = ends
        self.charge_bytes = charge_bytes
        self.epoch = _NEVER

    def note(self, found: Found, place: int, epoch: int) -> None:
        """`epoch`: when the entry's generation was found current; while it lasts, nothing has
        been cleared.
        """
        self.found, self.place = found, place
        self.epoch = epoch  # last: it makes the others valid


class MemoryLevel:
    """Entries by reference (payloads are immutable bytes); safe for threads."""

    name = "memory"
    shared = False

    def __init__(
        self,
        *,
        namespaces: Sequence[str],
        limit_bytes: int = DEFAULT_LIMIT_BYTES,
        clock: Clock | None = None,
        recorder: Recorder = UNRECORDED,
    ) -> None:
        self.limit_bytes = limit_bytes
        self._clock = clock or Clock()
        self._monotonic = self._clock.monotonic
        self._recorder = recorder
        self._lock = Lock()
        self.slots: OrderedDict[CacheKey, Slot] = OrderedDict()
        self._usage = dict.fromkeys(namespaces, Volume())
        self._bytes = 0
        self._eras = dict.fromkeys(namespaces, 0)
        self._perhaps_cleared: list[CacheKey] = []
        renew_after_fork(self)

    def get(self, key: CacheKey, *, stale: bool = False) -> Entry | None:
        with self._lock:
            slot = self.slots.get(key)
            if slot is None:
                return None
            now = self._monotonic()
            if slot.ends <= now or slot.era != self._eras[key.namespace]:
                self._drop(key)
                return None
            if slot.deadline <= now and not stale:
                return None
            self.slots.move_to_end(key)
            return slot.entry

    def set(self, key: CacheKey, entry: Entry) -> None:
        charge = entry.size_bytes + OVERHEAD_BYTES
        wall, now = self._clock.wall(), self._monotonic()
        deadline, ends = now + entry.fresh_s(wall), now + entry.remaining_s(wall)
        with self._lock:
            self._free(_FREED_AT_ONCE)
            self._drop(key)
            if ends <= now:
                return
            if charge > self.limit_bytes // _LARGEST_SHARE:
                self._recorder.refused(key.namespace)
                return
            era = self._eras[key.namespace]
            self.slots[key] = Slot(
                entry, deadline=deadline, ends=ends, charge_bytes=charge, era=era
            )
            self._account(key.namespace, era, Volume(1, charge))
            while self._bytes > self.limit_bytes:
                oldest, slot = self.slots.popitem(last=False)
                self._account(oldest.namespace, slot.era, Volume(-1, -slot.charge_bytes))
                if slot.era == self._eras[oldest.namespace]:
                    self._recorder.evicted(oldest.namespace)

    def delete(self, key: CacheKey) -> None:
        with self._lock:
            self._drop(key)

    def clear(self, namespace: str) -> None:
        """In a time that hardly depends on the entries: they are freed by the writes that follow,
        some by each, and by a sweep.
        """
        with self._lock:
            self._eras[namespace] += 1
            self._usage[namespace] = Volume()
            self._perhaps_cleared = list(self.slots)

    def sweep(self) -> Volume:
        now = self._monotonic()
        with self._lock:
            self._free(len(self._perhaps_cleared))
            ended = [key for key in list(self.slots) if self.slots[key].ends <= now]
            return sum((self._drop(key) for key in ended), Volume())

    def usage(self) -> Mapping[str, Volume]:
        with self._lock:
            return dict(self._usage)

    def after_fork(self) -> None:
        """Empty in a child: the parent may have been in the middle of a change."""
        self._lock = Lock()
        self.slots.clear()
        self._usage = dict.fromkeys(self._usage, Volume())
        self._bytes = 0
        self._perhaps_cleared = []

    def _drop(self, key: CacheKey) -> Volume:
        slot = self.slots.pop(key, None)
        if slot is None:
            return Volume()
        self._account(key.namespace, slot.era, Volume(-1, -slot.charge_bytes))
        return Volume(1, slot.charge_bytes)

    def _free(self, most: int) -> None:
        """Drops cleared entries, looking at `most` of those there were at the last clear."""
        for _ in range(min(most, len(self._perhaps_cleared))):
            key = self._perhaps_cleared.pop()
            slot = self.slots.get(key)
            if slot is not None and slot.era != self._eras[key.namespace]:
                self._drop(key)

    def _account(self, namespace: str, era: int, change: Volume) -> None:
        """What was cleared takes its bytes until it is freed, but is no entry any more."""
        if era == self._eras[namespace]:
            self._usage[namespace] += change
        self._bytes += change.bytes
