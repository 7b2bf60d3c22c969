"""Galaxy: its colours, sky and type."""

from __future__ import annotations

import math

from .canvas import Box, Canvas
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT3,
    ACCENT4,
    BG2,
    TX1,
    TX2,
    Freeform,
    Group,
    Paint,
    Path,
    Point,
    Preset,
    Shape,
    Stroke,
    arcs_inside,
    disc,
    ellipse_point,
    group,
)
from .galaxy_grids import Grid, Orb
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


def system(orb: Orb, canvas: Canvas) -> Group:
    """The title slide's planets: colour stays clear of the text, faint rings reach beyond."""
    frame, c, k = Box(0, 0, canvas.width, canvas.height), orb.centre, orb.scale
    near, middle, far = 1.62 * k, 2.35 * k, 3.15 * k
    shapes: list[Shape] = []
    for radius in (4.5, 5.7, 7.0, 8.4):
        shapes += orbit(frame, c, radius * k, FAINT)
    for radius in (near, middle, far):
        shapes += orbit(frame, c, radius, ORBIT)
    shapes += [*halo(c, 0.92 * k, TX2), *ball(c, 0.92 * k, ACCENT4, ACCENT3)]
    shapes += [
        comet(c, near, 188, 282, ACCENT2, points=5),
        moon(c, near, 282, 0.14, ACCENT2),
        comet(c, middle, 22, 112, ACCENT1, points=11),
        comet(c, far, 152, 176, ACCENT3, points=4),
        moon(c, far, 152, 0.1, ACCENT3),
        moon(c, far, 262, 0.13, ACCENT4),
    ]
    shapes += ringed(ellipse_point(c, middle, middle, 228), 0.36 * k, ACCENT1, ACCENT2)
    shapes += ball(ellipse_point(c, far, far, 106), 0.25 * k, ACCENT3)
    return group("Orbits", shapes)


def half_planet(c: Point, r: float, facing: float) -> list[Shape]:
    """The half of a planet that rises over an edge, and the night on one side of it."""
    shift = 0.45 * r
    lean = math.degrees(math.asin(shift / 2 / r))
    day = Path().arc(c, r, r, facing - 90, facing + 90).close()
    away = ellipse_point(c, shift, shift, facing + 90)
    night = Path().arc(c, r, r, facing - 90, facing + lean)
    night.arc(away, r, r, facing - lean, facing - 90).close()
    return [Freeform(day, ACCENT1), Freeform(night, ACCENT3)]


def rising_planet(grid: Grid) -> Group:
    """Half a planet at the left edge, level with the title's middle."""
    c = (0.0, grid.title.y + grid.title.h / 2)
    r, shift, ring = 0.34 * grid.edge, 0.14 * grid.edge, 0.56 * grid.edge
    half = Path().arc(c, r, r, -90, 90).close()
    lean = math.degrees(math.asin(shift / 2 / r))
    night = Path().arc(c, r, r, -lean, 90).arc((c[0], c[1] - shift), r, r, 90, lean).close()
    return group(
        "Planet",
        [
            Freeform(half, ACCENT1),
            Freeform(night, ACCENT3),
            Freeform(Path().arc(c, ring, ring, -90, 90), None, ORBIT),
            moon(c, ring, -38, 0.07, ACCENT2),
        ],
    )


def corner_orbits(grid: Grid, canvas: Canvas) -> Group:
    """Rings around the lower right corner; the slide number sits inside them."""
    frame, c = Box(0, 0, canvas.width, canvas.height), (canvas.width, canvas.height)
    near, far = 0.98 * grid.edge, 1.3 * grid.edge
    shapes: list[Shape] = []
    for radius in (2.1, 3.3, 4.9):
        shapes += orbit(frame, c, radius, WHISPER)
    shapes += [*orbit(frame, c, near, ORBIT), *orbit(frame, c, far, FAINT)]
    shapes += [
        comet(c, near, 190, 222, ACCENT1, points=3),
        moon(c, near, 222, 0.06, ACCENT1),
        moon(c, far, 256, 0.045, ACCENT4),
    ]
    return group("Corner Orbits", shapes)


def card(box: Box) -> Preset:
    return Preset(box, BG2, None, "roundRect", 0.16)


# ---------------------------------------------------------------- type

TITLE = Level(size=34, line=95, face="+mj", bold=True)
COLUMN = (
    Level(size=22, line=102, before=14, bullet=Bullet("●", 0.36, 55, TX2)),
    Level(size=18, line=102, before=6, paint=TX2, left=0.36, bullet=Bullet("○", 0.3, 70, TX2)),
)
NOTE = Level(size=12, line=100, paint=TX2)
QUIET = Level(size=20, line=108, paint=TX2)


def points(grid: Grid) -> tuple[Level, ...]:
    size = grid.point_size
    return (
        Level(size=size, line=100, before=size - 10, bullet=Bullet("●", 0.4, 55, TX2)),
        Level(
            size=size - 4,
            line=104,
            before=8,
            paint=TX2,
            left=0.4,
            bullet=Bullet("○", 0.34, 70, TX2),
        ),
    )


def title_at(box: Box) -> Placeholder:
    return Placeholder("title", "title", 0, "Title", "Title", box, (TITLE,), "ctr")


def footnote_at(box: Box) -> Placeholder:
    return Placeholder(
        "footnote", "body", 20, "Footnote", "Source or note", box, (NOTE,), "b", size="quarter"
    )


def number_at(grid: Grid, canvas: Canvas) -> Placeholder:
    level = Level(size=12, paint=TX1, bold=True, align="ctr")
    k = grid.edge
    box = Box(canvas.width - 0.72 * k, canvas.height - 0.15 - 0.41 * k, 0.6 * k, 0.3)
    return Placeholder(
        "number", "sldNum", 12, "Slide Number", "", box, (level,), "ctr", size="quarter"
    )
