"""The line of a timeline and its marks, in each family's manner."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

from generate_content.rendering.artwork.shapes import (
    Box,
    Circle,
    Drawing,
    Path,
    gradient,
    paint,
    solid,
)
from generate_content.rendering.places import EMU_PER_PT

_LINE_PT = 2.25
_HAIRLINE_PT = 0.75


def tile_track(drawing: Drawing, marks: Sequence[int]) -> None:
    """A bar, and on it a square for each event: plain, quartered and dotted in turn."""
    middle, side = drawing.height / 2, drawing.height * 0.62
    thickness = _LINE_PT * EMU_PER_PT
    drawing.rectangle(Box(0, middle - thickness / 2, drawing.width, thickness), solid(paint("tx1")))
    colors = cycle((("accent1", "accent4"), ("accent2", "tx1"), ("accent4", "accent1")))
    for mark, (ground, figure) in zip(marks, colors, strict=False):
        tile = Box(mark, middle - side / 2, side, side)
        drawing.rectangle(tile, solid(paint(ground)))
        quarter = Path().move(0, side).line(0, 0).arc(side, side, 270, 90).close()
        drawing.path(quarter, tile, solid(paint(figure)))


def facet_track(drawing: Drawing, marks: Sequence[int]) -> None:
    """A thick and a thin line, and cut stones on them."""
    middle, half = drawing.height / 2, drawing.height * 0.31
    _rule(drawing, middle - 1.6 * EMU_PER_PT, "tx1", 1.5)
    _rule(drawing, middle + 1.6 * EMU_PER_PT, "tx2", _HAIRLINE_PT)
    for mark in marks:
        x = mark + half
        top, bottom = (x, middle - half), (x, middle + half)
        left, right = (x - half, middle), (x + half, middle)
        heart = (x - half * 0.12, middle - half * 0.1)
        sides = ((top, left), (top, right), (bottom, right), (bottom, left))
        for keep, (a, b) in zip((0.55, 0.85, 0.95, 0.7), sides, strict=True):
            pale = paint("accent1", keep=keep * 0.85, lift=1 - keep * 0.85)
            fill = gradient(((0, paint("accent1", keep=keep, lift=1 - keep)), (1, pale)), 60)
            drawing.polygon((a, b, heart), fill)


def orbit_track(drawing: Drawing, marks: Sequence[int]) -> None:
    """A fine line, and a planet with its halo for each event."""
    middle, radius = drawing.height / 2, drawing.height * 0.22
    line = Path().move(0, middle).line(drawing.width, middle)
    drawing.stroke(line, paint("tx2", alpha=0.6), _HAIRLINE_PT)
    hues = cycle(("accent1", "accent2", "accent3", "accent4"))
    for mark, hue in zip(marks, hues, strict=False):
        planet = Circle((mark, middle), radius)
        drawing.ellipse(planet.scaled(1.8).box, solid(paint("bg1")))
        drawing.ellipse(planet.scaled(1.8).box, solid(paint(hue, alpha=0.3)))
        drawing.ellipse(planet.box, solid(paint(hue)))


def _rule(drawing: Drawing, y: float, scheme: str, width_pt: float) -> None:
    line = Path().move(0, y).line(drawing.width, y)
    drawing.stroke(line, paint(scheme), width_pt, round_ends=False)
