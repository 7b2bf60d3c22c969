import json

import pytest

from generate_content.content.prompts import compose
from generate_content.content.tokens import most_answer_tokens, tokens_in
from generate_content.slides.registry import SLIDE_TYPES
from tests.content.decks import deck_request, slide


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0), ("word", 1), ("words", 2), ("Ελλάδα", 3), ("中文字", 3)]
)
def test_token_is_four_bytes(text, tokens):
    assert tokens_in(text) == tokens


def longest(schema, letter):
    """The longest value that the schema takes."""
    if "properties" in schema:
        return {name: longest(inner, letter) for name, inner in schema["properties"].items()}
    if "items" in schema:
        return [longest(schema["items"], letter)] * schema["max_items"]
    if "enum" in schema:
        return max(schema["enum"], key=len)
    if schema["type"] == "number":
        return -2.2250738585072014e-308
    return letter * schema["max_length"]


@pytest.mark.parametrize(
    ("language", "letter"), [("en", "x"), ("ru", "д"), ("zh-Hans", "中"), ("hi", "ह")]
)
def test_longest_answer_of_every_slide_type_is_not_underestimated(language, letter):
    request = deck_request(*(slide(kind.name) for kind in SLIDE_TYPES), speaker_notes=True)
    schema = compose(request, request.gaps()).schema

    answer = json.dumps(longest(schema, letter), ensure_ascii=False)

    estimate = most_answer_tokens(schema, language)
    assert tokens_in(answer) <= estimate < 1.2 * tokens_in(answer)


def test_other_kinds_of_values_are_counted_too():
    schema = {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": ["bar", "line"]},
            "values": {"type": "array", "items": {"type": "number"}},
            "free": {"type": "string"},
        },
    }

    assert 40 < most_answer_tokens(schema, "en") < 130
