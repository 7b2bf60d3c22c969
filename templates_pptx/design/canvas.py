"""Slide sizes and boxes.  A designer works in inches; only this module speaks EMU."""

from __future__ import annotations

from dataclasses import dataclass

EMU_PER_INCH = 914_400
EMU_PER_POINT = 12_700


def emu(inches: float) -> int:
    """Inches to English Metric Units, as an integer: PowerPoint rejects fractions."""
    return round(inches * EMU_PER_INCH)


@dataclass(frozen=True)
class Canvas:
    """A slide size.  ``key`` names files and grids: "16_9"."""

    key: str
    width: float
    height: float

    @property
    def ratio(self) -> str:
        return self.key.replace("_", ":")


WIDE = Canvas("16_9", 12_192_000 / EMU_PER_INCH, 7.5)
LAPTOP = Canvas("16_10", 12.0, 7.5)
STANDARD = Canvas("4_3", 10.0, 7.5)
SQUARE = Canvas("1_1", 10.0, 10.0)


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def xfrm(self, tag: str = "a:xfrm", *, child_space: bool = False) -> str:
        # Both corners are rounded, not the sizes, so that neighbours share an edge to the EMU.
        x, y = emu(self.x), emu(self.y)
        w, h = emu(self.right) - x, emu(self.bottom) - y
        inner = f'<a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/>'
        if child_space:
            inner += f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{w}" cy="{h}"/>'
        return f"<{tag}>{inner}</{tag}>"


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of ``boxes``."""
    x, y = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(x, y, max(b.right for b in boxes) - x, max(b.bottom for b in boxes) - y)


def halves(box: Box, gutter: float) -> tuple[Box, Box]:
    """Two columns of one width to the EMU: programs tell equals by their measures."""
    x, y, middle = emu(box.x), emu(box.y), emu(gutter)
    w, h = (emu(box.w) - middle) // 2, emu(box.h)
    left, top, width, height = (n / EMU_PER_INCH for n in (x, y, w, h))
    right = (x + w + middle) / EMU_PER_INCH
    return Box(left, top, width, height), Box(right, top, width, height)
