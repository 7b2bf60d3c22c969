"""Outlines as a hand cuts them: smooth through given points, and trimmed at an edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .canvas import EMU_PER_INCH, Box
from .draw import Path, Point

# A trimmed outline keeps one in so many of a curve's points: enough at any zoom, and a small file.
_THINNED = 4
# Two fifths of a point: curves need not be finer than this, and round figures pack much better.
_GRAIN = 5000 / EMU_PER_INCH


def smooth(points: Sequence[Point], *, closed: bool = True) -> Path:
    """A curve through all the points (Catmull-Rom, as cubic curves)."""
    count = len(points)
    path = Path().move(_rounded(points[0]))

    def at(n: int) -> Point:
        return points[n % count] if closed else points[min(max(n, 0), count - 1)]

    for n in range(count if closed else count - 1):
        before, here, there, after = at(n - 1), at(n), at(n + 1), at(n + 2)
        first = here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6
        second = there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6
        path.curve(_rounded(first), _rounded(second), _rounded(there))
    return path.close() if closed else path


def _rounded(point: Point) -> Point:
    return round(point[0] / _GRAIN) * _GRAIN, round(point[1] / _GRAIN) * _GRAIN


def trimmed(path: Path, frame: Box) -> Path:
    """What of a closed outline lies in the frame (Sutherland-Hodgman), as a polygon."""
    points = [_rounded(point) for point in list(path.outline())[::_THINNED]]
    sides: tuple[Callable[[Point], float], ...] = (
        lambda point: point[0] - frame.x,
        lambda point: frame.right - point[0],
        lambda point: point[1] - frame.y,
        lambda point: frame.bottom - point[1],
    )
    for depth in sides:
        points = _on_one_side(points, depth)
    return Path.polygon(points)


def _on_one_side(points: Sequence[Point], depth: Callable[[Point], float]) -> list[Point]:
    """The polygon's part where `depth` is not negative, cut along a straight line."""
    kept: list[Point] = []
    for here, there in zip(points, [*points[1:], points[0]], strict=True):
        a, b = depth(here), depth(there)
        if a >= 0:
            kept.append(here)
        if (a >= 0) != (b >= 0):
            share = a / (a - b)
            kept.append(
                (
                    here[0] + share * (there[0] - here[0]),
                    here[1] + share * (there[1] - here[1]),
                )
            )
    return kept
