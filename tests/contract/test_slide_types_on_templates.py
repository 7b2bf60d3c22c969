"""Every slide type on every template, with every kind of text: nothing lost, nothing broken."""

import io

import pptx
import pytest

from generate_content.catalogue import Catalogue
from generate_content.deck import Style
from generate_content.rendering.inline import parse
from generate_content.rendering.renderer import Renderer
from generate_content.slides.registry import BY_NAME
from tests.rendering import linter
from tests.samples import KINDS, TEMPLATES, deck, longest, shortest, written

CATALOGUE = Catalogue(TEMPLATES)
RENDERER = Renderer(CATALOGUE)


def shown(text):
    """The text as it is read on the slide."""
    return "".join(run.text for run in parse(text)).replace("\n", "\v")


def contents(slide_type, kind, style):
    yield shortest(slide_type)
    yield written(slide_type, kind)
    yield longest(slide_type, kind, lambda content: RENDERER.check(style, [(slide_type, content)]))


@pytest.mark.parametrize("template_id", CATALOGUE.ids())
@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("kind", ["latin", "arabic", "chinese", "emoji", "long_word", "marks"])
def test_every_text_is_read_back_from_a_sound_file(template_id, name, kind):
    style, slide_type = Style(template_id, "16:9"), BY_NAME[name]
    told = list(contents(slide_type, kind, style))
    rendered = RENDERER.render(deck(style, ((slide_type, content) for content in told), "en"))
    assert linter.problems(rendered.data) == []
    slides = pptx.Presentation(io.BytesIO(rendered.data)).slides
    assert len(slides) == len(told)
    for slide, content in zip(slides, told, strict=True):
        frames = {shape.text_frame.text for shape in slide.placeholders}
        if slide.has_notes_slide:
            frames.add(slide.notes_slide.notes_text_frame.text)
        for value in content.values():
            texts = [value] if isinstance(value, str) else value
            assert "\n".join(shown(text) for text in texts) in frames


@pytest.mark.parametrize("template_id", CATALOGUE.ids())
@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("font", [None, "Verdana", "Courier New", "Arial Black", "Unknown Sans"])
def test_what_a_writer_may_write_fits_in_any_script_and_font(template_id, name, font):
    style, slide_type = Style(template_id, "16:9", font=font), BY_NAME[name]
    RENDERER.check(style, [(slide_type, written(slide_type, kind)) for kind in KINDS])
