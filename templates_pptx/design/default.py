"""Default: business.

A grid of square tiles: the type is set hard left on it, the artwork cut from the same squares.
"""

from __future__ import annotations

from .canvas import Canvas, halves
from .default_grids import GRIDS, Grid
from .default_kit import (
    COLUMN,
    FONTS,
    PALETTE,
    PROMPT,
    corner,
    footnote_at,
    marker,
    number_at,
    points,
    spine,
    title_at,
)
from .default_pages import pages
from .draw import BG2, TX1, TX2, Stroke, group, rule
from .model import Design, Layout, Master, TableLook
from .text import Insets, Level, Placeholder


def cover(grid: Grid) -> Layout:
    place = grid.cover
    title = Level(size=54, line=88, face="+mj", bold=True, track=-20)
    subtitle = Level(size=24, line=100, before=6, paint=TX2)
    return Layout(
        "title",
        "Title",
        "Opening slide: a large title over a subtitle, and tiles that run off the edge",
        "title",
        (
            Placeholder("title", "ctrTitle", 0, "Title", "Title", place.title, (title,), "b"),
            Placeholder("subtitle", "subTitle", 1, "Subtitle", "Subtitle", place.text, (subtitle,)),
            footnote_at(place.foot),
        ),
        (place.tiles.draw(), marker(place.title.x, place.title.bottom + 0.17)),
        ground=BG2,
        master_art=False,
    )


def bullets(grid: Grid, canvas: Canvas) -> Layout:
    levels = points(grid)
    return Layout(
        "bullet",
        "Bullets",
        "A title over one column of key points, full width",
        "tx",
        (
            title_at(grid.title),
            Placeholder("body", "body", 1, "Key Points", "Key points\nDetail", grid.body, levels),
            footnote_at(grid.foot),
            number_at(grid, canvas),
        ),
    )


def two_columns(grid: Grid, canvas: Canvas) -> Layout:
    left, right = halves(grid.body, grid.gutter)
    under = Insets(top=0.3)
    heads = [
        rule((box.x, box.y + 0.05), (box.right, box.y + 0.05), Stroke(TX1, 1.5))
        for box in (left, right)
    ]
    return Layout(
        "two-column",
        "Two Columns",
        "A title over two equal columns, each hung from a rule",
        "twoColTx",
        (
            title_at(grid.title),
            *(
                Placeholder(
                    side.lower(),
                    "body",
                    idx,
                    f"{side} Column",
                    f"{side} column\nDetail",
                    box,
                    COLUMN,
                    insets=under,
                    size="half",
                )
                for idx, side, box in ((1, "Left", left), (2, "Right", right))
            ),
            footnote_at(grid.foot),
            number_at(grid, canvas),
        ),
        (group("Column Rules", heads),),
    )


def content_picture(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.spread
    text = Level(size=28, line=104, before=12)
    return Layout(
        "content-image",
        "Content with Picture",
        "Title and text next to a picture that runs off the slide",
        "picTx",
        (
            title_at(place.title),
            Placeholder(
                "subtitle",
                "body",
                1,
                "Text",
                "Text beside the picture",
                place.text,
                (text,),
                size="half",
            ),
            Placeholder("picture", "pic", 2, "Picture", "Picture", place.picture, (PROMPT,)),
            footnote_at(place.foot),
            number_at(grid, canvas),
        ),
        (place.tiles.draw(),),
    )


# ---------------------------------------------------------------- design


def design(canvas: Canvas) -> Design:
    grid = GRIDS[canvas.key]
    levels = points(grid)
    master = Master(
        title=title_at(grid.title),
        body=Placeholder("body", "body", 1, "Text", "Text\nDetail", grid.body, levels),
        number=number_at(grid, canvas),
        text=levels,
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
            cover(grid),
            bullets(grid, canvas),
            two_columns(grid, canvas),
            content_picture(grid, canvas),
            *pages(grid, canvas),
        ),
        table=TableLook(between=Stroke(TX2.clear(40), 0.75)),
    )
