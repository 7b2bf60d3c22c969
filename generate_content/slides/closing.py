"""The last slide."""

from generate_content.slides.base import Content, SlideType, Topic
from generate_content.slides.fields import Text


class Closing(SlideType):
    name = "closing"
    description = "Closes the talk: a last line, and where to reach the speaker."
    ends_the_talk = True
    prompt_hint = (
        "The one sentence to remember, or thanks; contact details only from the request, else "
        "what to do next."
    )
    fields = {
        "title_text": Text(place="title", help="The last line.", max_length=150, brief=70),
        "contact_text": Text(
            place="contact",
            help="Names, addresses, links; or what to do next.",
            max_length=300,
            brief=120,
            required=False,
        ),
    }

    def draft(self, topic: Topic) -> Content:
        return {"title_text": topic.heading, "contact_text": topic.questions[0]}
