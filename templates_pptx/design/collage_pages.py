"""Collage: the layouts beyond titles, points and pictures, from the same box of paper."""

from __future__ import annotations

from dataclasses import replace

from .canvas import Box, Canvas
from .collage_cuts import (
    burst,
    frond,
    paper,
    pebble,
    scribble,
    sheet,
    speech,
    sun,
)
from .collage_exhibits import chart, comparison, corner_pencil, table, timeline
from .collage_kit import (
    QUIET,
    TITLE,
    Grid,
    footnote_at,
    is_narrow,
    is_square,
    number_at,
    stitching,
    tabs,
    title_stitching,
)
from .collage_scenes import closing_scene, section_scene
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT3,
    ACCENT6,
    BG1,
    BG2,
    TX2,
    Freeform,
    Group,
    Path,
    Point,
    Shape,
    group,
)
from .layouts import Slot, layout
from .model import Layout
from .text import Insets, Level, Numbers


def pages(grid: Grid, canvas: Canvas) -> tuple[Layout, ...]:
    draw = (section, agenda, quote, big_number, comparison, timeline, table, chart, closing)
    return tuple(page(grid, canvas) for page in draw)


def section(grid: Grid, canvas: Canvas) -> Layout:
    scene = section_scene(grid, canvas)
    heading = Level(size=46, line=94, face="+mj", bold=True)
    return layout(
        "section",
        "Opens a part of the talk: a bold heading on ink, a rainbow of cut paper in the corner",
        {
            "title": Slot(scene.title, (heading,), "b"),
            "subtitle": Slot(scene.text, (Level(size=22, line=106, paint=TX2),)),
        },
        (footnote_at(scene.foot),),
        scene.art,
        ground=BG1,
        master_art=False,
        inverted=True,
    )


def agenda(grid: Grid, canvas: Canvas) -> Layout:
    item = Level(size=24, line=100, before=16, bullet=Numbers(0.56, "+mj-lt"))
    if is_narrow(canvas):
        title = grid.title
        card = Box(grid.left, grid.body.y, grid.width - 0.3, grid.body.h)
        art, stitch, foot = corner_pencil(grid), title_stitching(grid), grid.foot
    else:
        card_x = grid.left + 0.355 * grid.width
        title = Box(grid.left, 0.9, card_x - grid.left - 0.5, 2.6)
        card = Box(card_x, 0.72, grid.right - card_x - 0.3, 5.75)
        art = _growing(title, canvas.height)
        stitch = stitching("Stitching", title.x, title.bottom + 0.2, title.w)
        foot = Box(card.x, grid.foot.bottom - 0.84, card.w, 0.84)
    return layout(
        "agenda",
        "A title over the numbered parts, on a card with index tabs",
        {
            "title": Slot(title, (TITLE,), "b"),
            "body": Slot(card, (item,), "ctr", Insets(0.4, 0.2, 0.2, 0.2)),
        },
        (footnote_at(foot), number_at(canvas)),
        (stitch, art, _index_card(card)),
    )


def _index_card(card: Box) -> Group:
    """A card from a box of cards: coloured dividers look out at its right."""
    paints = (ACCENT2, ACCENT6, ACCENT3, ACCENT1)
    step = card.h / (len(paints) + 0.6)
    dividers: list[Shape] = []
    for n, paint in enumerate(paints):
        y = card.y + (n + 0.3) * step
        box = Box(card.right - 0.3, y, 0.52, step - 0.12)
        dividers.append(Freeform(_round_right(box), paint))
    return group("Card", [*dividers, *paper(sheet(card, form=1), BG2)])


def _round_right(box: Box) -> Path:
    r = 0.13
    path = Path().move((box.x, box.y)).arc((box.right - r, box.y + r), r, r, 270, 360)
    return path.arc((box.right - r, box.bottom - r), r, r, 0, 90).line((box.x, box.bottom)).close()


def _growing(title: Box, floor: float) -> Group:
    """A plant below the title, from the slide's floor up."""
    x = title.x + 0.42 * title.w
    return group(
        "Cut Paper",
        [
            Freeform(pebble((x + 0.75, floor - 1.7), 0.78, 0.76, form=1), ACCENT6),
            Freeform(
                frond((x - 0.25, floor), (x - 0.75, floor - 2.85), 1.1, lobes=5, bend=-0.18),
                ACCENT3,
            ),
            Freeform(
                frond((x + 0.3, floor), (x + 0.75, floor - 2.15), 0.85, lobes=4, bend=0.1), ACCENT2
            ),
        ],
    )


def quote(grid: Grid, canvas: Canvas) -> Layout:
    words = Level(size=36, line=104, face="+mj", bold=True)
    bubble = Box(grid.side, 1.0, canvas.width - 2 * grid.side, 4.35)
    if is_square(canvas):
        bubble = Box(grid.side, 1.35, canvas.width - 2 * grid.side, 5.6)
    tail = (bubble.x + 0.62, bubble.bottom + 0.78)
    said = Box(bubble.x + 1.75, bubble.bottom + 0.26, bubble.w - 3.0, 0.85)
    foot = Box(grid.side, canvas.height - 0.76, canvas.width - grid.side - 0.9, 0.66)
    inside = Box(bubble.x + 0.75, bubble.y + 0.55, bubble.w - 1.5, bubble.h - 0.95)
    behind = [
        *sun((bubble.right - 0.75, bubble.y + 0.1), 0.55, ACCENT6, turn=10),
        Freeform(
            frond(
                (bubble.right - 1.1, bubble.bottom - 0.6),
                (bubble.right - 0.1, bubble.bottom + 0.95),
                0.85,
                lobes=4,
                bend=-0.12,
            ),
            ACCENT3,
        ),
        Freeform(pebble((bubble.x + 0.25, bubble.bottom - 1.0), 0.55, 0.85, form=2), ACCENT1),
    ]
    marks = [
        Freeform(comma((bubble.x + 0.75 + 0.62 * n, bubble.y + 0.02), 0.3), ACCENT2) for n in (0, 1)
    ]
    return layout(
        "quote",
        "A quotation in a speech bubble of cut paper",
        {
            "title": Slot(inside, (words,), "ctr"),
            "attribution": Slot(said, (QUIET,)),
        },
        (footnote_at(foot), number_at(canvas)),
        (
            group("Cut Paper", behind),
            group("Speech Bubble", paper(speech(bubble, tail), BG1)),
            group("Marks", marks),
            tabs(canvas),
        ),
        ground=BG2,
        master_art=False,
    )


def comma(centre: Point, r: float) -> Path:
    """A round with a tail to the upper right: an opening quotation mark."""
    x, y = centre
    path = Path().move((x + 0.9 * r, y - 1.75 * r))
    path.curve((x - 0.4 * r, y - 1.5 * r), (x - 1.05 * r, y - 0.8 * r), (x - r, y))
    path.arc((x, y), r, r, 180, -90)
    return path.curve(
        (x - 0.5 * r, y - 1.05 * r), (x + 0.1 * r, y - 1.4 * r), (x + 0.9 * r, y - 1.75 * r)
    ).close()


def big_number(grid: Grid, canvas: Canvas) -> Layout:
    value = Level(size=115, line=90, bold=True, align="ctr", track=-20)
    label = Level(size=30, line=98, face="+mj", bold=True)
    context = QUIET
    if is_square(canvas):
        c, r = ((grid.left + grid.right) / 2, 3.3), 2.75
        title = Box(grid.left, 6.3, grid.width, 1.1)
        text = Box(grid.left, 7.9, grid.width, 1.1)
        label, context = replace(label, align="ctr"), replace(context, align="ctr")
        pencil_x = c[0] - 0.75
    else:
        r = min(2.6, 0.215 * canvas.width)
        c = (grid.left + r + 0.1, 3.5)
        x = c[0] + r + 0.6
        title = Box(x, 1.35, grid.right - x, 2.0)
        text = Box(x, 3.95, grid.right - x, 2.3)
        pencil_x = x + 0.05
    inner = 0.86 * r
    return layout(
        "big-number",
        "One number on a sticker of cut paper, its label and meaning beside it",
        {
            "title": Slot(title, (label,), "b"),
            "value": Slot(
                Box(c[0] - 0.84 * inner, c[1] - 0.42 * inner, 1.68 * inner, 0.84 * inner),
                (value,),
                "ctr",
            ),
            "context": Slot(text, (context,)),
        },
        (footnote_at(grid.foot), number_at(canvas)),
        (
            _sticker(c, r),
            group("Pencil Line", [scribble((pencil_x, title.bottom + 0.27), 1.5, 0.18, 6)]),
        ),
    )


def _sticker(c: Point, r: float) -> Group:
    return group(
        "Sticker",
        [
            Freeform(
                frond(
                    (c[0] - 0.5 * r, c[1] + 0.6 * r),
                    (c[0] - 0.92 * r, c[1] + 0.98 * r),
                    0.55,
                    lobes=3,
                ),
                ACCENT3,
            ),
            Freeform(
                frond(
                    (c[0] + 0.6 * r, c[1] - 0.5 * r),
                    (c[0] + 1.02 * r, c[1] - 0.92 * r),
                    0.6,
                    lobes=3,
                ),
                ACCENT3,
            ),
            *paper(burst(c, r, points=16), ACCENT6),
            *paper(pebble(c, 0.86 * r, 0.84 * r, form=1), BG2),
        ],
    )


def closing(grid: Grid, canvas: Canvas) -> Layout:
    scene = closing_scene(grid, canvas)
    heading = Level(size=48, line=94, face="+mj", bold=True)
    text = Level(size=22, line=108, before=6, paint=TX2)
    return layout(
        "closing",
        "The last words above hills of cut paper, where the sun comes up",
        {
            "title": Slot(scene.title, (heading,), "b"),
            "contact": Slot(scene.text, (text,)),
        },
        (footnote_at(scene.foot),),
        scene.art,
        ground=BG2,
        master_art=False,
    )
