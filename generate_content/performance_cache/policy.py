"""How a missing value is made, and when an old one will do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TypeAlias

from generate_content.performance_cache.entry import Accept
from generate_content.performance_cache.keys import CacheKey

Make: TypeAlias = Callable[[float], bytes]
"""Makes a payload; told until when (wall clock) it may be served, its grace included."""

Errors: TypeAlias = tuple[type[BaseException], ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """One value for each kind of request; a caller builds it once."""

    ttl_s: float | None = None
    """None: the namespace's own."""
    slow_part: Callable[[], AbstractContextManager[object]] | None = None
    """Entered around waiting and making, not around a hit: to bound the threads in there."""
    uncounted_errors: Errors = ()
    """A making that ends so counts as no request at all."""
    shared_errors: Errors = ()
    """What the threads that wait for a making fail with too, instead of making it themselves."""
    stale_on: Errors = ()
    """After such an error an entry in its grace is served, if there is one."""
    soft_limit_s: float | None = None
    """How long a making may take while there is an entry in its grace: then that is served and
    the making ends behind the answer. 0: served at once."""
    early_beta: float = 0.0
    """Above 0: hits renew their entry before it expires, behind the answer (`freshness.is_due`;
    1 is usual)."""
    remembered_errors: Errors = ()
    """What is raised again without a making for some seconds, after several such in a row."""


PLAIN = Policy()


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request for a value."""

    key: CacheKey
    make: Make
    accept: Accept | None
    policy: Policy
