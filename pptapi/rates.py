"""How often something may be done: `60000/min`, and where one caller stands in its window."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Protocol, Self

WINDOWS_S = {"second": 1, "minute": 60, "hour": 3600, "day": 24 * 3600}
_RATE = re.compile(r"([1-9][0-9]{0,8})/(s|sec|second|m|min|minute|h|hour|d|day)")


@dataclass(frozen=True)
class Rate:
    """So many in each window; windows follow each other without overlap."""

    limit: int
    window: str
    """second | minute | hour | day"""

    @property
    def window_s(self) -> int:
        return WINDOWS_S[self.window]

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The rate that `text` names; None for `off`. Raises: ValueError."""
        if text == "off":
            return None
        if (match := _RATE.fullmatch(text)) is None:
            raise ValueError(f'"{text}" is neither a rate like 60/min nor off.')
        window = next(name for name in WINDOWS_S if name.startswith(match[2]))
        return cls(limit=int(match[1]), window=window)


@dataclass(frozen=True, slots=True)
class WindowState:
    """What is left of one caller's window."""

    limit: int
    remaining: int
    resets_at: int
    """Seconds since the epoch."""
    wait_s: int
    """Until the next one is admitted; 0: at once."""
    admitted: bool = True

    def headers(self) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.resets_at),
        }


class Table(Protocol):
    """Rows of two whole numbers by name: the window's number, and how many it has admitted."""

    def read(self, name: str) -> tuple[int, ...]: ...
    def update(
        self, name: str, change: Callable[[tuple[int, ...]], tuple[int, int]]
    ) -> tuple[int, ...]: ...


class RateWindows:
    """Counts in fixed windows, in a table that all worker processes share."""

    def __init__(
        self, *, table: Table, rates: Mapping[str, Rate | None], clock: Callable[[], float]
    ) -> None:
        self.rates = rates
        self._table = table
        self._clock = clock

    def admit(self, scope: str, identity: str) -> WindowState | None:
        """The state after counting one more; None where no limit is set."""
        if (rate := self.rates[scope]) is None:
            return None
        now = self._clock()
        window = int(now // rate.window_s)

        def count(row: tuple[int, ...]) -> tuple[int, int]:
            counted = row[1] if row[0] == window else 0
            return window, min(counted, rate.limit) + 1

        _, counted = self._table.update(f"{scope} {identity}", count)
        return _state(rate, window, counted, now, admitted=counted <= rate.limit)

    def peek(self, scope: str, identity: str) -> WindowState | None:
        """The state as it is; None where no limit is set."""
        if (rate := self.rates[scope]) is None:
            return None
        now = self._clock()
        window = int(now // rate.window_s)
        row = self._table.read(f"{scope} {identity}")
        counted = row[1] if row[0] == window else 0
        return _state(rate, window, counted, now, admitted=True)


def _state(rate: Rate, window: int, counted: int, now: float, *, admitted: bool) -> WindowState:
    resets_at = (window + 1) * rate.window_s
    remaining = max(0, rate.limit - counted)
    return WindowState(
        limit=rate.limit,
        remaining=remaining,
        resets_at=resets_at,
        wait_s=0 if admitted and remaining else max(1, ceil(resets_at - now)),
        admitted=admitted,
    )
