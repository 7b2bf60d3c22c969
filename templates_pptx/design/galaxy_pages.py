"""Galaxy: the layouts beyond titles, points and pictures, in the same sky."""

from __future__ import annotations

import math
from dataclasses import replace

from .canvas import Box, Canvas, halves
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT3,
    ACCENT4,
    BG1,
    BG2,
    TX2,
    Freeform,
    Gradient,
    Group,
    Path,
    Point,
    Preset,
    Shape,
    arcs_inside,
    disc,
    ellipse_point,
    group,
)
from .galaxy_kit import (
    COLUMN,
    FAINT,
    ORBIT,
    TITLE,
    Grid,
    ball,
    comet,
    corner_orbits,
    crescent,
    footnote_at,
    halo,
    moon,
    number_at,
    orbit,
    ringed,
    stars,
)
from .layouts import Slot, layout
from .model import Layout
from .text import Insets, Level, Numbers

QUIET = Level(size=20, line=108, paint=TX2)
DUSK = Gradient(((0, BG1), (55, BG1), (100, BG2)), 20)


def pages(grid: Grid, canvas: Canvas) -> tuple[Layout, ...]:
    draw = (section, agenda, quote, big_number, comparison, timeline, table, chart, closing)
    return tuple(page(grid, canvas) for page in draw)


def _card(box: Box) -> Preset:
    return Preset(box, BG2, None, "roundRect", 0.16)


def section(grid: Grid, canvas: Canvas) -> Layout:
    frame, c = Box(0, 0, canvas.width, canvas.height), (canvas.width, 3.75)
    heading = Level(size=46, line=94, face="+mj", bold=True, track=-10)
    return layout(
        "section",
        "Opens a part of the talk: a bold heading beside a planet that sets",
        {
            "title": Slot(Box(grid.left, 1.35, 8.2, 2.6), (heading,), "b"),
            "subtitle": Slot(
                Box(grid.left, 4.25, 7.2, 1.5), (Level(size=22, line=108, paint=TX2),)
            ),
        },
        (footnote_at(Box(grid.left, grid.foot.y, 7.4, grid.foot.h)),),
        (
            stars(grid),
            group(
                "Planet",
                [
                    *(shape for r in (4.6, 5.6, 6.8) for shape in orbit(frame, c, r, FAINT)),
                    *orbit(frame, c, 3.7, ORBIT),
                    Freeform(Path().arc(c, 3.05, 3.05, 90, 270).close(), ACCENT1.clear(18)),
                    *_half_planet(c, 2.6, 180),
                    comet(c, 3.7, 196, 238, ACCENT2, points=6),
                    moon(c, 3.7, 238, 0.16, ACCENT2),
                    moon(c, 3.7, 140, 0.12, ACCENT4),
                    moon(c, 4.6, 152, 0.08, ACCENT3),
                ],
            ),
        ),
        ground=DUSK,
        master_art=False,
    )


def rim_stars(grid: Grid) -> Group:
    """Those at the slide's edge: none among the words or beside the slide number."""
    middle = Box(1.0, 1.0, 11.0, 5.4)
    kept = (
        (x, y, size)
        for x, y, size in grid.stars
        if not (middle.x < x < middle.right and middle.y < y < middle.bottom)
        and not (x > 12.3 and y > 6.0)
    )
    return stars(replace(grid, stars=tuple(kept)))


def _half_planet(c: Point, r: float, facing: float) -> list[Shape]:
    """The half of a planet that rises over an edge, and the night on one side of it."""
    shift = 0.45 * r
    lean = math.degrees(math.asin(shift / 2 / r))
    day = Path().arc(c, r, r, facing - 90, facing + 90).close()
    away = ellipse_point(c, shift, shift, facing + 90)
    night = Path().arc(c, r, r, facing - 90, facing + lean)
    night.arc(away, r, r, facing - lean, facing - 90).close()
    return [Freeform(day, ACCENT1), Freeform(night, ACCENT3)]


def agenda(grid: Grid, canvas: Canvas) -> Layout:
    frame = Box(0, 0, canvas.width, canvas.height)
    card = Box(5.3, 0.75, 7.33, 5.75)
    item = Level(size=26, line=100, before=22, bullet=Numbers(0.65))
    c = (2.65, 4.85)
    return layout(
        "agenda",
        "A title over an orbit at the left, the numbered parts on a card",
        {
            "title": Slot(Box(grid.left, 0.3, 4.0, 1.8), (TITLE,), "ctr"),
            "body": Slot(card, (item,), "ctr", Insets(0.55, 0.3, 0.4, 0.3)),
        },
        (footnote_at(grid.foot), number_at(canvas)),
        (
            group("Card", [_card(card)]),
            group(
                "Orbits",
                [
                    *(shape for r in (0.95, 1.5) for shape in orbit(frame, c, r, ORBIT)),
                    *halo(c, 0.42, TX2),
                    *ball(c, 0.42, ACCENT4, ACCENT3),
                    comet(c, 0.95, 200, 275, ACCENT2, points=4),
                    moon(c, 0.95, 275, 0.1, ACCENT2),
                    comet(c, 1.5, 20, 80, ACCENT1, points=6),
                    moon(c, 1.5, 80, 0.13, ACCENT1),
                    moon(c, 1.5, 235, 0.08, ACCENT3),
                ],
            ),
        ),
    )


def quote(grid: Grid, canvas: Canvas) -> Layout:
    frame = Box(0, 0, canvas.width, canvas.height)
    words = Level(size=34, line=108, face="+mj", align="ctr")
    said = Level(size=20, line=104, paint=TX2, align="ctr")
    c = (canvas.width / 2, 3.4)
    marks = [
        shape
        for x, paint in ((c[0] - 0.26, ACCENT2), (c[0] + 0.26, ACCENT1))
        for shape in (disc((x, 1.12), 0.15, paint), crescent((x, 1.22), 0.25, 180, 0.16, paint))
    ]
    return layout(
        "quote",
        "A quotation at the centre of a wide orbit",
        {
            "title": Slot(Box(1.6, 1.65, canvas.width - 3.2, 3.0), (words,), "ctr"),
            "attribution": Slot(Box(2.9, 4.95, canvas.width - 5.8, 0.85), (said,)),
        },
        (footnote_at(grid.foot), number_at(canvas)),
        (
            rim_stars(grid),
            group(
                "Orbit",
                [
                    *arcs_inside(frame, c, 6.25, 3.15, ORBIT),
                    *arcs_inside(frame, c, 6.9, 3.75, FAINT),
                    *ball(ellipse_point(c, 6.25, 3.15, 200), 0.26, ACCENT1),
                    disc(ellipse_point(c, 6.25, 3.15, 330), 0.14, ACCENT4),
                    disc(ellipse_point(c, 6.25, 3.15, 50), 0.09, ACCENT2),
                    disc(ellipse_point(c, 6.9, 3.75, 150), 0.07, ACCENT3),
                ],
            ),
            group("Marks", marks),
            corner_orbits(canvas),
        ),
        master_art=False,
    )


def big_number(grid: Grid, canvas: Canvas) -> Layout:
    frame = Box(0, 0, canvas.width, canvas.height)
    c, r = (3.95, 3.6), 2.45
    value = Level(size=138, line=90, face="+mj", bold=True, align="ctr", track=-20)
    label = Level(size=30, line=98, face="+mj", bold=True)
    return layout(
        "big-number",
        "One number inside an orbit, its label and meaning beside it",
        {
            "title": Slot(Box(7.5, 1.9, 4.95, 1.7), (label,), "b"),
            "value": Slot(
                Box(c[0] - 2.3, c[1] - 1.1, 4.6, 2.2), (value,), "ctr", Insets(0.2, 0, 0.2, 0)
            ),
            "context": Slot(Box(7.5, 3.85, 4.95, 2.2), (QUIET,)),
        },
        (footnote_at(grid.foot), number_at(canvas)),
        (
            rim_stars(grid),
            group(
                "Orbit",
                [
                    *(shape for w in (4.2, 5.6) for shape in orbit(frame, c, w, FAINT)),
                    *orbit(frame, c, 3.1, ORBIT),
                    disc(c, r, BG2),
                    comet(c, r, 150, 262, ACCENT1, points=9),
                    moon(c, r, 262, 0.17, ACCENT1),
                    comet(c, r, -20, 35, ACCENT2, points=5),
                    moon(c, r, 35, 0.12, ACCENT2),
                    *ringed(ellipse_point(c, 3.1, 3.1, 318), 0.24, ACCENT3, ACCENT4),
                    moon(c, 3.1, 118, 0.1, ACCENT4),
                ],
            ),
            corner_orbits(canvas),
        ),
        master_art=False,
    )


def comparison(grid: Grid, canvas: Canvas) -> Layout:
    pad = grid.card_inset
    row = Box(grid.left - pad, grid.body.y, grid.width + 2 * pad, grid.body.h)
    left, right = halves(row, grid.gutter)
    heading = Level(size=24, line=96, face="+mj", bold=True)
    slots = {"title": Slot(grid.title, (TITLE,), "ctr")}
    shapes: list[Shape] = []
    for side, box, paint in (("left", left, ACCENT1), ("right", right, ACCENT2)):
        under = box.y + 0.95
        shapes += [
            _card(box),
            Preset(Box(box.x + pad, under - 0.015, box.w - 2 * pad, 0.03), paint),
            disc((box.right - pad - 0.12, box.y + 0.5), 0.12, paint),
        ]
        slots[f"{side}_heading"] = Slot(
            Box(box.x, box.y + 0.12, box.w, 0.78), (heading,), "ctr", Insets(pad, 0, pad + 0.4, 0)
        )
        below = Box(box.x, under + 0.05, box.w, box.bottom - under - 0.1)
        slots[side] = Slot(below, COLUMN, "t", Insets(pad, 0.2, pad, 0.1))
    return layout(
        "comparison",
        "A title over two cards, each with its name over a bright line",
        slots,
        (footnote_at(grid.foot), number_at(canvas)),
        (group("Cards", shapes),),
    )


def timeline(grid: Grid, canvas: Canvas) -> Layout:
    when = Level(size=24, line=96, face="+mj", bold=True, align="ctr")
    what = Level(size=20, line=104, paint=TX2, align="ctr")
    x, width = grid.left - 0.3, grid.width + 0.6
    return layout(
        "timeline",
        "A title over events, a planet each, along one orbit",
        {
            "title": Slot(grid.title, (TITLE,), "ctr"),
            "when": Slot(Box(x, 2.2, width, 0.95), (when,), "b"),
            "what": Slot(Box(x, 4.2, width, 2.3), (what,)),
        },
        (footnote_at(grid.foot), number_at(canvas)),
    )


def table(grid: Grid, canvas: Canvas) -> Layout:
    return layout(
        "table",
        "A title over a table with a bright line under its header",
        {
            "title": Slot(grid.title, (TITLE,), "ctr"),
            "table": Slot(Box(grid.left, 2.15, grid.width, 4.3), (Level(size=20),)),
        },
        (footnote_at(grid.foot), number_at(canvas)),
    )


def chart(grid: Grid, canvas: Canvas) -> Layout:
    pad = grid.card_inset
    card = Box(grid.left - pad, grid.body.y - 0.05, grid.width + 2 * pad, 4.45)
    inner = Box(card.x + pad, card.y + pad, card.w - 2 * pad, card.h - 1.8 * pad)
    return layout(
        "chart",
        "A title over a chart on a card",
        {
            "title": Slot(grid.title, (TITLE,), "ctr"),
            "chart": Slot(inner, (Level(size=16),)),
        },
        (footnote_at(grid.foot), number_at(canvas)),
        (group("Card", [_card(card)]),),
    )


def closing(grid: Grid, canvas: Canvas) -> Layout:
    frame, c = Box(0, 0, canvas.width, canvas.height), (10.6, canvas.height)
    heading = Level(size=50, line=94, face="+mj", bold=True, track=-10)
    text = Level(size=22, line=112, before=6, paint=TX2)
    return layout(
        "closing",
        "The last words over a rising planet",
        {
            "title": Slot(Box(grid.left, 0.95, 9.6, 2.3), (heading,), "b"),
            "contact": Slot(Box(grid.left, 3.6, 6.6, 2.2), (text,)),
        },
        (footnote_at(Box(grid.left, grid.foot.y, 6.4, grid.foot.h)),),
        (
            stars(grid),
            group(
                "Planet",
                [
                    *(shape for r in (4.7, 6.2, 7.8) for shape in orbit(frame, c, r, FAINT)),
                    *orbit(frame, c, 2.85, ORBIT),
                    *orbit(frame, c, 3.6, FAINT),
                    Freeform(Path().arc(c, 2.35, 2.35, 180, 360).close(), ACCENT1.clear(18)),
                    *_half_planet(c, 2.0, 270),
                    comet(c, 2.85, 205, 250, ACCENT2, points=6),
                    moon(c, 2.85, 250, 0.15, ACCENT2),
                    moon(c, 3.6, 300, 0.12, ACCENT4),
                    moon(c, 2.85, 318, 0.09, ACCENT3),
                ],
            ),
        ),
        ground=Gradient(((0, BG1), (60, BG1), (100, BG2)), 90),
        master_art=False,
    )
