"""Settings -> objects: the one place that builds the collaborators and introduces them."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from generate_content.ahead import Ahead
from generate_content.catalogue import Catalogue
from generate_content.composition.caches import (
    GENERATIONS,
    LIFETIMES,
    build_caches,
    build_statistics,
)
from generate_content.composition.templates import CompiledTemplates
from generate_content.composition.words import build_breaker, build_provider
from generate_content.content.breaker import Breaker
from generate_content.kept_requests import KeptRequests
from generate_content.ledger import Ledger
from generate_content.performance_cache.files import FileLevel
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.popular import PopularKeys
from generate_content.performance_cache.shared_memory import SharedTable
from generate_content.performance_cache.tiered import TieredCache
from generate_content.rendering.renderer import Renderer
from generate_content.services import PresentationService, TemplateService
from generate_content.storage import DeckStore
from generate_content.usage import CPU_COLUMNS, CpuLoad, TemplateUsage, TokenUsage
from pptapi.deck_settings import DeckSettings, RenewAhead
from pptapi.shared_redis import SharedRedis
from pptapi.state_folder import SharedState, in_writable_folder

SLOW_SEATS = 40
"""Threads of a worker that may wait for a model; the server has 64, so 24 keep answering hits."""

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
    generations: Generations
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
    statistics = build_statistics(state)
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


def _carry_over(stand_in: Services, back: Services) -> None:
    """What a clear ended while CACHE_DIR could not be used may still be there."""
    # Where hosts share Redis, they tell what was cleared.
    if back.redis is None and stand_in.generations.has_advanced:
        back.cache.clear(LIFETIMES)
        back.store.clear()


_services = SharedState(
    lambda: settings.DECKS.state_dir,
    lambda state: _build(settings.DECKS, state),
    marker=GENERATIONS,
    carry_over=_carry_over,
)


def _build(told: DeckSettings, state: Path, counts: Path | None = None) -> Services:
    """`counts`: where statistics and uses are counted, if not with the workers' own."""
    counts = counts or state
    caches = build_caches(told, state, counts)
    catalogue = Catalogue(told.templates_dir)
    usage = TemplateUsage(counts / "template_uses", clock=time.time)
    cpu = SharedTable(state / "cpu", rows=8, columns=CPU_COLUMNS, clock=time.time)
    tokens = _tokens(counts)
    breaker = build_breaker(told, state, caches.redis)
    presentations = PresentationService(
        cache=caches.cache,
        catalogue=catalogue,
        provider=build_provider(told, caches, breaker, tokens),
        renderer=Renderer(catalogue, CompiledTemplates(caches.cache)),
        store=caches.store,
        signer=caches.signer,
        statistics=caches.statistics,
        usage=usage,
        clock=time.perf_counter,
        slow_seats=SLOW_SEATS,
        soft_limit_s=told.soft_limit_s,
    )
    kept = KeptRequests(state / _KEPT, signer=caches.signer, generations=caches.generations)
    return Services(
        presentations=presentations,
        templates=TemplateService(cache=caches.cache, catalogue=catalogue, usage=usage),
        catalogue=catalogue,
        cache=caches.cache,
        memory=caches.memory,
        files=caches.files,
        store=caches.store,
        generations=caches.generations,
        breaker=breaker,
        redis=caches.redis,
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


def _tokens(state: Path) -> TokenUsage:
    return TokenUsage(state / "tokens")
