"""What is known of a deck without reading it, signed; and both as one, for where a deck travels."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Self

from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.signing import SIGNATURE_BYTES, Signer

LARGEST_NOTE_BYTES = 4096

_PURPOSE = "deck-note-2"  # the number is that of the fields
_HEAD_BYTES = 3


@dataclass(frozen=True)
class Note:
    sha256: str
    """Of the deck."""
    size_bytes: int
    expires_at: float
    key: CacheKey
    """What the deck is cached under: what ends the one ends the other."""
    generation: tuple[int, ...]

    def seal(self, filename: str, signer: Signer) -> bytes:
        body = json.dumps(asdict(self)).encode()
        return signer.sign(_PURPOSE, filename.encode(), b"\0", body) + body

    @classmethod
    def unseal(cls, sealed: bytes, filename: str, signer: Signer) -> Self | None:
        """None if we have not sealed it for this file."""
        signature, body = sealed[:SIGNATURE_BYTES], sealed[SIGNATURE_BYTES:]
        if not signer.verify(_PURPOSE, signature, filename.encode(), b"\0", body):
            return None
        fields = json.loads(body)
        key, generation = CacheKey(*fields.pop("key")), tuple(fields.pop("generation"))
        return cls(**fields, key=key, generation=generation)


def pack(data: bytes, sealed: bytes, *, written: bool) -> bytes:
    """One byte that tells the folder, the sealed note's length (2), the note, the deck."""
    return b"".join((bytes([written]), len(sealed).to_bytes(2, "little"), sealed, data))


def unpack(packed: bytes) -> tuple[bool, bytes, bytes]:
    """(whether written, sealed note, deck) of any bytes: the signature tells whether it is one."""
    deck_at = _HEAD_BYTES + int.from_bytes(packed[1:_HEAD_BYTES], "little")
    return packed[:1] == b"\1", packed[_HEAD_BYTES:deck_at], packed[deck_at:]
