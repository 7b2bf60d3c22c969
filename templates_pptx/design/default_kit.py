"""Default: its grid, colours, tiles and type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .canvas import WIDE, Box, Canvas
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT4,
    ACCENT6,
    BG1,
    BG2,
    TX1,
    TX2,
    Freeform,
    Group,
    Paint,
    Path,
    Preset,
    Shape,
    group,
    polygon,
)
from .model import Fonts, Palette
from .text import Bullet, Level, Placeholder

# Accents in the order charts use them: all but the last stand out 3:1 on white.
PALETTE = Palette(
    name="Default",
    dk1="16212E",
    lt1="FFFFFF",
    dk2="475467",
    lt2="F3F0EA",
    accents=("0F5C6E", "E4572E", "3F4C8C", "5F9EA7", "8C8478", "F2B134"),
    hlink="0B5A8A",
    fol_hlink="6B3F7C",
)
FONTS = Fonts("Default", "Calibri", "Calibri")


@dataclass(frozen=True)
class Grid:
    """Measures for one slide shape; ``unit`` is a small tile's side, ``tile`` a large one's."""

    unit: float
    left: float
    width: float
    title: Box
    body: Box
    gutter: float
    foot: Box
    tile: float
    picture: Box
    cover_text: float
    cover_foot: float


GRIDS = {
    WIDE.key: Grid(
        unit=0.625,
        left=1.25,
        width=11.333,
        title=Box(1.25, 0.45, 11.333, 1.35),
        body=Box(1.25, 2.2, 11.333, 4.45),
        gutter=0.533,
        foot=Box(1.25, 6.65, 10.4, 0.66),
        tile=1.25,
        picture=Box(WIDE.width - 5.0, 0, 5.0, 6.25),
        cover_text=7.4,
        cover_foot=7.3,
    )
}

# ---------------------------------------------------------------- tiles

Tile = Callable[[Box, Paint], Shape]
_CORNERS = {"nw": 0, "ne": 90, "se": 180, "sw": 270}


def square(box: Box, paint: Paint) -> Shape:
    return Preset(box, paint)


def dot(box: Box, paint: Paint) -> Shape:
    d = box.w * 0.5
    return Preset(
        Box(box.x + (box.w - d) / 2, box.y + (box.h - d) / 2, d, d), paint, kind="ellipse"
    )


def full(box: Box, paint: Paint) -> Shape:
    return Preset(box, paint, kind="ellipse")


def _corner(box: Box, corner: str) -> tuple[float, float]:
    return (box.right if "e" in corner else box.x, box.bottom if "s" in corner else box.y)


def quarter(corner: str) -> Tile:
    """A quarter disc whose centre is the named corner."""

    def draw(box: Box, paint: Paint) -> Shape:
        centre, start = _corner(box, corner), _CORNERS[corner]
        return Freeform(
            Path().move(centre).arc(centre, box.w, box.h, start, start + 90).close(), paint
        )

    return draw


def bow(corner: str) -> Tile:
    """A quarter ring around the named corner."""

    def draw(box: Box, paint: Paint) -> Shape:
        centre, start = _corner(box, corner), _CORNERS[corner]
        path = Path().arc(centre, box.w, box.h, start, start + 90)
        return Freeform(path.arc(centre, box.w / 2, box.h / 2, start + 90, start).close(), paint)

    return draw


def wedge(corner: str) -> Tile:
    """Half the square: the triangle at the named corner."""

    def draw(box: Box, paint: Paint) -> Shape:
        corners = {name: _corner(box, name) for name in _CORNERS}
        opposite = {"nw": "se", "se": "nw", "ne": "sw", "sw": "ne"}[corner]
        return polygon([point for name, point in corners.items() if name != opposite], paint)

    return draw


def half(side: str) -> Tile:
    """A half disc standing on the named side."""

    def draw(box: Box, paint: Paint) -> Shape:
        cx, cy, r = box.x + box.w / 2, box.y + box.h / 2, box.w / 2
        centre, start = {
            "n": ((cx, box.y), 0),
            "s": ((cx, box.bottom), 180),
            "w": ((box.x, cy), -90),
            "e": ((box.right, cy), 90),
        }[side]
        return Freeform(Path().arc(centre, r, r, start, start + 180).close(), paint)

    return draw


@dataclass(frozen=True)
class Cell:
    """One place of a mosaic: column and row, an optional ground, and the figure on it."""

    col: int
    row: int
    figure: Tile
    paint: Paint
    ground: Paint | None = None


def mosaic(name: str, x: float, y: float, side: float, cells: tuple[Cell, ...]) -> Group:
    shapes: list[Shape] = []
    for cell in cells:
        box = Box(x + cell.col * side, y + cell.row * side, side, side)
        if cell.ground:
            shapes.append(square(box, cell.ground))
        shapes.append(cell.figure(box, cell.paint))
    return group(name, shapes)


# Four columns on the right edge, the first empty beside the text: the contour is a stair.
COVER = (
    Cell(1, 0, quarter("se"), ACCENT4),
    Cell(2, 0, square, ACCENT1),
    Cell(3, 0, quarter("sw"), ACCENT2, TX1),
    Cell(2, 1, quarter("nw"), ACCENT6, BG1),
    Cell(3, 1, half("w"), BG1, ACCENT1),
    Cell(1, 2, wedge("se"), TX1),
    Cell(2, 2, full, ACCENT2, TX1),
    Cell(3, 2, bow("ne"), ACCENT4, BG1),
    Cell(2, 3, bow("se"), ACCENT1, ACCENT4),
    Cell(3, 3, square, ACCENT2),
    Cell(1, 4, dot, ACCENT2),
    Cell(2, 4, wedge("ne"), TX1, ACCENT6),
    Cell(3, 4, quarter("nw"), ACCENT6, ACCENT1),
    Cell(0, 5, quarter("se"), ACCENT1),
    Cell(1, 5, square, TX1),
    Cell(2, 5, half("s"), ACCENT6, BG1),
    Cell(3, 5, quarter("ne"), ACCENT1, TX1),
)

SPINE = (
    Cell(0, 0, square, TX1),
    Cell(0, 1, quarter("nw"), ACCENT2, ACCENT1),
    Cell(0, 2, quarter("sw"), ACCENT4),
)

FOOT = (
    Cell(1, 0, quarter("se"), ACCENT4),
    Cell(0, 1, quarter("se"), ACCENT1),
    Cell(1, 1, quarter("nw"), ACCENT6, TX1),
)

PLINTH = (
    Cell(0, 0, quarter("ne"), ACCENT2),
    Cell(1, 0, square, TX1),
    Cell(2, 0, half("w"), ACCENT4, ACCENT1),
    Cell(3, 0, quarter("nw"), ACCENT6, BG2),
)


def spine(grid: Grid, canvas: Canvas) -> Group:
    """A column on the left edge: three tiles at its head, the slide number at its foot."""
    column = Preset(Box(0, 0, grid.unit, canvas.height), BG2)
    return group("Spine", [column, *mosaic("Tiles", 0, 0, grid.unit, SPINE).shapes])


def corner(grid: Grid, canvas: Canvas) -> Group:
    """Tiles in the lower right corner: the weight that holds a slide with few words."""
    side = grid.unit
    return mosaic("Corner", canvas.width - 2 * side, canvas.height - 2 * side, side, FOOT)


# ---------------------------------------------------------------- type

TITLE = Level(size=36, line=90, face="+mj", bold=True)
BODY = (
    Level(size=28, line=95, before=16, bullet=Bullet("■", 0.4, 60, TX2)),
    Level(size=22, line=95, before=7, paint=TX2, left=0.4, bullet=Bullet("–", 0.3, 100, TX2)),
)
COLUMN = (
    Level(size=24, line=95, before=14, bullet=Bullet("■", 0.36, 60, TX2)),
    Level(size=20, line=95, before=6, paint=TX2, left=0.36, bullet=Bullet("–", 0.28, 100, TX2)),
)
NOTE = Level(size=12, line=100, paint=TX2)
PROMPT = Level(size=14, line=100, paint=TX2)


def title_at(box: Box) -> Placeholder:
    return Placeholder("title", "title", 0, "Title", "Title", box, (TITLE,), "b")


def footnote_at(box: Box, level: Level = NOTE) -> Placeholder:
    return Placeholder(
        "footnote", "body", 20, "Footnote", "Source or note", box, (level,), "b", size="quarter"
    )


def number_at(grid: Grid, canvas: Canvas) -> Placeholder:
    # On the spine, where it meets neither the footnote nor a picture that runs off the slide.
    box = Box(0, canvas.height - 0.6, grid.unit, 0.3)
    level = Level(size=12, paint=TX2, bold=True, align="ctr")
    return Placeholder(
        "number", "sldNum", 12, "Slide Number", "", box, (level,), "b", size="quarter"
    )
