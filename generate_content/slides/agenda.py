"""What the talk is going to cover."""

from generate_content.slides.base import Content, SlideType, Topic
from generate_content.slides.fields import Text, TextList


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
        return {"heading_text": topic.heading, "items": topic.ahead[:6] or topic.questions}
