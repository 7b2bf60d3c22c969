"""An expired deck that stands in while the model cannot be asked."""

from __future__ import annotations

import json

import pytest

from generate_content.composition import caches
from generate_content.deck import DeckWarning
from generate_content.performance_cache.freshness import Lifetime
from generate_content.record import DeckRecord
from generate_content.services import DECKS, TEMPLATES, WORDS
from generate_content.storage import StoredDeck
from pptapi.deck_settings import GeminiSettings, ProviderName
from tests.standins import gemini as standin
from tests.standins.gemini import GeminiStandIn
from tests.system.conftest import wait_until

URL = "/api/generate/presentation/"
EXPIRES_AT_ONCE = Lifetime(0.0, grace_s=600.0)


@pytest.fixture
def gemini(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr("generate_content.content.patient_model._FIRST_BACKOFF_S", 0.001)
    with GeminiStandIn() as server:
        yield server


@pytest.fixture
def live(gemini, configure, monkeypatch):
    """Builds the services with entries that live so long."""

    def build(*, decks: Lifetime, words: Lifetime, soft_limit_s: float | None = None):
        lifetimes = {DECKS: decks, WORDS: words, TEMPLATES: Lifetime(60.0)}
        monkeypatch.setattr(caches, "LIFETIMES", lifetimes)
        return configure(
            soft_limit_s=soft_limit_s,
            content_provider=ProviderName.GEMINI,
            gemini=GeminiSettings(api_key="key", model="m", api_endpoint=gemini.url),
        )

    return build


def codes(answer):
    return [warning["code"] for warning in answer["warnings"]]


def test_while_the_model_fails_the_expired_deck_is_served_and_the_answer_says_so(
    gemini, live, make, api, open_deck
):
    live(decks=EXPIRES_AT_ONCE, words=Lifetime(0.0))
    made = make(num_slides=2)
    gemini.will(*[standin.blocked()] * 3)
    stale = make(num_slides=2)
    assert (codes(made), codes(stale)) == ([], ["stale_content"])
    assert stale["metadata"]["cache_hit"] is True
    assert stale["metadata"]["cache_level"] == "memory"
    assert stale["metadata"]["sha256"] == made["metadata"]["sha256"]
    assert stale["file_url"] == made["file_url"]
    assert stale["metadata"]["expires_at"] == made["metadata"]["expires_at"]
    assert len(open_deck(stale).slides) == 2
    shown = api.get("/api/generate/performance/").json()["namespaces"]["presentations"]
    assert (shown["hits"], shown["misses"], shown["stale_served"]) == (1, 1, 1)


def test_the_warning_is_gone_with_the_outage(gemini, live, make):
    live(decks=EXPIRES_AT_ONCE, words=Lifetime(0.0))
    make(num_slides=2)
    gemini.will(standin.blocked())
    assert codes(make(num_slides=2)) == ["stale_content"]
    again = make(num_slides=2)
    assert (codes(again), again["metadata"]["cache_level"]) == ([], "none")


def test_a_cleared_deck_does_not_stand_in(gemini, live, make, api):
    services = live(decks=EXPIRES_AT_ONCE, words=Lifetime(0.0))
    make(num_slides=2)
    services.cache.clear([DECKS])
    gemini.will(standin.blocked())
    assert api.post(URL, {"prompt": "Trees", "num_slides": 2}).status_code == 502


def test_words_in_their_grace_make_a_deck_that_says_so(gemini, live, make):
    live(decks=Lifetime(600.0), words=EXPIRES_AT_ONCE)
    make(num_slides=2)
    gemini.will(standin.blocked())
    other = make(num_slides=2, color="#123456")
    assert codes(other) == ["stale_content"]
    assert other["metadata"]["cache_level"] == "none"


def test_with_a_soft_limit_of_nothing_the_expired_deck_comes_at_once_and_is_made_behind(
    gemini, live, make, services
):
    services = live(decks=EXPIRES_AT_ONCE, words=Lifetime(0.0), soft_limit_s=0.0)
    make(num_slides=2)
    gemini.will(*[standin.blocked()] * 2)
    for _ in range(2):
        assert codes(make(num_slides=2)) == ["stale_content"]
    wait_until(lambda: services.cache.snapshot().namespaces[DECKS].stale.failed_renewals, 10)
    assert len(gemini.requests) >= 2


def test_a_warning_of_one_answer_leaves_the_record_as_it_was():
    file = StoredDeck("a.pptx", written=True, sha256="0", size_bytes=1, degraded=False)
    plain = DeckRecord(file, "default_16_9", 0.1, b'"slides":[],"warnings":[]', b'"a":1')
    once = plain.with_warning(DeckWarning("stale_content", "Old."))
    twice = once.with_warning(DeckWarning("other", "Too", 3))
    told = json.loads(b"{%b}" % twice.content)
    assert [warning["code"] for warning in told["warnings"]] == ["stale_content", "other"]
    assert told["warnings"][1]["slide_index"] == 3
    assert json.loads(b"{%b}" % plain.content)["warnings"] == []
