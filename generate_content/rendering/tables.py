"""A table at the largest type size at which all its rows fit their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

from generate_content.rendering.canvas import Paragraph, Sketch, TableText
from generate_content.rendering.fit import (
    SCALE_PT,
    DoesNotFit,
    LevelSetting,
    Setting,
)
from generate_content.rendering.fonts import Font
from generate_content.rendering.measure import SMALLEST_PT, Measure, MeasuredText
from generate_content.rendering.places import EMU_PER_PT, Place, TextStyle
from generate_content.rendering.sheet import Sheet

_SIDE_EM, _ABOVE_EM = 0.45, 0.22  # a cell's margins, in em of the type
_AIR_EM = 1.1  # by so much a row may be higher than its text, where there is room
_GAP_EM = 0.9  # by so much more numbers keep off the words at their right, where there is room
_NUMBER = frozenset("0123456789.,'%+-−–$€£¥ \u00a0\u202f")
_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"


Row: TypeAlias = tuple[Paragraph, ...]


@dataclass(frozen=True, kw_only=True)
class TableSetting(Setting):
    """How a table is set in its place; the header row is the first one."""

    widths_pt: tuple[float, ...]
    spare_pt: tuple[float, ...]
    """How much wider each column is than its longest line asks."""
    heights_pt: tuple[float, ...]


class TableFit:
    """A table, measured once, to be set whole or as the pages it goes on over."""

    def __init__(self, text: TableText, place: Place, fonts: Callable[[TextStyle], Font]) -> None:
        assert place.style is not None
        self._place = place
        self._own_pt = place.style.size_pt
        self._measure = Measure(place, fonts(place.style))
        self._measured: dict[Row, list[MeasuredText]] = {}
        self._columns = [*zip(*map(self._cells, (text.header, *text.rows)), strict=True)]
        self._widths_pt: dict[float, list[float]] = {}
        self._heights_pt: dict[tuple[float, Row], float] = {}

    def set(self, pages: Sequence[TableText]) -> list[TableSetting]:
        """The place's own size, or the first step down the scale in which each page fits it.

        With the columns of the whole table and the same air in all rows. Raises: DoesNotFit.
        """
        breaks_anyway = not self._are_whole(SMALLEST_PT)
        for size_pt in (self._own_pt, *(float(size) for size in SCALE_PT if size < self._own_pt)):
            heights = [
                [self._height_pt(size_pt, row) for row in (page.header, *page.rows)]
                for page in pages
            ]
            free_pt = min((self._place.text_height_pt - sum(rows)) / len(rows) for rows in heights)
            if free_pt >= 0 and (breaks_anyway or self._are_whole(size_pt)):
                air_pt = min(_AIR_EM * size_pt, free_pt)
                return [
                    TableSetting(
                        (LevelSetting(size_pt, size_pt < self._own_pt, 0.0),),
                        widths_pt=tuple(self._widths(size_pt)),
                        spare_pt=tuple(self._spare_pt(size_pt)),
                        heights_pt=tuple(height + air_pt for height in rows),
                    )
                    for rows in heights
                ]
        capacity = min(_capacity(rows, self._place.text_height_pt) for rows in heights)
        raise DoesNotFit({self._place.role: capacity}, "rows like these")

    def _are_whole(self, size_pt: float) -> bool:
        """Whether the columns have room for their longest words side by side."""
        return sum(_needed(self._columns, size_pt)) <= self._place.text_width_pt

    def _cells(self, row: Row) -> list[MeasuredText]:
        if row not in self._measured:
            self._measured[row] = [self._measure.paragraph(cell) for cell in row]
        return self._measured[row]

    def _widths(self, size_pt: float) -> list[float]:
        if size_pt not in self._widths_pt:
            self._widths_pt[size_pt] = _widths(self._columns, size_pt, self._place.text_width_pt)
        return self._widths_pt[size_pt]

    def _spare_pt(self, size_pt: float) -> Iterator[float]:
        wanted = _wanted(self._columns, size_pt)
        for width, want in zip(self._widths(size_pt), wanted, strict=True):
            yield max(width - want, 0.0)

    def _height_pt(self, size_pt: float, row: Row) -> float:
        if (size_pt, row) not in self._heights_pt:
            margin = 2 * _SIDE_EM * size_pt
            text_pt = max(
                cell.height_pt(size_pt, width - margin)
                for cell, width in zip(self._cells(row), self._widths(size_pt), strict=True)
            )
            self._heights_pt[size_pt, row] = text_pt + 2 * _ABOVE_EM * size_pt
        return self._heights_pt[size_pt, row]


def fit_tables(
    sketch: Sketch,
    fonts: Callable[[TextStyle], Font],
    wholes: Mapping[str, TableFit] = MappingProxyType({}),
) -> Mapping[str, TableSetting]:
    """The setting of each table, by place; `wholes`: those of which they are pages.

    Raises: DoesNotFit.
    """
    settings: dict[str, TableSetting] = {}
    for role, text in sketch.tables.items():
        whole = wholes.get(role) or TableFit(text, sketch.layout.places[role], fonts)
        (settings[role],) = whole.set([text])
    return settings


def _widths(
    columns: Sequence[Sequence[MeasuredText]], size_pt: float, free_pt: float
) -> list[float]:
    """Each column gets what its longest word needs, and of the rest as much as it has text."""
    needed = _needed(columns, size_pt)
    wanted = _wanted(columns, size_pt)
    cap = _cap(needed, free_pt)  # above it, words will break
    needed = [min(width, cap) for width in needed]
    rest = free_pt - sum(needed)
    claims = [want - need for want, need in zip(wanted, needed, strict=True)]
    if rest > sum(claims):  # all have what they want: what is left over, in proportion
        return [want * free_pt / sum(wanted) for want in wanted]
    shares = [claim / sum(claims) if rest else 0.0 for claim in claims]
    return [need + rest * share for need, share in zip(needed, shares, strict=True)]


def _needed(columns: Sequence[Sequence[MeasuredText]], size_pt: float) -> list[float]:
    """What the longest word of each column takes."""
    margin = 2 * _SIDE_EM * size_pt
    return [max(cell.longest_word_em for cell in column) * size_pt + margin for column in columns]


def _wanted(columns: Sequence[Sequence[MeasuredText]], size_pt: float) -> list[float]:
    """The width at which no cell of a column has to break its lines."""
    margin = 2 * _SIDE_EM * size_pt
    return [max(cell.longest_line_em for cell in column) * size_pt + margin for column in columns]


def _cap(widths: Sequence[float], free_pt: float) -> float:
    """The width at which the widest are cut so that all together have room."""
    left, free = sorted(widths), free_pt
    while left and left[0] <= free / len(left):
        free -= left.pop(0)
    return free / len(left) if left else free_pt


def _capacity(heights: Sequence[float], free_pt: float) -> int:
    """How many rows fit under the header."""
    count, used = 0, heights[0]
    for height in heights[1:]:
        used += height
        count += used <= free_pt
    return count


class TableDrawing:
    """Draws one table as a `p:graphicFrame` (DrawingML, ECMA-376-1, 21.1.3)."""

    def __init__(self, sheet: Sheet, text: TableText, setting: TableSetting, style: str) -> None:
        self._sheet = sheet
        self._text = text
        self._setting = setting
        self._style = style
        self._numeric = [_is_numeric(column[1:]) for column in text.columns]
        self._gaps_pt = list(self._gaps())

    def graphic(self) -> str:
        """The `a:graphic`."""
        mirrored = ' rtl="1"' if self._text.header[0].turned else ""
        grid = "".join(f'<a:gridCol w="{_emu(w)}"/>' for w in self._setting.widths_pt)
        return (
            f'<a:graphic><a:graphicData uri="{_URI}"><a:tbl>'
            f'<a:tblPr{mirrored} firstRow="1" bandRow="1">'
            f"<a:tableStyleId>{self._style}</a:tableStyleId></a:tblPr>"
            f"<a:tblGrid>{grid}</a:tblGrid>{''.join(self._rows())}</a:tbl>"
            "</a:graphicData></a:graphic>"
        )

    def _rows(self) -> Iterator[str]:
        rows = (self._text.header, *self._text.rows)
        for row, height_pt in zip(rows, self._setting.heights_pt, strict=True):
            cells = "".join(
                self._cell(cell, numeric=numeric, gap_pt=gap_pt, header=row is self._text.header)
                for cell, numeric, gap_pt in zip(row, self._numeric, self._gaps_pt, strict=True)
            )
            yield f'<a:tr h="{_emu(height_pt)}">{cells}</a:tr>'

    def _gaps(self) -> Iterator[float]:
        """What numbers, set right, keep more of from words that begin right after them.

        Half of what their column can spare: a program that sets them wider still has room.
        """
        mirrored = self._text.header[0].turned
        most_pt = _GAP_EM * self._setting.size_pt
        for (numeric, next_numeric), spare_pt in zip(
            pairwise((*self._numeric, True)), self._setting.spare_pt, strict=True
        ):
            tight = numeric and not next_numeric and not mirrored
            yield min(most_pt, spare_pt / 2) if tight else 0.0

    def _cell(self, paragraph: Paragraph, *, numeric: bool, gap_pt: float, header: bool) -> str:
        size_pt = self._setting.size_pt
        size = f' sz="{round(size_pt * 100)}"'
        runs = "".join(
            self._sheet.run(run, size, inverted=header) for run in paragraph.runs if run.text
        )
        if not runs:
            runs = f'<a:endParaRPr lang="{self._sheet.language}"{size}/>'
        side, above = _emu(_SIDE_EM * size_pt), _emu(_ABOVE_EM * size_pt)
        right = side + _emu(gap_pt)
        alignment = _alignment(paragraph, numeric=numeric)
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>{alignment}{runs}"
            f'</a:p></a:txBody><a:tcPr marL="{side}" marR="{right}" marT="{above}" marB="{above}"'
            ' anchor="ctr"/></a:tc>'
        )


def _alignment(paragraph: Paragraph, *, numeric: bool) -> str:
    if not numeric and paragraph.right_to_left:
        return '<a:pPr algn="r" rtl="1"/>'
    return '<a:pPr algn="r"/>' if numeric or paragraph.turned else '<a:pPr algn="l"/>'


def _is_numeric(cells: Sequence[Paragraph]) -> bool:
    """Whether the column holds numbers, which are read right-aligned."""
    texts = [cell.text for cell in cells if cell.text]
    return bool(texts) and all(
        set(text) <= _NUMBER and any(char.isdigit() for char in text) for text in texts
    )


def _emu(points: float) -> int:
    return round(points * EMU_PER_PT)
