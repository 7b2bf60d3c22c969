"""One making per key at a time, over all threads and processes, on one host without a server.

Threads of one process wait for an event. Processes exclude each other by a lock on one byte of a
common file, at an offset made of the key's hash; `kill -9` of the maker frees it. Whoever has that
lock then waits for the turn of its host, where there are several. A maker that hangs does not stop
the others for ever: they wait until their patience ends, then make the value themselves.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, get_ident
from typing import Protocol, TypeVar

from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.keys import digest
from generate_content.performance_cache.range_lock import open_lock_file, try_lock, unlock

_log = logging.getLogger(__name__)

DEFAULT_PATIENCE_S = 90.0
_FIRST_PAUSE_S = 0.0005
_LONGEST_PAUSE_S = 0.02

T = TypeVar("T")


class Hosts(Protocol):
    """Where other hosts may make the same value: `hosts.flights.FlightsOfHosts`."""

    def turn(self, name: str, deadline: float) -> AbstractContextManager[bool]:
        """Entered when no other host is making it, or at the deadline; whether it was held up."""


@dataclass(eq=False)
class _Flight:
    """A making in this process."""

    thread: int = field(default_factory=get_ident)
    done: Event = field(default_factory=Event)
    error: BaseException | None = None


class SingleFlight:
    """Runs one making per key; `path` is the lock file, common to all processes."""

    def __init__(
        self,
        path: Path,
        *,
        patience_s: float = DEFAULT_PATIENCE_S,
        hosts: Hosts | None = None,
        clock: Clock | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """`patience_s` should exceed the longest honest making. Raises: OSError for the file."""
        self._path = path
        self._patience_s = patience_s
        self._hosts = hosts
        self._monotonic = (clock or Clock()).monotonic
        self._pause = pause
        self._lock = Lock()
        self._flights: dict[str, _Flight] = {}
        self._held: set[int] = set()
        os.close(open_lock_file(path))
        renew_after_fork(self)

    def run(
        self,
        name: str,
        *,
        look: Callable[[], T | None],
        make: Callable[[], T],
        shared_errors: tuple[type[BaseException], ...] = (),
        waited: Callable[[float], None] = lambda _: None,
    ) -> T:
        """What `look` finds once nobody else is making it, else what `make` returns.

        When the maker fails with one of `shared_errors`, the threads waiting for it fail with
        the same error; after any other they take over. `waited` is told the seconds of each
        wait for another's making, in this process or another. Raises: RuntimeError when a
        making asks for its own value.
        """
        deadline = self._monotonic() + self._patience_s
        while True:
            flight, leads = self._join(name)
            if leads:
                alone = self._alone_on_host(name, deadline, waited)
                return self._lead(name, flight, alone, look, make)
            started = self._monotonic()
            done = flight.done.wait(deadline - started)
            waited(self._monotonic() - started)
            if not done:
                _log.warning(
                    "Waited %.0f s for another's making; making it here.", self._patience_s
                )
                return make()
            if isinstance(flight.error, shared_errors):
                raise flight.error
            if (found := look()) is not None:
                return found

    def after_fork(self) -> None:
        """A child has no part in its parent's flights, and must not keep their locks alive."""
        for descriptor in self._held:
            os.close(descriptor)
        self._held = set()
        self._flights = {}
        self._lock = Lock()

    def _join(self, name: str) -> tuple[_Flight, bool]:
        with self._lock:
            flight = self._flights.get(name)
            if flight is None:
                flight = self._flights[name] = _Flight()
                return flight, True
        if flight.thread == get_ident():
            raise RuntimeError(f"The making of {name} asks for itself.")
        return flight, False

    def _lead(
        self,
        name: str,
        flight: _Flight,
        alone: AbstractContextManager[None],
        look: Callable[[], T | None],
        make: Callable[[], T],
    ) -> T:
        try:
            with alone:
                found = look()  # another process may have made it while we waited
                return make() if found is None else found
        except BaseException as error:
            flight.error = error
            raise
        finally:
            with self._lock:
                self._flights.pop(name, None)
            flight.done.set()

    @contextmanager
    def _alone_on_host(
        self, name: str, deadline: float, waited: Callable[[float], None]
    ) -> Iterator[None]:
        """Holds the key's lock; or goes on without it when patience or descriptors run out."""
        descriptor = self._open()
        if descriptor is None:
            yield
            return
        offset = int(digest(name)[:15], 16)
        self._held.add(descriptor)
        try:
            started = self._monotonic()
            at_once = try_lock(descriptor, offset)
            alone = at_once or self._wait_for(descriptor, offset, deadline)
            with self._turn(name, deadline, alone=alone) as held_up:
                if held_up or not at_once:
                    waited(self._monotonic() - started)
                yield
        finally:
            self._held.discard(descriptor)
            unlock(descriptor, offset)
            os.close(descriptor)

    def _turn(self, name: str, deadline: float, *, alone: bool) -> AbstractContextManager[bool]:
        """Of this host; only who is alone on it may ask for that."""
        if self._hosts is None or not alone:
            return nullcontext(enter_result=False)
        return self._hosts.turn(name, deadline)

    def _open(self) -> int | None:
        try:
            return open_lock_file(self._path)
        except OSError as error:
            _log.warning("No lock between processes (%s): work may be done twice.", error.strerror)
            return None

    def _wait_for(self, descriptor: int, offset: int, deadline: float) -> bool:
        """Whether the lock was taken in time."""
        pause_s = _FIRST_PAUSE_S
        while not try_lock(descriptor, offset):
            if self._monotonic() >= deadline:
                _log.warning("Waited %.0f s for another process.", self._patience_s)
                return False
            self._pause(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
        return True
