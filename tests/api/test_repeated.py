"""The layer before Django: it must answer as the view does, or not at all."""

from __future__ import annotations

import io
import json
import sys

import pytest

from generate_content.api import repeated
from pptapi.wsgi import application
from tests.api.conftest import FOUR_SLIDES

pytestmark = pytest.mark.django_db  # Django looks at its connections around each request

BODY = json.dumps({"prompt": "Trees", "content": FOUR_SLIDES}).encode()


@pytest.fixture
def reached_django(monkeypatch):
    """How many requests went on to Django."""
    passed = []
    service = repeated.RepeatedPosts(_django_of(application))

    def counting(environ, start_response):
        passed.append(environ["PATH_INFO"])
        return django(environ, start_response)

    django = service._application
    service._application = counting
    monkeypatch.setattr("pptapi.wsgi._service", service)
    monkeypatch.setattr(repeated, "_known_requests", repeated._KnownRequests(100))
    return passed


def _django_of(_):
    from pptapi import wsgi

    return wsgi._django


def ask(body=BODY, **environ):
    """Status, headers and body of one POST."""
    told = {}

    def start_response(status, headers, exc_info=None):
        told.update(status=int(status.split()[0]), headers={k.lower(): v for k, v in headers})

    response = application(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/api/generate/presentation/",
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr,
            **environ,
        },
        start_response,
    )
    content = b"".join(response)
    if hasattr(response, "close"):
        response.close()
    return told["status"], told["headers"], json.loads(content) if content else None


def without_times(answer):
    metadata = {
        name: value
        for name, value in answer["metadata"].items()
        if name not in ("generation_time", "speed_improvement")
    }
    return {**answer, "metadata": metadata}


def test_the_second_identical_request_does_not_reach_django(reached_django):
    levels = [ask()[2]["metadata"]["cache_level"] for _ in range(3)]
    assert levels == ["none", "memory", "memory"]
    assert len(reached_django) == 1


def test_its_answer_is_the_views_own_but_for_the_times(reached_django):
    ask()
    _, quick_headers, quick = ask(HTTP_X_REQUEST_ID="a")
    status, slow_headers, slow = ask(body=BODY + b" ", HTTP_X_REQUEST_ID="a")  # not seen before
    assert len(reached_django) == 2
    assert status == 201
    assert without_times(quick) == without_times(slow)
    assert list(quick["metadata"]) == list(slow["metadata"])
    for headers in (quick_headers, slow_headers):
        headers.pop("content-length")
        headers.pop("x-ratelimit-remaining")
    assert quick_headers == slow_headers


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_HOST": "127.0.0.1"},
        {"HTTP_HOST": "evil.example"},
        {"CONTENT_TYPE": "text/plain"},
        {"REQUEST_METHOD": "GET"},
        {"REQUEST_METHOD": "PUT"},
        {"PATH_INFO": "/api/generate/templates/"},
        {"wsgi.url_scheme": "https"},
        {"CONTENT_LENGTH": ""},
    ],
)
def test_whatever_needs_a_decision_goes_on(reached_django, environ):
    ask()
    ask(**environ)
    assert len(reached_django) == 2


def test_a_closed_service_decides_itself(reached_django, settings):
    ask()
    settings.REQUIRE_AUTHENTICATION = True
    assert ask()[0] == 401


def test_a_cleared_deck_is_made_again(reached_django, services):
    ask()
    services.cache.clear(["presentations"])
    assert ask()[2]["metadata"]["cache_level"] == "none"
    assert ask()[2]["metadata"]["cache_level"] == "memory"
    assert len(reached_django) == 2


def test_a_lost_file_is_made_again(reached_django, cache_dir):
    ask()
    next(cache_dir.rglob("*.pptx")).unlink()
    assert ask()[2]["metadata"]["cache_level"] == "none"


def test_every_request_is_counted_once_and_limits_hold(reached_django, services, limits):
    limits(decks="3/min")
    answers = [ask() for _ in range(5)]
    assert [status for status, _, _ in answers] == [201, 201, 201, 429, 429]
    assert answers[2][1]["x-ratelimit-remaining"] == "0"
    counted = services.cache.snapshot().namespaces["presentations"]
    assert (counted.hits, counted.misses) == (2, 1)
    assert services.cache.snapshot().answers.cached == 2


def test_a_deck_that_is_gone_counts_once_against_the_limit(reached_django, services, limits):
    limits(decks="3/min")
    ask()
    services.cache.clear(["presentations"])
    assert ask()[1]["x-ratelimit-remaining"] == "1"


def test_the_least_recently_asked_is_forgotten(reached_django, monkeypatch):
    monkeypatch.setattr(repeated, "_known_requests", repeated._KnownRequests(1))
    ask()
    ask(body=BODY + b" ")
    ask()
    assert len(reached_django) == 3
