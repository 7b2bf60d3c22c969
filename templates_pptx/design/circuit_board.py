"""Circuit: a board seen from above at an angle, with blocks, traces and pads, cut at the slide."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .canvas import Box
from .draw import (
    ACCENT1,
    BG1,
    BG2,
    TX2,
    Freeform,
    Paint,
    Path,
    Point,
    Shape,
    Stroke,
    polygon,
)

_ACROSS, _DOWN = math.cos(math.radians(30)), math.sin(math.radians(30))
Spot = tuple[float, float]
"""A place on a board, in its units: right and down along its sides."""
Size = tuple[float, float, float]
"""How wide, deep and high a block is, in the same units."""


@dataclass(frozen=True)
class Tone:
    """How light falls on a block: on its top and on its two sides."""

    top: Paint
    left: Paint
    right: Paint


GRAPHITE = Tone(BG2.tint(76), BG2.tint(90), BG2)
SHEET = Tone(BG2.tint(95), BG2.shade(80), BG2.shade(58))
PAPER = Tone(BG1.shade(94), BG2.tint(70), BG2)


def lit(paint: Paint = ACCENT1) -> Tone:
    return Tone(paint, paint.shade(68), paint.shade(46))


TRACE = Stroke(TX2.clear(55), 1.25, "rnd")
FAINT = Stroke(TX2.clear(26), 1.0, "rnd")
HAIR = Stroke(TX2.clear(45), 0.75)


@dataclass(frozen=True)
class Board:
    """A plane with its own measures: ``origin`` is its middle on the slide, ``unit`` in inches."""

    origin: Point
    unit: float
    frame: Box

    def at(self, i: float, j: float, up: float = 0.0) -> Point:
        x, y = self.origin
        return x + (i - j) * self.unit * _ACROSS, y + ((i + j) * _DOWN - up) * self.unit

    def block(self, middle: Spot, size: Size, tone: Tone, up: float = 0.0) -> list[Shape]:
        """A box that stands on the board, or `up` above it."""
        (i, j), (wide, deep, high) = middle, size
        top = up + high
        west, east = i - wide / 2, i + wide / 2
        north, south = j - deep / 2, j + deep / 2
        near, left, right = (east, south), (west, south), (east, north)
        around = [
            self.at(west, north, top),
            self.at(*right, top),
            self.at(*right, up),
            self.at(*near, up),
            self.at(*left, up),
            self.at(*left, top),
        ]
        # The whole outline in one side's colour lies beneath: no gap shows where faces meet.
        faces = (
            (around, tone.left),
            ([self.at(*right, top), *around[2:4], self.at(*near, top)], tone.right),
            ([*around[:2], self.at(*near, top), around[5]], tone.top),
        )
        return [shape for points, paint in faces for shape in self._face(points, paint)]

    def tile(self, middle: Spot, wide: float, deep: float, paint: Paint, up: float = 0.0) -> Shape:
        """A flat rectangle on the board; it must lie on the slide."""
        return polygon(self._corners(middle, wide, deep, up), paint)

    def outline(
        self, middle: Spot, wide: float, deep: float, stroke: Stroke, up: float = 0.0
    ) -> Shape:
        return polygon(self._corners(middle, wide, deep, up), None, stroke)

    def trace(self, spots: Sequence[Spot], stroke: Stroke = TRACE, up: float = 0.0) -> list[Shape]:
        """A conductor through the spots; it ends where it meets the edge of the slide."""
        path: Path | None = None
        for a, b in pairwise(self.at(*spot, up) for spot in spots):
            if (inside := _cut_line(a, b, self.frame)) is None:
                break
            path = (path or Path().move(inside[0])).line(inside[1])
        return [Freeform(path, None, stroke)] if path else []

    def pad(self, spot: Spot, size: float, paint: Paint, up: float = 0.0) -> list[Shape]:
        return self._face(self._corners(spot, size, size, up), paint)

    def dots(self, spots: Iterable[Spot], stroke: Stroke, words: Sequence[Box]) -> Shape:
        """The points of a lattice, as one shape; none lies among words."""
        path = Path()
        for x, y in (self.at(*spot) for spot in spots):
            if _holds(self.frame, x, y) and not any(_holds(box, x, y) for box in words):
                path.move((x, y)).line((x + 0.004, y))
        return Freeform(path, None, stroke)

    def _corners(self, middle: Spot, wide: float, deep: float, up: float) -> list[Point]:
        i, j = middle
        around = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        return [self.at(i + di * wide / 2, j + dj * deep / 2, up) for di, dj in around]

    def _face(self, points: Sequence[Point], paint: Paint) -> list[Shape]:
        inside = cut(points, self.frame)
        return [polygon(inside, paint)] if inside else []


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x <= x < box.right and box.y <= y < box.bottom


def cut(points: Sequence[Point], frame: Box) -> list[Point]:
    """What of the polygon lies within the frame; nothing if it all lies beyond one edge.

    Source: Sutherland and Hodgman, "Reentrant polygon clipping", 1974.
    """
    kept = list(points)
    for axis, limit, sign in _edges(frame):
        around = list(pairwise([*kept, kept[0]])) if kept else []
        kept = []
        for a, b in around:
            a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
            if a_in:
                kept.append(a)
            if a_in != b_in:
                kept.append(_crossing(a, b, axis, limit))
    return kept


def _cut_line(a: Point, b: Point, frame: Box) -> tuple[Point, Point] | None:
    for axis, limit, sign in _edges(frame):
        a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
        if not (a_in or b_in):
            return None
        if a_in != b_in:
            crossing = _crossing(a, b, axis, limit)
            a, b = (a, crossing) if a_in else (crossing, b)
    return a, b


def _edges(frame: Box) -> tuple[tuple[int, float, int], ...]:
    """Of each edge: its axis, where it lies, and on which side of it the frame is."""
    return ((0, frame.x, 1), (0, frame.right, -1), (1, frame.y, 1), (1, frame.bottom, -1))


def _crossing(a: Point, b: Point, axis: int, limit: float) -> Point:
    share = (limit - a[axis]) / (b[axis] - a[axis])
    x, y = a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
    return (limit, y) if axis == 0 else (x, limit)
