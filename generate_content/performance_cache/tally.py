"""Sums over the rows of all workers."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from generate_content.performance_cache import columns as at
from generate_content.performance_cache.columns import MS, NS, PPM, Columns
from generate_content.performance_cache.figures import (
    AnswerFigures,
    BreakerFigures,
    Counts,
    LossFigures,
    NamespaceTimings,
    StaleFigures,
    Timing,
)
from generate_content.performance_cache.level import Volume

RATE_WINDOW_S = 60

Row = list[int]


class Tally:
    """`rows`: (whether its worker lives, its words); `now_s`: on the monotonic clock."""

    def __init__(self, columns: Columns, rows: Sequence[tuple[bool, Row]], *, now_s: float) -> None:
        self._columns = columns
        self._rows = [row for _, row in rows]
        self._live = [row for lives, row in rows if lives]
        self._now_s = now_s

    def counts(self, stamps: Mapping[str, int]) -> Counts:
        """`stamps`: the current generation of each namespace."""
        columns = self._columns
        return Counts(
            levels={level: self._level(level) for level in columns.hits},
            namespaces={
                name: (
                    sum(self._sum(hits[name]) for hits in columns.hits.values()),
                    self._sum(place),
                )
                for name, place in columns.misses.items()
            },
            stale={
                name: StaleFigures(*(self._sum(place + offset) for offset in range(3)))
                for name, place in columns.stale.items()
            },
            timings={name: self._timings(name) for name in columns.makings},
            losses={
                (level, name): LossFigures(self._sum(place), self._sum(place + 1))
                for level, places in columns.losses.items()
                for name, place in places.items()
            },
            volumes={
                pair: self._volume(place, stamps[pair[1]])
                for pair, place in columns.volumes.items()
            },
            breakers={level: self._breaker(place) for level, place in columns.breakers.items()},
            keys_at_rest=sum(self._keys_at_rest(row) for row in self._live),
            answers=self._answers(),
            workers=tuple(sorted({row[0] for row in self._live})),
        )

    def _level(self, level: str) -> tuple[int, int, float]:
        """Hits, misses, seconds."""
        places, misses = self._columns.hits[level].values(), self._columns.level_misses[level]
        hits_ns = sum(self._hits_ns(place) for place in places)
        return (
            sum(self._sum(place) for place in places),
            self._sum(misses),
            (hits_ns + self._sum(misses + 1)) / NS,
        )

    def _timings(self, name: str) -> NamespaceTimings:
        places = [hits[name] for hits in self._columns.hits.values()]
        hits_s = sum(self._hits_ns(place) for place in places) / NS
        return NamespaceTimings(
            hits=Timing(sum(self._sum(place) for place in places), hits_s),
            makings=self._timing(self._columns.makings[name]),
            waits=self._timing(self._columns.waits[name]),
        )

    def _timing(self, place: int) -> Timing:
        return Timing(self._sum(place), self._sum(place + 1) / NS)

    def _hits_ns(self, place: int) -> float:
        """Of all hits, by those that were timed."""
        timed = self._sum(place + 1)
        return self._sum(place) * self._sum(place + 2) / timed if timed else 0.0

    def _volume(self, place: int, stamp: int) -> Volume:
        current = (row for row in self._live if row[place] == stamp)
        return sum((Volume(row[place + 1], row[place + 2]) for row in current), Volume())

    def _keys_at_rest(self, row: Row) -> int:
        places, now_ns = self._columns.resting_keys, self._now_s * NS
        ends_ns = row[places.start : places.stop]
        return sum(end_ns > now_ns for end_ns in ends_ns) if any(ends_ns) else 0

    def _breaker(self, place: int) -> BreakerFigures:
        failing = [row[place : place + 3] for row in self._live if row[place]]
        if not failing:
            return BreakerFigures()
        rests_until_ns, _, code = max(failing)
        is_open = rests_until_ns > self._now_s * NS
        return BreakerFigures(
            state="open" if is_open else "half_open",
            workers=len(failing),
            since=min(row[1] for row in failing) / MS,
            reason=os.strerror(code),
        )

    def _answers(self) -> AnswerFigures:
        cached, uncached = self._sum(at.CACHED), self._sum(at.UNCACHED)
        cached_s, uncached_s = self._sum(at.CACHED_NS) / NS, self._sum(at.UNCACHED_NS) / NS
        saved = sum(signed(row[at.SAVED_PPM]) for row in self._rows) / PPM
        return AnswerFigures(
            cached=cached,
            uncached=uncached,
            mean_cached_s=cached_s / cached if cached else 0.0,
            mean_uncached_s=uncached_s / uncached if uncached else 0.0,
            mean_saved=max(0.0, saved / cached) if cached else None,
            per_second=self._recent() / RATE_WINDOW_S,
        )

    def _recent(self) -> int:
        """Answers in the last 60 s."""
        now = int(self._now_s)
        window = range(now - RATE_WINDOW_S + 1, now + 1)
        ring = self._columns.ring
        return sum(row[one + 1] for row in self._rows for one in ring if row[one] in window)

    def _sum(self, column: int) -> int:
        return sum(row[column] for row in self._rows)


def word(value: int) -> int:
    """A number that may be negative as it stands in a word."""
    return value & (2**64 - 1)


def signed(value: int) -> int:
    return value - 2**64 if value >= 2**63 else value
