"""Where texts, pictures, tables and charts stand on a slide layout, and how its texts look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generate_content.errors import TemplateMismatch

EMU_PER_PT = 12_700
LEVELS = 2
"""How many levels a list has: points and their sub-points."""
_COLUMN_GAP = 20 * EMU_PER_PT


@dataclass(frozen=True)
class Frame:
    """A rectangle on the slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class TextStyle:
    """How a placeholder sets a level of its text."""

    size_pt: float
    line_spacing: float
    """1.0: single."""
    space_before_pt: float
    bold: bool
    tracking_pt: float
    heading: bool
    """Whether it is set in the theme's heading font."""
    list_marks: bool
    centered: bool
    indent_pt: float
    """What indents take from each line's width."""
    inverted: bool = False
    """Whether it is in the ground's colour, on a shape of its own."""
    numbered: str | None = None
    """How its list marks count, if they are numbers: a scheme of `a:buAutoNum`."""


@dataclass(frozen=True)
class Place:
    """A placeholder of a slide layout. `style` is None for a picture's."""

    role: str
    idx: int
    kind: str
    """As `p:ph` has it: title, ctrTitle, subTitle, body, pic."""
    name: str
    frame: Frame
    inner_width_pt: float
    text_height_pt: float
    """What is left for text within the insets."""
    styles: tuple[TextStyle, ...]
    """By level, the first one first; none for a picture."""
    text_box: str = ""
    """For a text box that looks like the placeholder: its `a:bodyPr` and `a:lstStyle`."""
    divided: bool = False
    """Whether it is a part of the placeholder, and so a text box of its own."""

    @property
    def style(self) -> TextStyle | None:
        """The first level's; None for a picture."""
        return self.styles[0] if self.styles else None

    @property
    def text_width_pt(self) -> float:
        """What is left for text of the first level."""
        return self.width_pt(0)

    def width_pt(self, level: int) -> float:
        """What is left for text of that level, counted from 0, within insets and indents."""
        return self.inner_width_pt - self.styles[level].indent_pt

    def column(self, number: int, count: int) -> Place:
        """The place's part of that number, from 1, of `count` side by side."""
        gap = min(_COLUMN_GAP, self.frame.width // (4 * count))
        width = (self.frame.width - (count - 1) * gap) // count
        left = self.frame.left + (number - 1) * (width + gap)
        return replace(
            self,
            role=f"{self.role} {number}",
            name=f"{self.name} {number}",
            frame=replace(self.frame, left=left, width=width),
            inner_width_pt=self.inner_width_pt - (self.frame.width - width) / EMU_PER_PT,
            divided=True,
        )


@dataclass(frozen=True)
class Layout:
    """A slide layout of the template, for one slide type."""

    part_name: str
    places: Mapping[str, Place]
    """By role."""
    numbered: bool
    """Whether it has a place for the slide's number."""
    number_idx: int
    color_map: str = "<a:masterClrMapping/>"
    """What its slides' `p:clrMapOvr` holds: the master's colours, or others."""

    def text_place(self, role: str, *, template_id: str) -> Place:
        """Raises: TemplateMismatch."""
        place = self.places.get(role)
        if place is None or place.style is None:
            message = f'A slide layout has no place for the text "{role}".'
            raise TemplateMismatch(message, template_id=template_id)
        return place

    def frame_place(self, role: str, kind: str, *, template_id: str) -> Place:
        """The place of a table (tbl) or chart. Raises: TemplateMismatch."""
        place = self.places.get(role)
        if place is None or place.kind != kind:
            message = f'A slide layout has no place for the {kind} "{role}".'
            raise TemplateMismatch(message, template_id=template_id)
        return place

    def picture_place(self, role: str, *, template_id: str) -> Place:
        """Raises: TemplateMismatch."""
        place = self.places.get(role)
        if place is None or place.style is not None:
            message = f'A slide layout has no place for the picture "{role}".'
            raise TemplateMismatch(message, template_id=template_id)
        return place
