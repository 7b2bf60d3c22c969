"""The caller's font and colour, put into the theme, so that a person can restyle the deck there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from generate_content.rendering.colors import from_oklch, is_dark, standing_out, to_oklch

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

# Accents 2 to 5 beside the caller's (OKLCH): turn of the hue in degrees, share of the chroma, and
# which of the rungs of lightness that the caller's leaves free, the darkest first. Two neighbours,
# a light one and a quiet one: apart in lightness, so that shapes stay apart whatever the hue, and
# without a hue too.
_HARMONY = ((28.0, 1.1, 2), (-28.0, 1.0, 0), (12.0, 0.7, 3), (0.0, 0.2, 1))
_RUNG, _RUNGS = 0.075, 5
_OPPOSITE_HUE, _OPPOSITE_CHROMA = 180.0, 0.9
_OPPOSITE_LIGHTNESS, _TENDENCY = 0.82, 0.7  # and how far the last accent goes there
GRAPHIC_CONTRAST, TEXT_CONTRAST = 3.0, 4.5
"""What WCAG 2.2 asks of graphics (1.4.11) and of text of any size (1.4.3)."""


@dataclass(frozen=True)
class Grounds:
    """What a template's accents stand on, #rrggbb."""

    pages: tuple[str, str]
    """The slides' ground and that of panels on them."""
    inverted: str | None = None
    """The dark ground of single slides in a light template; None in a dark one."""


def restyled(
    theme: bytes, *, font: str | None, color: str | None, language: str, grounds: Grounds
) -> bytes:
    """The theme part with that Latin font and those accents; links keep their colour."""
    root: Any = etree.fromstring(theme)
    for scheme in root.iter(f"{A}majorFont", f"{A}minorFont"):
        if font:
            scheme.find(f"{A}latin").set("typeface", font)
            scheme.find(f"{A}latin").attrib.pop("panose", None)
        _default(scheme.find(f"{A}ea"), east_asian_font(language))
        _default(scheme.find(f"{A}cs"), _COMPLEX.get(_primary(language), _COMPLEX_ELSE))
    if color:
        for number, value in enumerate(accents(color, grounds), start=1):
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


def accents(color: str, grounds: Grounds) -> tuple[str, ...]:
    """Six accent colours, #rrggbb: the given one, then five that go with it, all to be seen."""
    first = first_accent(color, grounds)
    lightness, chroma, hue = to_oklch(first)
    rungs = _free_rungs(lightness, grounds)
    made = [first]
    for turn, share, rung in _HARMONY:
        accent = from_oklch(rungs[rung], chroma * share, hue + turn)
        made.append(standing_out(accent, grounds.pages, GRAPHIC_CONTRAST))
    there = lightness + _TENDENCY * (_OPPOSITE_LIGHTNESS - lightness)
    opposite = from_oklch(there, chroma * _OPPOSITE_CHROMA, hue + _OPPOSITE_HUE)
    if grounds.inverted:  # where links take it
        return (*made, standing_out(opposite, [grounds.inverted], TEXT_CONTRAST))
    return (*made, standing_out(opposite, grounds.pages, GRAPHIC_CONTRAST))


def _free_rungs(lightness: float, grounds: Grounds) -> list[float]:
    """Lightnesses from where colours are just seen away from the grounds, but the one nearest."""
    on_dark = is_dark(grounds.pages[0])
    nearest = standing_out(grounds.pages[0], grounds.pages, GRAPHIC_CONTRAST)
    limit, step = to_oklch(nearest)[0], _RUNG if on_dark else -_RUNG
    rungs = sorted(limit + number * step for number in range(_RUNGS))
    rungs.remove(min(rungs, key=lambda rung: abs(rung - lightness)))
    return rungs


def first_accent(color: str, grounds: Grounds) -> str:
    """The given colour, or the nearest in lightness that is seen on the template's grounds."""
    return standing_out(color, grounds.pages, GRAPHIC_CONTRAST)


def grounds_of(theme: bytes, background: str) -> Grounds:
    """What a template's slides have behind them, if the slide master maps its ground to that."""
    scheme: Any = etree.fromstring(theme).find(f".//{A}clrScheme")

    def color(slot: str) -> str:
        value = scheme.find(f"{A}{slot}")[0]
        return f"#{value.get('lastClr') or value.get('val')}".lower()

    if is_dark(background):
        return Grounds((color("dk1"), color("dk2")))
    return Grounds((color("lt1"), color("lt2")), inverted=color("dk1"))
