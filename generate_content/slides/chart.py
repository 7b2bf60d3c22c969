"""Numbers as a picture that can be edited."""

from collections.abc import Sequence

from generate_content.errors import ErrorTree
from generate_content.slides.base import NOTHING, Content, SlideType, Topic
from generate_content.slides.fields import Canvas, Text, TextList
from generate_content.slides.structured import Choice, NumberList, RecordList
from generate_content.slides.values import ChartData, Numbers, Records, Series

_MAX_SERIES = 6  # as many as a theme has accent colours
_MAX_CATEGORIES = 24
_MAX_SLICES = 12


class Chart(SlideType):
    name = "chart"
    description = "A chart that can be edited: bar, column, line, pie or area."
    prompt_hint = (
        "Three to eight categories, one to three series, only with numbers that stand in the "
        'request. If it has none: categories A, B and C, one series named "?", values of 1.'
    )
    facts = ("series",)
    fields = {
        "heading_text": Text(
            place="title", help="The heading: what the numbers say.", max_length=120, brief=70
        ),
        "chart_type": Choice(
            place="kind",
            help="line and area for the course of time, pie for shares of one whole.",
            options=("bar", "column", "line", "pie", "area"),
        ),
        "categories": TextList(
            place="chart",
            help="What is counted or when, one name for each value of a series.",
            max_items=_MAX_CATEGORIES,
            max_length=60,
            brief=18,
            brief_items=_MAX_CATEGORIES,  # as many as the caller may have given values
        ),
        "series": RecordList(
            place="series",
            help="The rows of numbers; a pie has one.",
            parts={
                "name": Text(place="name", help="What the numbers are.", max_length=60, brief=24),
                "values": NumberList(
                    place="values",
                    help="One number for each category.",
                    max_items=_MAX_CATEGORIES,
                ),
            },
            max_items=_MAX_SERIES,
            brief_items=3,
        ),
    }

    def draft(self, topic: Topic) -> Content:
        return self.draft_beside(topic, NOTHING)

    def draft_beside(self, topic: Topic, given: Content) -> Content:
        count, kind = 3, given.get("chart_type", "column")
        if isinstance(categories := given.get("categories"), tuple):
            count = len(categories)
        elif isinstance(series := given.get("series"), Records):
            count = max(len(row.values) for row in _series(series))
        return {
            "heading_text": topic.heading,
            "chart_type": kind,
            "categories": tuple(
                topic.words.category.format(number=number) for number in range(1, count + 1)
            ),
            "series": Records(({"name": topic.words.to_fill_in, "values": Numbers((1,) * count)},)),
        }

    def conflicts(self, content: Content) -> dict[str, ErrorTree]:
        problems: dict[str, ErrorTree] = {}
        categories, series = content.get("categories"), content.get("series")
        is_pie = content.get("chart_type") == "pie"
        if is_pie and isinstance(categories, tuple) and len(categories) > _MAX_SLICES:
            problems["categories"] = [
                f"A pie has at most {_MAX_SLICES} slices (there are {len(categories)})."
            ]
        if not isinstance(series, Records):
            return problems
        rows = _series(series)
        count = len(categories) if isinstance(categories, tuple) else len(rows[0].values)
        wrong: dict[str, ErrorTree] = {
            str(position): {"values": [_miscounted(count, len(row.values))]}
            for position, row in enumerate(rows)
            if len(row.values) != count
        }
        if is_pie and not problems:
            wrong |= _unlike_a_pie(rows)
        return problems | ({"series": wrong} if wrong else {})

    def draw(self, canvas: Canvas, content: Content) -> None:
        if isinstance(heading := content.get("heading_text"), str):
            canvas.text("title", heading)
        kind, categories = content.get("chart_type"), content.get("categories")
        series = content.get("series")
        if isinstance(kind, str) and isinstance(categories, tuple) and isinstance(series, Records):
            canvas.chart("chart", ChartData(kind, categories, _series(series)))


def _series(records: Records) -> tuple[Series, ...]:
    made = []
    for record in records.items:
        name, values = record["name"], record["values"]
        assert isinstance(name, str)
        assert isinstance(values, Numbers)
        made.append(Series(name, values.items))
    return tuple(made)


def _miscounted(wanted: int, given: int) -> str:
    return f"Give {wanted} numbers, one for each category (there are {given})."


def _unlike_a_pie(rows: Sequence[Series]) -> dict[str, ErrorTree]:
    if (count := len(rows[0].values)) > _MAX_SLICES:
        return {"0": {"values": [f"A pie has at most {_MAX_SLICES} slices (there are {count})."]}}
    if len(rows) > 1:
        return {"1": [f"A pie has one series (there are {len(rows)})."]}
    if min(rows[0].values) < 0 or not any(rows[0].values):
        return {"0": {"values": ["A pie needs numbers of 0 or more, one of them above 0."]}}
    return {}
