"""Artwork like ice: a sheet of triangles under one light."""

from __future__ import annotations

import math
import random
from itertools import product

from generate_content.rendering.artwork.shapes import Drawing, Point, gradient, paint, solid

_ACROSS = 5
_SHIFT = 0.34  # of a cell: how far inner corners stray from the grid
_HUES = ("accent1", "accent1", "accent1", "accent2", "accent2")
_BRIGHTEST = 0.86


def facets(drawing: Drawing, rng: random.Random) -> None:
    down = max(2, round(drawing.height / (drawing.width / _ACROSS)))
    drawing.rectangle(drawing.box, solid(paint("accent1", keep=0.6, lift=0.4)))
    corners = _corners(drawing, down, rng)
    light = (rng.uniform(0.1, 0.9), rng.uniform(-0.1, 0.25))  # where the ice shines, as shares
    for row, column in product(range(down), range(_ACROSS)):
        a, b = corners[row, column], corners[row, column + 1]
        c, d = corners[row + 1, column + 1], corners[row + 1, column]
        split = ((a, b, c), (a, c, d)) if rng.random() < 0.5 else ((a, b, d), (b, c, d))  # noqa: PLR2004 a coin
        for triangle in split:
            drawing.polygon(triangle, _ice(drawing, triangle, light, rng))


def _corners(drawing: Drawing, down: int, rng: random.Random) -> dict[tuple[int, int], Point]:
    """The grid's corners; those on the frame stay on it."""
    width, height = drawing.width / _ACROSS, drawing.height / down
    corners = {}
    for row, column in product(range(down + 1), range(_ACROSS + 1)):
        x, y = column * width, row * height
        if 0 < column < _ACROSS:
            x += rng.uniform(-_SHIFT, _SHIFT) * width
        if 0 < row < down:
            y += rng.uniform(-_SHIFT, _SHIFT) * height
        corners[row, column] = (float(round(x)), float(round(y)))
    return corners


def _ice(drawing: Drawing, triangle: tuple[Point, ...], light: Point, rng: random.Random) -> str:
    """Bright near the light, deep far from it; each facet leans a little its own way."""
    x = sum(point[0] for point in triangle) / 3 / drawing.width
    y = sum(point[1] for point in triangle) / 3 / drawing.height
    away = math.hypot(x - light[0], y - light[1])
    bright = min(max(0.95 - 0.9 * away + rng.uniform(-0.22, 0.22), 0.0), _BRIGHTEST)
    hue = rng.choice(_HUES)
    near = paint(hue, keep=1 - bright, lift=bright)
    paler = min(bright + 0.12, 0.93)
    return gradient(
        ((0, near), (1, paint(hue, keep=1 - paler, lift=paler))),
        rng.choice((30, 60, 120, 150, 210)),
    )
