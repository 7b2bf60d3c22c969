"""Who writes what the caller left out, and what guards it."""

from __future__ import annotations

import time
from pathlib import Path

from generate_content.composition.caches import Caches
from generate_content.content.breaker import BREAKER_COLUMNS, Breaker
from generate_content.content.cached import CachedWriter
from generate_content.content.gemini import GeminiModel
from generate_content.content.model_writer import ModelWriter
from generate_content.content.offline import OfflineOutline
from generate_content.content.openai_compatible import OpenAIModel
from generate_content.content.patient_model import PatientModel
from generate_content.content.provider import ContentProvider, TextModel
from generate_content.performance_cache.shared_memory import SharedTable
from generate_content.usage import TokenUsage
from pptapi.deck_settings import DeckSettings, ProviderName
from pptapi.shared_redis import SharedRedis

_MODEL_CALLS = 20


def build_breaker(told: DeckSettings, state: Path, redis: SharedRedis | None) -> Breaker | None:
    """None where no model is configured."""
    if told.content_provider is ProviderName.OFFLINE:
        return None
    table = SharedTable(state / "breakers", rows=16, columns=BREAKER_COLUMNS, clock=time.time)
    if redis is None:
        return Breaker(service=told.content_provider.value, table=table)
    from generate_content.composition.hosts import breaker_table  # noqa: PLC0415 - it loads the client

    common = breaker_table(redis, table, columns=BREAKER_COLUMNS)
    return Breaker(service=told.content_provider.value, table=common)


def build_provider(
    told: DeckSettings, caches: Caches, breaker: Breaker | None, tokens: TokenUsage
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
    return CachedWriter(provider=writer, cache=caches.cache, flights=caches.flights)


def _model(told: DeckSettings) -> TextModel:
    if told.content_provider is ProviderName.OPENAI:
        openai = told.openai
        return OpenAIModel(base_url=openai.base_url, api_key=openai.api_key, model=openai.model)
    gemini = told.gemini
    return GeminiModel(api_key=gemini.api_key, model=gemini.model, endpoint=gemini.api_endpoint)
