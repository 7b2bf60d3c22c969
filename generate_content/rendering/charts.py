"""A chart's labels at a size at which they fit, or a refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generate_content.rendering.canvas import Paragraph, Sketch
from generate_content.rendering.fit import (
    SCALE_PT,
    DoesNotFit,
    LevelSetting,
    Setting,
)
from generate_content.rendering.fonts import Font
from generate_content.rendering.inline import parse
from generate_content.rendering.measure import SMALLEST_PT, Measure, MeasuredText
from generate_content.rendering.numerals import shown
from generate_content.rendering.places import Place, TextStyle
from generate_content.slides.values import ChartData

_LABEL_SHARE = 0.3  # of the height, for the labels under columns
_TURNED_SHARE = 0.45  # of the height, for labels that stand upright
_BESIDE_SHARE = 0.35  # of the width, for labels beside bars and in a legend
_PLOT_SHARE = 0.9  # of the width, beside the numbers of the axis
_SLOT_SHARE = 0.9  # of its column's width, for a label
_LEGEND_LINES = 2
_KEY_EM = 2.5  # a legend's mark, and the space to the next
_LEADING = 1.25  # between labels that stand upright
_APART = 1.15  # for labels one below the other
_AROUND_SHARE = 0.22  # of the width, for a name beside its slice
_MOST_NAMED_SLICES = 6
_MOST_VALUES = 12  # with more, their numbers would crowd the chart


@dataclass(frozen=True, kw_only=True)
class ChartSetting(Setting):
    """How a chart's texts are set."""

    turned: bool
    """Whether the categories stand upright under their columns."""
    legend: str | None
    """Its side: t or r; None: it needs none."""
    valued: bool
    """Whether each column or bar has its number, and so the chart no axis of numbers."""


def set_chart(data: ChartData, place: Place, fonts: Callable[[TextStyle], Font]) -> ChartSetting:
    """The place's own size, or the first step down the scale that fits. Raises: DoesNotFit."""
    return _ChartFit(data, place, fonts).setting()


def fit_charts(sketch: Sketch, fonts: Callable[[TextStyle], Font]) -> Mapping[str, ChartSetting]:
    """The setting of each chart, by place. Raises: DoesNotFit."""
    places = sketch.layout.places
    return {role: set_chart(data, places[role], fonts) for role, data in sketch.charts.items()}


class _ChartFit:
    def __init__(self, data: ChartData, place: Place, fonts: Callable[[TextStyle], Font]) -> None:
        assert place.style is not None
        self._data = data
        self._place = place
        self._own_pt = place.style.size_pt
        self._measure = Measure(place, fonts(place.style))
        self._labels = self._measured(data.categories)
        self._names = self._measured([series.name for series in data.series])
        self._numbers = self._measured(
            [shown(value) for series in data.series for value in series.values]
        )

    def _measured(self, texts: Sequence[str]) -> list[MeasuredText]:
        return [self._measure.paragraph(Paragraph(parse(text))) for text in texts]

    def setting(self) -> ChartSetting:
        sizes = [self._own_pt, *(float(size) for size in SCALE_PT if size < self._own_pt)]
        legend, size_pt = self._legend(sizes)
        sizes = [size for size in sizes if size <= size_pt]
        for turned in (False, True):
            for size_pt in sizes:
                if self._fits(size_pt, turned=turned):
                    valued = not turned and self._has_room_for_numbers(size_pt)
                    return ChartSetting(
                        (LevelSetting(size_pt, size_pt < self._own_pt, 0.0),),
                        turned=turned,
                        legend=legend,
                        valued=valued,
                    )
        most = self._most_labels()
        if len(self._labels) > most:
            raise DoesNotFit({self._place.role: most}, "labels")
        raise DoesNotFit({self._place.role: self._capacity()}, "characters for each label")

    def _legend(self, sizes: Sequence[float]) -> tuple[str | None, float]:
        """Its side, and the largest size of those at which it fits there."""
        if self._data.kind == "pie":
            return (None if self._names_fit_around(sizes[0]) else "r"), sizes[0]
        if len(self._names) == 1:
            return None, sizes[0]
        width, height = self._place.text_width_pt, self._place.text_height_pt
        for size in sizes:
            needed = sum(name.longest_line_em + _KEY_EM for name in self._names) * size
            if needed <= width * (_LEGEND_LINES - 0.5):
                return "t", size
        beside = width * _BESIDE_SHARE - _KEY_EM * SMALLEST_PT
        if self._stacked(self._names, SMALLEST_PT, beside) <= height:
            return "r", SMALLEST_PT
        raise DoesNotFit({"series": 10}, "characters for each name")

    def _names_fit_around(self, size_pt: float) -> bool:
        """Whether a pie's slices can be named where they are."""
        longest = max(label.longest_line_em for label in self._labels)
        few = len(self._labels) <= _MOST_NAMED_SLICES
        return few and longest * size_pt <= self._place.text_width_pt * _AROUND_SHARE

    def _fits(self, size_pt: float, *, turned: bool) -> bool:
        width, height = self._place.text_width_pt, self._place.text_height_pt
        if self._data.kind in {"bar", "pie"}:
            key = _KEY_EM * size_pt if self._data.kind == "pie" else 0.0
            used = self._stacked(self._labels, size_pt, width * _BESIDE_SHARE - key)
            return not turned and used <= height * _PLOT_SHARE
        slot = width * _PLOT_SHARE / len(self._labels)
        if turned:
            upright = height * _TURNED_SHARE
            longest = max(label.longest_line_em for label in self._labels)
            return longest * size_pt <= upright and slot >= size_pt * _LEADING
        return all(
            label.longest_word_em * size_pt <= slot * _SLOT_SHARE
            and label.height_pt(size_pt, slot * _SLOT_SHARE) <= height * _LABEL_SHARE
            for label in self._labels
        )

    def _stacked(self, texts: Sequence[MeasuredText], size_pt: float, width_pt: float) -> float:
        """The height of texts one below the other, each with as many lines as the highest."""
        return len(texts) * max(text.height_pt(size_pt, width_pt) for text in texts) * _APART

    def _has_room_for_numbers(self, size_pt: float) -> bool:
        if len(self._data.series) > 1 or len(self._labels) > _MOST_VALUES:
            return False
        if self._data.kind == "bar":
            return True
        slot = self._place.text_width_pt * _PLOT_SHARE / len(self._labels)
        widest = max(number.longest_line_em for number in self._numbers)
        return self._data.kind == "column" and widest * size_pt <= slot

    def _most_labels(self) -> int:
        """How many labels would fit if each were short."""
        if self._data.kind in {"bar", "pie"}:
            line_em = max(label.line_height_em for label in self._labels) * _APART
            return int(self._place.text_height_pt * _PLOT_SHARE / (line_em * SMALLEST_PT))
        return int(self._place.text_width_pt * _PLOT_SHARE / (_LEADING * SMALLEST_PT))

    def _capacity(self) -> int:
        """How many characters of the longest label would fit, upright or beside its bar."""
        width, height = self._place.text_width_pt, self._place.text_height_pt
        longest = max(self._labels, key=lambda label: label.longest_line_em)
        length = max(map(len, self._data.categories))
        em = longest.longest_line_em / length or 1.0
        if self._data.kind in {"bar", "pie"}:
            return int(width * _BESIDE_SHARE / (em * SMALLEST_PT))
        return int(height * _TURNED_SHARE / (em * SMALLEST_PT))
