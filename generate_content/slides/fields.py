"""The fields a slide type is made of: the only schema and the only validator there is.

The request is checked by `Field.clean`, the model's reply by the same call on `Field.written()`,
which is the same field with the tighter limits a writer is asked to keep to. The model's response
schema, the catalogue's field list and the OpenAPI page are read off the same objects.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol, Self, TypeAlias, TypeVar

from generate_content.errors import ErrorTree
from generate_content.slides.picture import Picture, picture_from_data_uri
from generate_content.slides.pieces import Piece
from generate_content.slides.values import CONTINUED, INDENT, ChartData, Value, parted

_Given = TypeVar("_Given")
_Item = TypeVar("_Item")

Schema: TypeAlias = dict[str, object]
"""A JSON schema, of the small dialect that every model provider understands."""

LIMITS = ("min_items", "max_items", "max_length", "one_of")
"""Keywords of a schema that are told to nobody: the descriptions say them in words."""

# What XML 1.0 cannot carry, and lone halves of surrogate pairs, which UTF-8 cannot.
_UNDRAWABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SHOWN_NAMES, _SHOWN_NAME_LENGTH = 50, 64
_UNDER_POINT, _AMONG_SUB_POINTS = 0.3, 0.1  # the reluctance to break there
LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


class InvalidField(Exception):
    """A value its field does not accept; `problems` are messages, keyed by position in lists."""

    def __init__(self, problems: ErrorTree) -> None:
        super().__init__(str(problems))
        self.problems = problems


class Canvas(Protocol):
    """Where a slide type draws: places by role, never by position or by file format."""

    def text(self, place: str, text: str) -> None:
        """One text, its line breaks kept."""

    def paragraphs(self, place: str, items: Sequence[str]) -> None:
        """One paragraph per item, as a list if the template's place has list marks."""

    def entries(self, place: str, entries: Sequence[str]) -> None:
        """References: paragraphs without marks, in type that is no larger than it need be."""

    def picture(self, place: str, picture: Picture) -> None:
        """A picture that fills its frame, cropped, not distorted."""

    def artwork(self, place: str, seed: str) -> None:
        """A picture of the template's own in the theme's colours; the same for the same seed."""

    def timeline(self, when: str, what: str, events: Sequence[tuple[str, str]]) -> None:
        """A date and a text for each event, side by side in the places `when` and `what`."""

    def table(self, place: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table with a header row; every row is as long as it."""

    def chart(self, place: str, data: ChartData) -> None:
        """A chart with its numbers, in the theme's accent colours."""

    def notes(self, text: str) -> None:
        """Speaker notes."""


def clean_text(value: object, *, max_length: int) -> str:
    """The text with its ends trimmed and its line breaks as line feeds. Raises: InvalidField."""
    if not isinstance(value, str):
        raise InvalidField(["Not a valid string."])
    text = LINE_BREAKS.sub("\n", value).strip()
    if not text:
        raise InvalidField(["This field may not be blank."])
    if bad := _UNDRAWABLE.search(text):
        raise InvalidField(
            [f"Contains U+{ord(bad[0]):04X} at position {bad.start()}, which no slide can show."]
        )
    if len(text) > max_length:
        raise InvalidField(
            [f"Ensure this field has no more than {max_length} characters (it has {len(text)})."]
        )
    return text


@dataclass(frozen=True, kw_only=True)
class Field(ABC):
    """One named part of a slide, drawn at `place`, a role that the template maps."""

    place: str
    help: str
    required: bool = True
    writable: bool = True
    """Whether a writer (model or outline) may fill it."""
    flows: bool = False
    """Whether it may go on on further slides: it then has pieces."""

    @abstractmethod
    def clean(self, value: object) -> Value:
        """The value in its one canonical form. Raises: InvalidField."""

    @abstractmethod
    def draw(self, canvas: Canvas, value: Value) -> None: ...

    @abstractmethod
    def schema(self) -> Schema:
        """Of what a writer is asked for, and of the form in which answers show it."""

    def accepted(self) -> Schema:
        """Of all forms that a caller may send."""
        return self.schema()

    def echo(self, value: Value) -> object:
        """The value as answers show it, and as cache keys see it; JSON."""
        return value

    def written(self) -> Self:
        """This field with the limits a writer keeps to, so that any template can hold the words."""
        return self

    def pieces(self, value: Value) -> tuple[Piece, ...]:
        """The value in pieces, between which it may go on on another slide."""
        return (Piece(0, value),)

    def joined(self, pieces: Sequence[Piece]) -> Value:
        """The value of some pieces that follow each other."""
        (piece,) = pieces
        return piece.part


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One text of at most `max_length` characters; writers keep to `brief`."""

    max_length: int
    brief: int

    def clean(self, value: object) -> str:
        return clean_text(value, max_length=self.max_length)

    def draw(self, canvas: Canvas, value: Value) -> None:
        assert isinstance(value, str)
        canvas.text(self.place, value)

    def joined(self, pieces: Sequence[Piece]) -> str:
        return "".join(str(piece.part) for piece in pieces).strip()

    def schema(self) -> Schema:
        description = f"{self.help} At most {self.max_length} characters."
        return {"type": "string", "description": description, "max_length": self.max_length}

    def written(self) -> Self:
        return replace(self, max_length=self.brief)


@dataclass(frozen=True, kw_only=True)
class TextList(Field):
    """1 to `max_items` texts; `from_text` also takes one string, a line an item."""

    max_items: int
    max_length: int
    brief: int
    brief_items: int
    from_text: bool = False

    def clean(self, value: object) -> tuple[str, ...]:
        items = checked_list(self.listed(value), max_items=self.max_items)
        return clean_items(items, lambda item: clean_text(item, max_length=self.max_length))

    def listed(self, value: object) -> object:
        """The value, or its lines."""
        if self.from_text and isinstance(value, str):
            return [line for line in LINE_BREAKS.sub("\n", value).split("\n") if line.strip()]
        return value

    def draw(self, canvas: Canvas, value: Value) -> None:
        assert isinstance(value, tuple)
        canvas.paragraphs(self.place, value)

    def schema(self) -> Schema:
        return {
            "type": "array",
            "description": f"{self.help} 1 to {self.max_items} items.",
            "items": self._item(),
            "min_items": 1,
            "max_items": self.max_items,
        }

    def accepted(self) -> Schema:
        listed = {**self.schema(), "items": self.accepted_items()}
        lines: Schema = {"type": "string", "description": "A line an item."}
        return {"anyOf": [listed, lines]} if self.from_text else listed

    def accepted_items(self) -> Schema:
        return self._item()

    def _item(self) -> Schema:
        return {
            "type": "string",
            "description": f"At most {self.max_length} characters.",
            "max_length": self.max_length,
        }

    def echo(self, value: Value) -> object:
        assert isinstance(value, tuple)
        return list(value)

    def written(self) -> Self:
        return replace(self, max_length=self.brief, max_items=self.brief_items)

    def pieces(self, value: Value) -> tuple[Piece, ...]:
        """An item each; sub-points rather stay with their points, above all the first one."""
        assert isinstance(value, tuple)
        made: list[Piece] = []
        for number, item in enumerate(value):
            level, words = parted(item)
            apart = _UNDER_POINT if made and level > made[-1].level else _AMONG_SUB_POINTS
            made.append(Piece(number, words, level, apart if level else 0.0))
        return tuple(made)

    def joined(self, pieces: Sequence[Piece]) -> tuple[str, ...]:
        return tuple(
            _item_of(level, list(parts))
            for (_, level), parts in groupby(pieces, lambda piece: (piece.item, piece.level))
        )


def _item_of(level: int, parts: Sequence[Piece]) -> str:
    words = "".join(str(piece.part) for piece in parts).strip()
    return f"{INDENT * level}{CONTINUED if parts[0].continues else ''}{words}"


@dataclass(frozen=True, kw_only=True)
class Image(Field):
    """A PNG or JPEG as a base64 data URI; no writer can make one."""

    max_bytes: int = 5 * 1024 * 1024
    required: bool = False
    writable: bool = False

    def clean(self, value: object) -> Picture:
        if not isinstance(value, str):
            raise InvalidField(["Not a valid string."])
        try:
            return picture_from_data_uri(value, max_bytes=self.max_bytes)
        except ValueError as error:
            raise InvalidField([str(error)]) from error

    def draw(self, canvas: Canvas, value: Value) -> None:
        assert isinstance(value, Picture)
        canvas.picture(self.place, value)

    def schema(self) -> Schema:
        return {"type": "string", "description": self.help}

    def echo(self, value: Value) -> object:
        assert isinstance(value, Picture)
        return {
            "type": value.content_type,
            "size_bytes": len(value.data),
            "sha256": value.sha256,
        }


def checked_list(value: object, *, max_items: int) -> Sequence[object]:
    """The value, if it is a list with 1 to `max_items` items. Raises: InvalidField."""
    if not isinstance(value, list | tuple):
        raise InvalidField([f'Expected a list of items but got type "{_json_type(value)}".'])
    if not value:
        raise InvalidField(["This list may not be empty."])
    if len(value) > max_items:
        limit = f"Ensure this list has no more than {max_items} items"
        raise InvalidField([f"{limit} (it has {len(value)})."])
    return value


def clean_items(values: Sequence[_Given], clean: Callable[[_Given], _Item]) -> tuple[_Item, ...]:
    """Each value cleaned. Raises: InvalidField with all problems, by position."""
    cleaned: list[_Item] = []
    problems: dict[str, ErrorTree] = {}
    for position, value in enumerate(values):
        try:
            cleaned.append(clean(value))
        except InvalidField as error:
            problems[str(position)] = error.problems
    if problems:
        raise InvalidField(problems)
    return tuple(cleaned)


def unknown_fields(names: Iterable[str], message: str) -> dict[str, ErrorTree]:
    """The message for each name; of very many only the first, so that no answer outgrows all."""
    unknown = list(names)
    problems: dict[str, ErrorTree] = {
        name[:_SHOWN_NAME_LENGTH]: [message] for name in unknown[:_SHOWN_NAMES]
    }
    if len(unknown) > _SHOWN_NAMES:
        problems["..."] = [f"{len(unknown) - _SHOWN_NAMES} more unknown fields."]
    return problems


def _json_type(value: object) -> str:
    return {
        type(None): "null",
        bool: "boolean",
        int: "number",
        float: "number",
        str: "string",
        dict: "object",
    }.get(type(value), "list")
