"""Which steps a talk has, in which order, by kind of topic: the frame of the offline outline.

Their words are data, one file per language in `outlines/`; a step that a language lacks is left
out there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a talk wants to do with its topic."""

    GENERAL = "general"
    COMPARISON = "comparison"
    HOW_TO = "how_to"
    REPORT = "report"
    PITCH = "pitch"
    LESSON = "lesson"


@dataclass(frozen=True)
class Story:
    """The steps of one kind of talk, by name and in the order they are told."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    """Between the two, a long talk goes into single facets."""
    ranked: tuple[str, ...]
    """The most important first: a short talk has only these."""


# The most important first, for a talk of no special kind and after the special steps of one.
_RANKED = [
    "why",
    "how",
    "next",
    "today",
    "example",
    "parts",
    "options",
    "message",
    "evidence",
    "risks",
    "who",
    "terms",
    "costs",
    "needs",
    "history",
    "plan",
    "others",
    "myths",
    "measures",
    "open",
    "roles",
    "questions",
    "decision",
    "reading",
]


def _story(ranked: str, *, before: str, after: str) -> Story:
    own = ranked.split()
    told = {*before.split(), *after.split()}
    rest = [name for name in _RANKED if name in told]
    return Story(tuple(before.split()), tuple(after.split()), (*own, *rest))


STORIES: Mapping[Kind, Story] = {
    Kind.GENERAL: _story(
        "",
        before="message why today who terms history how parts example evidence",
        after=(
            "others options costs risks myths open needs plan measures roles questions decision "
            "next reading"
        ),
    ),
    Kind.COMPARISON: _story(
        "first_side second_side choice criteria",
        before=(
            "message why today who terms history criteria first_side second_side example evidence"
        ),
        after=(
            "others costs risks myths open choice needs plan measures roles questions decision "
            "next reading"
        ),
    ),
    Kind.HOW_TO: _story(
        "procedure preparation check mistakes",
        before="message why who terms preparation parts procedure example check mistakes",
        after=(
            "evidence others options costs risks myths open measures roles questions next reading"
        ),
    ),
    Kind.REPORT: _story(
        "results outlook scope deviations",
        before="message scope today results evidence deviations history who parts example",
        after=(
            "others options costs risks open outlook needs plan measures roles questions decision "
            "next reading"
        ),
    ),
    Kind.PITCH: _story(
        "problem solution ask proof",
        before="message problem why who history solution how parts example proof evidence",
        after=(
            "others options costs risks myths open needs plan measures roles questions decision "
            "ask next reading"
        ),
    ),
    Kind.LESSON: _story(
        "idea goals recap exercise",
        before="goals message why who terms history idea how parts example exercise evidence",
        after="myths others options costs risks open questions recap next reading",
    ),
}
