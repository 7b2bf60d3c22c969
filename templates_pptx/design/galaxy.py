"""Galaxy: creative.

A dark sky with planets on concentric orbits, each cut exactly at the slide's edge.
"""

from __future__ import annotations

from .canvas import Box, Canvas, halves
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT3,
    ACCENT4,
    BG1,
    BG2,
    TX1,
    TX2,
    Freeform,
    Gradient,
    Group,
    Path,
    Shape,
    Stroke,
    arcs_inside,
    disc,
    ellipse_point,
    group,
)
from .galaxy_grids import GRIDS, Grid
from .galaxy_kit import (
    COLUMN,
    FONTS,
    ORBIT,
    PALETTE,
    card,
    corner_orbits,
    footnote_at,
    number_at,
    points,
    rising_planet,
    stars,
    system,
    title_at,
)
from .galaxy_pages import pages
from .model import Design, Layout, Master, TableLook
from .text import Insets, Level, Placeholder


def cover(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.cover
    title = Level(size=50, line=94, face="+mj", bold=True, track=-10)
    subtitle = Level(size=22, line=108, before=6, paint=TX2)
    return Layout(
        "title",
        "Title",
        "Opening slide: a bold title and planets on their orbits",
        "title",
        (
            Placeholder("title", "ctrTitle", 0, "Title", "Title", place.title, (title,), "b"),
            Placeholder("subtitle", "subTitle", 1, "Subtitle", "Subtitle", place.text, (subtitle,)),
            footnote_at(place.foot),
        ),
        (stars(grid), system(place.orb, canvas)),
        ground=Gradient(((0, BG1), (55, BG1), (100, BG2)), 20),
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
    left, right = halves(grid.cards, grid.gutter)
    pad = grid.card_inset
    return Layout(
        "two-column",
        "Two Columns",
        "A title over two equal cards",
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
                    insets=Insets(pad, 0.3, pad, 0.1),
                    size="half",
                )
                for idx, side, box in ((1, "Left", left), (2, "Right", right))
            ),
            footnote_at(grid.foot),
            number_at(grid, canvas),
        ),
        (group("Cards", [card(left), card(right)]),),
    )


def picture_orbit(canvas: Canvas, picture: Box) -> Group:
    """An orbit around the picture, which hides the middle of it."""
    frame = Box(0, 0, canvas.width, canvas.height)
    c = (picture.x + picture.w / 2, picture.y + picture.h / 2)
    rx, ry = picture.w / 2 + 0.5, picture.h / 2 + 0.42
    shapes: list[Shape] = list(arcs_inside(frame, c, rx, ry, ORBIT))
    shapes += [
        Freeform(Path().arc(c, rx, ry, -20, 25), None, Stroke(ACCENT1, 5, "rnd")),
        disc(ellipse_point(c, rx, ry, 25), 0.13, ACCENT1),
        disc(ellipse_point(c, rx, ry, 252), 0.09, ACCENT2),
        disc(ellipse_point(c, rx, ry, 100), 0.07, ACCENT4),
        disc(ellipse_point(c, rx, ry, 187), 0.06, ACCENT3),
    ]
    return group("Picture Orbit", shapes)


def content_picture(grid: Grid, canvas: Canvas) -> Layout:
    place = grid.spread
    text = Level(size=26, line=108, before=12)
    prompt = Level(size=14, line=100, paint=TX2)
    return Layout(
        "content-image",
        "Content with Picture",
        "A title over a text and a picture inside an orbit",
        "picTx",
        (
            title_at(grid.title),
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
            number_at(grid, canvas),
        ),
        (picture_orbit(canvas, place.picture),),
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
        art=(rising_planet(grid), corner_orbits(grid, canvas)),
    )
    return Design(
        id="galaxy",
        name="Galaxy",
        category="creative",
        description="Dark creative slides: bold type beside bright planets on fine orbits.",
        features=(
            "Dark ground, light text with strong contrast",
            "Planets and orbits as native shapes",
            "Cards for side-by-side content",
            "Recolours completely with the theme",
        ),
        font_recommendations=("Arial", "Calibri", "Courier New"),
        artwork="orbits",
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
        table=TableLook(
            head=BG2,
            head_text=TX1,
            band=None,
            under_head=Stroke(ACCENT2, 2.25),
            between=Stroke(TX2.clear(25), 0.75),
        ),
    )
