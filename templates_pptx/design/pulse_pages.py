"""Pulse: the layouts beyond titles, points and pictures, along the same line."""

from __future__ import annotations

from .canvas import Box, Canvas, union
from .draw import ACCENT1, ACCENT2, ACCENT6, BG1, BG2, TX2, Shape, Stroke, group, rule
from .layouts import Slot, layout
from .model import Layout
from .pulse_grids import Grid
from .pulse_kit import (
    COLUMN,
    HAIRLINE,
    PAIR,
    Beat,
    capsule,
    card,
    cells,
    dish,
    footnote_at,
    heading,
    large_pulse,
    lying_pill,
    number_at,
    pulse,
)
from .text import Insets, Level, Numbers

QUIET = Level(size=20, line=104, paint=TX2)


def pages(grid: Grid, canvas: Canvas) -> tuple[Layout, ...]:
    return (
        section(grid),
        agenda(grid),
        quote(grid),
        big_number(grid),
        comparison(grid),
        timeline(grid),
        table(grid),
        chart(grid),
        closing(grid, canvas),
    )


def _title(grid: Grid, box: Box) -> Slot:
    return Slot(box, (heading(grid.title_pt),))


def section(grid: Grid) -> Layout:
    spot = grid.section
    text = Level(size=24, line=104, paint=TX2)
    line = Stroke(TX2.clear(70), 1.0)
    radius, y = spot.dish.w / 2, spot.dish.y + spot.dish.h / 2
    return layout(
        "section",
        "Opens a part of the talk: light type on dark, a line leading to a glass with cells",
        {
            "title": Slot(spot.title, (heading(44),), "b"),
            "subtitle": Slot(spot.text, (text,)),
        },
        (footnote_at(spot.foot, "b"),),
        (
            group("Line", [rule((0, y), (spot.dish.x, y), line)]),
            group("Dish", dish((spot.dish.x + radius, y), radius, line)),
        ),
        ground=BG1,
        master_art=False,
        inverted=True,
    )


def agenda(grid: Grid) -> Layout:
    spot = grid.agenda
    item = Level(size=26, line=96, before=16, bullet=Numbers(0.6, "+mj-lt"))
    radius = min(spot.cells.w, spot.cells.h) / 2
    beside = spot.cells.y > spot.title.bottom
    centre = (
        spot.cells.x + radius if beside else spot.cells.right - radius,
        spot.cells.bottom - radius,
    )
    return layout(
        "agenda",
        "A title with cells, the numbered parts on a soft panel",
        {
            "title": Slot(spot.title, (heading(grid.title_pt),)),
            "body": Slot(spot.panel, (item,), "ctr", Insets(0.5, 0.3, 0.4, 0.3)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            group("Panel", [card(spot.panel, 0.5)]),
            group("Cells", cells(centre, radius, PAIR)),
        ),
    )


def quote(grid: Grid) -> Layout:
    words = Level(size=34, line=100, face="+mj")
    panel = union([grid.quote, grid.said])
    marks = [
        capsule(Box(panel.x + 0.9 + step, panel.y - 0.3, 0.2, 0.62), paint)
        for step, paint in ((0, ACCENT2), (0.32, ACCENT1))
    ]
    return layout(
        "quote",
        "A quotation on a soft panel, marked by two capsules",
        {
            "title": Slot(grid.quote, (words,), "ctr", Insets(0.9, 0.5, 0.9, 0.2)),
            "attribution": Slot(grid.said, (QUIET,), "t", Insets(0.9, 0.15, 0.9, 0.25)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            group("Panel", [card(panel, 0.6)]),
            group("Marks", marks),
        ),
    )


def big_number(grid: Grid) -> Layout:
    value = Level(size=grid.figure.value_pt, line=86, face="+mj", bold=True, track=-20)
    label = Level(size=28, line=94, face="+mj", bold=True)
    pill, seam = grid.figure.pill, grid.figure.seam
    stacked = grid.figure.context.y > grid.figure.label.bottom
    cap = Box(seam, pill.y, pill.right - seam, pill.h)
    beats = Box(cap.x + cap.w * 0.2, pill.y + pill.h * 0.22, cap.w * 0.5, pill.h * 0.56)
    murmur = tuple((Beat(-h, h, BG1),) for h in (0.3, 0.75, 1.0, 0.5, 0.15))
    return layout(
        "big-number",
        "One number in a large capsule, its label and meaning below",
        {
            "title": Slot(grid.figure.label, (label,), "b" if stacked else "t"),
            "value": Slot(grid.figure.value, (value,), "ctr", Insets(pill.h * 0.3, 0, 0.35, 0)),
            "context": Slot(grid.figure.context, (QUIET,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            group("Capsule", lying_pill(pill, seam, 0.12, BG2, ACCENT2)),
            group("Pulse", pulse(beats, murmur, 0.5)),
        ),
    )


def comparison(grid: Grid) -> Layout:
    name = Level(size=24, line=94, face="+mj", bold=True)
    slots = {"title": _title(grid, grid.short_title)}
    shapes: list[Shape] = []
    head = grid.panel_head
    for side, box, paint, filled in (
        ("left", grid.panels[0], ACCENT1, False),
        ("right", grid.panels[1], ACCENT2, True),
    ):
        shapes += [
            card(box, 0.4, BG2) if filled else card(box, 0.4, None, HAIRLINE),
            *lying_pill(
                Box(box.x + 0.3, box.y + head / 2 - 0.09, 0.6, 0.25),
                box.x + 0.6,
                0.03,
                paint,
                ACCENT6,
            ),
        ]
        slots[f"{side}_heading"] = Slot(
            Box(box.x, box.y + 0.07, box.w, head - 0.07), (name,), "ctr", Insets(1.05, 0, 0.2, 0)
        )
        below = Box(box.x, box.y + head, box.w, box.h - head)
        slots[side] = Slot(below, COLUMN, "t", Insets(0.3, 0.04, 0.2, 0.06))
    return layout(
        "comparison",
        "A title over two soft panels, each with its name beside a capsule",
        slots,
        (footnote_at(grid.foot), number_at(grid)),
        (group("Panels", shapes),),
    )


def timeline(grid: Grid) -> Layout:
    when = Level(size=24, line=92, face="+mj", bold=True)
    what = Level(size=20, line=102)
    return layout(
        "timeline",
        "A title over events along a line, a beat for each",
        {
            "title": _title(grid, grid.title),
            "when": Slot(grid.when, (when,), "b"),
            "what": Slot(grid.what, (what,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def table(grid: Grid) -> Layout:
    return layout(
        "table",
        "A title over a table with a soft header",
        {
            "title": _title(grid, grid.short_title),
            "table": Slot(grid.table, (Level(size=20),)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def chart(grid: Grid) -> Layout:
    return layout(
        "chart",
        "A title over a chart on an outlined card",
        {
            "title": _title(grid, grid.short_title),
            "chart": Slot(grid.chart, (Level(size=16),)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (group("Card", [card(grid.chart_card, 0.4, None, HAIRLINE)]),),
    )


def closing(grid: Grid, canvas: Canvas) -> Layout:
    spread = grid.closing
    text = Level(size=24, line=104, before=6, paint=TX2)
    return layout(
        "closing",
        "The last words beside a pulse that comes to rest in a line",
        {
            "title": Slot(spread.title, (heading(46),), "b"),
            "contact": Slot(spread.text, (text,)),
        },
        (footnote_at(spread.foot, "b"),),
        large_pulse(spread, canvas),
        ground=BG2,
        master_art=False,
    )
