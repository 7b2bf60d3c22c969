"""The largest type size at which a text surely fits its place, by a simulation on the safe side."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from generate_content.rendering.canvas import Paragraph, Sketch
from generate_content.rendering.fonts import CODE_EM, Font, char_em, line_height_em
from generate_content.rendering.inline import Run
from generate_content.rendering.lines import Line, broken, line_count
from generate_content.rendering.template import Place, TextStyle

SCALE_PT = (160, 138, 115, 96, 80, 72, 66, 60, 54, 48, 44, 40, 36, 32, 28, 24, 20, 18, 16, 14, 12)
SMALLEST_PT = 12.0
TIGHT_EM = 1.2  # line spacing in use before a text is refused
_TOO_TALL_EM = 1.5  # for that: scripts with high marks need their room

# PowerPoint, LibreOffice and Keynote break lines differently: some room stays free.
_WIDTH_IN_USE = 0.95
_HEIGHT_IN_USE = 0.97
_ROUGHLY = 10  # characters: to this a capacity is told


@dataclass(frozen=True, order=True)
class Size:
    """A type size; `loose` lines are as far apart as the font and the place have it."""

    points: float
    loose: bool = True


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


def fit(sketch: Sketch, fonts: Callable[[TextStyle], Font]) -> Mapping[str, Setting]:
    """The setting of each text, by place; alike in places alike. Raises: DoesNotFit."""
    measured: list[tuple[Place, Size]] = []
    capacities: dict[str, int] = {}
    for name, paragraphs in sketch.texts.items():
        place = sketch.layout.places[name]
        try:
            measured.append((place, largest_size(paragraphs, place, fonts)))
        except DoesNotFit as error:
            capacities |= error.capacities
    if capacities:
        raise DoesNotFit(capacities)
    settings: dict[str, Setting] = {}
    for _, alike in groupby(sorted(measured, key=_looks), key=_looks):
        siblings = list(alike)
        smallest = min(size for _, size in siblings)
        settings |= {place.role: _setting(place, smallest) for place, _ in siblings}
    return settings


def _looks(measured: tuple[Place, Size]) -> tuple[object, ...]:
    """The same for the two columns of a slide, different for a column and a heading."""
    place = measured[0]
    return (place.frame.top, place.frame.width, place.frame.height, repr(place.styles))


def _setting(place: Place, size: Size) -> Setting:
    return Setting(tuple(_level(style, size, _style(place)) for style in place.styles))


def _level(style: TextStyle, size: Size, first: TextStyle) -> LevelSetting:
    """A level shrinks in the ratio of the first one, but not below the smallest size."""
    size_pt = level_size_pt(style, size.points / first.size_pt)
    return LevelSetting(
        size_pt,
        size_pt < style.size_pt,
        style.space_before_pt * size_pt / style.size_pt,
        None if size.loose else size_pt * TIGHT_EM,
    )


def level_size_pt(style: TextStyle, ratio: float) -> float:
    """To the half point, as people set sizes."""
    scaled = style.size_pt if ratio >= 1 else math.floor(2 * style.size_pt * ratio) / 2
    return max(scaled, min(SMALLEST_PT, style.size_pt))


def largest_size(
    paragraphs: Sequence[Paragraph], place: Place, fonts: Callable[[TextStyle], Font]
) -> Size:
    """The place's own size, or the first step down the scale that fits. Raises: DoesNotFit."""
    style = _style(place)
    measure = Measure(place, fonts(style))
    smaller = [float(size) for size in SCALE_PT if size < style.size_pt]
    sizes = [Size(points) for points in (style.size_pt, *smaller)]
    tight = replace(sizes[-1], loose=False)
    texts = [measure.paragraph(paragraph) for paragraph in paragraphs]
    for size in (*sizes, tight):
        if measure.fits(texts, size):
            return size
    raise DoesNotFit({place.role: _capacity(paragraphs, texts, measure, tight)})


def _capacity(
    paragraphs: Sequence[Paragraph], texts: Sequence[MeasuredText], measure: Measure, size: Size
) -> int:
    """How many characters from the beginning fit, to the ten below."""
    whole = bisect_left(
        range(len(texts)), 1, key=lambda count: not measure.fits(texts[: count + 1], size)
    )
    before, cut = texts[:whole], paragraphs[whole]
    part = bisect_left(
        range(len(cut.text)),
        1,
        key=lambda end: not measure.fits([*before, measure.paragraph(_until(cut, end + 1))], size),
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


def _style(place: Place) -> TextStyle:
    assert place.style is not None
    return place.style


@dataclass(frozen=True)
class MeasuredText:
    """A paragraph, ready to be broken into lines of any width."""

    lines: Sequence[Line]
    line_height_em: float
    level: int = 0

    def height_pt(self, size_pt: float, width_pt: float) -> float:
        """Of all its lines at that size, in a box of that width."""
        count = line_count(self.lines, max(width_pt, 1.0) * _WIDTH_IN_USE / size_pt)
        return count * self.line_height_em * size_pt

    @property
    def longest_line_em(self) -> float:
        return max(sum(line.words) for line in self.lines) / _WIDTH_IN_USE

    @property
    def longest_word_em(self) -> float:
        """Of what no program breaks unless it must."""
        return max(max(line.pieces) for line in self.lines) / _WIDTH_IN_USE


class Measure:
    """Measures texts for one place in one font."""

    def __init__(self, place: Place, font: Font) -> None:
        self._place = place
        self._font = font

    def paragraph(self, paragraph: Paragraph) -> MeasuredText:
        runs = paragraph.runs
        if paragraph.numbering:
            runs = (Run(f"{paragraph.numbering.value}.x"), *runs)
        style = self._place.styles[paragraph.level]
        chars = [(char, self._em(char, run, style)) for run in runs for char in run.text]
        height_em = line_height_em(paragraph.text, self._font)
        return MeasuredText(broken(chars), height_em, paragraph.level)

    def fits(self, texts: Sequence[MeasuredText], size: Size) -> bool:
        levels = _setting(self._place, size).levels
        gaps_pt = sum(levels[text.level].space_before_pt for text in texts[1:])
        heights_pt = (self._height_pt(text, levels[text.level]) for text in texts)
        return sum(heights_pt, gaps_pt) <= self._place.text_height_pt * _HEIGHT_IN_USE

    def _height_pt(self, text: MeasuredText, setting: LevelSetting) -> float:
        width_em = self._place.width_pt(text.level) * _WIDTH_IN_USE / setting.size_pt
        line_em = text.line_height_em * self._place.styles[text.level].line_spacing
        if setting.leading_pt is not None and text.line_height_em <= _TOO_TALL_EM:
            line_em = min(TIGHT_EM, line_em)
        return line_count(text.lines, width_em) * line_em * setting.size_pt

    def _em(self, char: str, run: Run, style: TextStyle) -> float:
        width = char_em(char, self._font.widths)
        if run.code:
            width = max(width, CODE_EM) if width else 0.0
        elif run.bold or style.bold:
            width *= self._font.widths.bold
        return width + max(0.0, style.tracking_pt) / SMALLEST_PT
