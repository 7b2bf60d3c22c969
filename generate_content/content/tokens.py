"""How many tokens a call may take, counted without asking the model.

No tokenizer is at hand for every model, so a token is taken to be four bytes of UTF-8: four letters
of English, two of Greek, a little more than one of Chinese or Hindi.
Source: ai.google.dev/gemini-api/docs/tokens, "about 4 characters", carried over to bytes.
"""

from __future__ import annotations

from typing import Any

_BYTES_PER_TOKEN = 4
_UNKNOWN_LENGTH = 120  # of a text or list whose schema names no limit
_UNKNOWN_ITEMS = 10
_NUMBER_LENGTH = 24  # of a float at its longest, "-2.2250738585072014e-308"
_PUNCTUATION = 4  # quotes, colon, comma

# Of languages whose letters are not one byte each.
_BYTES_PER_LETTER = {
    **dict.fromkeys(("ar", "be", "bg", "el", "fa", "he", "mk", "ru", "sr", "uk", "ur"), 2),
    **dict.fromkeys(("bn", "gu", "hi", "ja", "ka", "km", "kn", "ko", "lo", "ml", "mr"), 3),
    **dict.fromkeys(("my", "ne", "pa", "si", "ta", "te", "th", "yue", "zh"), 3),
}


def tokens_in(text: str) -> int:
    return _tokens(len(text.encode()))


def most_answer_tokens(schema: Any, language: str) -> int:
    """Of the longest JSON that the schema's limits allow, in a language given as BCP 47."""
    letter_bytes = _BYTES_PER_LETTER.get(language.split("-", maxsplit=1)[0].lower(), 1)
    return _tokens(_most_bytes(schema, letter_bytes))


def _most_bytes(schema: Any, letter_bytes: int) -> int:
    if "one_of" in schema:
        return max(_most_bytes(one, letter_bytes) for one in schema["one_of"])
    if "properties" in schema:
        return _PUNCTUATION + sum(
            len(name) + _PUNCTUATION + _most_bytes(inner, letter_bytes)
            for name, inner in schema["properties"].items()
        )
    if "items" in schema:
        item_bytes = _most_bytes(schema["items"], letter_bytes)
        return _PUNCTUATION + int(schema.get("max_items", _UNKNOWN_ITEMS)) * item_bytes
    if "enum" in schema:
        return _PUNCTUATION + max(len(str(choice)) for choice in schema["enum"])
    if schema.get("type") != "string":
        return _PUNCTUATION + _NUMBER_LENGTH
    return _PUNCTUATION + int(schema.get("max_length", _UNKNOWN_LENGTH)) * letter_bytes


def _tokens(size_bytes: int) -> int:
    return -(-size_bytes // _BYTES_PER_TOKEN)
