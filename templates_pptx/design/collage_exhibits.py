"""Collage: what is laid side by side or shown: comparisons, timelines, tables and charts."""

from __future__ import annotations

from .canvas import Box, Canvas
from .collage_cuts import (
    flight,
    paper,
    pebble,
    pencil,
    plane,
    scribble,
    sheet,
    star,
    tape,
)
from .collage_kit import (
    COLUMN,
    STITCH,
    TITLE,
    Grid,
    footnote_at,
    is_narrow,
    is_square,
    number_at,
    panels,
    title_stitching,
)
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT4,
    ACCENT6,
    BG2,
    TX2,
    Freeform,
    Group,
    Paint,
    Path,
    Shape,
    group,
    polygon,
    rule,
)
from .layouts import Slot, layout
from .model import Layout
from .text import Insets, Level


def comparison(grid: Grid, canvas: Canvas) -> Layout:
    heading = Level(size=22, line=96, face="+mj", bold=True)
    left, right = panels(grid, canvas)
    slots = {"title": Slot(grid.title, (TITLE,), "b")}
    shapes: list[Shape] = []
    for side, box, paint in (("left", left, ACCENT1), ("right", right, ACCENT2)):
        head = _folder_tab(box, canvas)
        shapes += folder(box, head, paint)
        slots[f"{side}_heading"] = Slot(head, (heading,), "ctr", Insets(0.24, 0.02, 0.24, 0))
        below = Box(box.x, head.bottom, box.w, box.bottom - head.bottom)
        slots[side] = Slot(below, COLUMN, "t", Insets(0.24, 0.11, 0.12, 0.02))
    return layout(
        "comparison",
        "A title over two folders, each with its name on the tab",
        slots,
        (footnote_at(grid.foot), number_at(canvas)),
        (title_stitching(grid), group("Folders", shapes), _scales(grid)),
    )


def _folder_tab(box: Box, canvas: Canvas) -> Box:
    if is_square(canvas):
        return Box(box.x, box.y, 0.7 * box.w, 0.6)
    if is_narrow(canvas):
        return Box(box.x, box.y, 0.86 * box.w, 0.6)
    return Box(box.x, box.y, 0.76 * box.w, 0.8)


def folder(box: Box, head: Box, paint: Paint) -> list[Shape]:
    """A folder with its name on the tab; papers look out beside it."""
    x, y, r, tab = box.x, box.y, 0.14, head.w
    path = Path().move((x, box.bottom)).arc((x + r, y + r), r, r, 180, 270)
    path.line((x + tab - 0.3, y)).line((x + tab, y + head.h))
    path.line((box.right, head.bottom + 0.03)).line((box.right, box.bottom))
    left, right = x + tab - 0.5, box.right - 0.12
    far = [(left, y + 0.12), (right - 0.25, y - 0.02), (right - 0.12, box.bottom - 0.3)]
    near = [(left, y + 0.3), (right - 0.02, y + 0.24), (right, box.bottom - 0.3)]
    return [
        polygon([*far, (left, box.bottom - 0.3)], ACCENT6),
        polygon([*near, (left, box.bottom - 0.3)], paint),
        *paper(path.close(), BG2),
        rule((x + 0.3, head.bottom), (head.right - 0.3, head.bottom), STITCH),
    ]


def _scales(grid: Grid) -> Group:
    """Two cuttings held against each other, in the upper right corner."""
    c = grid.corner
    x, y, size = c.right - 0.62 * c.h, c.y + 0.52 * c.h, 0.4 * c.h
    return group(
        "Two Cuttings",
        [
            Freeform(pebble((x - 0.6 * size, y - 0.1 * size), 0.85 * size, size), ACCENT1),
            Freeform(star((x + 0.72 * size, y + 0.1 * size), 0.97 * size, turn=10), ACCENT2),
        ],
    )


def timeline(grid: Grid, canvas: Canvas) -> Layout:
    smaller = 2 if is_narrow(canvas) else 0
    when = Level(size=22 - smaller, line=96, face="+mj", bold=True, align="ctr")
    what = Level(size=18 - smaller, line=100, paint=TX2, align="ctr")
    strip, dates, end = 1.25, 0.9, grid.body.bottom
    top = grid.body.y + 0.09 * grid.body.h
    below = top + dates + strip
    return layout(
        "timeline",
        "A title over events, a cutting each, along a plane's dashed way",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "when": Slot(Box(grid.left, top, grid.width, dates), (when,), "b"),
            "what": Slot(Box(grid.left, below, grid.width, end - below), (what,)),
        },
        (footnote_at(grid.foot), number_at(canvas)),
        (title_stitching(grid), _corner_plane(grid)),
    )


def _corner_plane(grid: Grid) -> Group:
    c = grid.corner
    nose = (c.right, c.y + 0.1 * c.h)
    way = [(c.x, c.bottom - 0.05 * c.h), (c.x + 0.22 * c.w, c.y + 0.8 * c.h)]
    way.append((c.right - 0.5 * c.w, c.y + 0.42 * c.h))
    return group("Paper Plane", [flight(way), *plane(nose, 0.52 * c.w, -26, ACCENT2)])


def corner_pencil(grid: Grid) -> Group:
    c = grid.corner
    tip = (c.right - 0.48 * c.w, c.y + 0.82 * c.h)
    return group(
        "Pencil",
        [
            scribble((c.x + 0.1 * c.w, tip[1] + 0.06), 0.42 * c.w, 0.14 * c.h, 4, ACCENT2),
            *pencil((c.right, c.y), tip, 0.17 * c.h),
        ],
    )


def table(grid: Grid, canvas: Canvas) -> Layout:
    return layout(
        "table",
        "A title over a table with stitched lines",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "table": Slot(grid.exhibit, (Level(size=20),)),
        },
        (footnote_at(grid.foot), number_at(canvas)),
        (corner_pencil(grid),),
    )


def chart(grid: Grid, canvas: Canvas) -> Layout:
    card = grid.exhibit
    if is_narrow(canvas):
        card = Box(card.x, card.y + 0.06, card.w, card.h - 0.06)
    inner = Box(card.x + 0.1, card.y + 0.14, card.w - 0.2, card.h - 0.22)
    shapes = [
        *paper(sheet(card, form=1), BG2),
        tape((card.x - 0.1, card.y + 0.08), 0.75, -40, ACCENT4),
        tape((card.right + 0.1, card.y + 0.08), 0.75, 40, ACCENT6),
    ]
    return layout(
        "chart",
        "A title over a chart on a card, taped to the page",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "chart": Slot(inner, (Level(size=16),)),
        },
        (footnote_at(grid.foot), number_at(canvas)),
        (title_stitching(grid), group("Card", shapes), corner_pencil(grid)),
    )
