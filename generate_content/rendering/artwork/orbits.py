"""Artwork of the night: planets on orbits around a bright one."""

from __future__ import annotations

import random
from collections.abc import Iterator

from generate_content.rendering.artwork.shapes import (
    Drawing,
    Path,
    Point,
    gradient,
    paint,
    polar,
    solid,
)
from generate_content.rendering.template import EMU_PER_PT

_HUES = ("accent1", "accent2", "accent3", "accent4")
_EDGE_PT = 3.0  # lines keep this far inside the frame
_STEP = 2  # degrees, by which orbits are followed to the frame


def orbits(drawing: Drawing, rng: random.Random) -> None:
    w, h = drawing.width, drawing.height
    unit = min(w, h)
    drawing.rectangle(0, 0, w, h, _night(rng))
    _stars(drawing, rng)
    center = (w * rng.uniform(0.36, 0.64), h * rng.uniform(0.4, 0.6))
    radii = [unit * share for share in (0.30, 0.43, 0.58, 0.76, 0.97)]
    for radius in radii:
        for start, sweep in _inside(drawing, center, radius):
            _arc(drawing, center, radius, (start, sweep), paint("tx1", alpha=0.22), 0.75)
    hues = rng.sample(_HUES, len(_HUES))
    _sun(drawing, center, unit * 0.17, hues[0], hues[1], rng)
    for radius, hue in zip(rng.sample(radii[:4], 2), hues[1:3], strict=True):
        _sweep(drawing, center, radius, hue, rng)
    for number, radius in enumerate(radii[:4]):
        size = unit * rng.uniform(0.022, 0.055)
        _planet(drawing, center, radius, size, hues[(number + 2) % len(hues)], rng)


def _night(rng: random.Random) -> str:
    return gradient(
        ((0, paint("bg2")), (0.55, paint("bg1")), (1, paint("accent1", keep=0.35))),
        rng.choice((35, 55, 125, 145)),
    )


def _stars(drawing: Drawing, rng: random.Random) -> None:
    for _ in range(26):
        radius = rng.choice((6000, 8000, 8000, 13000))
        x = rng.uniform(0.03, 0.97) * drawing.width
        y = rng.uniform(0.03, 0.97) * drawing.height
        drawing.disc((x, y), radius, solid(paint("tx1", alpha=rng.uniform(0.35, 0.85))))


def _sun(
    drawing: Drawing, center: Point, radius: float, hue: str, shadow: str, rng: random.Random
) -> None:
    for share, alpha in ((1.5, 0.10), (1.25, 0.16)):
        drawing.disc(center, radius * share, solid(paint(hue, alpha=alpha)))
    drawing.disc(center, radius, solid(paint(hue)))
    _night_side(drawing, center, radius, shadow, rng)


def _night_side(
    drawing: Drawing, center: Point, radius: float, hue: str, rng: random.Random
) -> None:
    """A crescent: between the disc's edge and half an ellipse."""
    flat = radius * rng.uniform(0.35, 0.6)
    path = Path().move(0, radius).arc(radius, radius, 180, -180).arc(radius, flat, 0, 180).close()
    corner = (center[0] - radius, center[1] - radius)
    turn = rng.uniform(-70, 70)
    drawing.path(path, *corner, 2 * radius, 2 * radius, solid(paint(hue)), turn=turn)


def _sweep(drawing: Drawing, center: Point, radius: float, hue: str, rng: random.Random) -> None:
    """A bright stretch of an orbit."""
    start, free = rng.choice(list(_inside(drawing, center, radius)))
    sweep = min(free, rng.uniform(50, 110))
    start += rng.uniform(0, free - sweep)
    _arc(drawing, center, radius, (start, sweep), paint(hue), rng.choice((2.5, 4.0)))


def _planet(
    drawing: Drawing, center: Point, radius: float, size: float, hue: str, rng: random.Random
) -> None:
    inside = [
        degrees
        for degrees in range(0, 360, 5)
        if _holds(drawing, polar(center, radius, degrees), size * 1.1)
    ]
    if inside:
        place = polar(center, radius, rng.choice(inside))
        halo = size * 1.9
        if _holds(drawing, place, halo):
            drawing.disc(place, halo, solid(paint(hue, alpha=0.18)))
        drawing.disc(place, size, solid(paint(hue)))


def _inside(drawing: Drawing, center: Point, radius: float) -> Iterator[tuple[float, float]]:
    """(start, sweep) in degrees of the stretches of a circle that lie in the frame."""
    margin = _EDGE_PT * EMU_PER_PT
    within = [
        _holds(drawing, polar(center, radius, degrees), margin) for degrees in range(0, 360, _STEP)
    ]
    if all(within):
        yield 0.0, 360.0
        return
    begin = within.index(False)
    turned = within[begin:] + within[:begin]
    start = None
    for number, inside in enumerate([*turned, False]):
        if inside and start is None:
            start = number
        elif not inside and start is not None:
            if number - 1 > start:
                yield float((begin + start) * _STEP % 360), float((number - 1 - start) * _STEP)
            start = None


def _holds(drawing: Drawing, point: Point, margin: float) -> bool:
    x, y = point
    return margin <= x <= drawing.width - margin and margin <= y <= drawing.height - margin


def _arc(
    drawing: Drawing,
    center: Point,
    radius: float,
    stretch: tuple[float, float],
    color: str,
    width_pt: float,
) -> None:
    start, sweep = stretch
    path = Path().move(*polar(center, radius, start)).arc(radius, radius, start, sweep)
    drawing.stroke(path, color, width_pt)
