"""Points with sub-points: in a nested list, or indented by two spaces or a tab.

Both come to one form, a flat list of texts in which `INDENT` leads a sub-point: it is what answers
show, what cache keys see, and what a writer is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Self

from generate_content.slides.fields import (
    LINE_BREAKS,
    InvalidField,
    Schema,
    TextList,
    checked_list,
    clean_items,
    clean_text,
)
from generate_content.slides.values import INDENT

_SUB_POINT_SHARE = 0.9
_TWO_WIDE = "\t\u3000"
_NO_POINT = -1


@dataclass(frozen=True, kw_only=True)
class PointList(TextList):
    """1 to `max_items` points, their sub-points counted."""

    flows: bool = True
    sub_point_share: float = 1.0
    """How long a sub-point may be, of `max_length`."""

    def clean(self, value: object) -> tuple[str, ...]:
        items = self.listed(value)
        if isinstance(items, list | tuple):
            checked_list(list(_flattened(items)), max_items=self.max_items)
        items = checked_list(items, max_items=self.max_items)
        levels = list(zip(items, _levels(items), strict=True))
        return tuple(chain.from_iterable(clean_items(levels, self._point)))

    def schema(self) -> Schema:
        schema = super().schema()
        told = "Two spaces lead a sub-point, which stands after its point"
        limit = (
            f" and has at most {self._longest(1)} characters" if self.sub_point_share < 1 else ""
        )
        return {**schema, "description": f"{schema['description']} {told}{limit}."}

    def written(self) -> Self:
        """With shorter sub-points, since their lines are shorter."""
        return replace(super().written(), sub_point_share=_SUB_POINT_SHARE)

    def accepted_items(self) -> Schema:
        item = super().accepted_items()
        nested = {"type": "array", "items": item, "description": "Sub-points of the point before."}
        return {"anyOf": [item, nested]}

    def _point(self, leveled: tuple[object, int]) -> Sequence[str]:
        """The point; of a list, all its sub-points."""
        item, level = leveled
        if not isinstance(item, list | tuple):
            return [self._led(item, level)]
        if level == _NO_POINT:
            raise InvalidField(["There is no point before these sub-points."])
        checked_list(item, max_items=self.max_items)
        levels = [(one, level + inner) for one, inner in zip(item, _levels(item), strict=True)]
        return clean_items(levels, self._sub_point)

    def _sub_point(self, leveled: tuple[object, int]) -> str:
        item, level = leveled
        if isinstance(item, list | tuple):
            self._allowed(2)
        return self._led(item, level)

    def _led(self, item: object, level: int) -> str:
        """The words behind their indent."""
        return INDENT * self._allowed(level) + clean_text(item, max_length=self._longest(level))

    def _longest(self, level: int) -> int:
        return round(self.max_length * self.sub_point_share) if level else self.max_length

    def _allowed(self, level: int) -> int:
        if level > 1:
            raise InvalidField(["A sub-point has no sub-points: there are two levels."])
        return level


def _flattened(items: Sequence[object]) -> Iterator[object]:
    for item in items:
        if isinstance(item, list | tuple):
            yield from item
        else:
            yield item


def _levels(items: Sequence[object]) -> Iterator[int]:
    """How deep each item stands; the first one, however far it is indented, is a point.

    Of a nested list, how deep its items stand, or that it has no point before it.
    """
    widths: list[int] = []
    for item in items:
        if isinstance(item, list | tuple):
            del widths[1:]
            yield 1 if widths else _NO_POINT
        else:
            width = _indentation(item) if isinstance(item, str) else 0
            while len(widths) > 1 and width < widths[-1]:
                widths.pop()
            if not widths or width >= widths[-1] + len(INDENT):
                widths.append(width)
            widths[0] = min(widths[0], width)
            yield len(widths) - 1


def _indentation(text: str) -> int:
    """How many columns of white space lead the text's first line that has words."""
    lead = LINE_BREAKS.sub("\n", text[: len(text) - len(text.lstrip())]).rpartition("\n")[2]
    return sum(2 if char in _TWO_WIDE else 1 for char in lead)
