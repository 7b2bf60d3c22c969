"""What is built only where several hosts share Redis: level 2, and what keeps the hosts in step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.hosts.flights import FlightsOfHosts
from generate_content.performance_cache.hosts.generations import GenerationsOfHosts
from generate_content.performance_cache.hosts.shelf import RedisShelf
from generate_content.performance_cache.hosts.table import RedisTable, Table
from generate_content.performance_cache.keys import digest
from generate_content.performance_cache.level import Recorder
from generate_content.performance_cache.redis_cache import RedisLevel
from generate_content.performance_cache.signing import Signer
from generate_content.storage.shelf import DeckShelf
from pptapi.shared_redis import PREFIX, SharedRedis

_DECKS = f"{PREFIX}decks"
_BREAKER_TTL_S = 24 * 3600


class Hosts(NamedTuple):
    level: RedisLevel
    flights: FlightsOfHosts
    decks: DeckShelf


def join_hosts(
    redis: SharedRedis,
    *,
    generations: Generations,
    namespaces: Sequence[str],
    signer: Signer,
    recorder: Recorder,
) -> Hosts:
    """Takes part from now on; what other hosts have cleared is cleared here when it returns,
    unless Redis is away.
    """
    link, backplane = redis
    layout = digest(*sorted(namespaces))[:16]  # what the places of the stamps mean
    stamps = GenerationsOfHosts(generations, link, backplane, key=f"{PREFIX}generations:{layout}")
    flights = FlightsOfHosts(link, backplane, prefix=f"{PREFIX}flight:")
    backplane.join(stamps, flights)
    level = RedisLevel(
        link,
        prefix=f"{PREFIX}entry:",
        namespaces=namespaces,
        signer=signer,
        recorder=recorder,
    )
    return Hosts(level, flights, DeckShelf(RedisShelf(link, _DECKS), signer=signer))


def breaker_table(redis: SharedRedis, table: Table, *, columns: int) -> RedisTable:
    """The breaker's table, common to all hosts; `table` stands in while Redis is away."""
    return RedisTable(
        redis.link,
        prefix=f"{PREFIX}breaker:",
        columns=columns,
        ttl_s=_BREAKER_TTL_S,
        stand_in=table,
    )
