"""Texts in rows and columns."""

from generate_content.errors import ErrorTree
from generate_content.slides.base import NOTHING, Content, SlideType, Topic
from generate_content.slides.fields import Canvas, Text, TextList
from generate_content.slides.structured import RowList
from generate_content.slides.values import Rows

_TO_FILL_IN = "…"
_MAX_COLUMNS = 8


class Table(SlideType):
    name = "table"
    description = "A table with a header row."
    prompt_hint = (
        "Two to four columns, three to six rows, a few words a cell; every row has a cell for "
        "every column. Numbers only from the request."
    )
    facts = ("rows",)
    fields = {
        "heading_text": Text(
            place="title", help="The heading: the slide's message.", max_length=120, brief=70
        ),
        "columns": TextList(
            place="header",
            help="The columns' names.",
            max_items=_MAX_COLUMNS,
            max_length=60,
            brief=20,
            brief_items=_MAX_COLUMNS,  # as many as the caller may have given cells
        ),
        "rows": RowList(
            place="table",
            help="The rows, each a list with one text for every column.",
            max_items=20,
            max_cells=_MAX_COLUMNS,
            max_length=200,
            brief=24,
            brief_items=6,
            flows=True,
        ),
    }

    def draft(self, topic: Topic) -> Content:
        return self.draft_beside(topic, NOTHING)

    def draft_beside(self, topic: Topic, given: Content) -> Content:
        count = 3
        if isinstance(columns := given.get("columns"), tuple):
            count = len(columns)
        elif isinstance(rows := given.get("rows"), Rows):
            count = len(rows.cells[0])
        return {
            "heading_text": topic.heading,
            "columns": tuple(
                topic.words.column.format(number=number) for number in range(1, count + 1)
            ),
            "rows": Rows(
                tuple((str(number), *[_TO_FILL_IN] * (count - 1)) for number in (1, 2, 3))
            ),
        }

    def conflicts(self, content: Content) -> dict[str, ErrorTree]:
        if not isinstance(rows := content.get("rows"), Rows):
            return {}
        columns = content.get("columns")
        count, why = len(rows.cells[0]), "like the first row"
        if isinstance(columns, tuple):
            count, why = len(columns), "one for each column"
        wrong: dict[str, ErrorTree] = {
            str(position): [f"Give {count} cells, {why} (it has {len(row)})."]
            for position, row in enumerate(rows.cells)
            if len(row) != count
        }
        return {"rows": wrong} if wrong else {}

    def draw(self, canvas: Canvas, content: Content) -> None:
        if isinstance(heading := content.get("heading_text"), str):
            canvas.text("title", heading)
        columns, rows = content.get("columns"), content.get("rows")
        if isinstance(columns, tuple) and isinstance(rows, Rows):
            canvas.table("table", columns, rows.cells)
