"""A heading and a list of points."""

from generate_content.slides.base import Content, SlideType, Topic
from generate_content.slides.fields import Text
from generate_content.slides.points import PointList


class Bullet(SlideType):
    name = "bullet"
    description = "A heading with a list of points."
    prompt_hint = "Three to five points, each one thought, parallel in form."
    fields = {
        "heading_text": Text(
            place="title", help="The heading: the slide's message.", max_length=120, brief=70
        ),
        "bullet_points": PointList(
            place="body",
            help="The points.",
            max_items=15,
            max_length=400,
            brief=110,
            brief_items=6,
        ),
    }

    def draft(self, topic: Topic) -> Content:
        return {"heading_text": topic.heading, "bullet_points": topic.questions}
