"""Collage: what is cut from paper, and what a pencil adds."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .canvas import Box
from .draw import (
    ACCENT2,
    ACCENT3,
    ACCENT6,
    BG2,
    TX1,
    TX2,
    Freeform,
    Paint,
    Path,
    Point,
    Shape,
    Stroke,
    disc,
    ellipse_point,
    polygon,
)
from .outlines import smooth, trimmed

SHADOW = TX1.clear(12)
_DROP = (0.035, 0.055)  # how far a paper's shadow lies from it

# How far a hand strays from the ellipse it means to cut, at points around it.
_STRAYS = (
    (1.0, 0.95, 1.04, 0.93, 1.03, 0.97, 1.05),
    (1.0, 0.97, 1.03, 1.0, 0.96, 1.02, 0.98, 1.03, 0.99),
    (1.05, 0.9, 1.0, 1.05, 0.93, 1.04, 0.9, 1.02, 0.98),
)


def pebble(centre: Point, rx: float, ry: float, *, form: int = 0, turn: float = 0.0) -> Path:
    """A round that was cut without a compass."""
    strays = _STRAYS[form % len(_STRAYS)]
    step = 360 / len(strays)
    return smooth(
        [
            ellipse_point(centre, rx * stray, ry * stray, n * step, turn)
            for n, stray in enumerate(strays)
        ]
    )


def frond(base: Point, tip: Point, width: float, *, lobes: int = 5, bend: float = 0.0) -> Path:
    """A leaf with round lobes on both sides of a bent stem."""
    length = math.dist(base, tip)
    along = ((tip[0] - base[0]) / length, (tip[1] - base[1]) / length)

    def at(share: float, aside: float) -> Point:
        off = aside + bend * math.sin(math.pi * share)
        return (
            base[0] + along[0] * share * length - along[1] * off,
            base[1] + along[1] * share * length + along[0] * off,
        )

    side: list[Point] = [(0.0, 0.07)]
    step = 0.78 / lobes
    for n in range(lobes):
        foot = 0.14 + step * n
        reach = math.sin(math.pi * (0.26 + 0.58 * (n + 0.5) / lobes))
        side += [
            (foot, 0.16),
            (foot + 0.5 * step, 0.93 * reach),
            (foot + 1.06 * step, 0.84 * reach),
        ]
    side += [(0.89, 0.11), (0.95, 0.24)]
    left = [at(share, width / 2 * off) for share, off in side]
    right = [at(share + 0.01, -width / 2 * off) for share, off in reversed(side)]
    return smooth([*left, at(1.04, 0.0), *right])


def sun(centre: Point, radius: float, paint: Paint, *, turn: float = 0.0) -> list[Shape]:
    """A round with rays that taper outwards, none quite like the next."""
    rays = 10
    beams = Path()
    for n in range(rays):
        middle, far = turn + 360 * n / rays, radius * (1.62 if n % 2 else 1.48)
        near = radius * 1.2
        corners = [
            ellipse_point(centre, near, near, middle - 7),
            ellipse_point(centre, far, far, middle - 2.5),
            ellipse_point(centre, far, far, middle + 4),
            ellipse_point(centre, near, near, middle + 7),
        ]
        beams.move(corners[0])
        for corner in corners[1:]:
            beams.line(corner)
        beams.close()
    return [Freeform(beams, paint), Freeform(pebble(centre, radius, radius, form=1), paint)]


def burst(centre: Point, radius: float, *, points: int = 16, depth: float = 0.1) -> Path:
    """A sticker's edge: straight snips, out and in."""
    strays = (1.0, 0.97, 1.03, 0.98, 1.02)
    return Path.polygon(
        [
            ellipse_point(centre, r, r, 180 * n / points)
            for n in range(2 * points)
            for r in [radius * (strays[n % 5] if n % 2 else 1 - depth)]
        ]
    )


def bow(centre: Point, outer: float, inner: float, start: float = 180, end: float = 360) -> Path:
    """A band of a rainbow."""
    path = Path().arc(centre, outer, outer, start, end)
    return path.arc(centre, inner, inner, end, start).close()


def hill(tops: Sequence[Point], floor: float) -> Path:
    """Land under a smooth line, down to a level floor."""
    path = smooth(tops, closed=False)
    return path.line((tops[-1][0], floor)).line((tops[0][0], floor)).close()


def paper(path: Path, fill: Paint) -> list[Shape]:
    """A cutting with its shadow on what lies beneath."""
    dropped = Path(
        [
            (tag, tuple((x + _DROP[0], y + _DROP[1]) for x, y in points))
            for tag, points in path.steps
        ]
    )
    return [Freeform(dropped, SHADOW), Freeform(path, fill)]


def sheet(box: Box, *, form: int = 0) -> Path:
    """A card cut along a ruler that slipped a little; it holds the whole box."""
    a, b, c, d = ((0.05, 0.0, 0.07, 0.03), (0.0, 0.06, 0.02, 0.07))[form % 2]
    return Path.polygon(
        [
            (box.x - a, box.y - b),
            (box.x + 0.55 * box.w, box.y - d / 3),
            (box.right + b, box.y - c),
            (box.right + d, box.y + 0.6 * box.h),
            (box.right + c / 2, box.bottom + a),
            (box.x + 0.4 * box.w, box.bottom + c / 3),
            (box.x - d, box.bottom + b),
        ]
    )


def tape(centre: Point, length: float, degrees: float, paint: Paint = ACCENT6) -> Shape:
    """A strip of clear tape, torn off on its teeth."""
    half, teeth = 0.13, 4

    def at(x: float, y: float) -> Point:
        return ellipse_point(centre, x, y, 45, degrees)

    step = 2 * half / teeth
    root = math.sqrt(2)  # at 45 degrees sine and cosine are its half
    ends = [
        (side * (length / 2 - (0.05 if n % 2 else 0.0)), side * (half - n * step))
        for side in (1, -1)
        for n in range(teeth + 1)
    ]
    return polygon([at(x * root, y * root) for x, y in ends], paint.clear(72))


def star(centre: Point, radius: float, *, turn: float = 0.0) -> Path:
    """Five points, cut straight."""
    return Path.polygon(
        [
            ellipse_point(centre, r, r, turn - 90 + 36 * n)
            for n in range(10)
            for r in [radius * (0.5 if n % 2 else (1.0, 1.07, 0.96, 1.03, 0.98)[n // 2])]
        ]
    )


def scribble(
    start: Point, width: float, height: float, strokes: int, paint: Paint = ACCENT2
) -> Shape:
    """A pencil line to and fro, getting flatter on its way."""
    points = [
        (
            start[0] + width * n / (2 * strokes),
            start[1] + (height / 2 if n % 2 else -height / 2) * (1 - 0.35 * n / (2 * strokes)),
        )
        for n in range(2 * strokes + 1)
    ]
    return Freeform(smooth(points, closed=False), None, Stroke(paint, 3.0, "rnd"))


def flight(points: Sequence[Point], paint: Paint = TX2) -> Shape:
    """The dashed way that something has flown."""
    return Freeform(smooth(points, closed=False), None, Stroke(paint, 1.75, "rnd", "dash"))


def plane(nose: Point, length: float, degrees: float, paint: Paint) -> list[Shape]:
    """A folded paper plane, its nose ahead."""
    turn = math.radians(degrees)

    def at(back: float, side: float) -> Point:
        return (
            nose[0] - length * (back * math.cos(turn) + side * math.sin(turn)),
            nose[1] - length * (back * math.sin(turn) - side * math.cos(turn)),
        )

    keel = at(0.86, 0.16)
    return [
        polygon([at(0, 0), at(1.0, -0.46), at(0.8, -0.05)], paint),
        polygon([at(0, 0), at(0.8, -0.05), keel], paint.shade(70)),
        polygon([at(0, 0), at(0.82, 0.1), at(0.98, 0.42)], paint.tint(70)),
    ]


def pencil(tail: Point, tip: Point, width: float) -> list[Shape]:
    """A pencil seen from the side: rubber, ferrule, body, wood and lead."""
    length = math.dist(tail, tip)
    along = ((tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length)

    def at(distance: float, aside: float) -> Point:
        return (
            tail[0] + along[0] * distance - along[1] * aside * width,
            tail[1] + along[1] * distance + along[0] * aside * width,
        )

    def piece(
        begin: float, end: float, paint: Paint, lower: float = -0.5, upper: float = 0.5
    ) -> Shape:
        return polygon([at(begin, lower), at(end, lower), at(end, upper), at(begin, upper)], paint)

    wood = length - 1.15 * width
    lead = length - 0.42 * width
    narrow = 0.5 * (length - lead) / (length - wood)
    return [
        piece(0, 0.45 * width, ACCENT2),
        piece(0.45 * width, 0.8 * width, TX2),
        piece(0.8 * width, wood, ACCENT6),
        piece(0.8 * width, wood, ACCENT6.shade(85), 0.17, 0.5),
        polygon([at(wood, -0.5), at(length, 0), at(wood, 0.5)], BG2.shade(90)),
        polygon([at(lead, -narrow), at(length, 0), at(lead, narrow)], TX1),
    ]


def plants(box: Box, paints: tuple[Paint, Paint, Paint]) -> list[Shape]:
    """Leaves on a mound; they fill the box from its floor up: three, or two in a narrow one."""
    mound = 0.16 * min(box.w, box.h)
    floor, shapes = box.bottom, list[Shape]()
    heights = (0.72, 1.0, 0.55) if box.w > 1 else (1.0, 0.6)
    for n, (paint, height) in enumerate(zip(paints, heights, strict=False)):
        across = (n + 0.56) / (len(heights) + 0.12)
        x, tall = box.x + box.w * across, (box.h - mound) * height
        way = (n + len(heights) + 1) % 2  # two lean apart, three towards the tallest
        base, tip = (x, floor - 0.5 * mound), (x + (0.08, -0.05)[way], floor - mound - tall)
        wide = min(0.4 * tall, 1.1 * box.w / len(heights))
        lean = (0.12, -0.1)[way] * min(1, box.w / 1.4)
        lobes = 4 if tall > 1.8 * wide else 3
        shapes.append(Freeform(frond(base, tip, wide, lobes=lobes, bend=lean), paint))
    tops = [(0.0, 0.0), (0.2, 0.8), (0.5, 1.1), (0.8, 0.75), (1.0, 0.0)]
    line = [(box.x + a * box.w, floor - b * mound) for a, b in tops]
    return [*shapes, Freeform(hill(line, floor), ACCENT3.shade(80))]


def within(frame: Box, path: Path, fill: Paint) -> Shape:
    """A cutting that reaches over the slide's edge, trimmed there."""
    return Freeform(trimmed(path, frame), fill)


def hole(centre: Point) -> list[Shape]:
    """A punched hole: what is beneath the page, and the page's shadow on it."""
    r = 0.11
    shade = disc((centre[0], centre[1] - 0.015), r + 0.015, TX1.clear(22))
    return [shade, disc(centre, r, BG2.shade(90))]


def speech(box: Box, tail: Point) -> Path:
    """A speech bubble around the box, its tail reaching down to a point."""
    x, y, w, h = box.x, box.y, box.w, box.h
    r = 0.55
    path = Path().move((x + 0.01 * w, y + r))
    path.curve((x + 0.01 * w, y + 0.15), (x + 0.2, y + 0.02), (x + r, y))
    path.curve((x + 0.3 * w, y - 0.06), (x + 0.7 * w, y + 0.1), (x + w - r, y + 0.03))
    path.curve((x + w - 0.2, y + 0.02), (x + w - 0.04, y + 0.15), (x + w, y + r))
    path.curve((x + w + 0.05, y + 0.4 * h), (x + w - 0.07, y + 0.7 * h), (x + w, y + h - r))
    path.curve((x + w + 0.01, y + h - 0.12), (x + w - 0.15, y + h), (x + w - r, y + h))
    path.curve((x + 0.7 * w, y + h + 0.06), (x + 0.5 * w, y + h - 0.05), (tail[0] + 1.15, y + h))
    path.line(tail).line((tail[0] + 0.35, y + h - 0.01))
    path.curve((x + 0.12, y + h - 0.04), (x - 0.03, y + h - 0.15), (x, y + h - r))
    path.curve((x - 0.05, y + 0.7 * h), (x + 0.06, y + 0.4 * h), (x + 0.01 * w, y + r))
    return path.close()
