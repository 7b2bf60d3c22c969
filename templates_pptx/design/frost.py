"""Frost: academic.

Serif headings between fine rules, wide white space, a canopy of ice facets above.
"""

from __future__ import annotations

from itertools import pairwise

from .canvas import Box, Canvas, halves
from .draw import TX1, TX2, Group, Stroke, group
from .frost_kit import (
    BODY,
    COLUMN,
    FONTS,
    GRIDS,
    HAIRLINE,
    PALETTE,
    RULE,
    Grid,
    facet,
    facets,
    footnote_at,
    lines,
    number_at,
    scotch_rule,
    title_at,
)
from .frost_pages import pages
from .model import Design, Layout, Master, TableLook
from .text import Level, Placeholder


def cover(grid: Grid) -> Layout:
    title = Level(size=50, line=92, face="+mj")
    subtitle = Level(size=24, line=104, before=6, paint=TX2)
    return Layout(
        "title",
        "Title",
        "Opening slide: a serif title under a canopy of facets",
        "title",
        (
            Placeholder("title", "ctrTitle", 0, "Title", "Title", grid.cover_title, (title,), "b"),
            Placeholder(
                "subtitle", "subTitle", 1, "Subtitle", "Subtitle", grid.cover_subtitle, (subtitle,)
            ),
            footnote_at(grid.foot),
        ),
        (
            facets("Facets", grid.canopy),
            scotch_rule("Title Rule", grid.left, grid.cover_title.bottom + 0.14, grid.width),
        ),
        master_art=False,
    )


def bullets(grid: Grid) -> Layout:
    return Layout(
        "bullet",
        "Bullets",
        "A title over one column of key points, full width",
        "tx",
        (
            title_at(grid),
            Placeholder("body", "body", 1, "Key Points", "Key points\nDetail", grid.body, BODY),
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
        (lines("Column Rule", [((middle, left.y + 0.05), (middle, left.bottom - 0.1))]),),
    )


def content_picture(grid: Grid) -> Layout:
    picture = grid.picture
    text = Level(size=26, line=108, before=12)
    body = Box(grid.left, grid.body.y, picture.x - grid.left - 0.55, grid.body.h)
    prompt = Level(size=14, line=100, paint=TX2)
    return Layout(
        "content-image",
        "Content with Picture",
        "A title over text on the left and a picture set on facets on the right",
        "picTx",
        (
            title_at(grid),
            Placeholder(
                "subtitle", "body", 1, "Text", "Text beside the picture", body, (text,), size="half"
            ),
            Placeholder("picture", "pic", 2, "Picture", "Picture", picture, (prompt,)),
            footnote_at(grid.foot),
            number_at(grid),
        ),
        (shards(picture),),
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
    foot_rule = grid.foot.y - 0.08
    master = Master(
        title=title_at(grid),
        body=Placeholder("body", "body", 1, "Text", "Text\nDetail", grid.body, BODY),
        number=number_at(grid),
        text=BODY,
        art=(
            facets("Facets", grid.ribbon, 3),
            scotch_rule("Title Rule", grid.left, grid.rule, grid.width),
            lines("Foot Rule", [((grid.left, foot_rule), (grid.left + grid.width, foot_rule))]),
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
