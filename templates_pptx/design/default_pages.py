"""Default: the layouts beyond titles, points and pictures, on the same grid of tiles."""

from __future__ import annotations

from .canvas import Box, Canvas, halves
from .default_grids import Grid
from .default_kit import COLUMN, QUIET, TITLE, footnote_at, marker, number_at
from .default_mosaics import MARKS
from .default_tiles import Mosaic, quarter
from .draw import ACCENT2, ACCENT4, BG1, BG2, TX1, TX2, Preset, group
from .layouts import Slot, layout
from .model import Layout
from .text import Insets, Level, Numbers


def pages(grid: Grid, canvas: Canvas) -> tuple[Layout, ...]:
    draw = (agenda, quote, big_number, comparison, timeline, table, chart)
    return (section(grid), *(page(grid, canvas) for page in draw), closing(grid))


def section(grid: Grid) -> Layout:
    place = grid.section
    heading = Level(size=48, line=90, face="+mj", bold=True, track=-10)
    text = Level(size=24, line=104, paint=TX2)
    return layout(
        "section",
        "Opens a part of the talk: white on ink over a stair of tiles",
        {"title": Slot(place.title, (heading,), "b"), "subtitle": Slot(place.text, (text,))},
        (footnote_at(place.foot),),
        (place.tiles.draw(), marker(place.title.x, place.title.bottom + 0.18)),
        ground=BG1,
        master_art=False,
        inverted=True,
    )


def agenda(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.contents
    item = Level(size=grid.point_size, line=95, before=20, bullet=Numbers(0.7))
    return layout(
        "agenda",
        "A title on a panel, the numbered parts next to it",
        {
            "title": Slot(place.title, (TITLE,)),
            "body": Slot(place.items, (item,), "ctr"),
        },
        (footnote_at(place.foot), number_at(grid, canvas)),
        (
            group("Panel", [Preset(place.panel, BG2)]),
            place.tiles.draw(),
            marker(place.title.x, place.title.y - 0.25),
        ),
    )


def quote(grid: Grid, canvas: Canvas) -> Layout:
    words = Level(size=44, line=96, face="+mj")
    return layout(
        "quote",
        "A quotation in large type under marks cut from tiles",
        {
            "title": Slot(grid.quote, (words,), "ctr"),
            "attribution": Slot(grid.said, (QUIET,)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
        (
            Mosaic(grid.quote.x, grid.quote.y - 1.25, 0.8, MARKS).draw("Marks"),
            marker(grid.said.x, grid.said.y - 0.24),
        ),
    )


def big_number(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.figure
    value = Level(size=160, line=80, face="+mj", bold=True, track=-40)
    label = Level(size=28, line=95, face="+mj", bold=True)
    return layout(
        "big-number",
        "One number as large as fits over its label and meaning, among tiles",
        {
            "title": Slot(place.label, (label,)),
            "value": Slot(place.value, (value,), "b"),
            "context": Slot(place.context, (QUIET,)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
        (place.tiles.draw(), marker(place.value.x, place.value.bottom + 0.18)),
    )


def comparison(grid: Grid, canvas: Canvas) -> Layout:
    bar_h = grid.bar
    left, right = halves(grid.body, grid.gutter)
    heading = Level(size=22, line=95, face="+mj", bold=True, paint=BG1)
    slots = {"title": Slot(grid.title, (TITLE,), "b")}
    shapes = []
    for side, box, figure, paint in (
        ("left", left, "se", ACCENT4),
        ("right", right, "nw", ACCENT2),
    ):
        bar = Box(box.x, box.y, box.w, bar_h)
        below = Box(box.x, bar.bottom, box.w, box.h - bar_h)
        tile = Box(box.x, box.y, bar_h, bar_h)
        shapes += [Preset(below, BG2), Preset(bar, TX1), quarter(figure)(tile, paint)]
        slots[f"{side}_heading"] = Slot(bar, (heading,), "ctr", Insets(bar_h + 0.2, 0, 0.15, 0))
        slots[side] = Slot(below, COLUMN, "t", Insets(0.25, 0.18, 0.2, 0.06))
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
    body, line = grid.body, grid.body.y + grid.track
    under = line + 0.475
    return layout(
        "timeline",
        "A title over events along a bar with tiles",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "when": Slot(Box(body.x, body.y, body.w, line - 0.475 - body.y), (when,), "b"),
            "what": Slot(Box(body.x, under, body.w, body.bottom - under), (what,)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
    )


def table(grid: Grid, canvas: Canvas) -> Layout:
    return layout(
        "table",
        "A title over a table with its header on ink",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "table": Slot(grid.table, (Level(size=20),)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
    )


def chart(grid: Grid, canvas: Canvas) -> Layout:
    return layout(
        "chart",
        "A title over a chart, full width",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "chart": Slot(grid.body, (Level(size=16),)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
    )


def closing(grid: Grid) -> Layout:
    place = grid.closing
    heading = Level(size=54, line=88, face="+mj", bold=True, track=-20)
    text = Level(size=24, line=104, before=6, paint=TX2)
    return layout(
        "closing",
        "The last words over a frieze of tiles",
        {"title": Slot(place.title, (heading,), "b"), "contact": Slot(place.text, (text,))},
        (footnote_at(place.foot),),
        (place.tiles.draw("Frieze"), marker(place.title.x, place.title.bottom + 0.17)),
        ground=BG2,
        master_art=False,
    )
