"""Frost: its grid, colours, facets and type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from .canvas import WIDE, Box
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT3,
    ACCENT5,
    BG1,
    TX1,
    TX2,
    Gradient,
    Group,
    Paint,
    Point,
    Shape,
    Stroke,
    group,
    polygon,
    rule,
)
from .model import Fonts, Palette
from .text import Bullet, Level, Placeholder

# Each accent stands out 3:1 on white, for charts.
PALETTE = Palette(
    name="Frost",
    dk1="12263A",
    lt1="FFFFFF",
    dk2="44586C",
    lt2="EAF1F6",
    accents=("2C6E9B", "5A9BC2", "1D4566", "5E9C96", "8191C6", "B07A4F"),
    hlink="1A5F8F",
    fol_hlink="6A4C84",
)
FONTS = Fonts("Frost", "Cambria", "Calibri")

HAIRLINE = Stroke(TX2.clear(45), 0.5)
RULE = Stroke(TX1, 1.5)
SEAM = Stroke(BG1, 0.75)


@dataclass(frozen=True)
class Grid:
    """Measures for one slide shape."""

    left: float
    width: float
    title: Box
    rule: float
    body: Box
    gutter: float
    foot: Box
    number: Box
    picture: Box
    cover_title: Box
    cover_subtitle: Box
    canopy: tuple[tuple[Point, ...], ...]
    ribbon: tuple[tuple[Point, ...], ...]


def _row(points: str, last: Point) -> tuple[Point, ...]:
    """Points written as in an SVG; the last one lies on the slide's edge."""
    pairs = (pair.split(",") for pair in points.split())
    return (*((float(x), float(y)) for x, y in pairs), last)


def _grid_16_9() -> Grid:
    w = WIDE.width
    return Grid(
        left=1.0,
        width=11.333,
        title=Box(1.0, 0.47, 11.333, 1.32),
        rule=1.88,
        body=Box(1.0, 2.2, 11.333, 4.36),
        gutter=0.7,
        foot=Box(1.0, 6.69, 10.2, 0.66),
        number=Box(11.533, 6.69, 0.8, 0.25),
        picture=Box(7.1, 2.28, 5.233, 3.9),
        cover_title=Box(1.0, 2.95, 9.2, 1.9),
        cover_subtitle=Box(1.0, 5.2, 9.2, 1.15),
        canopy=(
            _row("0,0 1.7,0 3.5,0 5.3,0 7,0 8.7,0 10.3,0 11.9,0", (w, 0)),
            _row(
                "0,.5 1,.32 2.6,.72 4.4,.55 6.1,1.1 7.9,.85 9.5,1.35 11.1,1 12.5,1.5",
                (w, 1.1),
            ),
            _row("6.1,1.1 7.1,1.62 8.7,1.75 10.3,2.3 11.7,2.1 12.9,2.7", (w, 2.35)),
        ),
        ribbon=(
            _row("0,0 1.5,0 3.2,0 5,0 6.8,0 8.4,0 9.9,0 11.3,0 12.5,0", (w, 0)),
            _row(
                "0,.16 .8,.2 2.4,.14 4.1,.26 5.9,.18 7.6,.34 9.2,.25 10.6,.44 11.9,.32 12.85,.72",
                (w, 0.5),
            ),
        ),
    )


GRIDS = {WIDE.key: _grid_16_9()}

# ---------------------------------------------------------------- facets

# How light each facet is (per cent of the colour kept); neighbours differ, as cut ice does.
_TONES: tuple[tuple[Paint, int], ...] = (
    (ACCENT1, 55),
    (ACCENT2, 45),
    (ACCENT5, 60),
    (ACCENT2, 80),
    (ACCENT1, 30),
    (ACCENT3, 80),
    (ACCENT5, 40),
    (ACCENT1, 80),
    (ACCENT2, 30),
)


def strip(upper: tuple[Point, ...], lower: tuple[Point, ...]) -> list[tuple[Point, Point, Point]]:
    """Triangles between two rows of points, left to right, each time to the nearer next point."""
    out: list[tuple[Point, Point, Point]] = []
    i = j = 0
    while i < len(upper) - 1 or j < len(lower) - 1:
        take_upper = j == len(lower) - 1 or (
            i < len(upper) - 1 and upper[i + 1][0] <= lower[j + 1][0]
        )
        if take_upper:
            out.append((upper[i], upper[i + 1], lower[j]))
            i += 1
        else:
            out.append((upper[i], lower[j + 1], lower[j]))
            j += 1
    return out


def facet(points: tuple[Point, Point, Point], turn: int) -> Shape:
    paint, keep = _TONES[turn % len(_TONES)]
    light = paint.tint(max(12, keep - 22))
    return polygon(
        points, Gradient(((0, paint.tint(keep)), (100, light)), 35 + 55 * (turn % 5)), SEAM
    )


def facets(
    name: str,
    rows: tuple[tuple[Point, ...], ...],
    seed: int = 0,
    moved: Callable[[Point], Point] = lambda point: point,
) -> Group:
    """A sheet of ice between the rows; `moved` turns or mirrors it as a whole."""
    triangles: list[tuple[Point, Point, Point]] = []
    for upper, lower in pairwise(rows):
        under = tuple(p for p in upper if p[0] >= lower[0][0])
        triangles += strip(under, lower)
    area = [(moved(a), moved(b), moved(c)) for a, b, c in triangles if _area((a, b, c)) > 1e-4]
    return group(name, (facet(t, seed + 4 * n + n // 3) for n, t in enumerate(area)))


def _area(t: tuple[Point, Point, Point]) -> float:
    (ax, ay), (bx, by), (cx, cy) = t
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def scotch_rule(name: str, x: float, y: float, width: float) -> Group:
    """A thick and a thin line, as over a chapter in print."""
    return group(
        name,
        [rule((x, y), (x + width, y), RULE), rule((x, y + 0.06), (x + width, y + 0.06), HAIRLINE)],
    )


def lines(name: str, pairs: Iterable[tuple[Point, Point]]) -> Group:
    return group(name, [rule(a, b, HAIRLINE) for a, b in pairs])


# ---------------------------------------------------------------- type

TITLE = Level(size=36, line=92, face="+mj")
BODY = (
    Level(size=26, line=95, before=15, bullet=Bullet("•", 0.38, 100, TX2)),
    Level(size=22, line=100, before=7, paint=TX2, left=0.38, bullet=Bullet("–", 0.3, 100, TX2)),
)
COLUMN = (
    Level(size=24, line=98, before=14, bullet=Bullet("•", 0.34, 100, TX2)),
    Level(size=20, line=98, before=6, paint=TX2, left=0.34, bullet=Bullet("–", 0.28, 100, TX2)),
)
NOTE = Level(size=12, line=100, paint=TX2)


def title_at(grid: Grid) -> Placeholder:
    return Placeholder("title", "title", 0, "Title", "Title", grid.title, (TITLE,), "b")


def footnote_at(box: Box, level: Level = NOTE) -> Placeholder:
    return Placeholder(
        "footnote", "body", 20, "Footnote", "Source or note", box, (level,), "t", size="quarter"
    )


def number_at(grid: Grid) -> Placeholder:
    level = Level(size=12, paint=TX2, face="+mj", align="r")
    return Placeholder(
        "number", "sldNum", 12, "Slide Number", "", grid.number, (level,), "t", size="quarter"
    )
