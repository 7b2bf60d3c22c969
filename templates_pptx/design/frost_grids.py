"""Frost: where everything stands on each slide shape, in inches."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import LAPTOP, SQUARE, STANDARD, WIDE, Box, Canvas
from .draw import Point

Rows = tuple[tuple[Point, ...], ...]
"""Points from left to right, from the upper row to the lower one; facets lie between the rows."""


@dataclass(frozen=True)
class Text:
    """A title over a few words, under ice or over it."""

    title: Box
    text: Box
    foot: Box


@dataclass(frozen=True)
class Picture:
    """A text and a picture on facets."""

    text: Box
    picture: Box


@dataclass(frozen=True)
class Contents:
    """A title over numbered parts, with ice along the left edge or, where it has none, the top.

    ``flank`` is how far it reaches in from the left, as a share of the canopy's depth.
    """

    title: Box
    items: Box
    foot: Box
    flank: float = 1.05


@dataclass(frozen=True)
class Figure:
    """One number, its label and its meaning; ``stacked``: in this order from top to bottom."""

    value: Box
    label: Box
    context: Box
    stacked: bool = False


@dataclass(frozen=True)
class Grid:
    """Measures for one slide shape; ``rule`` is how far under a title its rule runs."""

    title: Box
    rule: float
    body: Box
    table: Box
    gutter: float
    track: float
    """How far under the body's top a timeline's line runs."""
    foot: Box
    number: Box
    quote: Box
    said: Box
    cover: Text
    section: Text
    closing: Text
    picture: Picture
    contents: Contents
    figure: Figure
    canopy: Rows
    ribbon: Rows
    point_size: float = 26

    @property
    def left(self) -> float:
        return self.title.x

    @property
    def width(self) -> float:
        return self.title.w


def _rows(canvas: Canvas, *rows: str) -> Rows:
    """Rows of points written as in an SVG; the last one of each lies on the slide's right edge."""
    return tuple(tuple(_points(row.replace("W,", f"{canvas.width},"))) for row in rows)


def _points(row: str) -> list[Point]:
    pairs = (pair.split(",") for pair in row.split())
    return [(float(x), float(y)) for x, y in pairs]


_WIDE = Grid(
    title=Box(1.0, 0.47, 11.333, 1.32),
    rule=0.09,
    body=Box(1.0, 2.2, 11.333, 4.36),
    table=Box(1.0, 2.4, 11.333, 3.92),
    gutter=0.7,
    track=1.55,
    foot=Box(1.0, 6.69, 10.2, 0.66),
    number=Box(11.533, 6.69, 0.8, 0.25),
    quote=Box(1.7, 1.95, 9.933, 3.0),
    said=Box(2.4, 5.42, 8.533, 0.85),
    cover=Text(
        title=Box(1.0, 2.95, 9.2, 1.9),
        text=Box(1.0, 5.2, 9.2, 1.15),
        foot=Box(1.0, 6.69, 10.2, 0.66),
    ),
    section=Text(
        title=Box(1.0, 1.15, 10.4, 2.1),
        text=Box(1.0, 3.65, 8.6, 1.2),
        foot=Box(1.0, 5.05, 6.4, 0.66),
    ),
    closing=Text(
        title=Box(1.5, 2.75, 10.333, 1.75),
        text=Box(2.2, 4.95, 8.933, 1.4),
        foot=Box(1.0, 6.69, 10.2, 0.66),
    ),
    picture=Picture(text=Box(1.0, 2.2, 5.55, 4.36), picture=Box(7.1, 2.28, 5.233, 3.9)),
    contents=Contents(
        title=Box(3.7, 0.47, 8.633, 1.32),
        items=Box(3.7, 2.3, 8.633, 4.2),
        foot=Box(3.7, 6.69, 7.533, 0.66),
    ),
    figure=Figure(
        value=Box(1.0, 1.6, 5.267, 4.1),
        label=Box(7.067, 2.0, 5.25, 1.75),
        context=Box(7.067, 3.95, 5.25, 2.1),
    ),
    canopy=_rows(
        WIDE,
        "0,0 1.7,0 3.5,0 5.3,0 7,0 8.7,0 10.3,0 11.9,0 W,0",
        "0,.5 1,.32 2.6,.72 4.4,.55 6.1,1.1 7.9,.85 9.5,1.35 11.1,1 12.5,1.5 W,1.1",
        "6.1,1.1 7.1,1.62 8.7,1.75 10.3,2.3 11.7,2.1 12.9,2.7 W,2.35",
    ),
    ribbon=_rows(
        WIDE,
        "0,0 1.5,0 3.2,0 5,0 6.8,0 8.4,0 9.9,0 11.3,0 12.5,0 W,0",
        "0,.16 .8,.2 2.4,.14 4.1,.26 5.9,.18 7.6,.34 9.2,.25 10.6,.44 11.9,.32 12.85,.72 W,.5",
    ),
)

_LAPTOP = Grid(
    title=Box(0.7, 0.45, 10.6, 1.2),
    rule=0.09,
    body=Box(0.7, 2.0, 10.6, 4.56),
    table=Box(0.7, 2.2, 10.6, 4.2),
    gutter=0.6,
    track=1.6,
    foot=Box(0.7, 6.69, 9.5, 0.66),
    number=Box(10.5, 6.69, 0.8, 0.25),
    quote=Box(1.4, 1.95, 9.2, 3.0),
    said=Box(2.0, 5.42, 8.0, 0.85),
    cover=Text(
        title=Box(0.7, 2.85, 9.0, 2.0),
        text=Box(0.7, 5.2, 8.6, 1.15),
        foot=Box(0.7, 6.69, 9.5, 0.66),
    ),
    section=Text(
        title=Box(0.7, 1.15, 9.8, 2.1),
        text=Box(0.7, 3.65, 8.2, 1.2),
        foot=Box(0.7, 5.05, 6.2, 0.66),
    ),
    closing=Text(
        title=Box(1.3, 2.75, 9.4, 1.75),
        text=Box(1.9, 4.95, 8.2, 1.4),
        foot=Box(0.7, 6.69, 9.5, 0.66),
    ),
    picture=Picture(text=Box(0.7, 2.0, 5.3, 4.5), picture=Box(6.5, 2.12, 4.8, 4.05)),
    contents=Contents(
        title=Box(3.5, 0.45, 7.8, 1.2),
        items=Box(3.5, 2.0, 7.8, 4.5),
        foot=Box(3.5, 6.69, 6.9, 0.66),
    ),
    figure=Figure(
        value=Box(0.7, 1.6, 4.9, 4.1),
        label=Box(6.4, 2.0, 4.9, 1.75),
        context=Box(6.4, 3.95, 4.9, 2.1),
    ),
    canopy=_rows(
        LAPTOP,
        "0,0 1.6,0 3.3,0 4.9,0 6.5,0 8,0 9.4,0 10.8,0 W,0",
        "0,.5 .9,.32 2.4,.74 4,.55 5.6,1.1 7.2,.85 8.6,1.38 10,1.02 11.2,1.55 W,1.15",
        "5.6,1.1 6.5,1.62 7.9,1.78 9.3,2.32 10.5,2.1 11.6,2.66 W,2.35",
    ),
    ribbon=_rows(
        LAPTOP,
        "0,0 1.4,0 3,0 4.6,0 6.2,0 7.6,0 8.9,0 10.1,0 11.2,0 W,0",
        "0,.16 .8,.2 2.2,.14 3.8,.26 5.4,.18 6.9,.34 8.3,.25 9.5,.36 10.6,.27 11.5,.5 W,.38",
    ),
)

_STANDARD = Grid(
    title=Box(0.5, 0.33, 9.0, 0.78),
    rule=0.07,
    body=Box(0.5, 1.5, 9.0, 5.22),
    table=Box(0.5, 1.4, 9.0, 5.37),
    gutter=0.5,
    track=1.4,
    foot=Box(0.5, 6.86, 7.9, 0.63),
    number=Box(8.7, 6.86, 0.8, 0.25),
    quote=Box(1.1, 1.95, 7.8, 3.1),
    said=Box(1.6, 5.5, 6.8, 0.9),
    cover=Text(
        title=Box(0.5, 2.7, 8.4, 2.1),
        text=Box(0.5, 5.15, 7.8, 1.2),
        foot=Box(0.5, 6.75, 8.0, 0.66),
    ),
    section=Text(
        title=Box(0.5, 0.95, 8.6, 2.1),
        text=Box(0.5, 3.45, 7.2, 1.2),
        foot=Box(0.5, 4.85, 5.6, 0.88),
    ),
    closing=Text(
        title=Box(0.9, 2.75, 8.2, 1.85),
        text=Box(1.3, 5.05, 7.4, 1.4),
        foot=Box(0.5, 6.75, 8.0, 0.66),
    ),
    picture=Picture(text=Box(0.5, 1.6, 4.6, 5.0), picture=Box(5.55, 1.7, 3.8, 4.5)),
    contents=Contents(
        title=Box(2.45, 0.33, 7.05, 0.95),
        items=Box(2.45, 1.6, 7.05, 5.05),
        foot=Box(2.45, 6.84, 6.23, 0.65),
        flank=0.85,
    ),
    figure=Figure(
        value=Box(0.5, 1.1, 9.0, 2.6),
        label=Box(1.1, 4.05, 7.8, 0.95),
        context=Box(1.6, 5.1, 6.8, 1.45),
        stacked=True,
    ),
    canopy=_rows(
        STANDARD,
        "0,0 1.6,0 3.2,0 4.8,0 6.3,0 7.7,0 8.9,0 W,0",
        "0,.45 .9,.3 2.3,.68 3.9,.5 5.3,1.02 6.8,.8 8.1,1.28 9.3,1 W,1.35",
        "5.3,1.02 6.1,1.5 7.3,1.62 8.5,2.12 9.4,1.92 W,2.4",
    ),
    ribbon=_rows(
        STANDARD,
        "0,0 1.4,0 2.9,0 4.4,0 5.8,0 7.1,0 8.3,0 9.3,0 W,0",
        "0,.12 .7,.15 2.1,.1 3.6,.2 5.1,.13 6.5,.24 7.8,.17 8.8,.3 9.6,.22 W,.36",
    ),
)

_SQUARE = Grid(
    title=Box(0.75, 0.8, 8.5, 1.4),
    rule=0.1,
    body=Box(0.75, 2.75, 8.5, 6.1),
    table=Box(0.75, 2.85, 8.5, 5.9),
    gutter=0.6,
    track=2.0,
    foot=Box(0.75, 9.15, 7.6, 0.66),
    number=Box(8.45, 9.15, 0.8, 0.25),
    quote=Box(1.1, 2.7, 7.8, 4.2),
    said=Box(1.6, 7.5, 6.8, 1.0),
    cover=Text(
        title=Box(0.75, 4.3, 8.5, 2.5),
        text=Box(0.75, 7.15, 7.8, 1.4),
        foot=Box(0.75, 9.15, 8.4, 0.66),
    ),
    section=Text(
        title=Box(0.75, 1.3, 8.5, 2.5),
        text=Box(0.75, 4.2, 7.2, 1.5),
        foot=Box(0.75, 6.2, 4.9, 0.88),
    ),
    closing=Text(
        title=Box(0.9, 4.1, 8.2, 2.3),
        text=Box(1.3, 6.9, 7.4, 1.6),
        foot=Box(0.75, 9.15, 8.4, 0.66),
    ),
    picture=Picture(text=Box(0.75, 6.85, 8.5, 2.05), picture=Box(0.75, 2.7, 8.5, 3.7)),
    contents=Contents(
        title=Box(0.75, 2.75, 8.5, 1.2),
        items=Box(0.75, 4.3, 8.5, 4.7),
        foot=Box(0.75, 9.15, 7.6, 0.66),
        flank=0,
    ),
    figure=Figure(
        value=Box(0.75, 1.9, 8.5, 3.0),
        label=Box(1.1, 5.45, 7.8, 1.1),
        context=Box(1.6, 6.75, 6.8, 1.7),
        stacked=True,
    ),
    canopy=_rows(
        SQUARE,
        "0,0 1.5,0 3,0 4.5,0 6,0 7.4,0 8.7,0 W,0",
        "0,.75 .9,.5 2.2,1 3.7,.78 5.1,1.35 6.5,1.05 7.9,1.6 9.1,1.25 W,1.7",
        "2.2,1 3.1,1.5 4.3,1.75 5.6,2.2 6.9,2.05 8.2,2.65 9.3,2.35 W,2.8",
        "5.6,2.2 6.3,2.75 7.4,3 8.5,3.55 9.4,3.3 W,3.8",
    ),
    ribbon=_rows(
        SQUARE,
        "0,0 1.4,0 2.9,0 4.4,0 5.8,0 7.1,0 8.3,0 9.3,0 W,0",
        "0,.22 .7,.28 2.1,.18 3.6,.36 5.1,.25 6.5,.46 7.8,.34 8.8,.6 9.6,.45 W,.72",
    ),
    point_size=30,
)

GRIDS = {WIDE.key: _WIDE, LAPTOP.key: _LAPTOP, STANDARD.key: _STANDARD, SQUARE.key: _SQUARE}
