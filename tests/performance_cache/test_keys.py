from __future__ import annotations

import hashlib
import math

import pytest

from generate_content.performance_cache.keys import CacheKey, canonical, digest


def test_parts_are_told_apart_by_their_lengths():
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab") != digest("ab", "")


def test_a_digest_is_64_hexadecimal_digits_and_never_changes():
    # A changed value here would turn every stored entry into a miss.
    assert (
        digest("a", b"\x00") == "a4e3352a8497957b651d5fb8b10613e6f513729d9f2d8558329e1717c4e70c73"
    )
    length = b"\1" + bytes(7)
    assert digest("a", b"\x00") == hashlib.sha256(length + b"a" + length + b"\x00").hexdigest()


def test_text_and_its_utf8_are_the_same_part():
    assert digest("é") == digest("é".encode())


def test_canonical_form_does_not_depend_on_the_order_of_keys():
    assert canonical({"b": [1, 2], "a": "é"}) == canonical({"a": "é", "b": [1, 2]})
    assert canonical({"b": [1, 2], "a": "é"}) == '{"a":"é","b":[1,2]}'.encode()


def test_canonical_form_keeps_what_differs_apart():
    values = [None, False, 0, "0", "", [], {}, [[]], {"": None}]
    assert len({canonical(value) for value in values}) == len(values)


@pytest.mark.parametrize("value", [math.nan, math.inf, "\ud800"])
def test_what_json_cannot_say_has_no_canonical_form(value):
    with pytest.raises(ValueError):
        canonical(value)


def test_a_key_shows_namespace_and_digest():
    assert str(CacheKey("decks", "default", "ab" * 32)) == "decks:" + "ab" * 32
