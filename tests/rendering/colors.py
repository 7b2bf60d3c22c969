"""Colours as a program that shows the deck works them out, and how well one reads on another."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Mapping
from typing import Any

from tests.rendering.grounds import A, Stack

Color = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""


class Scheme:
    """A theme's colours under the names that a slide gives them."""

    def __init__(self, theme: Any, names: Mapping[str, str]) -> None:
        slots = theme.find(f"{A}themeElements/{A}clrScheme")
        self._slots = {slot.tag.removeprefix(A): slot[0] for slot in slots}
        self._names = names

    def color(self, element: Any) -> tuple[Color, float]:
        """The colour and how opaque it is, 0 to 1."""
        value = element.get("val")
        if element.tag == f"{A}schemeClr":
            slot = self._slots[self._names.get(value, value)]
            value = slot.get("lastClr") or slot.get("val")
        color = _parts(value)
        alpha = 1.0
        for change in element:
            amount = int(change.get("val")) / 100_000
            if change.tag == f"{A}alpha":
                alpha = amount
            else:
                color = _CHANGES[change.tag.removeprefix(A)](color, amount)
        return color, alpha

    def grounds(self, stacks: Iterable[Stack]) -> set[Color]:
        """Every colour that a stack can show: of a gradient, each of its stops."""
        return {color for stack in stacks for color in self._shown(stack)}

    def _shown(self, stack: Stack) -> set[Color]:
        *above, lowest = stack
        shown = {self.color(one)[0] for one in lowest.colors}
        for layer in reversed(above):
            shown = {over(*self.color(one), below) for one in layer.colors for below in shown}
        return shown


def over(color: Color, alpha: float, below: Color) -> Color:
    mixed = [alpha * a + (1 - alpha) * b for a, b in zip(color, below, strict=True)]
    return mixed[0], mixed[1], mixed[2]


def contrast(one: Color, other: Color) -> float:
    """1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = map(_linear, color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _parts(value: str) -> Color:
    red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def _luminance_scaled(color: Color, amount: float) -> Color:
    hue, light, saturation = colorsys.rgb_to_hls(*color)
    return colorsys.hls_to_rgb(hue, min(light * amount, 1.0), saturation)


def _luminance_raised(color: Color, amount: float) -> Color:
    hue, light, saturation = colorsys.rgb_to_hls(*color)
    return colorsys.hls_to_rgb(hue, min(light + amount, 1.0), saturation)


def _shaded(color: Color, amount: float) -> Color:
    red, green, blue = (_gamma(_linear(part) * amount) for part in color)
    return red, green, blue


def _tinted(color: Color, amount: float) -> Color:
    red, green, blue = (_gamma(1 - (1 - _linear(part)) * amount) for part in color)
    return red, green, blue


_CHANGES = {
    "lumMod": _luminance_scaled,
    "lumOff": _luminance_raised,
    "shade": _shaded,
    "tint": _tinted,
}
