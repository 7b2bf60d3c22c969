import pytest

from tests.standins.gemini import GeminiStandIn


@pytest.fixture
def gemini(monkeypatch):
    """The stand-in, reached without a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with GeminiStandIn() as standin:
        yield standin
