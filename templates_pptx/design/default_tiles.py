"""Default: the tiles, and how they are laid on a grid of squares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from .canvas import Box
from .draw import Freeform, Group, Paint, Path, Preset, Shape, group, polygon

Tile = Callable[[Box, Paint], Shape]
_CORNERS = {"nw": 0, "ne": 90, "se": 180, "sw": 270}


def square(box: Box, paint: Paint) -> Shape:
    return Preset(box, paint)


def dot(box: Box, paint: Paint) -> Shape:
    d = box.w * 0.5
    return Preset(
        Box(box.x + (box.w - d) / 2, box.y + (box.h - d) / 2, d, d), paint, kind="ellipse"
    )


def full(box: Box, paint: Paint) -> Shape:
    return Preset(box, paint, kind="ellipse")


def _corner(box: Box, corner: str) -> tuple[float, float]:
    return (box.right if "e" in corner else box.x, box.bottom if "s" in corner else box.y)


def quarter(corner: str) -> Tile:
    """A quarter disc whose centre is the named corner."""

    def draw(box: Box, paint: Paint) -> Shape:
        centre, start = _corner(box, corner), _CORNERS[corner]
        return Freeform(
            Path().move(centre).arc(centre, box.w, box.h, start, start + 90).close(), paint
        )

    return draw


def bow(corner: str) -> Tile:
    """A quarter ring around the named corner."""

    def draw(box: Box, paint: Paint) -> Shape:
        centre, start = _corner(box, corner), _CORNERS[corner]
        path = Path().arc(centre, box.w, box.h, start, start + 90)
        return Freeform(path.arc(centre, box.w / 2, box.h / 2, start + 90, start).close(), paint)

    return draw


def wedge(corner: str) -> Tile:
    """Half the square: the triangle at the named corner."""

    def draw(box: Box, paint: Paint) -> Shape:
        corners = {name: _corner(box, name) for name in _CORNERS}
        opposite = {"nw": "se", "se": "nw", "ne": "sw", "sw": "ne"}[corner]
        return polygon([point for name, point in corners.items() if name != opposite], paint)

    return draw


def half(side: str) -> Tile:
    """A half disc standing on the named side."""

    def draw(box: Box, paint: Paint) -> Shape:
        cx, cy, r = box.x + box.w / 2, box.y + box.h / 2, box.w / 2
        centre, start = {
            "n": ((cx, box.y), 0),
            "s": ((cx, box.bottom), 180),
            "w": ((box.x, cy), -90),
            "e": ((box.right, cy), 90),
        }[side]
        return Freeform(Path().arc(centre, r, r, start, start + 180).close(), paint)

    return draw


@dataclass(frozen=True)
class Cell:
    """One place of a mosaic: column and row, an optional ground, and the figure on it."""

    col: int
    row: int
    figure: Tile
    paint: Paint
    ground: Paint | None = None


Cells = tuple[Cell, ...]


@dataclass(frozen=True)
class Mosaic:
    """Cells on squares of one side; column 0 and row 0 begin at x and y."""

    x: float
    y: float
    side: float
    cells: Cells

    def draw(self, name: str = "Tiles") -> Group:
        return group(name, [shape for cell in self.cells for shape in self._tile(cell)])

    def _tile(self, cell: Cell) -> list[Shape]:
        side = self.side
        box = Box(self.x + cell.col * side, self.y + cell.row * side, side, side)
        ground = [square(box, cell.ground)] if cell.ground else []
        return [*ground, cell.figure(box, cell.paint)]


def without_columns(cells: Cells, count: int) -> Cells:
    """What is left of a mosaic for a narrower place: its first columns are gone."""
    return tuple(replace(cell, col=cell.col - count) for cell in cells if cell.col >= count)
