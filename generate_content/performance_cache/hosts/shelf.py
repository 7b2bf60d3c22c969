"""Bytes under names in Redis, each until its end; counted, and cleared together in one step.

    <shelf>:<name>     the bytes, which Redis drops at their end
    <shelf>            a sorted set of the names by their ends (milliseconds since 1970)

What Redis evicts when it is full stays counted until its end.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from threading import Thread

from redis import Redis

from generate_content.performance_cache.hosts.away import RedisAway
from generate_content.performance_cache.hosts.link import RedisLink

LARGEST_BYTES = 64 * 2**20
_FREED_AT_ONCE = 500

_ASIDE_TTL_S = 3600  # for the case that who frees it is killed: what it lists ends by itself

_SET_ASIDE = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('RENAME', KEYS[1], KEYS[2])
return redis.call('EXPIRE', KEYS[2], ARGV[1])
"""

# Some of the names that were set aside; what has come back meanwhile, under another set, stays.
_FREE = """
local names = redis.call('ZPOPMIN', KEYS[1], ARGV[1])
for i = 1, #names, 2 do
  if not redis.call('ZSCORE', KEYS[2], names[i]) then
    redis.call('UNLINK', KEYS[2] .. ':' .. names[i])
  end
end
return #names
"""


class RedisShelf:
    """Every method raises RedisAway, except where it says otherwise."""

    def __init__(
        self, link: RedisLink, shelf: str, *, wall: Callable[[], float] = time.time
    ) -> None:
        self._link = link
        self._shelf = shelf
        self._wall = wall

    def get(self, name: str) -> bytes | None:
        data = self._link.ask(lambda redis: redis.get(self._key(name)))
        return data if isinstance(data, bytes) else None

    def put(self, name: str, data: bytes, *, ends_at: float) -> None:
        """Raises nothing: where Redis is away, it is put there later."""
        ends_ms = int(ends_at * 1000)

        def put(redis: Redis) -> None:
            with redis.pipeline(transaction=False) as three:
                three.set(self._key(name), data, pxat=ends_ms)
                three.zadd(self._shelf, {name: ends_ms})
                three.zremrangebyscore(self._shelf, "-inf", int(self._wall() * 1000))
                three.execute()

        if len(data) <= LARGEST_BYTES:
            self._link.write(self._key(name), put, size_bytes=len(data))

    def remove(self, name: str) -> bool:
        """Whether it was there."""
        self._link.forget(self._key(name))

        def remove(redis: Redis) -> bool:
            with redis.pipeline(transaction=False) as both:
                both.unlink(self._key(name))
                both.zrem(self._shelf, name)
                return bool(both.execute()[0])

        return self._link.ask(remove)

    def count(self) -> int:
        now_ms = int(self._wall() * 1000)
        return int(self._link.ask(lambda redis: redis.zcount(self._shelf, now_ms, "+inf")))

    def sweep(self) -> int:
        """How many had ended and were still counted."""
        now_ms = int(self._wall() * 1000)
        return int(
            self._link.ask(lambda redis: redis.zremrangebyscore(self._shelf, "-inf", now_ms))
        )

    def clear(self) -> None:
        """At once for the count, or once Redis is back; the room is freed behind the caller.

        Raises nothing.
        """
        aside = f"{self._shelf}:cleared:{secrets.token_hex(8)}"

        def clear(redis: Redis) -> None:
            if _set_aside(redis, self._shelf, aside):
                Thread(target=self._free, args=(aside,), daemon=True).start()

        self._link.forget_all(f"{self._shelf}:")
        self._link.write(self._shelf, clear, size_bytes=0)

    def _free(self, aside: str) -> None:
        """What is left when Redis goes away, Redis drops at its end."""

        def free(redis: Redis) -> int:
            script = redis.register_script(_FREE)
            return int(script(keys=[aside, self._shelf], args=[_FREED_AT_ONCE]))

        try:
            while self._link.ask(free):
                pass
        except RedisAway:
            return

    def _key(self, name: str) -> str:
        return f"{self._shelf}:{name}"


def _set_aside(redis: Redis, shelf: str, aside: str) -> bool:
    return bool(redis.eval(_SET_ASIDE, 2, shelf, aside, _ASIDE_TTL_S))
