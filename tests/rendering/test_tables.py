"""Tables: native, with a header row, at a size at which all rows fit."""

import io

import pptx
import pytest

from generate_content.catalogue import Catalogue
from generate_content.errors import DeckDoesNotFit
from generate_content.rendering.fonts import font_named
from generate_content.rendering.renderer import Renderer
from tests.rendering import linter
from tests.rendering.test_renderer import deck, slide
from tests.samples import TEMPLATES


@pytest.fixture(scope="module")
def renderer():
    return Renderer(Catalogue(TEMPLATES))


def table_slide(columns, rows):
    return slide("table", heading_text="Heading", columns=columns, rows=rows)


def frame(renderer, columns, rows):
    rendered = renderer.render(deck(table_slide(columns, rows)))
    assert linter.problems(rendered.data) == []
    made = pptx.Presentation(io.BytesIO(rendered.data))
    return next(shape for shape in made.slides[0].shapes if shape.has_table)


def sizes(table):
    return {
        run.font.size.pt
        for row in table.rows
        for cell in row.cells
        for run in cell.text_frame.paragraphs[0].runs
    }


def test_a_table_fills_its_placeholders_width_and_no_more_than_its_height(renderer):
    small = frame(renderer, ["a", "b"], [["1", "2"]])
    large = frame(renderer, ["a", "b"], [["some words", "2"]] * 12)
    for shape in (small, large):
        place = shape.part.slide.slide_layout.placeholders[1]
        assert shape.is_placeholder
        assert shape.width == place.width
        assert sum(column.width for column in shape.table.columns) == pytest.approx(place.width, 1)
        assert sum(row.height for row in shape.table.rows) <= place.height
    assert sizes(small.table) == {20}
    assert 12 <= max(sizes(large.table)) < 20


def test_the_header_is_bold_and_called_one(renderer):
    table = frame(renderer, ["Name", "Sum"], [["a", "1"]]).table
    assert table.first_row
    assert [cell.text_frame.paragraphs[0].runs[0].font.bold for cell in table.rows[0].cells] == [
        True,
        True,
    ]


def test_numbers_are_set_right(renderer):
    table = frame(renderer, ["Name", "Sum"], [["a", "1,234.5"], ["b", ""], ["c", "-3 %"]]).table
    assert [cell._tc.xpath(".//a:pPr/@algn")[0] for cell in table.rows[1].cells] == ["l", "r"]


def margins(table):
    return [cell.margin_right / 12_700 for cell in table.rows[1].cells]


def test_numbers_keep_off_the_words_after_them_where_their_column_can_spare_it(renderer):
    loose = frame(renderer, ["Sum", "Share", "Name"], [["1", "2 %", "a"]]).table
    others = frame(renderer, ["Name", "Of", "Sum"], [["a", "b", "1"]]).table
    assert margins(loose) == pytest.approx([9, 27, 9], abs=0.01)
    assert margins(others) == pytest.approx([9, 9, 9], abs=0.01)
    tight = frame(renderer, ["Sum", "Name"], [["1,234", "words " * 30]] * 2).table
    assert len(set(margins(tight))) == 1


def test_numbers_in_a_mirrored_table_have_the_words_at_their_other_side(renderer):
    table = frame(renderer, ["عدد", "اسم"], [["3", "شجرة"]]).table
    assert len(set(margins(table))) == 1


def test_formatting_and_links_work_in_cells(renderer):
    table = frame(renderer, ["a"], [["**bold** [link](https://a.example)"]]).table
    bold, _, link = table.cell(1, 0).text_frame.paragraphs[0].runs
    assert (bold.font.bold, link.hyperlink.address) == (True, "https://a.example")


def test_a_right_to_left_table_is_mirrored(renderer):
    table = frame(renderer, ["اسم", "عدد"], [["شجرة", "3"]]).table
    assert table._tbl.tblPr.get("rtl") == "1"


def test_a_column_is_as_wide_as_its_text_asks(renderer):
    table = frame(renderer, ["#", "What"], [["1", "A sentence of a good many words"]]).table
    assert table.columns[1].width > 3 * table.columns[0].width


def test_one_endless_word_leaves_the_other_columns_readable(renderer):
    table = frame(renderer, ["Number", "Word"], [["Hundred", "x" * 200]]).table
    size_pt = max(sizes(table))
    assert table.columns[0].width / 12_700 > len("Hundred") * size_pt * 0.5


def test_more_rows_than_fit_are_refused_with_their_number(renderer):
    with pytest.raises(DeckDoesNotFit) as refused:
        renderer.render(deck(table_slide(["a"], [["word " * 40]] * 20)))
    [message] = refused.value.details["content"]["0"]["rows"]
    fitting = int(message.split("about ")[1].split()[0])
    assert 0 < fitting < 20
    renderer.render(deck(table_slide(["a"], [["word " * 40]] * fitting)))


def test_type_gets_smaller_before_a_word_of_a_cell_is_broken(renderer):
    words = ["Internationalization", "Implementation", "Administration"] * 2
    table = frame(renderer, words, [words, words]).table
    (size_pt,) = sizes(table)
    assert 12 <= size_pt < 20
    bold = font_named("Calibri").face(bold=True, italic=False)
    for column, word in zip(table.columns, words, strict=True):
        assert sum(map(bold.__getitem__, word)) * size_pt < column.width.pt - size_pt
    broken = frame(renderer, ["x" * 60] * 6, [words]).table
    assert sizes(broken) == {20}, "no size keeps it whole"
