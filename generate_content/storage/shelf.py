"""Decks where every host finds them, each with its note as one value, believed only if signed."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from generate_content.performance_cache.hosts.away import RedisAway
from generate_content.performance_cache.signing import Signer
from generate_content.storage.notes import Note

_HEAD_BYTES = 3


class Shelf(Protocol):
    """`performance_cache.hosts.shelf`. `get` and `remove` raise RedisAway."""

    def put(self, name: str, data: bytes, *, ends_at: float) -> None: ...
    def get(self, name: str) -> bytes | None: ...
    def remove(self, name: str) -> bool: ...
    def clear(self) -> None: ...


@dataclass(frozen=True)
class ShelvedDeck:
    """A deck as it was put there: its note is ours, and its bytes are those of the note."""

    data: bytes
    note: Note
    sealed: bytes
    """The note as it is written beside the file."""
    written: bool


class DeckShelf:
    """While Redis is away it is empty; what was put there meanwhile is there afterwards."""

    def __init__(self, shelf: Shelf, *, signer: Signer) -> None:
        self._shelf = shelf
        self._signer = signer

    def put(
        self, filename: str, data: bytes, sealed: bytes, *, written: bool, ends_at: float
    ) -> None:
        self._shelf.put(filename, _pack(data, sealed, written=written), ends_at=ends_at)

    def get(self, filename: str) -> ShelvedDeck | None:
        try:
            packed = self._shelf.get(filename)
        except RedisAway:
            return None
        if packed is None:
            return None
        written, sealed, data = _unpack(packed)
        note = Note.unseal(sealed, filename, self._signer)
        if note is None or hashlib.sha256(data).hexdigest() != note.sha256:
            return None
        return ShelvedDeck(data, note, sealed, written)

    def remove(self, filename: str) -> None:
        with suppress(RedisAway):
            self._shelf.remove(filename)

    def clear(self) -> None:
        self._shelf.clear()


def _pack(data: bytes, sealed: bytes, *, written: bool) -> bytes:
    """One byte that tells the folder, the sealed note's length (2), the note, the deck."""
    return b"".join((bytes([written]), len(sealed).to_bytes(2, "little"), sealed, data))


def _unpack(packed: bytes) -> tuple[bool, bytes, bytes]:
    """Of any bytes: the note's signature tells whether they were packed by us."""
    deck_at = _HEAD_BYTES + int.from_bytes(packed[1:_HEAD_BYTES], "little")
    return packed[:1] == b"\1", packed[_HEAD_BYTES:deck_at], packed[deck_at:]
