"""Circuit: the large pictures: a board, a processor and its conductors, plates, steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from .canvas import Box
from .circuit_board import FAINT, GRAPHITE, SHEET, TRACE, Board, Size, Spot, Tone, lit
from .draw import (
    ACCENT1,
    ACCENT2,
    ACCENT3,
    TX2,
    Freeform,
    Group,
    Paint,
    Path,
    Shape,
    Stroke,
    group,
)

DOT = Stroke(TX2.clear(42), 1.25, "rnd")
SIGNAL = Stroke(ACCENT1, 2.25, "rnd")
Part = tuple[Spot, Size, Tone]
"""A block on a board, around its middle."""
_PARTS: tuple[Part, ...] = (
    ((-0.1, -2.95), (0.32, 1.5, 1.1), GRAPHITE),
    ((0.55, -2.95), (0.32, 1.5, 1.1), GRAPHITE),
    ((1.2, -2.95), (0.32, 1.5, 1.1), lit(ACCENT2)),
    ((3.0, -2.3), (1.2, 1.2, 0.35), GRAPHITE),
    ((-2.9, -2.9), (1.1, 1.1, 0.35), GRAPHITE),
    ((-2.9, 1.0), (0.9, 1.6, 0.35), GRAPHITE),
    ((0, 0), (3.0, 3.0, 0.3), GRAPHITE),
    ((2.6, 0.4), (0.45, 0.45, 0.55), lit(ACCENT3)),
    ((3.4, 0.4), (0.45, 0.45, 0.55), lit(ACCENT3)),
    ((2.7, 2.7), (1.1, 1.1, 0.7), GRAPHITE),
)
_WAYS: tuple[tuple[Spot, ...], ...] = (
    ((1.5, -0.9), (2.3, -0.9), (3.0, -1.6)),
    ((1.5, 0.4), (2.6, 0.4)),
    ((1.5, -0.3), (4, -0.3)),
    ((-1.5, 0.5), (-2.4, 0.5)),
    ((-1.5, 0.9), (-2.4, 0.9)),
    ((-1.5, 1.3), (-2.4, 1.3)),
    ((-0.6, 1.5), (-0.6, 3.0)),
    ((0.8, 1.5), (0.8, 2.0), (1.5, 2.7), (2.4, 2.7)),
    ((-1.0, -1.5), (-1.0, -2.4), (-1.5, -2.9), (-2.4, -2.9)),
    ((-0.1, -1.5), (-0.1, -2.2)),
    ((0.5, -1.5), (0.5, -2.2)),
    ((1.1, -1.5), (1.1, -2.2)),
)
_LIT_WAYS: tuple[tuple[Spot, ...], ...] = (
    ((1.5, 1.0), (2.8, 1.0), (3.4, 0.4)),
    ((0.1, 1.5), (0.1, 2.5), (0.7, 3.1), (0.7, 4)),
)


def computer(board: Board, words: Sequence[Box]) -> Group:
    """A board with processor, memory and contacts; conductors lead off it and off the slide.

    Around it lies a lattice of points, but for where the words are.
    """
    shapes: list[Shape] = [_lattice(board, words)]
    for side in (-1.5, -1.0, -0.5, 1.0, 1.5):
        shapes += board.trace([(4, side), (40, side)], FAINT, -0.3)
        shapes += board.trace([(side, 4), (side, 40)], FAINT, -0.3)
    shapes += board.block((0, 0), (8, 8, 0.3), SHEET, -0.3)
    for way in _WAYS:
        shapes += board.trace(way, TRACE)
    for way in _LIT_WAYS:
        shapes += board.trace(way, SIGNAL)
    shapes += board.pad((-0.6, 3.0), 0.26, TX2)
    for number in range(9):
        shapes += board.pad((-3.3 + 0.44 * number, 3.68), 0.27, ACCENT3)
    for part in sorted(_PARTS, key=lambda part: sum(part[0])):  # those behind first
        shapes += board.block(*part)
    return group("Board", [*shapes, *_die(board)])


def _die(board: Board, side: float = 1.9, up: float = 0.3) -> list[Shape]:
    """What is lit on a processor, with a mark in one corner."""
    top = up + 0.4
    return [
        *board.block((0, 0), (side, side, 0.4), lit(), up),
        board.outline((0, 0), side * 0.62, side * 0.62, Stroke(ACCENT1.shade(46), 1.5), top),
        board.tile((side * 0.4, side * 0.4), side * 0.09, side * 0.09, ACCENT1.shade(46), top),
    ]


def _lattice(board: Board, words: Sequence[Box]) -> Shape:
    reach = range(-14, 15)
    spots = (
        (float(i), float(j))
        for i, j in product(reach, reach)
        if max(abs(i), abs(j)) > 4 and abs(i) + abs(j) < 15
    )
    return board.dots(spots, DOT, words)


def radiating(board: Board) -> Group:
    """A processor whose conductors fan out: to pads on the words' side, else off the slide."""
    shapes: list[Shape] = []
    for number, offset in enumerate((-1.5, -0.9, -0.3, 0.3, 0.9, 1.5)):
        bend, wide = 2.6 + 0.55 * abs(offset), offset * 2.1
        way = ((1.9, offset), (bend, offset), (bend + abs(wide - offset), wide))
        for turn in range(4):
            end = 40.0 if turn in _OFF_THE_SLIDE else (4.9, 6.3, 5.5, 6.7, 5.1, 5.9)[number]
            path = [_turned(spot, turn) for spot in (*way, (end, wide))]
            stroke, paint = _signal_of(number, turn)
            shapes += board.trace(path, stroke)
            if turn not in _OFF_THE_SLIDE:
                shapes += board.pad(path[-1], 0.34, paint)
    shapes += board.block((0, 0), (4.2, 4.2, 0.5), GRAPHITE)
    shapes += board.block((0, 0), (3.4, 3.4, 0.25), SHEET, 0.5)
    return group("Processor", [*shapes, *_die(board, 2.3, 0.75)])


_OFF_THE_SLIDE = (0, 3)  # quarter turns: to the lower right and to the upper right


def _turned(spot: Spot, quarters: int) -> Spot:
    i, j = spot
    return ((i, j), (-j, i), (-i, -j), (j, -i))[quarters]


def _signal_of(number: int, turn: int) -> tuple[Stroke, Paint]:
    """Of four and twenty conductors, four are lit."""
    hues = {(1, 0): ACCENT1, (4, 1): ACCENT2, (2, 2): ACCENT3, (3, 3): ACCENT1}
    paint = hues.get((number, turn))
    return (Stroke(paint, 2.25, "rnd"), paint) if paint else (TRACE, TX2)


def sheets(board: Board, tones: tuple[Tone, ...], stroke: Stroke, apart: float = 1.9) -> Group:
    """Plates that hang one above the other, as in a drawing of how a thing is put together."""
    shapes: list[Shape] = []
    for number, tone in enumerate(tones):
        up = apart * number
        shapes += board.block((0, 0), (4, 4, 0.26), tone, up)
        shapes.append(board.outline((0, 0), 3.2, 3.2, stroke, up + 0.26))
        if number + 1 < len(tones):
            for corner in ((-2, 2), (2, 2), (2, -2)):
                top, foot = board.at(*corner, up + apart), board.at(*corner, up + 0.26)
                shapes.append(
                    Freeform(Path().move(foot).line(top), None, replace(stroke, dash="dash"))
                )
    return group("Plates", shapes)


def steps(board: Board, count: int) -> Group:
    """Blocks that rise one by one, the highest, at the back, lit."""
    shapes: list[Shape] = []
    for number in reversed(range(count)):
        tone = lit() if number == count - 1 else GRAPHITE
        shapes += board.block((0, (count - 1) / 2 - number), (1.7, 1, 0.55 * (number + 1)), tone)
    return group("Steps", shapes)
