"""Requests over the whole stack, counted and kept; what is done with them: tests/test_ahead.py."""

from __future__ import annotations

import json
import os
import time

import pytest

from generate_content import composition
from generate_content.ahead import Ahead
from generate_content.api import popular, repeated
from generate_content.composition import caches
from generate_content.performance_cache.freshness import Lifetime
from generate_content.services import DECKS, TEMPLATES, WORDS
from pptapi.deck_settings import ProviderName, RenewAhead
from tests.api.test_repeated import BODY, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def ahead(configure, monkeypatch):
    """The worker's own, with decks so short-lived that each look renews the popular ones."""
    lifetimes = {DECKS: Lifetime(50.0), WORDS: Lifetime(60.0), TEMPLATES: Lifetime(60.0)}
    monkeypatch.setattr(caches, "LIFETIMES", lifetimes)
    monkeypatch.setattr(repeated, "_known_requests", repeated._KnownRequests(100))
    monkeypatch.setattr(Ahead, "_begin", lambda *_: None)  # the test looks itself
    told = configure(content_provider=ProviderName.OFFLINE, renew_ahead=RenewAhead.PROVIDED)
    assert told.ahead is not None
    return told.ahead


@pytest.fixture
def shown(api):
    return lambda: api.get("/api/generate/performance/").json()


def test_a_popular_deck_is_renewed_and_told_and_counts_as_no_request(ahead, shown):
    for _ in range(2):
        levels = [ask()[2]["metadata"]["cache_level"] for _ in range(5)]
        ahead.look(popular.read)
    assert levels == ["memory"] * 5
    body = shown()
    assert body["popular"] == {
        "tracked": 1, "renewed_ahead": 1, "predicted": 0, "failed": 0, "model_calls_this_hour": 0,
    }  # fmt: skip
    counted = body["namespaces"]["presentations"]
    assert (counted["hits"], counted["misses"]) == (9, 1)


def test_the_renewed_deck_has_the_same_bytes_and_a_later_end(ahead):
    before = [ask() for _ in range(5)][-1][2]
    ahead.look(popular.read)
    ask()
    time.sleep(1.1)  # `expires_at` has whole seconds
    ahead.look(popular.read)
    after = ask()[2]
    assert after["metadata"]["sha256"] == before["metadata"]["sha256"]
    assert after["file_url"] == before["file_url"]
    assert after["metadata"]["expires_at"] > before["metadata"]["expires_at"]


def test_a_kept_request_is_in_one_private_file_and_gone_with_its_deck(ahead, cache_dir, services):
    for _ in range(2):
        [ask() for _ in range(5)]
        ahead.look(popular.read)
    kept = [path for path in cache_dir.rglob("*") if path.is_file() and b"Trees" in read(path)]
    assert [path.name for path in kept if "state" in path.parts] == ["kept_requests"]
    composition.services().cache.clear([DECKS])
    ahead.look(popular.read)
    assert b"Trees" not in (cache_dir / "state" / "kept_requests").read_bytes()


def test_where_it_is_switched_off_what_was_kept_is_removed(ahead, cache_dir, configure):
    for _ in range(2):
        [ask() for _ in range(5)]
        ahead.look(popular.read)
    assert (cache_dir / "state" / "kept_requests").exists()
    configure(renew_ahead=RenewAhead.OFF)
    assert not (cache_dir / "state" / "kept_requests").exists()


def read(path):
    return path.read_bytes() if os.access(path, os.R_OK) else b""


def test_a_body_that_is_valid_no_more_stands_for_nothing(services):
    assert popular.read(BODY.decode()) is not None
    assert popular.read(json.dumps({"prompt": "Trees", "template_id": "gone"})) is None


def test_where_it_is_off_nothing_is_counted_or_kept(services, cache_dir, shown):
    assert services.ahead is None
    ask()
    assert shown()["popular"]["tracked"] == 0
    assert not (cache_dir / "state" / "popular").exists()
