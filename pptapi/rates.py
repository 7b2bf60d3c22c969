"""How often something may be done: `60000/min`, and where one caller stands in its window."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil
from threading import Lock
from typing import Protocol, Self

WINDOWS_S = {"second": 1, "minute": 60, "hour": 3600, "day": 24 * 3600}
_BLOCKS_PER_WINDOW = 1000
_MOST_BLOCKS = 4096
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

    @property
    def block(self) -> int:
        """The most permits a process takes at a time: a thousandth, so below 2000 one by one."""
        return max(1, self.limit // _BLOCKS_PER_WINDOW)

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
    """Rows of two whole numbers by name: the window's number, and how many permits were taken."""

    def read(self, name: str) -> tuple[int, ...]: ...
    def update(
        self, name: str, change: Callable[[tuple[int, ...]], tuple[int, int]]
    ) -> tuple[int, ...]: ...


class TableCounters:
    """How many permits of each window were taken, in a table that all processes share."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def take(self, name: str, window: int, wanted: int, limit: int) -> tuple[int, int]:
        """(permits granted now, taken in all): up to `wanted` more, never above `limit`."""
        granted: list[int] = []

        def count(row: tuple[int, ...]) -> tuple[int, int]:
            taken = row[1] if row[0] == window else 0
            granted.append(max(0, min(wanted, limit - taken)))
            return window, taken + granted[-1]

        _, taken = self._table.update(name, count)
        return granted[-1], taken

    def taken(self, name: str, window: int) -> int:
        row = self._table.read(name)
        return row[1] if row[0] == window else 0


@dataclass(slots=True)
class _Block:
    """Permits of one window that this process has taken and may give out."""

    window: int
    size: int
    left: int
    taken: int
    """By all processes, when this one took."""


class RateWindows:
    """Counts in fixed windows that hold over all processes.

    A process takes permits in blocks and gives them out by itself: the common counter, whose lock
    costs more than all the rest, is asked once a block. Blocks begin with one permit in each window
    and double up to a thousandth of the limit, so that what remains is told near the truth from the
    first request on. The limit is never exceeded; a caller may be refused earlier by what other
    processes have taken and not given out, 0.1 % of it each.
    """

    def __init__(
        self, *, table: Table, rates: Mapping[str, Rate | None], clock: Callable[[], float]
    ) -> None:
        self.rates = rates
        self._counters = TableCounters(table)
        self._clock = clock
        self._lock = Lock()
        self._blocks: OrderedDict[str, _Block] = OrderedDict()

    def admit(self, scope: str, identity: str) -> WindowState | None:
        """The state after counting one more, as this process knows it; None: no limit is set."""
        if (rate := self.rates[scope]) is None:
            return None
        now = self._clock()
        window = int(now // rate.window_s)
        with self._lock:
            block = self._block(f"{scope} {identity}", window, rate)
            admitted = block.left > 0
            block.left -= admitted
            counted = block.taken - block.left
        return _state(rate, window, counted, now, admitted=admitted)

    def peek(self, scope: str, identity: str) -> WindowState | None:
        """The state as it is; None where no limit is set."""
        if (rate := self.rates[scope]) is None:
            return None
        now = self._clock()
        window = int(now // rate.window_s)
        name = f"{scope} {identity}"
        with self._lock:
            taken = self._counters.taken(name, window)
            block = self._blocks.get(name)
            left = block.left if block is not None and block.window == window else 0
        # While Redis is away the block may be of its count, and what was taken of this host's own.
        return _state(rate, window, max(0, taken - left), now, admitted=True)

    def _block(self, name: str, window: int, rate: Rate) -> _Block:
        """What is left of the caller's block, or a new one, empty when the window is used up."""
        size = 1
        block = self._blocks.get(name)
        if block is not None and block.window == window:
            if block.left:
                self._blocks.move_to_end(name)
                return block
            size = min(rate.block, 2 * block.size)
        granted, taken = self._counters.take(name, window, size, rate.limit)
        block = self._blocks[name] = _Block(window, size, granted, taken)
        self._blocks.move_to_end(name)
        if len(self._blocks) > _MOST_BLOCKS:
            self._blocks.popitem(last=False)
        return block


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
