"""The real server, in processes of its own, on a free port and in a folder of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

PROJECT_DIR = Path(__file__).resolve().parents[2]
_START_TIMEOUT_S = 30


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Any
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)


@dataclass
class Server:
    """`make run` without make: start it, ask it, kill its workers, stop it, start it again."""

    folder: Path
    settings: dict[str, str]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    started_in_s: float = field(default=0, init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def start(self) -> None:
        self.port = self.port or free_port()
        began = time.monotonic()
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pptapi.serve"],
                cwd=PROJECT_DIR,
                env=self.environment(),
                stdout=log,
                stderr=log,
            )
        wait_until(self._answers, _START_TIMEOUT_S)
        self.started_in_s = time.monotonic() - began

    def environment(self) -> dict[str, str]:
        """The tests' own, which hides any `.env`, with a folder, a database and a port."""
        own = {
            "DJANGO_SETTINGS_MODULE": "pptapi.settings",
            "CACHE_DIR": str(self.folder / "cache"),
            "DATABASE_URL": f"sqlite:///{self.folder}/db.sqlite3",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "WORKERS": "2",
            "CACHE_RENEW_AHEAD": "",  # the default, where the tests in one process have it off
        }
        return {**os.environ, **own, **self.settings}

    def stop(self) -> int:
        """The exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(30)

    def workers(self) -> list[psutil.Process]:
        assert self.process is not None
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if _works(child)]

    def request(
        self, method: str, path: str, body: object = None, timeout_s: float = 30, **headers: str
    ) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            self.url + path, data, {"Content-Type": "application/json", **given}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout_s) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, **headers)

    def post(self, path: str, body: object, **headers: str) -> Answer:
        return self.request("POST", path, body, **headers)

    def _answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            pytest.fail(f"The server ended with {self.process.returncode}:\n{self.log}")
        try:
            return self.get("/").status == 200
        except OSError:
            return False


def _works(child: psutil.Process) -> bool:
    try:
        return bool(child.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:  # ended between the two looks
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_true, timeout_s: float) -> None:
    """Another process is waited for: there is no clock to inject."""
    deadline = time.monotonic() + timeout_s
    while not is_true():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


def staff_token(server: Server) -> str:
    """An access token of a staff user, made there."""
    subprocess.run(
        [sys.executable, "manage.py", "createsuperuser", "--noinput"],
        cwd=PROJECT_DIR,
        env={
            **server.environment(),
            "DJANGO_SUPERUSER_USERNAME": "boss",
            "DJANGO_SUPERUSER_EMAIL": "boss@example.org",
            "DJANGO_SUPERUSER_PASSWORD": "long unusual phrase",
        },
        check=True,
        capture_output=True,
    )
    credentials = {"username": "boss", "password": "long unusual phrase"}
    return server.post("/api/auth/login/", credentials).json()["access"]


@contextmanager
def running(folder: Path, settings: dict[str, str]) -> Iterator[Server]:
    server = Server(folder, settings)
    server.start()
    try:
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.stop()


@pytest.fixture
def make_server(tmp_path_factory):
    """Makes servers with settings of their own, and ends them: `make_server(WORKERS="1")`."""
    with ExitStack() as servers:
        yield lambda **settings: servers.enter_context(
            running(tmp_path_factory.mktemp("server"), settings)
        )


@pytest.fixture
def server(make_server) -> Server:
    """A server to do anything to: two workers, and otherwise the defaults."""
    return make_server()


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory) -> Iterator[Server]:
    """One server for all tests of a module that leave it running."""
    with running(tmp_path_factory.mktemp("server"), {}) as server:
        yield server
