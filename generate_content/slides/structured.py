"""Fields that hold more than texts: choices, numbers, rows of cells, lists of objects.

Their slide types draw them, since several of them make one table, chart or timeline.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from generate_content.slides.fields import (
    Canvas,
    Field,
    InvalidField,
    Schema,
    checked_list,
    clean_items,
    clean_text,
    unknown_fields,
)
from generate_content.slides.pieces import Piece
from generate_content.slides.values import Numbers, Records, Rows, Value

LARGEST = 10.0**15
"""A number's magnitude at most: beyond it, spreadsheets lose whole units."""


class _DrawnTogether(Field):
    def draw(self, canvas: Canvas, value: Value) -> None:
        """Nothing: the slide type draws it with its other fields."""


@dataclass(frozen=True, kw_only=True)
class Choice(_DrawnTogether):
    """One of a few names."""

    options: tuple[str, ...]

    def clean(self, value: object) -> str:
        if not isinstance(value, str):
            raise InvalidField(["Not a valid string."])
        if value not in self.options:
            known = ", ".join(self.options)
            raise InvalidField([f'"{value[:64]}" is not a valid choice. Choices: {known}.'])
        return value

    def schema(self) -> Schema:
        return {"type": "string", "description": self.help, "enum": list(self.options)}


@dataclass(frozen=True, kw_only=True)
class NumberList(_DrawnTogether):
    """1 to `max_items` finite numbers."""

    max_items: int

    def clean(self, value: object) -> Numbers:
        values = checked_list(value, max_items=self.max_items)
        return Numbers(clean_items(values, _clean_number))

    def schema(self) -> Schema:
        return {
            "type": "array",
            "description": f"{self.help} 1 to {self.max_items} numbers.",
            "items": {"type": "number"},
            "min_items": 1,
            "max_items": self.max_items,
        }

    def echo(self, value: Value) -> object:
        assert isinstance(value, Numbers)
        return list(value.items)


@dataclass(frozen=True, kw_only=True)
class RowList(_DrawnTogether):
    """1 to `max_items` rows of 1 to `max_cells` cells; a cell may be empty."""

    max_items: int
    max_cells: int
    max_length: int
    brief: int
    brief_items: int

    def clean(self, value: object) -> Rows:
        return Rows(clean_items(checked_list(value, max_items=self.max_items), self._row))

    def _row(self, value: object) -> tuple[str, ...]:
        return clean_items(checked_list(value, max_items=self.max_cells), self._cell)

    def _cell(self, value: object) -> str:
        """Numbers are taken as they are read: 1.50 is no other number than 1.5."""
        if isinstance(value, str) and not value.strip():
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return f"{_clean_number(value)}"
        return clean_text(value, max_length=self.max_length)

    def schema(self) -> Schema:
        cell = {
            "type": "string",
            "description": f"At most {self.max_length} characters.",
            "max_length": self.max_length,
        }
        row = {"type": "array", "items": cell, "min_items": 1, "max_items": self.max_cells}
        return {
            "type": "array",
            "description": f"{self.help} 1 to {self.max_items} rows.",
            "items": row,
            "min_items": 1,
            "max_items": self.max_items,
        }

    def echo(self, value: Value) -> object:
        assert isinstance(value, Rows)
        return [list(row) for row in value.cells]

    def written(self) -> Self:
        return replace(self, max_length=self.brief, max_items=self.brief_items)

    def pieces(self, value: Value) -> tuple[Piece, ...]:
        """A row each."""
        assert isinstance(value, Rows)
        return tuple(Piece(number, Rows((row,))) for number, row in enumerate(value.cells))

    def joined(self, pieces: Sequence[Piece]) -> Rows:
        parts = [piece.part for piece in pieces]
        return Rows(tuple(row for part in parts if isinstance(part, Rows) for row in part.cells))


@dataclass(frozen=True, kw_only=True)
class RecordList(_DrawnTogether):
    """1 to `max_items` objects with exactly the fields `parts`."""

    parts: Mapping[str, Field]
    max_items: int
    brief_items: int

    def clean(self, value: object) -> Records:
        return Records(clean_items(checked_list(value, max_items=self.max_items), self._record))

    def _record(self, value: object) -> Mapping[str, Value]:
        if not isinstance(value, dict):
            raise InvalidField([f"Expected an object with {' and '.join(self.parts)}."])
        problems = unknown_fields(
            (name for name in value if name not in self.parts),
            f"Unknown field. The fields are: {', '.join(self.parts)}.",
        )
        cleaned: dict[str, Value] = {}
        for name, part in self.parts.items():
            try:
                cleaned[name] = part.clean(_present(value, name))
            except InvalidField as error:
                problems[name] = error.problems
        if problems:
            raise InvalidField(problems)
        return cleaned

    def schema(self) -> Schema:
        return {
            "type": "array",
            "description": f"{self.help} 1 to {self.max_items} items.",
            "items": {
                "type": "object",
                "properties": {name: part.schema() for name, part in self.parts.items()},
                "required": list(self.parts),
            },
            "min_items": 1,
            "max_items": self.max_items,
        }

    def echo(self, value: Value) -> object:
        assert isinstance(value, Records)
        return [
            {name: part.echo(record[name]) for name, part in self.parts.items()}
            for record in value.items
        ]

    def written(self) -> Self:
        parts = {name: part.written() for name, part in self.parts.items()}
        return replace(self, parts=parts, max_items=self.brief_items)

    def pieces(self, value: Value) -> tuple[Piece, ...]:
        """An object each."""
        assert isinstance(value, Records)
        return tuple(Piece(number, Records((one,))) for number, one in enumerate(value.items))

    def joined(self, pieces: Sequence[Piece]) -> Records:
        parts = [piece.part for piece in pieces]
        return Records(
            tuple(one for part in parts if isinstance(part, Records) for one in part.items)
        )


def _present(record: Mapping[str, object], name: str) -> object:
    if name not in record:
        raise InvalidField(["This field is required."])
    if record[name] is None:
        raise InvalidField(["This field may not be null."])
    return record[name]


def _clean_number(value: object) -> float:
    """Whole numbers as such, so that 3.0 and 3 are one. Raises: InvalidField."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidField(["A valid number is required."])
    # NaN is not equal to itself, and no comparison with it holds.
    if not -LARGEST <= value <= LARGEST:
        raise InvalidField([f"Ensure this number is between -{LARGEST:g} and {LARGEST:g}."])
    return int(value) if math.trunc(value) == value else value
