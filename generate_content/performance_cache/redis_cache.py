"""Level 2 where several hosts share Redis: the same signed bytes as in the files, no backend's.

Redis is a medium that others can write to, so an entry is believed only with its signature, and
one that is not ours is a miss and is removed. While Redis is away the level is empty, at no cost.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from contextlib import suppress

from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.entry import Entry
from generate_content.performance_cache.hosts.away import RedisAway
from generate_content.performance_cache.hosts.link import RedisLink
from generate_content.performance_cache.hosts.shelf import RedisShelf
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.level import UNRECORDED, Recorder, Volume
from generate_content.performance_cache.sealing import seal, unseal
from generate_content.performance_cache.signing import Signer

_UNTIL_FOUND = 1e9  # on the monotonic clock: some 30 years after the machine's start
LARGEST_VALUE_BYTES = 2**20  # larger ones are read faster from this host's files


class RedisLevel:
    """Entries that all hosts see, each for all of its life; how long Redis keeps them is its own
    business (`maxmemory`), and it does not tell what it drops.
    """

    name = "django"
    shared = True

    def __init__(
        self,
        link: RedisLink,
        *,
        prefix: str,
        namespaces: Sequence[str],
        signer: Signer,
        largest_value_bytes: int = LARGEST_VALUE_BYTES,
        clock: Clock | None = None,
        recorder: Recorder = UNRECORDED,
    ) -> None:
        self._link = link
        self._signer = signer
        self._largest_value_bytes = largest_value_bytes
        self._wall = (clock or Clock()).wall
        self._recorder = recorder
        self._shelves = {
            name: RedisShelf(link, f"{prefix}{name}", wall=self._wall) for name in namespaces
        }
        link.watch(self._note)

    @property
    def degraded(self) -> str | None:
        """Why Redis is left alone, or what it refused last; None when all is well."""
        return self._link.degraded

    def get(self, key: CacheKey, *, stale: bool = False) -> Entry | None:
        try:
            sealed = self._shelves[key.namespace].get(key.digest)
        except RedisAway:
            return None
        if sealed is None:
            return None
        entry = unseal(key, sealed, self._signer)
        now = self._wall()
        if entry is None or entry.ends_at <= now:
            self.delete(key)
            return None
        return entry if stale or now < entry.expires_at else None

    def set(self, key: CacheKey, entry: Entry) -> None:
        sealed = seal(key, entry, self._signer)
        too_large = len(sealed) > self._largest_value_bytes
        if too_large:
            self._recorder.refused(key.namespace)
        if too_large or entry.remaining_s(self._wall()) <= 0:
            self.delete(key)  # what it would have replaced has ended all the same
        else:
            self._shelves[key.namespace].put(key.digest, sealed, ends_at=entry.ends_at)

    def delete(self, key: CacheKey) -> None:
        with suppress(RedisAway):
            self._shelves[key.namespace].remove(key.digest)

    def clear(self, namespace: str) -> None:
        self._shelves[namespace].clear()

    def sweep(self) -> Volume:
        """Redis drops what has ended by itself; only the books are put right."""
        for shelf in self._shelves.values():
            with suppress(RedisAway):
                shelf.sweep()
        return Volume()

    def usage(self) -> Mapping[str, Volume]:
        """Entry counts; the bytes are unknown, 0. All 0 while Redis is away."""
        counts = {}
        for name, shelf in self._shelves.items():
            try:
                counts[name] = Volume(shelf.count(), 0)
            except RedisAway:
                counts[name] = Volume()
        return counts

    def _note(self, is_there: bool) -> None:  # noqa: FBT001 - a callback's only word
        """Left alone for as long as it takes: told like a breaker that is open."""
        if is_there:
            self._recorder.works()
        else:
            since = self._wall()
            self._recorder.failing(errno.ENOTCONN, since=since, rests_until=_UNTIL_FOUND)
