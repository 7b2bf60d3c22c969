from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.urls import path
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from pptapi import urls
from pptapi.throttles import DecksThrottle, admit_model_call, identity


class Limited(APIView):
    throttle_classes = [DecksThrottle]

    def post(self, request):
        if "model" in request.query_params:
            admit_model_call(request)
        return Response({})


urlpatterns = [path("limited/", Limited.as_view()), *urls.urlpatterns]
pytestmark = pytest.mark.urls(__name__)


def test_answers_within_the_limit_tell_what_is_left(api, limits):
    limits(decks="2/min")
    response = api.post("/limited/")
    assert response.status_code == 200
    assert response.headers["X-RateLimit-Limit"] == "2"
    assert response.headers["X-RateLimit-Remaining"] == "1"
    now = datetime.now(UTC).timestamp()
    assert now < int(response.headers["X-RateLimit-Reset"]) <= now + 61


def test_beyond_the_limit_is_429_with_when_to_come_back(api, limits):
    limits(decks="1/hour")
    api.post("/limited/")
    response = api.post("/limited/")
    assert response.status_code == 429
    assert response.json()["error"]["code"] == "RATE_LIMIT_EXCEEDED"
    retry_after = int(response.headers["Retry-After"])
    assert response.json()["error"]["details"] == {"retry_after": retry_after}
    assert 1 <= retry_after <= 3600
    assert response.headers["X-RateLimit-Remaining"] == "0"


def test_only_what_can_succeed_is_counted(api, limits):
    limits(decks="1/hour")
    assert [api.get("/limited/").status_code for _ in range(3)] == [405] * 3
    assert api.post("/limited/").status_code == 200


def test_model_calls_have_a_limit_of_their_own(api, limits):
    limits(decks="60/min", generated="1/min")
    assert api.post("/limited/?model").status_code == 200
    response = api.post("/limited/?model")
    assert response.status_code == 429
    assert response.headers["X-RateLimit-Limit"] == "1"
    assert api.post("/limited/").status_code == 200


def test_where_no_limit_is_set_none_is_told(api, limits):
    limits()
    assert "X-RateLimit-Limit" not in api.post("/limited/").headers


def test_addresses_do_not_share_a_limit(api, limits):
    limits(decks="1/min")
    assert api.post("/limited/", REMOTE_ADDR="10.0.0.1").status_code == 200
    assert api.post("/limited/", REMOTE_ADDR="10.0.0.2").status_code == 200
    assert api.post("/limited/", REMOTE_ADDR="10.0.0.1").status_code == 429


def test_a_forwarded_address_is_not_believed(api, limits):
    limits(decks="1/min")
    api.post("/limited/", headers={"X-Forwarded-For": "10.0.0.1"})
    assert api.post("/limited/", headers={"X-Forwarded-For": "10.0.0.2"}).status_code == 429


def test_limits_can_be_looked_up_without_being_used(api, limits):
    limits(decks="2/min")
    api.post("/limited/")
    for _ in range(3):
        found = api.get("/api/generate/rate-limits/").json()
    decks = found["rate_limits"]["decks"]
    assert (decks["limit"], decks["remaining"], decks["window"]) == (2, 1, "minute")
    assert decks["reset_time"] > found["timestamp"]
    off = {"limit": None, "remaining": None, "reset_time": None, "window": None}
    assert found["rate_limits"]["login"] == off


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.7", "address 192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "address 2001:db8:1:2::/64"),
        ("fe80::1%eth0", "address fe80::/64"),
        ("", "address "),
    ],
)
def test_a_caller_is_known_by_address_and_of_ipv6_by_network(address, expected):
    request = APIRequestFactory().get("/", REMOTE_ADDR=address)
    request.user = AnonymousUser()
    assert identity(request) == expected


def test_a_user_is_known_by_id_wherever_from():
    request = APIRequestFactory().get("/")
    request.user = User(pk=7)
    assert identity(request) == "user 7"
