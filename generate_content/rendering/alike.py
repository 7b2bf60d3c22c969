"""The pages of one slide are to be read as one: equal columns, numbers that count on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from generate_content.rendering.canvas import Numbering, Paragraph, Sketch
from generate_content.rendering.fit import Setting
from generate_content.rendering.tables import TableFit


def alike(pages: Sequence[Sketch], wholes: Mapping[str, TableFit]) -> list[Mapping[str, Setting]]:
    """The settings of each page's tables, with equal columns.

    In the sketches, numbers that places give by themselves count on, and artwork stays the same.
    """
    _count_on(pages)
    for page in pages:
        page.artworks = pages[0].artworks
    return _tables(pages, wholes)


def _tables(pages: Sequence[Sketch], wholes: Mapping[str, TableFit]) -> list[Mapping[str, Setting]]:
    """The settings of their tables."""
    found: list[dict[str, Setting]] = [{} for _ in pages]
    for role, whole in wholes.items():
        settings = whole.set([page.tables[role] for page in pages])
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
            counted[role] = counted.get(role, 0) + sum(not one.goes_on for one in paragraphs)
            if start > 1:
                page.texts[role] = _numbered(paragraphs, scheme, start)


def _numbered(paragraphs: Sequence[Paragraph], scheme: str, start: int) -> tuple[Paragraph, ...]:
    numbers = count(start)
    return tuple(
        one if one.goes_on else one._replace(numbering=Numbering(scheme, start, next(numbers)))
        for one in paragraphs
    )
