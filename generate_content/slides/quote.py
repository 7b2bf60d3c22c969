"""Somebody's words."""

from generate_content.slides.base import Content, SlideType, Topic
from generate_content.slides.fields import Text


class Quote(SlideType):
    name = "quote"
    description = "A quotation, with who said it."
    prompt_hint = (
        "Only a quotation that stands in the request, or one you are certain of word for word; "
        "else a principle in your own words, attributed to nobody by name."
    )
    fields = {
        "quote_text": Text(
            place="title",
            help="The words, without quotation marks around them.",
            max_length=400,
            brief=180,
        ),
        "attribution": Text(
            place="attribution",
            help="Who said it, and where.",
            max_length=150,
            brief=70,
            required=False,
        ),
    }

    def draft(self, topic: Topic) -> Content:
        return {"quote_text": topic.words.quotation, "attribution": topic.words.quoted}
