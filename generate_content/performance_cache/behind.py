"""Work that is done behind an answer: in few threads, made when needed, each work once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Lock, Thread
from typing import Generic, NamedTuple, TypeVar

from generate_content.performance_cache.fork import renew_after_fork

_log = logging.getLogger(__name__)

MOST_THREADS = 4

T = TypeVar("T")


class Job(NamedTuple, Generic[T]):
    future: Future[T]
    mine: bool
    """Whether this call began it."""


class Behind(Generic[T]):
    """Threads end with their work, so that a fork finds none waiting; they do not keep a process
    from ending.
    """

    def __init__(self, *, most_threads: int = MOST_THREADS) -> None:
        self._most_threads = most_threads
        self._lock = Lock()
        self._running: dict[str, Future[T]] = {}
        renew_after_fork(self)

    def begin(self, name: str, work: Callable[[], T]) -> Job[T] | None:
        """The work of this name, begun now unless it is under way; None if all threads are busy.

        An error is in the future, and in the log for the case that nobody looks there.
        """
        with self._lock:
            running = self._running.get(name)
            if running is not None:
                return Job(running, mine=False)
            if len(self._running) >= self._most_threads:
                return None
            future: Future[T] = Future()
            self._running[name] = future
        try:
            Thread(target=self._run, args=(name, work, future), daemon=True).start()
        except RuntimeError:  # the system gives no more threads
            self._end(name)
            return None
        return Job(future, mine=True)

    def join(self) -> None:
        """Waits for what is under way."""
        with self._lock:
            running = list(self._running.values())
        wait(running)

    def after_fork(self) -> None:
        self._lock = Lock()
        self._running = {}

    def _run(self, name: str, work: Callable[[], T], future: Future[T]) -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 -- the last frame of its thread: told here
            _log.warning("Work behind an answer failed.", exc_info=error)
            self._end(name)
            future.set_exception(error)
            del future  # it would keep itself alive: by the error, its traceback, and this frame
        else:
            self._end(name)
            future.set_result(result)

    def _end(self, name: str) -> None:
        with self._lock:
            self._running.pop(name, None)
