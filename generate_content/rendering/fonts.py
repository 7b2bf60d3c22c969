"""How wide and how high text gets: measured for common fonts, on the safe side for all else.

The tables of advance widths are in `metrics/`, whose `build.py` tells which fonts they were taken
from. One that is metric-compatible gives the very widths of the font a deck names. A font without
such a twin has a table as wide as the widest of its kind, which a machine that lacks it would use.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_TABLES = Path(__file__).parent / "metrics"
_ACCENTED_END = "\u2000"  # beyond, letters have no base in the tables
_TAB_EM = 6.0  # one inch at 12 pt


class Face(dict[str, float]):
    """Advance widths in em by character; a character that was not measured has a safe one."""

    @classmethod
    def told(cls, chars_by_width: Mapping[str, str]) -> Face:
        """From a table, which tells thousandths."""
        face = cls({"\n": 0.0, "\t": _TAB_EM})
        for width, chars in chars_by_width.items():
            face.update(dict.fromkeys(chars, int(width) / 1000))
        return face

    def __missing__(self, char: str) -> float:
        # Not kept: texts from outside could fill the memory with all of Unicode.
        base_em = self.get(_base(char)) if char < _ACCENTED_END else None
        return char_em(char) if base_em is None else base_em


@dataclass(frozen=True)
class Font:
    faces: tuple[Face, Face, Face, Face]
    """Regular, bold, italic, bold italic."""
    line_height: float
    """Of a line of single spacing, in em."""

    def face(self, *, bold: bool, italic: bool) -> Face:
        return self.faces[bold + 2 * italic]


# Table and line height, by name. 1.37 where the font may be missing: Noto, which then stands in,
# is that high.
_FONTS = {
    "calibri": ("calibri", 1.23),
    "calibri light": ("calibri", 1.23),
    "carlito": ("calibri", 1.23),
    "cambria": ("cambria", 1.18),
    "caladea": ("cambria", 1.18),
    "arial": ("arial", 1.16),
    "helvetica": ("arial", 1.16),
    "liberation sans": ("arial", 1.16),
    "arial narrow": ("arial_narrow", 1.16),
    "liberation sans narrow": ("arial_narrow", 1.16),
    "times new roman": ("times", 1.16),
    "times": ("times", 1.16),
    "liberation serif": ("times", 1.16),
    "courier new": ("courier", 1.17),
    "courier": ("courier", 1.17),
    "liberation mono": ("courier", 1.17),
    "dejavu sans mono": ("mono", 1.17),
    "consolas": ("mono", 1.37),
    "garamond": ("serif", 1.37),
    "georgia": ("serif", 1.37),
    "palatino": ("serif", 1.37),
    "palatino linotype": ("serif", 1.37),
    "book antiqua": ("serif", 1.37),
    "constantia": ("serif", 1.37),
    "noto serif": ("serif", 1.37),
    "aptos": ("sans", 1.37),
    "candara": ("sans", 1.37),
    "corbel": ("sans", 1.37),
    "franklin gothic": ("sans", 1.37),
    "franklin gothic book": ("sans", 1.37),
    "franklin gothic medium": ("sans", 1.37),
    "gill sans mt": ("sans", 1.37),
    "lato": ("sans", 1.37),
    "noto sans": ("sans", 1.37),
    "open sans": ("sans", 1.37),
    "roboto": ("sans", 1.37),
    "segoe ui": ("sans", 1.37),
    "source sans pro": ("sans", 1.37),
    "tahoma": ("sans", 1.37),
    "trebuchet ms": ("sans", 1.37),
    "century gothic": ("geometric", 1.37),
    "dejavu sans": ("verdana", 1.37),
    "verdana": ("verdana", 1.37),
    "poppins": ("widest", 1.5),
}
_UNKNOWN = ("widest", 1.42)  # as wide and as high as Arial Black
_MONOSPACED = ("mono", "code", "courier", "consol", "typewriter")  # in the name of such a font


@lru_cache(maxsize=64)
def font_named(name: str) -> Font:
    """What is known of the font; of an unknown one, that it may be as wide as Arial Black."""
    name = name.casefold()
    table, line_height = _FONTS.get(name, _UNKNOWN)
    if table == "widest" and any(part in name for part in _MONOSPACED):
        table = "mono"
    return Font(_faces(table), line_height)


def code_font() -> Font:
    """Of what is marked as code, in any text."""
    return font_named("Courier New")


@cache
def _faces(table: str) -> tuple[Face, Face, Face, Face]:
    """A style without widths of its own is as wide as the upright, or the lighter one."""
    told = json.loads((_TABLES / f"{table}.json").read_text(encoding="utf-8"))
    regular = told.get("regular", {})
    bold = told.get("bold", regular)
    italic = told.get("italic", regular)
    bold_italic = told.get("bold_italic", bold)
    return Face.told(regular), Face.told(bold), Face.told(italic), Face.told(bold_italic)


@lru_cache(maxsize=8192)
def _base(char: str) -> str:
    """The letter without its marks, which add no width."""
    return unicodedata.normalize("NFD", char)[0]


# Where other scripts begin, and how wide their letters get (the largest of nine in ten, and for the
# scripts in wide use the mean with a margin, for lines hold many letters).
_RANGES = (
    (0x0000, 1.1),  # rare Latin, Greek and Cyrillic letters
    (0x0590, 0.65),  # Hebrew
    (0x0600, 0.7),  # Arabic, Syriac
    (0x0900, 0.75),  # Devanagari
    (0x0980, 0.85),  # its neighbours
    (0x0B80, 1.3),  # Tamil
    (0x0C00, 1.05),
    (0x0D00, 1.3),  # Malayalam, Sinhala
    (0x0E00, 0.65),  # Thai, Lao
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
def char_em(char: str) -> float:
    """The advance width of a character at most, in em, bold or not, whatever the font."""
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.4 if category == "So" else 1.0
    return _RANGES[bisect_right(_STARTS, ord(char)) - 1][1]


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
_TALL_FROM = "\u0590"


def line_height_em(text: str, font: Font) -> float:
    """The height of a line of single spacing with these characters, in em."""
    if text.isascii() or max(text) < _TALL_FROM:
        return font.line_height
    tallest = max(_TALL[bisect_right(_TALL_STARTS, ord(char)) - 1][1] for char in set(text))
    return max(font.line_height, tallest)
