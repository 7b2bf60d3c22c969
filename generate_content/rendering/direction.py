"""Slides that run from right to left: columns, events and tables begin at the right.

A slide runs as most of its paragraphs do, whatever the deck's language says; its heading counts
twice. On one that does, what
reads the same either way is set so too; other words of the Latin script ("C++.", "3.5 GB") would
change their order, so they only stand at the right. Charts stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from generate_content.rendering.canvas import Paragraph, Sketch, TableText
from generate_content.rendering.places import Layout, Place

_SIDES = {"left": "right", "right": "left"}


def as_it_runs(sketch: Sketch) -> Sketch:
    """The sketch, mirrored if most of its paragraphs run from right to left; sources do not count.

    They stand at the foot as they are.
    """
    body = {role: told for role, told in sketch.texts.items() if role != "footnote"}
    paragraphs = [*_paragraphs(body, sketch.tables), *body.get("title", ())]
    if all(run.text.isascii() for one in paragraphs for run in one.runs):
        return sketch  # most decks, soon told
    directions = [one.direction for one in paragraphs]
    if directions.count("R") <= directions.count("L"):
        return sketch
    return replace(
        sketch,
        layout=replace(sketch.layout, places=_mirrored(sketch.layout)),
        texts={**sketch.texts, **{role: _turned(told) for role, told in body.items()}},
        tables={role: _turned_table(table) for role, table in sketch.tables.items()},
        track=sketch.track and replace(sketch.track, mirrored=True),
    )


def _paragraphs(
    texts: Mapping[str, Iterable[Paragraph]], tables: Mapping[str, TableText]
) -> Iterator[Paragraph]:
    yield from chain.from_iterable(texts.values())
    for table in tables.values():
        yield from chain.from_iterable((table.header, *table.rows))


def _turned(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(one._replace(turned=True) for one in paragraphs)


def _turned_table(table: TableText) -> TableText:
    header, rows = _turned(table.header), tuple(map(_turned, table.rows))
    return replace(table, header=header, rows=rows)


def _mirrored(layout: Layout) -> dict[str, Place]:
    """The places, each side's where the other's is beside it, events in the opposite order."""
    places = layout.places
    events = Counter(role.partition(" ")[0] for role in places if " " in role)
    opposites = {role: places.get(_opposite(role, events), place) for role, place in places.items()}
    return {
        role: replace(opposite, role=role) if opposite.frame.top == place.frame.top else place
        for (role, place), opposite in zip(places.items(), opposites.values(), strict=True)
    }


def _opposite(role: str, events: Mapping[str, int]) -> str:
    side, mark, part = role.partition("_")
    if side in _SIDES:
        return f"{_SIDES[side]}{mark}{part}"
    kind, _, number = role.partition(" ")
    return f"{kind} {events[kind] + 1 - int(number)}" if number else role
