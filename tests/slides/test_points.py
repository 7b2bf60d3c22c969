"""Points and sub-points: two spellings, one form."""

import json

import pytest

from generate_content.performance_cache.keys import canonical
from generate_content.slides.fields import InvalidField
from generate_content.slides.points import PointList
from generate_content.slides.registry import BY_NAME
from generate_content.slides.values import parted

POINTS = PointList(
    place="body", help="Points.", max_items=5, max_length=10, brief=5, brief_items=3, from_text=True
)
THIRD_LEVEL = ["A sub-point has no sub-points: there are two levels."]
ONE_FORM = ("Trees", "  Oak", "  Lime", "Shrubs")


def problems(value, field=POINTS):
    with pytest.raises(InvalidField) as caught:
        field.clean(value)
    return caught.value.problems


@pytest.mark.parametrize(
    "spelled",
    [
        ["Trees", ["Oak", "Lime"], "Shrubs"],
        ["Trees", ["Oak"], ["Lime"], "Shrubs"],
        ["Trees", "  Oak", "  Lime", "Shrubs"],
        ["Trees", "    Oak", "\tLime", "Shrubs"],
        ["  Trees", "    Oak", "    Lime", "  Shrubs"],
        ["   Trees", "     Oak", "     Lime", " Shrubs"],
        ["Trees", "  Oak", ["Lime"], "Shrubs "],
        "Trees\n  Oak\n\n  Lime\r\nShrubs",
        "\n    Trees\n\tOak\n      Lime\n    Shrubs\n".replace("\t", "      "),
    ],
)
def test_every_spelling_of_sub_points_comes_to_one_form(spelled):
    assert POINTS.clean(spelled) == ONE_FORM


def test_the_form_that_answers_show_may_be_sent_again():
    shown = POINTS.echo(ONE_FORM)
    assert shown == list(ONE_FORM)
    assert POINTS.clean(json.loads(canonical(shown))) == ONE_FORM


def test_a_single_space_or_an_indented_first_item_makes_no_sub_point():
    assert POINTS.clean([" a", "  b"]) == ("a", "b")
    assert POINTS.clean(["    a", "b", "  c"]) == ("a", "b", "  c")


def test_marks_stay_for_the_slide_to_take_off():
    assert POINTS.clean(["- a", "  - b"]) == ("- a", "  - b")


def test_sub_points_need_a_point_before_them():
    message = ["There is no point before these sub-points."]
    assert problems([["a"], "b"]) == {"0": message}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (["a", "  b", "    c"], {"2": THIRD_LEVEL}),
        (["a", "\tb", "\t\tc"], {"2": THIRD_LEVEL}),
        (["a", ["b", ["c"]]], {"1": {"1": THIRD_LEVEL}}),
        (["a", ["b", "  c"]], {"1": {"1": THIRD_LEVEL}}),
        ("a\n  b\n    c", {"2": THIRD_LEVEL}),
    ],
)
def test_a_third_level_is_refused_where_it_stands(value, told):
    assert problems(value) == told


def test_wrong_sub_points_are_named_by_their_positions():
    assert problems(["a", ["b", 3, "x" * 11], ""]) == {
        "1": {
            "1": ["Not a valid string."],
            "2": ["Ensure this field has no more than 10 characters (it has 11)."],
        },
        "2": ["This field may not be blank."],
    }
    assert problems(["a", []]) == {"1": ["This list may not be empty."]}


def test_sub_points_count_as_items_and_their_indent_as_no_character():
    assert problems(["a", ["b"] * 5]) == ["Ensure this list has no more than 5 items (it has 6)."]
    assert POINTS.clean(["a", "  " + "x" * 10]) == ("a", "  " + "x" * 10)


@pytest.mark.parametrize("value", [[], "", [[]]])
def test_a_list_without_items_is_empty(value):
    assert problems(value) == ["This list may not be empty."]


def test_parts_of_an_item():
    assert parted("Oak") == (0, "Oak")
    assert parted("  Oak") == (1, "Oak")


def test_a_writer_is_asked_for_plain_texts_and_told_how_to_indent():
    schema = BY_NAME["bullet"].reply_schema(["bullet_points"])["properties"]["bullet_points"]
    assert schema["items"]["type"] == "string"
    assert "Two spaces lead a sub-point" in schema["description"]


def test_a_writers_sub_points_are_held_to_the_same_rule():
    reply = {"bullet_points": ["Trees", "  - Oak"]}
    bullet = BY_NAME["bullet"]
    assert bullet.clean_reply(reply, reply) == {"bullet_points": ("Trees", "  - Oak")}
    with pytest.raises(InvalidField):
        bullet.clean_reply({"bullet_points": ["a", "  b", "    c"]}, reply)


@pytest.mark.parametrize("field", ["left_column", "right_column"])
def test_a_callers_schema_shows_nested_lists_and_lines(field):
    listed, lines = BY_NAME["two-column"].fields[field].accepted()["anyOf"]
    assert [one["type"] for one in listed["items"]["anyOf"]] == ["string", "array"]
    assert lines["type"] == "string"


def test_a_writers_sub_points_are_a_little_shorter():
    bullet = BY_NAME["bullet"]
    reply = {"bullet_points": ["x" * 110, "  " + "x" * 99]}
    assert bullet.clean_reply(reply, reply)["bullet_points"] == tuple(reply["bullet_points"])
    with pytest.raises(InvalidField) as caught:
        bullet.clean_reply({"bullet_points": ["a", "  " + "x" * 100]}, reply)
    assert caught.value.problems == {
        "bullet_points": {"1": ["Ensure this field has no more than 99 characters (it has 100)."]}
    }
    schema = bullet.reply_schema(reply)["properties"]["bullet_points"]
    assert "has at most 99 characters" in schema["description"]
    assert "99" not in bullet.fields["bullet_points"].schema()["description"]
