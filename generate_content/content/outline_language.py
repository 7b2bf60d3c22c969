"""The words of the offline outline in one language, read from `outlines/<language>.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generate_content.content.story import Kind
from generate_content.slides.base import DraftWords

_FOLDER = Path(__file__).with_name("outlines")
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@dataclass(frozen=True)
class Step:
    """One step of a talk: a heading that fits any subject, and tasks for the author.

    `{subject}` in a task stands for the subject.
    """

    heading: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class OutlineLanguage:
    """Nothing here claims anything about a subject: an outline that invents facts would be worse
    than none.
    """

    code: str
    quotes: tuple[str, str]
    """Around the subject, so that a task reads well however it was put."""
    notes: str
    agenda: str
    opening: tuple[str, ...]
    focus: tuple[str, ...]
    """Tasks that fit under any heading."""
    facet: str
    further: str
    """Headings of steps beyond the talk's own, with `{facet}` and `{number}`."""
    facets: tuple[str, ...]
    order: re.Pattern[str]
    """A prompt that orders a deck and names its `subject`."""
    sides: re.Pattern[str]
    """A subject that names the two sides of a comparison: its groups, but for those without."""
    kinds: Mapping[Kind, re.Pattern[str]]
    """How a prompt tells what kind of talk it wants."""
    words: DraftWords
    steps: Mapping[str, Step]


def is_offered(language: str) -> bool:
    return _code(language) in LANGUAGES


def outline_language(language: str) -> OutlineLanguage:
    """For a BCP 47 tag; English for what is not there."""
    return _read(_code(language) if is_offered(language) else "en")


def _code(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


@lru_cache
def _read(code: str) -> OutlineLanguage:
    told = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    opening, closing = told["quotes"]
    steps = {name: Step(heading, tuple(tasks)) for name, (heading, *tasks) in told["steps"].items()}
    return OutlineLanguage(
        code=code,
        quotes=(opening, closing),
        notes=told["notes"],
        agenda=told["agenda"],
        opening=tuple(told["opening"]),
        focus=tuple(told["focus"]),
        facet=told["facet"],
        further=told["further"],
        facets=tuple(told["facets"]),
        order=re.compile(told["order"], re.IGNORECASE),
        sides=re.compile(told["sides"], re.IGNORECASE),
        kinds={
            Kind(name): re.compile(pattern, re.IGNORECASE)
            for name, pattern in told["kinds"].items()
        },
        words=DraftWords(
            **told["words"],
            sides=(steps["first_side"].heading, steps["second_side"].heading),
            side_tasks=steps["first_side"].tasks[1:],
        ),
        steps=steps,
    )
