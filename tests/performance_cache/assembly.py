"""A cache put together the way the composition does it, for tests and their worker processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from django.core.cache.backends.locmem import LocMemCache

from generate_content.composition.hosts import Hosts, join_hosts
from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.django_cache import DjangoCacheLevel
from generate_content.performance_cache.entry import Entry
from generate_content.performance_cache.files import FileLevel
from generate_content.performance_cache.freshness import Lifetime, Random
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.hosts.backplane import Backplane
from generate_content.performance_cache.hosts.link import RedisLink
from generate_content.performance_cache.keys import CacheKey, digest
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.redis_cache import RedisLevel
from generate_content.performance_cache.signing import Signer
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics
from generate_content.performance_cache.tiered import TieredCache
from pptapi.shared_redis import SharedRedis

LIFETIMES = {"decks": Lifetime(3600.0), "words": Lifetime(60.0, grace_s=600.0)}
_numbers = count()
START = 1_900_000_000.0


class FakeClock:
    """Two clocks that stand still; `advance` moves both, `put_back` only the one on the wall."""

    def __init__(self) -> None:
        self.wall_s = START
        self.monotonic_s = 100.0

    def advance(self, seconds: float) -> None:
        self.wall_s += seconds
        self.monotonic_s += seconds

    def put_back(self, seconds: float) -> None:
        self.wall_s -= seconds

    def clock(self) -> Clock:
        return Clock(
            wall=lambda: self.wall_s,
            monotonic=lambda: self.monotonic_s,
        )


@dataclass
class Assembly:
    cache: TieredCache
    memory: MemoryLevel
    django: DjangoCacheLevel | RedisLevel
    files: FileLevel
    generations: Generations
    statistics: Statistics
    backend: LocMemCache
    redis: SharedRedis | None = None
    hosts: Hosts | None = None

    def close(self) -> None:
        """Ends what runs beside: a test of several hosts must not leave them listening."""
        if self.redis is not None:
            self.redis.backplane.close()
            self.redis.link.close()

    def forget_memory(self) -> None:
        """What a restart of this process would leave behind: the files."""
        for level in (self.memory, self.django):
            for namespace in LIFETIMES:
                level.clear(namespace)
            level.sweep()


def assemble(
    folder: Path,
    *,
    clock: Clock | None = None,
    patience_s: float = 30.0,
    memory_bytes: int = 2**26,
    lifetimes: Mapping[str, Lifetime] = LIFETIMES,
    random: Random = lambda: 0.0,
    redis_url: str | None = None,
) -> Assembly:
    """Each `folder` is a host of its own; those with the same `redis_url` share Redis."""
    names = list(LIFETIMES)
    state = folder / "state"
    statistics = Statistics(state / "statistics", namespaces=names, clock=clock)
    recorders = {level: statistics.recorder(level) for level in ("memory", "django", "file")}
    backend = LocMemCache(f"{folder}-{next(_numbers)}", {"TIMEOUT": 300})
    memory = MemoryLevel(
        namespaces=names, limit_bytes=memory_bytes, clock=clock, recorder=recorders["memory"]
    )
    files = FileLevel(
        folder / "entries",
        state_dir=state,
        namespaces=names,
        signer=Signer("the key"),
        clock=clock,
        recorder=recorders["file"],
    )
    generations = Generations(state / "generations", namespaces=names)
    redis = hosts = None
    if redis_url is not None:
        link = RedisLink(redis_url)
        redis = SharedRedis(link, Backplane(link, channel="news"))
        hosts = join_hosts(
            redis,
            generations=generations,
            namespaces=names,
            signer=Signer("the key"),
            recorder=recorders["django"],
        )
    django = (
        hosts.level
        if hosts
        else DjangoCacheLevel(backend, namespaces=names, clock=clock, recorder=recorders["django"])
    )
    cache = TieredCache(
        levels=(memory, django, files),
        namespaces=lifetimes,
        generations=generations,
        flights=SingleFlight(
            state / "flights", patience_s=patience_s, hosts=hosts.flights if hosts else None
        ),
        statistics=statistics,
        clock=clock,
        random=random,
    )
    return Assembly(
        cache, memory, django, files, generations, statistics, backend, redis=redis, hosts=hosts
    )


def key(name: str = "a deck", *, namespace: str = "decks", group: str = "default") -> CacheKey:
    return CacheKey(namespace, group, digest(name))


def entry(
    payload: bytes = b"payload",
    *,
    at: float = START,
    life_s: float = 3600.0,
    grace_s: float = 0.0,
    stamp: int = 7,
) -> Entry:
    expires_at = at + life_s
    return Entry(payload, at, expires_at, expires_at + grace_s, 0.5, (stamp, 2**64 - 1, 0))
