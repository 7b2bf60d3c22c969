"""What every model over a network needs: retries, a breaker, few calls at a time, one deadline."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread

from generate_content.content.breaker import Breaker
from generate_content.content.provider import Deadline, Reply, TextModel
from generate_content.content.slots import Slots
from generate_content.deck import Usage
from generate_content.errors import (
    ContentError,
    ProviderRateLimited,
    ProviderTimeout,
    ProviderUnavailable,
)
from generate_content.slides.fields import Schema

_FIRST_BACKOFF_S = 0.5
_JITTER = 0.25
"""Share by which a wait is lengthened at random, so that many do not come back at once."""


class _NoFreeSlot(ProviderTimeout):
    """Our own calls filled the time budget; the service is not to blame."""


class PatientModel:
    """A `TextModel` that calls another with care.

    `attempts` includes the first. The service's own word on when to come back is respected if it
    leaves time before the deadline, else it is passed on.
    """

    def __init__(
        self,
        *,
        model: TextModel,
        breaker: Breaker,
        max_concurrent: int = 8,
        attempts: int = 3,
        paid: Callable[[Usage], None] = lambda _: None,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """`paid` is told the tokens of every answer, also of one that is late or no good."""
        self._model = model
        self._breaker = breaker
        self._slots = Slots(max_concurrent)
        self._attempts = attempts
        self._paid = paid
        self._sleep = sleep
        self._jitter = jitter
        self.name = model.name
        self.model = model.model

    def check_ready(self) -> None:
        self._model.check_ready()
        self._breaker.check()

    def generate(self, *, system: str, user: str, schema: Schema, deadline: Deadline) -> Reply:
        def attempt() -> Reply:
            reply = self._model.generate(system=system, user=user, schema=schema, deadline=deadline)
            self._paid(reply.usage)
            return reply

        self._breaker.enter()
        try:
            reply = self._repeatedly(attempt, deadline)
            reply.check_whole(self.name)
        except _NoFreeSlot:
            raise
        except ContentError as error:
            self._breaker.failed(error.reason)
            raise
        self._breaker.succeeded()
        return reply

    def _repeatedly(self, attempt: Callable[[], Reply], deadline: Deadline) -> Reply:
        for backoff_s in (_FIRST_BACKOFF_S * 2**n for n in range(self._attempts - 1)):
            try:
                return self._in_time(attempt, deadline)
            except (ProviderUnavailable, ProviderRateLimited) as error:
                wait_s = backoff_s if error.retry_after_s is None else error.retry_after_s
                wait_s *= 1 + _JITTER * self._jitter()
                if wait_s >= deadline.remaining_s():
                    raise
            self._sleep(wait_s)
        return self._in_time(attempt, deadline)

    def _in_time(self, attempt: Callable[[], Reply], deadline: Deadline) -> Reply:
        """The attempt's reply by the deadline, to the millisecond.

        A socket's timeout bounds one read, not a call: an answer that drips can outlive any. So
        the call has a thread of its own, which is left behind when the time is up. It keeps its
        slot until it really ends, so that there are never more threads than slots.
        """
        if not self._slots.acquire(timeout_s=deadline.remaining_s()):
            raise _NoFreeSlot(self.name, f"Too many calls to {self.name} were under way.")
        outcome: Future[Reply] = Future()

        def run() -> None:
            try:
                outcome.set_result(attempt())
            except BaseException as error:  # noqa: BLE001 -- raised in the thread that waits
                outcome.set_exception(error)
            finally:
                self._slots.release()

        try:
            Thread(target=run, name=f"{self.name}-call", daemon=True).start()
        except RuntimeError:  # no more threads on this machine
            self._slots.release()
            raise
        if not wait([outcome], timeout=deadline.remaining_s()).done:
            raise ProviderTimeout(self.name, f"{self.name} did not answer in time.")
        return outcome.result()
