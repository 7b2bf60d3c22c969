"""Keyed hashes: proof that what is read back is what this installation wrote."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from functools import lru_cache

SIGNATURE_BYTES = 32
_BLOCK_BYTES = 64


class Signer:
    """HMAC-SHA256 under a key of its own for each purpose, derived from the installation's key.

    What one purpose signed never passes for another. `fallbacks` are former keys, whose
    signatures still hold.
    """

    def __init__(self, key: str | bytes, fallbacks: Sequence[str | bytes] = ()) -> None:
        """Raises: ValueError for an empty key, with which anybody could sign."""
        self._keys = [k.encode() if isinstance(k, str) else k for k in (key, *fallbacks)]
        if not all(self._keys):
            raise ValueError("A signing key must not be empty.")

    def sign(self, purpose: str, *parts: bytes | memoryview) -> bytes:
        """The signature (32 bytes) of the parts, whose lengths the caller must fix or tell."""
        return _Hmac.derived(self._keys[0], purpose).digest(*parts)

    def verify(self, purpose: str, signature: bytes, *parts: bytes | memoryview) -> bool:
        """Whether the current key or a former one signed this for this purpose."""
        return any(
            hmac.compare_digest(_Hmac.derived(key, purpose).digest(*parts), signature)
            for key in self._keys
        )

    def keyed_name(self, *parts: str | bytes) -> str:
        """64 hexadecimal digits: the same for the same parts, unknown to who lacks the key."""
        mac = _Hmac.derived(self._keys[0], "name")
        encoded = [part.encode() if isinstance(part, str) else part for part in parts]
        return mac.digest(*(len(part).to_bytes(8, "little") + part for part in encoded)).hex()


class _Hmac:
    """HMAC-SHA256 (RFC 2104) with both key blocks hashed in advance: a third off a file hit."""

    def __init__(self, key: bytes) -> None:
        block = (hashlib.sha256(key).digest() if len(key) > _BLOCK_BYTES else key).ljust(
            _BLOCK_BYTES, b"\0"
        )
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def digest(self, *parts: bytes | memoryview) -> bytes:
        inner = self._inner.copy()
        for part in parts:
            inner.update(part)
        outer = self._outer.copy()
        outer.update(inner.digest())
        return outer.digest()

    @staticmethod
    @lru_cache(maxsize=64)
    def derived(key: bytes, purpose: str) -> _Hmac:
        return _Hmac(hmac.digest(key, b"performance_cache:" + purpose.encode(), "sha256"))
