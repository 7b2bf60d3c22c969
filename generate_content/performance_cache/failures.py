"""A breaker per key: a making that failed several times in a row is left alone for seconds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

from generate_content.performance_cache.entry import Generation
from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.freshness import Random
from generate_content.performance_cache.keys import CacheKey

THRESHOLD = 5
REST_S = 5.0
_SHORTEST_SHARE = 0.5  # of REST_S: at random, so that not all keys are tried again together
_WINDOW_S = 60.0
MOST_KEYS = 256


@dataclass(frozen=True, slots=True)
class _Failed:
    """Failures in a row; `error` is raised again until `rests_until`."""

    generation: Generation
    times: int
    at: float
    error: BaseException
    rests_until: float


class Failures:
    """Of this process only: an error object cannot be shared, and so few makings do not matter.

    Forgotten when the key is cleared, after a success, and a minute after the last failure.
    """

    def __init__(
        self,
        *,
        monotonic: Callable[[], float],
        random: Random,
        at_rest: Callable[[Sequence[float]], None] = lambda _: None,
    ) -> None:
        """`at_rest` is told until when each of the keys rests, whenever that changes."""
        self._monotonic = monotonic
        self._random = random
        self._at_rest = at_rest
        self._lock = Lock()
        self._failed: OrderedDict[CacheKey, _Failed] = OrderedDict()
        renew_after_fork(self)

    def remembered(self, key: CacheKey, generation: Generation) -> BaseException | None:
        """The error to raise instead of making; None: make it."""
        failed = self._failed.get(key)
        if failed is None or failed.generation != generation:
            return None
        return failed.error if self._monotonic() < failed.rests_until else None

    def failed(self, key: CacheKey, generation: Generation, error: BaseException) -> None:
        now = self._monotonic()
        with self._lock:
            before = self._failed.pop(key, None)
            goes_on = before and before.generation == generation and now - before.at < _WINDOW_S
            times = before.times + 1 if before and goes_on else 1
            rests_until = now + self._rest_s() if times >= THRESHOLD else now
            self._failed[key] = _Failed(generation, times, now, error, rests_until)
            self._forget_old(now)
            self._tell()

    def succeeded(self, key: CacheKey) -> None:
        if key in self._failed:
            with self._lock:
                self._failed.pop(key, None)
                self._tell()

    def after_fork(self) -> None:
        self._lock = Lock()
        self._failed = OrderedDict()

    def _tell(self) -> None:
        self._at_rest([failed.rests_until for failed in self._failed.values()])

    def _rest_s(self) -> float:
        return REST_S * (1.0 - (1.0 - _SHORTEST_SHARE) * self._random())

    def _forget_old(self, now: float) -> None:
        """The oldest come first; an error holds on to what its making was about."""
        while self._failed:
            key, oldest = next(iter(self._failed.items()))
            if now - oldest.at < _WINDOW_S and len(self._failed) <= MOST_KEYS:
                return
            del self._failed[key]
