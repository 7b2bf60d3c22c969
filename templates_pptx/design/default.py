"""Default: business.

A grid of square tiles: the type is set hard left on it, the artwork cut from the same squares.
"""

from __future__ import annotations

from .canvas import Box, Canvas, halves
from .default_kit import (
    BODY,
    COLUMN,
    COVER,
    FONTS,
    GRIDS,
    PALETTE,
    PLINTH,
    PROMPT,
    Grid,
    corner,
    footnote_at,
    mosaic,
    number_at,
    spine,
    title_at,
)
from .default_pages import pages
from .draw import ACCENT2, BG2, TX1, TX2, Preset, Stroke, group, rule
from .model import Design, Layout, Master, TableLook
from .text import Level, Placeholder


def cover(grid: Grid, canvas: Canvas) -> Layout:
    left, width = grid.unit * 1.2, grid.cover_text
    columns = canvas.width - 4 * grid.tile
    title = Level(size=54, line=88, face="+mj", bold=True, track=-20)
    subtitle = Level(size=24, line=100, before=6, paint=TX2)
    return Layout(
        "title",
        "Title",
        "Opening slide: a large title over a subtitle, tiles along the right edge",
        "title",
        (
            Placeholder(
                "title",
                "ctrTitle",
                0,
                "Title",
                "Title",
                Box(left, 1.25, width, 2.95),
                (title,),
                "b",
            ),
            Placeholder(
                "subtitle",
                "subTitle",
                1,
                "Subtitle",
                "Subtitle",
                Box(left, 4.6, width, 1.3),
                (subtitle,),
            ),
            footnote_at(Box(left, grid.foot.y, grid.cover_foot, grid.foot.h)),
        ),
        (
            mosaic("Tiles", columns, 0, grid.tile, COVER),
            group("Marker", [Preset(Box(left, 4.36, 1.25, 0.07), ACCENT2)]),
        ),
        ground=BG2,
        master_art=False,
    )


def bullets(grid: Grid, canvas: Canvas) -> Layout:
    return Layout(
        "bullet",
        "Bullets",
        "A title over one column of key points, full width",
        "tx",
        (
            title_at(grid.title),
            Placeholder("body", "body", 1, "Key Points", "Key points\nDetail", grid.body, BODY),
            footnote_at(grid.foot),
            number_at(grid, canvas),
        ),
    )


def two_columns(grid: Grid, canvas: Canvas) -> Layout:
    top = grid.body.y + 0.3
    left, right = halves(Box(grid.left, top, grid.width, grid.body.bottom - top), grid.gutter)
    heads = [
        rule((box.x, grid.body.y + 0.05), (box.right, grid.body.y + 0.05), Stroke(TX1, 1.5))
        for box in (left, right)
    ]
    return Layout(
        "two-column",
        "Two Columns",
        "A title over two equal columns, each hung from a rule",
        "twoColTx",
        (
            title_at(grid.title),
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
            number_at(grid, canvas),
        ),
        (group("Column Rules", heads),),
    )


def content_picture(grid: Grid, canvas: Canvas) -> Layout:
    picture = grid.picture
    width = picture.x - grid.left - grid.unit
    text = Level(size=28, line=104, before=12)
    title = Box(grid.left, grid.title.y - 0.2, width, grid.title.h + 0.2)
    body = Box(grid.left, grid.body.y, width, grid.body.h)
    return Layout(
        "content-image",
        "Content with Picture",
        "Title and text on the left, a tall picture running off the right edge",
        "picTx",
        (
            title_at(title),
            Placeholder(
                "subtitle", "body", 1, "Text", "Text beside the picture", body, (text,), size="half"
            ),
            Placeholder("picture", "pic", 2, "Picture", "Picture", picture, (PROMPT,)),
            footnote_at(Box(grid.left, grid.foot.y, width, grid.foot.h)),
            number_at(grid, canvas),
        ),
        (mosaic("Tiles", picture.x, picture.bottom, grid.tile, PLINTH),),
    )


# ---------------------------------------------------------------- design


def design(canvas: Canvas) -> Design:
    grid = GRIDS[canvas.key]
    master = Master(
        title=title_at(grid.title),
        body=Placeholder("body", "body", 1, "Text", "Text\nDetail", grid.body, BODY),
        number=number_at(grid, canvas),
        text=BODY,
        art=(spine(grid, canvas), corner(grid, canvas)),
    )
    return Design(
        id="default",
        name="Default",
        category="business",
        description="Calm, sharp business slides: ink on white, hard left on a grid of bold tiles.",
        features=(
            "Asymmetric grid of square tiles",
            "Light ground, dark text with strong contrast",
            "Picture running off the slide's edge",
            "Recolours completely with the theme",
        ),
        font_recommendations=("Calibri", "Arial", "Cambria"),
        artwork="tiles",
        canvas=canvas,
        palette=PALETTE,
        fonts=FONTS,
        master=master,
        layouts=(
            cover(grid, canvas),
            bullets(grid, canvas),
            two_columns(grid, canvas),
            content_picture(grid, canvas),
            *pages(grid, canvas),
        ),
        table=TableLook(between=Stroke(TX2.clear(40), 0.75)),
    )
