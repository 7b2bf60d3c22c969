"""What fields hold once they are clean: plain, immutable values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generate_content.slides.picture import Picture


@dataclass(frozen=True)
class Rows:
    """Rows of cells; an empty text is an empty cell."""

    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Numbers:
    """Finite numbers."""

    items: tuple[float, ...]


@dataclass(frozen=True)
class Records:
    """Objects with the same fields each, as events have a date and a text."""

    items: tuple[Mapping[str, Value], ...]


Value: TypeAlias = "str | tuple[str, ...] | Picture | Rows | Numbers | Records"


@dataclass(frozen=True)
class Series:
    """A row of a chart's numbers, one for each category."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class ChartData:
    """What a chart shows. `kind` is one of bar, column, line, pie, area."""

    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


INDENT = "  "
"""Leads a sub-point in a list of points; no other text begins with a space."""


CONTINUED = "\u2060"
"""Leads the rest of a point that began on the slide before; nothing is seen of it."""


def parted(item: str) -> tuple[int, str]:
    """The level of an item, 0 for a point and 1 for a sub-point, and its words."""
    return (1, item[len(INDENT) :]) if item.startswith(INDENT) else (0, item)


def texts_in(value: Value) -> Iterator[str]:
    """Every text of a value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from value
    elif isinstance(value, Rows):
        for row in value.cells:
            yield from row
    elif isinstance(value, Records):
        for record in value.items:
            for part in record.values():
                yield from texts_in(part)
