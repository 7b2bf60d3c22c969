"""Sizes over a whole deck."""

from dataclasses import replace

from generate_content.rendering.balance import balanced, unnoticed_pt
from generate_content.rendering.canvas import Paragraph
from generate_content.rendering.fit import PlacedText
from generate_content.rendering.fonts import font_named
from generate_content.rendering.inline import Run
from generate_content.rendering.measure import Measure
from generate_content.rendering.places import Frame, Place, TextStyle

ARIAL = font_named("Arial")
STYLE = TextStyle(
    size_pt=28,
    line_spacing=1.0,
    space_before_pt=10,
    bold=False,
    tracking_pt=0,
    heading=False,
    list_marks=True,
    centered=False,
    indent_pt=0,
)
BODY = Place("body", 1, "body", "Body", Frame(0, 0, 500, 300), 500, 300, (STYLE,))


def slide(count, place=BODY, *, role="body", text="A point that takes about a line of the box"):
    measure = Measure(place, ARIAL)
    paragraphs = [measure.paragraph(Paragraph((Run(text),)))] * count
    return PlacedText(replace(place, role=role), paragraphs)


def sizes(*slides):
    return [setting.size_pt for one in balanced([[text] for text in slides]) for setting in one]


def test_a_slide_alone_keeps_the_size_it_fits_at():
    assert sizes(slide(2)) == [28]


def test_a_text_comes_two_steps_towards_a_smaller_one_on_another_slide():
    full = slide(11)
    assert full.largest.size_pt < 22
    assert sizes(slide(2), full) == [24, full.largest.size_pt]


def test_it_does_not_come_below_the_smaller_one():
    near = slide(5)
    assert near.largest.size_pt == 26
    assert sizes(slide(2), near) == [26, 26]


def test_the_order_of_slides_does_not_matter():
    texts = [slide(count) for count in (9, 2, 5)]
    assert sizes(*texts) == sizes(*reversed(texts))[::-1]


def test_no_text_becomes_noticeably_small_for_the_sake_of_others():
    small = replace(BODY, styles=(replace(STYLE, size_pt=15),))
    assert unnoticed_pt(15) == 14
    assert unnoticed_pt(160) == 40
    full = slide(15, small)
    assert full.largest.size_pt < 14
    assert sizes(slide(2, small), full)[0] == 14


def test_places_that_look_different_do_not_mind_each_other():
    other = replace(BODY, frame=Frame(0, 9, 500, 300))
    assert sizes(slide(2), slide(9, other))[0] == 28


def test_places_alike_on_one_slide_get_one_size_and_one_spacing():
    left, right = slide(8, role="left"), slide(2, role="right")
    assert left.largest.gaps < right.largest.gaps
    (settings,) = balanced([[left, right]])
    assert settings[0] == settings[1]


def test_a_text_that_comes_down_keeps_the_space_it_has_room_for():
    few, full = slide(5), slide(12)
    (settings, _) = balanced([[few], [full]])
    assert few.largest.size_pt > settings[0].size_pt
    assert settings[0].gaps >= few.largest.gaps


def test_columns_one_above_the_other_get_one_size_too():
    below = replace(BODY, frame=Frame(0, 400, 500, 300))
    (settings,) = balanced([[slide(9, role="left"), slide(2, below, role="right")]])
    assert settings[0].size_pt == settings[1].size_pt < 28
