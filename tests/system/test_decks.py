"""Decks through the real server: levels, restarts, floods, clearing, killed workers."""

from __future__ import annotations

import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.conftest import FOUR_SLIDES
from tests.system.conftest import PROJECT_DIR, staff_token, wait_until

pytestmark = pytest.mark.system

DECKS = "/api/generate/presentation/"
DECK = {"prompt": "Trees", "content": FOUR_SLIDES}


def level(server, body=DECK):
    answer = server.post(DECKS, body)
    assert answer.status == 201, answer.content
    return answer.json()["metadata"]["cache_level"]


def counts(server):
    namespace = server.get("/api/generate/performance/").json()["namespaces"]["presentations"]
    return namespace["hits"], namespace["misses"]


def test_one_worker_answers_none_memory_and_after_a_restart_file_memory(make_server):
    server = make_server(WORKERS="1")
    first = server.post(DECKS, DECK).json()
    levels = [first["metadata"]["cache_level"], level(server)]
    server.stop()
    server.start()
    again = server.post(DECKS, DECK).json()
    levels += [again["metadata"]["cache_level"], level(server)]
    assert levels == ["none", "memory", "file", "memory"]
    assert again["filename"] == first["filename"]
    assert again["metadata"]["sha256"] == first["metadata"]["sha256"]
    path = f"/api/generate/download/{again['filename']}"
    assert server.get(path).headers["ETag"] == f'"{first["metadata"]["sha256"]}"'


def test_two_workers_make_one_deck_and_soon_both_answer_from_memory(server):
    answers = [server.post(DECKS, DECK).json()["metadata"] for _ in range(40)]
    levels = Counter(answer["cache_level"] for answer in answers)
    assert levels["none"] == 1
    assert levels["file"] <= 1
    assert levels["memory"] == 40 - levels["none"] - levels["file"]
    assert len({answer["sha256"] for answer in answers}) == 1
    assert counts(server) == (39, 1)


def test_twenty_identical_cold_requests_at_once_make_one_deck(server):
    with ThreadPoolExecutor(20) as clients:
        answers = list(clients.map(lambda _: server.post(DECKS, DECK), range(20)))
    assert {answer.status for answer in answers} == {201}
    levels = Counter(answer.json()["metadata"]["cache_level"] for answer in answers)
    assert levels["none"] == 1
    assert counts(server) == (19, 1)
    assert len(list((server.folder / "cache").rglob("*.pptx"))) == 1


def test_counts_add_up_over_workers_one_of_them_killed_in_between(server):
    def ask(number):
        return level(server, {**DECK, "prompt": f"Trees {number % 7}"})

    with ThreadPoolExecutor(8) as clients:
        list(clients.map(ask, range(100)))
    before = {worker.pid for worker in server.workers()}
    server.workers()[0].kill()
    wait_until(lambda: len({w.pid for w in server.workers()} | before) == 3, 20)
    wait_until(lambda: answers(server), 20)
    with ThreadPoolExecutor(8) as clients:
        list(clients.map(ask, range(100)))
    assert counts(server) == (200 - 7, 7)


def answers(server):
    try:
        return all(server.get("/").status == 200 for _ in range(20))
    except OSError:  # the kernel had handed the connection to the dead worker
        return False


def test_the_statistics_begin_anew_with_the_server(make_server):
    server = make_server(WORKERS="1")
    level(server)
    server.stop()
    server.start()
    assert counts(server) == (0, 0)


def test_after_a_clear_no_worker_serves_a_cleared_deck(server):
    token = staff_token(server)
    for turn in range(5):
        first = server.post(DECKS, DECK).json()
        for _ in range(10):
            level(server)
        cleared = server.post(
            "/api/generate/cache/clear/",
            {"namespaces": ["presentations"]},
            Authorization=f"Bearer {token}",
        )
        assert cleared.status == 200, cleared.content
        assert cleared.json()["statistics"]["total_cleared"] >= 3
        gone = [server.get(f"/api/generate/download/{first['filename']}") for _ in range(10)]
        assert {answer.status for answer in gone} == {404}
        levels = [level(server) for _ in range(10)]
        assert levels.count("none") == 1, (turn, levels)
        assert levels[0] == "none"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("cache_hits.sh", "memory"),
        ("concurrent.sh", "20 of 20 answered 201"),
        ("load_test.sh", "50 of 50 different decks"),
        ("dashboard.sh", "overall"),
        ("samples.sh", "night_bus"),
        ("benchmark.sh", "generation_time"),
    ],
)
def test_every_script_runs_to_the_end(shared_server, tmp_path, script, expected):
    environment = {
        **shared_server.environment(),
        "BASE_URL": shared_server.url,
        "ITERATIONS": "1",
        "OUT": str(tmp_path),
    }
    if script == "benchmark.sh":
        environment["TOKEN"] = staff_token(shared_server)
    done = run_script(script, environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert expected in done.stdout


def test_scripts_read_the_times_of_very_fast_answers():
    program = "source scripts/client.sh; milliseconds 8.9e-05; echo; milliseconds 0.25"
    done = subprocess.run(
        ["bash", "-c", program], cwd=PROJECT_DIR, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("0.1\n250.0", "")


def test_a_script_says_when_no_server_answers(tmp_path):
    done = run_script("cache_hits.sh", {"BASE_URL": "http://127.0.0.1:9"})
    assert done.returncode == 1
    assert "no server answers at http://127.0.0.1:9" in done.stderr


def run_script(name, environment):
    import os

    return subprocess.run(
        ["bash", str(PROJECT_DIR / "scripts" / name)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
