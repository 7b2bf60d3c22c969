"""Clearing over several hosts: their stamps agree, by Redis and by telling each other.

A clear ends entries on its own host at once, then in Redis, then in every process that listens;
it returns when all have confirmed. What could not be told (Redis was away) is kept, and told when
it is back. Stamps only grow, so neither an old copy of Redis's data nor a late message brings
anything back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from redis import Redis

from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.hosts.away import RedisAway
from generate_content.performance_cache.hosts.backplane import Backplane

# Each stamp becomes newer than what is known here or there, and all who listen are told, in one
# step: so every clear has stamps of its own, and messages come in the order of the clears. As
# strings, because Lua's JSON would round them.
_ADVANCE = """
local told = {}
for i = 4, #ARGV, 2 do
  local known = tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0')
  local stamp = string.format('%.0f', math.max(known, tonumber(ARGV[i + 1])) + 1)
  redis.call('HSET', KEYS[1], ARGV[i], stamp)
  told[ARGV[i]] = stamp
end
local message = cjson.encode({'stamps', ARGV[2], tonumber(ARGV[3]), told})
return {redis.call('PUBLISH', ARGV[1], message), cjson.encode(told)}
"""

_RAISE = """
local told, any = {}, false
for i = 2, #ARGV, 2 do
  local known = tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0')
  if tonumber(ARGV[i + 1]) > known then
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
    told[ARGV[i]], any = ARGV[i + 1], true
  end
end
if any then redis.call('PUBLISH', ARGV[1], cjson.encode({'stamps', '', 0, told})) end
"""


class GenerationsOfHosts:
    """A member of the backplane that keeps `generations` of this host in step with the others."""

    kind = "stamps"

    def __init__(self, generations: Generations, backplane: Backplane, *, key: str) -> None:
        """`key`: of the hash in Redis; it has to name what the places of the stamps mean."""
        self._generations = generations
        self._backplane = backplane
        self._key = key
        generations.others = self

    def tell(self, stamps: Mapping[int, int]) -> bool:
        try:
            return self._backplane.announce(
                lambda redis, reply, number: self._advance(redis, stamps, reply, number)
            )
        except RedisAway:
            return False

    def rejoin(self, redis: Redis) -> None:
        if not self._generations.has_joined:
            with redis.pipeline(transaction=False) as pipeline:
                for place, stamp in self._generations.all().items():
                    pipeline.hsetnx(self._key, str(place), str(stamp))
                pipeline.execute()
        known = _stamps(redis.hgetall(self._key))
        self._generations.learn(known)
        if untold := self._generations.untold():
            self._advance(redis, untold, "", 0)
        self._raise(redis, known)

    def hear(self, body: Any) -> None:
        stamps = _stamps(body)
        self._generations.learn(stamps)
        self._generations.told(stamps)

    def tick(self, redis: Redis) -> None:
        del redis

    def _advance(self, redis: Redis, stamps: Mapping[int, int], reply: str, number: int) -> int:
        """How many processes heard it."""
        pairs = [word for place, stamp in stamps.items() for word in (place, stamp)]
        script = redis.register_script(_ADVANCE)
        listeners, told = script(
            keys=[self._key], args=[self._backplane.channel, reply, number, *pairs]
        )
        self.hear(json.loads(told))
        return int(listeners)

    def _raise(self, redis: Redis, known: Mapping[int, int]) -> None:
        """What Redis has lost, in a restart after which a new host came first perhaps."""
        mine = self._generations.all()
        lost = {place: stamp for place, stamp in mine.items() if stamp > known.get(place, 0)}
        if lost:
            pairs = [word for place, stamp in lost.items() for word in (place, stamp)]
            script = redis.register_script(_RAISE)
            script(keys=[self._key], args=[self._backplane.channel, *pairs])


def _stamps(told: Any) -> Mapping[int, int]:
    """What of it can be stamps by their places: others can write to Redis, too."""
    try:
        return {int(place): int(stamp) for place, stamp in told.items()}
    except (AttributeError, TypeError, ValueError):
        return {}
