"""Galaxy: creative.  A dark sky; planets on concentric orbits, every one cut exactly at the slide's edge."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import WIDE, Box, Canvas
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
    Paint,
    Path,
    Point,
    Preset,
    Shape,
    Stroke,
    arcs_inside,
    disc,
    ellipse_point,
    group,
)
from .model import Design, Fonts, Layout, Master, Palette
from .text import Bullet, Insets, Level, Placeholder

PALETTE = Palette(
    name="Galaxy",
    dk1="0B0F26",
    lt1="F6F5FF",
    dk2="1D2148",
    lt2="BFC3E6",
    accents=("8B5CF6", "2DD4E0", "F472B6", "FBBF4A", "4ADE9F", "6B9BFF"),
    hlink="8FC2FF",
    fol_hlink="D6B0FF",
)
FONTS = Fonts("Galaxy", "Arial", "Arial")

ORBIT = Stroke(TX2.clear(32), 0.75)
FAINT = Stroke(TX2.clear(14), 0.75)


@dataclass(frozen=True)
class Grid:
    """Measures for one slide shape."""

    left: float
    width: float
    title: Box
    body: Box
    gutter: float
    card_inset: float
    foot: Box
    picture: Box
    cover_title: Box
    cover_subtitle: Box
    sun: Point
    stars: tuple[tuple[float, float, float], ...]


GRIDS = {
    WIDE.key: Grid(
        left=1.0,
        width=11.333,
        title=Box(1.0, 0.45, 11.333, 1.15),
        body=Box(1.0, 1.95, 11.333, 4.3),
        gutter=0.25,
        card_inset=0.24,
        foot=Box(1.0, 6.5, 10.4, 0.75),
        picture=Box(7.3, 2.15, 4.9, 3.9),
        cover_title=Box(1.0, 1.2, 6.9, 2.95),
        cover_subtitle=Box(1.0, 4.4, 6.6, 1.6),
        sun=(10.95, 3.75),
        stars=(
            (0.62, 0.55, 0.022), (1.9, 0.82, 0.014), (3.3, 0.4, 0.018), (4.85, 0.72, 0.012), (6.1, 0.36, 0.025),
            (7.35, 0.66, 0.014), (8.25, 0.28, 0.016), (0.4, 2.3, 0.014), (0.55, 4.9, 0.02), (0.3, 6.6, 0.013),
            (7.9, 6.95, 0.02), (8.8, 7.2, 0.013), (12.95, 0.5, 0.02), (13.05, 7.1, 0.016), (12.75, 6.45, 0.012),
            (8.55, 5.2, 0.014), (9.35, 1.0, 0.014), (13.1, 3.1, 0.015), (9.9, 6.75, 0.016), (11.6, 0.45, 0.014),
        ),
    )
}  # fmt: skip

# ---------------------------------------------------------------- sky


def glow(a: Paint, b: Paint, angle: float = 45) -> Gradient:
    return Gradient(((0, a), (100, b)), angle)


def stars(grid: Grid) -> Group:
    return group("Stars", [disc((x, y), r, TX1.clear(75)) for x, y, r in grid.stars])


def orbit(frame: Box, centre: Point, radius: float, stroke: Stroke) -> list[Freeform]:
    return arcs_inside(frame, centre, radius, radius, stroke)


def comet(centre: Point, radius: float, start: float, end: float, paint: Paint, points: float) -> Shape:
    """A heavy stretch of an orbit."""
    return Freeform(Path().arc(centre, radius, radius, start, end), None, Stroke(paint, points, "rnd"))


def planet(centre: Point, radius: float, degrees: float, size: float, fill: Paint | Gradient) -> Shape:
    return disc(ellipse_point(centre, radius, radius, degrees), size, fill)


def system(grid: Grid, canvas: Canvas) -> Group:
    """The title slide's planets.  Coloured parts keep to the right of the text; faint rings reach beyond."""
    frame, c = Box(0, 0, canvas.width, canvas.height), grid.sun
    shapes: list[Shape] = []
    for radius in (4.5, 5.7, 7.0, 8.4):
        shapes += orbit(frame, c, radius, FAINT)
    for radius in (1.55, 2.35, 3.2):
        shapes += orbit(frame, c, radius, ORBIT)
    shapes += [
        disc(c, 0.95, glow(ACCENT4, ACCENT3, 60)),
        comet(c, 1.55, 195, 290, ACCENT2, 5),
        planet(c, 1.55, 290, 0.14, ACCENT2),
        comet(c, 2.35, 20, 118, ACCENT1, 11),
        planet(c, 2.35, 232, 0.33, glow(ACCENT1, ACCENT2, 90)),
        comet(c, 3.2, 150, 176, ACCENT3, 4),
        planet(c, 3.2, 150, 0.1, ACCENT3),
        planet(c, 3.2, 262, 0.18, ACCENT4),
        planet(c, 3.2, 105, 0.22, glow(ACCENT3, ACCENT1, 90)),
    ]
    return group("Orbits", shapes)


def rising_planet(grid: Grid) -> Group:
    """Half a planet at the left edge, level with the title's middle."""
    c = (0.0, grid.title.y + grid.title.h / 2)
    half = Path().arc(c, 0.34, 0.34, -90, 90).close()
    return group(
        "Planet",
        [
            Freeform(half, glow(ACCENT1, ACCENT3, 90)),
            Freeform(Path().arc(c, 0.56, 0.56, -90, 90), None, ORBIT),
            planet(c, 0.56, -38, 0.07, ACCENT2),
        ],
    )


def corner_orbits(canvas: Canvas) -> Group:
    """Rings around the lower right corner; the slide number sits inside them."""
    frame, c = Box(0, 0, canvas.width, canvas.height), (canvas.width, canvas.height)
    shapes: list[Shape] = [*orbit(frame, c, 0.98, ORBIT), *orbit(frame, c, 1.3, FAINT)]
    shapes += [comet(c, 0.98, 190, 222, ACCENT1, 3), planet(c, 0.98, 222, 0.06, ACCENT1), planet(c, 1.3, 256, 0.045, ACCENT4)]
    return group("Corner Orbits", shapes)


# ---------------------------------------------------------------- type

TITLE = Level(size=28, line=95, face="+mj", bold=True)
BODY = (
    Level(size=20, line=106, before=11, bullet=Bullet("●", 0.3, 55, TX2)),
    Level(size=16, line=106, before=5, paint=TX2, left=0.3, bullet=Bullet("○", 0.26, 70, TX2)),
)
COLUMN = (
    Level(size=18, line=106, before=9, bullet=Bullet("●", 0.28, 55, TX2)),
    Level(size=15, line=106, before=4, paint=TX2, left=0.28, bullet=Bullet("○", 0.24, 70, TX2)),
)
NOTE = Level(size=12, line=100, paint=TX2)


def _title(box: Box) -> Placeholder:
    return Placeholder("title", "title", 0, "Title", "Title", box, (TITLE,), "ctr")


def _footnote(box: Box) -> Placeholder:
    return Placeholder("footnote", "body", 20, "Footnote", "Source or note", box, (NOTE,), "b", size="quarter")


def _number(canvas: Canvas) -> Placeholder:
    level = Level(size=11, paint=TX1, bold=True, align="ctr")
    box = Box(canvas.width - 0.72, canvas.height - 0.56, 0.6, 0.3)
    return Placeholder("number", "sldNum", 12, "Slide Number", "", box, (level,), "ctr", size="quarter")


# ---------------------------------------------------------------- layouts


def cover(grid: Grid, canvas: Canvas) -> Layout:
    title = Level(size=44, line=94, face="+mj", bold=True, track=-10)
    subtitle = Level(size=20, line=108, before=6, paint=TX2)
    foot = Box(grid.left, grid.foot.y, grid.cover_subtitle.w, grid.foot.h)
    return Layout(
        "title",
        "Title",
        "Opening slide: a bold title beside planets on their orbits",
        "title",
        (
            Placeholder("title", "ctrTitle", 0, "Title", "Title", grid.cover_title, (title,), "b"),
            Placeholder("subtitle", "subTitle", 1, "Subtitle", "Subtitle", grid.cover_subtitle, (subtitle,)),
            _footnote(foot),
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
            _title(grid.title),
            Placeholder("body", "body", 1, "Key Points", "Key points\nDetail", grid.body, BODY),
            _footnote(grid.foot),
            _number(canvas),
        ),
    )


def two_columns(grid: Grid, canvas: Canvas) -> Layout:
    pad = grid.card_inset
    width = (grid.width + 2 * pad - grid.gutter) / 2
    left = Box(grid.left - pad, grid.body.y, width, grid.body.h)
    right = Box(left.right + grid.gutter, grid.body.y, width, grid.body.h)
    insets = Insets(pad, 0.22, pad, 0.2)
    cards = [Preset(box, BG2, None, "roundRect", 0.16) for box in (left, right)]
    return Layout(
        "two-column",
        "Two Columns",
        "A title over two equal cards",
        "twoColTx",
        (
            _title(grid.title),
            Placeholder("left", "body", 1, "Left Column", "Left column\nDetail", left, COLUMN, "t", insets, "half"),
            Placeholder("right", "body", 2, "Right Column", "Right column\nDetail", right, COLUMN, "t", insets, "half"),
            _footnote(grid.foot),
            _number(canvas),
        ),
        (group("Cards", cards),),
    )


def picture_orbit(canvas: Canvas, picture: Box) -> Group:
    """An orbit around the picture, which hides the middle of it."""
    frame = Box(0, 0, canvas.width, canvas.height)
    c = (picture.x + picture.w / 2, picture.y + picture.h / 2)
    rx, ry, tilt = picture.w / 2 + 0.5, picture.h / 2 + 0.42, 0.0
    shapes: list[Shape] = list(arcs_inside(frame, c, rx, ry, ORBIT, tilt))
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
    text = Level(size=18, line=115, before=8)
    prompt = Level(size=14, line=100, paint=TX2)
    body = Box(grid.left, picture.y, width, grid.body.bottom - picture.y)
    return Layout(
        "content-image",
        "Content with Picture",
        "A title over text on the left and a picture inside an orbit on the right",
        "picTx",
        (
            _title(grid.title),
            Placeholder("subtitle", "body", 1, "Text", "Text beside the picture", body, (text,), size="half"),
            Placeholder("picture", "pic", 2, "Picture", "Picture", picture, (prompt,)),
            _footnote(Box(grid.left, grid.foot.y, width, grid.foot.h)),
            _number(canvas),
        ),
        (picture_orbit(canvas, picture),),
    )


# ---------------------------------------------------------------- design


def design(canvas: Canvas) -> Design:
    grid = GRIDS[canvas.key]
    master = Master(
        title=_title(grid.title),
        body=Placeholder("body", "body", 1, "Text", "Text\nDetail", grid.body, BODY),
        number=_number(canvas),
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
        dark=True,
        master=master,
        layouts=(
            cover(grid, canvas),
            bullets(grid, canvas),
            two_columns(grid, canvas),
            content_picture(grid, canvas),
        ),
    )
