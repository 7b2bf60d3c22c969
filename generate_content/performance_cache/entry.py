"""What the levels keep, and what is found there."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

Generation: TypeAlias = tuple[int, int, int]
"""The stamps of the namespace, the group and the key at the time an entry's making began."""

Accept: TypeAlias = Callable[[bytes], bool]
"""Whether what a payload points to is still there."""

MADE = "none"
"""The level of a value that was not found but made."""


class Found(NamedTuple):
    payload: bytes
    level: str
    """memory | django | file | none; "none" exactly for the one who made it."""
    created_at: float
    expires_at: float
    """In the past for a stale one."""
    made_in_s: float
    stale: bool
    """Whether it had expired, and stood in for a value that could not be had in time."""


class Entry(NamedTuple):
    """A payload with its times (seconds since 1970) and the generation it belongs to.

    Fresh until `expires_at`, then in its grace until `ends_at`. A tuple: one is built at every
    hit below memory, three times faster than a frozen dataclass.
    """

    payload: bytes
    created_at: float
    expires_at: float
    ends_at: float
    made_in_s: float
    generation: Generation

    @property
    def size_bytes(self) -> int:
        return len(self.payload)

    def remaining_s(self, now: float) -> float:
        """Seconds until it ends; 0 or less when it has.

        Never more than its whole life: a clock that was put back makes no entry immortal.
        """
        return min(self.ends_at - now, self.ends_at - self.created_at)

    def fresh_s(self, now: float) -> float:
        """Seconds until it expires, in the same way."""
        return min(self.expires_at - now, self.expires_at - self.created_at)

    def found(self, level: str, *, stale: bool = False) -> Found:
        return Found(self.payload, level, self.created_at, self.expires_at, self.made_in_s, stale)
