from __future__ import annotations

import os

import pytest

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


def test_the_system_metrics_are_this_processs(performance):
    metrics = performance()["system_metrics"]
    assert metrics["process_id"] == os.getpid()
    assert metrics["memory_usage_mb"] > 10
    assert metrics["thread_count"] >= 1
