"""How wide and how high text can get, by class of character and of font: on the safe side.

The widths are the largest advance widths, in em, of the fonts that share a class, found by
measuring Carlito (Calibri's widths), Liberation Sans and Serif (Arial, Times New Roman), Caladea
(Cambria), Noto Sans and Serif, DejaVu Sans Bold (wider than Verdana, about as wide as Arial Black)
and Liberation Mono (Courier New).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

CODE_EM = 0.61  # Courier New: every letter
TAB_EM = 6.0  # one inch at 12 pt


@dataclass(frozen=True)
class FontClass:
    """Fonts of about the same width."""

    thin: float
    slim: float
    small: float
    plain: float
    capital: float
    broad: float
    bold: float
    """How much wider bold letters are."""


_NARROW = FontClass(0.29, 0.41, 0.52, 0.55, 0.71, 0.91, bold=1.04)
_MEDIUM = FontClass(0.34, 0.49, 0.58, 0.67, 0.79, 1.05, bold=1.08)
_WIDE = FontClass(0.61, 0.61, 0.71, 0.84, 0.88, 1.12, bold=1.0)  # measured bold


@dataclass(frozen=True)
class Font:
    widths: FontClass
    line_height: float
    """Of a line of single spacing, in em."""


# 1.37 where the font may be missing: Noto, which then stands in, is that high.
_FONTS = {
    "calibri": Font(_NARROW, 1.23),
    "calibri light": Font(_NARROW, 1.23),
    "carlito": Font(_NARROW, 1.23),
    "garamond": Font(_MEDIUM, 1.2),
    "times new roman": Font(_MEDIUM, 1.16),
    "liberation serif": Font(_MEDIUM, 1.16),
    "cambria": Font(_MEDIUM, 1.18),
    "caladea": Font(_MEDIUM, 1.18),
    "arial": Font(_MEDIUM, 1.16),
    "helvetica": Font(_MEDIUM, 1.16),
    "liberation sans": Font(_MEDIUM, 1.16),
    "tahoma": Font(_MEDIUM, 1.37),
    "segoe ui": Font(_MEDIUM, 1.37),
    "aptos": Font(_MEDIUM, 1.37),
    "georgia": Font(_MEDIUM, 1.37),
    "roboto": Font(_MEDIUM, 1.37),
    "lato": Font(_MEDIUM, 1.37),
    "open sans": Font(_MEDIUM, 1.37),
    "noto sans": Font(_MEDIUM, 1.37),
    "noto serif": Font(_MEDIUM, 1.37),
    "verdana": Font(_WIDE, 1.37),
    "courier new": Font(_WIDE, 1.37),
    "consolas": Font(_WIDE, 1.37),
    "century gothic": Font(_WIDE, 1.37),
    "poppins": Font(_WIDE, 1.5),
    "source sans pro": Font(_MEDIUM, 1.37),
    "trebuchet ms": Font(_MEDIUM, 1.37),
}
_UNKNOWN = Font(_WIDE, 1.42)  # as wide and as high as Arial Black


def font_named(name: str) -> Font:
    """What is known of the font; of an unknown one, that it may be as wide as Arial Black."""
    return _FONTS.get(name.casefold(), _UNKNOWN)


_CHARS = {
    "thin": " \u00a0'.,:;ijlI`\u2018\u2019\u00b7",
    "slim": '()[]{}!-ftr"/\\\u201c\u201d\u00a1\u00b0\u2010\u2011\u2039\u203a',
    "small": "acesvxyzkJL?*_^$0123456789\u00a3\u20ac\u2022\u00bf\u00aa\u00ba",
    "plain": "bdghnopqu#+<=>~|FTZEPSB\u00df\u00f0\u00fe\u2013\u00ab\u00bb\u00a7\u00d7\u00f7\u00b1",
    "capital": "&ACDGHKNOQRUVXYw",
    "broad": "mM%W@\u2014\u2026\u0152\u0153\u00c6\u00e6\u2122\u00a9\u00aeЖМШЩЮФЫжмшщыюф",
}
_KINDS = {char: kind for kind, chars in _CHARS.items() for char in chars}

_COMBINING, _GREEK, _HEBREW = "\u0300", "\u0370", "\u0590"  # Greek, Cyrillic, Armenian between

# Where other scripts begin, and how wide their letters get (the largest of nine in ten, and for the
# scripts in wide use the mean with a margin, for lines hold many letters).
_RANGES = (
    (0x0000, 1.0),
    (0x0590, 0.75),  # Hebrew
    (0x0600, 0.85),  # Arabic, Syriac
    (0x0900, 0.85),  # Devanagari and its neighbours
    (0x0B80, 1.3),  # Tamil
    (0x0C00, 1.05),
    (0x0D00, 1.3),  # Malayalam, Sinhala
    (0x0E00, 0.75),  # Thai, Lao
    (0x0F00, 0.85),
    (0x1000, 1.15),  # Myanmar and the rest of South East Asia
    (0x10A0, 1.0),
    (0x1980, 1.4),
    (0x1C00, 1.0),
    (0x2E3A, 2.0),  # the two-em dash
    (0x2E3B, 3.0),
    (0x2E3C, 1.05),
    (0xA980, 1.4),  # Javanese, Cham
    (0xAAE0, 1.05),
    (0xFBD0, 2.3),  # Arabic ligatures
    (0xFDF0, 3.0),
    (0xFDFD, 7.3),  # a whole sentence in one sign
    (0xFDFE, 1.1),
    (0x10000, 1.4),
    (0x12000, 3.0),  # cuneiform
    (0x12550, 1.4),
    (0x1D000, 1.0),
    (0x1EC00, 2.0),
    (0x1F000, 1.4),  # emoji
)
_STARTS = tuple(start for start, _ in _RANGES)


@lru_cache(maxsize=8192)
def char_em(char: str, widths: FontClass) -> float:
    """The advance width of one character at most, in em, not bold."""
    if (known := _latin_em(char, widths)) is not None:
        return known
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.4 if category == "So" else 1.0
    base = unicodedata.normalize("NFD", char)[0]
    if base != char and (known := _latin_em(base, widths)) is not None:
        return known
    if char < _COMBINING or _GREEK <= char < _HEBREW:
        return widths.broad if char.isupper() else widths.capital
    return _RANGES[bisect_right(_STARTS, ord(char)) - 1][1]


def _latin_em(char: str, widths: FontClass) -> float | None:
    if kind := _KINDS.get(char):
        return float(getattr(widths, kind))
    return TAB_EM if char == "\t" else None


# Where the fonts that stand in for missing letters are higher than Latin ones.
_TALL = (
    (0x0000, 0.0),
    (0x0590, 1.4),
    (0x0900, 1.55),
    (0x0F00, 2.3),  # Tibetan, Myanmar
    (0x10A0, 0.0),
    (0x1780, 1.7),
    (0x1E00, 0.0),
    (0x2600, 1.4),
    (0x2E80, 1.45),  # East Asian
    (0xA000, 1.5),
    (0xA980, 2.1),
    (0xAC00, 1.45),
    (0xE000, 1.5),
    (0xF900, 1.45),
    (0xFB00, 1.4),
    (0xFF00, 1.45),
    (0x10000, 2.3),
    (0x1F000, 1.4),
)
_TALL_STARTS = tuple(start for start, _ in _TALL)


def line_height_em(text: str, font: Font) -> float:
    """The height of a line of single spacing with these characters, in em."""
    if text.isascii():
        return font.line_height
    tallest = max(_TALL[bisect_right(_TALL_STARTS, ord(char)) - 1][1] for char in set(text))
    return max(font.line_height, tallest)
