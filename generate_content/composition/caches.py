"""The cache with its levels, and the decks' store: over this host, or over all that share Redis."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import caches

from generate_content.performance_cache.django_cache import DjangoCacheLevel
from generate_content.performance_cache.file_state import FileTotals, LastSweep
from generate_content.performance_cache.files import SWEEP_INTERVAL_S, FileLevel
from generate_content.performance_cache.freshness import Lifetime
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.level import Recorder
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.signing import Signer
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics
from generate_content.performance_cache.tiered import TieredCache
from generate_content.services import DECKS, TEMPLATES, WORDS
from generate_content.storage import TOTALS, DeckStore
from pptapi.deck_settings import DeckSettings
from pptapi.shared_redis import SharedRedis, shared_redis
from pptapi.state_folder import stand_in

if TYPE_CHECKING:
    from generate_content.composition.hosts import Hosts

_HOUR_S = 3600.0
_DAY_S = 24 * _HOUR_S
LIFETIMES = {  # words before the decks that are made of them: a clear ends them in this order
    # The same prompt soon after gives the same words, later fresh ones.
    WORDS: Lifetime(_HOUR_S, grace_s=_HOUR_S, jitter=0.02),
    TEMPLATES: Lifetime(_DAY_S, jitter=0.02),
    # A deck outlives its entry by the grace, so that a stale answer's link works too.
    DECKS: Lifetime(7 * _DAY_S, grace_s=_DAY_S),
}
ENTRY_SHARE = 0.25
"""Of CACHE_DISK_MB, for cache entries; the rest is for the decks themselves, which are larger."""

GENERATIONS = "generations"
"""The file of the state folder that tells whether the folder is still the same."""


@dataclass(frozen=True)
class Caches:
    """What remembers, and what it is made of."""

    cache: TieredCache
    memory: MemoryLevel
    files: FileLevel
    store: DeckStore
    generations: Generations
    flights: SingleFlight
    statistics: Statistics
    signer: Signer
    redis: SharedRedis | None
    """None where this host is on its own."""


def build_caches(told: DeckSettings, state: Path, counts: Path) -> Caches:
    """`counts`: where statistics are counted. Raises: OSError."""
    signer = Signer(settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS)
    generations = Generations(state / GENERATIONS, namespaces=list(LIFETIMES))
    statistics = build_statistics(counts)
    memory = MemoryLevel(
        namespaces=list(LIFETIMES),
        limit_bytes=told.cache_memory_bytes,
        recorder=statistics.recorder("memory"),
    )
    files = FileLevel(
        told.cache_dir / "performance",
        state_dir=state,
        namespaces=list(LIFETIMES),
        signer=signer,
        limit_bytes=_entry_bytes(told),
        recorder=statistics.recorder("file"),
    )
    redis, recorder = shared_redis(), statistics.recorder("django")
    hosts = _join_hosts(redis, generations, signer, recorder)
    flights = SingleFlight(
        state / "flights",
        patience_s=told.content_timeout_s + 30,
        hosts=hosts.flights if hosts else None,
    )
    cache = TieredCache(
        levels=(memory, hosts.level if hosts else _locmem(recorder), files),
        namespaces=LIFETIMES,
        generations=generations,
        flights=flights,
        statistics=statistics,
    )
    return Caches(
        cache=cache,
        memory=memory,
        files=files,
        store=_deck_store(told, state, signer, generations, hosts),
        generations=generations,
        flights=flights,
        statistics=statistics,
        signer=signer,
        redis=redis,
    )


def _entry_bytes(told: DeckSettings) -> int:
    return int(told.cache_disk_bytes * ENTRY_SHARE)


def _deck_store(
    told: DeckSettings, state: Path, signer: Signer, generations: Generations, hosts: Hosts | None
) -> DeckStore:
    return DeckStore(
        folder=told.cache_dir / "presentations",
        fallback=stand_in(told.cache_dir),
        signer=signer,
        totals=FileTotals(state / "deck_totals", [TOTALS]),
        sweeps=LastSweep(state / "deck_sweep", interval_s=SWEEP_INTERVAL_S, clock=time.time),
        limit_bytes=told.cache_disk_bytes - _entry_bytes(told),
        generations=generations,
        clock=time.time,
        shelf=hosts.decks if hosts else None,
    )


def build_statistics(counts: Path) -> Statistics:
    return Statistics(counts / "statistics", namespaces=list(LIFETIMES))


def _locmem(recorder: Recorder) -> DjangoCacheLevel:
    return DjangoCacheLevel(caches["default"], namespaces=list(LIFETIMES), recorder=recorder)


def _join_hosts(
    redis: SharedRedis | None,
    generations: Generations,
    signer: Signer,
    recorder: Recorder,
) -> Hosts | None:
    """What there is only where several hosts share Redis."""
    if redis is None:
        return None
    from generate_content.composition.hosts import join_hosts  # noqa: PLC0415 - it loads the client

    return join_hosts(
        redis,
        generations=generations,
        namespaces=list(LIFETIMES),
        signer=signer,
        recorder=recorder,
    )
