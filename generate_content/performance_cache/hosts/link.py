"""One process's way to Redis, which is left alone while it does not answer.

Whoever has asked in vain marks it away; from then on nobody waits for it, until the backplane,
which keeps knocking, has found it again. What could not be written meanwhile is written then.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import NamedTuple, TypeVar

from redis import ConnectionError as NoConnection
from redis import ConnectionPool, Redis, RedisError
from redis import TimeoutError as NoAnswer
from redis.backoff import NoBackoff
from redis.retry import Retry

from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.hosts.away import RedisAway

_log = logging.getLogger(__name__)

TIMEOUT_S = 0.5
"""How long one command may take: what the first requests of an outage wait, and only they."""
MOST_OWED, MOST_OWED_BYTES = 1000, 32 * 2**20
"""What is written after an outage; of more, the oldest is forgotten."""

_TELL_EVERY_S = 60.0
_LONGEST_COMPLAINT = 200
_PROBE_TTL_MS = 1000

T = TypeVar("T")


class _Owed(NamedTuple):
    commands: Callable[[Redis], object]
    size_bytes: int


class RedisLink:
    """Safe for threads; a forked child opens connections of its own."""

    def __init__(
        self,
        url: str,
        *,
        timeout_s: float = TIMEOUT_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises: ValueError for a URL that is none."""
        # Once more, at once, for a connection that the server closed when it was idle.
        self.client = Redis(connection_pool=_pool(url, timeout_s, retries=1))
        self.listening = _pool(url, timeout_s, retries=0)
        """For who listens: he must know of every connection that broke."""
        self._lock = Lock()
        self._owed: OrderedDict[str, _Owed] = OrderedDict()
        self._owed_bytes = 0
        self._complaint: str | None = "not connected yet"
        self._is_there = False
        self._watcher: Callable[[bool], None] = lambda _: None
        self._monotonic = monotonic
        self._quiet_until = 0.0
        renew_after_fork(self)

    @property
    def is_there(self) -> bool:
        return self._is_there

    @property
    def degraded(self) -> str | None:
        """Why it was not reached, or why it refused what was to be stored; None once it took it."""
        return self._complaint

    def watch(self, watcher: Callable[[bool], None]) -> None:
        """Has it told, now and at each change, whether Redis is there; in the place of another."""
        self._watcher = watcher
        watcher(self._is_there)

    def ask(self, commands: Callable[[Redis], T]) -> T:
        """What `commands(client)` returns. Raises: RedisAway, at once during an outage."""
        if not self._is_there:
            raise RedisAway(self._complaint)
        try:
            answer = commands(self.client)
        except (NoConnection, NoAnswer, OSError) as error:  # the last: out of descriptors
            self.lost(error)
            raise RedisAway(str(error)) from error
        except RedisError as error:  # out of memory, a replica, a wrong type
            self._refused(error)
            raise RedisAway(self._complaint) from error
        return answer

    def write(self, name: str, commands: Callable[[Redis], object], *, size_bytes: int) -> None:
        """As `ask`, but done later where Redis is away; a later write of that name replaces it.

        `size_bytes`: what waiting would cost.
        """
        self.forget(name)
        try:
            self.ask(commands)
        except RedisAway:
            if not self._is_there:
                self._owe(name, _Owed(commands, size_bytes))
        else:
            self._complaint = None

    def probe(self, name: str) -> None:
        """Whether it takes a write now. Raises: RedisAway."""
        self.ask(lambda redis: redis.set(name, b"", px=_PROBE_TTL_MS))
        self._complaint = None

    def forget(self, name: str) -> None:
        """Nothing is owed under that name any more."""
        if self._owed:
            with self._lock:
                self._drop(name)

    def forget_all(self, start: str) -> None:
        """Nothing is owed under names that begin so."""
        with self._lock:
            for name in [name for name in self._owed if name.startswith(start)]:
                self._drop(name)

    def pay(self) -> bool:
        """Writes one of what is owed; whether there was any."""
        if not self._owed:
            return False
        with self._lock:
            name = next(iter(self._owed), None)
            owed = self._drop(name)
        if owed is not None:
            with suppress(RedisAway):  # refused, or away again: then it is lost
                self.ask(owed.commands)
        return True

    def found(self) -> None:
        """Redis answers again, and what this host knows agrees with it."""
        if not self._is_there:
            _log.info("Redis is there.")
        self._complaint = None
        self._is_there = True
        self._watcher(True)

    def lost(self, error: Exception) -> None:
        if self._is_there:
            _log.warning("Redis does not answer; going on without it: %s", error)
            self._watcher(False)
        self._complaint = str(error)
        self._is_there = False

    def close(self) -> None:
        """Closes every connection; who listens should have been closed before."""
        self.lost(RedisError("Closed."))
        for pool in (self.client.connection_pool, self.listening):
            pool.disconnect()

    def after_fork(self) -> None:
        """Away until the child's own backplane has found it."""
        self._lock = Lock()
        self._owed = OrderedDict()
        self._owed_bytes = 0
        self._is_there = False

    def _refused(self, error: RedisError) -> None:
        # Of a pipeline's error only the end: before it stands the command, with all it would store.
        self._complaint = str(error).rpartition("caused error: ")[2][:_LONGEST_COMPLAINT]
        now = self._monotonic()
        if now >= self._quiet_until:
            self._quiet_until = now + _TELL_EVERY_S
            _log.warning("Redis refuses: %s", self._complaint)

    def _owe(self, name: str, owed: _Owed) -> None:
        with self._lock:
            self._owed[name] = owed
            self._owed_bytes += owed.size_bytes
            while len(self._owed) > MOST_OWED or self._owed_bytes > MOST_OWED_BYTES:
                self._drop(next(iter(self._owed)))

    def _drop(self, name: str | None) -> _Owed | None:
        owed = self._owed.pop(name, None) if name is not None else None
        if owed is not None:
            self._owed_bytes -= owed.size_bytes
        return owed


def _pool(url: str, timeout_s: float, *, retries: int) -> ConnectionPool:
    return ConnectionPool.from_url(
        url,
        protocol=2,
        socket_timeout=timeout_s,
        socket_connect_timeout=timeout_s,
        retry=Retry(NoBackoff(), retries, supported_errors=(NoConnection,)),
    )
