"""Decks that a model behind an OpenAI-compatible server writes."""

from __future__ import annotations

import pytest

from pptapi.deck_settings import OpenAISettings, ProviderName
from tests.standins import openai as standin
from tests.standins.openai import OpenAIStandIn


@pytest.fixture
def openai(configure):
    """The stand-in, with the services built to ask it."""
    with OpenAIStandIn() as server:
        server.configure = lambda model="m": configure(
            content_provider=ProviderName.OPENAI,
            openai=OpenAISettings(base_url=server.base_url, api_key=None, model=model),
        )
        server.services = server.configure()
        yield server


def test_a_prompt_becomes_a_written_deck_in_one_call(openai, make):
    answer = make(num_slides=4)
    assert len(openai.requests) == 1
    assert {slide["content_source"] for slide in answer["slides"]} == {"generated"}
    assert answer["metadata"]["content_provider"] == "openai"
    assert make(num_slides=4)["metadata"]["cache_hit"]
    assert len(openai.requests) == 1


def test_a_failure_names_its_service(openai, make):
    openai.will(standin.fails(401))
    error = make(503, num_slides=1)["error"]
    assert error["code"] == "GEMINI_SERVICE_ERROR"
    assert (error["details"]["service"], error["details"]["reason"]) == ("openai", "not_configured")


@pytest.mark.django_db
def test_health_tells_the_provider_and_whether_it_is_configured(openai, api, make):
    make(num_slides=1)
    provider = api.get("/api/generate/health/").json()["services"]["content_provider"]
    assert (provider["provider"], provider["status"]) == ("openai", "healthy")
    assert provider["last_outcome"] == "ok"

    openai.configure(model=None)
    provider = api.get("/api/generate/health/").json()["services"]["content_provider"]
    assert (provider["configured"], provider["status"]) == (False, "degraded")
    assert make(503, prompt="Bees", num_slides=1)["error"]["details"]["reason"] == "not_configured"
