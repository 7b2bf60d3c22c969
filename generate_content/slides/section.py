"""The opening of a part of the talk."""

from generate_content.slides.base import Content, SlideType, Topic
from generate_content.slides.fields import Text


class Section(SlideType):
    name = "section"
    description = "Opens a part of the talk: its name, and a line on what it is about."
    prompt_hint = "The name of the part in a few words; the line below says what it answers."
    fields = {
        "heading_text": Text(place="title", help="The name of the part.", max_length=120, brief=70),
        "sub_heading": Text(
            place="subtitle",
            help="One sentence: what this part is about.",
            max_length=250,
            brief=140,
            required=False,
        ),
    }

    def draft(self, topic: Topic) -> Content:
        return {"heading_text": topic.heading, "sub_heading": topic.questions[0]}
