"""Circuit: the layouts beyond titles, points and pictures, on the same board."""

from __future__ import annotations

from dataclasses import replace

from .canvas import Box, halves
from .circuit_art import radiating, sheets, steps
from .circuit_board import HAIR, PAPER, lit
from .circuit_grids import Grid
from .circuit_kit import (
    COLUMN,
    QUIET,
    TITLE,
    contact,
    corners,
    footnote_at,
    measure,
    number_at,
    page_mark,
    panel,
    stacked,
)
from .draw import (
    ACCENT1,
    ACCENT2,
    BG1,
    TX2,
    Paint,
    Point,
    Shape,
    Stroke,
    group,
    polygon,
    rule,
)
from .layouts import Slot, layout
from .model import Layout
from .text import Insets, Level, Numbers


def pages(grid: Grid) -> tuple[Layout, ...]:
    draw = (section, agenda, quote, big_number, comparison, timeline, table, chart, closing)
    return tuple(page(grid) for page in draw)


def section(grid: Grid) -> Layout:
    """The one bright ground: in the middle of a dark deck it cannot be missed."""
    heading = Level(size=42, line=94, face="+mj", bold=True)
    origin, unit = (grid.right - 0.175 * grid.width, 5.75), 0.047 * grid.width
    words = origin[0] - 3.5 * unit - 0.35 - grid.left
    title, text = Box(grid.left, 1.5, words, 2.65), Box(grid.left, 4.4, words, 1.6)
    foot = Box(grid.left, grid.foot.bottom - 0.9, words, 0.9)
    if grid.square:
        title, text = Box(grid.left, 0.9, grid.width, 2.5), Box(grid.left, 3.6, 5.4, 1.45)
        origin, unit = (6.9, 8.45), 0.6
        foot = Box(grid.left, 8.4, 3.5, 1.3)
    return layout(
        "section",
        "Opens a part of the talk: a heading on a bright ground beside plates hung in the air",
        {
            "title": Slot(title, (heading,), "b"),
            "subtitle": Slot(text, (QUIET,)),
        },
        (footnote_at(foot),),
        (sheets(grid.board(origin, unit), (PAPER, PAPER, lit()), Stroke(TX2.clear(60), 1.0)),),
        ground=BG1,
        master_art=False,
        inverted=True,
    )


def agenda(grid: Grid) -> Layout:
    item = Level(size=24, line=100, before=16, bullet=Numbers(0.6, "+mj-lt"))
    aside = 0.27 * grid.width
    return layout(
        "agenda",
        "A title over numbered parts, beside blocks that rise step by step",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "body": Slot(replace(grid.body, w=grid.width - aside - 0.15), (item,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            steps(
                grid.board(
                    (grid.right - 0.5 * aside, grid.body.bottom - 0.45 * aside), aside / 6.0
                ),
                5,
            ),
        ),
    )


def quote(grid: Grid) -> Layout:
    words = Level(size=30, line=108, face="+mj")
    said = Level(size=18, line=104, paint=TX2)
    top = 1.0 if not grid.square else 1.5
    frame = Box(grid.left, top, grid.width, grid.foot.y - 0.45 - top)
    pad = 0.75
    inner = Box(frame.x + pad, frame.y + 1.1, frame.w - 2 * pad, frame.h - 2.3)
    below = Box(inner.x, inner.bottom + 0.15, inner.w, 0.75)
    return layout(
        "quote",
        "A quotation in monospaced type between brackets",
        {
            "title": Slot(inner, (words,), "ctr"),
            "attribution": Slot(below, (said,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            group("Brackets", corners(frame, Stroke(TX2.clear(70), 1.5), 0.7)),
            group(
                "Marks",
                [_comma((inner.x + dx, frame.y + 0.5), 0.3, ACCENT1) for dx in (0, 0.42)],
            ),
            page_mark(grid),
        ),
        master_art=False,
    )


def _comma(corner: Point, side: float, paint: Paint) -> Shape:
    """A quotation mark cut from a square."""
    x, y = corner
    outline = ((1, 1.5), (0, 1.5), (0, 0.6), (0.5, 0), (0.85, 0), (0.5, 0.6), (1, 0.6))
    return polygon([(x + dx * side, y + dy * side) for dx, dy in outline], paint)


def big_number(grid: Grid) -> Layout:
    value = Level(size=104, line=90, face="+mj", bold=True, align="ctr")
    label = Level(size=28, line=98, face="+mj", bold=True)
    plate = grid.figure.plate
    # No higher than a line, so that a long value gets smaller before it is broken.
    one_line = Box(plate.x, plate.y + plate.h / 2 - 1, plate.w, 2)
    return layout(
        "big-number",
        "One number on a plate with its dimensions, its label and meaning beside or below it",
        {
            "title": Slot(grid.figure.label, (label,), "b"),
            "value": Slot(one_line, (value,), "ctr", Insets(0.3, 0, 0.3, 0)),
            "context": Slot(grid.figure.context, (QUIET,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            group("Plate", [panel(plate, notch=0.5), contact(plate, ACCENT1, 1.2)]),
            group(
                "Dimensions",
                [
                    *measure((plate.x, plate.bottom + 0.26), (plate.right, plate.bottom + 0.26)),
                    *measure((plate.right + 0.26, plate.y), (plate.right + 0.26, plate.bottom)),
                ],
            ),
            page_mark(grid),
        ),
        master_art=False,
    )


def comparison(grid: Grid) -> Layout:
    """Two panels side by side; in a square one above the other, names at their left."""
    heading = Level(size=20 if grid.square else 22, line=96, face="+mj", bold=True)
    slots = {"title": Slot(grid.title, (TITLE,), "b")}
    boxes = stacked(grid.body, grid.gutter) if grid.square else halves(grid.body, grid.gutter)
    shapes: list[Shape] = []
    divided = _across if grid.square else _down
    for side, box, paint in zip(("left", "right"), boxes, (ACCENT1, ACCENT2), strict=True):
        name, points, line = divided(box, grid.inset)
        shapes += [panel(box), contact(box, paint, 1.2), line]
        slots[f"{side}_heading"] = replace(name, levels=(heading,))
        slots[side] = replace(points, levels=COLUMN)
    return layout(
        "comparison",
        "A title over two panels, each with its name",
        slots,
        (footnote_at(grid.foot), number_at(grid)),
        (group("Panels", shapes),),
    )


def _down(box: Box, pad: float) -> tuple[Slot, Slot, Shape]:
    """Where a panel's name and its points stand, one below the other, and the line between."""
    under = box.y + 0.86
    name = Box(box.x, box.y + 0.08, box.w, 0.76)
    points = Box(box.x, under + 0.02, box.w, box.bottom - under - 0.04)
    return (
        Slot(name, (), "ctr", Insets(pad, 0, pad, 0)),
        Slot(points, (), "t", Insets(pad, 0.13, pad, 0.0)),
        rule((box.x + pad, under), (box.right - pad, under), HAIR),
    )


def _across(box: Box, pad: float) -> tuple[Slot, Slot, Shape]:
    """The same, side by side."""
    name = Box(box.x, box.y, 2.7, box.h)
    points = Box(name.right, box.y, box.right - name.right, box.h)
    return (
        Slot(name, (), "t", Insets(pad, 0.24, 0.1, 0.1)),
        Slot(points, (), "t", Insets(pad, 0.2, pad, 0.04)),
        rule((name.right, box.y + pad), (name.right, box.bottom - pad), HAIR),
    )


def timeline(grid: Grid) -> Layout:
    when = Level(size=18 if grid.narrow else 22, line=96, face="+mj", bold=True)
    what = Level(size=18, line=104, paint=TX2)
    top = grid.body.y + (0.8 if grid.square else 0.45)
    below = Box(grid.left, top + 1.6, grid.width, grid.body.bottom - top - 1.6)
    return layout(
        "timeline",
        "A title over events, a block each, along one conductor",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "when": Slot(Box(grid.left, top, grid.width, 0.9), (when,), "b"),
            "what": Slot(below, (what,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def table(grid: Grid) -> Layout:
    return layout(
        "table",
        "A title over a table with a bright header",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "table": Slot(grid.spread, (Level(size=18),)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def chart(grid: Grid) -> Layout:
    frame = grid.spread
    return layout(
        "chart",
        "A title over a chart between corner marks",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "chart": Slot(frame, (Level(size=16),)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (group("Frame", corners(frame, HAIR)),),
    )


def closing(grid: Grid) -> Layout:
    heading = Level(size=44, line=94, face="+mj", bold=True)
    text = Level(size=20, line=112, before=6, paint=TX2)
    unit = 0.04 * grid.width
    origin = (grid.right - 2.2 * unit, 3.9)
    words = origin[0] - 8.7 * unit - 0.3 - grid.left
    title, below = Box(grid.left, 1.2, words, 2.5), Box(grid.left, 4.0, words, 2.2)
    foot = Box(grid.left, grid.foot.bottom - 1.0, words, 1.0)
    if grid.square:
        title, below = Box(grid.left, 0.9, grid.width, 2.3), Box(grid.left, 3.5, 6.4, 1.6)
        origin, unit, foot = (6.9, 7.3), 0.44, Box(grid.left, 8.0, 2.9, 1.7)
    return layout(
        "closing",
        "The last words beside a processor whose conductors lead off the slide",
        {
            "title": Slot(title, (heading,), "b"),
            "contact": Slot(below, (text,)),
        },
        (footnote_at(foot),),
        (radiating(grid.board(origin, unit)),),
        master_art=False,
    )
