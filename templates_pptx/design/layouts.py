"""What every family's layouts have in common: which placeholders a slide type has, and their order.

The order is the one in which a screen reader tells them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .canvas import Box
from .draw import Fill, Group
from .model import Layout
from .text import NO_INSETS, Insets, Level, Placeholder


@dataclass(frozen=True)
class Slot:
    """Where a placeholder stands and how its text looks."""

    box: Box
    levels: tuple[Level, ...]
    anchor: str = "t"
    insets: Insets = NO_INSETS


@dataclass(frozen=True)
class _Holder:
    kind: str
    idx: int
    name: str
    prompt: str


@dataclass(frozen=True)
class _Kind:
    """A slide type's layout: its name in PowerPoint, its kind in the XML, its placeholders."""

    name: str
    xml: str | None
    holders: Mapping[str, _Holder]


_TITLE = _Holder("title", 0, "Title", "Title")
_KINDS = {
    "section": _Kind(
        "Section",
        "secHead",
        {"title": _TITLE, "subtitle": _Holder("body", 1, "Text", "What this part is about")},
    ),
    "agenda": _Kind(
        "Agenda", None, {"title": _TITLE, "body": _Holder("body", 1, "Parts", "Parts of the talk")}
    ),
    "quote": _Kind(
        "Quote",
        None,
        {
            "title": _Holder("title", 0, "Quotation", "Somebody's words"),
            "attribution": _Holder("body", 1, "Attribution", "Who said it"),
        },
    ),
    "big-number": _Kind(
        "Big Number",
        None,
        {
            "title": _Holder("title", 0, "Label", "What it counts"),
            "value": _Holder("body", 1, "Number", "42 %"),
            "context": _Holder("body", 2, "Context", "What it means"),
        },
    ),
    "comparison": _Kind(
        "Comparison",
        "twoTxTwoObj",
        {
            "title": _TITLE,
            "left_heading": _Holder("body", 1, "Left Heading", "One side"),
            "left": _Holder("body", 2, "Left Points", "Points\nDetail"),
            "right_heading": _Holder("body", 3, "Right Heading", "The other side"),
            "right": _Holder("body", 4, "Right Points", "Points\nDetail"),
        },
    ),
    "timeline": _Kind(
        "Timeline",
        None,
        {
            "title": _TITLE,
            "when": _Holder("body", 1, "Date", "Date"),
            "what": _Holder("body", 2, "Event", "What happens"),
        },
    ),
    "table": _Kind("Table", "tbl", {"title": _TITLE, "table": _Holder("tbl", 1, "Table", "Table")}),
    "chart": _Kind(
        "Chart", "chart", {"title": _TITLE, "chart": _Holder("chart", 1, "Chart", "Chart")}
    ),
    "closing": _Kind(
        "Closing",
        None,
        {
            "title": _Holder("title", 0, "Title", "Last words"),
            "contact": _Holder("body", 1, "Contact", "Where to reach you"),
        },
    ),
}


def layout(
    key: str,
    description: str,
    slots: Mapping[str, Slot],
    common: tuple[Placeholder, ...],
    art: tuple[Group, ...] = (),
    *,
    ground: Fill | None = None,
    master_art: bool = True,
    inverted: bool = False,
) -> Layout:
    """The layout of a slide type; `common` are its footnote and slide number."""
    kind = _KINDS[key]
    own = tuple(
        Placeholder(
            role,
            holder.kind,
            holder.idx,
            holder.name,
            holder.prompt,
            slots[role].box,
            slots[role].levels,
            slots[role].anchor,
            slots[role].insets,
        )
        for role, holder in kind.holders.items()
    )
    placeholders = (*own, *common)
    return Layout(
        key, kind.name, description, kind.xml, placeholders, art, ground, master_art, inverted
    )
