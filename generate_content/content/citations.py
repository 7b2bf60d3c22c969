"""Sources as fields, set by us in APA, MLA, Chicago and IEEE style.

Slides have no marks in their text that a number could stand for, so IEEE entries have none.
Titles of whole works are in *italics*, by the markup that every text knows.
Source: APA 7; MLA 9; The Chicago Manual of Style 17, author-date; IEEE Reference Guide (2023).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from generate_content.deck import CitationStyle
from generate_content.slides.fields import (
    InvalidField,
    Schema,
    clean_items,
    clean_text,
    unknown_fields,
)

_MOST_AUTHORS = 20
_NAME, _YEAR, _TITLE, _CONTAINER, _ADDRESS = 100, 20, 200, 150, 250
"""How long the parts of a caller's source may be."""
_LATEST_YEAR = 9999
_LETTER = re.compile(r"[^\W_]")
_URL = re.compile(r"https?://[^\s<>\"*]+", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    title: str
    authors: tuple[str, ...] = ()
    """"Family, Given"; what has no comma (an organisation) stands as it is."""
    year: str = ""
    container: str = ""
    """What it stands in: a journal, a book, a site."""
    url: str = ""
    is_part: bool = False
    """Of a container that is not named for want of room."""


def read_source(value: Mapping[str, object]) -> Source:
    """A caller's source, from JSON. Raises: InvalidField."""
    problems = unknown_fields(
        (name for name in value if name not in _PARTS),
        f"Unknown field. A source has: {', '.join(_PARTS)}.",
    )
    parts: dict[str, Any] = {}
    for name, clean in _PARTS.items():
        if name in value:
            try:
                parts[name] = clean(value[name])
            except InvalidField as error:
                problems[name] = error.problems
    if "title" not in value:
        problems["title"] = ["This field is required."]
    if problems:
        raise InvalidField(problems)
    return Source(**parts)


def set_in(style: CitationStyle, source: Source) -> str:
    """The source as an entry of a list of references."""
    return _STYLES[style](source)


def set_within(style: CitationStyle, source: Source, max_length: int) -> str:
    """As much of the entry as there is room for: first the address goes, then the container, then
    all authors but the first. Not cut any further.
    """
    entries = [set_in(style, shorter) for shorter in _shortened(source)]
    return next((entry for entry in entries if len(entry) <= max_length), entries[-1])


def set_proposed(value: object, style: CitationStyle, max_length: int) -> object:
    """A model's citation, whose empty and odd parts are what it does not know.

    What is no source is left as it is, for the field's own check.
    """
    if not isinstance(value, dict):
        return value
    known = {name: part for name, part in value.items() if name in _PARTS and part}
    if not _URL.fullmatch(str(known.get("url", ""))):
        known.pop("url", None)
    try:
        return set_within(style, read_source(known), max_length)
    except InvalidField:
        return value


def accepted_schema() -> dict[str, object]:
    """What a caller's source may be: JSON Schema, as OpenAPI has it."""

    def text(max_length: int) -> dict[str, object]:
        return {"type": "string", "maxLength": max_length}

    authors = {"type": "array", "items": text(_NAME), "minItems": 1, "maxItems": _MOST_AUTHORS}
    year = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": _LATEST_YEAR}, text(_YEAR)]}
    return {
        "type": "object",
        "properties": {
            "authors": authors,
            "year": year,
            "title": text(_TITLE),
            "container": text(_CONTAINER),
            "url": text(_ADDRESS),
        },
        "required": ["title"],
        "additionalProperties": False,
    }


def source_schema() -> Schema:
    """What a model is asked for; all of it required, and empty where it does not know."""

    def text(description: str, max_length: int) -> Schema:
        return {"type": "string", "description": description, "max_length": max_length}

    author = text('"Family, Given"; an organisation as it is.', 40)
    properties: dict[str, Schema] = {
        "authors": {
            "type": "array",
            "description": "The authors.",
            "items": author,
            "max_items": 3,
        },
        "year": text("The year, or empty.", 4),
        "title": text("The title. At most 60 characters.", 60),
        "container": text("The journal, book or site it stands in, or empty.", 60),
        "url": text("Its address, or empty.", 100),
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _part(value: object, *, max_length: int) -> str:
    """On one line; a grave accent would make code of what stands between two."""
    return " ".join(clean_text(value, max_length=max_length).replace("`", "'").split())


def _author(value: object) -> str:
    name = _part(value, max_length=_NAME)
    if not _LETTER.search(name):
        raise InvalidField(["Expected a name."])
    return name


def _authors(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST_AUTHORS:
        raise InvalidField([f"Expected a list of 1 to {_MOST_AUTHORS} names."])
    return clean_items(value, _author)


def _year(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LATEST_YEAR:
        return str(value)
    return _part(value, max_length=_YEAR)


def _url(value: object) -> str:
    url = clean_text(value, max_length=_ADDRESS)
    if not _URL.fullmatch(url):
        raise InvalidField(["Not a URL like https://example.org/page."])
    return url


_PARTS: Mapping[str, Callable[[object], object]] = {
    "authors": _authors,
    "year": _year,
    "title": partial(_part, max_length=_TITLE),
    "container": partial(_part, max_length=_CONTAINER),
    "url": _url,
}


def _shortened(source: Source) -> Iterator[Source]:
    yield source
    yield (source := replace(source, url=""))
    yield (source := replace(source, container="", is_part=bool(source.container)))
    yield replace(source, authors=source.authors[:1])


def _apa(source: Source) -> str:
    authors = _joined([_initials_last(name) for name in source.authors], last=", & ")
    year = f"({source.year or 'n.d.'})."
    title = source.title if _is_part(source) else _italic(source.title)
    head = [_ended(authors), year, _ended(title)] if authors else [_ended(title), year]
    return _spaced(*head, _ended(_italic(source.container)), source.url)


def _mla(source: Source) -> str:
    address = source.url.partition("://")[2]
    place = ", ".join(filter(None, (_italic(source.container), source.year, address)))
    return _spaced(_ended(_mla_authors(source.authors)), _mla_title(source), _ended(place))


def _chicago(source: Source) -> str:
    names = [*source.authors[:1], *map(_given_first, source.authors[1:])]
    authors, year = _ended(_joined(names, last=", and ")), _ended(source.year or "n.d.")
    title, container = _mla_title(source), _ended(_italic(source.container))
    head = (authors, year, title) if authors else (title, year)
    return _spaced(*head, container, source.url)


def _ieee(source: Source) -> str:
    names = [_initials_first(name) for name in source.authors]
    authors = f"{names[0]} et al." if len(names) > 6 else _joined(names, last=", and ", two=" and ")  # noqa: PLR2004
    title = f"“{_ended(source.title, ',')}”" if _is_part(source) else f"{_italic(source.title)},"
    rest = ", ".join(filter(None, (_italic(source.container), source.year or "n.d.")))
    online = f"[Online]. Available: {source.url}" if source.url else ""
    return _spaced(f"{authors}," if authors else "", title, _ended(rest), online)


_STYLES: Mapping[CitationStyle, Callable[[Source], str]] = {
    CitationStyle.APA: _apa,
    CitationStyle.MLA: _mla,
    CitationStyle.CHICAGO: _chicago,
    CitationStyle.IEEE: _ieee,
}


def _is_part(source: Source) -> bool:
    return source.is_part or bool(source.container)


def _mla_title(source: Source) -> str:
    if _is_part(source):
        return f"“{_ended(source.title)}”"
    return _ended(_italic(source.title))


def _mla_authors(names: tuple[str, ...]) -> str:
    if len(names) > 2:  # noqa: PLR2004 -- from three on
        return f"{names[0]}, et al."
    return _joined([*names[:1], *map(_given_first, names[1:])], last=", and ")


def _joined(names: list[str], *, last: str, two: str | None = None) -> str:
    """`last` goes before the last name; `two` between only two."""
    if len(names) <= 1:
        return "".join(names)
    between = (two or last) if len(names) == 2 else last  # noqa: PLR2004
    return ", ".join(names[:-1]) + between + names[-1]


def _parted(name: str) -> tuple[str, str]:
    """Family and given name; of an organisation the name and nothing."""
    family, _, given = name.partition(",")
    return family.strip(), given.strip()


def _initials(given: str) -> str:
    """Timothy R. -> T. R.; Jean-Paul -> J.-P."""
    words = ("-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split())
    return " ".join(words)


def _initials_last(name: str) -> str:
    family, given = _parted(name)
    return f"{family}, {_initials(given)}" if given else family


def _initials_first(name: str) -> str:
    family, given = _parted(name)
    return f"{_initials(given)} {family}" if given else family


def _given_first(name: str) -> str:
    family, given = _parted(name)
    return f"{given} {family}" if given else family


def _italic(text: str) -> str:
    """Unless marks would not be read as such around it."""
    return f"*{text}*" if _LETTER.search(text) and "*" not in text else text


def _ended(text: str, end: str = ".") -> str:
    """With `end`, unless it ends with a mark of its own, seen through italics."""
    return text if not text or text.rstrip("*")[-1:] in (*".?!", end) else f"{text}{end}"


def _spaced(*parts: str) -> str:
    return " ".join(filter(None, parts))
