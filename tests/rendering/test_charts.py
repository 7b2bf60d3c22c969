"""Charts: native, editable, in the theme's colours, always the same bytes."""

import io
import re
import zipfile

import pptx
import pytest
from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE

from generate_content.catalogue import Catalogue
from generate_content.deck import Style
from generate_content.errors import DeckDoesNotFit
from generate_content.rendering.numerals import format_code
from generate_content.rendering.renderer import Renderer
from generate_content.rendering.workbook import workbook
from generate_content.slides.values import ChartData, Series
from tests.rendering import linter
from tests.rendering.test_renderer import deck, slide
from tests.samples import TEMPLATES

KINDS = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "area": XL_CHART_TYPE.AREA,
    "pie": XL_CHART_TYPE.PIE,
}


@pytest.fixture(scope="module")
def renderer():
    return Renderer(Catalogue(TEMPLATES))


def chart_slide(kind, categories, *series):
    rows = [{"name": name, "values": values} for name, values in series]
    return slide(
        "chart", heading_text="Growth", chart_type=kind, categories=categories, series=rows
    )


def drawn(renderer, *given):
    rendered = renderer.render(deck(chart_slide(*given)))
    assert linter.problems(rendered.data) == []
    made = pptx.Presentation(io.BytesIO(rendered.data))
    return next(shape for shape in made.slides[0].shapes if shape.has_chart)


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_of_its_kind_and_has_its_numbers(renderer, kind):
    frame = drawn(renderer, kind, ["a", "b", "c"], ("One", [1, 2.5, 4]))
    assert frame.is_placeholder
    assert frame.chart.chart_type == KINDS[kind]
    assert list(frame.chart.plots[0].categories) == ["a", "b", "c"]
    assert list(frame.chart.plots[0].series[0].values) == [1, 2.5, 4]
    assert "One: a 1, b 2.5, c 4" in frame._element.xpath(".//p:cNvPr/@descr")[0]


def test_colours_are_the_themes(renderer):
    series = [(str(number), [1, 2]) for number in range(6)]
    chart = drawn(renderer, "column", ["a", "b"], *series).chart
    colors = chart._chartSpace.xpath(".//c:ser/c:spPr/a:solidFill/a:schemeClr/@val")
    assert colors == [f"accent{number}" for number in range(1, 7)]
    assert not chart._chartSpace.xpath(".//a:srgbClr")


def test_only_several_series_need_a_legend_and_an_axis(renderer):
    one = drawn(renderer, "column", ["a", "b"], ("One", [1, 2])).chart
    two = drawn(renderer, "column", ["a", "b"], ("One", [1, 2]), ("Two", [3, 4])).chart
    assert (one.has_legend, one.value_axis.visible) == (False, False)
    assert one.plots[0].series[0]._element.xpath("c:dLbls/c:showVal/@val") == ["1"]
    assert (two.has_legend, two.value_axis.visible) == (True, True)


def test_long_labels_stand_upright_before_they_are_refused(renderer):
    months = [f"Month {number} of the year" for number in range(24)]
    chart = drawn(renderer, "column", months, ("One", list(range(24)))).chart
    assert chart.category_axis._element.xpath(".//a:bodyPr/@rot") == ["-5400000"]
    labels = ["A label that is much too long for its column " + str(n) for n in range(24)]
    with pytest.raises(DeckDoesNotFit) as refused:
        renderer.render(deck(chart_slide("column", labels, ("One", list(range(24))))))
    [message] = refused.value.details["content"]["0"]["categories"]
    assert "characters for each label fit" in message


def test_too_many_bars_are_refused_for_their_number(renderer):
    labels = [f"b{number}" for number in range(24)]
    with pytest.raises(DeckDoesNotFit) as refused:
        renderer.render(deck(chart_slide("bar", labels, ("One", list(range(24))))))
    [message] = refused.value.details["content"]["0"]["categories"]
    most = int(message.split("about ")[1].split(" labels fit")[0])
    drawn(renderer, "bar", labels[:most], ("One", list(range(most))))
    with pytest.raises(DeckDoesNotFit):
        renderer.render(
            deck(chart_slide("bar", labels[: most + 1], ("One", list(range(most + 1)))))
        )


def test_names_too_long_for_any_legend_are_refused(renderer):
    series = [("W" * 60, [1]) for _ in range(6)]
    wide = Style("default_16_9", font="Verdana")
    with pytest.raises(DeckDoesNotFit) as refused:
        renderer.render(deck(chart_slide("line", ["a"], *series), style=wide))
    assert list(refused.value.details["content"]["0"]) == ["series"]


def test_marks_of_formatting_are_not_shown_in_labels(renderer):
    chart = drawn(renderer, "line", ["**a**\nb", "[c](https://a.example)"], ("*n*", [1, 2])).chart
    assert list(chart.plots[0].categories) == ["a b", "c"]
    assert chart.plots[0].series[0].name == "n"


DATA = ChartData("bar", ("=1+1", "https://a.example"), (Series("007", (1, -2.5)),))


def test_a_workbook_is_always_the_same_bytes():
    assert workbook(DATA) == workbook(DATA)
    package = zipfile.ZipFile(io.BytesIO(workbook(DATA)))
    assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_texts_in_a_workbook_are_never_formulas_links_or_numbers():
    package = zipfile.ZipFile(io.BytesIO(workbook(DATA)))
    sheet = package.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    assert shared(package) == ["=1+1", "https://a.example", "007"]


def test_texts_in_a_workbook_are_no_escapes():
    given = ("a b", "<&>", "_x0041_", "_x00_", "x_x000d_x000A_")
    data = ChartData("bar", given, (Series("n", (1, 2, 3, 4, 5)),))
    package = zipfile.ZipFile(io.BytesIO(workbook(data)))
    assert [as_read(text) for text in shared(package)] == [*given, "n"]


def as_read(text):
    """As a spreadsheet reads it."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda escape: chr(int(escape[1], 16)), text)


def shared(package):
    return [text[0].text for text in etree.fromstring(package.read("xl/sharedStrings.xml"))]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ((1, 2000), "#,##0"),
        ((1, 2.5), "#,##0.0"),
        ((0.125, 3), "#,##0.000"),
        ((1e-9, 3), "General"),
        ((0.123456, 1), "General"),
    ],
)
def test_numbers_have_the_decimals_they_were_sent_with(values, code):
    assert format_code(values) == code


@pytest.mark.parametrize(
    ("kind", "values", "least", "most"),
    [
        ("column", [97, 98, 99], 0, None),
        ("bar", [0, 98, 99], 0, None),
        ("area", [97, 98, 99], 0, None),
        ("column", [-97, -98], None, 0),
        ("column", [-97, 98], None, None),
        ("line", [97, 98, 99], None, None),
    ],
)
def test_bars_and_areas_begin_at_zero(renderer, kind, values, least, most):
    names = [str(number) for number in range(len(values))]
    axis = drawn(renderer, kind, names, ("One", values)).chart.value_axis
    assert (axis.minimum_scale, axis.maximum_scale) == (least, most)
