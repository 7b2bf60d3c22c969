"""Slides that go on on further ones: nothing lost, in order, each page readable, about even."""

import io
import random
import re
from dataclasses import replace

import pptx
import pytest

from generate_content.catalogue import Catalogue
from generate_content.deck import Overflow, Style
from generate_content.errors import DeckDoesNotFit, InvalidDeck
from generate_content.rendering.inline import parse
from generate_content.rendering.pages import MAX_PAGES, Fitting
from generate_content.rendering.renderer import Renderer
from generate_content.rendering.template import compile_template
from generate_content.slides.pieces import Piece, broken
from generate_content.slides.registry import BY_NAME
from tests.rendering import linter
from tests.rendering.test_renderer import deck, slide
from tests.samples import TEMPLATES

CATALOGUE = Catalogue(TEMPLATES)
CONTINUE = Style("default_16_9", overflow=Overflow.CONTINUE)
LONG = "Growth came from three markets, and each of them asks for a plan of its own."


@pytest.fixture(scope="module")
def renderer():
    return Renderer(CATALOGUE)


@pytest.fixture(scope="module")
def pages():
    """The pages of one slide, as fitted."""
    template = compile_template(CATALOGUE.get("default_16_9"))

    def of(name, style=CONTINUE, **content):
        slide_type = BY_NAME[name]
        return Fitting(template, style).pages([(slide_type, slide_type.clean(content))])

    return of


def texts(page, role):
    return [paragraph.text for paragraph in page.sketch.texts.get(role, ())]


def sizes(found, role):
    return {page.settings[role].size_pt for page in found if role in page.settings}


def sentences(chance, count):
    words = LONG.lower().split()
    return [
        " ".join(chance.choices(words, k=chance.randint(3, 60))).capitalize() + "."
        for _ in range(count)
    ]


def test_what_fits_stays_on_one_slide(pages):
    points = ["Short", "Shorter"]
    (page,) = pages("bullet", heading_text="h", bullet_points=points)
    assert texts(page, "title") == ["h"]
    refused = replace(CONTINUE, overflow=Overflow.REFUSE)
    (same,) = pages("bullet", refused, heading_text="h", bullet_points=points)
    assert same.sketch.texts == page.sketch.texts


@pytest.mark.parametrize("seed", range(12))
def test_points_go_on_in_order_in_one_readable_size_on_even_pages(pages, seed):
    chance = random.Random(seed)
    points = [one[:400] for one in sentences(chance, chance.randint(9, 15))]
    found = pages("bullet", heading_text="h", bullet_points=points)
    assert [text for page in found for text in texts(page, "body")] == points
    assert min(sizes(found, "body")) >= 14
    assert len(sizes(found, "body")) == 1
    assert not any(any(page.hard_to_read()) for page in found)
    lengths = [sum(60 + len(text) for text in texts(page, "body")) for page in found]
    longest_point = max(60 + len(point) for point in points)
    assert max(lengths) - min(lengths) <= 2 * longest_point
    again = pages("bullet", heading_text="h", bullet_points=points)
    assert [page.sketch for page in again] == [page.sketch for page in found]


def test_headings_tell_the_page_and_notes_stay_with_the_first(pages):
    found = pages(
        "bullet", heading_text="h", bullet_points=[LONG * 3] * 12, notes="n", citations=["A source"]
    )
    count = len(found)
    assert count > 1
    assert [texts(page, "title") for page in found] == [
        [f"h ({number}/{count})"] for number in range(1, count + 1)
    ]
    assert [page.sketch.spoken for page in found] == ["n", *[None] * (count - 1)]
    assert all(texts(page, "footnote") == ["A source"] for page in found)


def test_the_last_page_is_no_single_point_where_it_can_be_even(pages):
    for count in range(8, 16):
        found = pages("bullet", heading_text="h", bullet_points=[LONG * 2] * count)
        numbers = [len(texts(page, "body")) for page in found]
        assert max(numbers) - min(numbers) <= 1
        assert numbers == sorted(numbers, reverse=True)


def test_sub_points_stay_with_their_point(pages):
    subs = [f"{LONG} {LONG}"] * 2
    points = [one for number in range(5) for one in (f"Point {number}", subs)]
    found = pages("bullet", heading_text="h", bullet_points=points)
    assert len(found) > 1
    for page in found:
        levels = [paragraph.level for paragraph in page.sketch.texts["body"]]
        assert levels == [0, 1, 1] * (len(levels) // 3)


def test_a_point_with_too_many_sub_points_is_parted_among_them(pages):
    subs = [f"{number} {LONG * 2}" for number in range(14)]
    found = pages("bullet", heading_text="h", bullet_points=["Point", subs])
    assert [text for page in found for text in texts(page, "body")] == ["Point", *subs]
    assert all(len(texts(page, "body")) > 1 for page in found)


def test_typed_numbers_count_on_over_pages(pages):
    points = [f"{number}. {LONG}" for number in range(1, 16)]
    found = pages("bullet", heading_text="h", bullet_points=points)
    assert len(found) > 1
    values = [one.numbering.value for page in found for one in page.sketch.texts["body"]]
    assert values == list(range(1, 16))
    assert [page.sketch.texts["body"][0].numbering.start for page in found][1] > 1


def test_an_agendas_own_numbers_count_on(renderer):
    items = [f"Part {LONG * 2}" for _ in range(12)]
    made = renderer.render(deck(slide("agenda", heading_text="h", items=items), style=CONTINUE))
    assert linter.problems(made.data) == []
    starts, before = [], 0
    for one in pptx.Presentation(io.BytesIO(made.data)).slides:
        body = one.placeholders[1].text_frame
        starts.append(re.findall(r'buAutoNum type="arabicPlain" startAt="(\d+)"', body._txBody.xml))
        assert set(starts[-1]) == ({str(before + 1)} if before else set())
        before += len(body.paragraphs)
    assert len(starts) > 1
    assert before == 12


def test_columns_of_as_many_points_go_on_side_by_side(pages):
    left, right = ([f"{side} {n} {LONG}" for n in range(9)] for side in "LR")
    right = [text[:20] for text in right]
    found = pages("two-column", heading_text="h", left_column=left, right_column=right)
    assert len(found) > 1
    for page in found:
        assert [text[2] for text in texts(page, "left")] == [
            text[2] for text in texts(page, "right")
        ]
    assert [text for page in found for text in texts(page, "right")] == right


def test_a_short_column_is_spread_over_the_pages_of_the_long_one(pages):
    left, right = [f"{n} {LONG * 2}" for n in range(12)], ["a", "b"]
    found = pages("two-column", heading_text="h", left_column=left, right_column=right)
    assert len(found) > 2
    assert [text for page in found for text in texts(page, "left")] == left
    assert [texts(page, "right") for page in found] == [["a"], ["b"], *[[]] * (len(found) - 2)]


def test_a_comparison_repeats_the_names_of_its_sides(pages):
    points = [f"{n} {LONG}" for n in range(10)]
    found = pages(
        "comparison",
        heading_text="h",
        left_heading="L",
        left_points=points,
        right_heading="R",
        right_points=points,
    )
    assert len(found) > 1
    assert all(texts(page, "left_heading") == ["L"] for page in found)
    assert all(texts(page, "right_heading") == ["R"] for page in found)


def test_table_rows_go_on_under_their_header_in_equal_columns(pages):
    rows = [[str(number), LONG[: number * 4], LONG] for number in range(1, 20)]
    found = pages("table", heading_text="h", columns=["No", "Name", "Text"], rows=rows)
    assert len(found) > 1
    tables = [page.sketch.tables["table"] for page in found]
    assert all([cell.text for cell in table.header] == ["No", "Name", "Text"] for table in tables)
    shown = [[cell.text for cell in row] for table in tables for row in table.rows]
    assert shown == [[text.strip() for text in row] for row in rows]
    assert len({page.settings["table"].widths_pt for page in found}) == 1
    assert len(sizes(found, "table")) == 1
    place = found[0].sketch.layout.places["table"]
    assert all(
        sum(page.settings["table"].heights_pt) <= place.text_height_pt + 0.01 for page in found
    )
    assert not any(any(page.hard_to_read()) for page in found)


def test_events_go_on_in_order(pages):
    events = [{"when": str(2000 + n), "what": f"{LONG} {LONG}"} for n in range(8)]
    found = pages("timeline", heading_text="h", events=events)
    assert len(found) > 1
    shown = [
        texts(page, role)[0]
        for page in found
        for role in page.sketch.texts
        if role.startswith("when")
    ]
    assert shown == [event["when"] for event in events]


def test_a_long_message_goes_on_after_a_sentence_beside_the_same_picture(renderer, pages):
    style = replace(CONTINUE, font="Nobody Knows Sans")
    told = " ".join(["WIDE CITIES GROW MUCH WARMER NOW."] * 17)
    found = pages("content-image", style, main_heading="h", sub_heading=told)
    assert len(found) > 1
    shown = [texts(page, "subtitle")[0] for page in found]
    assert " ".join(shown) == told
    assert all(text.endswith(".") for text in shown)
    assert len({page.sketch.artworks["picture"] for page in found}) == 1


def test_formatting_is_not_broken(pages):
    style = replace(CONTINUE, font="Nobody Knows Sans")
    bold = "**" + "We plant trees. " * 9 + "We water them.**"
    told = f"Cities grow warmer. {bold} {'They cool at night. ' * 20}".strip()
    found = pages("content-image", style, main_heading="h", sub_heading=told)
    assert len(found) > 1
    runs = [run for page in found for one in page.sketch.texts["subtitle"] for run in one.runs]
    assert [run.text for run in runs if run.bold] == [run.text for run in parse(bold)]


def test_a_single_huge_point_is_broken_between_sentences(renderer):
    template = CATALOGUE.get("galaxy_16_9")
    style = Style("galaxy_16_9", font="Nobody Knows Sans", overflow=Overflow.CONTINUE)
    told = " ".join(["WWWWW MMMMM WWWWW MMMMM."] * 12)
    kind = BY_NAME["comparison"]
    content = kind.clean(
        {
            "heading_text": "h",
            "left_heading": "L",
            "left_points": [told],
            "right_heading": "R",
            "right_points": ["x"],
        }
    )
    found = Fitting(compile_template(template), style).pages([(kind, content)])
    assert len(found) > 1
    assert " ".join(text for page in found for text in texts(page, "left")) == told


def test_a_heading_that_cannot_fit_is_still_refused(renderer):
    long = slide("bullet", heading_text="\ufdfd" * 120, bullet_points=[LONG * 4] * 12)
    with pytest.raises(DeckDoesNotFit) as refused:
        renderer.render(deck(long, style=CONTINUE))
    assert list(refused.value.details["content"]["0"]) == ["heading_text"]


def test_a_row_that_fits_no_page_is_refused(renderer):
    rows = [["W " * 100] * 8] * 3
    table = slide("table", heading_text="h", columns=list("abcdefgh"), rows=rows)
    style = replace(CONTINUE, font="Nobody Knows Sans")
    with pytest.raises(DeckDoesNotFit) as refused:
        renderer.render(deck(table, style=style))
    assert list(refused.value.details["content"]["0"]) == ["rows"]


def test_the_file_is_sound_and_the_caller_is_told(renderer):
    long = slide("bullet", heading_text="h", bullet_points=[LONG * 4] * 12, notes="n")
    made = renderer.render(deck(slide("title", title_text="t"), long, style=CONTINUE))
    assert linter.problems(made.data) == []
    count = made.pages[1]
    assert dict(made.pages) == {0: 1, 1: count}
    assert len(pptx.Presentation(io.BytesIO(made.data)).slides) == 1 + count
    [warning] = made.warnings
    assert (warning.code, warning.slide_index) == ("slide_continued", 1)
    assert f"over {count} slides" in warning.message


def test_a_deck_may_not_go_on_without_end(renderer):
    long = slide("bullet", heading_text="h", bullet_points=[LONG * 5] * 15)
    style = replace(CONTINUE, font="Verdana")
    with pytest.raises(InvalidDeck) as refused:
        renderer.render(deck(*[long] * 50, style=style))
    assert f"more than {MAX_PAGES} slides" in refused.value.details["overflow"][0]


def test_the_check_before_the_words_takes_what_will_go_on(renderer):
    bullet = BY_NAME["bullet"]
    given = bullet.clean({"bullet_points": [LONG * 5] * 15})
    renderer.check(CONTINUE, [(bullet, given)])
    with pytest.raises(DeckDoesNotFit):
        renderer.check(replace(CONTINUE, overflow=Overflow.REFUSE), [(bullet, given)])


def test_the_rest_of_a_point_keeps_its_own_marks_and_gets_no_new_one(pages):
    steps = "What to do:\n" + "\n".join(f"- step {number}" for number in range(1, 40))
    found = pages("bullet", heading_text="H", bullet_points=[steps, "Then rest."])
    assert len(found) > 1
    told = [one for page in found for one in page.sketch.texts["body"]]
    assert "\n".join(one.text for one in told) == f"{steps}\nThen rest."
    assert [one.marked for one in told] == [True, *[False] * (len(told) - 2), True]


def test_the_rest_of_an_agenda_item_takes_no_number(pages):
    long = "\n".join(["line"] * 39)
    found = pages("agenda", heading_text="Agenda", items=["one", long, "three"])
    numbers = [
        one.numbering.value if one.numbering else None
        for page in found[1:]
        for one in page.sketch.texts["body"]
    ]
    assert [number for number in numbers if number] == [3]


@pytest.mark.parametrize("odd", ["漢。" * 200, ("a\n" * 200).strip(), "W. " * 133])
def test_texts_of_many_stops_are_tried_in_a_few_parts_only(odd):
    assert len(broken(Piece(0, odd.strip()))) <= 14
