"""Pulse: the layouts beyond titles, points and pictures, along the same line."""

from __future__ import annotations

from .canvas import Box, Canvas
from .draw import ACCENT1, ACCENT2, ACCENT4, ACCENT6, BG1, BG2, TX2, Shape, Stroke, group, rule
from .layouts import Slot, layout
from .model import Layout
from .pulse_grids import Grid
from .pulse_kit import (
    COLUMN,
    HAIRLINE,
    LINE,
    RHYTHM,
    TITLE,
    Beat,
    capsule,
    card,
    cell,
    dish,
    footnote_at,
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


def section(grid: Grid) -> Layout:
    heading = Level(size=44, line=90, face="+mj", bold=True)
    text = Level(size=24, line=104, paint=TX2)
    box = grid.dish
    radius, y = box.w / 2, box.y + box.h / 2
    return layout(
        "section",
        "Opens a part of the talk: light type on dark, a line leading to a glass with cells",
        {
            "title": Slot(grid.section_title, (heading,), "b"),
            "subtitle": Slot(grid.section_text, (text,)),
        },
        (footnote_at(grid.section_foot),),
        (
            group("Line", [rule((0, y), (box.x, y), Stroke(TX2.clear(70), 1.0))]),
            group("Dish", dish((box.x + radius, y), radius, BG2, Stroke(TX2.clear(70), 1.0))),
        ),
        ground=BG1,
        master_art=False,
        inverted=True,
    )


def agenda(grid: Grid) -> Layout:
    item = Level(size=26, line=96, before=20, bullet=Numbers(0.7, "+mj-lt"))
    area = grid.agenda_cells
    unit = min(area.w, area.h)
    x, y = area.x, area.bottom
    return layout(
        "agenda",
        "A title over cells at the left, the numbered parts on a soft panel",
        {
            "title": Slot(grid.agenda_title, (TITLE,)),
            "body": Slot(grid.agenda_panel, (item,), "ctr", Insets(0.6, 0.35, 0.5, 0.35)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            group("Panel", [card(grid.agenda_panel, 0.5)]),
            group(
                "Cells",
                [
                    *cell(
                        (x + unit * 0.36, y - unit * 0.36),
                        unit * 0.36,
                        ACCENT1,
                        ACCENT2,
                        (0.25, -0.2),
                    ),
                    *cell(
                        (x + unit * 0.82, y - unit * 0.5),
                        unit * 0.24,
                        ACCENT4,
                        ACCENT1,
                        (-0.2, 0.2),
                    ),
                    *cell((x + unit * 0.6, y - unit * 0.9), unit * 0.1, ACCENT2, ACCENT2, (0, 0)),
                ],
            ),
        ),
    )


def quote(grid: Grid) -> Layout:
    words = Level(size=34, line=100, face="+mj")
    panel, said = grid.quote, grid.said
    x, y = panel.x + 0.9, panel.y
    dash = said.y + said.h / 2
    marks = [
        capsule(Box(x + step, y - 0.3, 0.2, 0.62), paint)
        for step, paint in ((0, ACCENT2), (0.32, ACCENT1))
    ]
    return layout(
        "quote",
        "A quotation on a soft panel, marked by two capsules",
        {
            "title": Slot(panel, (words,), "ctr", Insets(0.9, 0.5, 0.9, 0.4)),
            "attribution": Slot(said, (QUIET,), "ctr"),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            group("Panel", [card(panel, 0.6)]),
            group("Marks", marks),
            group("Dash", [capsule(Box(panel.x, dash - 0.045, 0.75, 0.09), ACCENT2)]),
        ),
    )


def big_number(grid: Grid) -> Layout:
    value = Level(size=160, line=86, face="+mj", bold=True, track=-20)
    label = Level(size=28, line=94, face="+mj", bold=True)
    pill = grid.pill
    held = Box(pill.x, pill.y, grid.seam - pill.x, pill.h)
    cap = Box(grid.seam, pill.y, pill.right - grid.seam, pill.h)
    beats = Box(cap.x + cap.w * 0.2, pill.y + pill.h * 0.22, cap.w * 0.5, pill.h * 0.56)
    murmur = tuple((Beat(-h, h, BG1),) for h in (0.3, 0.75, 1.0, 0.5, 0.15))
    return layout(
        "big-number",
        "One number in a large capsule, its label and meaning below",
        {
            "title": Slot(grid.label, (label,)),
            "value": Slot(held, (value,), "ctr", Insets(pill.h * 0.3, 0, 0.2, 0)),
            "context": Slot(grid.context, (QUIET,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (
            group("Capsule", lying_pill(pill, grid.seam, 0.12, BG2, ACCENT2)),
            group("Pulse", pulse(beats, murmur, 0.5)),
        ),
    )


def comparison(grid: Grid) -> Layout:
    heading = Level(size=24, line=94, face="+mj", bold=True)
    slots = {"title": Slot(grid.title, (TITLE,), "b")}
    shapes: list[Shape] = []
    for side, box, paint, filled in (
        ("left", grid.panels[0], ACCENT1, False),
        ("right", grid.panels[1], ACCENT2, True),
    ):
        head = 0.95
        shapes += [
            card(box, 0.4, BG2) if filled else card(box, 0.4, None, HAIRLINE),
            *lying_pill(
                Box(box.x + 0.4, box.y + 0.4, 0.62, 0.26), box.x + 0.71, 0.03, paint, ACCENT6
            ),
        ]
        slots[f"{side}_heading"] = Slot(
            Box(box.x, box.y + 0.08, box.w, head - 0.08), (heading,), "ctr", Insets(1.2, 0, 0.3, 0)
        )
        below = Box(box.x, box.y + head, box.w, box.h - head)
        slots[side] = Slot(below, COLUMN, "t", Insets(0.4, 0.1, 0.4, 0.15))
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
            "title": Slot(grid.title, (TITLE,), "b"),
            "when": Slot(grid.when, (when,), "b"),
            "what": Slot(grid.what, (what,)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def table(grid: Grid) -> Layout:
    box = grid.body
    return layout(
        "table",
        "A title over a table with a soft header",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "table": Slot(Box(box.x, box.y + 0.1, box.w, box.h - 0.1), (Level(size=20),)),
        },
        (footnote_at(grid.foot), number_at(grid)),
    )


def chart(grid: Grid) -> Layout:
    box = grid.body
    inner = Box(box.x + 0.25, box.y + 0.25, box.w - 0.5, box.h - 0.4)
    return layout(
        "chart",
        "A title over a chart on an outlined card",
        {
            "title": Slot(grid.title, (TITLE,), "b"),
            "chart": Slot(inner, (Level(size=16),)),
        },
        (footnote_at(grid.foot), number_at(grid)),
        (group("Card", [card(box, 0.4, None, HAIRLINE)]),),
    )


def closing(grid: Grid, canvas: Canvas) -> Layout:
    spread = grid.closing
    heading = Level(size=46, line=90, face="+mj", bold=True)
    text = Level(size=24, line=104, before=6, paint=TX2)
    columns = RHYTHM[spread.first : spread.first + spread.count]
    return layout(
        "closing",
        "The last words beside a pulse that comes to rest in a line",
        {
            "title": Slot(spread.title, (heading,), "b"),
            "contact": Slot(spread.text, (text,)),
        },
        (footnote_at(spread.foot),),
        (
            group("Line", [rule((0, spread.line), (canvas.width, spread.line), LINE)]),
            group("Pulse", pulse(spread.pulse, columns)),
        ),
        ground=BG2,
        master_art=False,
    )
