"""10,000 requests over 4 workers, one of them killed with -9 and replaced: are the counts exact?

    .venv/bin/python -m benchmarks.counting [requests]

Hits, misses and two kinds of 400 (a wrong body, and a text that fits no slide) in random order.
After the first half nobody asks while a worker is killed and replaced, so that none of its requests
is unanswered: hits + misses must be the valid requests that were answered, exactly. Then as many
again, with a worker killed in the middle of them: what was asked and never answered may or may not
have been counted, so the sum must lie between the two.
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer
from typing import Any

from benchmarks.assembled import conclude, table
from benchmarks.service import DECKS, WORKERS, Service, answers, running, wait_until

REQUESTS, CLIENTS = 10_000, 16
_POPULAR = 50
_TITLE = {"title_text": "Bees"}
_WRONG: tuple[dict[str, object], ...] = (
    {"prompt": "Bees", "layout": ["no such layout"]},
    {
        "prompt": "Bees",
        "content": [{"heading_text": "Bees", "bullet_points": ["words " * 60] * 15}],
    },
)
VALID, REFUSED, UNANSWERED = "valid", "400", "unanswered"


def main() -> None:
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as service:
        told = ask(service, bodies(requests // 2, 1))
        before = counts(service.statistics())
        replace_a_worker(service)
        kept = counts(service.statistics()) == before
        told += ask(service, bodies(requests - requests // 2, 2))
        found = service.statistics()
        under_load = ask_while_one_is_killed(service, bodies(requests // 5, 3))
        last = service.statistics()
    counted = sum(counts(found))
    more = sum(counts(last)) - counted
    most = under_load[VALID] + under_load[UNANSWERED]
    rows = [
        ("requests", sum(told.values())),
        ("  answered 201", told[VALID]),
        ("  answered 400", told[REFUSED]),
        ("  not answered", told[UNANSWERED]),
        ("counted: hits + misses", f"{counts(found)[0]} + {counts(found)[1]} = {counted}"),
        ("kept over the kill of a worker", kept),
        ("hits of all levels = of all namespaces = overall", sums(found)),
        (
            f"one more killed under load, {sum(under_load.values())} requests: answered, counted",
            f"{under_load[VALID]} <= {more} <= {most}",
        ),
    ]
    table(f"{WORKERS} workers, {CLIENTS} clients, one worker killed", ("", ""), rows)
    right = {
        "counted exactly": counted == told[VALID],
        "answered 201 or 400": set(told) == {VALID, REFUSED},
        "kept over the kill": kept,
        "levels add up": sums(found) == sums(last) == "yes",
        "counted under load": under_load[VALID] <= more <= most,
    }
    conclude([name for name, holds in right.items() if not holds])


def bodies(count: int, seed: int) -> Sequence[dict[str, object]]:
    """Seven of ten are popular, two of ten nobody asked for before, one of ten is wrong."""
    dice = random.Random(seed)
    made: list[dict[str, object]] = []
    for number in range(count):
        kind = dice.random()
        if kind < 0.1:
            made.append(_WRONG[number % len(_WRONG)])
        else:
            name = f"New {seed} {number}" if kind < 0.3 else f"Popular {dice.randrange(_POPULAR)}"
            made.append({"prompt": name, "content": [_TITLE]})
    return made


def ask(service: Service, wanted: Sequence[dict[str, object]]) -> Counter[str]:
    """How they were answered, asked by several clients."""

    def ask_some(first: int) -> Counter[str]:
        client, told = service.client(), Counter[str]()
        for body in wanted[first::CLIENTS]:
            try:
                status = client.post(DECKS, body).status
            except (OSError, http.client.HTTPException):
                told[UNANSWERED] += 1
            else:
                told[{201: VALID, 400: REFUSED}.get(status, f"answered {status}")] += 1
        client.close()
        return told

    with ThreadPoolExecutor(CLIENTS) as clients:
        return sum(clients.map(ask_some, range(CLIENTS)), Counter[str]())


def ask_while_one_is_killed(service: Service, wanted: Sequence[dict[str, object]]) -> Counter[str]:
    victim = min(service.workers())
    killer = Timer(0.3, os.kill, (victim, signal.SIGKILL))
    killer.start()
    told = ask(service, wanted)
    killer.join()
    wait_until(lambda: victim not in service.workers() and answers(service), 40)
    return told


def replace_a_worker(service: Service) -> None:
    """Returns when the new one answers too."""
    workers = service.workers()
    os.kill(min(workers), signal.SIGKILL)
    wait_until(lambda: len(service.workers() - workers) == 1 and answers(service), 40)
    wait_until(lambda: len(service.statistics()["workers"]) == WORKERS, 40)


def counts(statistics: dict[str, Any]) -> tuple[int, int]:
    """Hits and misses of requests for decks."""
    decks = statistics["namespaces"]["presentations"]
    return decks["hits"], decks["misses"]


def sums(statistics: dict[str, Any]) -> str:
    of_levels, overall = statistics["cache_statistics"], statistics["cache_statistics"]["overall"]
    levels = sum(of_levels[f"{level}_cache"]["hits"] for level in ("memory", "django", "file"))
    namespaces = statistics["namespaces"].values()
    hits, misses = (sum(one[kind] for one in namespaces) for kind in ("hits", "misses"))
    agree = levels == hits == overall["total_hits"] and misses == overall["total_misses"]
    return "yes" if agree else f"no: {levels}, {hits}, {overall['total_hits']}"


if __name__ == "__main__":
    main()
