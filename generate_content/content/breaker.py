"""A breaker: after several failures in a row a service is left alone for some seconds.

Its state lives in shared memory, so that all workers stop together, and so that health can tell
the last outcome without calling the service.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from generate_content.errors import ProviderUnavailable

BREAKER_COLUMNS = 4
"""Words per row that the table must have."""

# What says that the service is not there for anyone. The other outcomes (a blocked prompt, bad
# output, a refused key) are answers of a service that is up, to one request or one setting.
_COUNTED = frozenset({"unavailable", "timeout", "rate_limited"})
_OK = "ok"
_OUTCOMES = (
    *(None, _OK, "unavailable", "timeout", "rate_limited"),
    *("not_configured", "bad_output", "blocked", "truncated"),
)


class BreakerState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"  # the next call is a trial


@dataclass(frozen=True)
class BreakerStatus:
    state: BreakerState
    failures: int
    """In a row, up to now."""
    last_outcome: str | None
    """"ok", or the reason of a ContentError; None: never called."""
    last_at: float | None
    """Seconds since the epoch."""
    retry_after_s: float | None
    """When open."""


class Table(Protocol):
    """Rows of words under names, shared by the processes: `shared_memory.SharedTable`."""

    def read(self, name: str) -> tuple[int, ...]: ...

    def update(
        self, name: str, change: Callable[[tuple[int, ...]], Sequence[int]]
    ) -> tuple[int, ...]: ...


class _Row(NamedTuple):
    failures: int
    open_until_ms: int
    outcome: int
    at_ms: int


class Breaker:
    """Opens after `threshold` failures in a row for `open_s`, then lets one trial through."""

    def __init__(
        self,
        *,
        service: str,
        table: Table,
        clock: Callable[[], float] = time.time,
        threshold: int = 5,
        open_s: float = 15.0,
    ) -> None:
        self._service = service
        self._name = f"breaker:{service}"
        self._table = table
        self._clock = clock
        self._threshold = threshold
        self._open_ms = round(open_s * 1000)

    def status(self) -> BreakerStatus:
        row = self._read()
        wait_ms = self._wait_ms(row)
        if row.failures < self._threshold:
            state = BreakerState.CLOSED
        else:
            state = BreakerState.OPEN if wait_ms else BreakerState.HALF_OPEN
        return BreakerStatus(
            state=state,
            failures=row.failures,
            last_outcome=_OUTCOMES[row.outcome],
            last_at=row.at_ms / 1000 if row.outcome else None,
            retry_after_s=wait_ms / 1000 if state is BreakerState.OPEN else None,
        )

    def check(self) -> None:
        """Raises: ProviderUnavailable while open. Changes nothing."""
        self._refuse_unless_over(self._read())

    def enter(self) -> None:
        """Before a call. Raises: ProviderUnavailable while open, and during another's trial."""
        if self._read().failures < self._threshold:
            return
        before: list[_Row] = []

        def claim_trial(words: tuple[int, ...]) -> Sequence[int]:
            row = _Row(*words)
            before.append(row)
            if row.failures < self._threshold or self._wait_ms(row):
                return row
            return row._replace(open_until_ms=self._now_ms() + self._open_ms)

        self._table.update(self._name, claim_trial)
        self._refuse_unless_over(before[-1])  # the table may have asked more than once

    def succeeded(self) -> None:
        at_ms = self._now_ms()
        self._table.update(self._name, lambda _: _Row(0, 0, _OUTCOMES.index(_OK), at_ms))

    def failed(self, reason: str) -> None:
        """After a call that ended with a ContentError of this reason."""
        at_ms, outcome = self._now_ms(), _OUTCOMES.index(reason)

        def count(words: tuple[int, ...]) -> Sequence[int]:
            failures = _Row(*words).failures + 1 if reason in _COUNTED else 0
            open_until_ms = at_ms + self._open_ms if failures >= self._threshold else 0
            return _Row(failures, open_until_ms, outcome, at_ms)

        self._table.update(self._name, count)

    def _refuse_unless_over(self, row: _Row) -> None:
        wait_ms = self._wait_ms(row)
        if row.failures >= self._threshold and wait_ms:
            raise ProviderUnavailable(
                self._service,
                f"{self._service} failed {row.failures} times in a row and is left alone for now.",
                retry_after_s=wait_ms / 1000,
            )

    def _wait_ms(self, row: _Row) -> int:
        """Never more than it opens for, also when the clock was set back."""
        return min(max(0, row.open_until_ms - self._now_ms()), self._open_ms)

    def _read(self) -> _Row:
        return _Row(*self._table.read(self._name))

    def _now_ms(self) -> int:
        return round(self._clock() * 1000)
