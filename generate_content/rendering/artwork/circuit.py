"""Artwork of circuits: chips and blocks on a board seen at an angle, and what connects them."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, pairwise

from generate_content.rendering.artwork.shapes import Box, Drawing, Path, Point, paint, solid
from generate_content.rendering.places import EMU_PER_PT

_ACROSS, _DOWN = math.cos(math.radians(30)), math.sin(math.radians(30))
_UNITS = 7.2  # of the board, along the frame's shorter side
_APART = 2  # units from one place on the board to the next
_HUES = ("accent1", "accent2", "accent3")
_LEAST_EMU = EMU_PER_PT  # what is cut to less than that, nobody sees
_TRACE_PT, _SIGNAL_PT = 1.25, 2.25

Tone = tuple[str, str, str]
"""The colours of a block's top and of its left and its right side."""
Size = tuple[float, float, float]
"""How wide, deep and high a block is, in units of its board."""

_PLAIN: tuple[Tone, ...] = tuple(
    (
        paint("bg2", keep=1 - top, lift=top),
        paint("bg2", keep=1 - left, lift=left),
        paint("bg2", keep=right),
    )
    for top, left, right in ((0.34, 0.2, 0.95), (0.24, 0.12, 0.82), (0.16, 0.06, 0.72))
)
"""From near to far: what is far from the lit blocks steps back."""


def circuit(drawing: Drawing, rng: random.Random) -> None:
    """Blocks are highest, and lit, around one place of the picture."""
    unit = min(drawing.width, drawing.height) / _UNITS
    origin = (drawing.width * rng.uniform(0.3, 0.7), drawing.height * rng.uniform(0.35, 0.65))
    board = _Board(drawing, origin, unit)
    drawing.rectangle(drawing.box, solid(paint("bg2")))
    spots = list(board.spots())
    _connect(board, spots, rng)
    hues = (_HUES[0], *rng.sample(_HUES[1:], 2))
    near = sorted(spots, key=lambda spot: math.hypot(*spot) + rng.uniform(0, 1.5 * _APART))
    lit = dict(zip(near[:5], (hues[0], hues[0], hues[1], hues[0], hues[2]), strict=False))
    for spot, hue in list(lit.items())[:3]:
        _signal(board, spot, hue, rng)
    for spot in spots:
        tone = _lit(lit[spot]) if spot in lit else _plain(spot)
        _stand(board, spot, tone, rng)


def circuit_track(drawing: Drawing, marks: Sequence[int]) -> None:
    """A conductor, and on it a block for each event."""
    unit = drawing.height * 0.3
    middle, thickness = drawing.height / 2, _TRACE_PT * EMU_PER_PT
    line = Box(0, middle - thickness / 2, drawing.width, thickness)
    drawing.rectangle(line, solid(paint("tx2", alpha=0.6)))
    for mark, hue in zip(marks, cycle(_HUES), strict=False):
        board = _Board(drawing, (mark + unit * _ACROSS, middle + unit * 0.4), unit)
        board.block((0, 0), (1, 1, 0.8), _lit(hue))


def _lit(hue: str) -> Tone:
    return paint(hue), paint(hue, keep=0.68), paint(hue, keep=0.46)


def _plain(spot: Point) -> Tone:
    return _PLAIN[min(int(math.hypot(*spot) / 3.5), len(_PLAIN) - 1)]


@dataclass(frozen=True)
class _Board:
    """A plane seen at an angle; `origin` is its middle in the frame, `unit` in EMU."""

    drawing: Drawing
    origin: Point
    unit: float

    def at(self, i: float, j: float, up: float = 0.0) -> Point:
        x, y = self.origin
        return x + (i - j) * self.unit * _ACROSS, y + ((i + j) * _DOWN - up) * self.unit

    def spots(self) -> Iterator[Point]:
        """The places whose blocks may be seen, those behind first."""
        drawing, beside, below = self.drawing, 1.8 * self.unit, 2.6 * self.unit
        far = math.ceil((drawing.width + drawing.height) / self.unit)
        steps = range(-far // _APART * _APART, far, _APART)
        for depth in steps:
            if not -self.unit < self.at(0, depth)[1] < drawing.height + below:
                continue
            for i in steps:
                if -beside < self.at(i, depth - i)[0] < drawing.width + beside:
                    yield float(i), float(depth - i)

    def block(self, middle: Point, size: Size, tone: Tone, up: float = 0.0) -> None:
        (i, j), (wide, deep, high) = middle, size
        top = up + high
        west, east, north, south = i - wide / 2, i + wide / 2, j - deep / 2, j + deep / 2
        back, right = self.at(west, north, top), self.at(east, north, top)
        near, left = self.at(east, south, top), self.at(west, south, top)
        low_right, low_near = self.at(east, north, up), self.at(east, south, up)
        low_left = self.at(west, south, up)
        # The whole outline first, in one side's colour: no gap shows where faces meet.
        self._face((back, right, low_right, low_near, low_left, left), tone[1])
        self._face((right, low_right, low_near, near), tone[2])
        self._face((back, right, near, left), tone[0])

    def pad(self, middle: Point, side: float, color: str) -> None:
        (i, j), half = middle, side / 2
        around = ((-half, -half), (half, -half), (half, half), (-half, half))
        self._face([self.at(i + di, j + dj) for di, dj in around], color)

    def lead(self, path: Path, start: Point, end: Point) -> None:
        """Adds to the path what of that straight line lies within the frame."""
        inside = _cut([self.at(*start), self.at(*end)], self.drawing)
        if len(inside) > 1:
            path.move(*inside[0]).line(*inside[1])

    def draw(self, path: Path, color: str, width_pt: float) -> None:
        if path.steps:
            self.drawing.stroke(path, color, width_pt)

    def _face(self, points: Sequence[Point], color: str) -> None:
        inside = _cut(points, self.drawing)
        if not inside:
            return
        across, down = ([point[axis] for point in inside] for axis in (0, 1))
        if min(max(across) - min(across), max(down) - min(down)) > _LEAST_EMU:
            self.drawing.polygon(inside, solid(color))


def _connect(board: _Board, spots: Sequence[Point], rng: random.Random) -> None:
    """Conductors from place to place: two of three there could be."""
    path = Path()
    for i, j in spots:
        for end in ((i + _APART, j), (i, j + _APART)):
            if rng.random() < 0.67:  # noqa: PLR2004
                board.lead(path, (i, j), end)
    board.draw(path, paint("tx2", alpha=0.35), _TRACE_PT)


def _signal(board: _Board, spot: Point, hue: str, rng: random.Random) -> None:
    """What leads away from a lit block, around one corner."""
    (i, j), reach = spot, rng.choice((-2, -1, 1, 2)) * _APART
    further = rng.choice((-3, 3)) * _APART
    corner, end = ((i + reach, j), (i + reach, j + further))
    if rng.random() < 0.5:  # noqa: PLR2004 a coin
        corner, end = ((i, j + reach), (i + further, j + reach))
    path = Path()
    board.lead(path, spot, corner)
    board.lead(path, corner, end)
    board.draw(path, paint(hue), _SIGNAL_PT)


def _stand(board: _Board, spot: Point, tone: Tone, rng: random.Random) -> None:
    """What stands at a place: a chip, a block, two of them, or nothing but a pad."""
    height = max(0.3, 1.9 - 0.28 * math.hypot(*spot)) * rng.uniform(0.7, 1.3)
    is_lit = tone not in _PLAIN
    kind = rng.random()
    if not is_lit and kind < 0.25 + 0.03 * math.hypot(*spot):
        board.pad(spot, 0.4, paint("tx2", keep=0.6))
    elif kind < 0.65:  # noqa: PLR2004
        board.block(spot, (1.5, 1.5, 0.3), _plain(spot))
        board.block(spot, (0.8, 0.8, 0.35), tone, 0.3)
    elif kind < 0.75:  # noqa: PLR2004
        i, j = spot
        board.block((i - 0.4, j), (0.35, 1.3, height * 0.7), tone)
        board.block((i + 0.4, j), (0.35, 1.3, height * 0.7), tone)
    else:
        board.block(spot, (1.1, 1.1, height), tone)


def _cut(points: Sequence[Point], drawing: Drawing) -> Sequence[Point]:
    """What of a polygon, or of a line, lies within the frame.

    Source: Sutherland and Hodgman, "Reentrant polygon clipping", 1974.
    """
    across, down = [x for x, _ in points], [y for _, y in points]
    if min(across) < 0:
        points = _cut_at(0, 0, 1, points)
    if max(across) > drawing.width:
        points = _cut_at(0, drawing.width, -1, points)
    if min(down) < 0:
        points = _cut_at(1, 0, 1, points)
    if max(down) > drawing.height:
        points = _cut_at(1, drawing.height, -1, points)
    return points


def _cut_at(axis: int, limit: int, sign: int, points: Sequence[Point]) -> list[Point]:
    """What lies on one side of an upright or level line."""
    kept: list[Point] = []
    for a, b in pairwise([*points, *points[:1]]):
        a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
        if a_in:
            kept.append(a)
        if a_in != b_in:
            share = (limit - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return kept
