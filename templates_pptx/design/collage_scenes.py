"""Collage: the pictures that open a talk, open its parts and close it."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import Box, Canvas
from .collage_cuts import (
    bow,
    flight,
    frond,
    hill,
    pebble,
    plane,
    scribble,
    star,
    sun,
    within,
)
from .collage_kit import Grid, is_narrow, is_square
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT3,
    ACCENT4,
    ACCENT6,
    BG1,
    BG2,
    TX1,
    Freeform,
    Group,
    Paint,
    Path,
    Point,
    Shape,
    Stroke,
    group,
)

RAINBOW = (ACCENT2, ACCENT6, BG1)


@dataclass(frozen=True)
class Scene:
    """A picture, and where it leaves room for words."""

    title: Box
    text: Box
    foot: Box
    art: tuple[Group, ...]


def rainbow(centre: Point, radius: float, band: float, paints: tuple[Paint, ...]) -> list[Shape]:
    """Bands that were cut one by one, each a little off the next, around a half disc."""
    strays = ((0.0, 0.0), (0.03, 0.02), (-0.02, 0.03), (0.02, 0.0))
    shapes: list[Shape] = []
    for n, (paint, (x, y)) in enumerate(zip(paints, strays, strict=False)):
        outer = radius - n * (band + 0.04)
        shapes.append(Freeform(bow((centre[0] + x, centre[1] + y), outer, outer - band), paint))
    core = radius - len(paints) * (band + 0.04)
    return [*shapes, Freeform(Path().arc(centre, core, core, 180, 360).close(), ACCENT4)]


def cover_scene(grid: Grid, canvas: Canvas) -> Scene:
    return _cover_below(grid, canvas) if is_narrow(canvas) else _cover_beside(grid, canvas)


def _cover_beside(grid: Grid, canvas: Canvas) -> Scene:
    frame = Box(0, 0, canvas.width, canvas.height)
    u = canvas.width / 13.333
    words = canvas.width - 6.35 * u - grid.side

    def at(left_of_edge: float, above_floor: float) -> Point:
        return canvas.width - left_of_edge * u, canvas.height - above_floor

    near = [at(6.1, 0), at(5.0, 0.75), at(3.6, 1.35), at(2.2, 1.2), at(0.9, 1.5), at(0, 1.75)]
    shapes: list[Shape] = [
        within(frame, pebble(at(2.25, 3.3), 3.05 * u, 3.2, form=0, turn=12), ACCENT1),
        *rainbow(at(2.55, 1.1), 2.35 * u, 0.46 * u, RAINBOW),
        *sun(at(1.5, 5.75), 0.58, ACCENT6, turn=4),
        Freeform(frond(at(5.25, 0.4), at(5.35, 3.7), 1.35 * u, lobes=5, bend=0.22), ACCENT3),
        Freeform(hill(near, canvas.height), ACCENT3.shade(80)),
        Freeform(frond(at(4.15, 0.6), at(3.9, 2.75), 1.0 * u, lobes=3, bend=-0.15), ACCENT2),
        Freeform(frond(at(0.75, 1.0), at(0.65, 3.3), 0.95 * u, lobes=4, bend=0.12), ACCENT4),
        Freeform(
            hill([at(3.3, 0), at(2.4, 0.5), at(1.2, 0.62), at(0, 0.95)], canvas.height), ACCENT6
        ),
    ]
    nose = at(3.2, 6.85)
    sky = [
        flight([at(5.6, 5.0), at(5.15, 5.75), at(4.5, 6.3), (nose[0] - 0.75, nose[1] + 0.16)]),
        *plane(nose, 0.85, -14, ACCENT2),
    ]
    return Scene(
        Box(grid.side, 1.2, words, 2.9),
        Box(grid.side, 4.85, words, 1.45),
        Box(grid.side, 6.45, words - 0.1, 0.9),
        (
            group("Cut Paper", shapes),
            group("Paper Plane", sky),
            group("Pencil Line", [scribble((grid.side + 0.05, 4.44), 1.7, 0.2, 7)]),
        ),
    )


def _cover_below(grid: Grid, canvas: Canvas) -> Scene:
    frame = Box(0, 0, canvas.width, canvas.height)
    width, floor = canvas.width, canvas.height
    k = 1.5 if is_square(canvas) else 1.0
    top = floor - 2.75 * k

    def at(share: float, above_floor: float) -> Point:
        return share * width, floor - above_floor * k

    far = [at(0.3, 0), at(0.42, 0.9), at(0.6, 1.5), at(0.8, 1.35), at(1.0, 1.75)]
    near = [at(0, 0.95), at(0.18, 0.75), at(0.4, 0.95), at(0.62, 0.55), at(0.82, 0.75), at(1, 0.5)]
    shapes: list[Shape] = [
        *sun(at(0.885, 2.15), 0.36 * k, ACCENT6, turn=4),
        Freeform(hill(far, floor), ACCENT1),
        Freeform(Path().arc(at(0.56, 0.6), 1.7 * k, 1.7 * k, 180, 360).close(), BG2),
        *rainbow(at(0.56, 0.6), 1.75 * k, 0.36 * k, RAINBOW),
        Freeform(frond(at(0.1, 0.4), at(0.075, 2.6), 0.95 * k, lobes=5, bend=-0.15), ACCENT3),
        within(frame, frond(at(0.2, 0.4), at(0.245, 2.0), 0.75 * k, lobes=3, bend=0.1), ACCENT2),
        Freeform(hill(near, floor), ACCENT3.shade(80)),
        Freeform(frond(at(0.86, 0.3), at(0.9, 1.6), 0.6 * k, lobes=3, bend=0.08), ACCENT4),
        Freeform(hill([at(0.52, 0), at(0.7, 0.3), at(0.86, 0.28), at(1, 0.42)], floor), ACCENT6),
    ]
    words = width - 2 * grid.side
    foot = Box(grid.side, top - 0.72, words, 0.65)
    title = Box(grid.side, 0.45 * k, words, 1.75 * k)
    text_y = title.bottom + 0.56
    return Scene(
        title,
        Box(grid.side, text_y, words - 0.8, foot.y - text_y - 0.06),
        foot,
        (
            group("Cut Paper", shapes),
            group("Pencil Line", [scribble((grid.side + 0.05, title.bottom + 0.28), 1.7, 0.2, 7)]),
        ),
    )


def section_scene(grid: Grid, canvas: Canvas) -> Scene:
    """Bands of a rainbow around the lower right corner, on ink."""
    corner = (canvas.width, canvas.height)
    radius = 3.9 if is_square(canvas) else 0.33 * canvas.width
    band = radius / 6.2
    shapes: list[Shape] = []
    for n, paint in enumerate((ACCENT2, ACCENT6, ACCENT3, ACCENT4)):
        outer = radius - n * (band + 0.07)
        shapes.append(Freeform(bow(corner, outer, outer - band, 180, 270), paint))
    core = radius - 4 * (band + 0.07)
    shapes.append(Freeform(Path().move(corner).arc(corner, core, core, 180, 270).close(), ACCENT1))
    chalk = [
        Freeform(
            Path().arc(corner, r, r, 180, 270), None, Stroke(TX1.clear(alpha), 1.75, "rnd", "dash")
        )
        for r, alpha in ((radius + 0.32, 70), (radius + 0.6, 40))
    ]
    stars = [
        Freeform(star((canvas.width - x, y), size, turn=turn), ACCENT6)
        for x, y, size, turn in ((1.25, 1.0, 0.3, 8), (2.35, 1.75, 0.15, -10), (0.7, 2.0, 0.13, 0))
    ]
    words = canvas.width - grid.side - radius - 0.9
    title = Box(grid.side, 1.2, canvas.width - grid.side - 2.9, 2.2)
    if is_square(canvas):
        title = Box(grid.side, 1.5, canvas.width - grid.side - 2.6, 2.5)
    text_y = title.bottom + 0.62
    foot_y = canvas.height - 1.2
    return Scene(
        title,
        Box(grid.side, text_y, max(words, 4.6), 1.6),
        Box(grid.side, foot_y, words, 1.1),
        (
            group("Rainbow", shapes),
            group("Chalk", chalk),
            group("Stars", stars),
            group(
                "Chalk Line",
                [scribble((grid.side + 0.05, title.bottom + 0.32), 1.7, 0.2, 7, ACCENT6)],
            ),
        ),
    )


def closing_scene(grid: Grid, canvas: Canvas) -> Scene:
    """The sun comes up over hills; a plane flies home."""
    width, floor = canvas.width, canvas.height
    k = 1.35 if is_square(canvas) else 1.0

    def at(share: float, above_floor: float) -> Point:
        return share * width, floor - above_floor * k

    back = [at(0.0, 1.0), at(0.2, 1.3), at(0.42, 0.95), at(0.62, 1.35), at(0.8, 1.7), at(1, 1.45)]
    middle = [at(0.3, 0), at(0.45, 0.75), at(0.6, 0.9), at(0.78, 0.7), at(1, 1.05)]
    front = [at(0, 0.62), at(0.15, 0.75), at(0.33, 0.4), at(0.52, 0.25), at(0.7, 0)]
    shapes: list[Shape] = [
        *sun(at(0.74, 1.5), 0.75 * k, ACCENT6, turn=6),
        Freeform(hill(back, floor), ACCENT1),
        Freeform(frond(at(0.2, 0.6), at(0.215, 2.2), 0.8 * k, lobes=4, bend=0.12), ACCENT3),
        Freeform(frond(at(0.93, 0.7), at(0.915, 2.3), 0.8 * k, lobes=4, bend=-0.12), ACCENT3),
        Freeform(hill(middle, floor), ACCENT2),
        Freeform(frond(at(0.08, 0.3), at(0.07, 1.7), 0.7 * k, lobes=3, bend=-0.1), ACCENT4),
        Freeform(hill(front, floor), ACCENT3.shade(80)),
    ]
    nose = (width - 0.95, 1.05)
    sky = [
        flight(
            [
                (width - 0.95, 3.1),
                (width - 1.9, 2.75),
                (width - 2.3, 1.95),
                (nose[0] - 0.72, nose[1] + 0.4),
            ]
        ),
        *plane(nose, 0.8, -28, ACCENT2),
    ]
    title = Box(grid.side, 0.7, width - grid.side - 2.75, 1.9 * k)
    text_y = title.bottom + 0.55
    words = min(8.8, width - 2 * grid.side)
    foot = Box(grid.side, floor - (4.45 if is_square(canvas) else 3.4), words, 0.65)
    return Scene(
        title,
        Box(grid.side, text_y, words, foot.y - text_y - 0.05),
        foot,
        (
            group("Cut Paper", shapes),
            group("Paper Plane", sky),
            group("Pencil Line", [scribble((grid.side + 0.05, title.bottom + 0.28), 1.7, 0.2, 7)]),
        ),
    )
