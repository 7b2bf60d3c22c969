"""What a slide type asked for on one slide, collected before anything is fitted or drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from generate_content.rendering.inline import Run, parse
from generate_content.rendering.places import Frame, Layout, Place
from generate_content.slides.base import CITATIONS, NOTES, Content, SlideType
from generate_content.slides.picture import Picture
from generate_content.slides.values import CONTINUED, ChartData, parted

# Marks that people type before an item; the place has marks of its own.
_MARK = re.compile(r"[•◦▪●‣\-*–][ \t\u00a0]+(?=\S)")
_NUMBER = re.compile(r"(?P<start>[1-9][0-9]{0,2})(?P<sign>[.)])[ \t\u00a0]+(?=\S)")
_ENTRY_PT = 18.0  # references are looked up, not presented
_SCHEMES = {".": "arabicPeriod", ")": "arabicParenR"}


@dataclass(frozen=True)
class Numbering:
    """Automatic numbering: PowerPoint counts on while `scheme` and `start` stay the same."""

    scheme: str
    start: int
    value: int
    """What this paragraph's number comes to."""


class Paragraph(NamedTuple):
    runs: tuple[Run, ...]
    numbering: Numbering | None = None
    level: int = 0
    """In a list: 0 for a point, 1 for what stands under it."""
    marked: bool = True
    """Whether it has the list mark of its place, if that has any."""
    goes_on: bool = False
    """Whether it is the rest of a point that began on the slide before."""
    turned: bool = False
    """Whether its slide runs from right to left, so that it stands at the right."""

    @property
    def text(self) -> str:
        if len(self.runs) == 1:  # as most have
            return self.runs[0].text
        return "".join(run.text for run in self.runs)

    @property
    def direction(self) -> str | None:
        """L or R, as the script of its first letter runs; None if it has no letter."""
        return next(_directions(self.text), None)

    @property
    def right_to_left(self) -> bool:
        """Whether it is set so."""
        text = self.text
        if not self.turned:
            return self.direction == "R"
        return "R" in _directions(text) or (text[:1].isalpha() and text[-1:].isalnum())


@dataclass(frozen=True)
class TableText:
    """The cells of a table; every row is as long as the header."""

    header: tuple[Paragraph, ...]
    rows: tuple[tuple[Paragraph, ...], ...]

    @property
    def columns(self) -> Iterator[tuple[Paragraph, ...]]:
        """Each with its header first."""
        return zip(self.header, *self.rows, strict=True)


@dataclass(frozen=True)
class Track:
    """The line of a timeline: a strip between the dates and the texts, its marks in EMU."""

    frame: Frame
    marks: tuple[int, ...]
    """How far from the frame's left each event stands."""
    mirrored: bool = False
    """Whether it runs from the right, so that they stand as far from there."""

    @classmethod
    def between(cls, above: Place, below: Sequence[Place]) -> Track:
        frame = above.frame
        bottom = frame.top + frame.height
        strip = Frame(frame.left, bottom, frame.width, below[0].frame.top - bottom)
        centered = below[0].style is not None and below[0].style.centered
        marks = tuple(
            place.frame.left - frame.left + (place.frame.width // 2 if centered else 0)
            for place in below
        )
        return cls(strip, marks)


@dataclass
class Sketch:
    """A `Canvas` for one slide."""

    layout: Layout
    template_id: str
    texts: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    artworks: dict[str, str] = field(default_factory=dict)
    """Seeds by place."""
    tables: dict[str, TableText] = field(default_factory=dict)
    charts: dict[str, ChartData] = field(default_factory=dict)
    track: Track | None = None
    most_pt: dict[str, float] = field(default_factory=dict)
    """By place, the largest size of type, where the place's own may be larger."""
    spoken: str | None = None

    def text(self, place: str, text: str) -> None:
        self._text_place(place)
        self.texts[place] = (Paragraph(parse(text)),)

    def paragraphs(self, place: str, items: Sequence[str]) -> None:
        styles = self._text_place(place).styles
        if styles[0].list_marks:
            self.texts[place] = _list(items, levels=len(styles))
        else:
            self.texts[place] = tuple(Paragraph(parse(item)) for item in items)

    def entries(self, place: str, entries: Sequence[str]) -> None:
        self._text_place(place)
        self.texts[place] = tuple(Paragraph(parse(entry), marked=False) for entry in entries)
        self.most_pt[place] = _ENTRY_PT

    def picture(self, place: str, picture: Picture) -> None:
        self.layout.picture_place(place, template_id=self.template_id)
        self.pictures[place] = picture

    def artwork(self, place: str, seed: str) -> None:
        self.layout.picture_place(place, template_id=self.template_id)
        self.artworks[place] = seed

    def timeline(self, when: str, what: str, events: Sequence[tuple[str, str]]) -> None:
        above, below = self._text_place(when), self._text_place(what)
        columns: dict[str, Place] = {}
        for number, event in enumerate(events, start=1):
            for place, text in zip((above, below), event, strict=True):
                column = place.column(number, len(events))
                columns[column.role] = column
                self.texts[column.role] = (Paragraph(parse(text)),)
        places: dict[str, Place] = {}
        for role, place in self.layout.places.items():
            if role == when:
                places |= columns
            elif role != what:
                places[role] = place
        self.layout = replace(self.layout, places=places)
        self.track = Track.between(above, list(columns.values())[1::2])

    def table(self, place: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.layout.frame_place(place, "tbl", template_id=self.template_id)
        header = tuple(Paragraph(_bold(parse(text))) for text in columns)
        cells = tuple(tuple(Paragraph(parse(text)) for text in row) for row in rows)
        self.tables[place] = TableText(header, cells)

    def chart(self, place: str, data: ChartData) -> None:
        self.layout.frame_place(place, "chart", template_id=self.template_id)
        series = tuple(replace(one, name=_unmarked(one.name)) for one in data.series)
        self.charts[place] = ChartData(data.kind, tuple(map(_unmarked, data.categories)), series)

    def notes(self, text: str) -> None:
        self.spoken = text

    def _text_place(self, place: str) -> Place:
        return self.layout.text_place(place, template_id=self.template_id)


def sketch(slide_type: SlideType, content: Content, layout: Layout, *, template_id: str) -> Sketch:
    """The slide as its type draws it, with the fields that any slide may carry."""
    made = Sketch(layout, template_id)
    slide_type.draw(made, content)
    if isinstance(notes := content.get(NOTES), str):
        made.notes(notes)
    if isinstance(citations := content.get(CITATIONS), tuple):
        made.paragraphs("footnote", citations)
    return made


def _directions(text: str) -> Iterator[str]:
    """Of each letter, L or R."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            yield "L" if direction == "L" else "R"


def _bold(runs: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(run._replace(bold=True) for run in runs)


def _unmarked(text: str) -> str:
    """The words of a text on one line: a chart's labels have one formatting."""
    return " ".join("".join(run.text for run in parse(text)).split())


def _list(items: Sequence[str], *, levels: int) -> tuple[Paragraph, ...]:
    """Items without marks of their own; a typed "1. " becomes a number that counts."""
    made: list[Paragraph] = []
    counted: dict[int, Numbering | None] = {}
    for item in items:
        told, words = parted(item)
        level = min(told, levels - 1)
        if words.startswith(CONTINUED):
            made.append(Paragraph(parse(words[1:]), level=level, marked=False, goes_on=True))
            continue
        numbering, words = _numbered(words, counted.get(level))
        counted = {**{above: counted.get(above) for above in range(level)}, level: numbering}
        made.append(Paragraph(parse(words), numbering, level))
    return tuple(made)


def _numbered(words: str, previous: Numbering | None) -> tuple[Numbering | None, str]:
    """The number that was typed before the words, and the words without it or another mark."""
    number = _NUMBER.match(words)
    if number is None:
        mark = _MARK.match(words)
        return None, words[mark.end() :] if mark else words
    value, scheme = int(number["start"]), _SCHEMES[number["sign"]]
    goes_on = previous and (previous.scheme, previous.value + 1) == (scheme, value)
    start = previous.start if goes_on and previous else value
    return Numbering(scheme, start, value), words[number.end() :]
