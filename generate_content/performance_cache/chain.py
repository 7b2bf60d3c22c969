"""The levels as one: looked through from the first to the last, hits carried upward."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.entry import Accept, Entry, Found, Generation
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.holdings import Holdings
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.level import Level
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.statistics import Statistics

Levels: TypeAlias = tuple[MemoryLevel, *tuple[Level, ...]]


class Chain:
    """Safe for threads. An entry is served only while its generation is current."""

    def __init__(
        self,
        *,
        levels: Levels,
        generations: Generations,
        statistics: Statistics,
        holdings: Holdings,
        clock: Clock,
    ) -> None:
        self._levels = levels
        self._memory = levels[0]
        self._generations = generations
        self._is_current = generations.is_current
        self._epoch = generations.epoch
        self._statistics = statistics
        self._holdings = holdings
        self._monotonic = clock.monotonic

    def look(
        self,
        key: CacheKey,
        accept: Accept | None,
        *,
        hits: bool,
        misses: bool,
        stale: bool = False,
        newer_than: float = 0.0,
    ) -> Found | None:
        """What any level has; `hits` and `misses`: what of it is counted.

        Only what was made after `newer_than`. `stale`: what is in its grace, to be asked for when
        there is nothing fresh; it is not carried upward.
        """
        for level in self._levels:
            started = self._monotonic()
            entry = level.get(key, stale=stale)
            if entry is not None and entry.created_at > newer_than:
                epoch = self._epoch[0]  # before comparing: what is cleared now is compared again
                if self._is_current(key, entry.generation) and (
                    accept is None or accept(entry.payload)
                ):
                    if hits:
                        elapsed_s = self._monotonic() - started
                        self._statistics.hit(level.name, key.namespace, elapsed_s, stale=stale)
                    return self._found(key, entry, level, epoch, stale=stale)
                level.delete(key)
            if misses:
                self._statistics.level_miss(level.name, self._monotonic() - started)
        return None

    def generation(self, key: CacheKey) -> Generation:
        """The present one, to be had before a making begins. Raises: KeyError."""
        return self._generations.current(key)

    def store(self, key: CacheKey, entry: Entry) -> None:
        """Does nothing when the entry's generation has ended."""
        if self._is_current(key, entry.generation):
            self._store(key, entry, self._levels)

    def delete(self, key: CacheKey) -> bool:
        """Ends the entry in every process, and drops it where this one can reach it.

        Whether all other hosts have confirmed.
        """
        everywhere = self._generations.advance_key(key)
        for level in self._levels:
            level.delete(key)
        self._holdings.publish()
        return everywhere

    def _found(
        self, key: CacheKey, entry: Entry, level: Level, epoch: int, *, stale: bool
    ) -> Found:
        found = entry.found(level.name, stale=stale)
        if stale:
            return found
        if level is self._memory:
            slot = self._memory.slots.get(key)
            if slot is not None and slot.entry is entry:
                slot.note(found, self._statistics.place(level.name, key.namespace), epoch)
        else:
            self._store(key, entry, self._levels[: self._levels.index(level)])
        return found

    def _store(self, key: CacheKey, entry: Entry, levels: Sequence[Level]) -> None:
        self._holdings.free_cleared(key.namespace)
        for level in reversed(levels):
            level.set(key, entry)
        self._holdings.publish()
