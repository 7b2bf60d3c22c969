from __future__ import annotations

import hmac

import pytest

from generate_content.performance_cache.signing import Signer


def test_a_signature_holds_for_what_was_signed_only():
    signer = Signer("key")
    signature = signer.sign("purpose", b"one", b"two")
    assert signer.verify("purpose", signature, b"one", b"two")
    assert not signer.verify("purpose", signature, b"one", b"twO")
    assert not signer.verify("purpose", signature[:-1], b"one", b"two")
    assert not signer.verify("purpose", b"", b"one", b"two")


def test_what_one_purpose_signed_does_not_pass_for_another():
    signer = Signer("key")
    assert not signer.verify("other", signer.sign("purpose", b"data"), b"data")


def test_another_key_signs_otherwise():
    assert not Signer("other").verify("purpose", Signer("key").sign("purpose", b"data"), b"data")


def test_a_former_key_still_verifies_and_no_longer_signs():
    old, new = Signer("old"), Signer("new", ["older", "old"])
    assert new.verify("purpose", old.sign("purpose", b"data"), b"data")
    assert not old.verify("purpose", new.sign("purpose", b"data"), b"data")


@pytest.mark.parametrize("key", [b"k", b"k" * 64, b"k" * 65, b"k" * 200])
def test_the_signature_is_the_standard_library_hmac_under_a_derived_key(key):
    derived = hmac.digest(key, b"performance_cache:purpose", "sha256")
    assert Signer(key).sign("purpose", b"da", b"ta") == hmac.digest(derived, b"data", "sha256")


def test_names_depend_on_the_key_and_on_each_part():
    signer = Signer("key")
    name = signer.keyed_name("decks", "ab")
    assert len(bytes.fromhex(name)) == 32
    assert name == Signer(b"key").keyed_name(b"decks", "ab")
    others = [signer.keyed_name("decksa", "b"), Signer("x").keyed_name("decks", "ab")]
    assert name not in others


@pytest.mark.parametrize("keys", [("", []), ("key", [""])])
def test_an_empty_key_is_refused(keys):
    with pytest.raises(ValueError, match="empty"):
        Signer(*keys)
