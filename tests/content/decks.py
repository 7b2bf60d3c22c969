"""Short ways to say what a deck request looks like."""

from __future__ import annotations

from generate_content.deck import Brief, DeckRequest, SlideRequest, Style
from generate_content.slides.registry import BY_NAME

STYLE = Style("default_16_9")


def slide(name: str, **given: object) -> SlideRequest:
    return SlideRequest(BY_NAME[name], BY_NAME[name].clean(given))


def deck_request(*slides: SlideRequest, prompt: str = "Green tea", **brief: object) -> DeckRequest:
    return DeckRequest(Brief(prompt, **brief), STYLE, slides)
