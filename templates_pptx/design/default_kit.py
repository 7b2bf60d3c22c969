"""Default: its colours, its type, and what stands on every slide."""

from __future__ import annotations

from .canvas import Box, Canvas
from .default_grids import Grid
from .default_mosaics import FOOT, SPINE
from .default_tiles import Mosaic
from .draw import ACCENT2, BG2, TX2, Group, Preset, group
from .model import Fonts, Palette
from .text import Bullet, Level, Placeholder

# Accents in the order charts use them: all but the last stand out 3:1 on white.
PALETTE = Palette(
    name="Default",
    dk1="16212E",
    lt1="FFFFFF",
    dk2="475467",
    lt2="F3F0EA",
    accents=("0F5C6E", "E4572E", "5A6BB5", "5F9EA7", "8C8478", "F2B134"),
    hlink="0B5A8A",
    fol_hlink="6B3F7C",
)
FONTS = Fonts("Default", "Calibri", "Calibri")

# ---------------------------------------------------------------- on every slide


def spine(grid: Grid, canvas: Canvas) -> Group:
    """A column on the left edge: three tiles at its head, the slide number at its foot."""
    column = Preset(Box(0, 0, grid.unit, canvas.height), BG2)
    return group("Spine", [column, *Mosaic(0, 0, grid.unit, SPINE).draw().shapes])


def corner(grid: Grid, canvas: Canvas) -> Group:
    """Tiles in the lower right corner: the weight that holds a slide with few words."""
    side = grid.unit
    return Mosaic(canvas.width - 2 * side, canvas.height - 2 * side, side, FOOT).draw("Corner")


def marker(x: float, y: float) -> Group:
    """A short bar, between a title and what is said to it."""
    return group("Marker", [Preset(Box(x, y, 1.25, 0.07), ACCENT2)])


# ---------------------------------------------------------------- type

TITLE = Level(size=36, line=90, face="+mj", bold=True)
COLUMN = (
    Level(size=24, line=95, before=14, bullet=Bullet("■", 0.36, 60, TX2)),
    Level(size=20, line=95, before=6, paint=TX2, left=0.36, bullet=Bullet("–", 0.28, 100, TX2)),
)
NOTE = Level(size=12, line=100, paint=TX2)
PROMPT = Level(size=14, line=100, paint=TX2)
QUIET = Level(size=20, line=104, paint=TX2)


def points(grid: Grid) -> tuple[Level, ...]:
    size = grid.point_size
    return (
        Level(size=size, line=95, before=size - 12, bullet=Bullet("■", 0.4, 60, TX2)),
        Level(
            size=size - 6,
            line=95,
            before=7,
            paint=TX2,
            left=0.4,
            bullet=Bullet("–", 0.3, 100, TX2),
        ),
    )


def title_at(box: Box) -> Placeholder:
    return Placeholder("title", "title", 0, "Title", "Title", box, (TITLE,), "b")


def footnote_at(box: Box) -> Placeholder:
    return Placeholder(
        "footnote", "body", 20, "Footnote", "Source or note", box, (NOTE,), "b", size="quarter"
    )


def number_at(grid: Grid, canvas: Canvas) -> Placeholder:
    # On the spine, where it meets neither the footnote nor a picture that runs off the slide.
    box = Box(0, canvas.height - 0.6, grid.unit, 0.3)
    level = Level(size=12, paint=TX2, bold=True, align="ctr")
    return Placeholder(
        "number", "sldNum", 12, "Slide Number", "", box, (level,), "b", size="quarter"
    )
