"""What the talk is going to cover."""

from generate_content.slides.base import Content, SlideType, Topic
from generate_content.slides.fields import Text, TextList

_ITEMS = 6  # as many as there is room for on any template


class Agenda(SlideType):
    name = "agenda"
    description = "The parts of the talk, numbered."
    prompt_hint = "The parts of this very presentation in their order, a few words each."
    shows_the_way = True
    fields = {
        "heading_text": Text(place="title", help="The heading.", max_length=120, brief=70),
        "items": TextList(
            place="body",
            help="The parts of the talk.",
            max_items=12,
            max_length=200,
            brief=70,
            brief_items=6,
            flows=True,
        ),
    }

    def draft(self, topic: Topic) -> Content:
        return {"heading_text": topic.heading, "items": _stations(topic.ahead) or topic.questions}


def _stations(headings: tuple[str, ...]) -> tuple[str, ...]:
    """All of them, or of many the first, the last, and some between as far apart as can be."""
    if len(headings) <= _ITEMS:
        return headings
    last = len(headings) - 1
    return tuple(headings[round(number * last / (_ITEMS - 1))] for number in range(_ITEMS))
