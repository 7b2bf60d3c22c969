"""Artwork of cut paper: a patchwork of cuttings or a landscape of them, and a dashed way."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from itertools import cycle, product

from generate_content.rendering.artwork.cuttings import bow, frond, lay, pebble, smooth, star, sun
from generate_content.rendering.artwork.shapes import (
    Circle,
    Drawing,
    Path,
    Point,
    paint,
    solid,
)
from generate_content.rendering.places import EMU_PER_PT

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
    frond(drawing, place.at(turn + 180), place.at(turn), 1.15 * place.radius, color)


def _pebbles(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    turn = rng.uniform(0, 360)
    for share, away in ((0.58, 0.3), (0.3, 0.66)):
        center = Circle(place.center, away * place.radius).at(turn)
        pebble(drawing, Circle(center, share * place.radius), color, rng)
        turn += 180


def _sunny(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    sun(drawing, Circle(place.center, 0.6 * place.radius), color, rng)


def _starry(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    star(drawing, place, color, rng.uniform(0, 72))


def _bows(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    """Half a rainbow, standing on any side."""
    start = rng.choice((0, 90, 180, 270))
    ring = Circle(Circle(place.center, place.radius / 2).at(start + 270), place.radius)
    for share in (1.0, 0.6):
        bow(drawing, ring.scaled(share), ring.scaled(share - 0.25), start, color)


_FIGURES: tuple[_Figure, ...] = (_leaf, _pebbles, _sunny, _leaf, _starry, _bows)

# ---------------------------------------------------------------- landscape


def _landscape(drawing: Drawing, rng: random.Random) -> None:
    """Hills, one behind the other, under a sun, with a rainbow and leaves on them."""
    unit = min(drawing.width, drawing.height)
    sky, bright, lands = rng.choice(_SKIES)
    drawing.rectangle(drawing.box, solid(sky))
    sunny_side = rng.choice((0.26, 0.74))
    sun_at = Circle((drawing.width * sunny_side, drawing.height * 0.25), unit * 0.115)
    sun(drawing, sun_at, paint(bright), rng)
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
    frond(drawing, foot, tip, 0.42 * tall, paint(rng.choice(hues)))


def _hill(drawing: Drawing, top: float, sway: float, color: str, rng: random.Random) -> None:
    count = 4
    tops = [(drawing.width * n / count, top + rng.uniform(-sway, sway)) for n in range(count + 1)]
    outline = smooth(drawing, tops, closed=False)
    floor = [(drawing.width, drawing.height), (0.0, drawing.height)]
    lay(drawing, outline, solid(paint(color)), floor)


def _rainbow(drawing: Drawing, x: float, y: float, radius: float) -> None:
    room = min(x, drawing.width - x, y, radius)
    ring = Circle((x, min(y, float(drawing.height))), room)
    for share, hue in ((1.0, "accent2"), (0.77, "bg1"), (0.54, "accent6")):
        bow(drawing, ring.scaled(share), ring.scaled(share - 0.2), 180, paint(hue))


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
    sun(drawing, place.scaled(0.72), color, rng)


def _as_pebble(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    pebble(drawing, place.scaled(0.92), color, rng)


def _as_star(drawing: Drawing, place: Circle, color: str, _rng: random.Random) -> None:
    star(drawing, place.scaled(1.12), color, -90)


def _as_leaf(drawing: Drawing, place: Circle, color: str, _rng: random.Random) -> None:
    big = place.scaled(1.25)
    frond(drawing, big.at(115), big.at(-65), 1.3 * place.radius, color)
