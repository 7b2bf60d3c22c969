"""The sources of a whole deck; no caller lays it out, it is added when asked for."""

from dataclasses import dataclass
from typing import ClassVar

from generate_content.slides.base import Content, SlideType, Topic
from generate_content.slides.fields import Canvas, Text, TextList
from generate_content.slides.values import Value


@dataclass(frozen=True, kw_only=True)
class EntryList(TextList):
    """Entries of a list of references."""

    def draw(self, canvas: Canvas, value: Value) -> None:
        assert isinstance(value, tuple)
        canvas.entries(self.place, value)


class References(SlideType):
    name = "references"
    description = "The sources of all slides, once each."
    prompt_hint = ""
    borrows: ClassVar[str | None] = "bullet"
    always_continues: ClassVar[bool] = True
    is_appendix: ClassVar[bool] = True
    fields = {
        "heading_text": Text(place="title", help="The heading.", max_length=120, brief=70),
        "entries": EntryList(
            place="body",
            help="The sources.",
            max_items=300,
            max_length=310,
            brief=90,
            brief_items=300,
            flows=True,
        ),
    }

    def draft(self, topic: Topic) -> Content:
        return {"heading_text": topic.heading, "entries": topic.questions}


REFERENCES = References()
