from __future__ import annotations

import json

import pytest

from generate_content.performance_cache.keys import canonical
from generate_content.slides import registry
from generate_content.slides.base import DraftWords, Topic
from generate_content.slides.fields import InvalidField
from tests.samples import written

WORDS = DraftWords(
    label="Draft.",
    column="Column {number}",
    category="Category {number}",
    step="Step {number}",
    to_fill_in="To fill in",
    quotation="Quote somebody.",
    quoted="Say whom.",
    sides=("Oaks", "Firs"),
    side_tasks=("Say one.", "Say two."),
)
TOPIC = Topic("Trees", "Why they matter", ("Ask one.", "Ask two.", "Ask three.", "Ask 4."), WORDS)


def problems(slide_type, raw):
    with pytest.raises(InvalidField) as caught:
        registry.BY_NAME[slide_type].clean(raw)
    return caught.value.problems


def test_the_contracts_types_exist_in_its_order():
    assert list(registry.BY_NAME) == [
        "title", "bullet", "two-column", "content-image", "section", "agenda", "quote",
        "big-number", "comparison", "timeline", "table", "chart", "closing",
    ]  # fmt: skip


def test_every_wrong_field_is_named_at_once():
    assert problems("bullet", {"heading_text": None, "bullet_points": ["a", 1], "foo": 1}) == {
        "heading_text": ["This field may not be null."],
        "bullet_points": {"1": ["Not a valid string."]},
        "foo": ["Unknown field. bullet knows: heading_text, bullet_points, notes, citations."],
    }


def test_an_alias_means_its_field():
    two_column = registry.BY_NAME["two-column"]
    assert two_column.clean({"left_content": "a\nb"}) == two_column.clean(
        {"left_column": ["a", "b"]}
    )


def test_a_field_and_its_alias_together_are_refused():
    assert "left_content" in problems("two-column", {"left_content": ["a"], "left_column": ["b"]})


def test_fields_come_back_in_the_types_own_order():
    cleaned = registry.BY_NAME["bullet"].clean(
        {"notes": "n", "bullet_points": ["a"], "heading_text": "h"}
    )
    assert list(cleaned) == ["heading_text", "bullet_points", "notes"]


@pytest.mark.parametrize("slide_type", registry.SLIDE_TYPES, ids=lambda known: known.name)
def test_a_draft_fills_every_writable_field_within_a_writers_limits(slide_type):
    writable = [name for name, field in slide_type.fields.items() if field.writable]
    draft = slide_type.draft(TOPIC)
    assert list(draft) == writable
    assert slide_type.clean_reply(slide_type.echo(draft), writable) == draft


@pytest.mark.parametrize("slide_type", registry.SLIDE_TYPES, ids=lambda known: known.name)
def test_a_reply_schema_requires_exactly_the_wanted_fields(slide_type):
    wanted = ["notes", next(iter(slide_type.fields))]
    schema = slide_type.reply_schema(wanted)
    assert schema["required"] == wanted == list(schema["properties"])


def test_a_reply_is_held_to_a_writers_limits():
    with pytest.raises(InvalidField) as caught:
        registry.BY_NAME["title"].clean_reply(
            {"title_text": "x" * 71}, ["title_text", "subtitle_text"]
        )
    assert set(caught.value.problems) == {"title_text", "subtitle_text"}


@pytest.mark.parametrize("reply", [None, "text", 3, ["a"]])
def test_a_reply_that_is_no_object_is_refused(reply):
    with pytest.raises(InvalidField):
        registry.BY_NAME["title"].clean_reply(reply, ["title_text"])


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["title_text"], "title"),
        (["heading_text"], "bullet"),
        (["heading_text", "right_content"], "two-column"),
        (["main_heading", "image", "notes"], "content-image"),
        (["notes"], "title"),
        (["sub_heading"], "content-image"),
        (["heading_text", "sub_heading"], "section"),
        (["heading_text", "items"], "agenda"),
        (["quote_text"], "quote"),
        (["value", "label"], "big-number"),
        (["left_heading", "right_points"], "comparison"),
        (["heading_text", "events"], "timeline"),
        (["columns", "rows"], "table"),
        (["series"], "chart"),
        (["title_text", "contact_text"], "closing"),
    ],
)
def test_content_alone_tells_the_first_type_that_knows_it(names, expected):
    assert registry.knowing(names).name == expected


def test_no_type_knows_a_foreign_mixture():
    assert registry.knowing(["title_text", "bullet_points"]) is None


@pytest.mark.parametrize("slide_type", registry.SLIDE_TYPES, ids=lambda known: known.name)
@pytest.mark.parametrize("kind", ["latin", "chinese", "emoji"])
def test_a_writers_words_are_the_same_after_they_were_json(slide_type, kind):
    words = written(slide_type, kind)

    told = json.loads(canonical(slide_type.echo(words)))

    assert slide_type.clean_reply(told, told) == words
