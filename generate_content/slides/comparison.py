"""Two things held against each other."""

from generate_content.slides.base import SIDE_LENGTH, Content, SlideType, Topic
from generate_content.slides.fields import Text
from generate_content.slides.points import PointList


def _heading(side: str) -> Text:
    return Text(
        place=f"{side}_heading",
        help=f"What the {side} side is.",
        max_length=80,
        brief=SIDE_LENGTH,
    )


def _points(side: str) -> PointList:
    return PointList(
        place=side,
        help=f"The points of the {side} side.",
        max_items=10,
        max_length=300,
        brief=70,
        brief_items=4,
    )


class Comparison(SlideType):
    name = "comparison"
    description = "A heading over two sides, each with a name and its points."
    prompt_hint = "The same questions answered for both sides, in the same order."
    compares = True
    fields = {
        "heading_text": Text(
            place="title", help="The heading: the slide's message.", max_length=120, brief=70
        ),
        "left_heading": _heading("left"),
        "left_points": _points("left"),
        "right_heading": _heading("right"),
        "right_points": _points("right"),
    }

    def draft(self, topic: Topic) -> Content:
        left, right = topic.words.sides
        return {
            "heading_text": topic.heading,
            "left_heading": left,
            "left_points": topic.words.side_tasks,
            "right_heading": right,
            "right_points": topic.words.side_tasks,
        }
