"""What every level of the cache can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from generate_content.performance_cache.entry import Entry
from generate_content.performance_cache.keys import CacheKey


@dataclass(frozen=True, slots=True)
class Volume:
    """A number of entries, and the bytes they take where they are kept."""

    entries: int = 0
    bytes: int = 0

    def __add__(self, other: Volume) -> Volume:
        return Volume(self.entries + other.entries, self.bytes + other.bytes)


class Recorder(Protocol):
    """Where a level tells what it did not keep, and why; by any thread."""

    def evicted(self, namespace: str, entries: int = 1) -> None:
        """Dropped at the limit, to make room."""

    def refused(self, namespace: str) -> None:
        """Not admitted: too large, or there is no room at all."""

    def failing(self, code: int, *, since: float, rests_until: float) -> None:
        """Its breaker opened. `code`: an errno; `since`: wall clock; `rests_until`: monotonic."""

    def works(self) -> None:
        """Its breaker closed again."""


class Unrecorded:
    """For a level of which nobody wants to know."""

    def evicted(self, namespace: str, entries: int = 1) -> None: ...

    def refused(self, namespace: str) -> None: ...

    def failing(self, code: int, *, since: float, rests_until: float) -> None: ...

    def works(self) -> None: ...


UNRECORDED = Unrecorded()


class Level(Protocol):
    """A store of entries that may forget any of them at any time.

    A level knows when an entry ends and never answers one that has. It knows nothing of
    generations: the chain compares them.
    """

    @property
    def name(self) -> str: ...

    @property
    def shared(self) -> bool:
        """Whether all worker processes see the same entries."""

    def get(self, key: CacheKey, *, stale: bool = False) -> Entry | None:
        """A fresh entry; with `stale` also one in its grace, which otherwise is a miss."""

    def set(self, key: CacheKey, entry: Entry) -> None:
        """Keeps the entry, or not: too large, already ended, or the medium refuses."""

    def delete(self, key: CacheKey) -> None: ...

    def clear(self, namespace: str) -> None:
        """Drops all entries of the namespace from its count; their room may be freed later."""

    def sweep(self) -> Volume:
        """Drops what has ended; answers what was dropped."""

    def usage(self) -> Mapping[str, Volume]:
        """What is kept, by namespace, from running totals."""
