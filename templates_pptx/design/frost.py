"""Frost: academic.

Serif headings between fine rules, wide white space, a canopy of ice facets above.
"""

from __future__ import annotations

from itertools import pairwise

from .canvas import Box, Canvas, halves
from .draw import TX1, TX2, Group, Stroke, group
from .frost_grids import GRIDS, Grid
from .frost_kit import (
    COLUMN,
    FONTS,
    HAIRLINE,
    PALETTE,
    RULE,
    facet,
    facets,
    foot_rule,
    footnote_at,
    lines,
    number_at,
    points,
    scotch_rule,
    title_at,
    title_rule,
)
from .frost_pages import pages
from .model import Design, Layout, Master, TableLook
from .text import Level, Placeholder


def cover(grid: Grid) -> Layout:
    place = grid.cover
    title = Level(size=50, line=92, face="+mj")
    subtitle = Level(size=24, line=104, before=6, paint=TX2)
    return Layout(
        "title",
        "Title",
        "Opening slide: a serif title under a canopy of facets",
        "title",
        (
            Placeholder("title", "ctrTitle", 0, "Title", "Title", place.title, (title,), "b"),
            Placeholder("subtitle", "subTitle", 1, "Subtitle", "Subtitle", place.text, (subtitle,)),
            footnote_at(place.foot),
        ),
        (
            facets("Facets", grid.canopy),
            scotch_rule("Title Rule", grid.left, place.title.bottom + 0.14, grid.width),
        ),
        master_art=False,
    )


def bullets(grid: Grid) -> Layout:
    levels = points(grid)
    return Layout(
        "bullet",
        "Bullets",
        "A title over one column of key points, full width",
        "tx",
        (
            title_at(grid),
            Placeholder("body", "body", 1, "Key Points", "Key points\nDetail", grid.body, levels),
            footnote_at(grid.foot),
            number_at(grid),
        ),
    )


def two_columns(grid: Grid) -> Layout:
    left, right = halves(grid.body, grid.gutter)
    middle = left.right + grid.gutter / 2
    return Layout(
        "two-column",
        "Two Columns",
        "A title over two equal columns with a fine rule between them",
        "twoColTx",
        (
            title_at(grid),
            *(
                Placeholder(
                    side.lower(),
                    "body",
                    idx,
                    f"{side} Column",
                    f"{side} column\nDetail",
                    box,
                    COLUMN,
                    size="half",
                )
                for idx, side, box in ((1, "Left", left), (2, "Right", right))
            ),
            footnote_at(grid.foot),
            number_at(grid),
        ),
        (lines("Column Rule", [((middle, left.y + 0.05), (middle, left.bottom - 0.1))]),),
    )


def content_picture(grid: Grid) -> Layout:
    place = grid.picture
    text = Level(size=26, line=108, before=12)
    prompt = Level(size=14, line=100, paint=TX2)
    return Layout(
        "content-image",
        "Content with Picture",
        "A title over a text and a picture set on facets",
        "picTx",
        (
            title_at(grid),
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
            Placeholder("picture", "pic", 2, "Picture", "Picture", place.picture, (prompt,)),
            footnote_at(grid.foot),
            number_at(grid),
        ),
        (shards(place.picture),),
    )


def shards(picture: Box) -> Group:
    """Facets that look out from behind the picture's lower right corner."""
    r, b = picture.right, picture.bottom
    hub = (r - 1.0, b - 0.9)
    rim = [
        (-0.1, -2.3),
        (0.36, -1.35),
        (0.5, -0.4),
        (0.2, 0.24),
        (-0.75, 0.3),
        (-1.75, 0.14),
        (-2.5, -0.2),
    ]
    points = [(r + x, b + y) for x, y in rim]
    return group(
        "Picture Facets",
        (facet((hub, p, q), 7 * n) for n, (p, q) in enumerate(pairwise(points))),
    )


# ---------------------------------------------------------------- design


def design(canvas: Canvas) -> Design:
    grid = GRIDS[canvas.key]
    levels = points(grid)
    master = Master(
        title=title_at(grid),
        body=Placeholder("body", "body", 1, "Text", "Text\nDetail", grid.body, levels),
        number=number_at(grid),
        text=levels,
        art=(
            facets("Facets", grid.ribbon, 3),
            title_rule(grid, grid.title),
            foot_rule(grid, grid.left),
        ),
    )
    return Design(
        id="frost",
        name="Frost",
        category="academic",
        description="Airy academic slides: serif headings over fine rules, under facets of ice.",
        features=(
            "Serif headings with a sans-serif text",
            "Fine rules and wide white space",
            "Facets of ice as native shapes",
            "Footnotes set as in a paper",
        ),
        font_recommendations=("Cambria", "Calibri", "Times New Roman"),
        artwork="facets",
        canvas=canvas,
        palette=PALETTE,
        fonts=FONTS,
        master=master,
        layouts=(
            cover(grid),
            bullets(grid),
            two_columns(grid),
            content_picture(grid),
            *pages(grid, canvas),
        ),
        table=TableLook(
            head=None,
            head_text=TX1,
            band=None,
            edge=RULE,
            under_head=Stroke(TX1, 0.75),
            between=HAIRLINE,
        ),
    )
