"""Default: the layouts beyond titles, points and pictures, on the same grid of tiles."""

from __future__ import annotations

from .canvas import Box, Canvas, halves
from .default_kit import (
    COLUMN,
    NOTE,
    TITLE,
    Cell,
    Grid,
    bow,
    dot,
    footnote_at,
    full,
    half,
    mosaic,
    number_at,
    quarter,
    square,
    wedge,
)
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT4,
    ACCENT6,
    BG1,
    BG2,
    TX1,
    TX2,
    Preset,
    group,
)
from .layouts import Slot, layout
from .model import Layout
from .text import Insets, Level, Numbers

# A stair down to the lower left corner, on ink: there TX2 is the light one.
STAIR = (
    Cell(4, 2, quarter("se"), ACCENT2),
    Cell(3, 3, wedge("se"), ACCENT4),
    Cell(4, 3, quarter("sw"), ACCENT6, ACCENT1),
    Cell(2, 4, quarter("se"), ACCENT1),
    Cell(3, 4, full, TX2, ACCENT2),
    Cell(4, 4, square, ACCENT4),
    Cell(0, 5, dot, ACCENT2),
    Cell(1, 5, quarter("se"), ACCENT4),
    Cell(2, 5, half("s"), ACCENT6, ACCENT1),
    Cell(3, 5, square, TX2),
    Cell(4, 5, bow("ne"), ACCENT1, ACCENT6),
)

PANEL = (
    Cell(0, 0, quarter("sw"), ACCENT4),
    Cell(0, 1, quarter("ne"), ACCENT6, ACCENT1),
    Cell(1, 1, wedge("sw"), TX1),
    Cell(2, 1, full, ACCENT2, ACCENT4),
    Cell(3, 1, quarter("nw"), ACCENT1),
)

MARKS = (Cell(0, 0, quarter("se"), ACCENT2), Cell(1, 0, quarter("se"), ACCENT2))

TOWER = (
    Cell(1, 0, quarter("sw"), ACCENT2, TX1),
    Cell(2, 0, square, ACCENT1),
    Cell(0, 0, quarter("ne"), ACCENT4),
    Cell(1, 1, full, ACCENT6, ACCENT1),
    Cell(2, 1, bow("sw"), ACCENT4, BG2),
    Cell(2, 2, quarter("nw"), TX1, ACCENT2),
    Cell(2, 3, dot, ACCENT2),
)

FRIEZE = (
    Cell(10, 0, quarter("se"), ACCENT4),
    Cell(0, 1, quarter("ne"), ACCENT1),
    Cell(1, 1, square, TX1),
    Cell(2, 1, half("s"), ACCENT6, BG1),
    Cell(3, 1, quarter("nw"), ACCENT2, ACCENT4),
    Cell(4, 1, full, BG1, ACCENT1),
    Cell(5, 1, wedge("sw"), TX1),
    Cell(6, 1, bow("se"), ACCENT4, BG1),
    Cell(7, 1, quarter("sw"), ACCENT6, TX1),
    Cell(8, 1, square, ACCENT2),
    Cell(9, 1, half("w"), BG1, ACCENT1),
    Cell(10, 1, quarter("nw"), TX1, ACCENT6),
)

QUIET = Level(size=20, line=104, paint=TX2)


def pages(grid: Grid, canvas: Canvas) -> tuple[Layout, ...]:
    draw = (section, agenda, quote, big_number, comparison, timeline, table, chart, closing)
    return tuple(page(grid, canvas) for page in draw)


def section(grid: Grid, canvas: Canvas) -> Layout:
    left, stair = grid.unit * 1.2, canvas.width - 5 * grid.tile
    heading = Level(size=48, line=90, face="+mj", bold=True, track=-10)
    text = Level(size=24, line=104, paint=TX2)
    foot = footnote_at(Box(left, grid.foot.y, stair - left - 0.15, grid.foot.h))
    return layout(
        "section",
        "Opens a part of the talk: white on ink over a stair of tiles",
        {
            "title": Slot(Box(left, 1.25, 8.9, 2.6), (heading,), "b"),
            "subtitle": Slot(Box(left, 4.3, 7.9, 1.5), (text,)),
        },
        (foot,),
        (
            mosaic("Tiles", stair, 0, grid.tile, STAIR),
            group("Marker", [Preset(Box(left, 4.03, 1.25, 0.07), ACCENT2)]),
        ),
        ground=BG1,
        master_art=False,
        inverted=True,
    )


def agenda(grid: Grid, canvas: Canvas) -> Layout:
    panel = Box(grid.unit, 0, 7 * grid.unit, canvas.height)
    side = panel.w / 4
    heading = Box(panel.x + 0.4, 1.0, panel.w - 0.7, 3.2)
    item = Level(size=28, line=95, before=20, bullet=Numbers(0.7))
    x = panel.right + 0.75
    return layout(
        "agenda",
        "A title on a panel at the left, the numbered parts beside it",
        {
            "title": Slot(heading, (TITLE,)),
            "body": Slot(Box(x, 0.9, canvas.width - x - 0.75, 5.3), (item,), "ctr"),
        },
        (footnote_at(Box(x, grid.foot.y, 6.35, grid.foot.h)), number_at(grid, canvas)),
        (
            group("Panel", [Preset(panel, BG2)]),
            mosaic("Tiles", panel.x, canvas.height - 2 * side, side, PANEL),
            group("Marker", [Preset(Box(heading.x, 0.75, 1.25, 0.07), ACCENT2)]),
        ),
    )


def quote(grid: Grid, canvas: Canvas) -> Layout:
    words = Level(size=44, line=96, face="+mj")
    return layout(
        "quote",
        "A quotation in large type under marks cut from tiles",
        {
            "title": Slot(Box(grid.left, 2.0, 10.4, 3.1), (words,), "ctr"),
            "attribution": Slot(Box(grid.left, 5.6, 9.6, 0.8), (QUIET,)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
        (
            mosaic("Marks", grid.left, 0.75, 0.8, MARKS),
            group("Marker", [Preset(Box(grid.left, 5.36, 1.25, 0.07), ACCENT2)]),
        ),
    )


def big_number(grid: Grid, canvas: Canvas) -> Layout:
    value = Level(size=160, line=80, face="+mj", bold=True, track=-40)
    label = Level(size=28, line=95, face="+mj", bold=True)
    return layout(
        "big-number",
        "One number as large as fits, its label and meaning below, tiles at the right",
        {
            "title": Slot(Box(grid.left, 4.25, 7.9, 0.95), (label,)),
            "value": Slot(Box(grid.left, 0.9, 7.9, 2.95), (value,), "b"),
            "context": Slot(Box(grid.left, 5.3, 7.9, 1.25), (QUIET,)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
        (
            mosaic("Tiles", canvas.width - 3 * grid.tile, 0, grid.tile, TOWER),
            group("Marker", [Preset(Box(grid.left, 4.03, 1.25, 0.07), ACCENT2)]),
        ),
    )


def comparison(grid: Grid, canvas: Canvas) -> Layout:
    top, head = grid.body.y - 0.05, grid.unit
    left, right = halves(Box(grid.left, top, grid.width, 4.48), grid.gutter)
    heading = Level(size=22, line=95, face="+mj", bold=True, paint=BG1)
    slots = {"title": Slot(grid.title, (TITLE,), "b")}
    shapes = []
    for side, box, figure, paint in (
        ("left", left, "se", ACCENT4),
        ("right", right, "nw", ACCENT2),
    ):
        bar = Box(box.x, box.y, box.w, head)
        below = Box(box.x, bar.bottom, box.w, box.h - head)
        tile = Box(box.x, box.y, head, head)
        shapes += [Preset(below, BG2), Preset(bar, TX1), quarter(figure)(tile, paint)]
        slots[f"{side}_heading"] = Slot(bar, (heading,), "ctr", Insets(head + 0.2, 0, 0.15, 0))
        slots[side] = Slot(below, COLUMN, "t", Insets(0.25, 0.18, 0.25, 0.06))
    return layout(
        "comparison",
        "A title over two panels, each under a bar with its name",
        slots,
        (footnote_at(grid.foot), number_at(grid, canvas)),
        (group("Panels", shapes),),
    )


def timeline(grid: Grid, canvas: Canvas) -> Layout:
    when = Level(size=24, line=92, face="+mj", bold=True)
    what = Level(size=20, line=100)
    return layout(
        "timeline",
        "A title over events along a bar with tiles",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "when": Slot(Box(grid.left, 2.25, grid.width, 1.0), (when,), "b"),
            "what": Slot(Box(grid.left, 4.2, grid.width, 2.35), (what,)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
    )


def table(grid: Grid, canvas: Canvas) -> Layout:
    return layout(
        "table",
        "A title over a table with its header on ink",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "table": Slot(Box(grid.left, 2.15, grid.width, 4.4), (Level(size=20),)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
    )


def chart(grid: Grid, canvas: Canvas) -> Layout:
    return layout(
        "chart",
        "A title over a chart, full width",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "chart": Slot(Box(grid.left, 2.1, grid.width, 4.45), (Level(size=16),)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
    )


def closing(grid: Grid, canvas: Canvas) -> Layout:
    left, side = grid.unit * 1.2, canvas.width / 11
    heading = Level(size=54, line=88, face="+mj", bold=True, track=-20)
    text = Level(size=24, line=104, before=6, paint=TX2)
    return layout(
        "closing",
        "The last words over a frieze of tiles",
        {
            "title": Slot(Box(left, 0.75, 10.6, 2.3), (heading,), "b"),
            "contact": Slot(Box(left, 3.47, 9.6, 1.45), (text,)),
        },
        (footnote_at(Box(left, 5.35, 9.6, 0.66), NOTE),),
        (
            mosaic("Frieze", 0, canvas.height - 2 * side, side, FRIEZE),
            group("Marker", [Preset(Box(left, 3.22, 1.25, 0.07), ACCENT2)]),
        ),
        ground=BG2,
        master_art=False,
    )
