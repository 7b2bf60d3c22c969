"""How many lines a text takes at most, however a program breaks it.

PowerPoint, LibreOffice and Keynote agree on some of the places to break at. Lines are filled by
these alone: a program that knows more places never needs more lines. The places they differ on
count within what is longer than a line, where a break that comes early costs most.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

# What an outline says of a character. A space may stand out over the edge.
_SPACE, _BREAK, _MAYBE, _STAYS = " ", "\u200b", "/", "x"

_SPACES = frozenset(  # not the no-break ones
    " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)
_HYPHENS = "-\u00ad\u2010\u2012\u2013\u2014"
_AFTER = f"{_HYPHENS}/\\?&=.,;:!)_%|"
_ENDS = re.escape(_AFTER + _BREAK)
_PIECE = re.compile(f"[^ \n{_ENDS}]*[{_ENDS}]|[^ \n{_ENDS}]+")

# Texts in which lines break at spaces, and after the marks above. No line ends with a space before
# a closing mark or after an opening one (UAX 14, LB13 and LB14).
_OTHER = re.compile("[^\n -~\u00a0-\u0dff\u10a0-\u10ff\u1e00-\u1fff\u200c-\u2027\u202f-\u2e7f]")
_OPENING, _CLOSING = frozenset("([{"), frozenset("!),./:;?]}")
_STUCK = re.compile(r" (?:(?=[!),./:;?\]}])|(?<=[(\[{] ))")

# In East Asian text lines break anywhere, but none begins with the first of these or ends with the
# second (kinsoku).
_NOT_FIRST = frozenset(
    "!),.:;?]}%¢°»’”†‡…‰′″›℃、。々〉》」』】〕〗〙〛〜〞〟〻゛゜ゝゞー・ヽヾ！％），．：；？］｝～｠｡｣､･ﾞﾟｰ—‥"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ﹐﹑﹒﹔﹕﹖﹗"
)
_NOT_LAST = frozenset("([{$£¥«‘“‹#@№〈《「『【〔〖〘〚〝＄（［｛｟￡￥｢￠＃＠")

# Between letters of these two kinds some programs leave a little space.
_EASTERN = (
    "[\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee"
    "\U00020000-\U0003ffff]"
)
_WESTERN = "[!-~\u00a1-\u058f]"
_SEAM = re.compile(f"(?<={_EASTERN})(?={_WESTERN})|(?<={_WESTERN})(?={_EASTERN})")

_LATIN, _IDEOGRAPH, _SYLLABLE, _UNSPACED = range(4)
_KINDS = (
    (0x0000, _LATIN),
    (0x0E00, _UNSPACED),  # Thai, Lao, Tibetan, Myanmar: words that no space parts
    (0x10A0, _LATIN),
    (0x1100, _SYLLABLE),  # Hangul: some programs break within words
    (0x1200, _LATIN),
    (0x1780, _UNSPACED),  # Khmer
    (0x1800, _LATIN),
    (0x1950, _UNSPACED),
    (0x1A00, _LATIN),
    (0x1A20, _UNSPACED),
    (0x1AB0, _LATIN),
    (0x2E80, _IDEOGRAPH),
    (0x3130, _SYLLABLE),
    (0x3190, _IDEOGRAPH),
    (0xA4D0, _LATIN),
    (0xA960, _SYLLABLE),
    (0xA980, _UNSPACED),  # Javanese, Cham
    (0xAAE0, _LATIN),
    (0xAC00, _SYLLABLE),
    (0xD800, _LATIN),
    (0xF900, _IDEOGRAPH),
    (0xFB00, _LATIN),
    (0xFE30, _IDEOGRAPH),
    (0xFE70, _LATIN),
    (0xFF01, _IDEOGRAPH),
    (0xFFA0, _SYLLABLE),
    (0xFFE0, _IDEOGRAPH),
    (0xFFF0, _LATIN),
    (0x1B000, _IDEOGRAPH),  # old kana
    (0x1B300, _LATIN),
    (0x1F000, _SYLLABLE),  # emoji
    (0x20000, _IDEOGRAPH),
    (0x40000, _LATIN),
)
_STARTS = tuple(start for start, _ in _KINDS)
_WORD = 6  # letters after which an unspaced word ends, by and large


def outline(text: str) -> str:
    """As long as the text: where its lines end (a line feed), and where they may be broken."""
    plain = (text.isascii() and "\t" not in text) or _OTHER.search(text) is None
    return text if plain and _STUCK.search(text) is None else "".join(_marks(text))


def seams(text: str) -> list[int]:
    """Which characters begin another kind of script, Western or East Asian, without a space."""
    return [seam.start() for seam in _SEAM.finditer(text)]


def broken(outline: str, ends_em: Sequence[float], width_em: float) -> tuple[int, float]:
    """The number of lines of a text whose characters end at `ends_em` if it were one line.

    And the width of the widest word that is broken between its letters; 0 if none is.
    """
    if "\n" not in outline:
        return _broken(outline, ends_em, 0, len(outline), width_em)
    count = start = 0
    widest_em = 0.0
    for line in outline.split("\n"):
        stop = start + len(line)
        lines, word_em = _broken(outline, ends_em, start, stop, width_em)
        count, widest_em = count + lines, max(widest_em, word_em)
        start = stop + 1
    return count, widest_em


def longest_line_em(outline: str, ends_em: Sequence[float]) -> float:
    """The width at which no line is broken."""
    return max(_width(ends_em, *line.span()) for line in re.finditer(r"[^\n]*", outline))


def longest_piece_em(outline: str, ends_em: Sequence[float]) -> float:
    """The width of what no program breaks unless it must."""
    pieces = (_width(ends_em, *piece.span()) for piece in _PIECE.finditer(outline))
    return max(pieces, default=0.0)


def _width(ends_em: Sequence[float], start: int, stop: int) -> float:
    return (ends_em[stop - 1] if stop else 0.0) - (ends_em[start - 1] if start else 0.0)


def _broken(
    outline: str, ends_em: Sequence[float], start: int, stop: int, width_em: float
) -> tuple[int, float]:
    while stop > start and outline[stop - 1] == _SPACE:
        stop -= 1
    if start == stop:
        return 1, 0.0
    last_em, lines, widest_em = ends_em[stop - 1], 1, 0.0
    edge_em = (ends_em[start - 1] if start else 0.0) + width_em
    while last_em > edge_em:
        over = bisect_right(ends_em, edge_em, start, stop)
        following = _next_line(outline, start, over, stop)
        if following is None:
            widest_em = max(widest_em, _width(ends_em, start, _word_end(outline, start, stop)))
            following = max(over, start + 1)
        start = following
        if start == stop:
            break
        edge_em = ends_em[start - 1] + width_em
        lines += 1
    return lines, widest_em


def _word_end(outline: str, start: int, stop: int) -> int:
    ends = [outline.find(mark, start, stop) for mark in (_SPACE, _BREAK)]
    return min([end for end in ends if end >= 0], default=stop)


def _next_line(outline: str, start: int, over: int, stop: int) -> int | None:
    """Where the line after this one starts; `over` is the first that does not fit on this one.

    None: nowhere but between two letters.
    """
    space = outline.rfind(_SPACE, start, over + 1)
    cut = max(space, outline.rfind(_BREAK, start, over)) + 1
    if cut > start:
        while cut < stop and outline[cut] == _SPACE:
            cut += 1
        return cut
    for marks in (_HYPHENS, _AFTER):  # in what is longer than a line
        cut = max(outline.rfind(mark, start, over) for mark in marks) + 1
        if cut > start:
            return cut
    return None


def _marks(text: str) -> Iterator[str]:
    """For each character, whether a line may be broken after it."""
    kind, letters, before = _LATIN, 0, ""
    for char, following in pairwise(f"{text}\n"):
        if not _is_mark(char):
            kind, letters = _kind(char), letters + 1
        if char == "\n":
            mark = char
        elif char in _SPACES:
            stuck = following in _CLOSING or before in _OPENING
            mark = _STAYS if stuck else _SPACE
        elif following in _SPACES or _is_mark(following):
            mark = _STAYS
        else:
            ends = kind == _SYLLABLE or (kind == _UNSPACED and letters >= _WORD)
            mark = _within(char, following, kind) if not ends else _MAYBE
        yield mark
        before = char
        if mark != _STAYS:
            letters = 0


def _within(char: str, following: str, kind: int) -> str:
    """Between two characters that no space parts."""
    if char == _BREAK or char in _HYPHENS:
        return char
    if _IDEOGRAPH in {kind, _kind(following)}:
        return _STAYS if char in _NOT_LAST or following in _NOT_FIRST else _BREAK
    return _MAYBE if char in _AFTER else _STAYS


@lru_cache(maxsize=8192)
def _kind(char: str) -> int:
    return _KINDS[bisect_right(_STARTS, ord(char)) - 1][1]


@lru_cache(maxsize=8192)
def _is_mark(char: str) -> bool:
    """Whether it belongs to the character before it."""
    return unicodedata.category(char) in {"Mn", "Me", "Cf"} and char != _BREAK
