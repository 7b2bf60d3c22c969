"""The workbook within a chart, which opens when a person edits the chart's data."""

from __future__ import annotations

import datetime as dt
import io

from generate_content.slides.values import ChartData

SHEET = "Sheet1"
_CREATED = dt.datetime(1980, 1, 1)  # noqa: DTZ001 a workbook's times have no zone
# Texts are shown as sent: "=1+1" is no formula, "http://..." no link, "1" no number.
_AS_SENT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(data: ChartData) -> bytes:
    """Categories in the first column, a series in each further one; always the same bytes."""
    import xlsxwriter  # noqa: PLC0415 a tenth of a second, which only charts need

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _AS_SENT)
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet(SHEET)
    for row, category in enumerate(data.categories, start=1):
        sheet.write_string(row, 0, category)
    for column, series in enumerate(data.series, start=1):
        sheet.write_string(0, column, series.name)
        sheet.write_column(1, column, series.values)
    book.close()
    return file.getvalue()
