"""Events in the order of time."""

from generate_content.slides.base import Content, SlideType, Topic
from generate_content.slides.fields import Canvas, Text
from generate_content.slides.structured import RecordList
from generate_content.slides.values import Records


class Timeline(SlideType):
    name = "timeline"
    description = "Events along a line, each with its time and what happens."
    prompt_hint = (
        "Three to five events or phases in order of time; dates only from the request, "
        'else phases ("Phase 1").'
    )
    fields = {
        "heading_text": Text(
            place="title", help="The heading: the slide's message.", max_length=120, brief=70
        ),
        "events": RecordList(
            place="events",
            help="The events, in order of time.",
            parts={
                "when": Text(place="when", help="A date or phase.", max_length=40, brief=14),
                "what": Text(place="what", help="What happens.", max_length=200, brief=70),
            },
            max_items=8,
            brief_items=5,
            flows=True,
        ),
    }

    def draft(self, topic: Topic) -> Content:
        events = tuple(
            {"when": topic.words.step.format(number=number), "what": task}
            for number, task in enumerate(topic.questions, start=1)
        )
        return {"heading_text": topic.heading, "events": Records(events)}

    def draw(self, canvas: Canvas, content: Content) -> None:
        super().draw(canvas, content)
        if isinstance(events := content.get("events"), Records):
            pairs = [(str(event["when"]), str(event["what"])) for event in events.items]
            canvas.timeline("when", "what", pairs)

    def path_at(self, place: str) -> tuple[str, ...]:
        part, _, number = place.partition(" ")
        return ("events", str(int(number) - 1), part) if number else super().path_at(place)
