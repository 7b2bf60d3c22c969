"""Popular decks, made again before they expire and made ready before the hour that asks for them.

A thread of each worker looks twice a minute: it adds what its worker has counted and has popular
requests kept. In one worker at a time, the one that holds the host's lock, it also makes decks.
"""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TypeAlias

from generate_content.deck import DeckRequest
from generate_content.errors import NotBegun, PresentationError
from generate_content.kept_requests import KeptRequest, KeptRequests
from generate_content.ledger import AheadFigures, Ledger
from generate_content.performance_cache.descriptor import Descriptor
from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.popular import Popular, PopularKeys
from generate_content.performance_cache.range_lock import open_lock_file, try_lock
from generate_content.services import PresentationService

_log = logging.getLogger(__name__)

LOOK_INTERVAL_S = 30.0
MOST_POPULAR = 256
MOST_OF_AN_HOUR = 32
POPULAR_FROM = 3.0
"""Requests, of which each day leaves half: what was asked for less is not renewed."""

_OF_AN_HOUR_FROM = 0.5  # once in this hour of yesterday, or twice of the day before
_LAST_SHARE = 0.1  # of a deck's life, in which it is made again
_LEAD_S = 300.0  # before an hour begins
_MOST_MADE_A_LOOK = 32
_HOUR_S = 3600

Read: TypeAlias = Callable[[str], DeckRequest | None]
"""A body of `POST presentation/` as the request it stands for; None if it is valid no more."""


class Ahead:
    """One worker's part; `lock_path`: the host's lock, which ends with the worker that holds it."""

    def __init__(
        self,
        *,
        presentations: PresentationService,
        popular: PopularKeys,
        kept: KeptRequests,
        ledger: Ledger,
        lock_path: Path,
        with_models: bool,
        clock: Callable[[], float],
    ) -> None:
        self._presentations = presentations
        self._popular = popular
        self._kept = kept
        self._ledger = ledger
        self._lock_path = lock_path
        self._with_models = with_models
        self._clock = clock
        self._prepared_hour: int | None = None
        self._ended = Event()
        weakref.finalize(self, self._ended.set)
        self.begin_anew()
        renew_after_fork(self)

    def asked(self, key: CacheKey, body: bytes | None, read: Read) -> None:
        """A request was answered; from the first on this worker looks ahead."""
        self._popular.record(key.digest)
        if body is not None:
            self._kept.offer(key, body)
        if self._thread is None:
            self._begin(read)

    def look(self, read: Read) -> None:
        """What the thread does each time."""
        try:
            self._popular.flush()
            kept = self._kept.settle([one.digest for one in self._worth_keeping()])
            leads = self._leads()
            if leads:
                self._renew(kept, read)
            self._prepare(kept, read, leads=leads)
        except OSError as error:
            _log.warning("Popular presentations are not looked after: %s.", error.strerror)

    def figures(self) -> AheadFigures:
        return self._ledger.figures(self._popular.tracked())

    def after_fork(self) -> None:
        """A child has neither its parent's thread nor its lock."""
        self.begin_anew()

    def begin_anew(self) -> None:
        """Frees the host's lock, and has the next request start another thread."""
        self._starting = Lock()
        self._thread: Thread | None = None
        self._host_lock: Descriptor | None = None

    def _begin(self, read: Read) -> None:
        with self._starting:
            if self._thread is None:
                arguments = (weakref.ref(self), self._ended, read)
                self._thread = Thread(target=_look_on, args=arguments, name="ahead", daemon=True)
                try:
                    self._thread.start()
                except RuntimeError:  # the system gives no more threads: the next request tries
                    self._thread = None

    def _worth_keeping(self) -> Iterable[Popular]:
        hours = (self._popular.of_hour(hour, MOST_OF_AN_HOUR) for hour in range(24))
        every = chain(_at_least(POPULAR_FROM, self._popular.top(MOST_POPULAR)), *hours)
        return {one.digest: one for one in every}.values()

    def _leads(self) -> bool:
        """Whether this worker is the one that makes decks. Raises: OSError."""
        if self._host_lock is None:
            self._host_lock = Descriptor(open_lock_file(self._lock_path))
        return try_lock(self._host_lock.fileno(), 0)

    def _renew(self, kept: Mapping[str, KeptRequest], read: Read) -> None:
        """Makes popular decks again that are in the last part of their life, the oldest first."""
        now, due = self._clock(), []
        for one in _at_least(POPULAR_FROM, self._popular.top(MOST_POPULAR)):
            request = kept.get(one.digest)
            found = self._presentations.find(request.key) if request else None
            if request and found:
                last_s = _LAST_SHARE * (found.expires_at - found.created_at)
                if found.expires_at - now < max(last_s, 2 * LOOK_INTERVAL_S):
                    due.append((found.expires_at, found.created_at, request))
        due.sort(key=lambda one: one[0])
        made = 0
        for _, created_at, request in due:
            if made < _MOST_MADE_A_LOOK and self._make(request, read, newer_than=created_at):
                made += 1
                self._ledger.renewed()

    def _prepare(self, kept: Mapping[str, KeptRequest], read: Read, *, leads: bool) -> None:
        """Has ready what the coming hour asked for on other days, at a start also what is popular.

        Every worker carries up into its memory what is there; the one that leads makes the rest.
        """
        coming = int((self._clock() + _LEAD_S) // _HOUR_S)
        if coming == self._prepared_hour:
            return
        expected = _at_least(_OF_AN_HOUR_FROM, self._popular.of_hour(coming % 24, MOST_OF_AN_HOUR))
        if self._prepared_hour is None:
            expected = chain(expected, _at_least(POPULAR_FROM, self._popular.top(MOST_OF_AN_HOUR)))
        self._prepared_hour = coming
        for one in expected:
            request = kept.get(one.digest)
            missing = request and self._presentations.find(request.key) is None
            if request and missing and leads and self._make(request, read):
                self._ledger.predicted()

    def _make(self, kept: KeptRequest, read: Read, *, newer_than: float = 0.0) -> bool:
        """Whether the deck was made, in the same flight as all others."""
        if not self._kept.is_current(kept):  # cleared since this look began
            return False
        request = read(kept.body)
        # Another release, template or model: its deck is another one now.
        if request is None or self._presentations.key(request) != kept.key:
            return False
        if self._presentations.calls_a_model(request) and not self._may_call_a_model():
            return False
        try:
            level = self._presentations.warm(
                request, admit=self._ledger.take_model_call, newer_than=newer_than
            )
        except NotBegun:
            return False
        except PresentationError as error:
            self._ledger.failed()
            _log.warning("A popular presentation was not made ahead: %s.", type(error).__name__)
            return False
        return level == "none"

    def _may_call_a_model(self) -> bool:
        return self._with_models and self._ledger.has_model_calls()


def _look_on(ahead: weakref.ref[Ahead], ended: Event, read: Read) -> None:
    """Keeps nothing alive between two looks, and ends with what it looks after."""
    while not ended.wait(LOOK_INTERVAL_S):
        if (living := ahead()) is None:
            return
        try:
            living.look(read)
        except BaseException:
            living.begin_anew()
            raise
        del living


def _at_least(requests: float, found: Iterable[Popular]) -> Iterable[Popular]:
    """Those that were certainly asked for so often."""
    return (one for one in found if one.count - one.error >= requests)
