"""The slides whose type a model chooses while it writes them: what it is told, what it answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generate_content.content.numbers import numbers_of_caller
from generate_content.deck import DeckRequest, SlideRequest
from generate_content.errors import ErrorTree
from generate_content.slides import plan
from generate_content.slides.base import NOTHING, SlideType
from generate_content.slides.fields import Schema

KEY = "planned_slides"
"""The list of these slides, in question and answer."""
SLIDE = "slide"
LAYOUT = "layout"

_RULES = """\
Slides to plan and write: choose a layout for each, so that the talk is told well, and fill the \
fields of that layout; leave all others null. Never three slides of one layout in a row. Numbers \
only from the request."""


@dataclass(frozen=True)
class Planned:
    """What a model made of the open slides of a request."""

    types: Mapping[int, SlideType]
    """For each of them: its choice, or by rule."""
    slides: Mapping[int, object]
    """What it wrote, for those whose choice holds."""
    problems: Mapping[int, ErrorTree]
    """What was wrong with its choice, for the others."""


def slide_key(index: int) -> str:
    """The slide's name in question and answer."""
    return f"slide_{index}"


def choices(request: DeckRequest) -> Mapping[int, Mapping[str, SlideType]]:
    """What each open slide may become: types by name."""
    with_facts, count = bool(numbers_of_caller(request)), len(request.slides)
    return {
        index: plan.choices(index, count, with_facts=with_facts) for index in request.open_slides()
    }


def told(request: DeckRequest) -> Iterator[str]:
    """The lines that say what is to be planned; none if nothing is."""
    open_slides = choices(request)
    if open_slides:
        yield _RULES
    for names, group in groupby(open_slides.items(), key=lambda one: ", ".join(one[1])):
        yield f"- {', '.join(slide_key(index) for index, _ in group)}: {names}"


def schema(request: DeckRequest, schemas: Mapping[str, Schema]) -> Schema:
    """Of the list of open slides; `schemas` has that of each slide type that may be chosen.

    One object with the fields of all types, all but the chosen ones null: the services know no
    alternatives, or not the same ones. `one_of` keeps them for who counts tokens.
    """
    keys = [slide_key(index) for index in request.open_slides()]
    head = {
        SLIDE: {"type": "string", "enum": keys},
        LAYOUT: {"type": "string", "enum": list(schemas)},
    }
    properties = {**head, **_all_fields(schemas)}
    items = {"type": "object", "properties": properties, "required": list(properties)}
    alternatives = [
        {"type": "object", "properties": {**head, **one["properties"]}} for one in _dicts(schemas)
    ]
    return {
        "type": "array",
        "description": f"One item for each of {', '.join(keys)}, in this order.",
        "items": {**items, "one_of": alternatives},
        "max_items": len(keys),
    }


def read(request: DeckRequest, answer: object) -> Planned:
    """The open slides of an answer, held against the rules of a plan."""
    told_slides = _by_key(answer)
    types = [slide.type for slide in request.slides]
    problems: dict[int, ErrorTree] = {}
    for index, known in choices(request).items():
        slide = told_slides.get(slide_key(index), {})
        name = slide.get(LAYOUT)
        if isinstance(name, str) and name in known:
            types[index] = known[name]
        else:
            problems[index] = {LAYOUT: [f"Expected one of {', '.join(known)}."]}
    open_slides = request.open_slides()
    for index, mended in plan.too_alike(types, open_slides).items():
        problems[index] = {LAYOUT: [f"Three slides in a row were {types[index].name}."]}
        types[index] = mended
    return Planned(
        types={index: types[index] for index in open_slides},
        slides={i: told_slides[slide_key(i)] for i in open_slides if i not in problems},
        problems=problems,
    )


def with_another(request: DeckRequest, index: int) -> SlideType:
    """The type for a slide whose numbers nobody gave, in a request that is planned."""
    return plan.another([slide.type for slide in request.slides], index)


def empty(slide_type: SlideType) -> SlideRequest:
    """An open slide once it is planned."""
    return SlideRequest(slide_type, NOTHING)


def _by_key(answer: object) -> Mapping[str, Mapping[str, Any]]:
    slides = answer.get(KEY) if isinstance(answer, dict) else None
    if not isinstance(slides, list):
        return {}
    return {str(slide.get(SLIDE)): slide for slide in slides if isinstance(slide, dict)}


def _dicts(schemas: Mapping[str, Schema]) -> list[Any]:
    return list(schemas.values())


def _all_fields(schemas: Mapping[str, Any]) -> dict[str, Schema]:
    """Each field once, with what it is in each slide type; null where a type lacks it."""
    users: dict[str, dict[str, Any]] = {}
    for slide_type, one in schemas.items():
        for name, field in one["properties"].items():
            users.setdefault(name, {})[slide_type] = field
    return {name: _merged(fields, len(schemas)) for name, fields in users.items()}


def _merged(fields: Mapping[str, Any], count: int) -> Schema:
    first = next(iter(fields.values()))
    if len(fields) == count:
        return dict(first)
    meanings: dict[str, list[str]] = {}
    for slide_type, field in fields.items():
        meanings.setdefault(field["description"], []).append(slide_type)
    description = " ".join(f"{', '.join(types)}: {text}" for text, types in meanings.items())
    return {**first, "description": description, "nullable": True}
