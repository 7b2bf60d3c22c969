"""The subject of a prompt: what it is about, short enough for a heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

HEADING_LENGTH = 70
_ELLIPSIS = "…"

_SENTENCE_END = re.compile(r"[.!?:;](?=\s)|[。！？；：]")
_BREAK = re.compile(r"(?<=\s)[-–—|(]|[,;:](?=\s)|\s|(?<=[、，。！？；：])")
_FLAG_HALVES = "".join(chr(code) for code in range(0x1F1E6, 0x1F200))
_LOOSE_END = " \t,;:-–—|(/…、，；："


def subject_of(
    prompt: str, *, max_length: int = HEADING_LENGTH, orders: Iterable[re.Pattern[str]] = ()
) -> str:
    """The prompt on one line without the order to make a deck, at most `max_length` characters.

    `orders`: what such an order looks like ("Create a 10-slide presentation about ..."), with
    the group `subject`. A long subject ends after its first sentence, else at a word with an
    ellipsis; a word that is too long by itself is cut, but never within a character made of
    several code points.
    """
    line = " ".join(prompt.split())
    ordered = next((found for order in orders if (found := order.fullmatch(line))), None)
    subject = ordered["subject"] if ordered else line
    if ordered:
        subject = subject[0].upper() + subject[1:]
    if len(subject) <= max_length:
        return subject
    return _first_sentence(subject, max_length) or _cut(subject, max_length)


def _first_sentence(text: str, max_length: int) -> str | None:
    end = _SENTENCE_END.search(text)
    if end is None or not max_length // 4 <= end.start() <= max_length:
        return None
    return text[: end.start()].rstrip(_LOOSE_END)


def _cut(text: str, max_length: int) -> str:
    room = max_length - len(_ELLIPSIS)
    breaks = [found.start() for found in _BREAK.finditer(text, max_length // 2, room + 1)]
    end = breaks[-1] if breaks else _character_end(text, room)
    return text[:end].rstrip(_LOOSE_END) + _ELLIPSIS


def _character_end(text: str, end: int) -> int:
    """The last position up to `end` that is not within a user-perceived character."""
    start = end
    while start > end // 2 and _continues(text[:start], text[start]):
        start -= 1
    return start if start > end // 2 else end


def _continues(before: str, after: str) -> bool:
    """Whether `after` belongs to the last character of `before`: accents, emoji sequences."""
    if "\u200d" in (before[-1], after) or unicodedata.category(after) in ("Mn", "Mc", "Me"):
        return True
    is_skin_tone = "\U0001f3fb" <= after <= "\U0001f3ff"
    flag_halves = len(before) - len(before.rstrip(_FLAG_HALVES))
    return is_skin_tone or (after in _FLAG_HALVES and flag_halves % 2 == 1)
