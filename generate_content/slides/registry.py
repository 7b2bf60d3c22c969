"""The slide types there are. A new one: its file, and its line here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generate_content.slides.base import SlideType
from generate_content.slides.bullet import Bullet
from generate_content.slides.content_image import ContentImage
from generate_content.slides.title import Title
from generate_content.slides.two_column import TwoColumn

SLIDE_TYPES: tuple[SlideType, ...] = (Title(), Bullet(), TwoColumn(), ContentImage())
"""In the order in which a slide's fields are held against them."""

# Named in the API contract, not drawn yet: refused by name, so that nobody takes it for a typo.
UPCOMING = (
    "section",
    "agenda",
    "quote",
    "big-number",
    "comparison",
    "timeline",
    "table",
    "chart",
    "closing",
)

BY_NAME: Mapping[str, SlideType] = {slide_type.name: slide_type for slide_type in SLIDE_TYPES}

# After the title: points, a picture to breathe, a contrast; never three alike in a row.
_PLAN = ("bullet", "two-column", "content-image")


def knowing(names: Iterable[str]) -> SlideType | None:
    """The first slide type that knows all these field names."""
    wanted = list(names)
    return next((known for known in SLIDE_TYPES if known.knows(wanted)), None)


def planned(position: int) -> SlideType:
    """The slide type for a position that neither layout nor content decides."""
    return BY_NAME["title" if position == 0 else _PLAN[(position - 1) % len(_PLAN)]]
