"""Decks chosen by lot: the same for a seed, over all templates, and sound."""

from collections import Counter

import pytest

from generate_content.catalogue import Catalogue
from generate_content.rendering.renderer import Renderer
from tests.rendering import contrast, linter
from tests.sampled import sampled
from tests.samples import TEMPLATES

pytestmark = pytest.mark.no_cover

CATALOGUE = Catalogue(TEMPLATES)
RENDERER = Renderer(CATALOGUE)
COUNT = 8


@pytest.fixture(scope="module")
def decks():
    return list(sampled(RENDERER, CATALOGUE, COUNT, "a seed"))


def test_a_seed_chooses_the_same_decks_and_another_others(decks):
    assert list(sampled(RENDERER, CATALOGUE, 3, "a seed")) == decks[:3]
    assert list(sampled(RENDERER, CATALOGUE, 3, "another")) != decks[:3]


def test_the_decks_spread_over_templates_slide_types_and_languages(decks):
    templates = Counter(deck.style.template_id for deck in decks)
    assert len(templates) == min(COUNT, len(CATALOGUE))
    assert max(templates.values()) - min(templates.values()) <= 1
    assert len({slide.type.name for deck in decks for slide in deck.slides}) > 10
    assert len({deck.language for deck in decks}) > 3
    assert all(len(deck.slides) > 3 for deck in decks)


def test_the_decks_are_sound_and_read(decks):
    for deck in decks:
        rendered = RENDERER.render(deck)
        found = linter.problems(rendered.data) + contrast.too_faint(rendered.data)
        assert (deck.title, deck.style, found) == (deck.title, deck.style, [])
