"""Tables: as wide in each row as their grid, with a header row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.rendering.linter.archive import A, Archive

_MERGED = ("hMerge", "vMerge")


def table_problems(archive: Archive) -> Iterator[str]:
    for name in archive.named("ppt/slides/slide"):
        for table in archive.xml(name).iter(f"{A}tbl"):
            yield from (f"{name}: {problem}" for problem in _problems(table))


def _problems(table: Any) -> Iterator[str]:
    columns = table.findall(f"{A}tblGrid/{A}gridCol")
    rows = table.findall(f"{A}tr")
    properties = table.find(f"{A}tblPr")
    if properties is None or properties.get("firstRow") != "1":
        yield "a table without a header row"
    if not rows:
        yield "a table without rows"
    for number, row in enumerate(rows):
        cells = row.findall(f"{A}tc")
        if len(cells) != len(columns):
            yield f"a row of {len(cells)} cells under {len(columns)} columns"
        for column, cell in enumerate(cells):
            across, down = (int(cell.get(span, "1")) for span in ("gridSpan", "rowSpan"))
            if column + across > len(columns) or number + down > len(rows):
                yield "a cell that spans out of its table"
            if cell.find(f"{A}txBody") is None:
                yield "a cell without a text body"
    for size in (*columns, *rows):
        if int(size.get("w") or size.get("h")) <= 0:
            yield "a row or column without a size"
