"""How many lines a text takes at most, by a simulation of the ways programs break lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_THAI_WORD = 8  # letters; South East Asian scripts break between words, which no space shows

# Not the no-break spaces.
_SPACES = frozenset(
    " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)
_THAI, _LATER = "\u0e00", "\u1800"  # with Lao, Myanmar and Khmer between
_EAST_ASIAN, _HANGUL_END, _COMPATIBILITY = "\u2e80", "\ud7ff", "\uf900"
_BREAK_AFTER = frozenset("-/\\?&=.,;:!)_%\u00ad\u200b\u2010\u2012\u2013\u2014|")
_WIDEST_CHAR_EM = 1.4

Chars = Sequence[tuple[str, float]]
"""Characters with their widths in em."""


@dataclass(frozen=True)
class Line:
    """A line that the text has of its own, in both ways to break it: widths in em."""

    words: Sequence[float]
    pieces: Sequence[float]
    """What may stand on a line of its own at the least."""


def broken(chars: Chars) -> list[Line]:
    return [
        Line(_token_widths(line, _word_ends), _token_widths(line, _piece_ends))
        for line in _lines(chars)
    ]


def line_count(lines: Sequence[Line], width_em: float) -> int:
    """Programs differ in where they break: the worse way counts."""
    return sum(max(_count(line.words, width_em), _count(line.pieces, width_em)) for line in lines)


def _lines(chars: Chars) -> list[Chars]:
    """The stretches between line breaks."""
    lines: list[list[tuple[str, float]]] = [[]]
    for char in chars:
        if char[0] == "\n":
            lines.append([])
        else:
            lines[-1].append(char)
    return list(lines)


def _token_widths(line: Chars, ends: Callable[[str, str, int], bool]) -> list[float]:
    """Widths of what stays together; `ends(last, following, length)` says where one ends."""
    widths: list[float] = []
    last, length, width = "", 0, 0.0
    for char, em in line:
        if length and ends(last, char, length):
            widths.append(width)
            length, width = 0, 0.0
        last, length, width = char, length + 1, width + em
    widths.append(width)
    return widths


def _word_ends(last: str, following: str, _length: int) -> bool:
    """After spaces only."""
    return last in _SPACES and following not in _SPACES


def _piece_ends(last: str, following: str, length: int) -> bool:
    """Wherever a line may break at all: in East Asian scripts, after each character."""
    if following in _SPACES:
        return False
    if last in _SPACES or last in _BREAK_AFTER:
        return True
    if last < _THAI:
        return False
    if last < _LATER:
        return length >= _THAI_WORD
    return _EAST_ASIAN <= last <= _HANGUL_END or last >= _COMPATIBILITY


def _count(tokens: Sequence[float], width_em: float) -> int:
    """How many lines of that width the tokens take, each line filled as far as it goes."""
    lines, used = 1, 0.0
    for token in tokens:
        if used + token <= width_em:
            used += token
            continue
        if used > 0:
            lines += 1
        used = token
        while used > width_em:  # a word longer than the line breaks anywhere
            lines += 1
            used -= max(width_em - _WIDEST_CHAR_EM, _WIDEST_CHAR_EM)
    return lines
