"""Granian against Gunicorn on one short view, in one run: requests per second, one worker each.

python benchmarks/server.py        needs wrk; Gunicorn is measured where it is installed
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent.parent
APP = "pptapi.wsgi:application"
ROUNDS = 5
SECONDS = 2
FIRST_PORT = 8391


def granian(port: int) -> list[str]:
    options = "--interface wsgi --http 1 --no-ws --workers 1 --blocking-threads 64"
    quiet = ["--log-level", "error", "--port", str(port)]
    return [sys.executable, "-m", "granian", *options.split(), *quiet, APP]


def gunicorn(port: int) -> list[str]:
    options = "--worker-class gthread --threads 64 --workers 1 --keep-alive 30 --log-level error"
    return [sys.executable, "-m", "gunicorn", *options.split(), "--bind", f"127.0.0.1:{port}", APP]


@contextmanager
def serving(command: list[str], port: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        own = {"CACHE_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        process = subprocess.Popen(command, cwd=PROJECT_DIR, env={**os.environ, **own})
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait()


def wait_for(port: int) -> None:
    for _ in range(500):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    sys.exit(f"Nothing listens on {port}.")


def requests_per_second(url: str) -> float:
    command = ["wrk", "-t1", "-c8", f"-d{SECONDS}", url]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    assert found, output
    return float(found[1])


def main() -> None:
    if shutil.which("wrk") is None:
        print("wrk is not installed: nothing measured.")
        return
    kinds = [granian, *([gunicorn] if importlib.util.find_spec("gunicorn") else [])]
    with ExitStack() as servers:
        urls = {
            kind.__name__: servers.enter_context(serving(kind(port), port))
            for port, kind in enumerate(kinds, start=FIRST_PORT)
        }
        figures: dict[str, list[float]] = {name: [] for name in urls}
        for _ in range(ROUNDS):  # in turns, so that the machine's other work hits all alike
            for name, url in urls.items():
                figures[name].append(requests_per_second(url))
    print(f"GET /, 1 worker, 64 threads, 8 connections, median of {ROUNDS} x {SECONDS} s")
    for name, rates in figures.items():
        spread = f"({min(rates):.0f} to {max(rates):.0f})"
        print(f"  {name:<10} {statistics.median(rates):7.0f} requests/s   {spread}")


if __name__ == "__main__":
    main()
