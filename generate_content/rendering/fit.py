"""The largest type size at which a text surely fits its place, by a simulation on the safe side."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generate_content.rendering.canvas import Paragraph, Sketch
from generate_content.rendering.fonts import Font
from generate_content.rendering.inline import Run
from generate_content.rendering.measure import SMALLEST_PT, Measure, MeasuredText
from generate_content.rendering.places import Place, TextStyle

SCALE_PT = (
    *(160, 138, 115, 96, 80, 72, 66, 60, 54, 48, 44, 40, 36, 34, 32, 30, 28, 26, 24, 22),
    *(20, 19, 18, 17, 16, 15, 14, 13, 12),
)
TIGHT_EM = 1.2  # line spacing in use before a text is refused
_TOO_TALL_EM = 1.5  # for that: scripts with high marks need their room
_GAPS = (1.0, 0.75, 0.5)  # between paragraphs: they come closer before their type gets smaller
_HEIGHT_IN_USE = 0.97  # applications set lines a little differently: some room stays free

_ROUNDING = 1e-9  # a size times a ratio of sizes may come out just below a size
_ROUGHLY = 10  # characters: to this a capacity is told


class LevelSetting(NamedTuple):
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
    gaps: float = 1.0
    """What is left of the space between paragraphs, beside their smaller type."""

    @property
    def size_pt(self) -> float:
        """The first level's."""
        return self.levels[0].size_pt

    @property
    def shrunk(self) -> bool:
        """Whether any level is set smaller than its own size."""
        return any(level.shrunk for level in self.levels)


LIKE_THESE = "characters like these"
IN_SO_MANY = "characters like these, in so many paragraphs,"


class DoesNotFit(Exception):
    """Texts are too long for their places at the smallest size."""

    def __init__(self, capacities: Mapping[str, int], unit: str) -> None:
        super().__init__(str(capacities))
        self.capacities = dict(capacities)
        """About how many of the unit fit, by place."""
        self.unit = unit


class PlacedText:
    """A place's text, measured once, to be tried at sizes."""

    def __init__(
        self, place: Place, texts: Sequence[MeasuredText], most_pt: float = math.inf
    ) -> None:
        """`most_pt`: the largest size wanted, if less than the place's own."""
        self.place = place
        self.most_pt = min(most_pt, place.styles[0].size_pt)
        self._texts = texts
        self._own_pt = place.styles[0].size_pt
        self._height_pt = place.text_height_pt * _HEIGHT_IN_USE
        self._found: list[Setting | None] = []

    @property
    def largest(self) -> Setting | None:
        """At the largest size, or the first one down the scale that fits; None: none does."""
        if not self._found:  # not a `cached_property`, whose lock takes a microsecond
            smaller = map(self.at, below(self.most_pt))
            self._found = [self.at(self.most_pt) or next(filter(None, smaller), None)]
        return self._found[0]

    def at(self, points: float) -> Setting | None:
        """At that size of the first level, if it fits: with all the space that there is room for.

        No word is broken that a smaller size would keep whole. Lines come closer only where type
        cannot get smaller.
        """
        gaps, leading_em = self._gaps(points), None
        if gaps is None and points <= SMALLEST_PT and self._may_be_tight():
            gaps, leading_em = self._gaps(points, TIGHT_EM), TIGHT_EM
        return None if gaps is None else self.setting(points, gaps, leading_em)

    def setting(self, points: float, gaps: float, leading_em: float | None = None) -> Setting:
        """Levels shrink in the ratio of the first one, but none below the smallest size."""
        ratio = points / self._own_pt
        levels = [_level(style, ratio, gaps, leading_em) for style in self.place.styles]
        return Setting(tuple(levels), gaps)

    def _gaps(self, points: float, leading_em: float | None = None) -> float | None:
        """What the lines leave room for, of the space between paragraphs; None: they do not fit."""
        levels = self._levels(points / self._own_pt)
        room_pt = self._height_pt
        for text in self._texts:
            size_pt, width_pt, spacing, _ = levels[text.level]
            line_em = leading_em or text.line_height_em * spacing
            count, are_whole = text.lines(width_pt, size_pt)
            room_pt -= count * line_em * size_pt
            if room_pt < 0 or not are_whole:
                return None
        gaps_pt = sum([levels[text.level][3] for text in self._texts[1:]])
        if gaps_pt <= room_pt:  # as mostly
            return 1.0
        return next((share for share in _GAPS if gaps_pt * share <= room_pt), None)

    def _levels(self, ratio: float) -> list[tuple[float, float, float, float]]:
        """By level: the size and the width in points, the spacing, the space before in points."""
        width_pt = self.place.inner_width_pt
        levels = []
        for style in self.place.styles:
            size_pt = level_size_pt(style, ratio)
            gap_pt = style.space_before_pt * size_pt / style.size_pt
            levels.append((size_pt, width_pt - style.indent_pt, style.line_spacing, gap_pt))
        return levels

    def _may_be_tight(self) -> bool:
        return all(text.line_height_em <= _TOO_TALL_EM for text in self._texts)


def _level(style: TextStyle, ratio: float, gaps: float, leading_em: float | None) -> LevelSetting:
    size_pt = level_size_pt(style, ratio)
    return LevelSetting(
        size_pt,
        size_pt < style.size_pt,
        style.space_before_pt * size_pt / style.size_pt * gaps,
        leading_em and size_pt * leading_em,
    )


def level_size_pt(style: TextStyle, ratio: float) -> float:
    """To the half point, as people set sizes."""
    if ratio >= 1:
        return style.size_pt
    scaled_pt = math.floor(2 * style.size_pt * ratio + _ROUNDING) / 2
    return max(scaled_pt, min(SMALLEST_PT, style.size_pt))


def below(points: float) -> Iterable[float]:
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
        one = PlacedText(place, texts, sketch.most_pt.get(role, math.inf))
        if one.largest is None:
            capacities[role] = _capacity(paragraphs, texts, place, measure)
        found.append(one)
    if capacities:
        many = any(len(sketch.texts[role]) > 1 for role in capacities)
        raise DoesNotFit(capacities, IN_SO_MANY if many else LIKE_THESE)
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
        runs.append(run._replace(text=run.text[: max(0, end)]))
        end -= len(run.text)
    return paragraph._replace(runs=tuple(runs))
