"""Decks made ready before anybody asks for them, several at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from generate_content.content.provider import Admission, admit_all
from generate_content.deck import DeckRequest
from generate_content.errors import NotBegun, PresentationError
from generate_content.services import PresentationService

Errors = tuple[type[Exception], ...]


@dataclass(frozen=True)
class Warmed:
    """What became of one request."""

    index: int
    level: str | None
    """Where its deck was found; "none": made; None: it failed."""
    error: Exception | None = None


class Warming:
    """Warms requests in `jobs` threads; begins none after `limit_s`."""

    def __init__(
        self,
        presentations: PresentationService,
        *,
        jobs: int,
        limit_s: float = float("inf"),
        admit: Admission = admit_all,
        told_errors: Errors = (PresentationError,),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`admit` is asked before a model is called, and may raise one of `told_errors`."""
        self._presentations = presentations
        self._jobs = jobs
        self._ends_at = monotonic() + limit_s
        self._admit = admit
        self._told_errors = told_errors
        self._monotonic = monotonic

    def run(self, requests: Iterable[tuple[int, DeckRequest]]) -> Iterator[Warmed]:
        """Each as soon as it is done; takes no more from `requests` than it can begin soon."""
        pool = ThreadPoolExecutor(self._jobs, thread_name_prefix="warming")
        pending: set[Future[Warmed]] = set()
        try:
            for index, request in requests:
                if len(pending) >= 2 * self._jobs:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
                pending.add(pool.submit(self._warm, index, request))
            while pending:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            pool.shutdown(cancel_futures=True)

    def _warm(self, index: int, request: DeckRequest) -> Warmed:
        try:
            if self._monotonic() >= self._ends_at:
                raise NotBegun("There was no time left to begin this one.")
            return Warmed(index, self._presentations.warm(request, admit=self._admit))
        except self._told_errors as error:
            return Warmed(index, None, error)
