"""What a slide type is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from generate_content.errors import ErrorTree
from generate_content.slides.fields import (
    Canvas,
    Field,
    InvalidField,
    Schema,
    Text,
    TextList,
    unknown_fields,
)
from generate_content.slides.values import Value

Content = Mapping[str, Value]
"""Cleaned values by field name, in the order of the slide type's fields."""

NOTHING: Content = MappingProxyType({})

NOTES = "notes"
CITATIONS = "citations"
CITATION_LENGTH = 90
"""The longest citation that a writer may add, so that it fits the foot of any slide."""

COMMON_FIELDS: Mapping[str, Field] = {
    NOTES: Text(
        place="notes",
        help="What the speaker says to this slide: two to four spoken sentences.",
        max_length=5000,
        brief=1200,
        required=False,
    ),
    CITATIONS: TextList(
        place="footnote",
        help="Sources of what the slide says, one citation an item.",
        max_items=6,
        max_length=300,
        brief=CITATION_LENGTH,
        brief_items=1,
        required=False,
    ),
}
"""The fields that every slide may carry."""


@dataclass(frozen=True)
class DraftWords:
    """What drafts say in the deck's language, whatever their topic."""

    label: str
    """Says that this is no finished content."""
    column: str
    """The name of a table's column, with `{number}`; so are the next two."""
    category: str
    step: str
    to_fill_in: str
    """In place of a name; at most 24 characters."""
    quotation: str
    """The task to find one, and the task to name its speaker."""
    quoted: str
    sides: tuple[str, str]
    """The names of what is compared, each at most `SIDE_LENGTH` characters."""
    side_tasks: tuple[str, ...]
    """What there is to say of either of them."""


SIDE_LENGTH = 28


@dataclass(frozen=True)
class Topic:
    """What an offline draft knows: its subject, and the step of the outline it stands for."""

    subject: str
    heading: str
    questions: tuple[str, ...]
    """At least four short tasks for the author, each at most 90 characters."""
    words: DraftWords
    ahead: tuple[str, ...] = ()
    """The headings of the steps that follow, each at most 70 characters."""


def joined(sentences: Iterable[str]) -> str:
    """As one text; after a stop of East Asian width stands no space."""
    return " ".join(sentences).replace("\u3002 ", "\u3002")


class SlideType(ABC):
    """One kind of slide: its fields, how a model is told of it, its draft, how it is drawn."""

    name: ClassVar[str]
    description: ClassVar[str]
    prompt_hint: ClassVar[str]
    """One sentence to the model: what makes a good slide of this type."""
    fields: ClassVar[Mapping[str, Field]]
    aliases: ClassVar[Mapping[str, str]] = MappingProxyType({})
    facts: ClassVar[tuple[str, ...]] = ()
    """The fields with numbers that only a caller can know."""
    compares: ClassVar[bool] = False
    """Whether it sets two sides against each other."""
    shows_the_way: ClassVar[bool] = False
    """Whether it tells of the talk itself, so that it takes no step of an outline."""
    borrows: ClassVar[str | None] = None
    """The slide type on whose slide layout it is drawn, where it has none of its own."""
    always_continues: ClassVar[bool] = False
    """Whether it goes on on further slides also where that was not asked for."""
    ends_the_talk: ClassVar[bool] = False
    """Whether what is added to a deck stands before it, if it is the last slide."""
    is_appendix: ClassVar[bool] = False
    """Whether it is added to a deck, after the slides that were asked for."""

    @abstractmethod
    def draft(self, topic: Topic) -> Content:
        """Placeholder words for all its writable fields: tasks for the author, never claims."""

    def draft_beside(self, topic: Topic, given: Content) -> Content:
        """The draft in the shape of what was given: as many cells as there are columns."""
        del given
        return self.draft(topic)

    def draw(self, canvas: Canvas, content: Content) -> None:
        for name, field in self.fields.items():
            if name in content:
                field.draw(canvas, content[name])

    def all_fields(self) -> Mapping[str, Field]:
        return {**self.fields, **COMMON_FIELDS}

    def knows(self, names: Iterable[str]) -> bool:
        """Whether each name is one of its fields or aliases."""
        return set(names) <= {*self.all_fields(), *self.aliases}

    def clean(self, raw: Mapping[str, object]) -> Content:
        """The given values, canonical; fields left out stay left out. Raises: InvalidField."""
        fields = self.all_fields()
        problems = unknown_fields(
            (name for name in raw if not self.knows([name])),
            f"Unknown field. {self.name} knows: {', '.join(fields)}.",
        )
        cleaned: dict[str, Value] = {}
        for given_name, value in raw.items():
            name = self.aliases.get(given_name, given_name)
            if name not in fields:
                continue
            if name in cleaned or (name != given_name and name in raw):
                problems[given_name] = [f"Given twice: it is another name of {name}."]
            elif value is None:
                problems[given_name] = ["This field may not be null."]
            else:
                try:
                    cleaned[name] = fields[name].clean(value)
                except InvalidField as error:
                    problems[given_name] = error.problems
        problems = problems or self.conflicts(cleaned)
        if problems:
            raise InvalidField(problems)
        return {name: cleaned[name] for name in fields if name in cleaned}

    def conflicts(self, content: Content) -> dict[str, ErrorTree]:
        """What is wrong between fields that are right each by itself; some may be missing."""
        del content
        return {}

    def clean_reply(
        self, reply: object, wanted: Iterable[str], given: Content = NOTHING
    ) -> Content:
        """The fields a writer was asked for, within a writer's limits, beside those given.

        Raises: InvalidField.
        """
        if not isinstance(reply, dict):
            raise InvalidField(["Expected an object."])
        problems: dict[str, ErrorTree] = {}
        cleaned: dict[str, Value] = {}
        for name in wanted:
            try:
                cleaned[name] = self.all_fields()[name].written().clean(reply.get(name))
            except InvalidField as error:
                problems[name] = error.problems
        problems = problems or self.conflicts({**given, **cleaned})
        if problems:
            raise InvalidField(problems)
        return cleaned

    def reply_schema(self, wanted: Iterable[str]) -> Schema:
        """The schema of a reply with the wanted fields, each required."""
        fields = self.all_fields()
        names = list(wanted)
        return {
            "type": "object",
            "properties": {name: fields[name].written().schema() for name in names},
            "required": names,
        }

    def echo(self, content: Content) -> dict[str, object]:
        """The content as answers show it, and as cache keys see it; JSON."""
        fields = self.all_fields()
        return {name: fields[name].echo(value) for name, value in content.items()}

    def path_at(self, place: str) -> tuple[str, ...]:
        """The field that is drawn at `place`; for a part of a list, its position and name too."""
        name = next(name for name, field in self.all_fields().items() if field.place == place)
        return (name,)
