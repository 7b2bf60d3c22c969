"""OpenAPI schemas of what the slide types themselves define."""

from __future__ import annotations

from typing import Any

from generate_content.content.citations import accepted_schema
from generate_content.slides import registry
from generate_content.slides.base import CITATIONS, SlideType
from generate_content.slides.fields import Schema

_OPENAPI_NAMES = {"min_items": "minItems", "max_items": "maxItems", "max_length": "maxLength"}


def layout() -> Schema:
    """A list of slide type names."""
    return {"type": "array", "items": {"type": "string", "enum": list(registry.BY_NAME)}}


def content() -> Schema:
    """A list of slides, each with some of the fields of one slide type."""
    return {"type": "array", "items": {"anyOf": [_slide(known) for known in registry.SLIDE_TYPES]}}


def _slide(slide_type: SlideType) -> Schema:
    return {
        "type": "object",
        "title": slide_type.name,
        "description": slide_type.description,
        "properties": {
            **{name: _renamed(field.accepted()) for name, field in slide_type.all_fields().items()},
            CITATIONS: _citations(slide_type),
        },
        "additionalProperties": False,
    }


def _citations(slide_type: SlideType) -> Schema:
    """Texts, or sources to be set in the citation style."""
    schema = _renamed(slide_type.all_fields()[CITATIONS].schema())
    return {**schema, "items": {"anyOf": [schema["items"], accepted_schema()]}}


def _renamed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_renamed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {_OPENAPI_NAMES.get(name, name): _renamed(value) for name, value in schema.items()}
