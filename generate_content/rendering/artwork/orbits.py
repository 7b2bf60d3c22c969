"""Artwork of the night: planets on orbits around a bright one."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

from generate_content.rendering.artwork.shapes import (
    Circle,
    Drawing,
    Path,
    Point,
    gradient,
    paint,
    solid,
)
from generate_content.rendering.places import EMU_PER_PT

_HUES = ("accent1", "accent2", "accent3", "accent4")
_ORBITS = (0.30, 0.43, 0.58, 0.76, 0.97)  # radii, as shares of the frame's shorter side
_MARGIN = 3.0 * EMU_PER_PT  # lines keep this far inside the frame
_STEP = 2  # degrees, by which orbits are followed to the frame
_TURNS = tuple(
    (math.cos(math.radians(turn)), math.sin(math.radians(turn))) for turn in range(0, 360, _STEP)
)


def orbits(drawing: Drawing, rng: random.Random) -> None:
    unit = min(drawing.width, drawing.height)
    center = (drawing.width * rng.uniform(0.36, 0.64), drawing.height * rng.uniform(0.4, 0.6))
    rings = [Circle(center, unit * share) for share in _ORBITS]
    hues = rng.sample(_HUES, len(_HUES))
    drawing.rectangle(drawing.box, _night(rng))
    _stars(drawing, rng)
    for ring in rings:
        for stretch in _inside(drawing, ring):
            drawing.stroke(_arc(ring, stretch), paint("tx1", alpha=0.22), 0.75)
    _sun(drawing, Circle(center, unit * 0.17), (hues[0], hues[1]), rng)
    seen = [ring for ring in rings[:4] if any(_inside(drawing, ring))]
    for ring, hue in zip(rng.sample(seen, 2), hues[1:3], strict=True):
        drawing.stroke(_arc(ring, _part(drawing, ring, rng)), paint(hue), rng.choice((2.5, 4.0)))
    for number, ring in enumerate(rings[:4]):
        _planet(drawing, ring, unit * rng.uniform(0.022, 0.055), hues[(number + 2) % 4], rng)


def _night(rng: random.Random) -> str:
    stops = ((0.0, paint("bg2")), (0.55, paint("bg1")), (1.0, paint("accent1", keep=0.35)))
    return gradient(stops, rng.choice((35, 55, 125, 145)))


def _stars(drawing: Drawing, rng: random.Random) -> None:
    for _ in range(26):
        x = rng.uniform(0.03, 0.97) * drawing.width
        y = rng.uniform(0.03, 0.97) * drawing.height
        star = Circle((x, y), rng.choice((7500, 9000, 9000, 13000)))
        drawing.ellipse(star.box, solid(paint("tx1", alpha=rng.uniform(0.35, 0.85))))


def _sun(drawing: Drawing, disc: Circle, hues: tuple[str, str], rng: random.Random) -> None:
    """A disc in a halo, its night side a crescent between its edge and half an ellipse."""
    day, night = hues
    for share, alpha in ((1.5, 0.10), (1.25, 0.16)):
        drawing.ellipse(disc.scaled(share).box, solid(paint(day, alpha=alpha)))
    drawing.ellipse(disc.box, solid(paint(day)))
    radius, flat = disc.radius, disc.radius * rng.uniform(0.35, 0.6)
    path = Path().move(0, radius).arc(radius, radius, 180, -180).arc(radius, flat, 0, 180).close()
    drawing.path(path, disc.box, solid(paint(night)), turn=rng.uniform(-70, 70))


def _planet(drawing: Drawing, ring: Circle, radius: float, hue: str, rng: random.Random) -> None:
    """Somewhere on the ring where it lies in the frame; with a halo if that does, too."""
    free = [turn for turn in range(0, 360, 5) if _holds(drawing, ring.at(turn), radius * 1.1)]
    if free:
        planet = Circle(ring.at(rng.choice(free)), radius)
        halo = planet.scaled(1.9)
        if _holds(drawing, planet.center, halo.radius):
            drawing.ellipse(halo.box, solid(paint(hue, alpha=0.18)))
        drawing.ellipse(planet.box, solid(paint(hue)))


def _part(drawing: Drawing, ring: Circle, rng: random.Random) -> tuple[float, float]:
    """A piece of the ring's longest stretch in the frame."""
    start, free = max(_inside(drawing, ring), key=lambda stretch: stretch[1])
    sweep = min(free, rng.uniform(50, 110))
    return start + rng.uniform(0, free - sweep), sweep


def _inside(drawing: Drawing, ring: Circle) -> Iterator[tuple[float, float]]:
    """(start, sweep) in degrees of the stretches of a ring that lie in the frame."""
    x, y, radius = *ring.center, ring.radius
    right, bottom = drawing.width - _MARGIN, drawing.height - _MARGIN
    within = [
        _MARGIN <= x + radius * cos <= right and _MARGIN <= y + radius * sin <= bottom
        for cos, sin in _TURNS
    ]
    if all(within):
        yield 0.0, 360.0
        return
    begin = within.index(False)
    start: int | None = None
    for number, inside in enumerate([*within[begin:], *within[:begin], False], start=begin):
        if inside and start is None:
            start = number
        elif not inside and start is not None:
            if number - 1 > start:
                yield float(start * _STEP % 360), float((number - 1 - start) * _STEP)
            start = None


def _holds(drawing: Drawing, point: Point, margin: float) -> bool:
    x, y = point
    return margin <= x <= drawing.width - margin and margin <= y <= drawing.height - margin


def _arc(ring: Circle, stretch: tuple[float, float]) -> Path:
    start, sweep = stretch
    return Path().move(*ring.at(start)).arc(ring.radius, ring.radius, start, sweep)
