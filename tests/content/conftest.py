import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import pytest

from generate_content.content.breaker import BREAKER_COLUMNS, Breaker
from generate_content.content.cached import NAMESPACE, CachedWriter
from generate_content.content.gemini import GeminiModel
from generate_content.content.gemini import _load as gemini_package
from generate_content.content.model_writer import ModelWriter
from generate_content.content.openai_compatible import OpenAIModel
from generate_content.content.patient_model import PatientModel
from generate_content.performance_cache.freshness import Lifetime
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.shared_memory import SharedTable
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics
from generate_content.performance_cache.tiered import TieredCache
from tests.standins import gemini as gemini_answers
from tests.standins import openai as openai_answers
from tests.standins.gemini import GeminiStandIn
from tests.standins.openai import OpenAIStandIn
from tests.standins.server import StandIn


@pytest.fixture
def gemini(monkeypatch):
    """The stand-in, reached without a proxy; the package's import takes no test's time."""
    gemini_package()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with GeminiStandIn() as standin:
        yield standin


@pytest.fixture
def openai():
    importlib.import_module("httpx")  # takes no test's time
    with OpenAIStandIn() as standin:
        yield standin


@pytest.fixture
def flights(tmp_path):
    return SingleFlight(tmp_path / "flights", patience_s=30)


@pytest.fixture
def cache(tmp_path, flights):
    """The real one, with its first level alone."""
    names = [NAMESPACE]
    return TieredCache(
        levels=[MemoryLevel(namespaces=names, limit_bytes=2**20)],
        namespaces={NAMESPACE: Lifetime(3600)},
        generations=Generations(tmp_path / "generations", namespaces=names),
        flights=flights,
        statistics=Statistics(tmp_path / "statistics", namespaces=names),
    )


@pytest.fixture
def breaker(tmp_path):
    table = SharedTable(tmp_path / "breakers", rows=8, columns=BREAKER_COLUMNS, clock=time.time)
    return Breaker(service="a service", table=table)


@pytest.fixture
def writer_for(cache, flights, breaker):
    """The whole way to a model, as the service has it: `writer_for(model, timeout_s=1)`."""

    def make(model, *, timeout_s=5.0):
        patient = PatientModel(model=model, breaker=breaker, sleep=lambda _: None)
        provider = ModelWriter(model=patient, timeout_s=timeout_s)
        return CachedWriter(provider=provider, cache=cache, flights=flights)

    return make


@pytest.fixture
def writer(gemini, writer_for):
    """The whole way to Gemini: `writer(timeout_s=1)`."""

    def make(*, api_key="a-key", name="gemini-test", **changes):
        return writer_for(GeminiModel(api_key=api_key, endpoint=gemini.url, model=name), **changes)

    return make


@pytest.fixture
def openai_writer(openai, writer_for):
    """The whole way to an OpenAI-compatible server."""

    def make(*, name="a-model", **changes):
        return writer_for(OpenAIModel(base_url=openai.base_url, model=name), **changes)

    return make


@dataclass(frozen=True)
class Service:
    """A model service as tests see it that hold for each."""

    standin: StandIn
    answers: ModuleType
    """The answers of its stand-in, by the same names for each service."""
    writer: Callable[..., CachedWriter]


@pytest.fixture(params=["gemini", "openai"])
def service(request):
    if request.param == "gemini":
        standin, answers, writer = "gemini", gemini_answers, "writer"
    else:
        standin, answers, writer = "openai", openai_answers, "openai_writer"
    return Service(request.getfixturevalue(standin), answers, request.getfixturevalue(writer))
