"""The largest type size at which a text surely fits its place, by a simulation on the safe side."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain, islice

from generate_content.rendering.canvas import Paragraph, Sketch
from generate_content.rendering.fonts import Face, Font, code_font, line_height_em
from generate_content.rendering.inline import Run
from generate_content.rendering.lines import (
    line_count,
    longest_line_em,
    longest_piece_em,
    outline,
)
from generate_content.rendering.template import Place, TextStyle

SCALE_PT = (
    *(160, 138, 115, 96, 80, 72, 66, 60, 54, 48, 44, 40, 36, 34, 32, 30, 28, 26, 24, 22),
    *(20, 19, 18, 17, 16, 15, 14, 13, 12),
)
SMALLEST_PT = 12.0
TIGHT_EM = 1.2  # line spacing in use before a text is refused
_TOO_TALL_EM = 1.5  # for that: scripts with high marks need their room
_GAPS = (1.0, 0.75, 0.5)  # between paragraphs: they come closer before their type gets smaller
_STEPS = 2  # of the scale: so far a text comes down to one like it on another slide
_NOTICEABLE = 0.6  # of the template's size: less looks like another design
_READABLE_PT = 14.0  # from the last row of a room

# PowerPoint, LibreOffice and Keynote break lines differently: some room stays free.
_WIDTH_IN_USE = 0.95
_HEIGHT_IN_USE = 0.97
_ROUGHLY = 10  # characters: to this a capacity is told


@dataclass(frozen=True, order=True)
class Size:
    """A type size, of the first level."""

    points: float
    gaps: float = 1.0
    """What is left of the space between paragraphs."""
    loose: bool = True
    """Whether lines are as far apart as the font and the place have it."""


@dataclass(frozen=True)
class LevelSetting:
    """How the paragraphs of one level are set."""

    size_pt: float
    shrunk: bool
    """Whether that is less than the level's own size."""
    space_before_pt: float
    leading_pt: float | None = None
    """From line to line, exactly; None: as the font and the place have it."""


@dataclass(frozen=True)
class Setting:
    """How a text is set in its place."""

    levels: tuple[LevelSetting, ...]
    """As many as the place has styles; a paragraph's own is at its `level`."""

    @property
    def size_pt(self) -> float:
        """The first level's."""
        return self.levels[0].size_pt

    @property
    def shrunk(self) -> bool:
        """Whether any level is set smaller than its own size."""
        return any(level.shrunk for level in self.levels)


class DoesNotFit(Exception):
    """Texts are too long for their places at the smallest size."""

    def __init__(self, capacities: Mapping[str, int], unit: str = "characters like these") -> None:
        super().__init__(str(capacities))
        self.capacities = dict(capacities)
        """About how many of the unit fit, by place."""
        self.unit = unit


@dataclass(frozen=True)
class MeasuredText:
    """A paragraph, ready to be broken into lines of any width."""

    outline: str
    ends_em: Sequence[float]
    """Where each character ends if the text were one line."""
    line_height_em: float
    level: int = 0

    def line_count(self, width_pt: float, size_pt: float) -> int:
        """In a box of that width."""
        width_em = width_pt * _WIDTH_IN_USE / size_pt
        return line_count(self.outline, self.ends_em, width_em)

    def height_pt(self, size_pt: float, width_pt: float) -> float:
        """Of all its lines at that size, in a box of that width."""
        return self.line_count(width_pt, size_pt) * self.line_height_em * size_pt

    @property
    def longest_line_em(self) -> float:
        return longest_line_em(self.outline, self.ends_em) / _WIDTH_IN_USE

    @property
    def longest_word_em(self) -> float:
        """Of what no program breaks unless it must."""
        return longest_piece_em(self.outline, self.ends_em) / _WIDTH_IN_USE


class Measure:
    """Measures texts for one place in one font."""

    def __init__(self, place: Place, font: Font) -> None:
        self._styles = place.styles
        self._font = font

    def paragraph(self, paragraph: Paragraph) -> MeasuredText:
        style, runs = self._styles[paragraph.level], paragraph.runs
        if paragraph.numbering:
            runs = (Run(f"{paragraph.numbering.value}.x"), *runs)
        text = "".join(run.text for run in runs)
        widths_em = chain.from_iterable(
            map(self._face(run, style).__getitem__, run.text) for run in runs
        )
        ends_em = list(accumulate(widths_em))
        if style.tracking_pt > 0:
            tracking_em = style.tracking_pt / SMALLEST_PT
            ends_em = [end + tracking_em * count for count, end in enumerate(ends_em, 1)]
        height_em = line_height_em(text, self._font)
        return MeasuredText(outline(text), ends_em, height_em, paragraph.level)

    def _face(self, run: Run, style: TextStyle) -> Face:
        font = code_font() if run.code else self._font
        return font.face(bold=run.bold or style.bold, italic=run.italic)


class PlacedText:
    """A place's text, measured once, to be tried at sizes."""

    def __init__(self, place: Place, texts: Sequence[MeasuredText]) -> None:
        self.place = place
        self._texts = texts
        self._own_pt = place.styles[0].size_pt

    @cached_property
    def largest(self) -> Size | None:
        """The place's own size, or the first step down the scale that fits; None: none does."""
        sizes = (self.at(points) for points in (self._own_pt, *_below(self._own_pt)))
        return next(filter(None, sizes), None)

    def at(self, points: float) -> Size | None:
        """With as much space between paragraphs as there is room for; None: too large."""
        room_pt = self._room_pt - self._lines_pt(points, loose=True)
        if room_pt < 0:
            return self._tight(points) if points <= SMALLEST_PT else None
        gaps_pt = self._gaps_pt(points)
        for share in _GAPS:
            if gaps_pt * share <= room_pt:
                return Size(points, share)
        return self._tight(points) if points <= SMALLEST_PT else None

    def _tight(self, points: float) -> Size | None:
        used_pt = self._lines_pt(points, loose=False) + self._gaps_pt(points) * _GAPS[-1]
        return Size(points, _GAPS[-1], loose=False) if used_pt <= self._room_pt else None

    @property
    def _room_pt(self) -> float:
        return self.place.text_height_pt * _HEIGHT_IN_USE

    def _lines_pt(self, points: float, *, loose: bool) -> float:
        """The height of all lines without what is between paragraphs."""
        place, height_pt = self.place, 0.0
        for text in self._texts:
            style = place.styles[text.level]
            size_pt = _level_size_pt(style, points / self._own_pt)
            line_em = text.line_height_em * style.line_spacing
            if not loose and text.line_height_em <= _TOO_TALL_EM:
                line_em = min(TIGHT_EM, line_em)
            height_pt += text.line_count(place.width_pt(text.level), size_pt) * line_em * size_pt
        return height_pt

    def _gaps_pt(self, points: float) -> float:
        styles, ratio = self.place.styles, points / self._own_pt
        return sum(_space_before_pt(styles[text.level], ratio) for text in self._texts[1:])

    def setting(self, size: Size) -> Setting:
        ratio = size.points / self._own_pt
        return Setting(tuple(_level(style, ratio, size) for style in self.place.styles))


def _level(style: TextStyle, ratio: float, size: Size) -> LevelSetting:
    """A level shrinks in the ratio of the first one, but not below the smallest size."""
    size_pt = _level_size_pt(style, ratio)
    return LevelSetting(
        size_pt,
        size_pt < style.size_pt,
        _space_before_pt(style, ratio) * size.gaps,
        None if size.loose else size_pt * TIGHT_EM,
    )


def _level_size_pt(style: TextStyle, ratio: float) -> float:
    """To the half point, as people set sizes."""
    if ratio >= 1:
        return style.size_pt
    return max(math.floor(2 * style.size_pt * ratio) / 2, min(SMALLEST_PT, style.size_pt))


def _space_before_pt(style: TextStyle, ratio: float) -> float:
    return style.space_before_pt * _level_size_pt(style, ratio) / style.size_pt


def _below(points: float) -> Iterable[float]:
    """The smaller sizes of the scale, the largest first."""
    return (float(size) for size in SCALE_PT if size < points)


def placed(sketch: Sketch, fonts: Callable[[TextStyle], Font]) -> list[PlacedText]:
    """The texts of a slide, each of which fits its place by itself. Raises: DoesNotFit."""
    found: list[PlacedText] = []
    capacities: dict[str, int] = {}
    for role, paragraphs in sketch.texts.items():
        place = sketch.layout.places[role]
        measure = Measure(place, fonts(place.styles[0]))
        texts = [measure.paragraph(paragraph) for paragraph in paragraphs]
        one = PlacedText(place, texts)
        if one.largest is None:
            capacities[role] = _capacity(paragraphs, texts, place, measure)
        found.append(one)
    if capacities:
        raise DoesNotFit(capacities)
    return found


def _capacity(
    paragraphs: Sequence[Paragraph], texts: Sequence[MeasuredText], place: Place, measure: Measure
) -> int:
    """How many characters from the beginning fit, to the ten below."""

    def too_long(shown: Sequence[MeasuredText]) -> bool:
        return PlacedText(place, shown).at(min(SMALLEST_PT, place.styles[0].size_pt)) is None

    whole = bisect_left(range(len(texts)), 1, key=lambda count: too_long(texts[: count + 1]))
    before, cut = texts[:whole], paragraphs[whole]
    part = bisect_left(
        range(len(cut.text)),
        1,
        key=lambda end: too_long([*before, measure.paragraph(_until(cut, end + 1))]),
    )
    fitting = sum(len(paragraph.text) for paragraph in paragraphs[:whole]) + part
    return fitting // _ROUGHLY * _ROUGHLY


def _until(paragraph: Paragraph, end: int) -> Paragraph:
    """The paragraph's first characters."""
    runs: list[Run] = []
    for run in paragraph.runs:
        runs.append(replace(run, text=run.text[: max(0, end)]))
        end -= len(run.text)
    return replace(paragraph, runs=tuple(runs))


def balanced(slides: Sequence[Sequence[PlacedText]]) -> list[dict[str, Setting]]:
    """Each slide's settings by place: one size in places alike on it, a near one over the deck."""
    smallest_pt: dict[_Look, float] = {}
    for text in chain.from_iterable(slides):
        smallest_pt[_look(text)] = min(_points(text), smallest_pt.get(_look(text), math.inf))
    return [_settings(texts, smallest_pt) for texts in slides]


_Look = tuple[int, int, int, float]


def _look(text: PlacedText) -> _Look:
    """The same for the two columns of a slide, different for a column and a heading."""
    place = text.place
    return (place.frame.top, place.frame.width, place.frame.height, place.styles[0].size_pt)


def _points(text: PlacedText) -> float:
    assert text.largest is not None
    return text.largest.points


def _settings(
    texts: Sequence[PlacedText], smallest_pt: Mapping[_Look, float]
) -> dict[str, Setting]:
    """Of one slide, by place."""
    alike: defaultdict[_Look, list[PlacedText]] = defaultdict(list)
    for text in texts:
        alike[_look(text)].append(text)
    settings: dict[str, Setting] = {}
    for look, siblings in alike.items():
        points = _nearer(min(map(_points, siblings)), smallest_pt[look], siblings[0].place)
        size = min(size for one in siblings if (size := one.at(points)))
        settings |= {one.place.role: one.setting(size) for one in siblings}
    return settings


def _nearer(own_pt: float, smallest_pt: float, place: Place) -> float:
    """A few steps towards the smallest, though not to where a reader would notice."""
    if own_pt == smallest_pt:
        return own_pt
    *_, lowest_pt = islice(_below(own_pt), _STEPS)
    return max(smallest_pt, lowest_pt, min(own_pt, unnoticed_pt(place.styles[0])))


def unnoticed_pt(style: TextStyle) -> float:
    """The smallest size that a reader takes for the template's own, or for large enough."""
    return max(_NOTICEABLE * style.size_pt, _READABLE_PT)
