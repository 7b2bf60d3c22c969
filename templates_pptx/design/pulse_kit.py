"""Pulse: its colours, capsules, cells and type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .canvas import Box, Canvas
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT3,
    ACCENT4,
    ACCENT5,
    ACCENT6,
    BG1,
    BG2,
    TX1,
    TX2,
    Fill,
    Freeform,
    Group,
    Paint,
    Path,
    Point,
    Preset,
    Shape,
    Stroke,
    disc,
    group,
    rule,
)
from .model import Fonts, Palette
from .pulse_grids import Grid
from .text import Bullet, Level, Placeholder

# Accents in the order charts use them: all but the last stand out 3:1 on the ground.
PALETTE = Palette(
    name="Pulse",
    dk1="2B2140",
    lt1="FDFCF9",
    dk2="5A5069",
    lt2="E7F0EA",
    accents=("3E7C67", "E2685A", "6E5288", "6C9A88", "A97F5E", "F4C3B0"),
    hlink="2A6F8C",
    fol_hlink="7A4A80",
)
FONTS = Fonts("Pulse", "Trebuchet MS", "Calibri")

LINE = Stroke(TX2.clear(55), 1.0, "rnd")
# Of a picture's shorter side: the radius of its corners.  The artwork has the same.
ROUNDING = 0.075
HAIRLINE = Stroke(TX2.clear(40), 0.75)

# ---------------------------------------------------------------- capsules


def capsule(box: Box, fill: Fill | None, stroke: Stroke | None = None) -> Shape:
    """A box with round ends, whichever way it lies."""
    return Preset(box, fill, stroke, "roundRect", min(box.w, box.h) / 2)


def card(box: Box, radius: float, fill: Fill | None = BG2, stroke: Stroke | None = None) -> Shape:
    return Preset(box, fill, stroke, "roundRect", radius)


def upright_pill(box: Box, upper: Paint, lower: Paint) -> list[Shape]:
    """A capsule of two colours that meet in its middle."""
    r, x = box.w / 2, box.x + box.w / 2
    seam = box.y + box.h / 2
    above = Path().arc((x, box.y + r), r, r, 180, 360).line((box.right, seam)).line((box.x, seam))
    below = (
        Path().arc((x, box.bottom - r), r, r, 0, 180).line((box.x, seam)).line((box.right, seam))
    )
    return [Freeform(above.close(), upper), Freeform(below.close(), lower)]


def lying_pill(box: Box, seam: float, gap: float, left: Paint, right: Paint) -> list[Shape]:
    """A capsule that lies, its two parts drawn apart by `gap` at `seam`."""
    r, y = box.h / 2, box.y + box.h / 2
    a, b = seam - gap / 2, seam + gap / 2
    one = Path().arc((box.x + r, y), r, r, 90, 270).line((a, box.y)).line((a, box.bottom))
    two = Path().arc((box.right - r, y), r, r, -90, 90).line((b, box.bottom)).line((b, box.y))
    return [Freeform(one.close(), left), Freeform(two.close(), right)]


# ---------------------------------------------------------------- pulses


@dataclass(frozen=True)
class Beat:
    """A capsule of a pulse.

    It reaches from `top` to `bottom`, in shares of the half height with the line at 0; where both
    are one it is a disc.  `size` is its width as a share of its column's.
    """

    top: float
    bottom: float
    paint: Paint
    lower: Paint | None = None
    hollow: bool = False
    size: float = 1.0

    def shapes(self, column: Box) -> list[Shape]:
        w, half = column.w * self.size, column.h / 2
        middle = column.y + half
        centre = middle + (self.top + self.bottom) / 2 * half
        h = max(w, (self.bottom - self.top) * half)
        box = Box(column.x + (column.w - w) / 2, centre - h / 2, w, h)
        if self.lower:
            return upright_pill(box, self.paint, self.lower)
        if self.hollow:
            return [capsule(box, None, Stroke(self.paint, 1.75))]
        return [capsule(box, self.paint)]


Column = tuple[Beat, ...]

# One long rhythm; a slide shows as many columns of it as its shape has room for.
RHYTHM: tuple[Column, ...] = (
    (Beat(0, 0, ACCENT2, size=0.42),),
    (Beat(-0.13, 0.13, ACCENT4),),
    (Beat(-0.34, 0.34, ACCENT1, hollow=True), Beat(-0.2, -0.2, ACCENT2, size=0.45)),
    (Beat(-0.6, 0.42, ACCENT2, BG1), Beat(0.58, 0.58, ACCENT1)),
    (Beat(-0.95, 0.72, ACCENT1), Beat(-0.8, -0.8, BG1, size=0.45)),
    (Beat(-0.3, 0.9, TX1), Beat(-0.46, -0.46, ACCENT6)),
    (Beat(-0.7, 0.3, ACCENT6, ACCENT3), Beat(0.52, 0.52, ACCENT3, hollow=True)),
    (Beat(-0.42, 0.6, ACCENT4), Beat(0.45, 0.45, BG1, size=0.45)),
    (Beat(-0.84, -0.1, ACCENT2), Beat(0.06, 0.06, TX1), Beat(0.24, 0.5, ACCENT1, hollow=True)),
    (Beat(-0.24, 0.78, BG1, ACCENT1), Beat(-0.4, -0.4, ACCENT5)),
    (Beat(-0.56, 0.2, ACCENT3), Beat(-0.42, -0.42, ACCENT6, size=0.45)),
    (Beat(-0.3, 0.3, ACCENT2, hollow=True), Beat(0.15, 0.15, ACCENT1, size=0.45)),
    (Beat(-0.14, 0.14, ACCENT1),),
    (Beat(0, 0, ACCENT2, size=0.42),),
)

# The same on a small scale, at the foot of each slide.
MURMUR: tuple[Column, ...] = (
    (Beat(-0.2, 0.2, ACCENT4),),
    (Beat(-0.5, 0.5, ACCENT1),),
    (Beat(-0.3, 0.3, ACCENT4),),
    (Beat(-1, 1, ACCENT2),),
    (Beat(-0.62, 0.62, ACCENT1),),
    (Beat(-0.3, 0.3, TX1),),
    (Beat(-0.15, 0.15, ACCENT4),),
)


def pulse(box: Box, columns: Sequence[Column], width: float = 0.74) -> list[Shape]:
    """Columns across the box; `width` is a column's share of its place."""
    pitch = box.w / len(columns)
    w = pitch * width
    shapes: list[Shape] = []
    for number, beats in enumerate(columns):
        column = Box(box.x + pitch * number + (pitch - w) / 2, box.y, w, box.h)
        shapes += [shape for beat in beats for shape in beat.shapes(column)]
    return shapes


def trace(grid: Grid, canvas: Canvas) -> Group:
    """The line along the foot of a slide: a small pulse on it, its number in a capsule."""
    y, number = grid.trace, grid.number
    beats = Box(number.x - 1.25, y - 0.22, 1.05, 0.44)
    return group(
        "Trace",
        [
            rule((0, y), (beats.x - 0.1, y), LINE),
            *pulse(beats, MURMUR, 0.58),
            capsule(number, BG2),
            rule((number.right + 0.1, y), (canvas.width, y), LINE),
        ],
    )


# ---------------------------------------------------------------- cells


def cell(centre: Point, radius: float, paint: Paint, nucleus: Paint, toward: Point) -> list[Shape]:
    """A pale disc with a membrane; its nucleus lies off the middle, in shares of the radius."""
    heart = (centre[0] + toward[0] * radius, centre[1] + toward[1] * radius)
    return [
        disc(centre, radius, paint.clear(32)),
        disc(centre, radius, None, Stroke(paint, 1.25)),
        disc(heart, radius * 0.3, nucleus),
    ]


def dish(centre: Point, radius: float, ground: Paint, line: Stroke) -> list[Shape]:
    """A round glass with cells in it, seen from above."""
    cx, cy = centre
    shapes: list[Shape] = [
        disc(centre, radius, None, line),
        disc(centre, radius * 0.94, ground),
        disc(centre, radius * 0.94, None, line),
    ]
    for x, y, r, paint, nucleus, toward in (
        (-0.3, -0.34, 0.36, ACCENT1, ACCENT2, (0.2, 0.15)),
        (0.36, -0.18, 0.25, ACCENT4, TX2, (-0.2, 0.1)),
        (0.1, 0.42, 0.32, ACCENT2, ACCENT6, (0.1, -0.25)),
        (-0.48, 0.3, 0.18, ACCENT6, ACCENT2, (0.0, 0.1)),
        (0.6, 0.3, 0.14, ACCENT6, ACCENT1, (0.1, 0.0)),
        (0.18, -0.66, 0.13, ACCENT2, ACCENT6, (0.0, 0.0)),
    ):
        place = (cx + x * radius, cy + y * radius)
        shapes += cell(place, r * radius, paint, nucleus, toward)
    return shapes


def drops(name: str, x: float, lengths: Iterable[tuple[float, Paint]], width: float) -> Group:
    """Half capsules that hang from the slide's upper edge, side by side."""
    shapes: list[Shape] = []
    for number, (length, paint) in enumerate(lengths):
        left, r = x + number * width * 1.3, width / 2
        path = Path().arc((left + r, length - r), r, r, 0, 180)
        path.line((left, 0)).line((left + width, 0))
        shapes.append(Freeform(path.close(), paint))
    return group(name, shapes)


# ---------------------------------------------------------------- type

TITLE = Level(size=32, line=90, face="+mj", bold=True)
BODY = (
    Level(size=26, line=98, before=15, bullet=Bullet("●", 0.38, 50, TX2)),
    Level(size=22, line=98, before=7, paint=TX2, left=0.38, bullet=Bullet("○", 0.32, 65, TX2)),
)
COLUMN = (
    Level(size=22, line=98, before=13, bullet=Bullet("●", 0.34, 50, TX2)),
    Level(size=20, line=98, before=6, paint=TX2, left=0.34, bullet=Bullet("○", 0.3, 65, TX2)),
)
NOTE = Level(size=12, line=100, paint=TX2)
PROMPT = Level(size=14, line=100, paint=TX2)


def title_at(box: Box) -> Placeholder:
    return Placeholder("title", "title", 0, "Title", "Title", box, (TITLE,), "b")


def footnote_at(box: Box, level: Level = NOTE) -> Placeholder:
    return Placeholder(
        "footnote", "body", 20, "Footnote", "Source or note", box, (level,), "t", size="quarter"
    )


def number_at(grid: Grid) -> Placeholder:
    level = Level(size=12, paint=TX2, bold=True, align="ctr")
    return Placeholder(
        "number", "sldNum", 12, "Slide Number", "", grid.number, (level,), "ctr", size="quarter"
    )
