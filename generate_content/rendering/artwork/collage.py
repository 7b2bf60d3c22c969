"""Artwork of cut paper: a patchwork of cuttings or a landscape of them, and a dashed way."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from itertools import cycle, product

from generate_content.rendering.artwork.shapes import (
    Box,
    Circle,
    Drawing,
    Path,
    Point,
    paint,
    solid,
)
from generate_content.rendering.template import EMU_PER_PT

# Papers and what is glued on them: strong on quiet or quiet on strong.
_PAIRS = (
    ("accent1", "accent6"),
    ("accent1", "bg1"),
    ("accent2", "bg1"),
    ("accent2", "accent6"),
    ("accent3", "bg1"),
    ("accent3", "accent6"),
    ("accent4", "bg1"),
    ("accent4", "accent1"),
    ("accent6", "accent2"),
    ("accent6", "accent1"),
    ("bg1", "accent2"),
    ("bg1", "accent3"),
    ("bg1", "accent1"),
)
_HUES = ("accent2", "accent6", "accent3", "accent1")
_STRAYS = (1.0, 0.95, 1.04, 0.93, 1.03, 0.97, 1.05)  # of a hand that cuts a round
_LONGEST = 2.6  # from this ratio of its sides, a frame is too narrow for a landscape
_DASH_PT, _LINE_PT = 5.0, 1.75


def collage(drawing: Drawing, rng: random.Random) -> None:
    long = max(drawing.width, drawing.height) / min(drawing.width, drawing.height)
    draw = rng.choice((_patchwork, _landscape)) if long < _LONGEST else _patchwork
    draw(drawing, rng)


# ---------------------------------------------------------------- patchwork


def _patchwork(drawing: Drawing, rng: random.Random) -> None:
    """Papers side by side, cut a little askew, and a figure on each."""
    side = min(drawing.width, drawing.height) / 2.4
    columns, rows = max(2, round(drawing.width / side)), max(2, round(drawing.height / side))
    drawing.rectangle(drawing.box, solid(paint("bg2")))
    corners = _corners(drawing, columns, rows, rng)
    papers: dict[tuple[int, int], str] = {}
    figures: dict[tuple[int, int], _Figure] = {}
    for row, column in product(range(rows), range(columns)):
        beside = ((row - 1, column), (row, column - 1))
        taken = {papers.get(place) for place in beside}
        ground, color = rng.choice([pair for pair in _PAIRS if pair[0] not in taken])
        drawn = {figures.get(place) for place in beside}
        figure = rng.choice([draw for draw in _FIGURES if draw not in drawn])
        papers[row, column], figures[row, column] = ground, figure
        patch = [corners[row + y, column + x] for y, x in ((0, 0), (0, 1), (1, 1), (1, 0))]
        drawing.polygon(patch, solid(paint(ground)))
        figure(drawing, _middle(patch), paint(color), rng)


def _corners(
    drawing: Drawing, columns: int, rows: int, rng: random.Random
) -> dict[tuple[int, int], Point]:
    """Where papers meet; those on the frame stay on it."""
    width, height = drawing.width / columns, drawing.height / rows
    corners = {}
    for row, column in product(range(rows + 1), range(columns + 1)):
        x, y = column * width, row * height
        if 0 < column < columns:
            x += rng.uniform(-0.08, 0.08) * width
        if 0 < row < rows:
            y += rng.uniform(-0.08, 0.08) * height
        corners[row, column] = (float(round(x)), float(round(y)))
    return corners


def _middle(patch: Sequence[Point]) -> Circle:
    """The round that a figure on the patch fills."""
    left, right = max(patch[0][0], patch[3][0]), min(patch[1][0], patch[2][0])
    top, bottom = max(patch[0][1], patch[1][1]), min(patch[2][1], patch[3][1])
    radius = 0.42 * min(right - left, bottom - top)
    return Circle(((left + right) / 2, (top + bottom) / 2), radius)


_Figure = Callable[[Drawing, Circle, str, random.Random], None]


def _leaf(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    turn = rng.choice((-60, -90, -120, 60, 120)) + rng.uniform(-12, 12)
    _frond(drawing, place.at(turn + 180), place.at(turn), 1.15 * place.radius, color)


def _pebbles(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    turn = rng.uniform(0, 360)
    for share, away in ((0.58, 0.3), (0.3, 0.66)):
        center = Circle(place.center, away * place.radius).at(turn)
        _round(drawing, Circle(center, share * place.radius), color, rng)
        turn += 180


def _sunny(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    _sun(drawing, Circle(place.center, 0.6 * place.radius), color, rng)


def _starry(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    _star(drawing, place, color, rng.uniform(0, 72))


def _bows(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    """Half a rainbow, standing on any side."""
    start = rng.choice((0, 90, 180, 270))
    ring = Circle(Circle(place.center, place.radius / 2).at(start + 270), place.radius)
    for share in (1.0, 0.6):
        _bow(drawing, ring.scaled(share), ring.scaled(share - 0.25), start, color)


_FIGURES: tuple[_Figure, ...] = (_leaf, _pebbles, _sunny, _leaf, _starry, _bows)

# ---------------------------------------------------------------- landscape


def _landscape(drawing: Drawing, rng: random.Random) -> None:
    """Hills, one behind the other, under a sun, with a rainbow and leaves on them."""
    unit = min(drawing.width, drawing.height)
    sky, sun, lands = rng.choice(_SKIES)
    drawing.rectangle(drawing.box, solid(sky))
    sunny_side = rng.choice((0.26, 0.74))
    sun_at = Circle((drawing.width * sunny_side, drawing.height * 0.25), unit * 0.115)
    _sun(drawing, sun_at, paint(sun), rng)
    base = drawing.height * rng.uniform(0.5, 0.58)
    step = (drawing.height - base) / len(lands)
    away = 1.0 if sunny_side < 0.5 else 0.0  # noqa: PLR2004 the half where no sun is
    for number, land in enumerate(lands):
        if number == 1:
            _rainbow(drawing, drawing.width * (1 - sunny_side), base + 1.6 * step, unit * 0.36)
        _hill(drawing, base + number * step, 0.4 * step, land, rng)
        hues = [hue for hue in _LEAVES if hue not in lands[max(0, number - 1) : number + 1]]
        for near in _PLANTED[number]:
            share = away + (1 - 2 * away) * (near + rng.uniform(-0.06, 0.06))
            _plant(drawing, (share * drawing.width, base + (number + 1) * step), hues, rng)


_LEAVES = ("accent2", "accent3", "accent6", "bg1")
_PLANTED = ((0.6,), (0.1, 0.8), (0.45,))  # shares of the width, by hill: beside the rainbow

_SKIES = (
    (paint("accent4", keep=0.4, lift=0.6), "accent6", ("accent1", "accent3", "accent2")),
    (paint("accent6", keep=0.55, lift=0.45), "accent2", ("accent1", "accent4", "accent3")),
    (paint("accent1"), "accent6", ("accent4", "accent3", "accent2")),
    (paint("bg1"), "accent2", ("accent4", "accent6", "accent3")),
)


def _plant(drawing: Drawing, at: Point, hues: Sequence[str], rng: random.Random) -> None:
    tall = min(drawing.width, drawing.height) * rng.uniform(0.2, 0.3)
    foot = (at[0], min(at[1] + 0.35 * tall, float(drawing.height)))
    tip = (at[0] + tall * rng.uniform(-0.15, 0.15), foot[1] - tall)
    _frond(drawing, foot, tip, 0.42 * tall, paint(rng.choice(hues)))


def _hill(drawing: Drawing, top: float, sway: float, color: str, rng: random.Random) -> None:
    count = 4
    tops = [(drawing.width * n / count, top + rng.uniform(-sway, sway)) for n in range(count + 1)]
    outline = _smooth(drawing, tops, closed=False)
    floor = [(drawing.width, drawing.height), (0.0, drawing.height)]
    _lay(drawing, outline, solid(paint(color)), floor)


def _rainbow(drawing: Drawing, x: float, y: float, radius: float) -> None:
    room = min(x, drawing.width - x, y, radius)
    ring = Circle((x, min(y, float(drawing.height))), room)
    for share, hue in ((1.0, "accent2"), (0.77, "bg1"), (0.54, "accent6")):
        _bow(drawing, ring.scaled(share), ring.scaled(share - 0.2), 180, paint(hue))


# ---------------------------------------------------------------- cuttings

_Curve = tuple[Point, Point, Point]


def _frond(drawing: Drawing, base: Point, tip: Point, width: float, color: str) -> None:
    """A leaf with round lobes on both sides of its stem."""
    lobes = 5
    along = (tip[0] - base[0], tip[1] - base[1])
    length = math.hypot(*along)

    def at(share: float, aside: float) -> Point:
        off = aside * width / length
        return base[0] + share * along[0] - off * along[1], base[1] + share * along[
            1
        ] + off * along[0]

    side: list[Point] = [(0.0, 0.035)]
    step = 0.76 / lobes
    for n in range(lobes):
        foot = 0.13 + step * n
        reach = math.sin(math.pi * (0.26 + 0.58 * (n + 0.5) / lobes)) / 2
        side += [(foot, 0.075), (foot + 0.3 * step, 0.7 * reach)]
        side += [(foot + 0.82 * step, reach), (foot + 1.1 * step, 0.66 * reach)]
    side += [(0.86, 0.055), (0.92, 0.12)]
    left = [at(share, off) for share, off in side]
    right = [at(share + 0.01, -off) for share, off in reversed(side)]
    _cut(drawing, [*left, at(1.0, 0.0), *right], solid(color))


def _round(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    turn, step = rng.uniform(0, 360), 360 / len(_STRAYS)
    points = [place.scaled(stray).at(turn + n * step) for n, stray in enumerate(_STRAYS)]
    _cut(drawing, points, solid(color))


def _sun(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    turn, rays = rng.uniform(0, 30), 12
    for n in range(rays):
        middle = turn + n * 360 / rays
        near, far = place.scaled(1.2), place.scaled(1.6 if n % 2 else 1.46)
        beam = (near.at(middle - 7), far.at(middle - 3), far.at(middle + 4), near.at(middle + 7))
        drawing.polygon(beam, solid(color))
    _round(drawing, place, color, rng)


def _star(drawing: Drawing, place: Circle, color: str, turn: float) -> None:
    lengths = (1.0, 0.5, 0.95, 0.47, 1.0, 0.5, 0.93, 0.5, 0.98, 0.48)
    points = [place.scaled(share).at(turn + 36 * n) for n, share in enumerate(lengths)]
    drawing.polygon(points, solid(color))


def _bow(drawing: Drawing, ring: Circle, core: Circle, start: float, color: str) -> None:
    """Half a ring around its core, from that angle on clockwise."""
    ends = [ring.at(start + turn) for turn in (0, 90, 180)]
    left, top = min(x for x, _ in ends), min(y for _, y in ends)
    right, bottom = max(x for x, _ in ends), max(y for _, y in ends)
    path = Path(origin=(left, top)).move(*ends[0]).arc(ring.radius, ring.radius, start, 180)
    path.line(*core.at(start + 180)).arc(core.radius, core.radius, start + 180, -180)
    drawing.path(path.close(), Box(left, top, right - left, bottom - top), solid(color))


def _cut(drawing: Drawing, points: Sequence[Point], fill: str) -> None:
    _lay(drawing, _smooth(drawing, points), fill)


def _smooth(
    drawing: Drawing, points: Sequence[Point], *, closed: bool = True
) -> tuple[Point, list[_Curve]]:
    """The start and the curves through all points (Catmull-Rom).

    What would reach over the frame is pressed against it: a curve stays among its control points.
    """
    count = len(points)

    def at(n: int) -> Point:
        return points[n % count] if closed else points[min(max(n, 0), count - 1)]

    def inside(x: float, y: float) -> Point:
        return min(max(x, 0.0), drawing.width), min(max(y, 0.0), drawing.height)

    curves = []
    for n in range(count if closed else count - 1):
        before, here, there, after = at(n - 1), at(n), at(n + 1), at(n + 2)
        first = inside(here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = inside(there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        curves.append((first, second, inside(*there)))
    return inside(*points[0]), curves


def _lay(
    drawing: Drawing,
    outline: tuple[Point, list[_Curve]],
    fill: str,
    rest: Sequence[Point] = (),
) -> None:
    """The outline, and straight on through the rest of its points, filled."""
    start, curves = outline
    points = [start, *(point for curve in curves for point in curve), *rest]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    path = Path(origin=(left, top)).move(*start)
    for first, second, to in curves:
        path.curve(first, second, to)
    for point in rest:
        path.line(*point)
    drawing.path(path.close(), Box(left, top, right - left, bottom - top), fill)


# ---------------------------------------------------------------- timeline


def collage_track(drawing: Drawing, marks: Sequence[int]) -> None:
    """A dashed way up and down, and a cutting for each event."""
    middle = drawing.height / 2
    radius = min(0.27 * drawing.height, 0.6 * marks[0])  # columns get narrow with many events
    drawing.stroke(
        _dashes(drawing, middle, drawing.height * 0.1), paint("tx2", alpha=0.75), _LINE_PT
    )
    rng = random.Random(len(marks))  # noqa: S311 for looks, and repeatable
    figures = cycle((_as_sun, _as_pebble, _as_star, _as_leaf))
    for mark, hue, draw in zip(marks, cycle(_HUES), figures, strict=False):
        place = Circle((mark, middle), radius)
        drawing.ellipse(place.scaled(1.5).box, solid(paint("bg1")))
        draw(drawing, place, paint(hue), rng)


def _dashes(drawing: Drawing, middle: float, sway: float) -> Path:
    """A wave of strokes and gaps of one length, from edge to edge."""
    dash = _DASH_PT * EMU_PER_PT
    count = int(drawing.width / dash) // 2 * 2 + 1
    path = Path()
    for n in range(0, count, 2):
        ends = [drawing.width * (n + end) / count for end in (0, 1)]
        heights = [middle + sway * math.sin(x / drawing.height * math.pi) for x in ends]
        path.move(ends[0], heights[0]).line(ends[1], heights[1])
    return path


def _as_sun(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    _sun(drawing, place.scaled(0.72), color, rng)


def _as_pebble(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    _round(drawing, place.scaled(0.92), color, rng)


def _as_star(drawing: Drawing, place: Circle, color: str, _rng: random.Random) -> None:
    _star(drawing, place.scaled(1.12), color, -90)


def _as_leaf(drawing: Drawing, place: Circle, color: str, _rng: random.Random) -> None:
    big = place.scaled(1.25)
    _frond(drawing, big.at(115), big.at(-65), 1.3 * place.radius, color)
