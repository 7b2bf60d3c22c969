"""One number that is worth a slide."""

from generate_content.slides.base import Content, SlideType, Topic
from generate_content.slides.fields import Text


class BigNumber(SlideType):
    name = "big-number"
    description = "One number, what it counts, and what it means."
    prompt_hint = 'Only a number that stands in the request; if it has none, the value is "?".'
    facts = ("value",)
    fields = {
        "value": Text(
            place="value",
            help='The number with its unit: "42 %", "3 of 5".',
            max_length=24,
            brief=16,
        ),
        "label": Text(place="title", help="What the number counts.", max_length=120, brief=70),
        "context": Text(
            place="context",
            help="One or two sentences: compared with what, and from which source.",
            max_length=300,
            brief=160,
            required=False,
        ),
    }

    def draft(self, topic: Topic) -> Content:
        return {"value": "?", "label": topic.heading, "context": topic.questions[0]}
