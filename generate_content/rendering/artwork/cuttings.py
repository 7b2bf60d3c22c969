"""What is cut from paper, by hand: nothing is quite round or quite straight."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from generate_content.rendering.artwork.shapes import Box, Circle, Drawing, Path, Point, solid

_STRAYS = (1.0, 0.95, 1.04, 0.93, 1.03, 0.97, 1.05)  # of a hand that cuts a round

_Curve = tuple[Point, Point, Point]


def frond(drawing: Drawing, base: Point, tip: Point, width: float, color: str) -> None:
    """A leaf with round lobes on both sides of its stem."""
    lobes = 5
    along = (tip[0] - base[0], tip[1] - base[1])
    length = math.hypot(*along)

    def at(share: float, aside: float) -> Point:
        off = aside * width / length
        x = base[0] + share * along[0] - off * along[1]
        return x, base[1] + share * along[1] + off * along[0]

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


def pebble(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    """A round that was cut without a compass."""
    turn, step = rng.uniform(0, 360), 360 / len(_STRAYS)
    points = [place.scaled(stray).at(turn + n * step) for n, stray in enumerate(_STRAYS)]
    _cut(drawing, points, solid(color))


def sun(drawing: Drawing, place: Circle, color: str, rng: random.Random) -> None:
    """A round with rays that taper outwards, to 1.6 times its radius."""
    turn, rays = rng.uniform(0, 30), 12
    for n in range(rays):
        middle = turn + n * 360 / rays
        near, far = place.scaled(1.2), place.scaled(1.6 if n % 2 else 1.46)
        beam = (near.at(middle - 7), far.at(middle - 3), far.at(middle + 4), near.at(middle + 7))
        drawing.polygon(beam, solid(color))
    pebble(drawing, place, color, rng)


def star(drawing: Drawing, place: Circle, color: str, turn: float) -> None:
    """Five points, cut straight."""
    lengths = (1.0, 0.5, 0.95, 0.47, 1.0, 0.5, 0.93, 0.5, 0.98, 0.48)
    points = [place.scaled(share).at(turn + 36 * n) for n, share in enumerate(lengths)]
    drawing.polygon(points, solid(color))


def bow(drawing: Drawing, ring: Circle, core: Circle, start: float, color: str) -> None:
    """Half a ring around its core, from that angle on clockwise."""
    ends = [ring.at(start + turn) for turn in (0, 90, 180)]
    left, top = min(x for x, _ in ends), min(y for _, y in ends)
    right, bottom = max(x for x, _ in ends), max(y for _, y in ends)
    path = Path(origin=(left, top)).move(*ends[0]).arc(ring.radius, ring.radius, start, 180)
    path.line(*core.at(start + 180)).arc(core.radius, core.radius, start + 180, -180)
    drawing.path(path.close(), Box(left, top, right - left, bottom - top), solid(color))


def _cut(drawing: Drawing, points: Sequence[Point], fill: str) -> None:
    lay(drawing, smooth(drawing, points), fill)


def smooth(
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


def lay(
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
