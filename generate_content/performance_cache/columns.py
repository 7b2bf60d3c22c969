"""Where a worker's row of statistics keeps what."""

from __future__ import annotations

from collections.abc import Sequence

from generate_content.performance_cache.failures import MOST_KEYS

RING_SECONDS = 64
NS, MS, PPM = 10**9, 10**3, 10**6

CACHED, CACHED_NS, UNCACHED, UNCACHED_NS, SAVED_PPM = range(1, 6)
"""The first words of every row but word 0, which is the process id."""


class Columns:
    """The first word of each group of words, by what it is about.

    Counts go on when another worker takes the row over; `gauges` tell of its worker's present.
    """

    def __init__(self, levels: Sequence[str], namespaces: Sequence[str]) -> None:
        self.width = SAVED_PPM + 1

        def take(words: int) -> int:
            first, self.width = self.width, self.width + words
            return first

        self.hits = {level: {name: take(3) for name in namespaces} for level in levels}
        """Hits, how many were timed, the nanoseconds of those."""
        self.level_misses = {level: take(2) for level in levels}
        """Misses, their nanoseconds."""
        self.losses = {level: {name: take(2) for name in namespaces} for level in levels}
        """Evicted, refused."""
        self.misses = {name: take(1) for name in namespaces}
        self.stale = {name: take(3) for name in namespaces}
        """Stale ones served, renewals, failed renewals."""
        self.makings = {name: take(2) for name in namespaces}
        """Values made, their nanoseconds."""
        self.waits = {name: take(2) for name in namespaces}
        """Requests that waited for another's making, their nanoseconds."""
        ring = take(2 * RING_SECONDS)
        self.ring = range(ring, self.width, 2)
        """Pairs of a second and the answers in it."""
        gauges = self.width
        self.volumes = {(level, name): take(3) for level in levels for name in namespaces}
        """The namespace's stamp, entries, bytes."""
        self.breakers = {level: take(3) for level in levels}
        """Until when it rests (monotonic nanoseconds), since when it fails (milliseconds since
        1970), why (an errno); all 0 when it works."""
        self.resting_keys = range(take(MOST_KEYS), self.width)
        """Until when each is not made again (monotonic nanoseconds)."""
        self.gauges = range(gauges, self.width)
