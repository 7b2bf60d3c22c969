"""The slide types there are. A new one: its file, and its line here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generate_content.slides.agenda import Agenda
from generate_content.slides.base import SlideType
from generate_content.slides.big_number import BigNumber
from generate_content.slides.bullet import Bullet
from generate_content.slides.chart import Chart
from generate_content.slides.closing import Closing
from generate_content.slides.comparison import Comparison
from generate_content.slides.content_image import ContentImage
from generate_content.slides.quote import Quote
from generate_content.slides.section import Section
from generate_content.slides.table import Table
from generate_content.slides.timeline import Timeline
from generate_content.slides.title import Title
from generate_content.slides.two_column import TwoColumn

SLIDE_TYPES: tuple[SlideType, ...] = (
    Title(),
    Bullet(),
    TwoColumn(),
    ContentImage(),
    Section(),
    Agenda(),
    Quote(),
    BigNumber(),
    Comparison(),
    Timeline(),
    Table(),
    Chart(),
    Closing(),
)
"""In the order in which a slide's fields are held against them."""

BY_NAME: Mapping[str, SlideType] = {slide_type.name: slide_type for slide_type in SLIDE_TYPES}


def knowing(names: Iterable[str]) -> SlideType | None:
    """The first slide type that knows all these field names."""
    wanted = list(names)
    return next((known for known in SLIDE_TYPES if known.knows(wanted)), None)
