"""Circuit: its colours, signal line, panels and type."""

from __future__ import annotations

from .canvas import Box
from .circuit_board import GRAPHITE, HAIR, TRACE, Board, lit
from .circuit_grids import Grid
from .draw import (
    ACCENT1,
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
    group,
    polygon,
)
from .model import Fonts, Palette
from .text import Bullet, Level, Placeholder

# Neutral greys, so that any signal colour goes with them; each accent stands out 3:1 on the ground.
PALETTE = Palette(
    name="Circuit",
    dk1="101416",
    lt1="F4F7F6",
    dk2="20282C",
    lt2="B4C0C2",
    accents=("B9EE3F", "35C8E8", "FFB13D", "8EA3AB", "FF7A66", "E3F5B5"),
    hlink="7FDCF2",
    fol_hlink="D9C2FF",
    dark=True,
)
FONTS = Fonts("Circuit", "Consolas", "Arial")


# ---------------------------------------------------------------- signal line


def signal(grid: Grid) -> Group:
    """A conductor from edge to edge beneath the title, through a chip: it goes on from slide to
    slide.
    """
    board = grid.board((grid.right - 0.5, grid.rule - 0.52), 0.19)
    fall = 2 * 0.52 / board.unit
    bend_in, bend_out = board.at(0, fall), board.at(fall, 0)
    far = (grid.canvas.width, grid.rule)
    line = Path().move((0.0, grid.rule)).line(bend_in).line(board.at(0, 1))
    out = Path().move(board.at(1, 0)).line(bend_out).line(far)
    start = Path().move((0.0, grid.rule)).line((grid.left + 0.9, grid.rule))
    return group(
        "Signal",
        [
            Freeform(line, None, TRACE),
            Freeform(out, None, TRACE),
            Freeform(start, None, Stroke(ACCENT1, 3.0, "rnd")),
            *chip(board),
        ],
    )


def chip(board: Board, paint: Paint = ACCENT1) -> list[Shape]:
    """A small one: a carrier, and what it carries, lit."""
    return [
        *board.block((0, 0), (2.9, 2.9, 0.35), GRAPHITE),
        *board.block((0, 0), (1.6, 1.6, 0.45), lit(paint), 0.35),
    ]


# ---------------------------------------------------------------- panels and marks


def panel(box: Box, paint: Paint = BG2, notch: float = 0.3) -> Shape:
    """A plate with one corner cut off, as boards and cards have it to tell which way is up."""
    return polygon(
        [
            (box.x, box.y),
            (box.right - notch, box.y),
            (box.right, box.y + notch),
            (box.right, box.bottom),
            (box.x, box.bottom),
        ],
        paint,
    )


def contact(box: Box, paint: Paint, length: float = 0.62) -> Shape:
    """A strip on a panel's upper edge."""
    return Preset(Box(box.x, box.y, length, 0.06), paint)


def corners(box: Box, stroke: Stroke, reach: float = 0.28) -> list[Shape]:
    """The four angles of a frame whose sides are left out."""
    return [
        Freeform(Path().move((x, y + dy)).line((x, y)).line((x + dx, y)), None, stroke)
        for x, dx in ((box.x, reach), (box.right, -reach))
        for y, dy in ((box.y, reach), (box.bottom, -reach))
    ]


def measure(start: Point, end: Point, stroke: Stroke = HAIR, tick: float = 0.07) -> list[Shape]:
    """A dimension line, level or upright, with a stroke across each end."""
    (x1, y1), (x2, y2) = start, end
    dx, dy = (0.0, tick) if y1 == y2 else (tick, 0.0)
    return [
        Freeform(Path().move(start).line(end), None, stroke),
        *(
            Freeform(Path().move((x - dx, y - dy)).line((x + dx, y + dy)), None, stroke)
            for x, y in ((x1, y1), (x2, y2))
        ),
    ]


def page_mark(grid: Grid) -> Group:
    """Brackets around the slide's number."""
    return group("Number Frame", corners(_number_box(grid), HAIR, 0.09))


def _number_box(grid: Grid) -> Box:
    return Box(grid.right - 0.62, grid.foot.bottom - 0.34, 0.62, 0.34)


def dimensions(box: Box) -> Group:
    """The width and the height of a picture, below it and to its right."""
    below, beside = box.bottom + 0.24, box.right + 0.24
    return group(
        "Dimensions",
        [
            *measure((box.x, below), (box.right, below)),
            *measure((beside, box.y), (beside, box.bottom)),
        ],
    )


def stacked(box: Box, gutter: float) -> tuple[Box, Box]:
    """Two rows of one height."""
    high = (box.h - gutter) / 2
    return Box(box.x, box.y, box.w, high), Box(box.x, box.y + high + gutter, box.w, high)


# ---------------------------------------------------------------- type

TITLE = Level(size=30, line=92, face="+mj", bold=True)
BODY = (
    Level(size=24, line=100, before=13, bullet=Bullet("▪", 0.36, 100, TX2)),
    Level(size=20, line=100, before=6, paint=TX2, left=0.36, bullet=Bullet("–", 0.3, 100, TX2)),
)
COLUMN = (
    Level(size=22, line=98, before=9, bullet=Bullet("▪", 0.28, 100, TX2)),
    Level(size=18, line=98, before=5, paint=TX2, left=0.28, bullet=Bullet("–", 0.26, 100, TX2)),
)
NOTE = Level(size=12, line=100, paint=TX2)
QUIET = Level(size=20, line=108, paint=TX2)


def title_at(box: Box) -> Placeholder:
    return Placeholder("title", "title", 0, "Title", "Title", box, (TITLE,), "b")


def footnote_at(box: Box) -> Placeholder:
    return Placeholder(
        "footnote", "body", 20, "Footnote", "Source or note", box, (NOTE,), "b", size="quarter"
    )


def number_at(grid: Grid) -> Placeholder:
    level = Level(size=12, paint=TX1, face="+mj", bold=True, align="ctr")
    box = _number_box(grid)
    return Placeholder(
        "number", "sldNum", 12, "Slide Number", "", box, (level,), "ctr", size="quarter"
    )
