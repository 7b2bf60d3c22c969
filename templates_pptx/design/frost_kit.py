"""Frost: its colours, facets and type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from .canvas import Box
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT4,
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
from .frost_grids import Grid, Rows
from .model import Fonts, Palette
from .text import Bullet, Level, Placeholder

# Each accent stands out 3:1 on both grounds; charts take three hues first, of three depths.
PALETTE = Palette(
    name="Frost",
    dk1="12263A",
    lt1="FFFFFF",
    dk2="44586C",
    lt2="EAF1F6",
    accents=("24659A", "4A919B", "43366E", "7787C5", "5F7D94", "B07A4F"),
    hlink="1A5F8F",
    fol_hlink="6A4C84",
)
FONTS = Fonts("Frost", "Cambria", "Calibri")

HAIRLINE = Stroke(TX2.clear(45), 0.5)
RULE = Stroke(TX1, 1.5)
SEAM = Stroke(BG1, 0.75)

# ---------------------------------------------------------------- facets

# How light each facet is (per cent of the colour kept); neighbours differ, as cut ice does.
_TONES: tuple[tuple[Paint, int], ...] = (
    (ACCENT1, 55),
    (ACCENT2, 45),
    (ACCENT4, 60),
    (ACCENT2, 80),
    (ACCENT1, 30),
    (ACCENT1, 92),
    (ACCENT4, 40),
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
    rows: Rows,
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
COLUMN = (
    Level(size=24, line=98, before=14, bullet=Bullet("•", 0.34, 100, TX2)),
    Level(size=20, line=98, before=6, paint=TX2, left=0.34, bullet=Bullet("–", 0.28, 100, TX2)),
)
NOTE = Level(size=12, line=100, paint=TX2)
QUIET = Level(size=20, line=106, paint=TX2)


def points(grid: Grid) -> tuple[Level, ...]:
    size = grid.point_size
    return (
        Level(size=size, line=95, before=size - 11, bullet=Bullet("•", 0.38, 100, TX2)),
        Level(
            size=size - 4,
            line=100,
            before=7,
            paint=TX2,
            left=0.38,
            bullet=Bullet("–", 0.3, 100, TX2),
        ),
    )


def title_at(grid: Grid) -> Placeholder:
    return Placeholder("title", "title", 0, "Title", "Title", grid.title, (TITLE,), "b")


def title_rule(grid: Grid, title: Box) -> Group:
    return scotch_rule("Title Rule", title.x, title.bottom + grid.rule, title.w)


def foot_rule(grid: Grid, left: float) -> Group:
    """The hairline over the footnote and the slide number."""
    y, right = grid.foot.y - 0.08, grid.left + grid.width
    return lines("Foot Rule", [((left, y), (right, y))])


def footnote_at(box: Box) -> Placeholder:
    return Placeholder(
        "footnote", "body", 20, "Footnote", "Source or note", box, (NOTE,), "t", size="quarter"
    )


def number_at(grid: Grid) -> Placeholder:
    level = Level(size=12, paint=TX2, face="+mj", align="r")
    return Placeholder(
        "number", "sldNum", 12, "Slide Number", "", grid.number, (level,), "t", size="quarter"
    )
