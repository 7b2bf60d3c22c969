"""An entry as bytes for a medium that others can write to: signed, and read only if it is ours.

    magic and schema version (8) | HMAC-SHA256 (32) | pickle of (key, entry), as plain tuples

The signature covers everything else. Only when it holds is the pickle read, by an unpickler
that builds numbers, strings, bytes and tuples and knows no class or function at all.
"""

from __future__ import annotations

import io
import pickle
from typing import NoReturn

from generate_content.performance_cache.entry import Entry
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.signing import SIGNATURE_BYTES, Signer

MAGIC = b"PPTCACH3"  # the last character is the schema's version: change both together
_PURPOSE = "cache entry"
_HEAD_BYTES = len(MAGIC) + SIGNATURE_BYTES


def seal(key: CacheKey, entry: Entry, signer: Signer) -> bytes:
    body = pickle.dumps((tuple(key), tuple(entry)), protocol=5)
    return b"".join((MAGIC, signer.sign(_PURPOSE, MAGIC, body), body))


def unseal(key: CacheKey, sealed: bytes, signer: Signer) -> Entry | None:
    """The entry, or None if this is not an entry we sealed for exactly this key."""
    if not sealed.startswith(MAGIC):
        return None
    body = memoryview(sealed)[_HEAD_BYTES:]
    if not signer.verify(_PURPOSE, sealed[len(MAGIC) : _HEAD_BYTES], MAGIC, body):
        return None
    try:
        stored_key, fields = _Plain(io.BytesIO(body)).load()
        entry = Entry._make(fields)
    except (pickle.UnpicklingError, TypeError, ValueError):  # ours, but of another schema
        return None
    return entry if stored_key == key else None


class _Plain(pickle.Unpickler):
    """Refuses every name a pickle could ask for, so that none can call anything."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"A cache entry asks for {module}.{name}.")
