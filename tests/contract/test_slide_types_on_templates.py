"""Every slide type on every template, with every kind of text: nothing lost, nothing broken."""

import io

import pptx
import pytest

from generate_content.catalogue import Catalogue
from generate_content.deck import Style
from generate_content.rendering.inline import parse
from generate_content.rendering.renderer import Renderer
from generate_content.slides.points import PointList
from generate_content.slides.registry import BY_NAME
from generate_content.slides.values import INDENT, Records, texts_in
from tests.rendering import linter
from tests.samples import KINDS, TEMPLATES, deck, longest, of_every_kind, shortest, written

pytestmark = pytest.mark.no_cover

CATALOGUE = Catalogue(TEMPLATES)
RENDERER = Renderer(CATALOGUE)
WIDE = [template.id for template in CATALOGUE.by_aspect_ratio("16:9")]
OTHER_SHAPES = [template_id for template_id in CATALOGUE.ids() if template_id not in WIDE]


def shown(text):
    """The text as it is read on the slide."""
    return "".join(run.text for run in parse(text)).replace("\n", "\v")


def contents(slide_type, kind, style):
    """As short and as long as can be, and between."""
    yield from short_and_written(slide_type, kind)
    if slide_type.name == "chart":
        yield from of_every_kind(written(slide_type, kind))
    yield longest(slide_type, kind, lambda content: RENDERER.check(style, [(slide_type, content)]))


def short_and_written(slide_type, kind):
    yield shortest(slide_type)
    yield written(slide_type, kind)


@pytest.mark.parametrize("template_id", WIDE)
@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("kind", ["latin", "arabic", "chinese", "emoji", "long_word", "marks"])
def test_every_text_is_read_back_from_a_sound_file(template_id, name, kind):
    style, slide_type = Style(template_id), BY_NAME[name]
    check_texts(style, [(slide_type, content) for content in contents(slide_type, kind, style)])


@pytest.mark.parametrize("template_id", OTHER_SHAPES)
def test_every_text_is_read_back_in_every_shape(template_id):
    style = Style(template_id)
    check_texts(
        style,
        [
            (slide_type, content)
            for slide_type in BY_NAME.values()
            for told in (
                contents(slide_type, "latin", style),
                *(short_and_written(slide_type, kind) for kind in ("arabic", "chinese", "thai")),
            )
            for content in told
        ],
    )


def check_texts(style, told):
    rendered = RENDERER.render(deck(style, iter(told), "en"))
    assert linter.problems(rendered.data) == []
    slides = pptx.Presentation(io.BytesIO(rendered.data)).slides
    assert len(slides) == len(told)
    for slide, (_, content) in zip(slides, told, strict=True):
        frames = set(frames_of(slide))
        for field, value in content.items():
            for text in frames_told(field, value):
                assert text in frames


def frames_of(slide):
    """The text of each box, cell and chart label."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        elif shape.has_chart:
            plot = shape.chart.plots[0]
            yield from plot.categories
            yield from (series.name for series in plot.series)
    if slide.has_notes_slide:
        yield slide.notes_slide.notes_text_frame.text


def frames_told(field, value):
    """What of a field is to be read in one box each."""
    if isinstance(value, str):
        return [] if field == "chart_type" else [shown(value)]
    if field in {"columns", "rows"}:
        return [shown(text) for text in texts_in(value)]
    if field == "categories":
        return [on_one_line(text) for text in value]
    if isinstance(value, Records):
        one = on_one_line if field == "series" else shown
        return [one(text) for text in texts_in(value)]
    return ["\n".join(shown(text) for text in value)]


def on_one_line(text):
    return " ".join(shown(text).split())


@pytest.mark.parametrize("template_id", CATALOGUE.ids())
@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("font", [None, "Verdana", "Courier New", "Arial Black", "Unknown Sans"])
def test_what_a_writer_may_write_fits_in_any_script_and_font(template_id, name, font):
    style, slide_type = Style(template_id, font=font), BY_NAME[name]
    RENDERER.check(style, [(slide_type, written(slide_type, kind)) for kind in KINDS])


@pytest.mark.parametrize("template_id", CATALOGUE.ids())
@pytest.mark.parametrize("name", ["bullet", "two-column", "comparison"])
@pytest.mark.parametrize("font", [None, "Verdana", "Courier New", "Arial Black", "Unknown Sans"])
def test_what_a_writer_may_write_under_a_point_fits_too(template_id, name, font):
    style, slide_type = Style(template_id, font=font), BY_NAME[name]
    lists = {known for known, field in slide_type.fields.items() if isinstance(field, PointList)}
    for kind in KINDS:
        content = dict(written(slide_type, kind))
        for known in lists:
            point, *others = content[known]
            longest = round(len(point) * 0.9)
            content[known] = (point, *(INDENT + other[:longest].strip() for other in others))
        told = slide_type.echo(content)
        RENDERER.check(style, [(slide_type, slide_type.clean_reply(told, told))])
