"""Artwork after the Bauhaus: quarter circles, discs and triangles on a grid of squares."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from generate_content.rendering.artwork.shapes import Box, Drawing, Path, paint, solid

_ACROSS = (4, 3, 5)
"""How many tiles may lie along the shorter side, the likeliest first."""

# Grounds and what stands on them: strong on quiet or quiet on strong, never two that dazzle.
_PAIRS = (
    ("accent1", "accent4"),
    ("accent1", "bg2"),
    ("accent1", "accent6"),
    ("accent2", "bg2"),
    ("accent2", "tx1"),
    ("accent6", "tx1"),
    ("accent6", "accent1"),
    ("accent4", "accent1"),
    ("accent4", "bg2"),
    ("tx1", "accent4"),
    ("tx1", "accent2"),
    ("tx1", "accent6"),
    ("bg2", "accent1"),
    ("bg2", "accent2"),
    ("bg2", "tx1"),
    ("bg2", "accent4"),
)


def tiles(drawing: Drawing, rng: random.Random) -> None:
    columns, rows = _counts(drawing)
    width, height = drawing.width / columns, drawing.height / rows
    drawing.rectangle(drawing.box, solid(paint("bg2")))
    grounds: dict[tuple[int, int], str] = {}
    for row, column, span in _cells(columns, rows, rng):
        ground, figure = rng.choice(_fitting(grounds, row, column, span))
        for down in range(span):
            for right in range(span):
                grounds[row + down, column + right] = ground
        tile = Box(column * width, row * height, span * width, span * height)
        drawing.rectangle(tile, solid(paint(ground)))
        motif = rng.choice(_LARGE if span > 1 else _SMALL)
        motif(drawing, tile, (paint(figure), paint(ground)), rng)


def _counts(drawing: Drawing) -> tuple[int, int]:
    """(columns, rows) by which the tiles come nearest to squares."""
    shorter, longer = sorted((drawing.width, drawing.height))

    def stretch(across: int) -> float:
        along = longer * across / shorter
        return round(abs(along - round(along)) / along, 3)

    across = min(_ACROSS, key=stretch)
    along = round(longer * across / shorter)
    return (across, along) if drawing.width == shorter else (along, across)


def _fitting(
    grounds: dict[tuple[int, int], str], row: int, column: int, span: int
) -> list[tuple[str, str]]:
    """The pairs whose ground is nowhere around the tile.

    Where all six are, those whose ground is not at its sides: its corners may meet their like.
    That leaves some: a small tile has four sides, a large one is laid among few others.
    """
    reach = range(-1, span + 1)
    around = {(down, right) for down in reach for right in reach}
    corners = {(down, right) for down in (-1, span) for right in (-1, span)}
    for steps in (around, around - corners):
        beside = {grounds.get((row + down, column + right)) for down, right in steps}
        if pairs := [pair for pair in _PAIRS if pair[0] not in beside]:
            break
    return pairs


def _cells(columns: int, rows: int, rng: random.Random) -> Iterator[tuple[int, int, int]]:
    """(row, column, span) of all tiles: two of them are four times as large as the others."""
    taken: set[tuple[int, int]] = set()
    large: list[tuple[int, int]] = []
    spots = [(row, column) for row in range(rows - 1) for column in range(columns - 1)]
    rng.shuffle(spots)
    for row, column in spots:
        block = {(row + down, column + right) for down in (0, 1) for right in (0, 1)}
        if len(large) < min(rows, columns) // 2 and not block & taken:
            large.append((row, column))
            taken |= block
    yield from ((row, column, 2) for row, column in sorted(large))
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in taken:
                yield row, column, 1


_Colors = tuple[str, str]
_Motif = Callable[[Drawing, Box, _Colors, random.Random], None]


def _plain(_drawing: Drawing, _tile: Box, _colors: _Colors, _rng: random.Random) -> None:
    pass


def _quarter(drawing: Drawing, tile: Box, colors: _Colors, rng: random.Random) -> None:
    _fan(drawing, tile, rng.randrange(4), 1.0, colors[0])


def _rings(drawing: Drawing, tile: Box, colors: _Colors, rng: random.Random) -> None:
    corner = rng.randrange(4)
    for share, color in ((1.0, colors[0]), (0.66, colors[1]), (0.33, colors[0])):
        _fan(drawing, tile, corner, share, color)


def _bow(drawing: Drawing, tile: Box, colors: _Colors, rng: random.Random) -> None:
    corner = rng.randrange(4)
    _fan(drawing, tile, corner, 1.0, colors[0])
    _fan(drawing, tile, corner, 0.5, colors[1])


def _leaf(drawing: Drawing, tile: Box, colors: _Colors, rng: random.Random) -> None:
    """What two quarter circles from opposite corners share."""
    w, h = tile.width, tile.height
    path = Path()
    if rng.random() < 0.5:  # noqa: PLR2004 a coin
        path.move(0, 0).arc(w, h, 270, 90).arc(w, h, 90, 90).close()
    else:
        path.move(w, 0).arc(w, h, 0, 90).arc(w, h, 180, 90).close()
    drawing.path(path, tile, solid(colors[0]))


def _triangle(drawing: Drawing, tile: Box, colors: _Colors, rng: random.Random) -> None:
    right, bottom = tile.x + tile.width, tile.y + tile.height
    corners = [(tile.x, tile.y), (right, tile.y), (right, bottom), (tile.x, bottom)]
    corners.pop(rng.randrange(4))
    drawing.polygon(corners, solid(colors[0]))


def _disc(drawing: Drawing, tile: Box, colors: _Colors, _rng: random.Random) -> None:
    drawing.ellipse(tile, solid(colors[0]))


def _dot(drawing: Drawing, tile: Box, colors: _Colors, _rng: random.Random) -> None:
    w, h = tile.width / 2, tile.height / 2
    drawing.ellipse(Box(tile.x + w / 2, tile.y + h / 2, w, h), solid(colors[0]))


def _half(drawing: Drawing, tile: Box, colors: _Colors, rng: random.Random) -> None:
    w, h = tile.width, tile.height
    if rng.random() < 0.5:  # noqa: PLR2004 a coin
        path = Path().move(0, h / 2).arc(w / 2, h / 2, 180, 180).close()
        drawing.path(path, Box(tile.x, tile.y + h / 2, w, h / 2), solid(colors[0]))
    else:
        path = Path().move(0, 0).arc(w / 2, h / 2, 270, 180).close()
        drawing.path(path, Box(tile.x, tile.y, w / 2, h), solid(colors[0]))


def _fan(drawing: Drawing, tile: Box, corner: int, share: float, color: str) -> None:
    """A quarter circle around a corner: 0 is the left upper one, on clockwise."""
    w, h = tile.width * share, tile.height * share
    x = tile.x if corner in {0, 3} else tile.x + tile.width - w
    y = tile.y if corner in {0, 1} else tile.y + tile.height - h
    center = ((0, 0), (w, 0), (w, h), (0, h))[corner]
    start = ((w, 0), (w, h), (0, h), (0, 0))[corner]
    path = Path().move(*center).line(*start).arc(w, h, corner * 90, 90).close()
    drawing.path(path, Box(x, y, w, h), solid(color))


_SMALL: tuple[_Motif, ...] = (
    _plain,
    _quarter,
    _quarter,
    _bow,
    _leaf,
    _triangle,
    _dot,
    _half,
    _disc,
)
_LARGE: tuple[_Motif, ...] = (_quarter, _rings, _bow, _disc, _leaf)
