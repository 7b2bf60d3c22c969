"""Collage: education.

A notebook's page with margin and index tabs; on it paper cut by hand, tape and pencil.
"""

from __future__ import annotations

from .canvas import Box, Canvas
from .collage_cuts import frond, paper, pebble, sheet, sun, tape
from .collage_kit import (
    BODY,
    COLUMN,
    FONTS,
    GRIDS,
    PALETTE,
    PROMPT,
    STITCH,
    Grid,
    beside_meadow,
    footnote_at,
    is_square,
    margin,
    meadow,
    number_at,
    panels,
    stitching,
    tabs,
    title_at,
    title_stitching,
)
from .collage_pages import pages
from .collage_scenes import cover_scene
from .draw import (
    ACCENT2,
    ACCENT3,
    ACCENT4,
    ACCENT6,
    BG2,
    TX1,
    TX2,
    Freeform,
    Group,
    Shape,
    Stroke,
    group,
)
from .model import Design, Layout, Master, TableLook
from .text import Insets, Level, Placeholder


def cover(grid: Grid, canvas: Canvas) -> Layout:
    scene = cover_scene(grid, canvas)
    title = Level(size=52, line=92, face="+mj", bold=True, track=-10)
    subtitle = Level(size=24, line=104, before=6, paint=TX2)
    return Layout(
        "title",
        "Title",
        "Opening slide: a large title beside a picture of cut paper",
        "title",
        (
            Placeholder("title", "ctrTitle", 0, "Title", "Title", scene.title, (title,), "b"),
            Placeholder("subtitle", "subTitle", 1, "Subtitle", "Subtitle", scene.text, (subtitle,)),
            footnote_at(scene.foot),
        ),
        scene.art,
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
            Placeholder("body", "body", 1, "Key Points", "Key points\nDetail", grid.points, BODY),
            footnote_at(beside_meadow(grid)),
            number_at(canvas),
        ),
        (title_stitching(grid), corner_sun(grid), meadow(grid)),
    )


def corner_sun(grid: Grid) -> Group:
    c = grid.corner
    centre = (c.right - 0.5 * c.h, c.y + 0.5 * c.h)
    return group("Sun", sun(centre, 0.31 * c.h, ACCENT6, turn=8))


def two_columns(grid: Grid, canvas: Canvas) -> Layout:
    insets = Insets(0.26, 0.3, 0.14, 0.08)
    left, right = panels(grid, canvas)
    shapes: list[Shape] = []
    for form, (card, paint) in enumerate(((left, ACCENT6), (right, ACCENT4))):
        shapes += paper(sheet(card, form=form), BG2)
        shapes.append(
            tape((card.x + (0.5 - 0.12 * form) * card.w, card.y - 0.02), 1.15, -4 + 7 * form, paint)
        )
    columns = tuple(
        Placeholder(
            role,
            "body",
            idx,
            f"{role.title()} Column",
            f"{role.title()} column\nDetail",
            box,
            COLUMN,
            "t",
            insets,
            "half",
        )
        for idx, (role, box) in enumerate((("left", left), ("right", right)), 1)
    )
    return Layout(
        "two-column",
        "Two Columns",
        "A title over two cards, taped side by side",
        "twoColTx",
        (title_at(grid.title), *columns, footnote_at(grid.foot), number_at(canvas)),
        (title_stitching(grid), group("Cards", shapes), corner_sun(grid)),
    )


def content_picture(grid: Grid, canvas: Canvas) -> Layout:
    text = Level(size=24, line=106, before=12)
    if is_square(canvas):
        frame = Box(grid.left + 0.05, 0.75, grid.width - 0.35, 4.45)
        title = Box(grid.left, 5.55, grid.width, 1.2)
        body = Box(grid.left, 7.1, grid.width - 0.3, 1.85)
        stitch = stitching("Stitching", grid.left, 6.9, grid.width)
    else:
        w = min(5.0, 0.4 * canvas.width)
        frame = Box(canvas.width - w - 0.75, 1.1, w, 4.9)
        width = frame.x - 0.55 - grid.left
        title = Box(grid.left, grid.title.y - 0.05, width, grid.title.h + 0.05)
        body = Box(grid.left, grid.body.y + 0.05, width, grid.body.h - 0.05)
        stitch = stitching("Stitching", grid.left, grid.stitch_y, width)
    return Layout(
        "content-image",
        "Content with Picture",
        "A title over text, beside it a picture taped to the page",
        "picTx",
        (
            title_at(title),
            Placeholder(
                "subtitle", "body", 1, "Text", "Text beside the picture", body, (text,), size="half"
            ),
            Placeholder("picture", "pic", 2, "Picture", "Picture", frame, (PROMPT,)),
            footnote_at(grid.foot),
            number_at(canvas),
        ),
        (stitch, photo(frame)),
    )


def photo(frame: Box) -> Group:
    """A print with a white edge, taped on, and leaves that look out from behind it."""
    print_ = Box(frame.x - 0.16, frame.y - 0.16, frame.w + 0.32, frame.h + 0.32)
    return group(
        "Print",
        [
            Freeform(pebble((print_.right - 0.7, print_.bottom - 0.25), 0.85, 0.72), ACCENT6),
            Freeform(
                frond(
                    (print_.x + 0.7, print_.bottom - 0.7),
                    (print_.x - 0.4, print_.bottom + 0.42),
                    0.6,
                    lobes=4,
                ),
                ACCENT3,
            ),
            *paper(sheet(print_), BG2),
            tape((print_.x + 0.3, print_.y + 0.12), 1.0, -42, ACCENT2),
            tape((print_.right - 0.3, print_.y + 0.12), 1.0, 40, ACCENT4),
        ],
    )


# ---------------------------------------------------------------- design


def design(canvas: Canvas) -> Design:
    grid = GRIDS[canvas.key]
    master = Master(
        title=title_at(grid.title),
        body=Placeholder("body", "body", 1, "Text", "Text\nDetail", grid.body, BODY),
        number=number_at(canvas),
        text=BODY,
        art=(
            margin(grid, canvas),
            tabs(canvas),
        ),
    )
    return Design(
        id="collage",
        name="Collage",
        category="education",
        description="Friendly slides for teaching: a notebook's page, cut paper, tape and pencil.",
        features=(
            "Shapes cut from paper by hand, as native shapes",
            "Notebook page with margin, holes and index tabs",
            "Bold serif headings with a humanist sans-serif text",
            "Recolours completely with the theme",
        ),
        font_recommendations=("Georgia", "Trebuchet MS", "Verdana"),
        artwork="collage",
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
            under_head=Stroke(TX1, 2.0),
            between=STITCH,
        ),
    )
