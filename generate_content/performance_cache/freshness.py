"""How long a value is fresh, how long a stale one may stand in, and when to renew it early."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

Random = Callable[[], float]
"""Evenly over 0 <= x < 1, as `random.random`."""


@dataclass(frozen=True, slots=True)
class Lifetime:
    """The life of a namespace's entries."""

    ttl_s: float
    grace_s: float = 0.0
    """How long after it has expired an entry is kept, to be served where nothing better is."""
    jitter: float = 0.0
    """The largest share (0..1) of its life that an entry is made to expire early, so that what
    was made together does not expire together."""

    def shortened_s(self, ttl_s: float | None, random: Random) -> float:
        """The life of one entry, never longer than `ttl_s` (None: the namespace's own)."""
        full_s = self.ttl_s if ttl_s is None else ttl_s
        return full_s * (1.0 - self.jitter * random())


def is_due(*, remaining_s: float, made_in_s: float, beta: float, random: Random) -> bool:
    """Whether this one of many readers should renew a value that has not expired yet.

    The nearer the end and the longer the making, the likelier; a value read often is thus renewed
    in time, by one reader. `beta` above 1 renews earlier, below 1 later.
    Source: Vattani, Chierichetti, Lowenstein, "Optimal Probabilistic Cache Stampede Prevention",
    PVLDB 8(8), 2015: XFetch.
    """
    return -made_in_s * beta * math.log(1.0 - random()) >= remaining_s
