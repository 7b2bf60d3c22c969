"""Values in pieces: nothing lost, broken where a reader would."""

import pytest

from generate_content.slides.pieces import Piece, broken
from generate_content.slides.registry import BY_NAME
from generate_content.slides.values import CONTINUED

VALUES = [
    ("bullet", "bullet_points", ["a", ["b", "c"], "d"]),
    ("two-column", "left_column", "a\n  b\nc"),
    ("agenda", "items", ["a", "b"]),
    ("timeline", "events", [{"when": "1", "what": "a"}, {"when": "2", "what": "b"}]),
    ("table", "rows", [["1", ""], ["2", "b"]]),
    ("content-image", "sub_heading", "One. Two."),
]


@pytest.mark.parametrize(("slide_type", "name", "value"), VALUES)
def test_joined_pieces_are_the_value(slide_type, name, value):
    field = BY_NAME[slide_type].fields[name]
    clean = field.clean(value)
    assert field.flows
    assert field.joined(field.pieces(clean)) == clean


def test_fields_that_do_not_go_on_are_one_piece():
    field = BY_NAME["title"].fields["title_text"]
    assert not field.flows
    assert field.joined(field.pieces("A title")) == "A title"


def test_a_break_costs_most_right_under_a_point():
    field = BY_NAME["bullet"].fields["bullet_points"]
    costs = [piece.reluctance for piece in field.pieces(("a", "  b", "  c", "d"))]
    assert costs[0] == costs[3] == 0 < costs[2] < costs[1]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three? Four", ["One. ", "Two! ", "Three? ", "Four"]),
        ('He said "No." She left.', ['He said "No." ', "She left."]),
        ("About 3.5 m, e.g. so.", ["About 3.5 m, e.g. so."]),
        ("一。二！三", ["一。", "二！", "三"]),
        ("One\nTwo", ["One\n", "Two"]),
    ],
)
def test_a_text_is_broken_after_sentences(text, parts):
    assert [piece.part for piece in broken(Piece(0, text))] == parts


@pytest.mark.parametrize("text", ["word " * 30 + "end", "没有停顿的文字" * 20])
def test_a_text_of_one_sentence_is_broken_between_words_about_a_line_apart(text):
    parts = [piece.part for piece in broken(Piece(0, text))]
    assert "".join(parts) == text
    assert len(parts) > 2
    assert all(40 <= len(part) <= 45 for part in parts[:-1])


def test_a_single_word_stays_whole():
    piece = Piece(0, "x" * 400)
    assert broken(piece) == (piece,)


def test_the_parts_of_a_broken_item_are_one_item_again_when_together():
    field = BY_NAME["bullet"].fields["bullet_points"]
    point, sub_point = field.pieces(("Point", "  One. Two. Three."))
    one, two, three = broken(sub_point)
    assert field.joined([point, one, two]) == ("Point", "  One. Two.")
    assert field.joined([three]) == (f"  {CONTINUED}Three.",)
