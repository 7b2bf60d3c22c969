"""What is known of a deck without reading it, signed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Self

from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.signing import SIGNATURE_BYTES, Signer

LARGEST_NOTE_BYTES = 4096

_PURPOSE = "deck-note-2"  # the number is that of the fields


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
