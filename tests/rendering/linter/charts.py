"""Charts: a plot with its axes, numbers that are numbers, and the same in the workbook."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tests.rendering.linter.archive import Archive, C, R

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_AXES = (f"{C}catAx", f"{C}valAx")
_RANGE = re.compile(r"(\w+)!\$([A-Z])\$(\d+)(?::\$\2\$(\d+))?")


def chart_problems(archive: Archive) -> Iterator[str]:
    for name in archive.named("ppt/charts/chart"):
        chart = archive.xml(name)
        for check in (_plots(chart), _caches(chart), _workbook(archive, name, chart)):
            yield from (f"{name}: {problem}" for problem in check)


def _plots(chart: Any) -> Iterator[str]:
    plots = [plot for plot in chart.find(f".//{C}plotArea") if plot.tag.endswith("Chart")]
    if len(plots) != 1 or plots[0].find(f"{C}ser") is None:
        yield "not one plot with series"
    used = {axis.get("val") for plot in plots for axis in plot.findall(f"{C}axId")}
    if used != {axis.find(f"{C}axId").get("val") for axis in chart.iter(*_AXES)}:
        yield "axes that are not there"


def _caches(chart: Any) -> Iterator[str]:
    for cache in chart.iter(f"{C}strCache", f"{C}numCache"):
        points = cache.findall(f"{C}pt")
        count = int(cache.find(f"{C}ptCount").get("val"))
        if [point.get("idx") for point in points] != list(map(str, range(count))):
            yield "values that are not counted"
        if cache.tag == f"{C}numCache":
            values = [point.findtext(f"{C}v") or "" for point in points]
            yield from (f"{value!r} is no number" for value in values if not _is_number(value))


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def _workbook(archive: Archive, name: str, chart: Any) -> Iterator[str]:
    """What the chart shows is what its workbook has, where the chart says it is."""
    external = chart.find(f"{C}externalData")
    book = None if external is None else archive.target(name, external.get(f"{R}id"))
    try:
        sheet, cells = _cells(zipfile.ZipFile(io.BytesIO(archive.files[book or ""])))
    except (KeyError, zipfile.BadZipFile):
        yield "no workbook"
        return
    for source in chart.iter(f"{C}strRef", f"{C}numRef"):
        told = source.findtext(f"{C}f") or ""
        found = _RANGE.fullmatch(told)
        if found is None or found[1] != sheet:
            yield f"{told} is nowhere in the workbook"
            continue
        rows = range(int(found[3]), int(found[4] or found[3]) + 1)
        kept = [cells.get(f"{found[2]}{row}") for row in rows]
        if not _same([value.text for value in source.iter(f"{C}v")], kept):
            yield f"{told} is not what the workbook has"


def _same(shown: list[str], kept: list[str | None]) -> bool:
    """Numbers may be written in different ways."""
    return len(shown) == len(kept) and all(
        one == other or (other is not None and _is_number(one) and float(one) == float(other))
        for one, other in zip(shown, kept, strict=True)
    )


def _cells(book: zipfile.ZipFile) -> tuple[str, dict[str, str]]:
    """The name of the first sheet, and its cells' values."""
    sheet = next(etree.fromstring(book.read("xl/workbook.xml")).iter(f"{S}sheet")).get("name")
    texts = [
        "".join(text.itertext()) for text in etree.fromstring(book.read("xl/sharedStrings.xml"))
    ]
    cells = {}
    for cell in etree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{S}c"):
        value = cell.findtext(f"{S}v") or ""
        cells[cell.get("r")] = texts[int(value)] if cell.get("t") == "s" else value
    return sheet, cells
