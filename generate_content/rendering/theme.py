"""The caller's font and colour, put into the theme, so that a person can restyle the deck there."""

from __future__ import annotations

import math
from typing import Any

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

# The fonts that Windows and macOS bring for a language, where a theme says nothing of its own.
_EAST_ASIAN = {
    "ja": "Yu Gothic",
    "ko": "Malgun Gothic",
    "zh": "Microsoft YaHei",
    "zh-hant": "Microsoft JhengHei",
}
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_COMPLEX = {
    "th": "Leelawadee UI",
    "lo": "Leelawadee UI",
    "km": "Leelawadee UI",
    "hi": "Nirmala UI",
    "mr": "Nirmala UI",
    "ne": "Nirmala UI",
    "bn": "Nirmala UI",
    "pa": "Nirmala UI",
    "gu": "Nirmala UI",
    "ta": "Nirmala UI",
    "te": "Nirmala UI",
    "kn": "Nirmala UI",
    "ml": "Nirmala UI",
    "si": "Nirmala UI",
    "my": "Myanmar Text",
}
_COMPLEX_ELSE = "Arial"  # has Arabic and Hebrew

# Accents 2 to 6 beside the caller's (OKLCH): turn of the hue in degrees, share of the chroma, and
# the lightness they tend to. Two neighbours, a light one, a quiet one and a light opposite: spread
# in lightness, so that shapes stay apart whatever the hue, and without a hue too.
_HARMONY = (
    (28.0, 1.1, 0.66),
    (-28.0, 1.0, 0.48),
    (12.0, 0.7, 0.76),
    (0.0, 0.2, 0.55),
    (180.0, 0.9, 0.82),
)
_TENDENCY = 0.7
_NO_CHROMA = 0.001


def restyled(theme: bytes, *, font: str | None, color: str | None, language: str) -> bytes:
    """The theme part with that Latin font and those accents; links keep their colour."""
    root: Any = etree.fromstring(theme)
    for scheme in root.iter(f"{A}majorFont", f"{A}minorFont"):
        if font:
            scheme.find(f"{A}latin").set("typeface", font)
            scheme.find(f"{A}latin").attrib.pop("panose", None)
        _default(scheme.find(f"{A}ea"), east_asian_font(language))
        _default(scheme.find(f"{A}cs"), _COMPLEX.get(_primary(language), _COMPLEX_ELSE))
    if color:
        for number, value in enumerate(accents(color), start=1):
            slot = root.find(f".//{A}clrScheme/{A}accent{number}")
            for old in list(slot):
                slot.remove(old)
            etree.SubElement(slot, f"{A}srgbClr", val=value[1:].upper())
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _default(font: Any, typeface: str) -> None:
    if font is not None and typeface and not font.get("typeface"):
        font.set("typeface", typeface)


def east_asian_font(language: str) -> str:
    """For an East Asian language its usual font, else none: the application chooses by script."""
    tag = language.casefold()
    if tag.startswith(_TRADITIONAL):
        return _EAST_ASIAN["zh-hant"]
    return _EAST_ASIAN.get(_primary(tag), "")


def _primary(language: str) -> str:
    return language.casefold().partition("-")[0]


def accents(color: str) -> tuple[str, ...]:
    """Six accent colours, #rrggbb: the given one, then five that go with it."""
    lightness, chroma, hue = _to_oklch(color)
    made = [color]
    for turn, share, target in _HARMONY:
        there = lightness + _TENDENCY * (target - lightness)
        made.append(_from_oklch(there, chroma * share, hue + turn))
    return tuple(made)


def _to_oklch(color: str) -> tuple[float, float, float]:
    """Lightness 0..1, chroma, hue in degrees.

    Source: Björn Ottosson, "A perceptual color space for image processing", 2020.
    """
    r, g, b = (_linear(int(color[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a))


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
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


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 sRGB


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)  # noqa: PLR2004 sRGB
