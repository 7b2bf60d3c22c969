"""Settings -> objects: the one place that builds the collaborators and introduces them."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import caches

from generate_content.ahead import Ahead
from generate_content.catalogue import Catalogue
from generate_content.content.breaker import BREAKER_COLUMNS, Breaker
from generate_content.content.cached import CachedWriter
from generate_content.content.gemini import GeminiModel
from generate_content.content.model_writer import ModelWriter
from generate_content.content.offline import OfflineOutline
from generate_content.content.openai_compatible import OpenAIModel
from generate_content.content.patient_model import PatientModel
from generate_content.content.provider import ContentProvider, TextModel
from generate_content.kept_requests import KeptRequests
from generate_content.ledger import Ledger
from generate_content.performance_cache.django_cache import DjangoCacheLevel
from generate_content.performance_cache.file_state import FileTotals, LastSweep
from generate_content.performance_cache.files import SWEEP_INTERVAL_S, FileLevel
from generate_content.performance_cache.freshness import Lifetime
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.level import Recorder
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.popular import PopularKeys
from generate_content.performance_cache.shared_memory import SharedTable
from generate_content.performance_cache.signing import Signer
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics
from generate_content.performance_cache.tiered import TieredCache
from generate_content.rendering.renderer import Renderer
from generate_content.services import (
    DECKS,
    TEMPLATES,
    WORDS,
    PresentationService,
    TemplateService,
)
from generate_content.storage import TOTALS, DeckStore
from generate_content.usage import CPU_COLUMNS, CpuLoad, TemplateUsage, TokenUsage
from pptapi.deck_settings import DeckSettings, ProviderName, RenewAhead
from pptapi.shared_redis import SharedRedis, shared_redis
from pptapi.state_folder import SharedState, in_writable_folder, private_temporary

if TYPE_CHECKING:
    from generate_content.hosts import Hosts

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

SLOW_SEATS = 40
"""Threads of a worker that may wait for a model; the server has 64, so 24 keep answering hits."""

_MODEL_CALLS = 20
_BREAKERS = "breakers"
_GENERATIONS = "generations"
_KEPT = "kept_requests"


@dataclass(frozen=True)
class Services:
    """What the API's views need."""

    presentations: PresentationService
    templates: TemplateService
    catalogue: Catalogue
    cache: TieredCache
    memory: MemoryLevel
    files: FileLevel
    store: DeckStore
    breaker: Breaker | None
    """None where no model is configured."""
    redis: SharedRedis | None
    """None where this host is on its own."""
    ahead: Ahead | None
    """None where popular decks are not renewed."""
    cpu_load: CpuLoad
    tokens: TokenUsage
    settings: DeckSettings

    @property
    def public_base_url(self) -> str | None:
        return self.settings.public_base_url


def services(*, surely_shared: bool = False) -> Services:
    """This process's objects.

    `surely_shared`: for what is to be found by other workers, or was made by them: the cache folder
    may have been removed a moment ago, and then others share a new one.
    """
    return _services.get(surely=surely_shared)


def forget() -> None:
    """Has `services()` build anew, as tests with other settings need it."""
    _services.forget()


def reset_statistics() -> None:
    """Everything to 0, before any worker runs."""
    in_writable_folder(settings.DECKS.state_dir, _reset)


def _reset(state: Path) -> None:
    statistics = _statistics(state)
    statistics.reset()
    statistics.close()
    _ledger(settings.DECKS, state).reset()
    tokens = _tokens(state)
    tokens.reset()
    tokens.close()


def build(told: DeckSettings) -> Services:
    return in_writable_folder(told.state_dir, lambda state: _build(told, state))


@contextmanager
def apart() -> Iterator[Services]:
    """Objects over the same caches, for a command: what it does counts as nobody's use."""
    with tempfile.TemporaryDirectory() as own:
        told = settings.DECKS
        yield in_writable_folder(told.state_dir, lambda state: _build(told, state, Path(own)))


_services = SharedState(
    lambda: settings.DECKS.state_dir,
    lambda state: _build(settings.DECKS, state),
    marker=_GENERATIONS,
)


def _build(told: DeckSettings, state: Path, counts: Path | None = None) -> Services:
    """`counts`: where statistics and uses are counted, if not with the workers' own."""
    counts = counts or state
    redis = shared_redis()
    signer = Signer(settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS)
    generations = Generations(state / _GENERATIONS, namespaces=list(LIFETIMES))
    statistics = _statistics(counts)
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
        limit_bytes=int(told.cache_disk_bytes * ENTRY_SHARE),
        recorder=statistics.recorder("file"),
    )
    recorder = statistics.recorder("django")
    hosts = _join_hosts(
        redis, generations=generations, signer=signer, state=state, recorder=recorder
    )
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
    store = DeckStore(
        folder=told.cache_dir / "presentations",
        fallback=private_temporary(told.cache_dir) / "presentations",
        signer=signer,
        totals=FileTotals(state / "deck_totals", [TOTALS]),
        sweeps=LastSweep(state / "deck_sweep", interval_s=SWEEP_INTERVAL_S, clock=time.time),
        limit_bytes=told.cache_disk_bytes - files.limit_bytes,
        generations=generations,
        clock=time.time,
        shelf=hosts.decks if hosts else None,
    )
    catalogue = Catalogue(told.templates_dir)
    usage = TemplateUsage(counts / "template_uses", clock=time.time)
    cpu = SharedTable(state / "cpu", rows=8, columns=CPU_COLUMNS, clock=time.time)
    tokens = _tokens(counts)
    breaker = _breaker(told, state, redis)
    presentations = PresentationService(
        cache=cache,
        catalogue=catalogue,
        provider=_provider(told, cache, flights, breaker, tokens),
        renderer=Renderer(catalogue),
        store=store,
        signer=signer,
        statistics=statistics,
        usage=usage,
        clock=time.perf_counter,
        slow_seats=SLOW_SEATS,
        soft_limit_s=told.soft_limit_s,
    )
    kept = KeptRequests(state / _KEPT, signer=signer, generations=generations)
    return Services(
        presentations=presentations,
        templates=TemplateService(cache=cache, catalogue=catalogue, usage=usage),
        catalogue=catalogue,
        cache=cache,
        memory=memory,
        files=files,
        store=store,
        breaker=breaker,
        redis=redis,
        ahead=_ahead(told, state, presentations, kept),
        cpu_load=CpuLoad(table=cpu, clock=time.time),
        tokens=tokens,
        settings=told,
    )


def _ahead(
    told: DeckSettings, state: Path, presentations: PresentationService, kept: KeptRequests
) -> Ahead | None:
    if told.renew_ahead is RenewAhead.OFF:
        (state / _KEPT).unlink(missing_ok=True)  # nobody is to find there what was asked for
        return None
    return Ahead(
        presentations=presentations,
        popular=PopularKeys(state / "popular", clock=time.time),
        kept=kept,
        ledger=_ledger(told, state),
        lock_path=state / "ahead.lock",
        with_models=told.renew_ahead is RenewAhead.ALL,
        clock=time.time,
    )


def _ledger(told: DeckSettings, state: Path) -> Ledger:
    return Ledger(state / "ahead", model_calls=told.renew_model_calls, clock=time.time)


def _statistics(state: Path) -> Statistics:
    return Statistics(state / "statistics", namespaces=list(LIFETIMES))


def _tokens(state: Path) -> TokenUsage:
    return TokenUsage(state / "tokens")


def _locmem(recorder: Recorder) -> DjangoCacheLevel:
    return DjangoCacheLevel(caches["default"], namespaces=list(LIFETIMES), recorder=recorder)


def _join_hosts(
    redis: SharedRedis | None,
    *,
    generations: Generations,
    signer: Signer,
    state: Path,
    recorder: Recorder,
) -> Hosts | None:
    """What there is only where several hosts share Redis."""
    if redis is None:
        return None
    from generate_content.hosts import join_hosts  # noqa: PLC0415 - it loads the client

    return join_hosts(
        redis,
        generations=generations,
        namespaces=list(LIFETIMES),
        signer=signer,
        state=state,
        recorder=recorder,
    )


def _breaker(told: DeckSettings, state: Path, redis: SharedRedis | None) -> Breaker | None:
    if told.content_provider is ProviderName.OFFLINE:
        return None
    table = SharedTable(state / _BREAKERS, rows=16, columns=BREAKER_COLUMNS, clock=time.time)
    if redis is None:
        return Breaker(service=told.content_provider.value, table=table)
    from generate_content.hosts import breaker_table  # noqa: PLC0415 - it loads the client

    common = breaker_table(redis, table, columns=BREAKER_COLUMNS)
    return Breaker(service=told.content_provider.value, table=common)


def _provider(
    told: DeckSettings,
    cache: TieredCache,
    flights: SingleFlight,
    breaker: Breaker | None,
    tokens: TokenUsage,
) -> ContentProvider:
    if breaker is None:
        return OfflineOutline()
    patient = PatientModel(
        model=_model(told),
        breaker=breaker,
        max_concurrent=_MODEL_CALLS,
        paid=tokens.record,
    )
    writer = ModelWriter(model=patient, timeout_s=told.content_timeout_s)
    return CachedWriter(provider=writer, cache=cache, flights=flights)


def _model(told: DeckSettings) -> TextModel:
    if told.content_provider is ProviderName.OPENAI:
        openai = told.openai
        return OpenAIModel(base_url=openai.base_url, api_key=openai.api_key, model=openai.model)
    gemini = told.gemini
    return GeminiModel(api_key=gemini.api_key, model=gemini.model, endpoint=gemini.api_endpoint)
