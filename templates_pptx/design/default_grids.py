"""Default: where everything stands on each slide shape, in inches."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import LAPTOP, SQUARE, STANDARD, WIDE, Box
from .default_mosaics import (
    COVER,
    COVER_BELOW,
    EAVES,
    FRIEZE,
    LONG_STAIR,
    PANEL,
    PANEL_END,
    PILLAR,
    PLINTH,
    STAIR,
    TALL_FRIEZE,
    TOWER,
)
from .default_tiles import Mosaic, without_columns


@dataclass(frozen=True)
class Poster:
    """A slide of few words: a title over a text, and the tiles around them."""

    title: Box
    text: Box
    foot: Box
    tiles: Mosaic


@dataclass(frozen=True)
class Spread:
    """A text and a picture that runs off the slide, with tiles along one side."""

    title: Box
    text: Box
    picture: Box
    foot: Box
    tiles: Mosaic


@dataclass(frozen=True)
class Contents:
    """The panel that an agenda's title stands on, and the parts next to it."""

    panel: Box
    title: Box
    items: Box
    foot: Box
    tiles: Mosaic


@dataclass(frozen=True)
class Figure:
    """One number, its label and its meaning."""

    value: Box
    label: Box
    context: Box
    tiles: Mosaic


@dataclass(frozen=True)
class Grid:
    """Measures for one slide shape; ``unit`` is the side of a small tile and the spine's width."""

    unit: float
    title: Box
    body: Box
    table: Box
    gutter: float
    foot: Box
    bar: float
    """How high the bars over compared panels are."""
    track: float
    """How far under the body's top a timeline's line runs."""
    quote: Box
    said: Box
    cover: Poster
    section: Poster
    closing: Poster
    spread: Spread
    contents: Contents
    figure: Figure
    point_size: float = 28


_WIDE = Grid(
    unit=0.625,
    title=Box(1.25, 0.45, 11.333, 1.35),
    body=Box(1.25, 2.15, 11.333, 4.48),
    table=Box(1.25, 2.15, 11.333, 4.45),
    gutter=0.533,
    foot=Box(1.25, 6.65, 10.4, 0.66),
    bar=0.625,
    track=1.525,
    quote=Box(1.25, 2.0, 10.4, 3.1),
    said=Box(1.25, 5.6, 9.6, 0.8),
    cover=Poster(
        title=Box(0.75, 1.25, 7.4, 2.95),
        text=Box(0.75, 4.6, 7.4, 1.3),
        foot=Box(0.75, 6.65, 7.3, 0.66),
        tiles=Mosaic(WIDE.width - 5.0, 0, 1.25, COVER),
    ),
    section=Poster(
        title=Box(0.75, 1.25, 8.9, 2.6),
        text=Box(0.75, 4.3, 7.9, 1.5),
        foot=Box(0.75, 6.65, 6.25, 0.66),
        tiles=Mosaic(WIDE.width - 6.25, 0, 1.25, STAIR),
    ),
    closing=Poster(
        title=Box(0.75, 0.75, 10.6, 2.3),
        text=Box(0.75, 3.47, 9.6, 1.45),
        foot=Box(0.75, 5.35, 9.6, 0.66),
        tiles=Mosaic(0, 7.5 - 2 * WIDE.width / 11, WIDE.width / 11, FRIEZE),
    ),
    spread=Spread(
        title=Box(1.25, 0.25, 6.458, 1.55),
        text=Box(1.25, 2.2, 6.458, 4.4),
        picture=Box(WIDE.width - 5.0, 0, 5.0, 6.25),
        foot=Box(1.25, 6.65, 6.458, 0.66),
        tiles=Mosaic(WIDE.width - 5.0, 6.25, 1.25, PLINTH),
    ),
    contents=Contents(
        panel=Box(0.625, 0, 4.375, 7.5),
        title=Box(1.025, 1.0, 3.675, 3.2),
        items=Box(5.75, 0.9, 6.833, 5.3),
        foot=Box(5.75, 6.65, 6.3, 0.66),
        tiles=Mosaic(0.625, 7.5 - 4.375 / 2, 4.375 / 4, PANEL),
    ),
    figure=Figure(
        value=Box(1.25, 0.9, 7.9, 2.95),
        label=Box(1.25, 4.25, 7.9, 0.95),
        context=Box(1.25, 5.3, 7.9, 1.25),
        tiles=Mosaic(WIDE.width - 3.75, 0, 1.25, TOWER),
    ),
)

_LAPTOP = Grid(
    unit=0.5,
    title=Box(1.0, 0.4, 10.58, 1.2),
    body=Box(1.0, 1.95, 10.58, 4.67),
    table=Box(1.0, 1.95, 10.58, 4.67),
    gutter=0.5,
    foot=Box(1.0, 6.65, 9.8, 0.66),
    bar=0.625,
    track=1.525,
    quote=Box(1.0, 2.0, 9.6, 3.1),
    said=Box(1.0, 5.6, 9.0, 0.8),
    cover=Poster(
        title=Box(0.75, 1.25, 6.7, 2.95),
        text=Box(0.75, 4.6, 6.2, 1.3),
        foot=Box(0.75, 6.45, 6.1, 0.88),
        tiles=Mosaic(7.0, 0, 1.25, COVER),
    ),
    section=Poster(
        title=Box(0.75, 1.25, 8.6, 2.6),
        text=Box(0.75, 4.3, 7.2, 1.5),
        foot=Box(0.75, 6.45, 6.1, 0.88),
        tiles=Mosaic(7.0, 0, 1.25, without_columns(STAIR, 1)),
    ),
    closing=Poster(
        title=Box(0.75, 0.75, 9.8, 2.3),
        text=Box(0.75, 3.47, 9.0, 1.45),
        foot=Box(0.75, 5.4, 9.0, 0.66),
        tiles=Mosaic(0, 5.1, 1.2, without_columns(FRIEZE, 1)),
    ),
    spread=Spread(
        title=Box(1.0, 0.25, 5.4, 1.55),
        text=Box(1.0, 2.15, 5.4, 4.1),
        picture=Box(7.0, 0, 5.0, 6.25),
        foot=Box(1.0, 6.45, 5.4, 0.88),
        tiles=Mosaic(7.0, 6.25, 1.25, PLINTH),
    ),
    contents=Contents(
        panel=Box(0.5, 0, 3.75, 7.5),
        title=Box(0.85, 1.0, 3.1, 3.2),
        items=Box(4.95, 0.85, 6.5, 5.35),
        foot=Box(4.95, 6.45, 5.8, 0.88),
        tiles=Mosaic(0.5, 7.5 - 3.75 / 2, 3.75 / 4, PANEL),
    ),
    figure=Figure(
        value=Box(1.0, 0.9, 7.0, 2.95),
        label=Box(1.0, 4.25, 7.0, 0.95),
        context=Box(1.0, 5.3, 7.0, 1.25),
        tiles=Mosaic(8.25, 0, 1.25, TOWER),
    ),
)

_STANDARD = Grid(
    unit=0.45,
    title=Box(0.75, 0.3, 8.8, 0.78),
    body=Box(0.75, 1.4, 8.8, 5.3),
    table=Box(0.75, 1.25, 8.8, 5.5),
    gutter=0.4,
    foot=Box(0.75, 6.77, 8.05, 0.64),
    bar=0.58,
    track=1.3,
    quote=Box(0.75, 1.8, 8.4, 3.35),
    said=Box(0.75, 5.6, 7.6, 0.8),
    cover=Poster(
        title=Box(0.6, 1.1, 5.5, 3.1),
        text=Box(0.6, 4.62, 5.3, 1.5),
        foot=Box(0.6, 6.45, 5.5, 0.88),
        tiles=Mosaic(6.25, 0, 1.25, without_columns(COVER, 1)),
    ),
    section=Poster(
        title=Box(0.6, 1.1, 7.6, 2.4),
        text=Box(0.6, 3.92, 6.0, 1.4),
        foot=Box(0.6, 6.45, 5.4, 0.88),
        tiles=Mosaic(6.25, 0, 1.25, without_columns(STAIR, 2)),
    ),
    closing=Poster(
        title=Box(0.6, 0.75, 8.7, 2.3),
        text=Box(0.6, 3.47, 7.9, 1.5),
        foot=Box(0.6, 5.35, 7.9, 0.66),
        tiles=Mosaic(0, 5.0, 1.25, without_columns(FRIEZE, 3)),
    ),
    spread=Spread(
        title=Box(0.75, 0.35, 5.0, 1.75),
        text=Box(0.75, 2.45, 5.0, 3.85),
        picture=Box(6.25, 0, 3.75, 6.25),
        foot=Box(0.75, 6.45, 5.2, 0.88),
        tiles=Mosaic(6.25, 6.25, 1.25, without_columns(PLINTH, 1)),
    ),
    contents=Contents(
        panel=Box(0.45, 0, 3.0, 7.5),
        title=Box(0.75, 0.9, 2.5, 3.6),
        items=Box(3.95, 0.55, 5.55, 5.75),
        foot=Box(3.95, 6.45, 4.9, 0.88),
        tiles=Mosaic(0.45, 6.0, 0.75, PANEL),
    ),
    figure=Figure(
        value=Box(0.75, 0.9, 6.4, 2.95),
        label=Box(0.75, 4.25, 6.4, 0.95),
        context=Box(0.75, 5.3, 6.4, 1.25),
        tiles=Mosaic(7.5, 0, 1.25, without_columns(TOWER, 1)),
    ),
)

_SQUARE = Grid(
    unit=0.625,
    title=Box(1.25, 0.6, 8.1, 1.6),
    body=Box(1.25, 2.75, 8.1, 6.2),
    table=Box(1.25, 2.75, 8.1, 6.2),
    gutter=0.5,
    foot=Box(1.25, 9.15, 7.2, 0.66),
    bar=0.9,
    track=1.9,
    quote=Box(1.25, 2.6, 8.1, 4.6),
    said=Box(1.25, 7.8, 7.6, 1.0),
    cover=Poster(
        title=Box(0.75, 0.75, 8.5, 2.75),
        text=Box(0.75, 3.92, 7.6, 1.25),
        foot=Box(0.75, 6.4, 5.3, 0.88),
        tiles=Mosaic(0, 5.0, 1.25, COVER_BELOW),
    ),
    section=Poster(
        title=Box(0.75, 1.25, 8.5, 2.75),
        text=Box(0.75, 4.42, 6.5, 1.8),
        foot=Box(0.75, 6.5, 5.2, 0.88),
        tiles=Mosaic(0, 0, 1.25, LONG_STAIR),
    ),
    closing=Poster(
        title=Box(0.75, 0.9, 8.5, 2.75),
        text=Box(0.75, 4.07, 7.6, 1.6),
        foot=Box(0.75, 6.35, 7.8, 0.66),
        tiles=Mosaic(0, 6.25, 1.25, TALL_FRIEZE),
    ),
    spread=Spread(
        title=Box(1.25, 5.3, 8.1, 1.35),
        text=Box(1.25, 6.85, 7.9, 2.2),
        picture=Box(1.25, 0, 7.5, 5.0),
        foot=Box(1.25, 9.15, 7.2, 0.66),
        tiles=Mosaic(8.75, 0, 1.25, PILLAR),
    ),
    contents=Contents(
        panel=Box(0.625, 0, 9.375, 3.75),
        title=Box(1.25, 0.95, 4.6, 2.4),
        items=Box(1.25, 4.1, 8.1, 4.75),
        foot=Box(1.25, 9.15, 7.2, 0.66),
        tiles=Mosaic(6.25, 0, 1.25, PANEL_END),
    ),
    figure=Figure(
        value=Box(1.25, 2.6, 8.1, 3.1),
        label=Box(1.25, 6.15, 7.6, 0.95),
        context=Box(1.25, 7.2, 7.6, 1.6),
        tiles=Mosaic(2.5, 0, 1.25, EAVES),
    ),
    point_size=32,
)

GRIDS = {WIDE.key: _WIDE, LAPTOP.key: _LAPTOP, STANDARD.key: _STANDARD, SQUARE.key: _SQUARE}
