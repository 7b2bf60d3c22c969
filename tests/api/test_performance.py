from __future__ import annotations

import errno
import os
import time

import pytest

from pptapi.deck_settings import ProviderName
from tests.api.conftest import FOUR_SLIDES


@pytest.fixture
def performance(api):
    return lambda: api.get("/api/generate/performance/").json()


def test_the_keys_are_those_of_the_contract(performance):
    body = performance()
    cache = body["cache_statistics"]
    common = {"hits", "misses", "hit_rate_percent", "avg_access_time_ms", "refused"}
    assert set(cache["memory_cache"]) == common | {"entries", "memory_usage_mb", "evictions"}
    assert set(cache["django_cache"]) == common | {"entries"}
    assert set(cache["file_cache"]) == common | {"files", "disk_usage_mb", "evictions"}
    assert set(cache["overall"]) == {
        "total_hits", "total_misses", "overall_hit_rate", "speed_improvement",
    }  # fmt: skip
    assert set(body["system_metrics"]) == {
        "memory_usage_mb", "memory_percent", "cpu_percent", "disk_io_read_mb", "disk_io_write_mb",
        "process_id", "thread_count",
    }  # fmt: skip
    assert set(body["performance_trends"]) == {
        "avg_response_time_cached", "avg_response_time_uncached", "cache_efficiency",
        "requests_per_second",
    }  # fmt: skip
    assert body["popular"] == {
        "tracked": 0, "renewed_ahead": 0, "predicted": 0, "failed": 0, "model_calls_this_hour": 0,
    }  # fmt: skip


def test_before_any_request_every_number_is_0_and_the_two_shares_are_null(performance):
    body = performance()
    assert body["cache_statistics"]["overall"] == {
        "total_hits": 0, "total_misses": 0, "overall_hit_rate": 0, "speed_improvement": None,
    }  # fmt: skip
    assert body["performance_trends"] == {
        "avg_response_time_cached": 0, "avg_response_time_uncached": 0, "cache_efficiency": None,
        "requests_per_second": 0,
    }  # fmt: skip


def test_hits_and_misses_are_counted_where_they_happened(performance, make):
    for _ in range(4):
        make(content=FOUR_SLIDES)
    body = performance()
    cache = body["cache_statistics"]
    assert (cache["memory_cache"]["hits"], cache["memory_cache"]["misses"]) == (3, 1)
    assert (cache["django_cache"]["hits"], cache["django_cache"]["misses"]) == (0, 1)
    assert (cache["file_cache"]["hits"], cache["file_cache"]["misses"]) == (0, 1)
    assert cache["memory_cache"]["hit_rate_percent"] == 75
    assert cache["overall"]["overall_hit_rate"] == 75
    assert body["namespaces"]["presentations"]["hits"] == 3
    assert body["namespaces"]["presentations"]["misses"] == 1
    assert body["performance_trends"]["requests_per_second"] == pytest.approx(4 / 60, abs=0.01)
    assert cache["overall"]["speed_improvement"].endswith("%")


def test_a_namespace_tells_what_it_holds_and_what_its_values_took(performance, make):
    for _ in range(2):
        make(content=FOUR_SLIDES)
    decks = performance()["namespaces"]["presentations"]
    assert (decks["entries"], decks["bytes"]) == (1, 4096)
    assert decks["makings"] == 1
    assert decks["avg_making_time_ms"] > decks["avg_hit_time_ms"] > 0
    assert (decks["waits"], decks["avg_wait_time_ms"], decks["total_wait_time_ms"]) == (0, 0, 0)
    assert (decks["evictions"], decks["refused"], decks["stale_served"]) == (0, 0, 0)


def test_breakers_are_told(performance, configure):
    closed = {"file_cache": {"state": "closed", "workers": 0}, "makings": {"keys_at_rest": 0}}
    assert performance()["breakers"] == closed
    services = configure(content_provider=ProviderName.GEMINI)
    services.breaker.failed("timeout")
    services.cache.statistics.recorder("file").failing(
        errno.ENOSPC, since=1.9e9, rests_until=time.monotonic() + 60
    )
    told = performance()["breakers"]
    assert told["content_provider"] == {
        "state": "closed", "failures_in_a_row": 1, "last_outcome": "timeout",
    }  # fmt: skip
    assert told["file_cache"] == {
        "state": "open", "workers": 1, "since": "2030-03-17T17:46:40Z",
        "reason": os.strerror(errno.ENOSPC),
    }  # fmt: skip


def test_the_answer_is_as_the_schema_says(performance, api, configure):
    configure(content_provider=ProviderName.GEMINI).breaker.failed("timeout")
    schemas = api.get("/api/schema/?format=json").json()["components"]["schemas"]

    def resolve(shape):
        shape = shape.get("allOf", [shape])[0]
        return schemas[shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape

    def check(value, shape):
        shape = resolve(shape)
        if "properties" in shape:
            assert set(shape["required"]) <= set(value) <= set(shape["properties"])
            for name, part in value.items():
                check(part, shape["properties"][name])
        elif isinstance(value, dict):
            for part in value.values():
                check(part, shape["additionalProperties"])

    check(performance(), {"$ref": "#/components/schemas/Performance"})


def test_the_system_metrics_are_this_processs(performance):
    metrics = performance()["system_metrics"]
    assert metrics["process_id"] == os.getpid()
    assert metrics["memory_usage_mb"] > 10
    assert metrics["thread_count"] >= 1
