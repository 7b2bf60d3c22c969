"""The decks in the gallery: one believable talk per category, on each of its templates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate_content.catalogue import Catalogue, Template
from generate_content.deck import ContentSource, Deck, Slide, Style
from generate_content.slides.registry import BY_NAME

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class GalleryDeck:
    template: Template
    deck: Deck

    def slide_types(self) -> list[str]:
        """Slide by slide, each type once."""
        return [slide.type.name for slide in self.deck.slides]


def gallery_decks(catalogue: Catalogue) -> Iterator[GalleryDeck]:
    """One for each template whose category has a talk. Raises: InvalidDeck, for a bad one."""
    talks = {path.stem: json.loads(path.read_text("utf-8")) for path in CONTENT.glob("*.json")}
    for template in catalogue.all():
        if template.category in talks:
            yield GalleryDeck(template, _deck(talks[template.category], template))


def _deck(talk: Any, template: Template) -> Deck:
    slides = tuple(map(_slide, talk["slides"]))
    return Deck(talk["title"], talk["language"], Style(template.id), slides, "none")


def _slide(told: Any) -> Slide:
    slide_type = BY_NAME[told["layout"]]
    content = {name: value for name, value in told.items() if name != "layout"}
    return Slide(slide_type, slide_type.clean(content), ContentSource.PROVIDED)
