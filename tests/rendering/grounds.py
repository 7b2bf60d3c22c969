"""What a finished slide has beneath a rectangle: its background and the shapes drawn so far.

Shapes are painted as masks, without colours, so that one painting serves any theme.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lxml import etree
from PIL import Image, ImageDraw

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EMU_PER_PIXEL = 25_400
_COLORS = (f"{A}schemeClr", f"{A}srgbClr", f"{A}sysClr", f"{A}prstClr")
_BLACK, _WHITE = (
    etree.fromstring(f'<a:srgbClr xmlns:a="{A[1:-1]}" val="{v}"/>') for v in ("000000", "FFFFFF")
)
_ROUND_STEPS = 24
_EDGE = 2  # pixels: letters keep so far from the edge of their box
_SPECK_EMU = 4 * 12_700  # what is smaller both ways, a star, lies within a letter or beside it

Point = tuple[float, float]


@dataclass(frozen=True)
class Rectangle:
    """In EMU."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, xfrm: Any) -> Rectangle:
        off, ext = xfrm.find(f"{A}off"), xfrm.find(f"{A}ext")
        x, y = int(off.get("x")), int(off.get("y"))
        return cls(x, y, x + int(ext.get("cx")), y + int(ext.get("cy")))

    def inset(self, left: float, top: float, right: float, bottom: float) -> Rectangle:
        return Rectangle(self.left + left, self.top + top, self.right - right, self.bottom - bottom)

    def shrunk(self, share: float) -> Rectangle:
        """Without that share of its size along each side."""
        across, down = share * (self.right - self.left), share * (self.bottom - self.top)
        return self.inset(across, down, across, down)


@dataclass(frozen=True, eq=False)
class Layer:
    """A fill or a line where it covers the slide; a gradient or a picture has several colours."""

    mask: Image.Image | None
    """None: it covers all there is, as a table cell's fill does."""
    colors: tuple[Any, ...]

    @property
    def opaque(self) -> bool:
        return all(color.find(f"{A}alpha") is None for color in self.colors)


Stack = tuple[Layer, ...]
"""What lies over one point, the uppermost first, down to the first that hides the others."""


class Ground:
    """A slide as far as it is painted."""

    def __init__(self, width_emu: int, height_emu: int) -> None:
        self._size = math.ceil(width_emu / EMU_PER_PIXEL), math.ceil(height_emu / EMU_PER_PIXEL)
        self._layers: list[Layer] = []

    def background(self, properties: Any) -> None:
        """Paints a `p:bgPr`."""
        self._layers.append(Layer(Image.new("L", self._size, 255), colors_of(properties)))

    def paint(self, shape: Any, inherited: Any = None) -> None:
        """Paints a shape, group or picture; `inherited`: the `p:spPr` it is like."""
        self._paint(shape, _identity, inherited)

    def beneath(self, box: Rectangle) -> set[Stack]:
        """The stacks found under the rectangle, but for its edge."""
        left, top = (math.ceil(value / EMU_PER_PIXEL) + _EDGE for value in (box.left, box.top))
        right, bottom = (
            math.floor(value / EMU_PER_PIXEL) - _EDGE for value in (box.right, box.bottom)
        )
        area = (left, top, max(right, left + 1), max(bottom, top + 1))
        layers = self._layers[::-1]
        covered = set(zip(*(layer.mask.crop(area).tobytes() for layer in layers), strict=True))
        return {_visible(layers, there) for there in covered}

    def _paint(self, shape: Any, place: Any, inherited: Any) -> None:
        if shape.tag == f"{P}grpSp":
            inner = _within(shape.find(f"{P}grpSpPr/{A}xfrm"), place)
            for child in shape:
                if child.tag in {f"{P}grpSp", f"{P}sp", f"{P}pic", f"{P}cxnSp"}:
                    self._paint(child, inner, None)
            return
        own = shape.find(f"{P}spPr")
        xfrm = _xfrm(own, inherited)
        if xfrm is None:
            return
        outlines = [[place(*point) for point in path] for path in _outlines(own, xfrm)]
        if _is_speck(outlines):
            return
        picture = shape.tag == f"{P}pic"
        if fill := (_BLACK, _WHITE) if picture else _fill(own, inherited):
            self._add(outlines, fill, 0)
        line = own.find(f"{A}ln")
        if line is not None and (colors := colors_of(line)):
            self._add(outlines, colors, int(line.get("w", "9525")))

    def _add(self, outlines: list[list[Point]], colors: tuple[Any, ...], line_emu: int) -> None:
        mask = Image.new("L", self._size, 0)
        draw = ImageDraw.Draw(mask)
        for outline in outlines:
            points = [(x / EMU_PER_PIXEL, y / EMU_PER_PIXEL) for x, y in outline]
            if line_emu:
                draw.line(points, fill=255, width=max(1, round(line_emu / EMU_PER_PIXEL)))
            else:
                draw.polygon(points, fill=255)
        self._layers.append(Layer(mask, colors))


def colors_of(element: Any) -> tuple[Any, ...]:
    """The colours of its solid or gradient fill; none, if it has neither."""
    for kind in ("solidFill", "gradFill"):
        fill = element.find(f"{A}{kind}")
        if fill is not None:
            return tuple(fill.iter(*_COLORS))
    return ()


def _xfrm(own: Any, inherited: Any) -> Any:
    """Where the shape says it is, or the one it follows."""
    told = (one.find(f"{A}xfrm") for one in (own, inherited) if one is not None)
    return next((one for one in told if one is not None), None)


def _fill(own: Any, inherited: Any) -> tuple[Any, ...]:
    told = any(own.find(f"{A}{kind}") is not None for kind in ("solidFill", "gradFill", "noFill"))
    return colors_of(own if told or inherited is None else inherited)


def _visible(layers: list[Layer], there: tuple[int, ...]) -> Stack:
    stack: list[Layer] = []
    for layer, covers in zip(layers, there, strict=True):
        if covers:
            stack.append(layer)
            if layer.opaque:
                break
    return tuple(stack)


# ---------------------------------------------------------------- geometry


def _identity(x: float, y: float) -> Point:
    return x, y


def _within(xfrm: Any, outer: Any) -> Any:
    """From a group's inner coordinates to the slide's."""
    box = Rectangle.of(xfrm)
    off, ext = xfrm.find(f"{A}chOff"), xfrm.find(f"{A}chExt")
    across = (box.right - box.left) / (int(ext.get("cx")) or 1)
    down = (box.bottom - box.top) / (int(ext.get("cy")) or 1)

    def place(x: float, y: float) -> Point:
        return outer(
            box.left + (x - int(off.get("x"))) * across, box.top + (y - int(off.get("y"))) * down
        )

    return place


def _outlines(properties: Any, xfrm: Any) -> Iterator[list[Point]]:
    box = Rectangle.of(xfrm)
    turn = int(xfrm.get("rot", "0")) / 60_000
    paths = properties.findall(f"{A}custGeom/{A}pathLst/{A}path")
    preset = properties.find(f"{A}prstGeom")
    if paths:
        drawn = [outline for path in paths for outline in _steps(path, box)]
    elif preset is not None and preset.get("prst") == "ellipse":
        drawn = [_ellipse(box)]
    else:
        corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom))
        drawn = [[*corners, (box.left, box.bottom), corners[0]]]
    for outline in drawn:
        yield [_turned(point, box, turn) for point in outline]


def _is_speck(outlines: list[list[Point]]) -> bool:
    spread = (
        max(values) - min(values)
        for values in zip(*(point for outline in outlines for point in outline), strict=True)
    )
    return all(extent < _SPECK_EMU for extent in spread)


def _turned(point: Point, box: Rectangle, degrees: float) -> Point:
    if not degrees:
        return point
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    across, down = point[0] - x, point[1] - y
    return x + across * cos - down * sin, y + across * sin + down * cos


def _ellipse(box: Rectangle) -> list[Point]:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return _arc((x, y), ((box.right - box.left) / 2, (box.bottom - box.top) / 2), 0, 360)


def _arc(center: Point, radii: Point, start: float, sweep: float) -> list[Point]:
    turns = (start + sweep * step / _ROUND_STEPS for step in range(_ROUND_STEPS + 1))
    return [
        (
            center[0] + radii[0] * math.cos(math.radians(turn)),
            center[1] + radii[1] * math.sin(math.radians(turn)),
        )
        for turn in turns
    ]


def _steps(path: Any, box: Rectangle) -> Iterator[list[Point]]:
    """The outlines of a freeform, its curves as short lines, on the slide."""
    across = (box.right - box.left) / (int(path.get("w")) or 1)
    down = (box.bottom - box.top) / (int(path.get("h")) or 1)
    outline: list[Point] = []
    for step in path:
        points = [(int(at.get("x")), int(at.get("y"))) for at in step.iter(f"{A}pt")]
        if step.tag == f"{A}moveTo":
            if len(outline) > 1:
                yield [(box.left + x * across, box.top + y * down) for x, y in outline]
            outline = points
        elif step.tag == f"{A}lnTo":
            outline += points
        elif step.tag == f"{A}arcTo":
            outline += _arc_from(outline[-1], step)
        elif step.tag in {f"{A}cubicBezTo", f"{A}quadBezTo"}:
            outline += _curve([outline[-1], *points])
    if len(outline) > 1:
        yield [(box.left + x * across, box.top + y * down) for x, y in outline]


def _arc_from(point: Point, arc: Any) -> list[Point]:
    """It begins at that point of its ellipse which lies at its start angle."""
    radii = int(arc.get("wR")), int(arc.get("hR"))
    start, sweep = (int(arc.get(name)) / 60_000 for name in ("stAng", "swAng"))
    center = (
        point[0] - radii[0] * math.cos(math.radians(start)),
        point[1] - radii[1] * math.sin(math.radians(start)),
    )
    return _arc(center, radii, start, sweep)


def _curve(controls: list[Point]) -> list[Point]:
    """A Bézier curve, by de Casteljau's steps."""
    found = []
    for step in range(1, _ROUND_STEPS + 1):
        share, points = step / _ROUND_STEPS, controls
        while len(points) > 1:
            points = [
                (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
                for a, b in pairwise(points)
            ]
        found.append(points[0])
    return found
