"""Circuit: its measures for each slide shape."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import LAPTOP, SQUARE, STANDARD, WIDE, Box, Canvas
from .circuit_board import Board
from .draw import Point


@dataclass(frozen=True)
class Figure:
    """A number's plate, and where its label and its meaning stand."""

    plate: Box
    label: Box
    context: Box


@dataclass(frozen=True)
class Grid:
    """Measures for one slide shape; the signal line runs at the height ``rule``."""

    canvas: Canvas
    left: float
    width: float
    title: Box
    rule: float
    body: Box
    gutter: float
    foot: Box
    inset: float
    spread: Box
    """Where tables and charts stand, with all the room there is: as far out at the sides that the
    text in a table's cells lines up with the title.
    """
    cover_title: Box
    cover_subtitle: Box
    cover_foot: Box
    cover_board: tuple[Point, float]
    picture: Box
    picture_title: Box
    picture_text: Box
    figure: Figure

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def frame(self) -> Box:
        return Box(0, 0, self.canvas.width, self.canvas.height)

    @property
    def square(self) -> bool:
        """Whether the slide is as high as wide: what else stands side by side is stacked."""
        return self.canvas.width == self.canvas.height

    @property
    def narrow(self) -> bool:
        """Whether a fifth of the width holds few letters of a monospaced word."""
        return self.canvas.width <= STANDARD.width

    def board(self, origin: Point, unit: float) -> Board:
        return Board(origin, unit, self.frame)


def _wide(
    canvas: Canvas,
    left: float,
    rule: float,
    *,
    title: float = 1.2,
    inset: float,
    gap: float = 0.32,
    foot: float = 6.68,
    cover: tuple[Box, Box],
    board: tuple[Point, float],
    figure: Figure | None = None,
) -> Grid:
    """A slide 7.5 inches high, and wider; ``title`` is how high that is, ``gap`` how far tables
    stay away from the signal line.
    """
    width, top = canvas.width - 2 * left, rule + 0.32
    beside = 0.44 * width
    words = width - beside - 0.6
    return Grid(
        canvas=canvas,
        left=left,
        width=width,
        title=Box(left, rule - 0.14 - title, width - 1.45, title),
        rule=rule,
        body=Box(left, top, width, foot - 0.08 - top),
        gutter=0.24,
        foot=Box(left, foot, width - 1.0, 0.62),
        inset=inset,
        spread=Box(left - 0.12, rule + gap, width + 0.24, foot - rule - gap),
        cover_title=cover[0],
        cover_subtitle=cover[1],
        cover_foot=Box(left, 6.1, cover[1].w, 1.2),
        cover_board=board,
        picture=Box(left + width - beside, 0.72, beside - 0.24, 5.3),
        picture_title=Box(left, 0.72, words, 1.9),
        picture_text=Box(left, 2.95, words, 3.45),
        figure=figure or _beside(left, width),
    )


def _beside(left: float, width: float) -> Figure:
    """With the words at the plate's right."""
    plate = Box(left, 1.2, 0.52 * width, 4.4)
    x = plate.right + 0.8
    rest = left + width - x
    return Figure(plate, Box(x, 1.35, rest, 1.95), Box(x, 3.5, rest, 2.6))


GRIDS = {
    WIDE.key: _wide(
        WIDE,
        0.9,
        1.72,
        inset=0.32,
        cover=(Box(0.9, 0.75, 7.6, 2.5), Box(0.9, 3.5, 4.7, 1.5)),
        board=((9.95, 5.35), 0.68),
    ),
    LAPTOP.key: _wide(
        LAPTOP,
        0.8,
        1.66,
        inset=0.24,
        gap=0.24,
        cover=(Box(0.8, 0.75, 7.3, 2.5), Box(0.8, 3.5, 4.5, 1.5)),
        board=((9.4, 5.4), 0.64),
    ),
    STANDARD.key: _wide(
        STANDARD,
        0.6,
        1.22,
        inset=0.18,
        title=0.86,
        gap=0.13,
        foot=6.78,
        cover=(Box(0.6, 0.7, 7.6, 2.5), Box(0.6, 3.45, 4.1, 1.75)),
        board=((7.9, 5.6), 0.54),
        figure=Figure(
            Box(0.6, 0.75, 8.3, 3.15), Box(0.6, 4.4, 8.8, 0.95), Box(0.6, 5.5, 8.8, 1.15)
        ),
    ),
    SQUARE.key: Grid(
        canvas=SQUARE,
        left=0.75,
        width=8.5,
        title=Box(0.75, 0.7, 7.05, 1.5),
        rule=2.38,
        body=Box(0.75, 2.7, 8.5, 6.25),
        gutter=0.28,
        foot=Box(0.75, 9.08, 7.5, 0.62),
        inset=0.3,
        spread=Box(0.63, 2.7, 8.74, 6.3),
        cover_title=Box(0.75, 0.9, 8.5, 2.9),
        cover_subtitle=Box(0.75, 4.05, 6.6, 1.2),
        cover_foot=Box(0.75, 8.6, 3.9, 1.1),
        cover_board=((7.3, 7.75), 0.62),
        picture=Box(0.75, 0.75, 8.26, 4.75),
        picture_title=Box(0.75, 5.9, 8.5, 1.15),
        picture_text=Box(0.75, 7.25, 8.5, 1.7),
        figure=Figure(Box(0.75, 1.2, 8.0, 3.9), Box(0.75, 5.6, 8.5, 1.3), Box(0.75, 7.1, 8.5, 1.7)),
    ),
}
