"""The opening slide."""

from generate_content.slides.base import Content, SlideType, Topic, joined
from generate_content.slides.fields import Text


class Title(SlideType):
    name = "title"
    description = "Opening slide: a title with an optional subtitle."
    prompt_hint = "A short, concrete title; the subtitle says for whom or to what end."
    fields = {
        "title_text": Text(
            place="title", help="The title of the presentation.", max_length=150, brief=70
        ),
        "subtitle_text": Text(
            place="subtitle",
            help="One line under the title.",
            max_length=200,
            brief=110,
            required=False,
        ),
    }

    def draft(self, topic: Topic) -> Content:
        return {
            "title_text": topic.heading,
            "subtitle_text": joined((topic.words.label, topic.questions[0])),
        }
