"""Pulse: its colours, capsules, cells and type."""

from __future__ import annotations

from collections.abc import Sequence
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
from .pulse_grids import Grid, Spread
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
    beats = Box(number.x - 1.25, y - 0.2, 1.05, 0.4)
    return group(
        "Trace",
        [
            rule((0, y), (beats.x - 0.1, y), LINE),
            *pulse(beats, MURMUR, 0.58),
            capsule(number, BG2),
            rule((number.right + 0.1, y), (canvas.width, y), LINE),
        ],
    )


def large_pulse(spread: Spread, canvas: Canvas) -> tuple[Group, Group]:
    """A line across the slide and the columns of the rhythm on it."""
    y = spread.pulse.y + spread.pulse.h / 2
    return (
        group("Line", [rule((0, y), (canvas.width, y), LINE)]),
        group("Pulse", pulse(spread.pulse, RHYTHM[spread.columns])),
    )


# ---------------------------------------------------------------- cells


@dataclass(frozen=True)
class Cell:
    """A disc with a membrane and a nucleus, in shares of what it lies in, from its middle.

    `toward` is where the nucleus lies, in shares of the cell's radius.
    """

    x: float
    y: float
    radius: float
    paint: Paint
    nucleus: Paint
    toward: Point = (0.0, 0.0)


PAIR = (
    Cell(-0.34, 0.28, 0.68, ACCENT1, ACCENT2, (0.25, -0.2)),
    Cell(0.5, 0.0, 0.46, ACCENT4, ACCENT1, (-0.2, 0.2)),
    Cell(0.1, -0.78, 0.19, ACCENT2, ACCENT2),
)
CULTURE = (
    Cell(-0.3, -0.32, 0.38, ACCENT1, ACCENT2, (0.2, 0.15)),
    Cell(0.38, -0.2, 0.25, ACCENT4, BG2, (-0.2, 0.1)),
    Cell(0.12, 0.44, 0.34, ACCENT2, ACCENT6, (0.1, -0.25)),
    Cell(-0.5, 0.34, 0.18, ACCENT6, ACCENT2, (0.0, 0.1)),
    Cell(0.64, 0.3, 0.14, ACCENT6, ACCENT1, (0.1, 0.0)),
    Cell(0.2, -0.7, 0.13, ACCENT2, ACCENT6),
    Cell(-0.18, 0.74, 0.08, ACCENT4, ACCENT4),
    Cell(-0.74, 0.02, 0.07, ACCENT4, ACCENT4),
)


def cells(centre: Point, radius: float, drawn: Sequence[Cell], opacity: int = 32) -> list[Shape]:
    """Cells about `centre`; `opacity` is of their flesh, in per cent."""
    shapes: list[Shape] = []
    for one in drawn:
        place = (centre[0] + one.x * radius, centre[1] + one.y * radius)
        r = one.radius * radius
        heart = (place[0] + one.toward[0] * r, place[1] + one.toward[1] * r)
        shapes += [
            disc(place, r, one.paint.clear(opacity), Stroke(one.paint, 1.25)),
            disc(heart, r * 0.3, one.nucleus),
        ]
    return shapes


def dish(centre: Point, radius: float, line: Stroke) -> list[Shape]:
    """A round glass with cells in it, seen from above."""
    inner = radius * 0.94
    return [
        disc(centre, radius, None, line),
        disc(centre, inner, BG2.clear(45), line),
        *cells(centre, inner, CULTURE, 85),
    ]


def drops(name: str, right: float, lengths: Sequence[tuple[float, Paint]]) -> Group:
    """Half capsules that hang from the slide's upper edge, the last one flush with `right`."""
    width, pitch = 0.32, 0.42
    shapes: list[Shape] = []
    for number, (length, paint) in enumerate(reversed(lengths)):
        left, r = right - width - number * pitch, width / 2
        path = Path().arc((left + r, length - r), r, r, 0, 180)
        path.line((left, 0)).line((left + width, 0))
        shapes.append(Freeform(path.close(), paint))
    return group(name, shapes)


# ---------------------------------------------------------------- type

BODY = (
    Level(size=26, line=98, before=15, bullet=Bullet("●", 0.38, 50, TX2)),
    Level(size=22, line=98, before=7, paint=TX2, left=0.38, bullet=Bullet("○", 0.32, 65, TX2)),
)
COLUMN = (
    Level(size=22, line=98, before=11, bullet=Bullet("●", 0.28, 50, TX2)),
    Level(size=20, line=98, before=6, paint=TX2, left=0.28, bullet=Bullet("○", 0.28, 65, TX2)),
)
NOTE = Level(size=12, line=100, paint=TX2)
PROMPT = Level(size=14, line=100, paint=TX2)


def heading(points: float) -> Level:
    return Level(size=points, line=90, face="+mj", bold=True)


def title_at(grid: Grid, box: Box, anchor: str = "t") -> Placeholder:
    return Placeholder(
        "title", "title", 0, "Title", "Title", box, (heading(grid.title_pt),), anchor
    )


def footnote_at(box: Box, anchor: str = "t") -> Placeholder:
    return Placeholder(
        "footnote", "body", 20, "Footnote", "Source or note", box, (NOTE,), anchor, size="quarter"
    )


def number_at(grid: Grid) -> Placeholder:
    level = Level(size=12, paint=TX2, bold=True, align="ctr")
    return Placeholder(
        "number", "sldNum", 12, "Slide Number", "", grid.number, (level,), "ctr", size="quarter"
    )
