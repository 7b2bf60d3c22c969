"""Slides in Arabic and Hebrew: mirrored, and nothing read in another order."""

import io
from dataclasses import replace

import pptx
import pytest
from lxml import etree

from generate_content.catalogue import Catalogue
from generate_content.deck import Style
from generate_content.rendering.canvas import Paragraph, Sketch
from generate_content.rendering.direction import as_it_runs
from generate_content.rendering.inline import parse
from generate_content.rendering.renderer import Renderer
from generate_content.rendering.template import compile_template
from tests.rendering import linter
from tests.rendering.test_renderer import deck, slide
from tests.samples import TEMPLATES

CATALOGUE = Catalogue(TEMPLATES)
ARABIC = "جاء النمو من ثلاثة أسواق"


@pytest.fixture(scope="module")
def renderer():
    return Renderer(CATALOGUE)


@pytest.fixture
def drawn(renderer):
    """The only slide of a deck, as it is in the file."""

    def draw(name, template_id="default_16_9", language="en", **content):
        one = slide(name, **content)
        made = renderer.render(deck(one, style=Style(template_id), language=language))
        assert linter.problems(made.data) == []
        return pptx.Presentation(io.BytesIO(made.data)).slides[0]

    return draw


def shape_with(found, text):
    (shape,) = (one for one in found.shapes if one.has_text_frame and text in one.text_frame.text)
    return shape


def comes_first(first, second):
    """At the right, or above where there is no room for two side by side."""
    if first.top == second.top:
        return first.left > second.left
    return first.top < second.top


def properties(paragraph):
    told = paragraph._p.pPr
    return {} if told is None else {name: told.get(name) for name in ("algn", "rtl")}


@pytest.mark.parametrize("template_id", CATALOGUE.ids())
def test_the_first_column_stands_at_the_right_and_is_read_first(drawn, template_id):
    columns = {"left_column": ["أولا"], "right_column": ["ثانيا"]}
    found = drawn("two-column", template_id, heading_text=ARABIC, **columns)
    first, second = shape_with(found, "أولا"), shape_with(found, "ثانيا")
    assert comes_first(first, second)
    order = [shape.shape_id for shape in found.shapes]
    assert order.index(first.shape_id) < order.index(second.shape_id)


@pytest.mark.parametrize("template_id", CATALOGUE.ids())
def test_the_sides_of_a_comparison_swap_with_their_names(drawn, template_id):
    found = drawn(
        "comparison",
        template_id,
        heading_text=ARABIC,
        left_heading="أول",
        left_points=["نقطة"],
        right_heading="ثان",
        right_points=["غير"],
    )
    name, points = shape_with(found, "أول"), shape_with(found, "نقطة")
    other = shape_with(found, "ثان")
    assert comes_first(name, other)
    assert comes_first(points, shape_with(found, "غير"))


def test_a_column_above_the_other_stays_there():
    layout = compile_template(CATALOGUE.get("default_16_9")).layouts["two-column"]
    left, right = layout.places["left"], layout.places["right"]
    below = replace(right, frame=replace(left.frame, top=left.frame.top + left.frame.height))
    made = Sketch(replace(layout, places={**layout.places, "right": below}), "default_16_9")
    made.paragraphs("left", [ARABIC])
    turned = as_it_runs(made)
    assert turned.texts["left"][0].turned
    assert turned.layout.places == made.layout.places


@pytest.mark.parametrize("template_id", CATALOGUE.ids())
def test_a_timeline_runs_from_the_right_line_and_all(drawn, template_id):
    events = [{"when": str(year), "what": ARABIC} for year in (2019, 2020, 2021)]
    found = drawn("timeline", template_id, heading_text=ARABIC, events=events)
    lefts = [shape_with(found, str(year)).left for year in (2019, 2020, 2021)]
    assert lefts == sorted(lefts, reverse=True)
    flipped = etree.tostring(found.shapes._spTree).count(b'flipH="1"')
    assert flipped == 1


def test_a_slide_goes_by_its_own_texts_not_by_the_decks_language(drawn):
    columns = {"left_column": ["First"], "right_column": ["Second"]}
    latin = drawn("two-column", language="ar", heading_text="Heading", **columns)
    assert shape_with(latin, "First").left < shape_with(latin, "Second").left
    mixed = drawn("two-column", language="en", heading_text=ARABIC, **columns)
    assert shape_with(mixed, "First").left < shape_with(mixed, "Second").left
    columns = {"left_column": ["First"], "right_column": ["ثانيا"]}
    mostly = drawn("two-column", language="en", heading_text=ARABIC, **columns)
    assert shape_with(mostly, "First").left > shape_with(mostly, "ثانيا").left


def test_the_heading_decides_between_as_many_of_both(drawn):
    found = drawn("closing", title_text="شكرا", contact_text="trees@example.org")
    assert properties(shape_with(found, "trees").text_frame.paragraphs[0])["algn"] == "r"


def test_a_table_runs_from_the_right_as_its_slide_does(drawn):
    rows = [["شجرة", "310"], ["GPU", "45"]]
    found = drawn("table", heading_text=ARABIC, columns=["اسم", "يورو"], rows=rows)
    (table,) = (shape.table for shape in found.shapes if shape.has_table)
    assert table._tbl.tblPr.get("rtl") == "1"
    assert [cell.text for cell in table.rows[1].cells] == ["شجرة", "310"]
    algn = {cell.text_frame.paragraphs[0]._p.pPr.get("algn") for cell in table.iter_cells()}
    assert algn == {"r"}
    latin = drawn("table", heading_text="h", columns=["a", "اسم", "b"], rows=[["c", "d", "e"]])
    (table,) = (shape.table for shape in latin.shapes if shape.has_table)
    assert table._tbl.tblPr.get("rtl") is None


def test_lists_have_their_marks_at_the_right_and_sources_stay_as_they_are(drawn):
    points = [ARABIC, "Python 3", ["نقطة"]]
    found = drawn("bullet", heading_text=ARABIC, bullet_points=points, citations=["Oke, T."])
    body = found.placeholders[1].text_frame.paragraphs
    assert [properties(one) for one in body] == [{"algn": "r", "rtl": "1"}] * 3
    assert body[2].level == 1
    assert properties(shape_with(found, "Oke").text_frame.paragraphs[0]) == {}


@pytest.mark.parametrize(
    ("text", "as_set"),
    [
        (ARABIC, True),
        (f"OpenAI {ARABIC}", True),
        ("Python 3", True),
        ("C++", False),
        ("3.5 GB", False),
        ("42 %", False),
        ("Done.", False),
    ],
)
def test_on_such_a_slide_nothing_is_set_so_that_it_reads_in_another_order(text, as_set):
    assert Paragraph(parse(text), turned=True).right_to_left is as_set


@pytest.mark.parametrize(("text", "direction"), [("(שלום) x", "R"), ("3 trees", "L"), ("42", None)])
def test_a_text_goes_by_its_first_letter(text, direction):
    assert Paragraph(parse(text)).direction == direction
