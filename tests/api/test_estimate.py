"""What a deck would cost, and what it did."""

from __future__ import annotations

import pytest

from pptapi.deck_settings import OpenAISettings, ProviderName
from tests.api.conftest import FOUR_SLIDES
from tests.standins import openai as standin
from tests.standins.openai import OpenAIStandIn

NONE = {"prompt_tokens": 0, "answer_tokens": 0, "total_tokens": 0}
ONE_CALL = {"prompt_tokens": 42, "answer_tokens": 17, "total_tokens": 59}
ASKED = {
    "prompt": "Trees",
    "layout": ["title", "bullet", "bullet"],
    "content": [FOUR_SLIDES[0], {"heading_text": "Why"}, {}],
}


@pytest.fixture
def openai(configure):
    with OpenAIStandIn() as server:
        configure(
            content_provider=ProviderName.OPENAI,
            openai=OpenAISettings(base_url=server.base_url, api_key=None, model="m"),
        )
        yield server


@pytest.fixture
def estimate(api):
    def post(status=200, **body):
        response = api.post("/api/generate/presentation/estimate/", body)
        assert response.status_code == status, response.content
        return response.json()

    return post


@pytest.fixture
def counted(api):
    return lambda: api.get("/api/generate/performance/").json()


def test_an_estimate_tells_what_would_be_written_and_asks_nobody(openai, estimate):
    told = estimate(**ASKED)
    assert openai.requests == []
    assert [slide["words"] for slide in told["slides"]] == ["provided", "write", "write"]
    assert told["slides"][1]["missing_fields"] == ["bullet_points"]
    assert (told["deck_cached"], told["content_provider"]) == (False, "openai")
    usage = told["expected_usage"]
    assert usage["model_calls"] == 1
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["answer_tokens"] > 0
    assert "within_max_tokens" not in told


def test_what_is_cached_is_told_and_costs_nothing(openai, estimate, make):
    before = estimate(**ASKED)["expected_usage"]
    make(**ASKED)
    told = estimate(**ASKED)
    assert told["deck_cached"] is True
    assert [slide["words"] for slide in told["slides"]] == ["provided", "cached", "cached"]
    assert told["expected_usage"] == {"model_calls": 0, **NONE}

    told = estimate(**ASKED, color="#123456")
    assert told["deck_cached"] is False
    assert [slide.get("words_cache_level") for slide in told["slides"]] == [
        None,
        "memory",
        "memory",
    ]
    assert told["expected_usage"] == {"model_calls": 0, **NONE}

    told = estimate(**{**ASKED, "layout": ["title", "bullet", "two-column"]})
    assert [slide["words"] for slide in told["slides"]] == ["provided", "cached", "write"]
    assert 0 < told["expected_usage"]["answer_tokens"] < before["answer_tokens"]
    assert len(openai.requests) == 1


def test_an_estimate_counts_as_no_request(openai, estimate, counted):
    estimate(**ASKED)
    after = counted()
    assert after["namespaces"]["presentations"]["misses"] == 0
    assert after["namespaces"]["gemini_responses"]["misses"] == 0
    assert after["usage"] == {"model_calls": 0, **NONE}


def test_without_a_model_slides_are_drafts_and_without_gaps_nobody_writes(estimate):
    told = estimate(**ASKED)
    assert [slide["words"] for slide in told["slides"]] == ["provided", "draft", "draft"]
    assert told["content_provider"] == "offline"
    assert told["expected_usage"] == {"model_calls": 0, **NONE}
    assert estimate(prompt="Trees", content=FOUR_SLIDES)["content_provider"] == "none"


def test_a_wrong_request_is_refused_as_when_made(estimate):
    error = estimate(400, prompt="", layout=["nope"], max_tokens=0)["error"]
    assert set(error["details"]) == {"prompt", "layout", "max_tokens"}


def test_max_tokens_is_refused_before_the_call_when_it_cannot_be_kept(openai, estimate, make):
    most = estimate(**ASKED)["expected_usage"]["total_tokens"]
    assert estimate(**ASKED, max_tokens=most - 1)["within_max_tokens"] is False
    error = make(400, **ASKED, max_tokens=most - 1)["error"]
    assert error["code"] == "VALIDATION_ERROR"
    assert str(most) in error["details"]["max_tokens"][0]
    assert openai.requests == []

    assert estimate(**ASKED, max_tokens=most)["within_max_tokens"] is True
    assert make(**ASKED, max_tokens=most)["metadata"]["cache_level"] == "none"


def test_max_tokens_makes_no_other_deck_and_refuses_nothing_that_is_there(openai, make):
    first = make(**ASKED)
    again = make(**ASKED, max_tokens=1)
    assert again["metadata"]["cache_hit"] is True
    assert again["filename"] == first["filename"]
    assert make(**ASKED, max_tokens=1, color="#123456")["metadata"]["usage"] == NONE


def test_tokens_are_told_once_and_never_again_on_a_hit(openai, make, counted):
    assert make(**ASKED)["metadata"]["usage"] == ONE_CALL
    assert make(**ASKED)["metadata"]["usage"] == NONE
    assert make(**ASKED, template_id="frost_16_9")["metadata"]["usage"] == NONE
    assert make(content=FOUR_SLIDES)["metadata"]["usage"] == NONE
    assert counted()["usage"] == {"model_calls": 1, **ONE_CALL}


def test_what_was_paid_for_no_good_answer_is_in_the_sums(openai, make, counted):
    openai.will(standin.reply(lambda _: {}), standin.says("no JSON"))
    make(502, num_slides=1)
    assert counted()["usage"] == {"model_calls": 2, **{name: 2 * n for name, n in ONE_CALL.items()}}


def test_both_calls_of_a_repetition_are_told(openai, make):
    openai.will(standin.reply(lambda _: {}))
    usage = make(num_slides=1)["metadata"]["usage"]
    assert usage == {name: 2 * n for name, n in ONE_CALL.items()}


def test_an_open_slide_has_no_type_until_it_is_planned(openai, estimate, make):
    asked = {"prompt": "Bees", "num_slides": 5}
    body = estimate(**asked)
    assert [slide["slide_type"] for slide in body["slides"]] == [None] * 5
    assert {slide["words"] for slide in body["slides"]} == {"write"}
    made = make(**asked)
    body = estimate(**asked, color="#123456")
    assert [slide["slide_type"] for slide in body["slides"]] == [
        slide["slide_type"] for slide in made["slides"]
    ]
    assert {slide["words"] for slide in body["slides"]} == {"cached"}
