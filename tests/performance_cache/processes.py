"""Worker processes for the tests: real ones, started afresh, that do what a test tells them.

And threads, and which of them list a folder.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.performance_cache.assembly import Assembly, assemble

Task = Callable[..., object]


class Worker:
    """A process with a cache of its own in the common folder."""

    def __init__(self, folder: Path, redis_url: str | None = None) -> None:
        context = multiprocessing.get_context("spawn")
        self._here, there = context.Pipe()
        self.process = context.Process(target=_serve, args=(there, folder, redis_url), daemon=True)
        self.process.start()
        there.close()

    def begin(self, task: Task, *args: object) -> None:
        """`task` is a function at the top of a test module; it gets the worker's Assembly."""
        self._here.send((task, args))

    def end(self, timeout_s: float = 20.0) -> object:
        assert self._here.poll(timeout_s), "The worker does not answer."
        answer = self._here.recv()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def run(self, task: Task, *args: object) -> object:
        self.begin(task, *args)
        return self.end()

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()
        self._here.close()


def _serve(there: Connection, folder: Path, redis_url: str | None) -> None:
    assembly = assemble(folder, redis_url=redis_url)
    while True:
        try:
            task, args = there.recv()
        except EOFError:
            return
        try:
            there.send(task(assembly, *args))
        except Exception as error:  # noqa: BLE001 -- it is the parent's to raise
            there.send(error)


@contextmanager
def workers(folder: Path, count: int, redis_url: str | None = None) -> Iterator[list[Worker]]:
    started = [Worker(folder, redis_url) for _ in range(count)]
    try:
        for worker in started:
            worker.run(ready)
        yield started
    finally:
        for worker in started:
            if worker.process.is_alive():
                worker.kill()


def ready(assembly: Assembly) -> int:
    return os.getpid()


def in_threads(count: int, task: Callable[[int], object]) -> list[object]:
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(task, range(count)))


def watch_listings(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The threads that will have listed a folder."""
    listed_by: set[int] = set()

    def watch(name: str) -> None:
        listing = getattr(os, name)

        def watched(*args: object) -> object:
            listed_by.add(threading.get_ident())
            return listing(*args)

        monkeypatch.setattr(os, name, watched)

    for name in ("scandir", "listdir"):
        watch(name)
    return listed_by
