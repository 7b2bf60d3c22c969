"""What the processes of all hosts tell each other, over Redis: who listens, hears of everything.

A thread per process listens. When its connection breaks it goes on knocking, and before it calls
Redis found again, everybody has compared what they know with what is known there: a message that
was lost does no harm. Messages are JSON: `[kind, reply channel, number, body]`.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from threading import Condition, Event, Thread
from typing import Any, NamedTuple, Protocol

from redis import Redis, RedisError
from redis.client import PubSub

from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.hosts.away import RedisAway
from generate_content.performance_cache.hosts.link import RedisLink

_log = logging.getLogger(__name__)

CONFIRM_S = 2.0
"""How long an announcement waits until every process that listens has confirmed it."""
TICK_S = 0.2
_FIRST_CONNECTION_S = 2.0
_SHORTEST_PAUSE_S, _LONGEST_PAUSE_S = 0.05, 1.0
_SILENCE_S = 2.0  # after which the connection is tried


class Member(Protocol):
    """Who takes part."""

    kind: str
    """Of the messages it hears."""

    def rejoin(self, redis: Redis) -> None:
        """After each connection, before Redis counts as found. May raise RedisError."""

    def hear(self, body: Any) -> bool:
        """A message from any process, this one included, or from a stranger: whether it has been
        taken note of, for who waits for that.
        """

    def tick(self, redis: Redis) -> None:
        """Some five times a second while Redis is there. May raise RedisError."""


@dataclass
class _Awaited:
    """Confirmations of one announcement."""

    arrived: Condition = field(default_factory=Condition)
    confirmed: int = 0


class Backplane:
    """Safe for threads. Listens from the first `join` on; a forked child has to join anew."""

    def __init__(
        self, link: RedisLink, *, channel: str, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._link = link
        self._channel = channel
        self._pause = pause
        self._members: dict[str, Member] = {}
        self._thread: Thread | None = None
        self._start()
        renew_after_fork(self)

    def join(self, *members: Member) -> None:
        """Takes the place of who had joined for the same kinds; waits for the first connection,
        within reason.
        """
        self._members = {**self._members, **{member.kind: member for member in members}}
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._keep_listening, name="backplane", daemon=True)
            self._thread.start()
            self._tried.wait(_FIRST_CONNECTION_S)
        else:
            for member in members:
                with suppress(RedisAway):
                    self._link.ask(member.rejoin)

    def announce(self, publish: Callable[[Redis, str, int], int]) -> bool:
        """Whether every process that listens has confirmed; False after some seconds.

        `publish(redis, reply, number)` sends the message and returns how many heard it. Raises:
        RedisAway.
        """
        number = next(self._numbers)
        awaited = self._awaited[number] = _Awaited()
        try:
            listeners = self._link.ask(lambda redis: publish(redis, self._reply, number))
            with awaited.arrived:
                return awaited.arrived.wait_for(lambda: awaited.confirmed >= listeners, CONFIRM_S)
        finally:
            del self._awaited[number]

    def publish(self, redis: Redis, kind: str, body: object) -> None:
        """A message that nobody needs to confirm."""
        redis.publish(self._channel, encode(kind, body))

    @property
    def channel(self) -> str:
        return self._channel

    @property
    def own_channel(self) -> str:
        """This process's; somebody listens there for just as long as the process lives."""
        return self._reply

    def close(self) -> None:
        self._closed.set()
        if self._thread is not None:
            self._thread.join(5)

    def after_fork(self) -> None:
        self._thread = None
        self._start()

    def _start(self) -> None:
        self._closed, self._tried = Event(), Event()
        self._numbers = count(1)
        self._awaited: dict[int, _Awaited] = {}
        self._reply = f"{self._channel}:{secrets.token_hex(8)}"

    def _keep_listening(self) -> None:
        pause_s = _SHORTEST_PAUSE_S
        try:
            while not self._closed.is_set():
                try:
                    with self._subscribed() as messages:
                        pause_s = _SHORTEST_PAUSE_S
                        self._listen(messages)
                except (RedisError, OSError) as error:
                    self._link.lost(error)
                self._tried.set()
                self._pause(pause_s)
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
        finally:  # who does not listen must not trust what Redis has
            self._link.lost(RedisError("Nobody listens."))

    @contextmanager
    def _subscribed(self) -> Iterator[PubSub]:
        """Listening already while the members compare, so that nothing can fall between."""
        with PubSub(self._link.listening) as messages:
            messages.subscribe(self._reply, self._channel)
            for _ in range(2):  # both confirmed: whoever publishes now counts this process
                if messages.get_message(timeout=_SILENCE_S) is None:
                    raise RedisError("Redis does not answer a subscription.")
            for member in self._members.values():
                member.rejoin(self._link.client)
            self._link.found()
            yield messages

    def _listen(self, messages: PubSub) -> None:
        heard_at = asked_at = ticked_at = time.monotonic()
        self._tried.set()
        while self._link.is_there and not self._closed.is_set():
            message = messages.get_message(timeout=0.0 if self._link.pay() else TICK_S)
            now = time.monotonic()
            if message is not None:
                heard_at = now
                self._hear(message)
            elif now - heard_at > 2 * _SILENCE_S:
                raise RedisError("Redis is silent.")
            elif now - max(heard_at, asked_at) > _SILENCE_S:
                messages.ping()
                asked_at = now
            if now - ticked_at >= TICK_S:
                ticked_at = now
                for member in self._members.values():
                    with suppress(RedisAway):  # refused: it tries again next time
                        self._link.ask(member.tick)

    def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] != "message":
            return
        told = _decode(message["data"])
        if told is None:
            _log.warning("A message on %s is not ours.", self._channel)
        elif told.kind == _CONFIRMED:
            self._confirm(told.number)
        elif (member := self._members.get(told.kind)) and member.hear(told.body) and told.reply:
            self._link.client.publish(told.reply, encode(_CONFIRMED, None, number=told.number))

    def _confirm(self, number: int) -> None:
        if awaited := self._awaited.get(number):
            with awaited.arrived:
                awaited.confirmed += 1
                awaited.arrived.notify_all()


_CONFIRMED = "confirmed"


class _Message(NamedTuple):
    kind: str
    reply: str
    number: int
    body: Any


def _decode(data: bytes) -> _Message | None:
    """None for what no process of ours has written."""
    try:
        told = _Message(*json.loads(data))
    except (ValueError, TypeError, RecursionError):
        return None
    well = isinstance(told.kind, str) and isinstance(told.reply, str) and type(told.number) is int
    return told if well else None


def encode(kind: str, body: object, *, reply: str = "", number: int = 0) -> str:
    return json.dumps([kind, reply, number, body])
