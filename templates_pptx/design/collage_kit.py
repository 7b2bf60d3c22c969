"""Collage: its grid, colours, page and type."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .canvas import LAPTOP, SQUARE, STANDARD, WIDE, Box, Canvas, halves
from .collage_cuts import SHADOW, hole, plants
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT3,
    ACCENT6,
    BG2,
    TX2,
    Freeform,
    Group,
    Path,
    Shape,
    Stroke,
    group,
    rule,
)
from .model import Fonts, Palette
from .text import Bullet, Level, Placeholder

# Accents in the order charts use them: all but the last stand out 3:1 on the page.
PALETTE = Palette(
    name="Collage",
    dk1="1F2A4A",
    lt1="FFFCF5",
    dk2="48536B",
    lt2="F8EAD3",
    accents=("2B5FA8", "DE4F37", "33875A", "478AB9", "9A5A8C", "F6B93B"),
    hlink="1D5A9E",
    fol_hlink="7A3F74",
)
FONTS = Fonts("Collage", "Georgia", "Trebuchet MS")

STITCH = Stroke(TX2.clear(60), 1.5, "rnd", "dash")


@dataclass(frozen=True)
class Grid:
    """Measures for one slide shape."""

    hole_x: float
    margin_x: float
    left: float
    right: float
    title: Box
    stitch_y: float
    body: Box
    points: Box
    """For a list; `meadow` is what stays free beside or below it."""
    meadow: Box
    corner: Box
    """For a cutting, beside the title."""
    exhibit: Box
    """For a table or a chart, which need every inch."""
    foot: Box
    side: float
    """From the slide's edge to what stands on no page: covers, quotations."""
    gutter: float = 0.32

    @property
    def width(self) -> float:
        return self.right - self.left


def _landscape(*, left: float, right: float, stitch_y: float, meadow: float, side: float) -> Grid:
    """7.5 inches high; plants stand at the right of a list."""
    width, top = right - left, stitch_y - 1.48
    points, height = width - meadow, 0.2 + 1.3 * meadow
    body = Box(left, stitch_y + 0.24, width, 6.5 - stitch_y)
    return Grid(
        hole_x=0.39 * left,
        margin_x=0.73 * left,
        left=left,
        right=right,
        title=Box(left, top, width - 1.75, 1.34),
        corner=Box(right - 1.5, top + 0.08, 1.45, 1.16),
        stitch_y=stitch_y,
        body=body,
        points=Box(left, body.y, points, body.h - 0.16),
        meadow=Box(left + points + 0.05, 7.5 - height, meadow - 0.42, height),
        exhibit=body,
        foot=Box(left, 6.81, width - 0.3, 0.64),
        side=side,
    )


def _laptop() -> Grid:
    grid = _landscape(left=1.14, right=11.5, stitch_y=1.92, meadow=1.9, side=0.8)
    return replace(grid, exhibit=replace(grid.body, w=grid.width + 0.2))


def _standard() -> Grid:
    """The head is lower than elsewhere: what is narrow must be high."""
    left, right, stitch_y = 0.66, 9.7, 1.44
    grid = _landscape(left=left, right=right, stitch_y=stitch_y, meadow=1.2, side=0.65)
    return replace(
        grid,
        title=Box(left, 0.2, grid.width - 1.75, 1.1),
        corner=Box(right - 1.3, 0.2, 1.25, 1.0),
        exhibit=Box(left, stitch_y - 0.01, grid.width, 5.37),
    )


_SQUARE = Grid(
    hole_x=0.4,
    margin_x=0.76,
    left=1.04,
    right=9.5,
    title=Box(1.04, 0.65, 6.7, 1.54),
    corner=Box(8.0, 0.85, 1.5, 1.2),
    stitch_y=2.35,
    body=Box(1.04, 2.55, 8.46, 6.54),
    points=Box(1.04, 2.7, 8.46, 4.8),
    meadow=Box(6.15, 7.6, 2.9, 2.4),
    exhibit=Box(1.04, 2.65, 8.46, 6.3),
    foot=Box(1.04, 9.16, 8.0, 0.66),
    side=0.75,
)
GRIDS = {
    WIDE.key: _landscape(left=1.35, right=12.65, stitch_y=1.92, meadow=2.5, side=0.9),
    LAPTOP.key: _laptop(),
    STANDARD.key: _standard(),
    SQUARE.key: _SQUARE,
}


def is_square(canvas: Canvas) -> bool:
    """Whether what stands side by side elsewhere is stacked."""
    return canvas.height > 0.9 * canvas.width


def is_narrow(canvas: Canvas) -> bool:
    """Whether words need the whole width, and a picture stands below them."""
    return canvas.width < 1.5 * canvas.height


# ---------------------------------------------------------------- the page


def margin(grid: Grid, canvas: Canvas) -> Group:
    """A notebook's left edge: punched holes and the ruled margin."""
    count = 4 if is_square(canvas) else 3
    shapes: list[Shape] = [
        rule((grid.margin_x, 0), (grid.margin_x, canvas.height), Stroke(ACCENT2.clear(70), 1.5))
    ]
    for n in range(count):
        shapes += hole((grid.hole_x, canvas.height * (n + 0.5) / count))
    return group("Margin", shapes)


def stitching(name: str, x: float, y: float, width: float) -> Group:
    return group(name, [rule((x, y), (x + width, y), STITCH)])


def meadow(grid: Grid) -> Group:
    """Plants that grow where a list leaves room."""
    return group("Plants", plants(grid.meadow, (ACCENT2, ACCENT3, ACCENT1)))


def beside_meadow(grid: Grid) -> Box:
    """Where a footnote stands then: it is narrower, and so higher."""
    free = grid.meadow.x - grid.left - 0.12
    height = 0.84 if free > 6 else 1.14
    return Box(grid.left, grid.foot.bottom - height, free, height)


def panels(grid: Grid, canvas: Canvas) -> tuple[Box, Box]:
    """Two equal places for cards: side by side, or one below the other on a square."""
    body = grid.body
    if not is_square(canvas):
        return halves(body, grid.gutter)
    height = (body.h - 0.28) / 2
    upper = Box(body.x, body.y, body.w, height)
    return upper, Box(body.x, upper.bottom + 0.28, body.w, height)


def title_stitching(grid: Grid) -> Group:
    return stitching("Stitching", grid.left, grid.stitch_y, grid.width)


def tabs(canvas: Canvas) -> Group:
    """Index tabs on the right edge; the slide number stands on the lowest."""
    shapes: list[Shape] = []
    low = canvas.height - 0.62
    tab = _tab(canvas, low, 0.5, 0.62)
    for n, paint in enumerate((ACCENT2, ACCENT6, ACCENT3, ACCENT1), 1):
        shapes.append(Freeform(_tab(canvas, low - 0.62 * n, 0.52, 0.16), paint))
    shapes += [Freeform(_tab(canvas, low + 0.05, 0.5, 0.62), SHADOW), Freeform(tab, BG2)]
    return group("Index Tabs", shapes)


def _tab(canvas: Canvas, y: float, height: float, width: float) -> Path:
    """Rounded at the left, cut off at the slide's edge."""
    edge, r = canvas.width, min(0.12, width / 2)
    x = edge - width
    path = Path().move((edge, y)).arc((x + r, y + r), r, r, 270, 180)
    return path.arc((x + r, y + height - r), r, r, 180, 90).line((edge, y + height)).close()


# ---------------------------------------------------------------- type

TITLE = Level(size=34, line=94, face="+mj", bold=True)
BODY = (
    Level(size=26, line=100, before=14, bullet=Bullet("●", 0.38, 65, TX2)),
    Level(size=22, line=100, before=7, paint=TX2, left=0.38, bullet=Bullet("–", 0.3, 100, TX2)),
)
COLUMN = (
    Level(size=22, line=100, before=11, bullet=Bullet("●", 0.34, 65, TX2)),
    Level(size=18, line=100, before=6, paint=TX2, left=0.34, bullet=Bullet("–", 0.28, 100, TX2)),
)
QUIET = Level(size=20, line=106, paint=TX2)
NOTE = Level(size=12, line=100, paint=TX2)
PROMPT = Level(size=14, line=100, paint=TX2)


def title_at(box: Box) -> Placeholder:
    return Placeholder("title", "title", 0, "Title", "Title", box, (TITLE,), "b")


def footnote_at(box: Box) -> Placeholder:
    return Placeholder(
        "footnote", "body", 20, "Footnote", "Source or note", box, (NOTE,), "b", size="quarter"
    )


def number_at(canvas: Canvas) -> Placeholder:
    box = Box(canvas.width - 0.6, canvas.height - 0.52, 0.56, 0.3)
    level = Level(size=12, paint=TX2, bold=True, align="ctr")
    return Placeholder(
        "number", "sldNum", 12, "Slide Number", "", box, (level,), "ctr", size="quarter"
    )
