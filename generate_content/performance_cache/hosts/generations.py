"""Clearing over several hosts: their stamps agree, by Redis and by telling each other.

A clear ends entries on its own host at once, then in Redis, then in every process that listens;
it returns when all have confirmed. What could not be told (Redis was away) is kept, and told when
it is back. Stamps only grow, so neither an old copy of Redis's data nor a late message brings
anything back.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from redis import Redis

from generate_content.performance_cache.generations import MOST_STAMP, Changes, Generations
from generate_content.performance_cache.hosts.away import RedisAway
from generate_content.performance_cache.hosts.backplane import Backplane
from generate_content.performance_cache.hosts.link import RedisLink

_COMPARE_EVERY_S = 5.0

# A stamp that nobody else has changed becomes what it is here; if somebody has, newer than both:
# so every clear has stamps of its own. All who listen are told in the same step, so that messages
# come in the order of the clears. As strings, because Lua's JSON would round them.
_TELL = """
local told = {}
for i = 5, #ARGV, 3 do
  local stamp, before = tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  local known = tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0') or 0
  if known > before and known < tonumber(ARGV[4]) then stamp = math.max(known, stamp) + 1 end
  told[ARGV[i]] = string.format('%.0f', stamp)
  redis.call('HSET', KEYS[1], ARGV[i], told[ARGV[i]])
end
local message = cjson.encode({'stamps', ARGV[2], tonumber(ARGV[3]), told})
return {redis.call('PUBLISH', ARGV[1], message), cjson.encode(told)}
"""

# What is missing there is filled in; who has been in step before (ARGV[2]) raises what is older
# there than he knows. Those who listen hear of both, so it does not matter who comes first.
_COMPARE = """
local told, any = {}, false
for i = 4, #ARGV, 2 do
  local known = tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or 'none')
  if not known or known ~= known or known >= tonumber(ARGV[3])
    or (ARGV[2] == '1' and known < tonumber(ARGV[i + 1])) then
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
    told[ARGV[i]], any = ARGV[i + 1], true
  end
end
if any then redis.call('PUBLISH', ARGV[1], cjson.encode({'stamps', '', 0, told})) end
return redis.call('HGETALL', KEYS[1])
"""


class GenerationsOfHosts:
    """A member of the backplane that keeps `generations` of this host in step with the others."""

    kind = "stamps"

    def __init__(
        self,
        generations: Generations,
        link: RedisLink,
        backplane: Backplane,
        *,
        key: str,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`key`: of the hash in Redis; it has to name what the places of the stamps mean."""
        self._generations = generations
        self._link = link
        self._monotonic = monotonic
        self._compared_at = monotonic()
        self._backplane = backplane
        self._key = key
        self._owes = False
        generations.others = self

    def tell(self, changes: Changes) -> bool:
        try:
            return self._backplane.announce(
                lambda redis, reply, number: self._tell(redis, changes, reply, number)
            )
        except RedisAway:
            self._owes = True
            return False

    def rejoin(self, redis: Redis) -> None:
        generations = self._generations
        untold = generations.untold()
        told = {place: at for place, at in generations.all().items() if place not in untold}
        pairs = [word for place, stamp in told.items() for word in (place, stamp)]
        known = redis.register_script(_COMPARE)(
            keys=[self._key],
            args=[self._backplane.channel, int(generations.has_joined), MOST_STAMP, *pairs],
        )
        generations.learn(_stamps(dict(zip(known[::2], known[1::2], strict=True))))
        self._compared_at = self._monotonic()
        self._pay(redis)

    def hear(self, body: Any) -> bool:
        stamps = _stamps(body)
        self._generations.learn(stamps)
        self._generations.told(stamps)
        ahead = self._generations.ahead_of(stamps)
        return ahead is not None and (not ahead or self._has_ended(ahead))

    def tick(self, redis: Redis) -> None:
        if self._owes:
            self._pay(redis)
        elif self._monotonic() - self._compared_at >= _COMPARE_EVERY_S:
            self._compared_at = self._monotonic()
            if not redis.exists(self._key):  # somebody emptied Redis, or it dropped what it needs
                self.rejoin(redis)

    def _has_ended(self, ahead: Mapping[int, int]) -> bool:
        """Whether a clear holds here whose stamps are older than this host's (`ahead`).

        Either a later clear has overtaken it, which Redis knows; or Redis has lost what this host
        knows, and a new host begun afresh: then what is here must end all the same.
        """
        places = list(ahead)
        try:
            known = self._link.ask(lambda redis: redis.hmget(self._key, [str(at) for at in places]))
        except RedisAway:
            return False
        current = _stamps({at: stamp for at, stamp in zip(places, known, strict=True) if stamp})
        if lost := [at for at in places if current.get(at, 0) < ahead[at]]:
            self._generations.advance_places(lost)
            self._owes = True
        return True

    def _pay(self, redis: Redis) -> None:
        """Tells what could not be told before, by this process or one that is gone."""
        self._owes = True
        if untold := self._generations.untold():
            self._tell(redis, untold, "", 0)
        self._owes = False

    def _tell(self, redis: Redis, changes: Changes, reply: str, number: int) -> int:
        """How many processes heard it."""
        words = [word for place, change in changes.items() for word in (place, *change)]
        script = redis.register_script(_TELL)
        listeners, told = script(
            keys=[self._key], args=[self._backplane.channel, reply, number, MOST_STAMP, *words]
        )
        self.hear(json.loads(told))
        return int(listeners)


def _stamps(told: Any) -> Mapping[int, int]:
    """What of it can be stamps by their places: others can write to Redis, too."""
    try:
        return {int(place): int(stamp) for place, stamp in told.items()}
    except (AttributeError, TypeError, ValueError, OverflowError):
        return {}
