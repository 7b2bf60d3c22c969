"""Decks that a model writes, through the real package and a stand-in of Gemini's API."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from pptapi.deck_settings import GeminiSettings, ProviderName
from tests.api.conftest import FOUR_SLIDES, texts
from tests.standins import gemini as standin
from tests.standins.gemini import GeminiStandIn

URL = "/api/generate/presentation/"


@pytest.fixture
def gemini(monkeypatch, configure):
    """The stand-in, with the services built to ask it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with GeminiStandIn() as server:
        server.configure = lambda **changes: configure(
            content_provider=ProviderName.GEMINI,
            gemini=GeminiSettings(api_key="key", model="m", api_endpoint=server.url),
            **changes,
        )
        server.services = server.configure()
        yield server


def files_of(cache_dir):
    kept = [*cache_dir.rglob("*.pkl"), *cache_dir.rglob("*.pptx")]
    return [path.name for path in kept]


def test_a_prompt_becomes_a_written_deck_in_one_call(gemini, make, open_deck):
    answer = make(num_slides=4)
    assert len(gemini.requests) == 1
    assert {slide["content_source"] for slide in answer["slides"]} == {"generated"}
    assert answer["metadata"]["content_provider"] == "gemini"
    assert answer["metadata"]["generated_slides"] == 4
    for slide, told in zip(open_deck(answer).slides, answer["slides"], strict=True):
        heading = next(iter(told["content"].values()))
        assert any(heading in text for text in texts(slide))


def test_only_what_is_missing_is_asked_for_and_what_was_given_stays(gemini, make):
    answer = make(
        layout=["title", "bullet", "bullet"],
        content=[FOUR_SLIDES[0], {"heading_text": "Mine"}, {}],
    )
    assert sorted(gemini.requests[0].slides) == ["slide_1", "slide_2"]
    sources = [slide["content_source"] for slide in answer["slides"]]
    assert sources == ["provided", "mixed", "generated"]
    assert answer["slides"][1]["content"]["heading_text"] == "Mine"


def test_a_repeated_request_calls_no_model_also_after_a_restart(gemini, make):
    first = make(num_slides=3)
    second = make(num_slides=3)
    gemini.configure()
    third = make(num_slides=3)
    assert len(gemini.requests) == 1
    levels = [answer["metadata"]["cache_level"] for answer in (first, second, third)]
    assert levels == ["none", "memory", "file"]
    assert len({answer["metadata"]["sha256"] for answer in (first, second, third)}) == 1


@pytest.mark.django_db
def test_a_request_that_was_cleared_is_written_anew(gemini, make, api):
    asked = {"prompt": "Bees", "num_slides": 3}
    make(**asked)
    api.force_authenticate(User.objects.create_user("boss", is_staff=True))
    assert api.post("/api/generate/cache/clear/", {"request": asked}).status_code == 200
    assert make(**asked)["metadata"]["cache_level"] == "none"
    assert len(gemini.requests) == 2


def test_words_are_not_paid_for_again_in_another_colour(gemini, make):
    make(num_slides=3)
    assert make(num_slides=3, color="#123456")["metadata"]["cache_level"] == "none"
    assert len(gemini.requests) == 1


def test_each_written_slide_tells_where_its_words_were_found(gemini, make):
    asked = {"layout": ["title", "bullet", "bullet"], "content": [FOUR_SLIDES[0], {}, {}]}
    levels = [slide.get("words_cache_level") for slide in make(**asked)["slides"]]
    assert levels == [None, "none", "none"]
    asked["layout"][2] = "two-column"
    levels = [slide.get("words_cache_level") for slide in make(**asked)["slides"]]
    assert levels == [None, "memory", "none"]
    asked |= {"template_id": "frost_16_9"}
    levels = [slide.get("words_cache_level") for slide in make(**asked)["slides"]]
    assert levels == [None, "memory", "memory"]
    assert [sorted(request.slides) for request in gemini.requests] == [
        ["slide_1", "slide_2"],
        ["slide_2"],
    ]


def test_drafts_and_given_slides_have_no_words_level(make):
    slides = make(content=[FOUR_SLIDES[0], {}])["slides"]
    assert not any("words_cache_level" in slide for slide in slides)


@pytest.mark.django_db
def test_words_written_about_ones_slides_are_nobody_elses(gemini):
    def post(user, **body):
        client = APIClient()
        client.force_authenticate(user)
        content = [{"title_text": f"Slides of {user}"}, {}]
        answer = client.post(URL, {"prompt": "Trees", "content": content, **body})
        assert answer.status_code == 201

    one, other = (User.objects.create_user(name) for name in ("one", "other"))
    post(one)
    post(one, color="#123456")
    assert len(gemini.requests) == 1
    post(other)
    assert len(gemini.requests) == 2


def test_a_draft_is_not_taken_for_real_words_once_there_is_a_key(gemini, make, configure):
    configure(content_provider=ProviderName.OFFLINE)
    assert make(num_slides=3)["metadata"]["content_provider"] == "offline"
    gemini.configure()
    assert make(num_slides=3)["metadata"]["content_provider"] == "gemini"


def test_provided_decks_need_no_model_and_no_key(gemini, make, configure):
    configure(
        content_provider=ProviderName.GEMINI,
        gemini=GeminiSettings(api_key=None, model="m", api_endpoint=None),
    )
    assert make(content=FOUR_SLIDES)["metadata"]["content_provider"] == "none"
    error = make(503, num_slides=1)["error"]
    assert error["code"] == "GEMINI_SERVICE_ERROR"
    assert error["details"]["reason"] == "not_configured"


@pytest.mark.parametrize(
    ("answers", "status", "reason"),
    [
        (standin.blocked(), 502, "blocked"),
        (standin.says("{", standin.MAX_TOKENS), 502, "truncated"),
        (standin.says("no JSON"), 502, "bad_output"),
        (standin.rate_limited(1000), 503, "rate_limited"),
        (standin.fails(503), 503, "unavailable"),
        (standin.fails(403), 503, "not_configured"),
    ],
)
def test_a_model_that_fails_gives_the_contracts_error_and_leaves_nothing(
    gemini, api, cache_dir, monkeypatch, answers, status, reason
):
    monkeypatch.setattr("generate_content.content.patient_model._FIRST_BACKOFF_S", 0.001)
    gemini.will(*[answers] * 5)
    response = api.post(URL, {"prompt": "Trees", "num_slides": 2})
    assert response.status_code == status
    error = response.json()["error"]
    assert error["code"] == "GEMINI_SERVICE_ERROR"
    assert (error["details"]["service"], error["details"]["reason"]) == ("gemini", reason)
    assert ("Retry-After" in response) == (error["details"]["retry_after"] is not None)
    left = [name for name in files_of(cache_dir) if not name.startswith("template_data:")]
    assert left == []


def test_what_cannot_fit_is_refused_before_the_model_is_called(gemini, api):
    content = [{"heading_text": "h", "bullet_points": ["W" * 400] * 15}, {}]
    response = api.post(URL, {"prompt": "Trees", "content": content})
    assert response.status_code == 400
    assert gemini.requests == []


def test_only_calls_of_the_model_count_against_its_limit(gemini, api, make, limits):
    limits(generated="1/min")
    make(num_slides=1)
    make(num_slides=1)
    make(content=FOUR_SLIDES)
    response = api.post(URL, {"prompt": "Other", "num_slides": 1})
    assert response.status_code == 429
    assert response.json()["error"]["code"] == "RATE_LIMIT_EXCEEDED"
    assert int(response["Retry-After"]) > 0
    assert response["X-RateLimit-Remaining"] == "0"
    assert len(gemini.requests) == 1


def test_identical_requests_at_once_call_the_model_once(gemini):
    def post(_):
        return APIClient().post(URL, {"prompt": "Trees", "num_slides": 3}).json()

    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(post, range(12)))
    assert len(gemini.requests) == 1
    levels = [answer["metadata"]["cache_level"] for answer in answers]
    assert levels.count("none") == 1
    assert len({answer["metadata"]["sha256"] for answer in answers}) == 1


def test_proposed_citations_are_marked_in_the_answer_and_in_the_notes(gemini, make, open_deck):
    answer = make(layout=["bullet"], include_citations=True)
    [cited] = answer["citations"]
    assert cited["unverified"] is True
    assert cited["citation"].startswith("written authors. (")
    assert "citations_unverified" in [warning["code"] for warning in answer["warnings"]]
    [slide] = open_deck(answer).slides
    assert "not verified" in slide.notes_slide.notes_text_frame.text
    assert any("written authors" in text for text in texts(slide))


def test_given_notes_come_back_untouched_with_the_mark_in_the_deck_alone(gemini, make, open_deck):
    content = [{"heading_text": "Mine", "notes": "Say this."}]
    answer = make(layout=["bullet"], content=content, include_citations=True)
    assert answer["slides"][0]["content"]["notes"] == "Say this."
    [slide] = open_deck(answer).slides
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.startswith("Say this.")
    assert "not verified" in notes


def test_speaker_notes_are_written_for_slides_that_have_none(gemini, make, open_deck):
    content = [{**FOUR_SLIDES[0], "notes": "Mine."}, FOUR_SLIDES[1]]
    answer = make(content=content, speaker_notes=True)
    assert [slide["content_source"] for slide in answer["slides"]] == ["provided", "mixed"]
    notes = [slide.notes_slide.notes_text_frame.text for slide in open_deck(answer).slides]
    assert notes[0] == "Mine."
    assert notes[1] == answer["slides"][1]["content"]["notes"]


def test_a_prompt_and_a_number_are_planned_by_the_model(gemini, make, open_deck):
    answer = make(prompt="Bees, 310 hives in 2024 and 420 in 2025", num_slides=6)
    assert len(gemini.requests) == 1
    types = [slide["slide_type"] for slide in answer["slides"]]
    assert (types[0], types[-1]) == ("title", "closing")
    assert len(set(types)) > 3
    assert len(open_deck(answer).slides) == 6
    named = make(prompt="Bees, 310 hives in 2024 and 420 in 2025", layout=types)
    assert named["slides"] == [{**one, "words_cache_level": "memory"} for one in answer["slides"]]
    assert len(gemini.requests) == 1


def test_what_will_go_on_on_further_slides_is_not_refused_before_the_model_is_asked(gemini, make):
    points = ["Growth came from three markets, each with a plan of its own. " * 6] * 12
    asked = {"content": [{"bullet_points": points}]}
    make(status=400, **asked)
    assert gemini.requests == []
    answer = make(**asked, overflow="continue")
    assert answer["slides"][0]["content_source"] == "mixed"
    assert answer["slides"][0]["pages"] > 1
    assert len(gemini.requests) == 1


def test_a_references_slide_of_proposed_sources_says_so_everywhere(gemini, make, open_deck):
    answer = make(layout=["bullet"], include_citations=True, references_slide=True)
    listed = answer["slides"][1]
    assert (listed["slide_type"], listed["content_source"]) == ("references", "generated")
    assert listed["content"]["entries"] == [answer["citations"][0]["citation"]]
    metadata = answer["metadata"]
    assert (metadata["total_slides"], metadata["generated_slides"]) == (2, 2)
    notes = open_deck(answer).slides[1].notes_slide.notes_text_frame.text
    assert "not verified" in notes
