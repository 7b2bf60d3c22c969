from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from generate_content.api import warm
from generate_content.warming import Warming
from pptapi.deck_settings import GeminiSettings, ProviderName
from tests.api.conftest import FOUR_SLIDES
from tests.standins.gemini import GeminiStandIn

WARM = "/api/generate/cache/warm/"
PERFORMANCE = "/api/generate/performance/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(api):
    api.force_authenticate(User.objects.create_user("boss", is_staff=True))
    return api


def asked(prompt):
    return {"prompt": prompt, "content": FOUR_SLIDES}


def test_warming_needs_a_token(api, services):
    assert api.post(WARM, {"requests": [asked("One")]}).status_code == 401


def test_warming_is_for_staff(api, services):
    api.force_authenticate(User.objects.create_user("guest"))
    assert api.post(WARM, {"requests": [asked("One")]}).status_code == 403


def test_a_warmed_request_is_answered_from_memory(staff, services, make):
    make(**asked("Two"))
    answer = staff.post(WARM, {"requests": [asked("One"), asked("Two"), asked("Three")]})
    assert answer.status_code == 200
    body = answer.json()
    assert body["success"] is True
    assert body["statistics"] == {"requested": 3, "already_cached": 1, "made": 2, "failed": 0}
    assert body["failures"] == []
    assert make(**asked("One"))["metadata"]["cache_level"] == "memory"


def test_warming_counts_as_no_request(staff, services):
    staff.post(WARM, {"requests": [asked("One"), asked("One")]})
    body = staff.get(PERFORMANCE).json()
    counted = body["namespaces"]["presentations"]
    assert (counted["hits"], counted["misses"]) == (0, 0)
    assert body["cache_statistics"]["memory_cache"]["misses"] == 0


def test_every_wrong_request_is_named_by_its_position(staff, services):
    wrong = [asked("One"), {"layout": ["nope"]}, "text"]
    response = staff.post(WARM, {"requests": wrong})
    assert response.status_code == 400
    details = response.json()["error"]["details"]["requests"]
    assert set(details) == {"1", "2"}
    assert set(details["1"]) == {"prompt", "layout"}
    assert staff.get(PERFORMANCE).json()["namespaces"]["presentations"]["entries"] == 0


@pytest.mark.parametrize(
    "body", [{}, {"requests": []}, {"requests": {}}, {"requests": None}, {"foo": 1}, []]
)
def test_a_wrong_body_is_refused(staff, services, body):
    assert staff.post(WARM, body).status_code == 400


def test_more_than_a_hundred_are_refused(staff, services):
    response = staff.post(WARM, {"requests": [asked("One")] * 101})
    assert response.status_code == 400
    assert set(response.json()["error"]["details"]) == {"requests"}


@pytest.fixture
def gemini(monkeypatch, configure):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with GeminiStandIn() as server:
        endpoint = GeminiSettings(api_key="key", model="m", api_endpoint=server.url)
        configure(content_provider=ProviderName.GEMINI, gemini=endpoint)
        yield server


def test_model_calls_count_against_their_limit_and_fail_alone(staff, gemini, limits):
    limits(generated="1/min")
    wanted = [{"prompt": "Bees", "num_slides": 2}, {"prompt": "Trees", "num_slides": 2}]
    body = staff.post(WARM, {"requests": [*wanted, asked("One")]}).json()
    assert body["success"] is False
    assert body["statistics"] == {"requested": 3, "already_cached": 0, "made": 2, "failed": 1}
    assert [failure["code"] for failure in body["failures"]] == ["RATE_LIMIT_EXCEEDED"]
    assert len(gemini.requests) == 1


def test_when_the_time_is_up_the_rest_is_told(staff, services, monkeypatch):
    monkeypatch.setattr(warm, "LIMIT_S", 0.0)
    body = staff.post(WARM, {"requests": [asked("One")]}).json()
    assert body["failures"][0]["code"] == "SERVICE_UNAVAILABLE"


def test_no_more_is_read_than_can_begin_soon(services):
    taken = []

    class Slow:
        def warm(self, request, *, admit):
            return "none"

    def requests():
        for number in range(50):
            taken.append(number)
            yield number, None

    run = Warming(Slow(), jobs=2).run(requests())
    next(run)
    assert len(taken) <= 5
    assert len(list(run)) == 49
