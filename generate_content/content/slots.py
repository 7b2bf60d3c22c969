"""A few places for calls; who waits for one gets it in the order of coming."""

from __future__ import annotations

from collections import deque
from threading import Event, Lock


class Slots:
    """As a semaphore, but a newcomer never takes a place before those who wait."""

    def __init__(self, count: int) -> None:
        self._lock = Lock()
        self._free = count
        self._waiting: deque[Event] = deque()

    def acquire(self, *, timeout_s: float) -> bool:
        """Whether there was a place in time."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            turn = Event()
            self._waiting.append(turn)
        if turn.wait(timeout_s):
            return True
        with self._lock:
            if turn.is_set():  # handed over just now
                return True
            self._waiting.remove(turn)
            return False

    def release(self) -> None:
        """Hands the place to whoever has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1
