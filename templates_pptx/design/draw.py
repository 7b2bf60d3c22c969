"""Vector shapes for decoration: scheme colours, strokes, freeforms with true arcs, named groups.

Colours are always scheme colours, so that a change of theme restyles the artwork as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from typing import Protocol
from xml.sax.saxutils import quoteattr

from .canvas import EMU_PER_POINT, Box, emu, union

Point = tuple[float, float]

# Screen readers skip shapes marked this way.
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative val="1" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/>'
    "</a:ext></a:extLst>"
)


class Ids:
    """Shape ids of one part; 1 belongs to the shape tree itself."""

    def __init__(self) -> None:
        self._next: Iterator[int] = count(2)

    def take(self) -> int:
        return next(self._next)


# ---------------------------------------------------------------- paint


@dataclass(frozen=True)
class Paint:
    """A scheme colour, optionally lighter, darker or translucent (all in per cent)."""

    scheme: str
    lum_mod: int | None = None
    lum_off: int | None = None
    alpha: int | None = None

    def color(self) -> str:
        steps = (("lumMod", self.lum_mod), ("lumOff", self.lum_off), ("alpha", self.alpha))
        mods = "".join(
            f'<a:{tag} val="{value * 1000}"/>' for tag, value in steps if value is not None
        )
        return f'<a:schemeClr val="{self.scheme}">{mods}</a:schemeClr>'

    def fill(self) -> str:
        return f"<a:solidFill>{self.color()}</a:solidFill>"

    def tint(self, keep: int) -> Paint:
        """Towards white: ``keep`` per cent of the colour stays."""
        return Paint(self.scheme, keep, 100 - keep, self.alpha)

    def shade(self, keep: int) -> Paint:
        """Towards black."""
        return Paint(self.scheme, keep, None, self.alpha)

    def clear(self, alpha: int) -> Paint:
        return Paint(self.scheme, self.lum_mod, self.lum_off, alpha)


@dataclass(frozen=True)
class Gradient:
    """A linear gradient; ``angle`` in degrees clockwise from left-to-right."""

    stops: tuple[tuple[int, Paint], ...]
    angle: float = 0.0

    def fill(self) -> str:
        stops = "".join(
            f'<a:gs pos="{pos * 1000}">{paint.color()}</a:gs>' for pos, paint in self.stops
        )
        turn = round(self.angle * 60_000) % 21_600_000
        return (
            f'<a:gradFill rotWithShape="1"><a:gsLst>{stops}</a:gsLst>'
            f'<a:lin ang="{turn}" scaled="0"/></a:gradFill>'
        )


Fill = Paint | Gradient

ACCENT1, ACCENT2, ACCENT3, ACCENT4, ACCENT5, ACCENT6 = (Paint(f"accent{n}") for n in range(1, 7))
TX1, TX2, BG1, BG2 = Paint("tx1"), Paint("tx2"), Paint("bg1"), Paint("bg2")


@dataclass(frozen=True)
class Stroke:
    paint: Paint
    points: float
    cap: str = "flat"
    dash: str | None = None

    def xml(self) -> str:
        dash = f'<a:prstDash val="{self.dash}"/>' if self.dash else ""
        width = round(self.points * EMU_PER_POINT)
        return f'<a:ln w="{width}" cap="{self.cap}">{self.paint.fill()}{dash}<a:round/></a:ln>'


# ---------------------------------------------------------------- shapes


class Shape(Protocol):
    @property
    def box(self) -> Box: ...

    def xml(self, ids: Ids, name: str) -> str: ...


def _sp(ids: Ids, name: str, geometry: str, fill: Fill | None, stroke: Stroke | None) -> str:
    paint = fill.fill() if fill else "<a:noFill/>"
    line = stroke.xml() if stroke else "<a:ln><a:noFill/></a:ln>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ids.take()}" name={quoteattr(name)}>{_DECORATIVE}</p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{geometry}{paint}{line}</p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )


@dataclass(frozen=True)
class Preset:
    """A preset geometry: ``rect``, ``ellipse``, ``roundRect`` (``radius`` in inches) …"""

    box: Box
    fill: Fill | None = None
    stroke: Stroke | None = None
    kind: str = "rect"
    radius: float | None = None

    def xml(self, ids: Ids, name: str) -> str:
        guide = ""
        if self.radius is not None:
            share = round(100_000 * self.radius / min(self.box.w, self.box.h))
            guide = f'<a:gd name="adj" fmla="val {share}"/>'
        preset = f'<a:prstGeom prst="{self.kind}"><a:avLst>{guide}</a:avLst></a:prstGeom>'
        return _sp(ids, name, self.box.xfrm() + preset, self.fill, self.stroke)


def disc(
    centre: Point, radius: float, fill: Fill | None = None, stroke: Stroke | None = None
) -> Preset:
    return Preset(
        Box(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius), fill, stroke, "ellipse"
    )


def ellipse_point(centre: Point, rx: float, ry: float, degrees: float, tilt: float = 0.0) -> Point:
    """The point of a tilted ellipse at a parameter angle; y grows downwards, angles clockwise."""
    t, s = math.radians(degrees), math.radians(tilt)
    x, y = rx * math.cos(t), ry * math.sin(t)
    return centre[0] + x * math.cos(s) - y * math.sin(s), centre[1] + x * math.sin(
        s
    ) + y * math.cos(s)


@dataclass
class Path:
    """An outline in slide inches, made of lines and cubic curves."""

    steps: list[tuple[str, tuple[Point, ...]]] = field(default_factory=list)

    @classmethod
    def polygon(cls, points: Sequence[Point]) -> Path:
        path = cls().move(points[0])
        for point in points[1:]:
            path.line(point)
        return path.close()

    def move(self, to: Point) -> Path:
        self.steps.append(("moveTo", (to,)))
        return self

    def line(self, to: Point) -> Path:
        self.steps.append(("lnTo", (to,)))
        return self

    def curve(self, first: Point, second: Point, to: Point) -> Path:
        """A cubic curve with two control points."""
        self.steps.append(("cubicBezTo", (first, second, to)))
        return self

    def close(self) -> Path:
        self.steps.append(("close", ()))
        return self

    def arc(
        self, centre: Point, rx: float, ry: float, start: float, end: float, *, tilt: float = 0.0
    ) -> Path:
        """An elliptical arc, joined to what is there by a straight line."""
        first = ellipse_point(centre, rx, ry, start, tilt)
        self.line(first) if self.steps and self.steps[-1][0] != "close" else self.move(first)
        pieces = max(1, math.ceil(abs(end - start) / 45))
        step = (end - start) / pieces
        reach = 4 / 3 * math.tan(math.radians(step) / 4)
        for n in range(pieces):
            a, b = start + n * step, start + (n + 1) * step
            self.steps.append(("cubicBezTo", _bezier(centre, rx, ry, a, b, reach=reach, tilt=tilt)))
        return self

    def outline(self) -> Iterator[Point]:
        """Points on the outline, dense enough for its bounding box."""
        here: Point = (0.0, 0.0)
        for tag, points in self.steps:
            if tag == "cubicBezTo":
                yield from (_on_curve(here, points, n / 24) for n in range(1, 25))
            elif points:
                yield points[0]
            here = points[-1] if points else here

    def xml(self, box: Box) -> str:
        def pt(p: Point) -> str:
            return f'<a:pt x="{emu(p[0]) - emu(box.x)}" y="{emu(p[1]) - emu(box.y)}"/>'

        return "".join(
            f"<a:{tag}>{''.join(map(pt, points))}</a:{tag}>" if points else f"<a:{tag}/>"
            for tag, points in self.steps
        )


def _bezier(
    centre: Point, rx: float, ry: float, a: float, b: float, *, reach: float, tilt: float
) -> tuple[Point, Point, Point]:
    def control(degrees: float, sign: int) -> Point:
        # The unit circle's tangent, carried through the same scaling and tilt as the point.
        t = math.radians(degrees)
        x = math.cos(t) - sign * reach * math.sin(t)
        y = math.sin(t) + sign * reach * math.cos(t)
        s = math.radians(tilt)
        return (
            centre[0] + rx * x * math.cos(s) - ry * y * math.sin(s),
            centre[1] + rx * x * math.sin(s) + ry * y * math.cos(s),
        )

    return control(a, 1), control(b, -1), ellipse_point(centre, rx, ry, b, tilt)


def _on_curve(p0: Point, rest: tuple[Point, ...], t: float) -> Point:
    p1, p2, p3 = rest
    u = 1 - t
    weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    points = (p0, p1, p2, p3)
    return (
        sum(w * p[0] for w, p in zip(weights, points, strict=True)),
        sum(w * p[1] for w, p in zip(weights, points, strict=True)),
    )


@dataclass(frozen=True)
class Freeform:
    """A custom geometry; its box is the outline's own, so nothing reaches over a slide's edge."""

    path: Path
    fill: Fill | None = None
    stroke: Stroke | None = None

    @property
    def box(self) -> Box:
        points = list(self.path.outline())
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def xml(self, ids: Ids, name: str) -> str:
        box = self.box
        width, height = emu(box.right) - emu(box.x), emu(box.bottom) - emu(box.y)
        paint = "" if self.fill else ' fill="none"'
        geometry = (
            f"{box.xfrm()}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}"{paint}>'
            f"{self.path.xml(box)}</a:path></a:pathLst></a:custGeom>"
        )
        return _sp(ids, name, geometry, self.fill, self.stroke)


def polygon(points: Sequence[Point], fill: Fill | None, stroke: Stroke | None = None) -> Freeform:
    return Freeform(Path.polygon(points), fill, stroke)


def rule(start: Point, end: Point, stroke: Stroke) -> Freeform:
    """A straight line, horizontal or vertical."""
    return Freeform(Path().move(start).line(end), None, stroke)


def arcs_inside(
    frame: Box,
    centre: Point,
    rx: float,
    ry: float,
    stroke: Stroke,
    *,
    tilt: float = 0.0,
    span: Point = (0.0, 360.0),
) -> list[Freeform]:
    """The parts of an ellipse that lie within ``frame``: orbits end exactly on the slide's edge."""

    def inside(degrees: float) -> bool:
        x, y = ellipse_point(centre, rx, ry, degrees, tilt)
        return frame.x <= x <= frame.right and frame.y <= y <= frame.bottom

    def edge(a: float, b: float) -> float:
        # One end is inside, the other outside: halve the gap until it is thinner than an EMU.
        keep_a = inside(a)
        for _ in range(40):
            mid = (a + b) / 2
            a, b = (mid, b) if inside(mid) == keep_a else (a, mid)
        return a if keep_a else b

    samples = 720
    angles = [span[0] + (span[1] - span[0]) * n / samples for n in range(samples + 1)]
    found: list[tuple[float, float]] = []
    start: float | None = angles[0] if inside(angles[0]) else None
    for a, b in pairwise(angles):
        if start is None and inside(b):
            start = edge(a, b)
        elif start is not None and not inside(b):
            found.append((start, edge(a, b)))
            start = None
    if start is not None:
        found.append((start, angles[-1]))
    return [
        Freeform(Path().arc(centre, rx, ry, a, b, tilt=tilt), None, stroke)
        for a, b in found
        if b - a > 0.5
    ]


# ---------------------------------------------------------------- groups


@dataclass(frozen=True)
class Group:
    """Shapes that belong together, under one name in the selection pane."""

    name: str
    shapes: tuple[Shape, ...]

    def xml(self, ids: Ids) -> str:
        box = union([shape.box for shape in self.shapes])
        number = ids.take()
        inner = "".join(
            shape.xml(ids, f"{self.name} {n}") for n, shape in enumerate(self.shapes, 1)
        )
        return (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name={quoteattr(self.name)}>'
            f'{_DECORATIVE}</p:cNvPr><p:cNvGrpSpPr/><p:nvPr userDrawn="1"/></p:nvGrpSpPr>'
            f"<p:grpSpPr>{box.xfrm(child_space=True)}</p:grpSpPr>{inner}</p:grpSp>"
        )


def group(name: str, shapes: Iterable[Shape]) -> Group:
    return Group(name, tuple(shapes))
