import time

import pytest

from generate_content.content.breaker import BREAKER_COLUMNS, Breaker
from generate_content.content.cached import NAMESPACE, CachedWriter
from generate_content.content.gemini import GeminiModel
from generate_content.content.model_writer import ModelWriter
from generate_content.content.patient_model import PatientModel
from generate_content.performance_cache.freshness import Lifetime
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.shared_memory import SharedTable
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics
from generate_content.performance_cache.tiered import TieredCache
from tests.standins.gemini import GeminiStandIn


@pytest.fixture
def gemini(monkeypatch):
    """The stand-in, reached without a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with GeminiStandIn() as standin:
        yield standin


@pytest.fixture
def cache(tmp_path):
    """The real one, with its first level alone."""
    names = [NAMESPACE]
    return TieredCache(
        levels=[MemoryLevel(namespaces=names, limit_bytes=2**20)],
        namespaces={NAMESPACE: Lifetime(3600)},
        generations=Generations(tmp_path / "generations", namespaces=names),
        flights=SingleFlight(tmp_path / "flights", patience_s=30),
        statistics=Statistics(tmp_path / "statistics", namespaces=names),
    )


@pytest.fixture
def breaker(tmp_path):
    table = SharedTable(tmp_path / "breakers", rows=8, columns=BREAKER_COLUMNS, clock=time.time)
    return Breaker(service="gemini", table=table)


@pytest.fixture
def writer(gemini, cache, breaker):
    """The whole way to Gemini, as the service has it: `writer(timeout_s=1)`."""

    def make(*, timeout_s=5.0, api_key="a-key", name="gemini-test"):
        model = GeminiModel(api_key=api_key, endpoint=gemini.url, model=name)
        patient = PatientModel(model=model, breaker=breaker, sleep=lambda _: None)
        return CachedWriter(provider=ModelWriter(model=patient, timeout_s=timeout_s), cache=cache)

    return make
