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
    Preset,
    Shape,
    Stroke,
    arcs_inside,
    disc,
    ellipse_point,
    group,
)
from .galaxy_kit import (
    BODY,
    COLUMN,
    FONTS,
    GRIDS,
    ORBIT,
    PALETTE,
    Grid,
    corner_orbits,
    footnote_at,
    number_at,
    rising_planet,
    stars,
    system,
    title_at,
)
from .galaxy_pages import pages
from .model import Design, Layout, Master, TableLook
from .text import Insets, Level, Placeholder


def cover(grid: Grid, canvas: Canvas) -> Layout:
    title = Level(size=50, line=94, face="+mj", bold=True, track=-10)
    subtitle = Level(size=22, line=108, before=6, paint=TX2)
    foot = Box(grid.left, grid.foot.y, grid.cover_subtitle.w, grid.foot.h)
    return Layout(
        "title",
        "Title",
        "Opening slide: a bold title beside planets on their orbits",
        "title",
        (
            Placeholder("title", "ctrTitle", 0, "Title", "Title", grid.cover_title, (title,), "b"),
            Placeholder(
                "subtitle", "subTitle", 1, "Subtitle", "Subtitle", grid.cover_subtitle, (subtitle,)
            ),
            footnote_at(foot),
        ),
        (stars(grid), system(grid, canvas)),
        ground=Gradient(((0, BG1), (55, BG1), (100, BG2)), 20),
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
            number_at(canvas),
        ),
    )


def two_columns(grid: Grid, canvas: Canvas) -> Layout:
    pad = grid.card_inset
    row = Box(grid.left - pad, grid.body.y, grid.width + 2 * pad, grid.body.h)
    left, right = halves(row, grid.gutter)
    insets = Insets(pad, 0.3, pad, 0.1)
    cards = [Preset(box, BG2, None, "roundRect", 0.16) for box in (left, right)]
    return Layout(
        "two-column",
        "Two Columns",
        "A title over two equal cards",
        "twoColTx",
        (
            title_at(grid.title),
            Placeholder(
                "left",
                "body",
                1,
                "Left Column",
                "Left column\nDetail",
                left,
                COLUMN,
                "t",
                insets,
                "half",
            ),
            Placeholder(
                "right",
                "body",
                2,
                "Right Column",
                "Right column\nDetail",
                right,
                COLUMN,
                "t",
                insets,
                "half",
            ),
            footnote_at(grid.foot),
            number_at(canvas),
        ),
        (group("Cards", cards),),
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
    picture = grid.picture
    width = picture.x - grid.left - 0.8
    text = Level(size=26, line=108, before=12)
    prompt = Level(size=14, line=100, paint=TX2)
    body = Box(grid.left, picture.y, width, grid.body.bottom - picture.y)
    return Layout(
        "content-image",
        "Content with Picture",
        "A title over text on the left and a picture inside an orbit on the right",
        "picTx",
        (
            title_at(grid.title),
            Placeholder(
                "subtitle", "body", 1, "Text", "Text beside the picture", body, (text,), size="half"
            ),
            Placeholder("picture", "pic", 2, "Picture", "Picture", picture, (prompt,)),
            footnote_at(grid.foot),
            number_at(canvas),
        ),
        (picture_orbit(canvas, picture),),
    )


# ---------------------------------------------------------------- design


def design(canvas: Canvas) -> Design:
    grid = GRIDS[canvas.key]
    master = Master(
        title=title_at(grid.title),
        body=Placeholder("body", "body", 1, "Text", "Text\nDetail", grid.body, BODY),
        number=number_at(canvas),
        text=BODY,
        art=(rising_planet(grid), corner_orbits(canvas)),
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
