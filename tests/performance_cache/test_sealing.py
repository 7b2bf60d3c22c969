from __future__ import annotations

import pickle

import pytest

from generate_content.performance_cache.sealing import MAGIC, seal, unseal
from generate_content.performance_cache.signing import Signer
from tests.performance_cache.assembly import entry, key

SIGNER = Signer("the key")
SEALED = seal(key(), entry(), SIGNER)


class Bomb:
    """Pickled, it raises SystemExit when read by an unpickler that obeys it."""

    def __reduce__(self):
        return (exec, ("raise SystemExit",))


def signed(body: bytes) -> bytes:
    """What a thief of the signing key could write."""
    return MAGIC + SIGNER.sign("cache entry", MAGIC, body) + body


def test_a_sealed_entry_comes_back():
    assert unseal(key(), SEALED, SIGNER) == entry()


def test_every_flipped_byte_makes_it_worthless():
    for place in range(len(SEALED)):
        broken = bytearray(SEALED)
        broken[place] ^= 0x01
        assert unseal(key(), bytes(broken), SIGNER) is None, place


def test_every_truncation_makes_it_worthless():
    for length in range(len(SEALED)):
        assert unseal(key(), SEALED[:length], SIGNER) is None, length


def test_appended_bytes_make_it_worthless():
    assert unseal(key(), SEALED + b"\x00", SIGNER) is None


@pytest.mark.parametrize(
    "other", [key("another"), key(namespace="words"), key(group="frost")], ids=str
)
def test_an_entry_for_another_key_is_none_of_ours(other):
    assert unseal(other, SEALED, SIGNER) is None


def test_another_schema_version_is_none_of_ours():
    assert unseal(key(), MAGIC[:-1] + b"0" + SEALED[len(MAGIC) :], SIGNER) is None


def test_a_forged_pickle_is_never_read():
    assert unseal(key(), pickle.dumps(Bomb()), SIGNER) is None
    assert unseal(key(), MAGIC + bytes(32) + pickle.dumps(Bomb()), SIGNER) is None


def test_even_a_signed_pickle_can_call_nothing():
    assert unseal(key(), signed(pickle.dumps(Bomb())), SIGNER) is None


@pytest.mark.parametrize("fields", [(), (1, 2), ("decks", "default")])
def test_a_signed_pickle_of_another_shape_is_none_of_ours(fields):
    assert unseal(key(), signed(pickle.dumps(fields)), SIGNER) is None
