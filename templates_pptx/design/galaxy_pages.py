"""Galaxy: the layouts beyond titles, points and pictures, in the same sky."""

from __future__ import annotations

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
    Preset,
    Shape,
    arcs_inside,
    disc,
    ellipse_point,
    group,
)
from .galaxy_grids import Figure, Grid, Saying
from .galaxy_kit import (
    COLUMN,
    FAINT,
    ORBIT,
    QUIET,
    TITLE,
    ball,
    card,
    comet,
    corner_orbits,
    crescent,
    footnote_at,
    half_planet,
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

DUSK = Gradient(((0, BG1), (55, BG1), (100, BG2)), 20)


def pages(grid: Grid, canvas: Canvas) -> tuple[Layout, ...]:
    draw = (section, agenda, quote, big_number, comparison, timeline, table, chart, closing)
    return tuple(page(grid, canvas) for page in draw)


def section(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.section
    frame, c, k = Box(0, 0, canvas.width, canvas.height), place.orb.centre, place.orb.scale
    ring = 3.7 * k
    heading = Level(size=46, line=94, face="+mj", bold=True, track=-10)
    text = Level(size=22, line=108, paint=TX2)
    return layout(
        "section",
        "Opens a part of the talk: a bold heading beside a planet that sets",
        {"title": Slot(place.title, (heading,), "b"), "subtitle": Slot(place.text, (text,))},
        (footnote_at(place.foot),),
        (
            stars(grid),
            group(
                "Planet",
                [
                    *(shape for r in (4.6, 5.6, 6.8) for shape in orbit(frame, c, r * k, FAINT)),
                    *orbit(frame, c, ring, ORBIT),
                    Freeform(Path().arc(c, 3.05 * k, 3.05 * k, 90, 270).close(), ACCENT1.clear(18)),
                    *half_planet(c, 2.6 * k, 180),
                    comet(c, ring, 196, 238, ACCENT2, points=6),
                    moon(c, ring, 238, 0.16, ACCENT2),
                    moon(c, ring, 140, 0.12, ACCENT4),
                    moon(c, 4.6 * k, 152, 0.08, ACCENT3),
                ],
            ),
        ),
        ground=DUSK,
        master_art=False,
    )


def rim_stars(grid: Grid, canvas: Canvas) -> Group:
    """Those at the slide's edge: none among the words or beside the slide number."""
    right, bottom = canvas.width, canvas.height
    kept = (
        (x, y, size)
        for x, y, size in grid.stars
        if not (1.0 < x < right - 1.33 and 1.0 < y < bottom - 1.1)
        and not (x > right - 1.03 and y > bottom - 1.5)
    )
    return stars(replace(grid, stars=tuple(kept)))


def agenda(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.contents
    frame, c, k = Box(0, 0, canvas.width, canvas.height), place.orb.centre, place.orb.scale
    near, far = 0.95 * k, 1.5 * k
    item = Level(size=grid.point_size, line=100, before=22, bullet=Numbers(0.65))
    return layout(
        "agenda",
        "A title and a planet on its orbit, the numbered parts on a card",
        {
            "title": Slot(place.title, (TITLE,)),
            "body": Slot(place.card, (item,), "ctr", place.insets),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
        (
            group("Card", [card(place.card)]),
            group(
                "Orbits",
                [
                    *(shape for r in (near, far) for shape in orbit(frame, c, r, ORBIT)),
                    *halo(c, 0.42 * k, TX2),
                    *ball(c, 0.42 * k, ACCENT4, ACCENT3),
                    comet(c, near, 200, 275, ACCENT2, points=4),
                    moon(c, near, 275, 0.1, ACCENT2),
                    comet(c, far, 20, 80, ACCENT1, points=6),
                    moon(c, far, 80, 0.13, ACCENT1),
                    moon(c, far, 235, 0.08, ACCENT3),
                ],
            ),
        ),
    )


def quote(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.saying
    words = Level(size=34, line=108, face="+mj", align="ctr")
    said = Level(size=20, line=104, paint=TX2, align="ctr")
    return layout(
        "quote",
        "A quotation at the centre of a wide orbit",
        {"title": Slot(place.words, (words,), "ctr"), "attribution": Slot(place.said, (said,))},
        (footnote_at(grid.foot), number_at(grid, canvas)),
        (
            rim_stars(grid, canvas),
            wide_orbit(place, canvas),
            marks(place),
            corner_orbits(grid, canvas),
        ),
        master_art=False,
    )


def wide_orbit(place: Saying, canvas: Canvas) -> Group:
    frame, c = Box(0, 0, canvas.width, canvas.height), place.centre
    rx, ry = place.rx, place.ry
    outer = rx + 0.65, ry + 0.6
    return group(
        "Orbit",
        [
            *arcs_inside(frame, c, rx, ry, ORBIT),
            *arcs_inside(frame, c, *outer, FAINT),
            *ball(ellipse_point(c, rx, ry, 200), 0.26, ACCENT1),
            disc(ellipse_point(c, rx, ry, 330), 0.14, ACCENT4),
            disc(ellipse_point(c, rx, ry, 50), 0.09, ACCENT2),
            disc(ellipse_point(c, *outer, 150), 0.07, ACCENT3),
        ],
    )


def marks(place: Saying) -> Group:
    """Quotation marks, of a disc and a crescent each."""
    return group(
        "Marks",
        [
            shape
            for x, paint in ((place.centre[0] - 0.26, ACCENT2), (place.centre[0] + 0.26, ACCENT1))
            for shape in (
                disc((x, place.marks), 0.15, paint),
                crescent((x, place.marks + 0.1), 0.25, 180, 0.16, paint),
            )
        ],
    )


def big_number(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.figure
    c, k = place.orb.centre, place.orb.scale
    align, anchor = ("ctr", "ctr") if place.stacked else ("l", "b")
    value = Level(size=138, line=90, face="+mj", bold=True, align="ctr", track=-20)
    label = Level(size=30, line=98, face="+mj", bold=True, align=align)
    on_disc = Box(c[0] - 2.3 * k, c[1] - 1.1 * k, 4.6 * k, 2.2 * k)
    return layout(
        "big-number",
        "One number inside an orbit, its label and meaning next to it",
        {
            "title": Slot(place.label, (label,), anchor),
            "value": Slot(on_disc, (value,), "ctr", Insets(0.2, 0, 0.2, 0)),
            "context": Slot(place.context, (replace(QUIET, align=align),)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
        (rim_stars(grid, canvas), number_orbit(place, canvas), corner_orbits(grid, canvas)),
        master_art=False,
    )


def number_orbit(place: Figure, canvas: Canvas) -> Group:
    frame, c, k = Box(0, 0, canvas.width, canvas.height), place.orb.centre, place.orb.scale
    r, ring = 2.45 * k, 3.1 * k
    return group(
        "Orbit",
        [
            *(shape for w in (4.2, 5.6) for shape in orbit(frame, c, w * k, FAINT)),
            *orbit(frame, c, ring, ORBIT),
            disc(c, r, BG2),
            comet(c, r, 150, 262, ACCENT1, points=9),
            moon(c, r, 262, 0.17, ACCENT1),
            comet(c, r, -20, 35, ACCENT2, points=5),
            moon(c, r, 35, 0.12, ACCENT2),
            *ringed(ellipse_point(c, ring, ring, 318), 0.24, ACCENT3, ACCENT4),
            moon(c, ring, 118, 0.1, ACCENT4),
        ],
    )


def comparison(grid: Grid, canvas: Canvas) -> Layout:
    pad = grid.card_inset
    left, right = halves(grid.cards, grid.gutter)
    heading = Level(size=24, line=96, face="+mj", bold=True)
    slots = {"title": Slot(grid.title, (TITLE,), "ctr")}
    shapes: list[Shape] = []
    for side, box, paint in (("left", left, ACCENT1), ("right", right, ACCENT2)):
        under = box.y + grid.name
        shapes += [
            card(box),
            Preset(Box(box.x + pad, under - 0.015, box.w - 2 * pad, 0.03), paint),
            disc((box.right - pad - 0.12, box.y + 0.03 + grid.name / 2), 0.12, paint),
        ]
        slots[f"{side}_heading"] = Slot(
            Box(box.x, box.y + 0.12, box.w, grid.name - 0.17),
            (heading,),
            "ctr",
            Insets(pad, 0, pad + 0.4, 0),
        )
        below = Box(box.x, under + 0.05, box.w, box.bottom - under - 0.1)
        slots[side] = Slot(below, COLUMN, "t", Insets(pad, 0.2, pad, 0.1))
    return layout(
        "comparison",
        "A title over two cards, each with its name over a bright line",
        slots,
        (footnote_at(grid.foot), number_at(grid, canvas)),
        (group("Cards", shapes),),
    )


def timeline(grid: Grid, canvas: Canvas) -> Layout:
    when = Level(size=24, line=96, face="+mj", bold=True, align="ctr")
    what = Level(size=20, line=104, paint=TX2, align="ctr")
    row, line = grid.cards, grid.cards.y + grid.track
    under = line + 0.525
    return layout(
        "timeline",
        "A title over events, a planet each, along one orbit",
        {
            "title": Slot(grid.title, (TITLE,), "ctr"),
            "when": Slot(Box(row.x, row.y, row.w, line - 0.525 - row.y), (when,), "b"),
            "what": Slot(Box(row.x, under, row.w, row.bottom - under), (what,)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
    )


def table(grid: Grid, canvas: Canvas) -> Layout:
    return layout(
        "table",
        "A title over a table with a bright line under its header",
        {
            "title": Slot(grid.title, (TITLE,), "ctr"),
            "table": Slot(grid.table, (Level(size=20),)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
    )


def chart(grid: Grid, canvas: Canvas) -> Layout:
    box = grid.cards
    inner = Box(box.x + 0.12, box.y + 0.2, box.w - 0.24, box.h - 0.36)
    return layout(
        "chart",
        "A title over a chart on a card",
        {
            "title": Slot(grid.title, (TITLE,), "ctr"),
            "chart": Slot(inner, (Level(size=16),)),
        },
        (footnote_at(grid.foot), number_at(grid, canvas)),
        (group("Card", [card(box)]),),
    )


def closing(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.closing
    frame, c, k = Box(0, 0, canvas.width, canvas.height), place.orb.centre, place.orb.scale
    near, far = 2.85 * k, 3.6 * k
    heading = Level(size=50, line=94, face="+mj", bold=True, track=-10)
    text = Level(size=22, line=112, before=6, paint=TX2)
    return layout(
        "closing",
        "The last words over a rising planet",
        {"title": Slot(place.title, (heading,), "b"), "contact": Slot(place.text, (text,))},
        (footnote_at(place.foot),),
        (
            stars(grid),
            group(
                "Planet",
                [
                    *(shape for r in (4.7, 6.2, 7.8) for shape in orbit(frame, c, r * k, FAINT)),
                    *orbit(frame, c, near, ORBIT),
                    *orbit(frame, c, far, FAINT),
                    Freeform(
                        Path().arc(c, 2.35 * k, 2.35 * k, 180, 360).close(), ACCENT1.clear(18)
                    ),
                    *half_planet(c, 2.0 * k, 270),
                    comet(c, near, 205, 250, ACCENT2, points=6),
                    moon(c, near, 250, 0.15, ACCENT2),
                    moon(c, far, 300, 0.12, ACCENT4),
                    moon(c, near, 318, 0.09, ACCENT3),
                ],
            ),
        ),
        ground=Gradient(((0, BG1), (60, BG1), (100, BG2)), 90),
        master_art=False,
    )
