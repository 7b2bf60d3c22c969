"""Colours as #rrggbb: their lightness, chroma and hue, and how well one is seen on another."""

from __future__ import annotations

import math
from collections.abc import Iterable

_NO_CHROMA = 0.001
_STEPS = 12  # of halving: to a four-thousandth of the way
_MIDDLE = 0.18  # the luminance of a grey half way between black and white, to the eye


def contrast(one: str, other: str) -> float:
    """1 for the same, to 21 for black on white. Source: WCAG 2.2, "contrast ratio"."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """0 for black to 1 for white. Source: WCAG 2.2, "relative luminance"."""
    red, green, blue = _linear_rgb(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_dark(color: str) -> bool:
    return luminance(color) < _MIDDLE


def standing_out(color: str, grounds: Iterable[str], ratio: float) -> str:
    """The colour, or the nearest lighter or darker one that has that contrast to the grounds.

    The grounds are all dark or all light. White and black have it, or the nearest there is.
    """
    grounds = tuple(grounds)

    def holds(one: str) -> bool:
        return all(contrast(one, ground) >= ratio for ground in grounds)

    if holds(color):
        return color
    lightness, chroma, hue = to_oklch(color)
    fails, passes = lightness, 1.0 if is_dark(grounds[0]) else 0.0
    found = from_oklch(passes, chroma, hue)
    for _ in range(_STEPS):
        middle = (fails + passes) / 2
        tried = from_oklch(middle, chroma, hue)
        if holds(tried):
            found, passes = tried, middle
        else:
            fails = middle
    return found


def to_oklch(color: str) -> tuple[float, float, float]:
    """Lightness 0..1, chroma, hue in degrees.

    Source: Björn Ottosson, "A perceptual color space for image processing", 2020.
    """
    r, g, b = _linear_rgb(color)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a))


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The colour, with as much less chroma as brings it into what a screen can show."""
    rgb = _rgb(lightness, chroma, hue)
    while chroma > _NO_CHROMA and not all(0 <= part <= 1 for part in rgb):
        chroma *= 0.95
        rgb = _rgb(lightness, chroma, hue)
    return "#" + "".join(f"{round(255 * _gamma(min(max(part, 0.0), 1.0))):02x}" for part in rgb)


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _linear_rgb(color: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(int(color[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 sRGB


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)  # noqa: PLR2004 sRGB
