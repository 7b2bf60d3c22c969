"""A heading over two columns."""

from types import MappingProxyType

from generate_content.slides.base import Content, SlideType, Topic
from generate_content.slides.fields import Text
from generate_content.slides.points import PointList


class TwoColumn(SlideType):
    name = "two-column"
    description = "A heading over two columns of points."
    prompt_hint = "Two sides of one matter, with about as many points on each side."
    fields = {
        "heading_text": Text(
            place="title", help="The heading: the slide's message.", max_length=120, brief=70
        ),
        "left_column": PointList(
            place="left",
            help="The points of the left column.",
            max_items=15,
            max_length=400,
            brief=70,
            brief_items=4,
            from_text=True,
        ),
        "right_column": PointList(
            place="right",
            help="The points of the right column.",
            max_items=15,
            max_length=400,
            brief=70,
            brief_items=4,
            from_text=True,
        ),
    }
    aliases = MappingProxyType({"left_content": "left_column", "right_content": "right_column"})

    def draft(self, topic: Topic) -> Content:
        half = len(topic.questions) // 2
        return {
            "heading_text": topic.heading,
            "left_column": topic.questions[:half],
            "right_column": topic.questions[half:],
        }
