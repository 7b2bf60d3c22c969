"""Numbers in texts: a planned slide shows only those of the caller."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from generate_content.deck import DeckRequest
from generate_content.slides.base import Content, SlideType
from generate_content.slides.values import Numbers, Records, Value, texts_in

# Not the digit of a name, like "Q3" or "B2B".
_NUMBER = re.compile(r"(?<!\w)\d(?:[\d.,'\u2019\u00a0\u202f]*\d)?")
_GROUPING = re.compile(r"['\u2019\u00a0\u202f]")


def numbers_of_caller(request: DeckRequest) -> AbstractSet[float]:
    """Every number of the request, in each way it can be read."""
    told = [
        *(found for value in request.own_values() for found in _shown(value)),
        *_written(text for value in request.own_values() for text in texts_in(value)),
    ]
    return {reading for _, readings in told for reading in readings}


def invented(slide_type: SlideType, content: Content, known: AbstractSet[float]) -> list[str]:
    """The numbers that the slide shows as facts and nobody gave."""
    told = [found for name in slide_type.facts for found in _shown(content[name])]
    return [shown for shown, readings in told if not known & readings]


def shows_none(slide_type: SlideType, content: Content) -> bool:
    """Whether a slide that is made for numbers has none."""
    told = [found for name in slide_type.facts for found in _shown(content[name])]
    return bool(slide_type.facts) and not told


def _shown(value: Value) -> Iterator[tuple[str, set[float]]]:
    """Each number as it is written, with what it can mean: "1.234" is one of two."""
    if isinstance(value, Numbers):
        for number in value.items:
            yield f"{number:g}", {abs(number)}
    elif isinstance(value, Records):
        for record in value.items:
            for part in record.values():
                if not isinstance(part, str):  # the name of a row of numbers is none
                    yield from _shown(part)
    else:
        yield from _written(texts_in(value))


def _written(texts: Iterable[str]) -> Iterator[tuple[str, set[float]]]:
    for text in texts:
        for found in _NUMBER.findall(text):
            yield found, _readings(_GROUPING.sub("", found))


def _readings(number: str) -> set[float]:
    """With a point for the decimals, and with a comma."""
    plain = (number.replace(",", ""), number.replace(".", "").replace(",", "."))
    return {float(one) for one in plain if one.count(".") <= 1}
