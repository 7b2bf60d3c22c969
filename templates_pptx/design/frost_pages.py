"""Frost: the layouts beyond titles, points and pictures, under the same ice."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from .canvas import Box, Canvas, halves
from .draw import BG2, TX2, Group, group, rule
from .frost_grids import Figure, Grid
from .frost_kit import (
    COLUMN,
    HAIRLINE,
    QUIET,
    TITLE,
    facet,
    facets,
    foot_rule,
    footnote_at,
    lines,
    number_at,
    scotch_rule,
    title_rule,
)
from .layouts import Slot, layout
from .model import Layout
from .text import Level, Numbers


def pages(grid: Grid, canvas: Canvas) -> tuple[Layout, ...]:
    return (
        section(grid, canvas),
        agenda(grid, canvas),
        quote(grid, canvas),
        big_number(grid, canvas),
        comparison(grid),
        timeline(grid),
        table(grid),
        chart(grid),
        closing(grid, canvas),
    )


def gem(name: str, box: Box) -> Group:
    """A cut stone that fills the box: facets around a heart a little off its middle."""
    outline = ((0.42, 0), (0.84, 0.1), (1, 0.48), (0.8, 0.9), (0.36, 1), (0.04, 0.72), (0, 0.28))
    rim = [(box.x + x * box.w, box.y + y * box.h) for x, y in (*outline, outline[0])]
    heart = (box.x + 0.46 * box.w, box.y + 0.42 * box.h)
    return group(name, (facet((heart, a, b), 3 * n) for n, (a, b) in enumerate(pairwise(rim))))


def section(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.section
    heading = Level(size=46, line=92, face="+mj")
    text = Level(size=24, line=104, paint=TX2)
    return layout(
        "section",
        "Opens a part of the talk: a serif heading over a ground of ice",
        {"title": Slot(place.title, (heading,), "b"), "subtitle": Slot(place.text, (text,))},
        (footnote_at(place.foot),),
        (
            facets("Facets", grid.canopy, 2, lambda point: (point[0], canvas.height - point[1])),
            scotch_rule("Title Rule", grid.left, place.title.bottom + 0.15, grid.width),
        ),
        ground=BG2,
        master_art=False,
    )


def agenda(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.contents
    item = Level(size=grid.point_size, line=98, before=18, bullet=Numbers(0.7, "+mj-lt"))
    down = canvas.height / canvas.width
    if place.flank:
        ice = facets(
            "Facets", grid.canopy, 5, lambda point: (point[1] * place.flank, point[0] * down)
        )
    else:
        ice = facets("Facets", grid.canopy[:-1], 5)  # so much lower, the title has room
    return layout(
        "agenda",
        "A title over numbered parts, as in a table of contents, along an edge of ice",
        {"title": Slot(place.title, (TITLE,), "b"), "body": Slot(place.items, (item,), "ctr")},
        (footnote_at(place.foot), number_at(grid)),
        (
            ice,
            title_rule(grid, place.title),
            foot_rule(grid, place.title.x),
        ),
        master_art=False,
    )


def quote(grid: Grid, canvas: Canvas) -> Layout:
    words = Level(size=40, line=106, face="+mj", italic=True, align="ctr")
    said = Level(size=20, line=104, paint=TX2, align="ctr")
    middle = canvas.width / 2
    above, below = grid.quote.y - 0.33, grid.said.y - 0.22
    return layout(
        "quote",
        "A quotation in serif italics between fine rules",
        {"title": Slot(grid.quote, (words,), "ctr"), "attribution": Slot(grid.said, (said,))},
        (footnote_at(grid.foot), number_at(grid)),
        (
            facets("Facets", grid.ribbon, 3),
            group(
                "Rules",
                [
                    rule((grid.quote.x, above), (middle - 0.55, above), HAIRLINE),
                    rule((middle + 0.55, above), (grid.quote.right, above), HAIRLINE),
                    rule((middle - 1.2, below), (middle + 1.2, below), HAIRLINE),
                ],
            ),
            gem("Stone", Box(middle - 0.3, above - 0.35, 0.6, 0.7)),
            foot_rule(grid, grid.left),
        ),
        master_art=False,
    )


def big_number(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.figure
    align = "ctr" if place.stacked else "l"
    value = Level(size=160, line=88, face="+mj", align="ctr")
    label = Level(size=32, line=96, face="+mj", align=align)
    context = replace(QUIET, align=align)
    return layout(
        "big-number",
        "One number in large serif figures, its label and meaning across a fine rule",
        {
            "title": Slot(place.label, (label,), "t" if place.stacked else "b"),
            "value": Slot(place.value, (value,), "b" if place.stacked else "ctr"),
            "context": Slot(place.context, (context,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            facets("Facets", grid.ribbon, 3),
            number_rule(place, canvas.width / 2),
            foot_rule(grid, grid.left),
        ),
        master_art=False,
    )


def number_rule(place: Figure, middle: float) -> Group:
    """Between the number and its label."""
    if place.stacked:
        y = (place.value.bottom + place.label.y) / 2
        return lines("Number Rule", [((middle - 1.2, y), (middle + 1.2, y))])
    return lines("Number Rule", [((middle, 2.1), (middle, 5.5))])


def comparison(grid: Grid) -> Layout:
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


def timeline(grid: Grid) -> Layout:
    when = Level(size=24, line=92, face="+mj")
    what = Level(size=20, line=104)
    body, line = grid.body, grid.body.y + grid.track
    under = line + 0.4
    return layout(
        "timeline",
        "A title over events along a rule with cut stones",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "when": Slot(Box(body.x, body.y, body.w, line - 0.4 - body.y), (when,), "b"),
            "what": Slot(Box(body.x, under, body.w, body.bottom - under), (what,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def table(grid: Grid) -> Layout:
    return layout(
        "table",
        "A title over a table ruled as in print",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "table": Slot(grid.table, (Level(size=20),)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def chart(grid: Grid) -> Layout:
    body = grid.body
    return layout(
        "chart",
        "A title over a chart, full width",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "chart": Slot(Box(body.x, body.y + 0.1, body.w, body.h - 0.2), (Level(size=16),)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def closing(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.closing
    heading = Level(size=48, line=92, face="+mj", align="ctr")
    text = Level(size=22, line=106, before=6, paint=TX2, align="ctr")
    return layout(
        "closing",
        "The last words in serif type, centred under a canopy of facets",
        {"title": Slot(place.title, (heading,), "b"), "contact": Slot(place.text, (text,))},
        (footnote_at(place.foot),),
        (
            facets("Facets", grid.canopy, 1, lambda point: (canvas.width - point[0], point[1])),
            scotch_rule("Title Rule", canvas.width / 2 - 1.5, place.title.bottom + 0.18, 3.0),
        ),
        master_art=False,
    )
