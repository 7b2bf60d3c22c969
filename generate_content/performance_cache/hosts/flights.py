"""One making per key at a time over several hosts that share Redis.

Who makes a value holds a lease on its name, that bears the channel on which its process listens:
when the process dies, nobody listens there any more, and the lease is void at once. When its whole
host is gone without a word, the lease, which the backplane's thread renews, runs out. Whoever waits
is told when the value has landed, and asks again from time to time for the case that nobody is
left to tell. Only one process of each host takes part, the one that has the host's own lock.
"""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from threading import Condition
from typing import Any

from redis import Redis

from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.hosts.away import RedisAway
from generate_content.performance_cache.hosts.backplane import Backplane
from generate_content.performance_cache.hosts.link import RedisLink

LEASE_S = 10.0
"""The longest that others wait for a host that was cut off; long against the backplane's tick, as
its thread may wait for its turn among many."""
_RENEWALS = 4  # in the time of a lease
_ASK_AGAIN_S = 0.1

_TAKE = """
local owner = redis.call('GET', KEYS[1])
local channel = owner and string.match(owner, '^(.*)|')
if channel and redis.call('PUBSUB', 'NUMSUB', channel)[2] > 0 then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
_RENEW = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0
"""
_GIVE_BACK = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""


class FlightsOfHosts:
    """A member of the backplane."""

    kind = "landed"

    def __init__(
        self,
        link: RedisLink,
        backplane: Backplane,
        *,
        prefix: str,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._link = link
        self._backplane = backplane
        self._prefix = prefix
        self._monotonic = monotonic
        self._start()
        renew_after_fork(self)

    @contextmanager
    def turn(self, name: str, deadline: float) -> Iterator[bool]:
        """Entered when no other host is making this, or at the deadline; at once without Redis.

        Whether it was held up.
        """
        owner = f"{self._backplane.own_channel}|{secrets.token_hex(8)}"
        with self._waiting(name):
            tries, taken = self._wait_for(name, owner, deadline)
        held_up = tries > 1
        if not taken:
            yield held_up
            return
        key = self._prefix + name
        self._held[key] = owner
        try:
            yield held_up
        finally:
            del self._held[key]
            with suppress(RedisAway):
                self._link.ask(lambda redis: self._give_back(redis, name, owner))

    def rejoin(self, redis: Redis) -> None:
        self._renew(redis)
        self._wake()

    def hear(self, body: Any) -> bool:
        if isinstance(body, str):  # others can write to Redis, too
            self._wake(body)
        return True

    def tick(self, redis: Redis) -> None:
        if self._held and self._monotonic() - self._renewed_at >= LEASE_S / _RENEWALS:
            self._renew(redis)

    def _renew(self, redis: Redis) -> None:
        self._renewed_at = self._monotonic()
        renew = redis.register_script(_RENEW)
        for key, owner in dict(self._held).items():
            renew(keys=[key], args=[owner, int(LEASE_S * 1000)])

    def after_fork(self) -> None:
        self._start()

    def _start(self) -> None:
        self._held: dict[str, str] = {}
        self._renewed_at = self._monotonic()
        self._landed = Condition()
        self._awaited: Counter[str] = Counter()
        self._landings = 0

    @contextmanager
    def _waiting(self, name: str) -> Iterator[None]:
        """Marked as one who wants to be woken, from before the first look."""
        with self._landed:
            self._awaited[name] += 1
        try:
            yield
        finally:
            with self._landed:
                self._awaited[name] -= 1
                if not self._awaited[name]:
                    del self._awaited[name]

    def _wait_for(self, name: str, owner: str, deadline: float) -> tuple[int, bool]:
        """How often it was tried, and whether the lease was taken."""

        def take(redis: Redis) -> bool:
            script = redis.register_script(_TAKE)
            lease_ms = int(LEASE_S * 1000)
            return bool(script(keys=[self._prefix + name], args=[owner, lease_ms]))

        for tries in count(1):
            seen = self._landings
            try:
                if self._link.ask(take):
                    return tries, True
            except RedisAway:
                return tries, False
            left_s = deadline - self._monotonic()
            if left_s <= 0:
                break
            with self._landed:
                if self._landings == seen:
                    self._landed.wait(min(_ASK_AGAIN_S, left_s))
        return tries, False

    def _wake(self, name: str | None = None) -> None:
        with self._landed:
            if name is None or name in self._awaited:
                self._landings += 1
                self._landed.notify_all()

    def _give_back(self, redis: Redis, name: str, owner: str) -> None:
        if redis.register_script(_GIVE_BACK)(keys=[self._prefix + name], args=[owner]):
            self._backplane.publish(redis, self.kind, name)
