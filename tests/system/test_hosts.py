"""Two servers with a folder each stand for two hosts; they share Redis and a key."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.conftest import FOUR_SLIDES
from tests.system.conftest import staff_token, wait_until

pytestmark = [pytest.mark.system, pytest.mark.redis]

DECKS = "/api/generate/presentation/"
CLEAR = "/api/generate/cache/clear/"


def deck(name: str = "Trees"):
    return {"prompt": name, "content": FOUR_SLIDES}


@pytest.fixture
def make_host(make_server, redis_server):
    def make(**settings):
        return make_server(
            CACHE_URL=redis_server.url, SECRET_KEY="a key that both hosts have", **settings
        )

    return make


@pytest.fixture
def hosts(make_host):
    return make_host(), make_host()


def post(server, body):
    answer = server.post(DECKS, body)
    assert answer.status == 201, answer.content
    return answer.json()


def is_degraded(server):
    service = server.get("/api/generate/health/").json()["services"]["django_cache"]
    return service["status"] == "degraded"


def staff(server):
    return {"Authorization": f"Bearer {staff_token(server)}"}


def test_what_one_host_made_the_other_answers_and_serves(hosts):
    one, other = hosts
    made, found = post(one, deck()), post(other, deck())
    assert made["metadata"]["cache_level"] == "none"
    assert found["metadata"]["cache_level"] == "django"
    assert found["metadata"]["sha256"] == made["metadata"]["sha256"]
    path = f"/api/generate/download/{made['filename']}"
    assert one.get(path).content == other.get(path).content
    levels = Counter(post(other, deck())["metadata"]["cache_level"] for _ in range(20))
    assert levels["memory"] >= 18  # the other worker's first look finds it in Redis, too
    assert levels["none"] == levels["file"] == 0


def test_the_same_cold_request_at_both_hosts_at_once_makes_one_deck(hosts):
    for number in range(5):
        body = deck(f"Deck {number}")
        with ThreadPoolExecutor(24) as clients:
            answers = list(clients.map(lambda at, body=body: post(hosts[at % 2], body), range(24)))
        levels = Counter(answer["metadata"]["cache_level"] for answer in answers)
        assert levels["none"] == 1
        assert len({answer["metadata"]["sha256"] for answer in answers}) == 1


def test_a_clear_at_one_host_ends_decks_and_links_at_the_other(hosts):
    one, other = hosts
    token = staff(one)
    made = post(one, deck())
    for _ in range(10):
        post(other, deck())
        cleared = one.post(CLEAR, {"namespaces": ["presentations"]}, **token).json()
        assert cleared["warnings"] == []
        assert other.get(f"/api/generate/download/{made['filename']}").status == 404
        levels = [post(other, deck())["metadata"]["cache_level"] for _ in range(4)]
        assert levels.count("none") == 1
        assert levels[0] == "none"


def test_redis_stopped_and_started_under_load_fails_no_request(hosts, redis_server):
    one, other = hosts
    token = staff(one)
    stop = threading.Event()

    def load(number: int) -> Counter[int]:
        found: Counter[int] = Counter()
        turn = 0
        while not stop.is_set():
            body = deck(f"Deck {number} {turn % 7}" if turn % 3 else f"Cold {number} {turn}")
            found[hosts[turn % 2].post(DECKS, body).status] += 1
            turn += 1
        return found

    with ThreadPoolExecutor(6) as clients:
        loads = [clients.submit(load, number) for number in range(6)]
        try:
            for _ in range(2):
                redis_server.stop()
                wait_until(lambda: is_degraded(one) and is_degraded(other), 10)
                cleared = one.post(CLEAR, {"namespaces": ["gemini"]}, **token).json()
                assert [warning["code"] for warning in cleared["warnings"]] == ["clear_unconfirmed"]
                redis_server.start()
                wait_until(lambda: not (is_degraded(one) or is_degraded(other)), 10)
        finally:
            stop.set()
        statuses = sum((load.result() for load in loads), Counter())
    assert set(statuses) == {201}
    assert one.get("/api/generate/health/").status == 200


def test_health_tells_that_redis_refuses_and_that_it_does_no_more(hosts, redis_server):
    one, _ = hosts
    with redis_server.client() as client:
        client.config_set("maxmemory", 1)
        assert is_degraded(one)
        post(one, deck())
        assert is_degraded(one)
        client.config_set("maxmemory", 0)
    assert not is_degraded(one)


def test_limits_hold_over_both_hosts(make_host):
    one, other = (make_host(RATE_LIMIT_DECKS="10/hour") for _ in range(2))
    statuses = Counter(host.post(DECKS, deck()).status for _ in range(8) for host in (one, other))
    assert statuses == {201: 10, 429: 6}


def test_a_start_without_redis_works_and_says_so(make_host, redis_server):
    redis_server.stop()
    server = make_host()
    assert post(server, deck())["metadata"]["cache_level"] == "none"
    health = server.get("/api/generate/health/")
    assert (health.status, health.json()["status"]) == (200, "degraded")
    redis_server.start()
    wait_until(lambda: not is_degraded(server), 10)
