"""Texts with the widths of their characters, ready to be broken into lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from generate_content.rendering.canvas import Paragraph
from generate_content.rendering.fonts import Face, Font, code_font, line_height_em
from generate_content.rendering.inline import Run
from generate_content.rendering.lines import (
    broken,
    longest_line_em,
    longest_piece_em,
    outline,
    seams,
)
from generate_content.rendering.places import Place, TextStyle

SMALLEST_PT = 12.0  # no text is set smaller
_SEAM_EM = 0.25  # what LibreOffice leaves between a Latin letter and an ideograph
_WIDTH_IN_USE = 0.95  # PowerPoint, LibreOffice and Keynote do not set quite the same widths


class MeasuredText(NamedTuple):
    """A paragraph, ready to be broken into lines of any width."""

    outline: str
    ends_em: Sequence[float]
    """Where each character ends if the text were one line."""
    line_height_em: float
    level: int = 0

    def lines(self, width_pt: float, size_pt: float) -> tuple[int, bool]:
        """How many in a box of that width, and whether each word is whole that can be."""
        width_em = width_pt * _WIDTH_IN_USE / size_pt
        ends_em = self.ends_em
        if ends_em and ends_em[-1] <= width_em and "\n" not in self.outline:
            return 1, True
        count, broken_em = broken(self.outline, ends_em, width_em)
        return count, not broken_em or broken_em * SMALLEST_PT > width_em * size_pt

    def line_count(self, width_pt: float, size_pt: float) -> int:
        """In a box of that width."""
        return self.lines(width_pt, size_pt)[0]

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
        if len(runs) == 1:  # as most have
            text = runs[0].text
            widths_em: Iterable[float] = map(self._face(runs[0], style).__getitem__, text)
        else:
            text = "".join([run.text for run in runs])
            widths_em = chain(*[map(self._face(run, style).__getitem__, run.text) for run in runs])
        ends_em = list(accumulate(widths_em if text.isascii() else _apart(text, widths_em)))
        if style.tracking_pt > 0:
            tracking_em = style.tracking_pt / SMALLEST_PT
            ends_em = [end + tracking_em * count for count, end in enumerate(ends_em, 1)]
        height_em = line_height_em(text, self._font)
        return MeasuredText(outline(text), ends_em, height_em, paragraph.level)

    def _face(self, run: Run, style: TextStyle) -> Face:
        font = code_font() if run.code else self._font
        return font.faces[(run.bold or style.bold) + 2 * run.italic]


def _apart(text: str, widths_em: Iterable[float]) -> list[float]:
    """Each width with the space that may stand before the character."""
    apart = list(widths_em)
    for at in seams(text):
        apart[at] += _SEAM_EM
    return apart
