"""A random choice of decks, the same for the same seed, for other programs' checks.

    python -m tests.sampled COUNT SEED OUTDIR

Each deck has one template and several slide types; templates take turns, and what is in a deck is
drawn by lot: its font and colour, and of each slide the kind of text and how long it is.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from generate_content.catalogue import Catalogue
from generate_content.deck import ContentSource, Deck, Slide, Style
from generate_content.errors import DeckDoesNotFit
from generate_content.rendering.renderer import Renderer
from generate_content.slides.base import Content, SlideType
from generate_content.slides.registry import SLIDE_TYPES
from tests.samples import KINDS, TEMPLATES, longest, of_every_kind, shortest, written

_LANGUAGES = {"arabic": "ar", "hebrew": "he", "chinese": "zh-CN", "japanese": "ja", "korean": "ko"}
_LANGUAGES |= {"thai": "th", "hindi": "hi", "russian": "ru"}
_FONTS = (None, None, None, "Arial", "Verdana", "Georgia", "Courier New", "No Such Font")
_COLORS = (None, None, "#1f4e79", "#7a1f5c", "#ffe600", "#ffffff", "#000000", "#e4572e")
_LENGTHS = ("short", "written", "written", "long")
_FEWEST, _MOST = 4, 8


def sampled(renderer: Renderer, catalogue: Catalogue, count: int, seed: str) -> Iterator[Deck]:
    """So many decks; every template has as many as the next, or one less."""
    lot = random.Random(seed)
    ids = list(catalogue.ids())
    lot.shuffle(ids)
    for number in range(count):
        kind = lot.choice(KINDS)
        style = Style(ids[number % len(ids)], font=lot.choice(_FONTS), color=lot.choice(_COLORS))
        types = lot.sample(SLIDE_TYPES, lot.randint(_FEWEST, _MOST))
        slides = tuple(
            Slide(one, _content(renderer, style, one, kind, lot), ContentSource.PROVIDED)
            for one in types
        )
        yield Deck(f"Sample {number}", _LANGUAGES.get(kind, "en"), style, slides, "none")


def _content(
    renderer: Renderer, style: Style, slide_type: SlideType, kind: str, lot: random.Random
) -> Content:
    """As long as the lot says, or as still fits in that font."""

    def check(content: Content) -> None:
        renderer.check(style, [(slide_type, content)])

    length, content = lot.choice(_LENGTHS), written(slide_type, kind)
    if length == "short":
        return shortest(slide_type)
    if slide_type.name == "chart":
        content = lot.choice([content, *of_every_kind(content)])
    if length == "written":
        try:
            check(content)
        except DeckDoesNotFit:
            length = "long"
    return longest(slide_type, kind, check) if length == "long" else content


def main(count: int, seed: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    catalogue = Catalogue(TEMPLATES)
    renderer = Renderer(catalogue)
    for number, deck in enumerate(sampled(renderer, catalogue, count, seed)):
        name = f"{number:03}-{deck.style.template_id}-{deck.language}.pptx"
        (folder / name).write_bytes(renderer.render(deck).data)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
