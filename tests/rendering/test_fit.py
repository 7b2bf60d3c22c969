"""The simulation of line breaking, and the sizes it leads to."""

import math
from dataclasses import replace

import pytest

from generate_content.catalogue import Catalogue
from generate_content.rendering.balance import balanced
from generate_content.rendering.canvas import Paragraph, Sketch
from generate_content.rendering.fit import (
    SCALE_PT,
    TIGHT_EM,
    DoesNotFit,
    PlacedText,
    placed,
)
from generate_content.rendering.fonts import char_em, font_named, line_height_em
from generate_content.rendering.inline import parse
from generate_content.rendering.measure import Measure
from generate_content.rendering.places import Frame, Layout, Place, TextStyle
from generate_content.rendering.template import compile_template
from tests.samples import TEMPLATES

ARIAL = font_named("Arial")
REGULAR = ARIAL.face(bold=False, italic=False)
STYLE = TextStyle(
    size_pt=20,
    line_spacing=1.0,
    space_before_pt=10,
    bold=False,
    tracking_pt=0,
    heading=False,
    list_marks=True,
    centered=False,
    indent_pt=0,
)
PLACE = Place("body", 1, "body", "Body", Frame(0, 0, 1, 1), 400, 200, (STYLE,))


def text_in(place, *paragraphs, font=ARIAL):
    measure = Measure(place, font)
    return PlacedText(place, [measure.paragraph(paragraph) for paragraph in paragraphs])


def plain(*texts):
    return [Paragraph(parse(text)) for text in texts]


def size(*texts, place=PLACE, font=ARIAL):
    return text_in(place, *plain(*texts), font=font).largest.size_pt


def fit(canvas):
    texts = placed(canvas, lambda _: ARIAL)
    settings = balanced([texts])[0]
    return {text.place.role: one for text, one in zip(texts, settings, strict=True)}


def lines(text, width_em=10, font=ARIAL):
    """At most so many lines does the text take at that width."""
    measured = Measure(PLACE, font).paragraph(*plain(text))
    return measured.line_count(width_em * 12 / 0.95, 12)


def test_a_short_text_keeps_its_size():
    assert size("Short") == 20


def test_a_place_without_paragraphs_keeps_its_size():
    assert text_in(PLACE).largest.size_pt == 20


def test_a_longer_text_goes_down_the_scale():
    sizes = [size(*["A point of some length, about a line or so of text"] * n) for n in (3, 6, 9)]
    assert sizes == sorted(sizes, reverse=True)
    assert set(sizes) <= {20, *SCALE_PT}
    assert len(set(sizes)) == 3


def test_a_text_too_long_for_twelve_points_says_how_much_fits():
    canvas = Sketch(Layout("", {"body": PLACE}, numbered=False, number_idx=0), "")
    canvas.text("body", "word " * 400)
    with pytest.raises(DoesNotFit) as refused:
        fit(canvas)
    (capacity,) = refused.value.capacities.values()
    assert 0 < capacity < 2000
    assert size(("word " * 400)[:capacity]) == 12


def test_the_last_resort_are_closer_lines_for_scripts_that_bear_it():
    place = replace(PLACE, text_height_pt=3 * 12 * 1.2 / 0.97 + 0.1)
    three_lines = "文" * 70
    tight = text_in(place, *plain(three_lines)).largest
    assert (tight.size_pt, tight.levels[0].leading_pt) == (12, TIGHT_EM * 12)
    assert text_in(place, *plain("བོད་" * 25)).largest is None


def test_words_stay_whole():
    assert lines("aaaa aaaa aaaa", width_em=4) == 3


def test_a_word_longer_than_the_line_is_broken():
    assert lines("a" * 100, width_em=10) >= 6


def test_a_line_break_is_a_line():
    assert lines("a\nb\n\nc") == 4


def test_hyphens_may_cost_lines():
    chunk = "a" * 9  # with its hyphen just over half a line
    assert lines("-".join([chunk] * 6), width_em=10) >= 6


def test_east_asian_text_breaks_anywhere():
    assert lines("文" * 40, width_em=10.5) in {4, 5}


def test_thai_is_given_room_for_its_words():
    assert lines("ก" * 64, width_em=10) > 64 * char_em("ก") / 10


def test_combining_marks_and_controls_have_no_width():
    for char in ("\u0301", "\u200d", "\u200f", "\ufe0f"):
        assert REGULAR[char] == 0


def test_an_accented_letter_is_as_wide_as_its_base():
    assert REGULAR["é"] == REGULAR["e"]


@pytest.mark.parametrize("char", ["W", "文", "🚀", "﷽", "ﷺ", "⸻", "𒐫", "\t"])
def test_no_character_is_taken_for_a_narrow_one(char):
    assert REGULAR[char] >= 0.94


@pytest.mark.parametrize("wide", ["Verdana", "Courier New", "Arial Black", "Nobody Knows Sans"])
def test_a_wide_or_unknown_font_needs_more_room(wide):
    text = "In this font, letters are wider than in others. " * 6
    assert size(text, font=font_named(wide)) < size(text, font=font_named("Calibri"))


def test_bold_and_code_need_more_room():
    plain = lines("illicit little lines " * 8)
    assert lines("**" + "illicit little lines " * 8 + "x**") > plain
    assert lines("`" + "illicit little lines " * 8 + "x`") > plain


def test_tall_scripts_need_higher_lines():
    assert line_height_em("中文", ARIAL) > line_height_em("abc", ARIAL)
    assert line_height_em("བོད", ARIAL) > 2


SUB_STYLE = replace(STYLE, size_pt=16, space_before_pt=4, indent_pt=100)
LIST = replace(PLACE, styles=(STYLE, SUB_STYLE))


def listed(*levels, text="A point", place=LIST):
    paragraphs = tuple(Paragraph(parse(text), level=level) for level in levels)
    layout = Layout("", {"body": place}, numbered=False, number_idx=0)
    return fit(Sketch(layout, "", {"body": paragraphs}))["body"]


def test_a_list_that_fits_keeps_the_size_of_each_level():
    setting = listed(0, 1, 1, 0)
    assert [(level.size_pt, level.shrunk) for level in setting.levels] == [(20, False), (16, False)]


def test_levels_shrink_in_one_ratio_but_not_below_twelve_points():
    first, second = listed(*[0, 1] * 5).levels
    assert 12 < first.size_pt < 20
    assert second.size_pt == max(12, math.floor(2 * 16 * first.size_pt / 20) / 2)
    assert listed(*[0, 1] * 6).levels[1].size_pt == 12


def test_a_level_is_measured_within_its_own_indent():
    text = "A text that is about as wide"
    assert not listed(*[1] * 4, text=text).shrunk
    narrow = replace(LIST, styles=(STYLE, replace(SUB_STYLE, indent_pt=300)))
    assert listed(*[1] * 4, text=text, place=narrow).shrunk


@pytest.fixture(scope="module")
def columns():
    return compile_template(Catalogue(TEMPLATES).get("default_16_9")).layouts["two-column"]


def test_columns_share_the_smaller_size(columns):
    canvas = Sketch(columns, "default_16_9")
    canvas.text("title", "Heading")
    canvas.paragraphs("left", ["A point of quite some length, so that it takes two lines"] * 6)
    canvas.paragraphs("right", ["Short"])
    settings = fit(canvas)
    assert settings["left"] == settings["right"]
    assert settings["left"].shrunk
    assert not settings["title"].shrunk


def test_paragraphs_come_closer_before_their_type_gets_smaller():
    setting = text_in(PLACE, *plain(*["A point"] * 7)).largest
    assert (setting.size_pt, setting.gaps) == (20, 0.5)
    assert setting.levels[0].space_before_pt == STYLE.space_before_pt / 2


def test_the_space_between_paragraphs_shrinks_with_the_text():
    setting = listed(*[0] * 11)
    share = setting.levels[0].space_before_pt / STYLE.space_before_pt
    assert share in {gaps * setting.size_pt / STYLE.size_pt for gaps in (1, 0.75, 0.5)}
    assert setting.shrunk


def test_type_gets_smaller_before_a_word_is_broken():
    narrow = replace(PLACE, inner_width_pt=110, text_height_pt=4000)
    assert size("Implementation", place=narrow) < 20
    assert size("Implement", place=narrow) == 20
    assert size("x" * 200, place=narrow) == 20, "no size keeps it whole"
    assert size("x" * 200, "Implementation", place=narrow) == size("Implementation", place=narrow)
