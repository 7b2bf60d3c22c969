"""JSON -> DeckRequest."""

from __future__ import annotations

import re
from copy import copy
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from generate_content.api import schemas
from generate_content.api.slide_requests import MAX_SLIDES, read_slides
from generate_content.catalogue import ASPECT_RATIOS, Catalogue
from generate_content.deck import (
    Brief,
    CitationStyle,
    DeckRequest,
    Overflow,
    Style,
    Tone,
    Verbosity,
)
from generate_content.errors import ErrorTree, InvalidDeck
from generate_content.slides.fields import InvalidField, clean_text, unknown_fields

MAX_PROMPT_LENGTH = 500
MOST_TOKENS = 10_000_000
MAX_FONT_LENGTH = 64
_LONGEST_CHOICE = 64
DEFAULT_TEMPLATE = "default_16_9"

# BCP 47, well-formed: language, script, region, variants; private use left out.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*",
    re.ASCII | re.IGNORECASE,
)
_COLOR = re.compile(r"#[0-9a-f]{6}", re.ASCII | re.IGNORECASE)
# Letters and digits of any script and what font names have between them.
_FONT = re.compile(r"[^\W_][\w .,'&+()-]*")


@extend_schema_field({"type": "string"})
class TextField(serializers.Field[str, Any, str, Any]):
    """A string and nothing else; DRF's CharField turns numbers into text."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = max_length

    def to_internal_value(self, data: Any) -> str:
        try:
            return clean_text(data, max_length=self.max_length)
        except InvalidField as error:
            raise serializers.ValidationError(error.problems) from error

    def to_representation(self, value: str) -> str:
        return value


class PatternField(TextField):
    """A short string of one form."""

    def __init__(self, pattern: re.Pattern[str], form: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pattern = pattern
        self.form = form

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if not self.pattern.fullmatch(text):
            raise serializers.ValidationError([f"Expected {self.form}."])
        return text


class StrictChoiceField(serializers.ChoiceField):
    """One of some strings; whatever else was sent is not repeated at length."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid_choice": '"{input}" is not a valid choice. Choices: {choices}.'
    }

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            raise serializers.ValidationError(["Not a valid string."])
        if data not in self.choices:
            shown = data if len(data) <= _LONGEST_CHOICE else f"{data[:_LONGEST_CHOICE]}..."
            self.fail("invalid_choice", input=shown, choices=", ".join(self.choices))
        return data


class StrictIntegerField(serializers.IntegerField):
    """A whole JSON number; "3" and true are none."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        return super().to_internal_value(data)


class StrictBooleanField(serializers.BooleanField):
    """true or false; "yes" and 1 are neither."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class AnyListField(serializers.ListField):
    """A list whose items the slide types check."""

    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            self.fail("not_a_list", input_type=type(data).__name__)
        return data


class ClosedSerializer(serializers.Serializer[Any]):
    """An object that may have no other fields than its own."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if isinstance(data, dict) and (
            unknown := [name for name in data if name not in self.fields]
        ):
            message = f"Unknown field. The fields are: {', '.join(self.fields)}."
            raise serializers.ValidationError(unknown_fields(unknown, message))
        return dict(super().to_internal_value(data))


@extend_schema_field(schemas.layout())
class LayoutField(AnyListField):
    """Names of slide types."""


@extend_schema_field(schemas.content())
class ContentField(AnyListField):
    """Objects with the fields of a slide type; {} means: write it."""


class DeckRequestSerializer(serializers.Serializer[DeckRequest]):
    """The body of `POST presentation/`. Every wrong field is reported at once."""

    # Context: `catalogue`; `validated_data["deck"]` is the DeckRequest.

    prompt = TextField(max_length=MAX_PROMPT_LENGTH)
    num_slides = StrictIntegerField(min_value=1, max_value=MAX_SLIDES, required=False)
    layout = LayoutField(required=False)
    content = ContentField(required=False)
    template_id = TextField(max_length=100, default=DEFAULT_TEMPLATE)
    aspect_ratio = StrictChoiceField(choices=ASPECT_RATIOS, required=False)
    font = PatternField(_FONT, "the name of a font", max_length=MAX_FONT_LENGTH, required=False)
    color = PatternField(_COLOR, "a colour like #1f4e79", max_length=7, required=False)
    overflow = StrictChoiceField(
        choices=[overflow.value for overflow in Overflow],
        default=Overflow.REFUSE.value,
        help_text=(
            "What becomes of a text that is too long for its slide: `refuse` answers 400; with "
            "`continue`, points, agenda items, events, table rows and the sentences of a "
            "`sub_heading` go on on further slides, whose headings end in (2/3) and so on, and do "
            "so rather than be set in less than 14 pt or 0.6 of the template's size."
        ),
    )
    include_citations = StrictBooleanField(default=False)
    citation_style = StrictChoiceField(
        choices=[style.value for style in CitationStyle], default=CitationStyle.APA.value
    )
    references_slide = StrictBooleanField(
        default=False,
        help_text=(
            "Adds a slide with all citations of the deck, once each: by the alphabet, in `ieee` "
            "style numbered in the order of first use. It comes last in `slides`, as type "
            "`references`; in the file it stands before a closing slide."
        ),
    )
    language = PatternField(_LANGUAGE, "a BCP 47 tag like en or pt-BR", max_length=35, default="en")
    tone = StrictChoiceField(choices=[tone.value for tone in Tone], default=Tone.PROFESSIONAL.value)
    verbosity = StrictChoiceField(
        choices=[verbosity.value for verbosity in Verbosity], default=Verbosity.STANDARD.value
    )
    speaker_notes = StrictBooleanField(default=False)
    max_tokens = StrictIntegerField(
        min_value=1,
        max_value=MOST_TOKENS,
        required=False,
        help_text="The most a model may be paid for the words; 400 if they may take more.",
    )

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Plain copies of the declared fields: DRF's deep ones are a third of a cached answer."""
        return {name: copy(field) for name, field in self._declared_fields.items()}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        problems: dict[str, Any] = {}
        values: dict[str, Any] = {}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if not isinstance(data, dict):
                raise
            problems.update(error.detail)  # type: ignore[arg-type]
        problems.update(self._unknown_fields(data))
        problems.update(self._template_problems(data, problems))
        # Slides are read even when other fields are wrong, so that all is reported at once.
        slides = self._read_slides(data, problems)
        if problems:
            raise serializers.ValidationError(problems)
        return {"deck": self._deck(values, slides)}

    @property
    def _catalogue(self) -> Catalogue:
        catalogue: Catalogue = self.context["catalogue"]
        return catalogue

    def _unknown_fields(self, data: dict[str, Any]) -> dict[str, ErrorTree]:
        message = f"Unknown field. The fields are: {', '.join(self.fields)}."
        return unknown_fields((name for name in data if name not in self.fields), message)

    def _template_problems(self, data: dict[str, Any], problems: dict[str, Any]) -> dict[str, Any]:
        if "template_id" in problems:
            return {}
        try:
            template = self._catalogue.get(data.get("template_id", DEFAULT_TEMPLATE).strip())
            if "aspect_ratio" in data and "aspect_ratio" not in problems:
                self._catalogue.with_aspect_ratio(template, data["aspect_ratio"])
        except InvalidDeck as error:
            return error.details
        return {}

    def _read_slides(self, data: dict[str, Any], problems: dict[str, Any]) -> Any:
        if problems.keys() & {"num_slides", "layout", "content"}:
            return ()
        num_slides = int(data["num_slides"]) if "num_slides" in data else None
        named = "citation_style" in data and "citation_style" not in problems
        style = CitationStyle(data["citation_style"]) if named else CitationStyle.APA
        try:
            return read_slides(num_slides, data.get("layout"), data.get("content"), style=style)
        except InvalidField as error:
            problems.update(error.problems)  # type: ignore[arg-type]
            return ()

    def _deck(self, values: dict[str, Any], slides: Any) -> DeckRequest:
        template = self._catalogue.with_aspect_ratio(
            self._catalogue.get(values["template_id"]), values.get("aspect_ratio")
        )
        color = values.get("color")
        return DeckRequest(
            brief=Brief(
                prompt=values["prompt"],
                language=values["language"],
                tone=Tone(values["tone"]),
                verbosity=Verbosity(values["verbosity"]),
                speaker_notes=values["speaker_notes"],
                include_citations=values["include_citations"],
                citation_style=CitationStyle(values["citation_style"]),
                references_slide=values["references_slide"],
            ),
            style=Style(
                template_id=template.id,
                font=values.get("font"),
                color=color.lower() if color else None,
                overflow=Overflow(values["overflow"]),
            ),
            slides=slides,
            max_tokens=values.get("max_tokens"),
        )
