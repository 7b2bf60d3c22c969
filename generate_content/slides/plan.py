"""Which slide types a talk has where nobody says: by rule, and what a writer may choose instead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from generate_content.slides.base import SlideType
from generate_content.slides.registry import BY_NAME

# After the title: points, a contrast, a picture to breathe; never three alike in a row. No charts,
# tables, quotations or numbers: what they show must come from the caller.
_ROTATION = ("bullet", "two-column", "content-image", "bullet", "comparison", "content-image")
_CHOICES = (*dict.fromkeys(_ROTATION), "timeline", "section")
_CLOSED_FROM = 5  # slides: a shorter talk ends with its last point
_AGENDA_FROM = 10  # slides, from which on people want to know the way
_IN_A_ROW = 3  # alike are too many


def by_rule(position: int, count: int) -> SlideType:
    """The slide type for a position, from 0, of `count`."""
    if position == 0:
        return BY_NAME["title"]
    if count >= _CLOSED_FROM and position == count - 1:
        return BY_NAME["closing"]
    if count >= _AGENDA_FROM:
        if position == 1:
            return BY_NAME["agenda"]
        position -= 1
    return BY_NAME[_ROTATION[(position - 1) % len(_ROTATION)]]


def choices(position: int, count: int, *, with_facts: bool) -> Mapping[str, SlideType]:
    """What a writer may put there, by name.

    `with_facts`: whether there are numbers of the caller's own that a slide can show.
    """
    ruled = by_rule(position, count)
    if ruled.name in {"title", "closing"}:
        return {ruled.name: ruled}
    names = [*_CHOICES, *([name for name, one in BY_NAME.items() if one.facts] * with_facts)]
    if position == 1:
        names.append("agenda")
    if position == count - 1:
        names.append("closing")
    return {name: BY_NAME[name] for name in names}


def too_alike(types: Sequence[SlideType], free: Collection[int]) -> dict[int, SlideType]:
    """Of each three alike in a row the last that is `free` to change, with a type it can have."""
    mended = list(types)
    changed: dict[int, SlideType] = {}
    for end in range(_IN_A_ROW, len(mended) + 1):
        row = range(end - _IN_A_ROW, end)
        movable = [position for position in row if position in free]
        if movable and _are_alike(mended, row):
            mended[movable[-1]] = changed[movable[-1]] = another(mended, movable[-1])
    return changed


def another(types: Sequence[SlideType], position: int) -> SlideType:
    """By rule, or the next in turn that is not the one there and makes no three alike."""
    ruled = by_rule(position, len(types))
    for one in (ruled, *map(BY_NAME.__getitem__, _ROTATION)):
        there = [*types[:position], one, *types[position + 1 :]]
        if one is not types[position] and not any(
            _are_alike(there, row) for row in _rows_around(position, len(types))
        ):
            return one
    return ruled


def _rows_around(position: int, count: int) -> Iterator[range]:
    for start in range(max(0, position - _IN_A_ROW + 1), position + 1):
        if start + _IN_A_ROW <= count:
            yield range(start, start + _IN_A_ROW)


def _are_alike(types: Sequence[SlideType], row: range) -> bool:
    return len({types[position].name for position in row}) == 1
