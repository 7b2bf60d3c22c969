"""Artwork like a rhythm or a culture: capsules along a line, or cells in a round glass."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle

from generate_content.rendering.artwork.shapes import (
    Box,
    Circle,
    Drawing,
    Path,
    Point,
    paint,
    solid,
)
from generate_content.rendering.places import EMU_PER_PT

ROUNDING = 0.075
"""Of the frame's shorter side: the radius of its corners, as the template's pictures have it."""

_HUES = ("accent1", "accent2", "accent3", "accent4", "accent6")
_LINE_PT = 1.25
_SMALLEST_GLASS = 0.14  # its radius, as a share of the frame's shorter side


def pulse(drawing: Drawing, rng: random.Random) -> None:
    """A round-cornered ground, and one of two scenes on it."""
    dark = rng.random() < 0.3  # noqa: PLR2004 about one in three
    _ground(drawing, paint("tx1" if dark else "bg2"))
    scene: _Scene = rng.choice((_rhythm, _culture))
    scene(drawing, rng, "bg1" if dark else "tx1")


_Scene = Callable[[Drawing, random.Random, str], None]


def _ground(drawing: Drawing, color: str) -> None:
    w, h = drawing.width, drawing.height
    r = min(w, h) * ROUNDING
    path = Path().move(0, r).arc(r, r, 180, 90).line(w - r, 0).arc(r, r, 270, 90)
    path.line(w, h - r).arc(r, r, 0, 90).line(r, h).arc(r, r, 90, 90).close()
    drawing.path(path, drawing.box, solid(color))


# ---------------------------------------------------------------- rhythm


def _rhythm(drawing: Drawing, rng: random.Random, contrast: str) -> None:
    """Columns of capsules about a line, tall where the pulse beats."""
    unit = min(drawing.width, drawing.height)
    pitch = unit / rng.choice((6, 7, 8))
    count = max(3, int(drawing.width * 0.9 / pitch))
    margin = (drawing.width - count * pitch) / 2
    middle, half = drawing.height / 2, drawing.height * 0.44
    line = Path().move(0, middle).line(drawing.width, middle)
    drawing.stroke(line, paint(contrast, alpha=0.45), _LINE_PT, round_ends=False)
    beats = rng.uniform(1.2, 2.2) * math.pi
    shift = rng.uniform(0, math.pi)
    hues = _apart((*_HUES, contrast), rng)
    for number in range(count):
        swell = abs(math.sin(shift + beats * number / count))
        high = half * min(1.0, 0.16 + 0.84 * swell * rng.uniform(0.7, 1.05))
        x, width = margin + (number + 0.14) * pitch, pitch * 0.72
        _column(drawing, Box(x, middle - high, width, 2 * high), (next(hues), next(hues)), rng)


def _column(drawing: Drawing, box: Box, hues: tuple[str, str], rng: random.Random) -> None:
    """A capsule: plain, of two colours, hollow, or with a disc above or below it."""
    width, height = box.width, box.height
    if height < width * 1.6:
        side = min(width, height)
        spot = Box(box.x + (width - side) / 2, box.y + (height - side) / 2, side, side)
        drawing.ellipse(spot, solid(paint(hues[0])))
        return
    kind = rng.choice(("plain", "nucleus", "split", "split", "hollow", "crowned"))
    if kind == "crowned" and height > width * 3:
        top = rng.random() < 0.5  # noqa: PLR2004 a coin
        step = width * 1.18
        disc = Box(box.x, box.y if top else box.y + height - width, width, width)
        drawing.ellipse(disc, solid(paint(hues[1])))
        box = Box(box.x, box.y + (step if top else 0), width, height - step)
    if kind == "hollow":
        drawing.stroke(_outline(box), paint(hues[0]), _LINE_PT * 1.6)
    else:
        _capsule(drawing, box, paint(hues[0]))
    if kind == "split":
        _half(drawing, box, paint(hues[1]))
    if kind in {"nucleus", "hollow"}:
        heart = width * 0.42
        y = box.y + rng.choice((0.29 * width, box.height - 0.71 * width))
        spot = Box(box.x + (width - heart) / 2, y, heart, heart)
        drawing.ellipse(spot, solid(paint("bg1" if kind == "nucleus" else hues[1])))


def _capsule(drawing: Drawing, box: Box, color: str) -> None:
    r, w, h = box.width / 2, box.width, box.height
    path = Path().move(0, r).arc(r, r, 180, 180).line(w, h - r).arc(r, r, 0, 180).close()
    drawing.path(path, box, solid(color))


def _half(drawing: Drawing, box: Box, color: str) -> None:
    """The lower half of a capsule."""
    r, w, h = box.width / 2, box.width, box.height / 2
    path = Path().move(0, 0).line(w, 0).line(w, h - r).arc(r, r, 0, 180).close()
    drawing.path(path, Box(box.x, box.y + h, w, h), solid(color))


def _outline(box: Box) -> Path:
    r, x, y = box.width / 2, box.x, box.y
    path = Path().move(x, y + r).arc(r, r, 180, 180).line(x + box.width, y + box.height - r)
    return path.arc(r, r, 0, 180).close()


# ---------------------------------------------------------------- culture


def _culture(drawing: Drawing, rng: random.Random, contrast: str) -> None:
    """A round glass with cells, as large as the frame allows, and a smaller one beside it."""
    hues = _apart(_HUES, rng)
    for glass in _glasses(drawing, rng):
        _ring(drawing, glass, contrast, 0.5)
        inner = glass.scaled(0.94)
        drawing.ellipse(inner.box, solid(paint(contrast, alpha=0.07)))
        _ring(drawing, inner, contrast, 0.35)
        for one in _packed(glass.scaled(0.88), rng):
            _cell(drawing, one, (next(hues), next(hues)), rng)


def _glasses(drawing: Drawing, rng: random.Random) -> Iterator[Circle]:
    """Along the frame's longer side, from either end."""
    short, long = sorted((drawing.width, drawing.height))
    upright, turned = drawing.height > drawing.width, rng.random() < 0.5  # noqa: PLR2004 a coin
    first = short * 0.43
    rest = long - short * 0.96  # beside the first, to the frame's edge
    second = min(rest * 0.43, short * rng.uniform(0.24, 0.36))
    places = [(short / 2, first)]
    if second > short * _SMALLEST_GLASS:
        places.append((short * 0.94 + rest / 2, second))
    else:
        places = [(long / 2, first)]
    for along, radius in places:
        at = long - along if turned else along
        across = short / 2
        yield Circle((across, at) if upright else (at, across), radius)


def _packed(glass: Circle, rng: random.Random) -> Sequence[Circle]:
    """Cells within the glass, the largest first, none over another."""
    cells: list[Circle] = []
    for share in (0.42, 0.34, 0.28, 0.24, 0.2, 0.17, 0.14, 0.12, 0.1, 0.08, 0.07, 0.06):
        radius = glass.radius * share * rng.uniform(0.88, 1.08)
        for _ in range(40):
            away = (glass.radius - radius) * math.sqrt(rng.random())
            place = Circle(glass.center, away).at(rng.uniform(0, 360))
            if all(_gap(place, other) > radius * 1.12 for other in cells):
                cells.append(Circle(place, radius))
                break
    return cells


def _gap(point: Point, cell: Circle) -> float:
    return math.dist(point, cell.center) - cell.radius


def _cell(drawing: Drawing, cell: Circle, hues: tuple[str, str], rng: random.Random) -> None:
    drawing.ellipse(cell.box, solid(paint(hues[0], alpha=rng.choice((0.3, 0.45, 1.0)))))
    _ring(drawing, cell, hues[0], 1.0)
    heart = Circle(
        Circle(cell.center, cell.radius * 0.28).at(rng.uniform(0, 360)), cell.radius * 0.3
    )
    drawing.ellipse(heart.box, solid(paint(hues[1])))


def _ring(drawing: Drawing, circle: Circle, hue: str, alpha: float) -> None:
    path = Path().move(*circle.at(0)).arc(circle.radius, circle.radius, 0, 360)
    drawing.stroke(path, paint(hue, alpha=alpha), _LINE_PT)


def _apart(hues: Sequence[str], rng: random.Random) -> cycle[str]:
    """The hues in a random order, over and over: neighbours differ."""
    return cycle(rng.sample(hues, len(hues)))


# ---------------------------------------------------------------- track


def pulse_track(drawing: Drawing, marks: Sequence[int]) -> None:
    """A thin line, and on it a beat of three capsules for each event."""
    middle, width = drawing.height / 2, drawing.height * 0.13
    thickness = _LINE_PT * EMU_PER_PT
    line = Box(0, middle - thickness / 2, drawing.width, thickness)
    drawing.rectangle(line, solid(paint("tx2", alpha=0.55)))
    beats = cycle(((0.36, 0.78, 0.52), (0.5, 0.36, 0.78), (0.78, 0.52, 0.36)))
    hues = cycle((("accent4", "accent1"), ("accent4", "accent2"), ("accent4", "accent3")))
    for mark, heights, (pale, strong) in zip(marks, beats, hues, strict=False):
        for number, share in enumerate(heights):
            high = drawing.height * share
            box = Box(mark + number * width * 1.45, middle - high / 2, width, high)
            _capsule(drawing, box, paint(strong if share == max(heights) else pale))
