"""The workbook within a chart, which opens when a person edits the chart's data.

SpreadsheetML (ECMA-376-1, clause 18), no more of it than one sheet of texts and numbers needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generate_content.rendering.markup import escaped
from generate_content.rendering.package import HEAD, Base, Packer, Part, Relationship
from generate_content.slides.values import ChartData

SHEET = "Sheet1"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BOOK_NAME, _STYLES_NAME = "/xl/workbook.xml", "/xl/styles.xml"
_SHEET_NAME, _TEXTS_NAME = "/xl/worksheets/sheet1.xml", "/xl/sharedStrings.xml"
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What spreadsheets read as a character's number (ECMA-376-1, 22.9.2.19)."""


def workbook(data: ChartData) -> bytes:
    """Categories in the first column, a series in each further one; always the same bytes."""
    names = [series.name for series in data.series]
    texts = tuple(dict.fromkeys((*data.categories, *names)))
    sheet = Part(_SHEET_NAME, f"{_SML}.worksheet+xml", _sheet(data, texts))
    return _packer().pack([sheet, _shared(texts)]).data


def column(series: int) -> str:
    """The letter of that series' column; they count from 0."""
    return chr(ord("B") + series)


def _sheet(data: ChartData, texts: tuple[str, ...]) -> bytes:
    at = {text: number for number, text in enumerate(texts)}
    heads = "".join(
        f'<c r="{column(number)}1" t="s"><v>{at[series.name]}</v></c>'
        for number, series in enumerate(data.series)
    )
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>{at[category]}</v></c>'
        f"{''.join(_numbers(data, row))}</row>"
        for row, category in enumerate(data.categories, start=2)
    )
    cells = f'<row r="1">{heads}</row>{rows}'
    return f"{HEAD}<worksheet {_MAIN}><sheetData>{cells}</sheetData></worksheet>".encode()


def _numbers(data: ChartData, row: int) -> Iterator[str]:
    for number, series in enumerate(data.series):
        yield f'<c r="{column(number)}{row}"><v>{series.values[row - 2]!r}</v></c>'


def _shared(texts: tuple[str, ...]) -> Part:
    # Texts are shown as sent: here "=1+1" is no formula, "http://..." no link, "1" no number.
    rows = "".join(f"<si><t>{_ESCAPE.sub('_x005F_', escaped(text))}</t></si>" for text in texts)
    data = f"{HEAD}<sst {_MAIN}>{rows}</sst>".encode()
    return Part(_TEXTS_NAME, f"{_SML}.sharedStrings+xml", data)


@cache
def _packer() -> Packer:
    """On what all workbooks have in common."""
    book = (
        f'{HEAD}<workbook {_MAIN} xmlns:r="{_RELATION}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    styles = (
        f'{HEAD}<styleSheet {_MAIN}><fonts count="1"><font><sz val="11"/><name val="Calibri"/>'
        '<family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>'
        '</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1">'
        "<border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '</cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
        ' xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0"'
        ' builtinId="0"/></cellStyles></styleSheet>'
    )
    relationships = (
        Relationship("rId1", f"{_RELATION}/worksheet", _SHEET_NAME),
        Relationship("rId2", f"{_RELATION}/styles", _STYLES_NAME),
        Relationship("rId3", f"{_RELATION}/sharedStrings", _TEXTS_NAME),
    )
    parts = [
        Part(_BOOK_NAME, f"{_SML}.sheet.main+xml", book.encode(), relationships),
        Part(_STYLES_NAME, f"{_SML}.styles+xml", styles.encode()),
    ]
    return Packer(Base.of(parts, [Relationship("rId1", f"{_RELATION}/officeDocument", _BOOK_NAME)]))
