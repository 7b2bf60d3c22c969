"""What a slide type asks for, before it is drawn."""

import pytest

from generate_content.catalogue import Catalogue
from generate_content.errors import TemplateMismatch
from generate_content.rendering.canvas import Numbering, Sketch, sketch
from generate_content.rendering.template import compile_template
from generate_content.slides.registry import BY_NAME
from tests.samples import TEMPLATES


@pytest.fixture(scope="module")
def layouts():
    return compile_template(Catalogue(TEMPLATES).get("default_16_9")).layouts


@pytest.fixture
def bullets(layouts):
    return Sketch(layouts["bullet"], "default_16_9")


def drawn(canvas, items):
    canvas.paragraphs("body", items)
    return canvas.texts["body"]


@pytest.mark.parametrize("mark", ["• ", "- ", "* ", "– ", "◦ ", "•\t"])
def test_an_items_own_mark_is_not_doubled(bullets, mark):
    (paragraph,) = drawn(bullets, [f"{mark}A point"])
    assert paragraph.text == "A point"


@pytest.mark.parametrize("item", ["-", "-5 degrees", "*starred*", "2020 was good", "1.5 m", "0. x"])
def test_what_is_no_mark_stays(bullets, item):
    (paragraph,) = drawn(bullets, [item])
    assert paragraph.text == item.strip("*")
    assert paragraph.numbering is None


def test_typed_numbers_become_numbering_that_counts_on(bullets):
    paragraphs = drawn(bullets, ["3. three", "4. four", "5) five", "plain", "9. nine"])
    assert [paragraph.numbering for paragraph in paragraphs] == [
        Numbering("arabicPeriod", 3, 3),
        Numbering("arabicPeriod", 3, 4),
        Numbering("arabicParenR", 5, 5),
        None,
        Numbering("arabicPeriod", 9, 9),
    ]
    assert [paragraph.text for paragraph in paragraphs] == [
        "three",
        "four",
        "five",
        "plain",
        "nine",
    ]


def test_marks_stay_where_the_place_has_none(bullets):
    bullets.paragraphs("footnote", ["- 1. A source"])
    assert bullets.texts["footnote"][0].text == "- 1. A source"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("مرحبا", True), ("(שלום) x", True), ("x مرحبا", False), ("123 🚀", False), ("中文", False)],
)
def test_the_first_letter_gives_the_direction(bullets, text, expected):
    assert drawn(bullets, [text])[0].right_to_left is expected


def test_a_place_the_layout_lacks_is_the_templates_fault(bullets):
    with pytest.raises(TemplateMismatch, match='"subtitle"'):
        bullets.text("subtitle", "x")
    with pytest.raises(TemplateMismatch, match='"body"'):
        bullets.artwork("body", "x")


def test_notes_and_citations_are_drawn_for_any_type(layouts):
    title = BY_NAME["title"]
    content = title.clean({"title_text": "T", "notes": "Say", "citations": ["A source"]})
    made = sketch(title, content, layouts["title"], template_id="default_16_9")
    assert made.spoken == "Say"
    assert [paragraph.text for paragraph in made.texts["footnote"]] == ["A source"]


def test_indented_items_are_a_level_down_without_their_marks(bullets):
    paragraphs = drawn(bullets, ["- Trees", "  - Oak", "  Lime", "Shrubs"])
    assert [(one.level, one.text) for one in paragraphs] == [
        (0, "Trees"),
        (1, "Oak"),
        (1, "Lime"),
        (0, "Shrubs"),
    ]


def test_numbers_count_on_over_sub_points_which_count_anew(bullets):
    items = ["1. a", "  1. b", "  2. c", "2. d", "  1. e"]
    assert [one.numbering for one in drawn(bullets, items)] == [
        Numbering("arabicPeriod", 1, 1),
        Numbering("arabicPeriod", 1, 1),
        Numbering("arabicPeriod", 1, 2),
        Numbering("arabicPeriod", 1, 2),
        Numbering("arabicPeriod", 1, 1),
    ]


def test_a_place_with_one_level_sets_sub_points_in_it(layouts):
    agenda = Sketch(layouts["agenda"], "default_16_9")
    assert [one.level for one in drawn(agenda, ["a", "  b"])] == [0, 0]
