"""Pulse: medical.

Soft capsules on one thin line, as a heart's rhythm is drawn; cells in round glasses; much air.
"""

from __future__ import annotations

from dataclasses import replace

from .canvas import Box, Canvas
from .draw import ACCENT1, ACCENT2, ACCENT6, BG2, TX1, TX2, Shape, Stroke, group
from .model import Design, Layout, Master, TableLook
from .pulse_grids import GRIDS, Grid
from .pulse_kit import (
    BODY,
    COLUMN,
    FONTS,
    HAIRLINE,
    PALETTE,
    PROMPT,
    ROUNDING,
    capsule,
    drops,
    footnote_at,
    heading,
    large_pulse,
    number_at,
    title_at,
    trace,
)
from .pulse_pages import pages
from .text import Level, Placeholder


def cover(grid: Grid, canvas: Canvas) -> Layout:
    spread = grid.cover
    title = heading(46)
    subtitle = Level(size=24, line=102, before=6, paint=TX2)
    return Layout(
        "title",
        "Title",
        "Opening slide: a title over a line that becomes a pulse of capsules",
        "title",
        (
            Placeholder("title", "ctrTitle", 0, "Title", "Title", spread.title, (title,), "b"),
            Placeholder(
                "subtitle", "subTitle", 1, "Subtitle", "Subtitle", spread.text, (subtitle,)
            ),
            footnote_at(spread.foot, "b"),
        ),
        large_pulse(spread, canvas),
        ground=BG2,
        master_art=False,
    )


def bullets(grid: Grid) -> Layout:
    title = replace(grid.title, w=grid.title.w - 1.35)
    lengths = ((0.8, BG2), (1.45, ACCENT6), (1.1, ACCENT1))
    return Layout(
        "bullet",
        "Bullets",
        "A title over one column of key points, capsules hanging beside it",
        "tx",
        (
            title_at(grid, title),
            Placeholder("body", "body", 1, "Key Points", "Key points\nDetail", grid.body, BODY),
            footnote_at(grid.foot),
            number_at(grid),
        ),
        (drops("Drops", grid.title.right, lengths),),
    )


def two_columns(grid: Grid) -> Layout:
    left, right = grid.columns
    bars: list[Shape] = []
    for box, paint in ((left, ACCENT1), (right, ACCENT2)):
        y = box.y - 0.28
        bars += [capsule(Box(box.x, y, box.w, 0.1), BG2), capsule(Box(box.x, y, 1.1, 0.1), paint)]
    return Layout(
        "two-column",
        "Two Columns",
        "A title over two equal columns, each under a capsule",
        "twoColTx",
        (
            title_at(grid, grid.title),
            Placeholder(
                "left", "body", 1, "Left Column", "Left column\nDetail", left, COLUMN, size="half"
            ),
            Placeholder(
                "right",
                "body",
                2,
                "Right Column",
                "Right column\nDetail",
                right,
                COLUMN,
                size="half",
            ),
            footnote_at(grid.foot),
            number_at(grid),
        ),
        (group("Column Bars", bars),),
    )


def content_picture(grid: Grid) -> Layout:
    text, picture = Level(size=24, line=106, before=12), grid.picture
    return Layout(
        "content-image",
        "Content with Picture",
        "A title and text beside a picture",
        "picTx",
        (
            title_at(grid, grid.picture_title, "b"),
            Placeholder(
                "subtitle",
                "body",
                1,
                "Text",
                "Text beside the picture",
                grid.picture_text,
                (text,),
                size="half",
            ),
            Placeholder(
                "picture",
                "pic",
                2,
                "Picture",
                "Picture",
                picture,
                (PROMPT,),
                radius=min(picture.w, picture.h) * ROUNDING,
            ),
            footnote_at(grid.foot),
            number_at(grid),
        ),
    )


# ---------------------------------------------------------------- design


def design(canvas: Canvas) -> Design:
    grid = GRIDS[canvas.key]
    master = Master(
        title=title_at(grid, grid.title),
        body=Placeholder("body", "body", 1, "Text", "Text\nDetail", grid.body, BODY),
        number=number_at(grid),
        text=BODY,
        art=(trace(grid, canvas),),
    )
    return Design(
        id="pulse",
        name="Pulse",
        category="medical",
        description="Calm, warm medical slides: soft capsules along one line, cells, much air.",
        features=(
            "A pulse of capsules along one thin line",
            "Light ground, dark text with strong contrast",
            "Cells and glasses as native shapes",
            "Recolours completely with the theme",
        ),
        font_recommendations=("Trebuchet MS", "Calibri", "Segoe UI"),
        artwork="pulse",
        canvas=canvas,
        palette=PALETTE,
        fonts=FONTS,
        master=master,
        layouts=(
            cover(grid, canvas),
            bullets(grid),
            two_columns(grid),
            content_picture(grid),
            *pages(grid, canvas),
        ),
        table=TableLook(
            head=BG2,
            head_text=TX1,
            band=None,
            under_head=Stroke(ACCENT1, 2.0),
            between=HAIRLINE,
        ),
    )
