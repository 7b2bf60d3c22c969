"""The bodies of popular requests, kept in one signed file so that their decks can be made again.

Which requests are popular is told from outside; of all others nothing is kept. A request is kept
with the generation of its deck: what ends the deck (a clear, of whatever size) ends it too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from generate_content.performance_cache.descriptor import Descriptor
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.range_lock import open_lock_file, try_lock
from generate_content.performance_cache.signing import SIGNATURE_BYTES, Signer
from generate_content.storage.files import read_regular

MOST_BYTES = 4 * 2**20
"""Of all kept requests together, and of those a process has in hand to be kept."""
MOST_BODY_BYTES = 256 * 2**10
"""A longer body, one with pictures, is not kept."""

_PURPOSE = "kept-requests-1"  # the number is that of the fields
_LARGEST_FILE_BYTES = 3 * MOST_BYTES  # each quotation mark takes two bytes there
_Identity = tuple[int, int, int]


class Generations(Protocol):
    """What is current: `performance_cache.generations`."""

    def current(self, key: CacheKey) -> tuple[int, ...]: ...


@dataclass(frozen=True)
class KeptRequest:
    """A request that was answered, and the key of its deck."""

    key: CacheKey
    generation: tuple[int, ...]
    body: str = field(repr=False)
    """JSON, as it was sent."""

    @property
    def size_bytes(self) -> int:
        return len(self.body.encode())


class KeptRequests:
    """What all workers keep together, in `path`.

    The file is mode 0600, replaced as a whole, and ignored and removed when it is not ours or
    damaged. Nothing of it is logged.
    """

    def __init__(self, path: Path, *, signer: Signer, generations: Generations) -> None:
        self._path = path
        self._signer = signer
        self._generations = generations
        self._wanted: frozenset[str] = frozenset()
        self._lock = Lock()
        self._offered: dict[str, KeptRequest] = {}
        self._offered_bytes = 0
        self._seen: tuple[_Identity | None, dict[str, KeptRequest]] = (None, {})

    def offer(self, key: CacheKey, body: bytes) -> None:
        """Takes the body of a request that was just answered, if it is one that is wanted."""
        if key.digest not in self._wanted or len(body) > MOST_BODY_BYTES:
            return
        with self._lock, suppress(UnicodeDecodeError):
            if key.digest not in self._offered and self._offered_bytes + len(body) <= MOST_BYTES:
                kept = KeptRequest(key, self._generations.current(key), body.decode("utf-8-sig"))
                self._offered[key.digest] = kept
                self._offered_bytes += len(body)

    def settle(self, popular: Sequence[str]) -> Mapping[str, KeptRequest]:
        """What is kept of these keys' requests (digests, the most popular first).

        Keeps what was offered of them, drops the others, and takes offers of those it lacks. While
        another process is doing so, what is on disk stays. Raises: OSError when it cannot be kept.
        """
        kept = self._current()
        lock = Descriptor(open_lock_file(self._path.with_name(f"{self._path.name}.lock")))
        try:
            if try_lock(lock.fileno(), 0):
                kept = self._renewed(popular)
        finally:
            lock.close()
        self._wanted = frozenset(popular) - kept.keys()
        return kept

    def is_current(self, one: KeptRequest) -> bool:
        """Whether nothing has ended its deck."""
        return self._generations.current(one.key) == one.generation

    def _renewed(self, popular: Sequence[str]) -> dict[str, KeptRequest]:
        """What is kept from now on, on disk too."""
        current, on_disk = self._current(), self._seen[1].keys()
        with self._lock:
            offered, self._offered, self._offered_bytes = self._offered, {}, 0
        found = {**current, **{name: one for name, one in offered.items() if self.is_current(one)}}
        after: dict[str, KeptRequest] = {}
        room = MOST_BYTES
        for name in popular:
            one = found.get(name)
            if one is not None and (room := room - one.size_bytes) >= 0:
                after[name] = one
        if after.keys() != on_disk or offered.keys() & after.keys():
            self._write(after)
        return after

    def _current(self) -> dict[str, KeptRequest]:
        """What the file holds, but for what was cleared since; read again when it has changed."""
        try:
            status = self._path.stat()
            identity = (status.st_ino, status.st_mtime_ns, status.st_size)
            if self._seen[0] != identity:
                self._seen = (identity, self._read())
        except OSError:
            self._seen = (None, {})
        return {name: one for name, one in self._seen[1].items() if self.is_current(one)}

    def _read(self) -> dict[str, KeptRequest]:
        """Raises: OSError, also for a link or a pipe in the file's place."""
        raw = read_regular(self._path, most_bytes=_LARGEST_FILE_BYTES)
        signature, told = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
        if not self._signer.verify(_PURPOSE, signature, told):
            self._path.unlink(missing_ok=True)
            return {}
        return {one.key.digest: one for one in map(_decode, json.loads(told))}

    def _write(self, kept: Mapping[str, KeptRequest]) -> None:
        """In one step, under the lock: so the name beside the file is nobody else's."""
        told = json.dumps(
            [(one.key, one.generation, one.body) for one in kept.values()], ensure_ascii=False
        ).encode()
        fresh = self._path.with_name(f".{self._path.name}.new")
        fresh.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
                file.write(self._signer.sign(_PURPOSE, told) + told)
            fresh.replace(self._path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise


def _decode(told: Sequence[Any]) -> KeptRequest:
    key, generation, body = told
    return KeptRequest(CacheKey(*key), tuple(generation), body)
