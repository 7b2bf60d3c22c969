"""The pages of one slide are to be read as one: equal columns, numbers that count on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from generate_content.rendering.canvas import Numbering, Paragraph, Sketch
from generate_content.rendering.fit import DoesNotFit, Setting
from generate_content.rendering.fonts import Font
from generate_content.rendering.tables import set_tables
from generate_content.rendering.template import TextStyle


def alike(
    pages: Sequence[Sketch], fonts: Callable[[TextStyle], Font]
) -> list[Mapping[str, Setting]]:
    """The settings of each page's tables, with equal columns.

    In the sketches, numbers that places give by themselves count on, and artwork stays the same.
    """
    _count_on(pages)
    for page in pages:
        page.artworks = pages[0].artworks
    return _tables(pages, fonts)


def _tables(
    pages: Sequence[Sketch], fonts: Callable[[TextStyle], Font]
) -> list[Mapping[str, Setting]]:
    """The settings of their tables; where equal columns have no room, each page's own."""
    found: list[dict[str, Setting]] = [{} for _ in pages]
    for role in pages[0].tables:
        place, texts = pages[0].layout.places[role], [page.tables[role] for page in pages]
        try:
            settings = set_tables(texts, place, fonts)
        except DoesNotFit:
            settings = [set_tables([text], place, fonts)[0] for text in texts]
        for own, setting in zip(found, settings, strict=True):
            own[role] = setting
    return list(found)


def _count_on(pages: Sequence[Sketch]) -> None:
    """In places that number their paragraphs by themselves: PowerPoint would begin anew."""
    counted: dict[str, int] = {}
    for page in pages:
        for role, paragraphs in page.texts.items():
            styles = page.layout.places[role].styles
            if not (scheme := styles[0].numbered) or any(one.numbering for one in paragraphs):
                continue
            start = counted.get(role, 0) + 1
            counted[role] = counted.get(role, 0) + len(paragraphs)
            if start > 1:
                page.texts[role] = _numbered(paragraphs, scheme, start)


def _numbered(paragraphs: Sequence[Paragraph], scheme: str, start: int) -> tuple[Paragraph, ...]:
    return tuple(
        replace(one, numbering=Numbering(scheme, start, number))
        for number, one in enumerate(paragraphs, start=start)
    )
