"""Timelines: a date and a text for each event, in columns of one width and size."""

import io
from itertools import pairwise

import pptx
import pytest

from generate_content.catalogue import Catalogue
from generate_content.deck import Style
from generate_content.errors import DeckDoesNotFit
from generate_content.rendering.renderer import Renderer
from tests.rendering import linter
from tests.rendering.test_renderer import deck, slide
from tests.samples import TEMPLATES

CATALOGUE = Catalogue(TEMPLATES)


@pytest.fixture(scope="module")
def renderer():
    return Renderer(CATALOGUE)


def shapes(renderer, *events, template_id="default_16_9"):
    told = [{"when": when, "what": what} for when, what in events]
    one = slide("timeline", heading_text="Heading", events=told)
    rendered = renderer.render(deck(one, style=Style(template_id)))
    assert linter.problems(rendered.data) == []
    return list(pptx.Presentation(io.BytesIO(rendered.data)).slides[0].shapes)


@pytest.mark.parametrize("template_id", CATALOGUE.ids())
@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_events_stand_side_by_side_in_order(renderer, template_id, count):
    events = [(str(number), f"What happens, {number}") for number in range(count)]
    found = shapes(renderer, *events, template_id=template_id)
    boxes = [shape for shape in found if shape.has_text_frame and not shape.is_placeholder]
    assert [box.text_frame.text for box in boxes] == [text for event in events for text in event]
    dates, texts = boxes[::2], boxes[1::2]
    assert len({box.width for box in boxes}) == 1
    for left, right in pairwise(dates):
        assert left.left + left.width < right.left
    assert all(date.top + date.height < text.top for date, text in zip(dates, texts, strict=True))
    assert texts[-1].left + texts[-1].width <= 12_192_000


def test_the_line_lies_beneath_the_texts_and_is_drawn_once(renderer):
    names = [shape.name for shape in shapes(renderer, ("1", "a"), ("2", "b"))]
    assert names == ["Title", "Artwork", "Date 1", "Event 1", "Date 2", "Event 2", "Slide Number"]


def test_texts_of_all_events_have_one_size(renderer):
    found = shapes(renderer, *[("1", "short")] * 7, ("2", "a text that takes more room " * 3))
    sizes = {
        run.font.size
        for shape in found
        if shape.name.startswith("Event")
        for run in shape.text_frame.paragraphs[0].runs
    }
    assert len(sizes) == 1


def test_an_event_that_cannot_fit_is_named_by_position(renderer):
    with pytest.raises(DeckDoesNotFit) as refused:
        shapes(renderer, *[("1", "short")] * 7, ("1", "MW" * 100))
    found = refused.value.details["content"]["0"]["events"]
    assert list(found) == ["7"]
    assert "characters like these fit" in found["7"]["what"][0]
