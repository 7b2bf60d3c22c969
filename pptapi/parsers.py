"""JSON as the RFC has it, and nothing that Python's parser adds to it."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import BaseParser


class StrictJSONParser(BaseParser):
    """A UTF-8 JSON object.

    Python would also take NaN, a repeated key (the last one silently wins), and other encodings.
    """

    media_type = "application/json"

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        del media_type, parser_context
        try:
            body = _DECODER.decode(stream.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ParseError(f"The body is not UTF-8: byte {error.start} is wrong.") from error
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error
        except json.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}"
            raise ParseError(f"The body is not JSON: {error.msg} at {where}.") from error
        except ValueError as error:  # what the hooks below refuse, and integers beyond 4300 digits
            raise ParseError(f"The body is not JSON: {error}.") from error
        if not isinstance(body, dict):
            message = f"The body must be a JSON object, not {_kind(body)}."
            raise ValidationError({"non_field_errors": [message]})
        return body


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        repeated, _ = counted.most_common(1)[0]
        raise ValueError(f"the key {json.dumps(repeated)} stands twice in one object")
    return found


def _number(text: str) -> float:
    if not math.isfinite(number := float(text)):
        raise ValueError("a number is too large")
    return number


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError("a number is too large") from None


def _constant(text: str) -> float:
    raise ValueError(f"{text} is not a JSON value")


def _kind(value: object) -> str:
    if value is None:
        return "null"
    return {list: "a list", str: "a string", bool: "a boolean"}.get(type(value), "a number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_number,
    parse_int=_integer,
    parse_constant=_constant,
)
