"""What an entry is found by."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple


class CacheKey(NamedTuple):
    """Namespace, group and content of an entry, from the general to the particular.

    A tuple, since its hash and comparison are then the interpreter's own: they are most of what
    a look into memory costs.
    """

    namespace: str
    group: str
    """What can be dropped together inside a namespace: a template's id."""
    digest: str
    """64 hexadecimal digits, from `digest()`."""

    def __str__(self) -> str:
        return f"{self.namespace}:{self.digest}"


def digest(*parts: bytes | str) -> str:
    """SHA-256 over the parts, each after its length, so that ("ab", "c") is not ("a", "bc")."""
    state = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "little"))
        state.update(data)
    return state.hexdigest()


def canonical(value: object) -> bytes:
    """The one JSON form of `value`: sorted keys, no spaces, UTF-8.

    Raises: ValueError for what has none (NaN, infinities, lone surrogates).
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()
