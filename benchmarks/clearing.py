"""4 workers under load while the cache is cleared 100 times over HTTP: what is served afterwards.

    .venv/bin/python -m benchmarks.clearing [clears] [entries ...]

The words of every deck come from a stand-in of the model that writes how many clears had *begun*
when it was asked. A request sent after N clears were answered must therefore be answered with N or
more, from whatever level: anything less was made before the Nth clear began. Then, without load:
after each of some clears, of many identical requests at once exactly one reports `none`. Last, the
time of one clear with few and with many entries.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.assembled import conclude, table
from benchmarks.service import DECKS, WORKERS, Service, running
from tests.standins.gemini import GeminiStandIn, reply

CLEARS, ENTRIES = 100, (100, 20_000)
CLIENTS, BODIES = 12, 6
_CLEAR = "/api/generate/cache/clear/"
_SCOPES = (
    {"namespaces": ["presentations", "gemini"]},
    {"namespaces": ["gemini", "presentations"]},
    {"clear_all": True},
)
_PAUSE_S = 0.08


@dataclass
class Tally:
    """What has happened so far. `begun`, `answered`: clears."""

    begun: int = 0
    answered: int = 0
    served: Counter[str] = field(default_factory=Counter)
    """Answers by cache level."""
    cleared: list[str] = field(default_factory=list)
    """Those that should not have been."""
    clear_s: list[float] = field(default_factory=list)


def main() -> None:
    clears, *entries = [int(given) for given in sys.argv[1:]] or [CLEARS, *ENTRIES]
    with GeminiStandIn() as model, tempfile.TemporaryDirectory() as folder:
        settings = {"CONTENT_PROVIDER": "gemini", "GEMINI_API_KEY": "key"}
        endpoint = {"GEMINI_API_ENDPOINT": model.url}
        with running(Path(folder), **settings, **endpoint) as service:
            token = service.staff_token()
            tally = under_load(service, token, model, clears)
            twice = [exactly_one(service, token, turn) for turn in range(max(2, clears // 10))]
            times_s = {count: with_entries(service, token, count) for count in entries}
    levels = ", ".join(f"{level} {count}" for level, count in sorted(tally.served.items()))
    rows: list[tuple[str, object]] = [
        ("clears", tally.answered),
        ("requests answered meanwhile", sum(tally.served.values())),
        ("  from", levels),
        ("cleared entries served after an answer", len(tally.cleared)),
        ("a clear under load, median ms", statistics.median(tally.clear_s) * 1000),
        ("a clear under load, worst ms", max(tally.clear_s) * 1000),
        ("clears without load after which not exactly one was `none`", sum(twice)),
        *((f"a clear with {count} entries, ms", took * 1000) for count, took in times_s.items()),
    ]
    table(f"{WORKERS} workers, {CLIENTS} clients, {BODIES} different requests", ("", ""), rows)
    few = not all(tally.served[level] > clears for level in ("none", "memory"))
    conclude([*tally.cleared[:5], *["none twice"] * sum(twice), *["too little load"] * few])


def under_load(service: Service, token: str, model: Any, clears: int) -> Tally:
    tally, stop = Tally(), threading.Event()
    model.always(reply(lambda value: _told(value, f"Written after {tally.begun} clears")))
    with ThreadPoolExecutor(CLIENTS) as clients:
        # Every worker imports the model's package at its first call, for seconds.
        warm = range(BODIES, BODIES + 4 * CLIENTS)
        list(clients.map(lambda number: service.client().post(DECKS, body(number)), warm))
        load = [clients.submit(hammer, service, tally, stop, seed) for seed in range(CLIENTS)]
        staff = service.client(token)
        for number in range(clears):
            time.sleep(_PAUSE_S)
            tally.begun += 1
            tally.clear_s.append(clear(staff, number))
            tally.answered += 1
        time.sleep(_PAUSE_S)
        stop.set()
        for served in (one.result() for one in load):
            tally.served += served
    return tally


def hammer(service: Service, tally: Tally, stop: threading.Event, seed: int) -> Counter[str]:
    """Answers by level. Raises: RuntimeError for one that failed."""
    client, dice, served = service.client(), random.Random(seed), Counter[str]()
    while not stop.is_set():
        answered = tally.answered
        answer = client.post(DECKS, body(dice.randrange(BODIES)))
        if answer.status != 201:
            raise RuntimeError(answer.content.decode())
        found = answer.json()
        level = found["metadata"]["cache_level"]
        served[level] += 1
        made_after = int(str(found["slides"][0]["content"]["heading_text"]).split()[2])
        if made_after < answered:
            tally.cleared.append(f"{level}: made after {made_after}, asked after {answered}")
    return served


def exactly_one(service: Service, token: str, turn: int) -> bool:
    """Whether that was broken."""
    clear(service.client(token), turn)
    with ThreadPoolExecutor(CLIENTS) as clients:
        asked = clients.map(
            lambda _: service.client().post(DECKS, body(turn % BODIES)).json(), range(4 * CLIENTS)
        )
        levels = [answer["metadata"]["cache_level"] for answer in asked]
    return levels.count("none") != 1


def with_entries(service: Service, token: str, count: int) -> float:
    """Seconds that a clear of so many entries takes."""
    clear(service.client(token), 0)
    service.run([sys.executable, "-m", "benchmarks.clearing_fill", str(count)])
    there = service.statistics()["namespaces"]["presentations"]["entries"]
    if there < count:  # one more was seen after load: no sweep was since
        raise RuntimeError(f"{there} entries instead of {count}")
    return clear(service.client(token), 0)


def clear(staff: Any, number: int) -> float:
    began = time.monotonic()
    answer = staff.post(_CLEAR, _SCOPES[number % len(_SCOPES)])
    if answer.status != 200:
        raise RuntimeError(answer.content.decode())
    return time.monotonic() - began


def body(number: int) -> dict[str, object]:
    return {"prompt": f"Bees {number}", "layout": ["bullet"], "content": [{}]}


def _told(value: Any, text: str) -> Any:
    """The same structure with this text everywhere."""
    if isinstance(value, dict):
        return {name: _told(inner, text) for name, inner in value.items()}
    return [text] if isinstance(value, list) else text


if __name__ == "__main__":
    main()
