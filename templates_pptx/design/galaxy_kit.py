"""Galaxy: its grid, colours, sky and type."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .canvas import WIDE, Box, Canvas
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT3,
    ACCENT4,
    TX1,
    TX2,
    Freeform,
    Group,
    Paint,
    Path,
    Point,
    Shape,
    Stroke,
    arcs_inside,
    disc,
    ellipse_point,
    group,
)
from .model import Fonts, Palette
from .text import Bullet, Level, Placeholder

PALETTE = Palette(
    name="Galaxy",
    dk1="0B0F26",
    lt1="F6F5FF",
    dk2="1D2148",
    lt2="BFC3E6",
    accents=("8B5CF6", "2DD4E0", "F472B6", "FBBF4A", "4ADE9F", "6B9BFF"),
    hlink="8FC2FF",
    fol_hlink="D6B0FF",
    dark=True,
)
FONTS = Fonts("Galaxy", "Arial", "Arial")

ORBIT = Stroke(TX2.clear(32), 0.75)
FAINT = Stroke(TX2.clear(14), 0.75)
WHISPER = Stroke(TX2.clear(8), 0.75)


@dataclass(frozen=True)
class Grid:
    """Measures for one slide shape."""

    left: float
    width: float
    title: Box
    body: Box
    gutter: float
    card_inset: float
    foot: Box
    picture: Box
    cover_title: Box
    cover_subtitle: Box
    sun: Point
    stars: tuple[tuple[float, float, float], ...]


def _stars(radius: float, points: str) -> list[tuple[float, float, float]]:
    """Stars of one size, places written as in an SVG."""
    pairs = (pair.split(",") for pair in points.split())
    return [(float(x), float(y), radius) for x, y in pairs]


GRIDS = {
    WIDE.key: Grid(
        left=1.0,
        width=11.333,
        title=Box(1.0, 0.53, 11.333, 1.34),
        body=Box(1.0, 2.1, 11.333, 4.42),
        gutter=0.25,
        card_inset=0.3,
        foot=Box(1.0, 6.6, 10.4, 0.66),
        picture=Box(7.3, 2.2, 4.9, 3.9),
        cover_title=Box(1.0, 1.2, 6.55, 2.95),
        cover_subtitle=Box(1.0, 4.4, 6.4, 1.6),
        sun=(10.95, 3.75),
        stars=(
            *_stars(0.022, "0.62,0.55 6.1,0.36 0.55,4.9 7.9,6.95 12.95,0.5"),
            *_stars(0.017, "3.3,0.4 8.25,0.28 9.3,6.9 13.05,7.1 13.1,3.1"),
            *_stars(0.013, "1.9,0.82 4.85,0.72 7.35,0.66 0.4,2.3 0.3,6.6 8.8,7.2 12.75,6.45"),
            *_stars(0.013, "8.55,5.2 9.35,1.0 11.6,0.45"),
        ),
    )
}

# ---------------------------------------------------------------- sky


def crescent(centre: Point, radius: float, facing: float, shift: float, paint: Paint) -> Shape:
    """The night side of a disc.  Flat shapes, since gradients get ragged edges in many viewers."""
    lean = math.degrees(math.asin(shift / 2 / radius))
    inner = ellipse_point(centre, shift, shift, facing + 180)
    path = Path().arc(centre, radius, radius, facing - 90 - lean, facing + 90 + lean)
    path.arc(inner, radius, radius, facing + 90 - lean, facing - 90 + lean)
    return Freeform(path.close(), paint)


def ball(
    centre: Point, radius: float, paint: Paint, night: Paint | None = None, facing: float = 50
) -> list[Shape]:
    """A planet: a disc with a darker crescent."""
    return [
        disc(centre, radius, paint),
        crescent(centre, radius, facing, radius * 0.55, night or paint.shade(72)),
    ]


def halo(centre: Point, radius: float, paint: Paint) -> list[Shape]:
    return [
        disc(centre, radius * 1.42, paint.clear(10)),
        disc(centre, radius * 1.2, paint.clear(16)),
    ]


def stars(grid: Grid) -> Group:
    return group("Stars", [disc((x, y), r, TX1.clear(75)) for x, y, r in grid.stars])


def orbit(frame: Box, centre: Point, radius: float, stroke: Stroke) -> list[Freeform]:
    return arcs_inside(frame, centre, radius, radius, stroke)


def comet(
    centre: Point, radius: float, start: float, end: float, paint: Paint, *, points: float
) -> Shape:
    """A heavy stretch of an orbit."""
    return Freeform(
        Path().arc(centre, radius, radius, start, end), None, Stroke(paint, points, "rnd")
    )


def moon(centre: Point, radius: float, degrees: float, size: float, paint: Paint) -> Shape:
    """A small body on a circular orbit."""
    return disc(ellipse_point(centre, radius, radius, degrees), size, paint)


def ringed(centre: Point, radius: float, paint: Paint, ring: Paint) -> list[Shape]:
    """A planet with a ring that passes behind and in front of it."""
    stroke = Stroke(ring, 2.5, "rnd")
    rx, ry, tilt = radius * 1.75, radius * 0.42, -24.0
    back = Freeform(Path().arc(centre, rx, ry, 180, 360, tilt=tilt), None, stroke)
    front = Freeform(Path().arc(centre, rx, ry, 0, 180, tilt=tilt), None, stroke)
    return [back, *ball(centre, radius, paint), front]


def system(grid: Grid, canvas: Canvas) -> Group:
    """The title slide's planets: colour stays right of the text, faint rings reach beyond."""
    frame, c = Box(0, 0, canvas.width, canvas.height), grid.sun
    shapes: list[Shape] = []
    for radius in (4.5, 5.7, 7.0, 8.4):
        shapes += orbit(frame, c, radius, FAINT)
    for radius in (1.62, 2.35, 3.15):
        shapes += orbit(frame, c, radius, ORBIT)
    shapes += [*halo(c, 0.92, TX2), *ball(c, 0.92, ACCENT4, ACCENT3)]
    shapes += [
        comet(c, 1.62, 188, 282, ACCENT2, points=5),
        moon(c, 1.62, 282, 0.14, ACCENT2),
        comet(c, 2.35, 22, 112, ACCENT1, points=11),
        comet(c, 3.15, 152, 176, ACCENT3, points=4),
        moon(c, 3.15, 152, 0.1, ACCENT3),
        moon(c, 3.15, 262, 0.13, ACCENT4),
    ]
    shapes += ringed(ellipse_point(c, 2.35, 2.35, 228), 0.36, ACCENT1, ACCENT2)
    shapes += ball(ellipse_point(c, 3.15, 3.15, 106), 0.25, ACCENT3)
    return group("Orbits", shapes)


def rising_planet(grid: Grid) -> Group:
    """Half a planet at the left edge, level with the title's middle."""
    c = (0.0, grid.title.y + grid.title.h / 2)
    r, shift = 0.34, 0.14
    half = Path().arc(c, r, r, -90, 90).close()
    lean = math.degrees(math.asin(shift / 2 / r))
    night = Path().arc(c, r, r, -lean, 90).arc((c[0], c[1] - shift), r, r, 90, lean).close()
    return group(
        "Planet",
        [
            Freeform(half, ACCENT1),
            Freeform(night, ACCENT3),
            Freeform(Path().arc(c, 0.56, 0.56, -90, 90), None, ORBIT),
            moon(c, 0.56, -38, 0.07, ACCENT2),
        ],
    )


def corner_orbits(canvas: Canvas) -> Group:
    """Rings around the lower right corner; the slide number sits inside them."""
    frame, c = Box(0, 0, canvas.width, canvas.height), (canvas.width, canvas.height)
    shapes: list[Shape] = []
    for radius in (2.1, 3.3, 4.9):
        shapes += orbit(frame, c, radius, WHISPER)
    shapes += [*orbit(frame, c, 0.98, ORBIT), *orbit(frame, c, 1.3, FAINT)]
    shapes += [
        comet(c, 0.98, 190, 222, ACCENT1, points=3),
        moon(c, 0.98, 222, 0.06, ACCENT1),
        moon(c, 1.3, 256, 0.045, ACCENT4),
    ]
    return group("Corner Orbits", shapes)


# ---------------------------------------------------------------- type

TITLE = Level(size=34, line=95, face="+mj", bold=True)
BODY = (
    Level(size=26, line=100, before=16, bullet=Bullet("●", 0.4, 55, TX2)),
    Level(size=22, line=104, before=8, paint=TX2, left=0.4, bullet=Bullet("○", 0.34, 70, TX2)),
)
COLUMN = (
    Level(size=22, line=102, before=14, bullet=Bullet("●", 0.36, 55, TX2)),
    Level(size=18, line=102, before=6, paint=TX2, left=0.36, bullet=Bullet("○", 0.3, 70, TX2)),
)
NOTE = Level(size=12, line=100, paint=TX2)


def title_at(box: Box) -> Placeholder:
    return Placeholder("title", "title", 0, "Title", "Title", box, (TITLE,), "ctr")


def footnote_at(box: Box, level: Level = NOTE) -> Placeholder:
    return Placeholder(
        "footnote", "body", 20, "Footnote", "Source or note", box, (level,), "b", size="quarter"
    )


def number_at(canvas: Canvas) -> Placeholder:
    level = Level(size=12, paint=TX1, bold=True, align="ctr")
    box = Box(canvas.width - 0.72, canvas.height - 0.56, 0.6, 0.3)
    return Placeholder(
        "number", "sldNum", 12, "Slide Number", "", box, (level,), "ctr", size="quarter"
    )
