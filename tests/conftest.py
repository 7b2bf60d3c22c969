"""Fixtures that more than one part of the tests uses."""

from __future__ import annotations

import os
import shutil
import time

import pytest
from rest_framework.test import APIClient

from generate_content.performance_cache.shared_memory import SharedTable
from pptapi import throttles
from pptapi.rates import Rate, RateWindows
from tests.standins.redis_server import RedisServer

# What a marked test needs, and how to see whether it is there.
_TOOLS = {
    "libreoffice": lambda: shutil.which("soffice"),
    "redis": lambda: shutil.which("redis-server"),
    "postgres": lambda: os.environ.get("TEST_POSTGRES_URL"),
    "chromium": lambda: shutil.which("chromium") or shutil.which("google-chrome"),
}
_REASONS = {
    "libreoffice": "soffice is not installed",
    "redis": "redis-server is not installed",
    "postgres": "TEST_POSTGRES_URL is not set",
    "chromium": "chromium is not installed",
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a marked test whose tool is missing."""
    for name, found in _TOOLS.items():
        if item.get_closest_marker(name) and not found():
            pytest.skip(_REASONS[name])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """With REQUIRE_ALL=1, as in CI, a test that is skipped has failed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("REQUIRE_ALL") == "1":
        *_, reason = report.longrepr
        report.outcome, report.longrepr = "failed", f"{item.nodeid}: {reason}, and REQUIRE_ALL=1"
    return report


@pytest.fixture(scope="session")
def _redis_server(tmp_path_factory):
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def redis_server(_redis_server) -> RedisServer:
    """A Redis of the tests' own, running and empty, to do anything to."""
    _redis_server.make_ready()
    return _redis_server


@pytest.fixture
def api() -> APIClient:
    """A client over the whole stack that shows a 500 as its answer."""
    return APIClient(raise_request_exception=False)


@pytest.fixture
def limits(monkeypatch, tmp_path):
    """Sets limits, with nothing counted yet: `limits(login="2/min")`; the others are off."""

    def set_limits(**rates: str) -> None:
        every = dict.fromkeys(throttles.rate_windows().rates, None)
        windows = RateWindows(
            table=SharedTable(tmp_path / "windows", rows=64, columns=2, clock=time.time),
            rates={**every, **{name: Rate.parse(text) for name, text in rates.items()}},
            clock=time.time,
        )
        monkeypatch.setattr(throttles, "rate_windows", lambda: windows)

    return set_limits
