"""Requests per second over HTTP: cached and cold POSTs beside a bare Django view, in one run.

    python -m benchmarks.over_http [seconds per measurement] [rounds]

The same server, workers and connections for all; they take turns, and the medians are compared.
"""

from __future__ import annotations

import itertools
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.render import contents

PROJECT = Path(__file__).resolve().parent.parent
WORKERS = 2
CONNECTIONS = 8
_SLIDES: list[dict[str, Any]] = [
    {"title_text": "Quarterly review", "subtitle_text": "What we learned"},
    {"heading_text": "Three things moved", "bullet_points": ["Churn fell", "Margins held", "Hire"]},
    {"heading_text": "Two ways on", "left_column": ["Grow", "Hire"], "right_column": ["Hold"]},
    {"main_heading": "What we ask", "sub_heading": "Choose one way by Friday."},
]


@dataclass(frozen=True)
class Load:
    """What one measurement found."""

    per_second: float
    p50_ms: float
    p99_ms: float


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder)) as port:
        kinds: dict[str, Callable[[int], Iterator[bytes]]] = {
            "bare Django view": bare_requests,
            "cached POST": cached_requests,
            "cold POST": cold_requests,
            "cold, ten slides": long_requests,
        }
        for make in kinds.values():
            measure(port, make, 0.5, -1)  # warms up
        found: dict[str, list[Load]] = {name: [] for name in kinds}
        for turn in range(rounds):
            for name, make in kinds.items():
                found[name].append(measure(port, make, seconds, turn))
    report(found, seconds, rounds)


def report(found: dict[str, list[Load]], seconds: float, rounds: int) -> None:
    floor = median(found["bare Django view"])
    print(f"{WORKERS} workers, {CONNECTIONS} connections, median of {rounds} x {seconds:g} s")
    print(f"{'':20}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'of the bare view':>19}")
    for name, loads in found.items():
        load = median(loads)
        share = load.per_second / floor.per_second
        print(f"{name:20}{load.per_second:12.0f}{load.p50_ms:9.2f}{load.p99_ms:9.2f}{share:19.2f}")


def median(loads: list[Load]) -> Load:
    return Load(
        statistics.median(load.per_second for load in loads),
        statistics.median(load.p50_ms for load in loads),
        statistics.median(load.p99_ms for load in loads),
    )


def bare_requests(seed: int) -> Iterator[bytes]:
    del seed
    return itertools.repeat(b"GET /bare/ HTTP/1.1\r\nHost: localhost\r\n\r\n")


def cached_requests(seed: int) -> Iterator[bytes]:
    del seed
    return itertools.repeat(post("Benchmark"))


def cold_requests(seed: int) -> Iterator[bytes]:
    return (post(f"Cold {seed} {number}") for number in itertools.count())


def long_requests(seed: int) -> Iterator[bytes]:
    slides = [content for _, content in contents(10)]
    return (post(f"Long {seed} {number}", slides) for number in itertools.count())


def post(prompt: str, slides: list[dict[str, Any]] = _SLIDES) -> bytes:
    body = json.dumps({"prompt": prompt, "content": slides}).encode()
    return (
        b"POST /api/generate/presentation/ HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    )


def measure(port: int, make: Callable[[int], Iterator[bytes]], seconds: float, turn: int) -> Load:
    """The load that `CONNECTIONS` kept-alive connections, each in a process, get through."""
    seeds = [1000 * turn + number for number in range(CONNECTIONS)]
    with ProcessPoolExecutor(CONNECTIONS) as pool:
        calls = [pool.submit(drive, port, make, seconds, seed) for seed in seeds]
        times_s = sorted(itertools.chain.from_iterable(call.result() for call in calls))
    return Load(
        len(times_s) / seconds,
        times_s[len(times_s) // 2] * 1000,
        times_s[len(times_s) * 99 // 100] * 1000,
    )


def drive(
    port: int, make: Callable[[int], Iterator[bytes]], seconds: float, seed: int
) -> list[float]:
    """Seconds that each request of one connection took."""
    times_s: list[float] = []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        end = time.perf_counter() + seconds
        for request in make(seed):
            started = time.perf_counter()
            if started >= end:
                return times_s
            connection.sendall(request)
            read_answer(connection)
            times_s.append(time.perf_counter() - started)
    return times_s


def read_answer(connection: socket.socket) -> None:
    """Raises: RuntimeError for any status but 200 and 201."""
    data = connection.recv(65536)
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += connection.recv(65536)
    head = data[:end].lower()
    if head[9:12] not in (b"200", b"201"):
        raise RuntimeError(data[:1000].decode())
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    missing = end + 4 + length - len(data)
    while missing > 0:
        missing -= len(connection.recv(65536))


@contextmanager
def running_server(folder: Path) -> Iterator[int]:
    """The port of a server of its own, with the product's own settings for threads."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {
        **os.environ,
        "CACHE_DIR": str(folder / "cache"),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "SECRET_KEY": "a key for one benchmark only",
        "RATE_LIMIT_DECKS": "100000000/min",
        "CONTENT_PROVIDER": "offline",
    }
    command = [sys.executable, "-m", "benchmarks.http_server", str(port), str(WORKERS)]
    server = subprocess.Popen(command, cwd=PROJECT, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/bare/", server)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if server.poll() is not None:
                raise
            time.sleep(0.1)
    raise TimeoutError(url)


if __name__ == "__main__":
    main()
