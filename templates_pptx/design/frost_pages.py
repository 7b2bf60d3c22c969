"""Frost: the layouts beyond titles, points and pictures, under the same ice."""

from __future__ import annotations

from itertools import pairwise

from .canvas import Box, Canvas, halves
from .draw import BG2, TX2, Group, group, rule
from .frost_kit import (
    COLUMN,
    HAIRLINE,
    TITLE,
    Grid,
    facet,
    facets,
    footnote_at,
    lines,
    number_at,
    scotch_rule,
)
from .layouts import Slot, layout
from .model import Layout
from .text import Level, Numbers

QUIET = Level(size=20, line=106, paint=TX2)


def pages(grid: Grid, canvas: Canvas) -> tuple[Layout, ...]:
    draw = (section, agenda, quote, big_number, comparison, timeline, table, chart, closing)
    return tuple(page(grid, canvas) for page in draw)


def gem(name: str, box: Box) -> Group:
    """A cut stone that fills the box: facets around a heart a little off its middle."""
    outline = ((0.42, 0), (0.84, 0.1), (1, 0.48), (0.8, 0.9), (0.36, 1), (0.04, 0.72), (0, 0.28))
    rim = [(box.x + x * box.w, box.y + y * box.h) for x, y in (*outline, outline[0])]
    heart = (box.x + 0.46 * box.w, box.y + 0.42 * box.h)
    return group(name, (facet((heart, a, b), 3 * n) for n, (a, b) in enumerate(pairwise(rim))))


def _foot_rule(grid: Grid) -> Group:
    y = grid.foot.y - 0.08
    return lines("Foot Rule", [((grid.left, y), (grid.left + grid.width, y))])


def section(grid: Grid, canvas: Canvas) -> Layout:
    heading = Level(size=46, line=92, face="+mj")
    return layout(
        "section",
        "Opens a part of the talk: a serif heading over a ground of ice",
        {
            "title": Slot(Box(grid.left, 1.15, 10.4, 2.1), (heading,), "b"),
            "subtitle": Slot(
                Box(grid.left, 3.65, 8.6, 1.2), (Level(size=24, line=104, paint=TX2),)
            ),
        },
        (footnote_at(Box(grid.left, 5.05, 6.4, 0.66)),),
        (
            facets("Facets", grid.canopy, 2, lambda point: (point[0], canvas.height - point[1])),
            scotch_rule("Title Rule", grid.left, 3.4, grid.width),
        ),
        ground=BG2,
        master_art=False,
    )


def agenda(grid: Grid, canvas: Canvas) -> Layout:
    item = Level(size=26, line=98, before=18, bullet=Numbers(0.7, "+mj-lt"))
    left = grid.left + 2.7
    width = grid.left + grid.width - left
    down = canvas.height / canvas.width
    return layout(
        "agenda",
        "A title over numbered parts, as in a table of contents, beside a flank of ice",
        {
            "title": Slot(Box(left, grid.title.y, width, grid.title.h), (TITLE,), "b"),
            "body": Slot(Box(left, grid.body.y + 0.1, width, 4.2), (item,), "ctr"),
        },
        (footnote_at(Box(left, grid.foot.y, width - 1.1, grid.foot.h)), number_at(grid)),
        (
            facets("Facets", grid.canopy, 5, lambda point: (point[1] * 1.05, point[0] * down)),
            scotch_rule("Title Rule", left, grid.rule, width),
            lines("Foot Rule", [((left, grid.foot.y - 0.08), (left + width, grid.foot.y - 0.08))]),
        ),
        master_art=False,
    )


def quote(grid: Grid, canvas: Canvas) -> Layout:
    words = Level(size=40, line=106, face="+mj", italic=True, align="ctr")
    said = Level(size=20, line=104, paint=TX2, align="ctr")
    middle = canvas.width / 2
    above, below = 1.62, 5.2
    return layout(
        "quote",
        "A quotation in serif italics between fine rules",
        {
            "title": Slot(Box(1.7, 1.95, canvas.width - 3.4, 3.0), (words,), "ctr"),
            "attribution": Slot(Box(2.4, 5.42, canvas.width - 4.8, 0.85), (said,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            facets("Facets", grid.ribbon, 3),
            group(
                "Rules",
                [
                    rule((1.7, above), (middle - 0.55, above), HAIRLINE),
                    rule((middle + 0.55, above), (canvas.width - 1.7, above), HAIRLINE),
                    rule((middle - 1.2, below), (middle + 1.2, below), HAIRLINE),
                ],
            ),
            gem("Stone", Box(middle - 0.3, above - 0.35, 0.6, 0.7)),
            _foot_rule(grid),
        ),
        master_art=False,
    )


def big_number(grid: Grid, canvas: Canvas) -> Layout:
    value = Level(size=160, line=88, face="+mj", align="ctr")
    label = Level(size=32, line=96, face="+mj")
    middle = canvas.width / 2
    return layout(
        "big-number",
        "One number in large serif figures, its label and meaning beside it",
        {
            "title": Slot(Box(middle + 0.4, 2.0, 5.25, 1.75), (label,), "b"),
            "value": Slot(Box(grid.left, 1.6, middle - 0.4 - grid.left, 4.1), (value,), "ctr"),
            "context": Slot(Box(middle + 0.4, 3.95, 5.25, 2.1), (QUIET,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            facets("Facets", grid.ribbon, 3),
            lines("Number Rule", [((middle, 2.1), (middle, 5.5))]),
            _foot_rule(grid),
        ),
        master_art=False,
    )


def comparison(grid: Grid, canvas: Canvas) -> Layout:
    del canvas
    heading = Level(size=24, line=95, face="+mj")
    left, right = halves(grid.body, grid.gutter)
    slots = {"title": Slot(grid.title, (TITLE,), "b")}
    for side, box in (("left", left), ("right", right)):
        slots[f"{side}_heading"] = Slot(Box(box.x, box.y - 0.1, box.w, 0.72), (heading,), "b")
        slots[side] = Slot(Box(box.x, box.y + 0.86, box.w, box.h - 0.86), COLUMN)
    middle = left.right + grid.gutter / 2
    return layout(
        "comparison",
        "A title over two columns, each with its name over a fine rule",
        slots,
        (footnote_at(grid.foot), number_at(grid)),
        (
            lines(
                "Rules",
                [
                    ((left.x, left.y + 0.7), (left.right, left.y + 0.7)),
                    ((right.x, right.y + 0.7), (right.right, right.y + 0.7)),
                    ((middle, left.y + 0.1), (middle, left.bottom - 0.1)),
                ],
            ),
        ),
    )


def timeline(grid: Grid, canvas: Canvas) -> Layout:
    del canvas
    when = Level(size=24, line=92, face="+mj")
    what = Level(size=20, line=104)
    return layout(
        "timeline",
        "A title over events along a rule with cut stones",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "when": Slot(Box(grid.left, 2.4, grid.width, 0.95), (when,), "b"),
            "what": Slot(Box(grid.left, 4.15, grid.width, 2.35), (what,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def table(grid: Grid, canvas: Canvas) -> Layout:
    del canvas
    return layout(
        "table",
        "A title over a table ruled as in print",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "table": Slot(Box(grid.left, grid.body.y + 0.2, grid.width, 3.92), (Level(size=20),)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def chart(grid: Grid, canvas: Canvas) -> Layout:
    del canvas
    return layout(
        "chart",
        "A title over a chart, full width",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "chart": Slot(Box(grid.left, 2.3, grid.width, 4.15), (Level(size=16),)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def closing(grid: Grid, canvas: Canvas) -> Layout:
    heading = Level(size=48, line=92, face="+mj", align="ctr")
    text = Level(size=22, line=106, before=6, paint=TX2, align="ctr")
    middle = canvas.width / 2
    return layout(
        "closing",
        "The last words in serif type, centred under a canopy of facets",
        {
            "title": Slot(Box(1.5, 2.75, canvas.width - 3, 1.75), (heading,), "b"),
            "contact": Slot(Box(2.2, 4.95, canvas.width - 4.4, 1.4), (text,)),
        },
        (footnote_at(grid.foot),),
        (
            facets("Facets", grid.canopy, 1, lambda point: (canvas.width - point[0], point[1])),
            scotch_rule("Title Rule", middle - 1.5, 4.68, 3.0),
        ),
        master_art=False,
    )
