"""The few shapes that artwork is made of, as DrawingML; coordinates are EMU within the frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from generate_content.rendering.places import EMU_PER_PT, Frame

Point = tuple[float, float]

_DEGREE = 60_000
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
# Screen readers pass over shapes marked so.
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)


def paint(
    scheme: str, *, keep: float = 1.0, lift: float = 0.0, alpha: float = 1.0, shade: float = 1.0
) -> str:
    """A theme colour; `keep` and `lift` scale and raise its luminance, `shade` darkens it."""
    steps = ""
    if keep != 1:
        steps += f'<a:lumMod val="{round(keep * 100_000)}"/>'
    if lift:
        steps += f'<a:lumOff val="{round(lift * 100_000)}"/>'
    if shade != 1:
        steps += f'<a:shade val="{round(shade * 100_000)}"/>'
    if alpha != 1:
        steps += f'<a:alpha val="{round(alpha * 100_000)}"/>'
    return f'<a:schemeClr val="{scheme}">{steps}</a:schemeClr>'


def solid(color: str) -> str:
    return f"<a:solidFill>{color}</a:solidFill>"


def gradient(stops: Sequence[tuple[float, str]], degrees: float) -> str:
    """Linear; stops from 0 to 1, degrees clockwise from left-to-right."""
    listed = "".join(f'<a:gs pos="{round(at * 100_000)}">{color}</a:gs>' for at, color in stops)
    return (
        f'<a:gradFill rotWithShape="1"><a:gsLst>{listed}</a:gsLst>'
        f'<a:lin ang="{round(degrees % 360 * _DEGREE)}" scaled="0"/></a:gradFill>'
    )


@dataclass(frozen=True)
class Box:
    """A rectangle within the frame."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Circle:
    center: Point
    radius: float

    def at(self, degrees: float) -> Point:
        """The point at that angle, clockwise from the right."""
        turn = math.radians(degrees)
        x, y = self.center
        return x + self.radius * math.cos(turn), y + self.radius * math.sin(turn)

    def scaled(self, share: float) -> Circle:
        return Circle(self.center, self.radius * share)

    @property
    def box(self) -> Box:
        x, y = self.center
        return Box(x - self.radius, y - self.radius, 2 * self.radius, 2 * self.radius)


@dataclass
class Path:
    """An outline, drawn step by step."""

    steps: list[str] = field(default_factory=list)
    origin: Point = (0, 0)

    def move(self, x: float, y: float) -> Path:
        return self._step("moveTo", (x, y))

    def line(self, x: float, y: float) -> Path:
        return self._step("lnTo", (x, y))

    def arc(self, radius_x: float, radius_y: float, start: float, sweep: float) -> Path:
        """From the present point, which lies at `start` degrees of the ellipse."""
        self.steps.append(
            f'<a:arcTo wR="{round(radius_x)}" hR="{round(radius_y)}"'
            f' stAng="{round(start % 360 * _DEGREE)}" swAng="{round(sweep * _DEGREE)}"/>'
        )
        return self

    def curve(self, first: Point, second: Point, to: Point) -> Path:
        """A cubic curve with two control points."""
        return self._step("cubicBezTo", first, second, to)

    def close(self) -> Path:
        self.steps.append("<a:close/>")
        return self

    def _step(self, kind: str, *points: Point) -> Path:
        left, top = self.origin
        listed = "".join(f'<a:pt x="{round(x - left)}" y="{round(y - top)}"/>' for x, y in points)
        self.steps.append(f"<a:{kind}>{listed}</a:{kind}>")
        return self


class Drawing:
    """A group of shapes that lies over the frame exactly."""

    def __init__(self, frame: Frame, first_id: int) -> None:
        self.width, self.height = frame.width, frame.height
        self.last_id = first_id
        self._frame = frame
        self._group_id = first_id
        self._shapes: list[str] = []

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)

    def rectangle(self, box: Box, fill: str) -> None:
        self._add(box, f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}{_NO_LINE}')

    def ellipse(self, box: Box, fill: str) -> None:
        self._add(box, f'<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>{fill}{_NO_LINE}')

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        left, top = min(x for x, _ in points), min(y for _, y in points)
        width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
        path = Path(origin=(left, top)).move(*points[0])
        for point in points[1:]:
            path.line(*point)
        self.path(path.close(), Box(left, top, width, height), fill)

    def path(self, path: Path, box: Box, fill: str, *, turn: float = 0.0) -> None:
        """The outline, drawn from the box's corner, filled; turned about its middle, in degrees."""
        self._add(box, f"{self._custom(path, box)}{fill}{_NO_LINE}", turn=turn)

    def stroke(self, path: Path, color: str, width_pt: float, *, round_ends: bool = True) -> None:
        """The outline, whose origin is the frame's, as a line."""
        geometry = self._custom(path, self.box, filled=False)
        cap = "rnd" if round_ends else "flat"
        line = (
            f'<a:ln w="{round(width_pt * EMU_PER_PT)}" cap="{cap}">{solid(color)}<a:round/></a:ln>'
        )
        self._add(self.box, f"{geometry}<a:noFill/>{line}")

    def xml(self, *, mirrored: bool = False) -> str:
        frame, flipped = self._frame, ' flipH="1"' if mirrored else ""
        place = (
            f'<a:off x="{frame.left}" y="{frame.top}"/>'
            f'<a:ext cx="{frame.width}" cy="{frame.height}"/>'
        )
        child = f'<a:chOff x="0" y="0"/><a:chExt cx="{frame.width}" cy="{frame.height}"/>'
        return (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{self._group_id}" name="Artwork" descr="">'
            f"{_DECORATIVE}</p:cNvPr><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr><a:xfrm{flipped}>{place}{child}</a:xfrm></p:grpSpPr>"
            f"{''.join(self._shapes)}</p:grpSp>"
        )

    def _custom(self, path: Path, box: Box, *, filled: bool = True) -> str:
        fill = "" if filled else ' fill="none"'
        return (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/>'
            f'<a:pathLst><a:path w="{round(box.width)}" h="{round(box.height)}"{fill}>'
            f"{''.join(path.steps)}</a:path></a:pathLst></a:custGeom>"
        )

    def _add(self, box: Box, inner: str, *, turn: float = 0.0) -> None:
        # Edges are rounded, not sizes, so that neighbours meet to the EMU.
        left, top = round(box.x), round(box.y)
        width, height = round(box.x + box.width) - left, round(box.y + box.height) - top
        extent = f'<a:ext cx="{width}" cy="{height}"/>'
        turned = f' rot="{round(turn % 360 * _DEGREE)}"' if turn else ""
        self.last_id += 1
        self._shapes.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self.last_id}" name="Artwork {len(self._shapes) + 1}"/>'
            "<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f'<p:spPr><a:xfrm{turned}><a:off x="{left}" y="{top}"/>{extent}</a:xfrm>'
            f"{inner}</p:spPr></p:sp>"
        )
