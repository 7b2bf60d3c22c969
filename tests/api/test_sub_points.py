"""Sub-points over the whole stack: two spellings, one deck."""

import pytest

NESTED = {"heading_text": "Trees", "bullet_points": ["Oak", ["Slow", "Strong"], "Lime"]}
INDENTED = {"heading_text": "Trees", "bullet_points": ["Oak", "  - Slow", "\tStrong", "Lime"]}
LEVELS = [(0, "Oak"), (1, "Slow"), (1, "Strong"), (0, "Lime")]


def levels(shape):
    return [(one.level, one.text) for one in shape.text_frame.paragraphs]


@pytest.mark.parametrize("content", [NESTED, INDENTED])
def test_sub_points_stand_a_level_down(make, open_deck, content):
    slide = open_deck(make(content=[content])).slides[0]
    assert levels(slide.placeholders[1]) == LEVELS


def test_columns_take_indented_lines(make, open_deck):
    lines = "Oak\n  Slow\n  Strong\nLime"
    content = [{"heading_text": "h", "left_column": lines, "right_column": ["Fir", ["Fast"]]}]
    slide = open_deck(make(content=content)).slides[0]
    assert levels(slide.placeholders[1]) == LEVELS
    assert levels(slide.placeholders[2]) == [(0, "Fir"), (1, "Fast")]


def test_both_spellings_are_one_deck_and_the_answer_may_be_sent_again(make):
    first = make(content=[NESTED])
    shown = first["slides"][0]["content"]
    assert shown["bullet_points"] == ["Oak", "  Slow", "  Strong", "Lime"]
    for same in (shown, {**NESTED, "bullet_points": ["Oak", "    Slow", "\tStrong", "Lime"]}):
        again = make(content=[same])
        assert again["filename"] == first["filename"]
        assert again["metadata"]["cache_hit"]
    flat = {**NESTED, "bullet_points": ["Oak", "Slow", "Strong", "Lime"]}
    assert make(content=[flat])["filename"] != first["filename"]


def test_wrong_sub_points_are_named_by_field_and_positions(make):
    points = [["x"], "a", ["b", ["c"]]]
    content = [{"heading_text": "h", "bullet_points": points}]
    details = make(status=400, content=content)["error"]["details"]
    assert details["content"]["0"]["bullet_points"] == {
        "0": ["There is no point before these sub-points."],
        "2": {"1": ["A sub-point has no sub-points: there are two levels."]},
    }


def test_the_schema_shows_nested_lists(api):
    schemas = api.get("/api/schema/?format=json").json()["components"]["schemas"]
    slides = schemas["DeckRequest"]["properties"]["content"]["items"]["anyOf"]
    bullet = next(slide for slide in slides if slide["title"] == "bullet")
    text, nested = bullet["properties"]["bullet_points"]["items"]["anyOf"]
    assert (text["maxLength"], nested["type"]) == (400, "array")
