"""The real server with workers and a folder of its own, and a client that is quick enough."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import psutil

PROJECT_DIR = Path(__file__).resolve().parent.parent
DECKS = "/api/generate/presentation/"
WORKERS = 4
_START_TIMEOUT_S = 40
_REQUESTS_PER_CONNECTION = 25
"""Then a new one, which the kernel may give to another worker."""


class Answer(NamedTuple):
    status: int
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)


class Client:
    """One connection at a time, kept alive for some requests; for one thread."""

    def __init__(self, port: int, headers: Mapping[str, str] | None = None) -> None:
        self._port = port
        self._headers = {"Content-Type": "application/json", **(headers or {})}
        self._connection = self._connect()
        self._requests = 0

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, body: object) -> Answer:
        return self._ask("POST", path, json.dumps(body).encode())

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        """Raises: OSError or HTTPException when the connection breaks; the next one is new."""
        if self._requests == _REQUESTS_PER_CONNECTION:
            self._renew()
        self._requests += 1
        try:
            self._connection.request(method, path, body, self._headers)
            response = self._connection.getresponse()
            return Answer(response.status, response.read())
        except (OSError, http.client.HTTPException):
            self._renew()
            raise

    def _renew(self) -> None:
        self._connection.close()
        self._connection, self._requests = self._connect(), 0

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)


@dataclass(frozen=True)
class Service:
    folder: Path
    port: int
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes]

    @property
    def cache_dir(self) -> Path:
        return Path(self.environment["CACHE_DIR"])

    def client(self, token: str | None = None) -> Client:
        return Client(self.port, {"Authorization": f"Bearer {token}"} if token else None)

    def workers(self) -> set[int]:
        children = psutil.Process(self.process.pid).children()
        return {one.pid for one in children if one.status() != psutil.STATUS_ZOMBIE}

    def staff_token(self) -> str:
        staff = {
            "DJANGO_SUPERUSER_USERNAME": "boss",
            "DJANGO_SUPERUSER_EMAIL": "boss@example.org",
            "DJANGO_SUPERUSER_PASSWORD": "long unusual phrase",
        }
        self.run([sys.executable, "manage.py", "createsuperuser", "--noinput"], staff)
        credentials = {"username": "boss", "password": "long unusual phrase"}
        token: str = self.client().post("/api/auth/login/", credentials).json()["access"]
        return token

    def run(self, command: list[str], more: Mapping[str, str] | None = None) -> None:
        """A command over the same settings."""
        environment = {**self.environment, **(more or {})}
        subprocess.run(command, cwd=PROJECT_DIR, env=environment, check=True, capture_output=True)

    def statistics(self) -> dict[str, Any]:
        """Of `GET performance/`."""
        found: dict[str, Any] = self.client().get("/api/generate/performance/").json()
        return found


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Service]:
    """The server, started as `make run` starts it; `settings` are environment variables."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    (folder / "tmp").mkdir()
    own = {
        "DJANGO_SETTINGS_MODULE": "pptapi.settings",
        "CACHE_DIR": str(folder / "cache"),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "SECRET_KEY": "a key for benchmarks only, long enough for HMAC-SHA256",
        "TMPDIR": str(folder / "tmp"),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WORKERS": str(WORKERS),
        "CONTENT_PROVIDER": "offline",
        "RATE_LIMIT_DECKS": "off",
        "RATE_LIMIT_GENERATED": "off",
        "RATE_LIMIT_LOGIN": "off",
    }
    environment = {**os.environ, **own, **settings}
    command = [sys.executable, "-m", "pptapi.serve"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=PROJECT_DIR, env=environment, stdout=log, stderr=log
        )
    service = Service(folder, port, environment, process)
    try:
        wait_until(lambda: _has_started(service), _START_TIMEOUT_S)
        yield service
    finally:
        process.terminate()
        process.wait(30)


def _has_started(service: Service) -> bool:
    if service.process.poll() is not None:
        raise RuntimeError((service.folder / "log").read_text())
    return len(service.workers()) >= int(service.environment["WORKERS"]) and answers(service)


def answers(service: Service) -> bool:
    """Whether every one of many new connections is answered, so that all workers are there."""
    try:
        return all(service.client().get("/").status == 200 for _ in range(20))
    except (OSError, http.client.HTTPException):  # the kernel had given it to a dead worker
        return False


def wait_until(is_true: Callable[[], bool], timeout_s: float) -> None:
    deadline = time.monotonic() + timeout_s
    while not is_true():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.02)
