"""Circuit: technology.

Graphite, monospaced headings on a conductor that runs from slide to slide, boards in isometry.
"""

from __future__ import annotations

from .canvas import Box, Canvas, halves
from .circuit_art import computer
from .circuit_grids import GRIDS, Grid
from .circuit_kit import (
    BODY,
    COLUMN,
    FONTS,
    PALETTE,
    TITLE,
    contact,
    dimensions,
    footnote_at,
    number_at,
    page_mark,
    panel,
    signal,
    stacked,
    title_at,
)
from .circuit_pages import pages
from .draw import ACCENT1, BG1, BG2, TX1, TX2, Stroke, group
from .model import Design, Layout, Master, TableLook
from .text import Insets, Level, Placeholder


def cover(grid: Grid) -> Layout:
    title = Level(size=46, line=94, face="+mj", bold=True)
    subtitle = Level(size=20, line=108, before=6, paint=TX2)
    return Layout(
        "title",
        "Title",
        "Opening slide: a monospaced title over a board in isometry",
        "title",
        (
            Placeholder("title", "ctrTitle", 0, "Title", "Title", grid.cover_title, (title,), "b"),
            Placeholder(
                "subtitle", "subTitle", 1, "Subtitle", "Subtitle", grid.cover_subtitle, (subtitle,)
            ),
            footnote_at(grid.cover_foot),
        ),
        (computer(grid.board(*grid.cover_board), _words(grid)),),
        master_art=False,
    )


def _words(grid: Grid) -> tuple[Box, Box]:
    """Where the opening slide's words may be, out to the slide's left and upper edges."""
    above, right = grid.cover_subtitle.y, grid.cover_subtitle.right
    below = Box(0, above, right, grid.canvas.height - above)
    return Box(0, 0, grid.cover_title.right, above), below


def bullets(grid: Grid) -> Layout:
    return Layout(
        "bullet",
        "Bullets",
        "A title over one column of key points, full width",
        "tx",
        (
            title_at(grid.title),
            Placeholder("body", "body", 1, "Key Points", "Key points\nDetail", grid.body, BODY),
            footnote_at(grid.foot),
            number_at(grid),
        ),
    )


def two_columns(grid: Grid) -> Layout:
    boxes = stacked(grid.body, grid.gutter) if grid.square else halves(grid.body, grid.gutter)
    insets = Insets(grid.inset, 0.3, grid.inset, 0.1)
    left, right = (
        Placeholder(
            side,
            "body",
            idx,
            f"{side.title()} Column",
            f"{side.title()} column\nDetail",
            box,
            COLUMN,
            "t",
            insets,
            "half",
        )
        for idx, (side, box) in enumerate(zip(("left", "right"), boxes, strict=True), 1)
    )
    return Layout(
        "two-column",
        "Two Columns",
        "A title over two equal panels",
        "twoColTx",
        (title_at(grid.title), left, right, footnote_at(grid.foot), number_at(grid)),
        (
            group(
                "Panels",
                [shape for box in boxes for shape in (panel(box), contact(box, ACCENT1))],
            ),
        ),
    )


def content_picture(grid: Grid) -> Layout:
    """Wide slides have the picture beside the words, a square one above them."""
    text = Level(size=22, line=108, before=12)
    prompt = Level(size=14, line=100, paint=TX2)
    return Layout(
        "content-image",
        "Content with Picture",
        "A title over text, and a picture with its dimensions, as in a drawing",
        "picTx",
        (
            Placeholder("title", "title", 0, "Title", "Title", grid.picture_title, (TITLE,), "b"),
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
            Placeholder("picture", "pic", 2, "Picture", "Picture", grid.picture, (prompt,)),
            footnote_at(grid.foot),
            number_at(grid),
        ),
        (dimensions(grid.picture), page_mark(grid)),
        master_art=False,
    )


# ---------------------------------------------------------------- design


def design(canvas: Canvas) -> Design:
    grid = GRIDS[canvas.key]
    master = Master(
        title=title_at(grid.title),
        body=Placeholder("body", "body", 1, "Text", "Text\nDetail", grid.body, BODY),
        number=number_at(grid),
        text=BODY,
        art=(signal(grid), page_mark(grid)),
        ground=BG1,
    )
    return Design(
        id="circuit",
        name="Circuit",
        category="technology",
        description="Graphite slides for engineers: monospaced headings, boards in isometry.",
        features=(
            "Monospaced headings with a sans-serif text",
            "Boards, blocks and conductors as native shapes",
            "A signal line that runs on from slide to slide",
            "Signal colours used sparingly on neutral greys",
        ),
        font_recommendations=("Consolas", "Arial", "Courier New"),
        artwork="circuit",
        canvas=canvas,
        palette=PALETTE,
        fonts=FONTS,
        master=master,
        layouts=(
            cover(grid),
            bullets(grid),
            two_columns(grid),
            content_picture(grid),
            *pages(grid),
        ),
        table=TableLook(
            head=TX1,
            head_text=BG1,
            band=BG2,
            edge=Stroke(TX2, 0.75),
        ),
    )
