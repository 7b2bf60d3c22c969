"""Slow calls of a model take nothing from the requests that need none."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.standins.gemini import GeminiStandIn, silent
from tests.system.conftest import wait_until

pytestmark = pytest.mark.system

MODEL_S = 6
FAST_S = 0.5
PROVIDED = {"prompt": "Ours", "layout": ["title"], "content": [{"title_text": "Ours"}]}


@pytest.fixture
def gemini():
    with GeminiStandIn() as stand_in:
        stand_in.always(silent(MODEL_S))
        yield stand_in


def test_twenty_slow_calls_leave_hits_and_health_fast(make_server, gemini):
    server = make_server(
        WORKERS="1",
        GEMINI_API_KEY="key",
        GEMINI_API_ENDPOINT=gemini.url,
        RATE_LIMIT_GENERATED="off",
    )
    assert server.post("/api/generate/presentation/", PROVIDED).status == 201
    with ThreadPoolExecutor(20) as pool:
        waiting = [pool.submit(generate, server, number) for number in range(20)]
        wait_until(lambda: len(gemini.requests) == 20, 20)
        health_s = [timed(lambda: server.get("/api/generate/health")) for _ in range(20)]
        hits_s = [
            timed(lambda: server.post("/api/generate/presentation", PROVIDED)) for _ in range(20)
        ]
        assert not any(call.done() for call in waiting)
        assert {call.result().status for call in waiting} == {201}
    for took_s in (health_s, hits_s):
        assert statistics.median(took_s) < FAST_S / 5
        assert max(took_s) < FAST_S


def generate(server, number):
    body = {"prompt": f"Theirs {number}", "layout": ["title"], "content": [{}]}
    return server.post("/api/generate/presentation/", body)


def timed(request):
    began = time.monotonic()
    assert request().status in (200, 201)
    return time.monotonic() - began
