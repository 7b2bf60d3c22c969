"""A message beside a picture."""

from generate_content.slides.base import Content, SlideType, Topic, joined
from generate_content.slides.fields import Canvas, Image, Text


class ContentImage(SlideType):
    name = "content-image"
    description = "A message beside a picture; without one, the template draws its own."
    prompt_hint = "One memorable message, and the two or three sentences that explain it."
    fields = {
        "main_heading": Text(
            place="title", help="The heading: the slide's message.", max_length=120, brief=70
        ),
        "sub_heading": Text(
            place="subtitle",
            help="Two or three sentences that explain the heading.",
            max_length=600,
            brief=280,
            flows=True,
        ),
        "image": Image(
            place="picture",
            help="A base64 data URI (data:image/png or data:image/jpeg) of at most 5 MB.",
        ),
    }

    def draft(self, topic: Topic) -> Content:
        return {"main_heading": topic.heading, "sub_heading": joined(topic.questions[:2])}

    def draw(self, canvas: Canvas, content: Content) -> None:
        super().draw(canvas, content)
        if "image" not in content:
            canvas.artwork("picture", seed=str(content.get("main_heading", "")))
