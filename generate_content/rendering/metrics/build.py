"""Writes the tables of advance widths beside this file, from open fonts.

    python -m generate_content.rendering.metrics.build FOLDER

FOLDER holds the unpacked fonts, at any depth:

- Debian 12: fonts-crosextra-carlito 20220224-1 (OFL), fonts-crosextra-caladea 20200211-1
  (Apache 2.0), fonts-liberation 1:1.07.4-11 (for Sans Narrow; GPL 2 with font exception),
  fonts-liberation2 2.1.5-1 (OFL), fonts-noto-core 20201225-1 (OFL), fonts-open-sans 1.11-2
  (Apache 2.0), fonts-lato 2.0-2.1 (OFL), fonts-roboto-unhinted 2:0~20170802-3 (Apache 2.0),
  fonts-wine 8.0~repack-4 (LGPL 2.1), fonts-urw-base35 20200910-7 (AGPL with font exception),
  fonts-dejavu-core 2.37-6 (Bitstream Vera);
- npm: @fontsource/gelasio 5.3.0 (OFL).

Only the widths are taken, no outline. The tables travel with the project, so that neither a font
nor fontTools is needed to make a deck.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from fontTools.ttLib import TTFont

STYLES = ("regular", "bold", "italic", "bold_italic")
_SUFFIXES = ("Regular", "Bold", "Italic", "BoldItalic")


def _files(pattern: str, suffixes: Iterable[str] = _SUFFIXES) -> tuple[str, ...]:
    """The names of a font's files, in the order of the styles."""
    return tuple(pattern.format(suffix) for suffix in suffixes)


_LATO, _ROBOTO = _files("Lato-{}.ttf"), _files("Roboto-{}.ttf")
_OPEN_SANS, _NOTO_SANS = _files("OpenSans-{}.ttf"), _files("NotoSans-{}.ttf")
_NOTO_SERIF = _files("NotoSerif-{}.ttf")
_LIBERATION_MONO = _files("LiberationMono-{}.ttf")
_LIBERATION_SANS = _files("LiberationSans-{}.ttf")
_GELASIO = _files("gelasio-latin-{}.woff", ("400-normal", "700-normal", "400-italic", "700-italic"))
_GELASIO_MORE = _files(
    "gelasio-latin-ext-{}.woff", ("400-normal", "700-normal", "400-italic", "700-italic")
)
_PALATINO = _files("P052-{}.otf", ("Roman", "Bold", "Italic", "BoldItalic"))
_AVANT_GARDE = _files("URWGothic-{}.otf", ("Book", "Demi", "BookOblique", "DemiOblique"))
_TAHOMA = ("tahoma.ttf", "tahomabd.ttf", "tahoma.ttf", "tahomabd.ttf")
_DEJAVU = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
_DEJAVU_BOLD = ("DejaVuSans-Bold.ttf",)
_DEJAVU_SERIF_BOLD = ("DejaVuSerif-Bold.ttf",)

# Each table is as wide as the widest of its fonts, letter by letter. One font, where it has the
# very widths of the one that decks name; several for fonts without such a twin, and for those that
# a machine may lack, so that another stands in. A style left out is as wide as the upright one.
# Greek and Cyrillic letters that none of them has are as wide as Noto's.
TABLES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "calibri": (_files("Carlito-{}.ttf"),),
    "cambria": (_files("Caladea-{}.ttf"),),
    "arial": (_LIBERATION_SANS,),
    "arial_narrow": (_files("LiberationSansNarrow-{}.ttf"),),
    "times": (_files("LiberationSerif-{}.ttf"),),
    "courier": (_LIBERATION_MONO,),
    "mono": (_LIBERATION_MONO, ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf")),
    "serif": (_GELASIO, _GELASIO_MORE, _PALATINO, _NOTO_SERIF),
    "sans": (_OPEN_SANS, _NOTO_SANS, _TAHOMA, _LATO, _ROBOTO, _LIBERATION_SANS),
    "geometric": (_AVANT_GARDE, _NOTO_SANS),
    "verdana": (_DEJAVU,),
    "widest": (_DEJAVU_BOLD, _DEJAVU_SERIF_BOLD),
}

# Latin, Greek and Cyrillic with what stands among them. Of the scripts whose letters join or
# cluster, single widths tell too little.
_RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x0370, 0x0482),
    (0x048A, 0x052F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x202F, 0x205E),
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),
    (0x2100, 0x2126),
    (0x2150, 0x215F),
    (0x2190, 0x2199),
    (0x2200, 0x2265),
    (0x25A0, 0x25CF),
    (0xFB00, 0xFB06),
)
_ALPHABETS = ((0x0386, 0x03CE), (0x0400, 0x045F), (0x0490, 0x0493))


def main(folder: Path) -> None:
    fonts = {path.name: path for path in sorted(folder.rglob("*.*"))}
    for name, families in TABLES.items():
        table = {
            style: _by_width(
                {
                    **_widest([fonts[_NOTO_SANS[index]], fonts[_NOTO_SERIF[index]]], _ALPHABETS),
                    **_widest(fonts[files[index]] for files in families if files[index:]),
                }
            )
            for index, style in enumerate(STYLES)
            if any(files[index:] for files in families)
        }
        _drop_repeated(table)
        text = json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True)
        (Path(__file__).parent / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def _widest(
    paths: Iterable[Path], ranges: Iterable[tuple[int, int]] = _RANGES
) -> Mapping[str, int]:
    """Each character's largest width in those fonts, in thousandths of an em."""
    widest: dict[str, int] = {}
    for path in paths:
        font = TTFont(path, lazy=True)
        glyphs, advances = font.getBestCmap(), font["hmtx"].metrics
        units_per_em = font["head"].unitsPerEm
        for code in _codes(ranges):
            if code in glyphs:
                width = round(1000 * advances[glyphs[code]][0] / units_per_em)
                widest[chr(code)] = max(width, widest.get(chr(code), 0))
    return widest


def _codes(ranges: Iterable[tuple[int, int]]) -> Iterable[int]:
    for first, last in ranges:
        for code in range(first, last + 1):
            if unicodedata.category(chr(code)) not in {"Mn", "Me", "Cf", "Cn"}:
                yield code


def _by_width(widths: Mapping[str, int]) -> dict[str, str]:
    """The characters of each width: short, and a person can read it.

    Accented letters that are as wide as their base are left out: readers take the base.
    """
    groups: defaultdict[int, str] = defaultdict(str)
    for char, width in widths.items():
        if not width:  # no letter of these scripts has none: the font is at fault
            continue
        base = unicodedata.normalize("NFD", char)[0]
        if char == base or widths.get(base) != width:
            groups[width] += char
    return {f"{width:04}": chars for width, chars in groups.items()}


def _drop_repeated(table: dict[str, dict[str, str]]) -> None:
    """A slanted style that has the widths of the upright one need not be told."""
    for slanted, upright in (("italic", "regular"), ("bold_italic", "bold"), ("bold", "regular")):
        if slanted in table and table[slanted] == table.get(upright):
            del table[slanted]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
