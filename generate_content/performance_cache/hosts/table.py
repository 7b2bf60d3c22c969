"""Rows of whole numbers under string names that all hosts see: `SharedTable`, but in Redis."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Protocol

from redis import Redis

from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.hosts.away import RedisAway
from generate_content.performance_cache.hosts.link import RedisLink

_MOST_TRIES = 100  # each is lost only to another process that changed the row at that moment

_REPLACE = """
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
"""

Row = tuple[int, ...]


class Table(Protocol):
    """`shared_memory.SharedTable`."""

    def read(self, name: str) -> Row: ...
    def update(self, name: str, change: Callable[[Row], Sequence[int]]) -> Row: ...


class RedisTable:
    """Rows are forgotten `ttl_s` after their last change.

    While Redis is away each host counts for itself, in `stand_in`; health tells that it is away.
    """

    def __init__(
        self, link: RedisLink, *, prefix: str, columns: int, ttl_s: int, stand_in: Table
    ) -> None:
        self._link = link
        self._prefix = prefix
        self._columns = columns
        self._ttl_s = ttl_s
        self._stand_in = stand_in
        self._lock = Lock()  # so that a row is contended by processes, not by threads
        renew_after_fork(self)

    def read(self, name: str) -> Row:
        """All 0 if the name was never written, or was forgotten."""
        try:
            return self._row(self._link.ask(lambda redis: redis.get(self._prefix + name)))
        except RedisAway:
            return self._stand_in.read(name)

    def update(self, name: str, change: Callable[[Row], Sequence[int]]) -> Row:
        """Replaces the row by `change(row)`, as one step for all; it may be called again."""
        try:
            with self._lock:
                return self._link.ask(lambda redis: self._update(redis, name, change))
        except RedisAway:
            return self._stand_in.update(name, change)

    def after_fork(self) -> None:
        self._lock = Lock()

    def _update(self, redis: Redis, name: str, change: Callable[[Row], Sequence[int]]) -> Row:
        replace = redis.register_script(_REPLACE)
        for _ in range(_MOST_TRIES):
            before = redis.get(self._prefix + name) or b""
            after = tuple(change(self._row(before)))
            packed = struct.pack(f"<{self._columns}Q", *after)
            if replace(keys=[self._prefix + name], args=[before, packed, self._ttl_s]):
                return after
        raise RedisAway(f"The row {name} changes all the time.")

    def _row(self, packed: bytes | str | None) -> Row:
        if not isinstance(packed, bytes) or len(packed) != 8 * self._columns:
            return (0,) * self._columns
        return struct.unpack(f"<{self._columns}Q", packed)
