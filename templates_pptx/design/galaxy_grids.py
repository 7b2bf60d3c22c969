"""Galaxy: where everything stands on each slide shape, in inches."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import LAPTOP, SQUARE, STANDARD, WIDE, Box
from .draw import Point
from .text import Insets


@dataclass(frozen=True)
class Orb:
    """The middle of a planet's orbits, and how large they are: 1 as on a wide slide."""

    x: float
    y: float
    scale: float = 1.0

    @property
    def centre(self) -> Point:
        return self.x, self.y


@dataclass(frozen=True)
class Poster:
    """A title over a few words, and the planet beside or below them."""

    title: Box
    text: Box
    foot: Box
    orb: Orb


@dataclass(frozen=True)
class Spread:
    """A text and a picture inside an orbit."""

    text: Box
    picture: Box


@dataclass(frozen=True)
class Contents:
    """An agenda's title, its parts on a card, and a planet in the place that is left."""

    title: Box
    card: Box
    insets: Insets
    orb: Orb


@dataclass(frozen=True)
class Saying:
    """A quotation inside an orbit that is ``rx`` wide and ``ry`` high."""

    words: Box
    said: Box
    marks: float
    centre: Point
    rx: float
    ry: float


@dataclass(frozen=True)
class Figure:
    """One number on a disc; ``stacked``: its label and meaning are below, not beside it."""

    orb: Orb
    label: Box
    context: Box
    stacked: bool = False


@dataclass(frozen=True)
class Grid:
    """Measures for one slide shape."""

    title: Box
    body: Box
    table: Box
    gutter: float
    card_inset: float
    name: float
    """How far under the top of a compared card the line under its name runs."""
    track: float
    """How far under the body's top a timeline's line runs."""
    foot: Box
    cover: Poster
    section: Poster
    closing: Poster
    spread: Spread
    contents: Contents
    saying: Saying
    figure: Figure
    stars: tuple[tuple[float, float, float], ...]
    edge: float = 1.0
    """How large the planets beside the title and the slide number are."""
    point_size: float = 26

    @property
    def cards(self) -> Box:
        """The body, with what cards reach out on both sides so that their texts stand in it."""
        body, pad = self.body, self.card_inset
        return Box(body.x - pad, body.y, body.w + 2 * pad, body.h)


def _stars(radius: float, points: str) -> list[tuple[float, float, float]]:
    """Stars of one size, places written as in an SVG."""
    pairs = (pair.split(",") for pair in points.split())
    return [(float(x), float(y), radius) for x, y in pairs]


_WIDE = Grid(
    title=Box(1.0, 0.53, 11.333, 1.34),
    body=Box(1.0, 2.1, 11.333, 4.42),
    table=Box(1.0, 2.15, 11.333, 4.3),
    gutter=0.25,
    card_inset=0.3,
    name=0.95,
    track=1.575,
    foot=Box(1.0, 6.6, 10.4, 0.66),
    cover=Poster(
        title=Box(1.0, 1.2, 6.55, 2.95),
        text=Box(1.0, 4.4, 6.4, 1.6),
        foot=Box(1.0, 6.6, 6.4, 0.66),
        orb=Orb(10.95, 3.75),
    ),
    section=Poster(
        title=Box(1.0, 1.35, 8.2, 2.6),
        text=Box(1.0, 4.25, 7.2, 1.5),
        foot=Box(1.0, 6.6, 7.4, 0.66),
        orb=Orb(WIDE.width, 3.75),
    ),
    closing=Poster(
        title=Box(1.0, 0.95, 9.6, 2.3),
        text=Box(1.0, 3.6, 6.6, 2.2),
        foot=Box(1.0, 6.6, 6.4, 0.66),
        orb=Orb(10.6, 7.5),
    ),
    spread=Spread(text=Box(1.0, 2.2, 5.5, 4.32), picture=Box(7.3, 2.2, 4.9, 3.9)),
    contents=Contents(
        title=Box(1.0, 0.94, 4.0, 2.0),
        card=Box(5.3, 0.75, 7.333, 5.75),
        insets=Insets(0.55, 0.3, 0.4, 0.3),
        orb=Orb(2.65, 4.85),
    ),
    saying=Saying(
        words=Box(1.6, 1.65, 10.133, 3.0),
        said=Box(2.9, 4.95, 7.533, 0.85),
        marks=1.12,
        centre=(WIDE.width / 2, 3.4),
        rx=6.25,
        ry=3.15,
    ),
    figure=Figure(
        orb=Orb(3.95, 3.6),
        label=Box(7.5, 1.9, 4.95, 1.7),
        context=Box(7.5, 3.85, 4.95, 2.2),
    ),
    stars=(
        *_stars(0.022, "0.62,0.55 6.1,0.36 0.55,4.9 7.9,6.95 12.95,0.5"),
        *_stars(0.017, "3.3,0.4 8.25,0.28 9.3,6.9 13.05,7.1 13.1,3.1"),
        *_stars(0.013, "1.9,0.82 4.85,0.72 7.35,0.66 0.4,2.3 0.3,6.6 8.8,7.2 12.75,6.45"),
        *_stars(0.013, "8.55,5.2 9.35,1.0 11.6,0.45"),
    ),
)

_LAPTOP = Grid(
    title=Box(0.7, 0.37, 10.6, 1.1),
    body=Box(0.7, 1.67, 10.6, 4.92),
    table=Box(0.7, 1.72, 10.6, 4.8),
    gutter=0.25,
    card_inset=0.25,
    name=0.82,
    track=1.6,
    foot=Box(0.7, 6.6, 9.7, 0.66),
    cover=Poster(
        title=Box(0.7, 1.2, 5.85, 2.95),
        text=Box(0.7, 4.4, 5.7, 1.6),
        foot=Box(0.7, 6.6, 6.5, 0.66),
        orb=Orb(9.8, 3.75, 0.95),
    ),
    section=Poster(
        title=Box(0.7, 1.35, 7.5, 2.6),
        text=Box(0.7, 4.25, 6.7, 1.5),
        foot=Box(0.7, 6.6, 7.0, 0.66),
        orb=Orb(LAPTOP.width, 3.75, 0.92),
    ),
    closing=Poster(
        title=Box(0.7, 0.95, 9.0, 2.3),
        text=Box(0.7, 3.6, 5.6, 2.0),
        foot=Box(0.7, 6.38, 4.9, 0.88),
        orb=Orb(9.5, 7.5),
    ),
    spread=Spread(text=Box(0.7, 2.1, 5.0, 4.4), picture=Box(6.5, 2.15, 4.45, 3.9)),
    contents=Contents(
        title=Box(0.7, 0.66, 3.7, 2.0),
        card=Box(4.75, 0.75, 6.85, 5.65),
        insets=Insets(0.5, 0.25, 0.35, 0.25),
        orb=Orb(2.4, 4.75),
    ),
    saying=Saying(
        words=Box(1.5, 1.65, 9.0, 3.0),
        said=Box(2.6, 4.95, 6.8, 0.85),
        marks=1.12,
        centre=(6.0, 3.4),
        rx=5.6,
        ry=3.15,
    ),
    figure=Figure(
        orb=Orb(3.5, 3.6, 0.95),
        label=Box(6.85, 1.9, 4.5, 1.7),
        context=Box(6.85, 3.85, 4.5, 2.2),
    ),
    stars=(
        *_stars(0.022, "0.5,0.5 5.6,0.36 0.4,4.9 7.1,6.95 11.6,0.5"),
        *_stars(0.017, "3.1,0.4 7.4,0.28 8.3,6.9 11.75,7.1 11.8,3.1"),
        *_stars(0.013, "1.8,0.82 4.5,0.72 6.7,0.66 0.3,2.3 0.25,6.6 7.9,7.2 11.4,6.45"),
        *_stars(0.013, "7.5,5.4 8.3,1.0 10.4,0.45"),
    ),
)

_STANDARD = Grid(
    title=Box(0.6, 0.3, 8.8, 0.82),
    body=Box(0.6, 1.4, 8.8, 5.25),
    table=Box(0.6, 1.25, 8.8, 5.5),
    gutter=0.2,
    card_inset=0.28,
    name=0.95,
    track=1.5,
    foot=Box(0.6, 6.77, 7.85, 0.64),
    cover=Poster(
        title=Box(0.6, 1.0, 4.75, 3.1),
        text=Box(0.6, 4.4, 4.7, 1.7),
        foot=Box(0.6, 6.75, 8.4, 0.66),
        orb=Orb(8.1, 3.75, 0.78),
    ),
    section=Poster(
        title=Box(0.6, 1.2, 6.1, 2.75),
        text=Box(0.6, 4.25, 5.6, 1.7),
        foot=Box(0.6, 6.75, 6.4, 0.66),
        orb=Orb(STANDARD.width, 3.75, 0.8),
    ),
    closing=Poster(
        title=Box(0.6, 0.75, 8.4, 2.2),
        text=Box(0.6, 3.25, 5.6, 1.6),
        foot=Box(0.6, 6.3, 3.8, 1.1),
        orb=Orb(7.7, 7.5, 0.85),
    ),
    spread=Spread(text=Box(0.6, 1.85, 3.9, 4.7), picture=Box(5.4, 1.95, 3.65, 3.9)),
    contents=Contents(
        title=Box(0.6, 0.45, 2.7, 2.2),
        card=Box(3.6, 0.55, 6.0, 6.05),
        insets=Insets(0.4, 0.15, 0.25, 0.15),
        orb=Orb(1.95, 4.4, 0.9),
    ),
    saying=Saying(
        words=Box(1.35, 1.65, 7.3, 3.0),
        said=Box(2.3, 4.95, 5.4, 0.85),
        marks=1.12,
        centre=(5.0, 3.4),
        rx=4.6,
        ry=3.15,
    ),
    figure=Figure(
        orb=Orb(2.85, 3.6, 0.78),
        label=Box(5.6, 1.8, 3.95, 1.75),
        context=Box(5.6, 3.8, 3.95, 2.3),
    ),
    stars=(
        *_stars(0.022, "0.4,0.4 4.6,0.3 0.35,4.9 5.9,6.6 9.6,0.45"),
        *_stars(0.017, "2.6,0.35 6.2,0.28 9.75,7.1 9.8,2.6"),
        *_stars(0.013, "1.5,0.75 3.75,0.66 5.6,0.62 0.3,2.3 0.25,6.4 9.3,6.4"),
        *_stars(0.013, "5.9,5.6 7.0,0.9 8.6,0.4"),
    ),
    edge=0.78,
)

_SQUARE = Grid(
    title=Box(0.9, 0.75, 8.2, 1.5),
    body=Box(0.9, 2.6, 8.2, 6.3),
    table=Box(0.9, 2.65, 8.2, 6.2),
    gutter=0.25,
    card_inset=0.3,
    name=0.95,
    track=2.0,
    foot=Box(0.9, 9.15, 7.4, 0.66),
    cover=Poster(
        title=Box(0.9, 0.7, 8.2, 2.15),
        text=Box(0.9, 3.05, 7.2, 0.9),
        foot=Box(0.9, 8.4, 3.75, 1.41),
        orb=Orb(6.95, 6.95, 0.85),
    ),
    section=Poster(
        title=Box(0.9, 1.0, 8.2, 2.5),
        text=Box(0.9, 3.85, 5.2, 2.0),
        foot=Box(0.9, 8.9, 4.8, 0.88),
        orb=Orb(SQUARE.width, 6.9),
    ),
    closing=Poster(
        title=Box(0.9, 0.8, 8.2, 2.3),
        text=Box(0.9, 3.4, 7.0, 1.55),
        foot=Box(0.9, 5.1, 4.1, 1.2),
        orb=Orb(6.9, 10.0, 1.15),
    ),
    spread=Spread(text=Box(0.9, 7.1, 8.2, 1.9), picture=Box(2.05, 2.75, 5.9, 3.7)),
    contents=Contents(
        title=Box(0.9, 1.24, 5.2, 2.0),
        card=Box(0.6, 3.55, 8.8, 5.35),
        insets=Insets(0.55, 0.3, 0.4, 0.3),
        orb=Orb(7.75, 1.85),
    ),
    saying=Saying(
        words=Box(1.6, 2.35, 6.8, 3.9),
        said=Box(2.3, 6.7, 5.4, 0.95),
        marks=1.55,
        centre=(5.0, 4.75),
        rx=4.4,
        ry=4.4,
    ),
    figure=Figure(
        orb=Orb(5.0, 3.65, 0.95),
        label=Box(1.1, 6.8, 7.8, 0.85),
        context=Box(1.6, 7.7, 6.8, 1.35),
        stacked=True,
    ),
    stars=(
        *_stars(0.022, "0.5,0.45 4.6,0.3 0.4,5.6 0.6,8.3 9.6,0.5"),
        *_stars(0.017, "2.6,0.35 6.2,0.28 9.75,9.6 9.8,4.1 2.7,9.75"),
        *_stars(0.013, "1.5,0.6 3.75,0.55 7.6,0.5 0.3,2.3 0.25,7.1 9.5,8.9"),
        *_stars(0.013, "2.2,6.4 9.6,2.5 4.9,9.85"),
    ),
    point_size=30,
)

GRIDS = {WIDE.key: _WIDE, LAPTOP.key: _LAPTOP, STANDARD.key: _STANDARD, SQUARE.key: _SQUARE}
