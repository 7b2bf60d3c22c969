"""The way of nearly all hits, in one function.

What the memory level, the generations and the statistics do elsewhere, each behind its own door,
is done here at once, because the doors would cost twice what is behind them. It decides nothing
new: it serves what the chain looked at closely before, while that still holds.
"""

from __future__ import annotations

from collections.abc import Callable

from generate_content.performance_cache.entry import Accept, Found
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.statistics import TIMED_EVERY, Statistics

_TIMED_MASK = TIMED_EVERY - 1  # a power of two


class Shortcut:
    """Takes no lock: see `memory` and `statistics` for why none is needed."""

    def __init__(
        self,
        *,
        memory: MemoryLevel,
        generations: Generations,
        statistics: Statistics,
        monotonic: Callable[[], float],
    ) -> None:
        self._slots = memory.slots
        self._epoch = generations.epoch
        self._rows = statistics.rows
        self._statistics = statistics
        self._monotonic = monotonic

    def hit(self, key: CacheKey, accept: Accept | None = None) -> Found | None:
        """The value, counted as a hit; None counts nothing and means: look closely."""
        started = self._monotonic()
        try:
            slot = self._slots[key]
            if slot.epoch != self._epoch[0] or slot.deadline <= started:
                return None
            self._slots.move_to_end(key)
        except KeyError:  # never there, or dropped between the two lines
            return None
        found = slot.found
        if accept is not None and not accept(found.payload):
            return None
        row, place = self._rows.mine, slot.place
        hits = row[place] = row[place] + 1
        if hits & _TIMED_MASK == 1:
            self._statistics.time_hit(place, self._monotonic() - started)
        return found
