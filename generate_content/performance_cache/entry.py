"""What the levels keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Generation: TypeAlias = tuple[int, int]
"""The stamps of the namespace and of the group at the time an entry's making began."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A payload with its times (seconds since 1970) and the generation it belongs to."""

    payload: bytes
    created_at: float
    expires_at: float
    generation: Generation

    @property
    def size_bytes(self) -> int:
        return len(self.payload)

    def remaining_s(self, now: float) -> float:
        """Seconds it may still be served; 0 or less when it has expired.

        Never more than its whole life: a clock that was put back makes no entry immortal.
        """
        return min(self.expires_at - now, self.expires_at - self.created_at)
