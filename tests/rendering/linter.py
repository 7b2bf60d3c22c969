"""A small linter for .pptx files: the causes of "PowerPoint found a problem with content"."""

from __future__ import annotations

import io
import math
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_AXES = (f"{C}catAx", f"{C}valAx")
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}


def problems(data: bytes) -> list[str]:
    """What is wrong with the file; empty if nothing is."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if bad := package.testzip():
            return [f"{bad}: checksum"]
        names = package.namelist()
        files = {name: package.read(name) for name in names}
    found = [f"{name}: twice" for name, count in Counter(names).items() if count > 1]
    checks = (
        _malformed,
        _untyped,
        _dangling,
        _orphaned,
        _unresolved,
        _slides,
        _pictures,
        _tables,
        _charts,
    )
    for check in checks:
        found += check(files)
    return found


def xml(files: dict[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    for name, data in files.items():
        if name.endswith((".xml", ".rels")):
            yield name, etree.fromstring(data)


def _malformed(files):
    for name, data in files.items():
        if name.endswith((".xml", ".rels")):
            try:
                etree.fromstring(data)
            except etree.XMLSyntaxError as error:
                yield f"{name}: {error}"
            if re.search(rb"_x[0-9A-F]{4}_", data):
                yield f"{name}: an escaped control character"


def _untyped(files):
    types = etree.fromstring(files["[Content_Types].xml"])
    defaults = {row.get("Extension") for row in types if row.get("Extension")}
    overrides = {row.get("PartName")[1:] for row in types if row.get("PartName")}
    yield from (f"{name}: an override for nothing" for name in overrides - files.keys())
    for name in files.keys() - overrides - {"[Content_Types].xml"}:
        extension = name.rpartition(".")[2]
        if extension not in defaults or extension == "xml":
            yield f"{name}: no content type"


def relationships(files: dict[str, bytes]) -> Iterator[tuple[str, str, str, bool]]:
    """(source part, id, target part or URL, whether external)."""
    for name, data in files.items():
        if name.endswith(".rels"):
            folder, _, file = name.rpartition("_rels/")
            for rel in etree.fromstring(data):
                external = rel.get("TargetMode") == "External"
                target = rel.get("Target")
                if not external:
                    target = posixpath.normpath(posixpath.join("/", folder, target))[1:]
                yield folder + file.removesuffix(".rels"), rel.get("Id"), target, external


def _dangling(files):
    known = Counter((source, rid) for source, rid, _, _ in relationships(files))
    yield from (f"{source}: {rid} twice" for (source, rid), count in known.items() if count > 1)
    for source, rid, target, external in relationships(files):
        if not external and target not in files:
            yield f"{source}: {rid} leads nowhere"
        if external and (not re.fullmatch(r"https?://[!-~]+", target) or len(target) > 2083):
            yield f"{source}: {rid} is no link that PowerPoint takes"


def _orphaned(files):
    reached = {target for _, _, target, external in relationships(files) if not external}
    for name in files:
        if not name.endswith(".rels") and name != "[Content_Types].xml" and name not in reached:
            yield f"{name}: nothing refers to it"


def _unresolved(files):
    known = {(source, rid) for source, rid, _, _ in relationships(files)}
    for name, root in xml(files):
        for element in root.iter():
            for attribute, value in element.attrib.items():
                if attribute.startswith(R) and (name, value) not in known:
                    yield f"{name}: {value} is no relationship"


def _slides(files):
    presentation = etree.fromstring(files["ppt/presentation.xml"])
    listed = [row.get("id") for row in presentation.iter(f"{P}sldId")]
    slides = [name for name in files if name.startswith("ppt/slides/slide")]
    if len(listed) != len(slides) or len(set(listed)) != len(listed):
        yield "ppt/presentation.xml: slides are not listed once each"
    for name in [*slides, *(name for name in files if name.startswith("ppt/notesSlides/notes"))]:
        root = etree.fromstring(files[name])
        ids = Counter(shape.get("id") for shape in root.iter(f"{P}cNvPr"))
        yield from (f"{name}: shape id {one} twice" for one, count in ids.items() if count > 1)
        for body in root.iter(f"{P}txBody"):
            if body.find(f"{A}p") is None:
                yield f"{name}: a text body without a paragraph"
    for name in slides:
        yield from (
            f"{name}: {problem}" for problem in _placeholders(etree.fromstring(files[name]))
        )


def _placeholders(slide):
    kinds = [shape.get("type") for shape in slide.iter(f"{P}ph")]
    if not {"title", "ctrTitle"} & set(kinds):
        yield "no title"
    for shape in slide.iter(f"{P}sp"):
        if shape.find(f".//{P}ph") is not None and not "".join(shape.itertext()).strip():
            yield "an empty placeholder"
    for picture in slide.iter(f"{P}pic", f"{P}graphicFrame"):
        if not picture.find(f".//{P}cNvPr").get("descr"):
            yield "a picture, table or chart without alternative text"


def _tables(files):
    for name, data in files.items():
        if not name.startswith("ppt/slides/slide"):
            continue
        for table in etree.fromstring(data).iter(f"{A}tbl"):
            columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
            if table.find(f"{A}tblPr").get("firstRow") != "1":
                yield f"{name}: a table without a header row"
            for row in table.iter(f"{A}tr"):
                cells = row.findall(f"{A}tc")
                if len(cells) != columns:
                    yield f"{name}: a row of {len(cells)} cells under {columns} columns"
                if any(cell.find(f"{A}txBody/{A}p") is None for cell in cells):
                    yield f"{name}: a cell without a paragraph"
            for size in (*table.iter(f"{A}gridCol"), *table.iter(f"{A}tr")):
                if int(size.get("w") or size.get("h")) <= 0:
                    yield f"{name}: a row or column without a size"


def _charts(files):
    targets = {(source, rid): target for source, rid, target, _ in relationships(files)}
    for name, data in files.items():
        if not name.startswith("ppt/charts/chart"):
            continue
        chart = etree.fromstring(data)
        plots = [plot for plot in chart.find(f".//{C}plotArea") if plot.tag.endswith("Chart")]
        if len(plots) != 1 or plots[0].find(f"{C}ser") is None:
            yield f"{name}: not one plot with series"
        axes = {axis.get("val") for plot in plots for axis in plot.findall(f"{C}axId")}
        if axes != {axis.find(f"{C}axId").get("val") for axis in chart.iter(*_AXES)}:
            yield f"{name}: axes that are not there"
        for cache in chart.iter(f"{C}strCache", f"{C}numCache"):
            values = [value.text for value in cache.iter(f"{C}v")]
            if len(values) != int(cache.find(f"{C}ptCount").get("val")):
                yield f"{name}: values that are not counted"
            if cache.tag == f"{C}numCache":
                yield from (
                    f"{name}: {value} is no number"
                    for value in values
                    if not math.isfinite(float(value))
                )
        yield from _workbook(name, chart, files, targets)


def _workbook(name, chart, files, targets):
    """The numbers of the chart are those of its workbook, where the chart says they are."""
    book = targets.get((name, chart.find(f"{C}externalData").get(f"{R}id")))
    try:
        cells = _cells(zipfile.ZipFile(io.BytesIO(files[book])))
    except (KeyError, zipfile.BadZipFile):
        yield f"{name}: no workbook"
        return
    for source in chart.iter(f"{C}strRef", f"{C}numRef"):
        first, _, last = source.find(f"{C}f").text.replace("$", "").partition("!")[2].partition(":")
        column, top = first[0], int(first[1:])
        rows = range(top, int((last or first)[1:]) + 1)
        told = [value.text for value in source.iter(f"{C}v")]
        kept = [cells.get(f"{column}{row}") for row in rows]
        same = told == kept
        if source.tag == f"{C}numRef":
            same = list(map(float, told)) == list(map(float, kept))
        if not same:
            yield f"{name}: {first} is not what the workbook has"


def _cells(book):
    texts = [
        "".join(text.itertext()) for text in etree.fromstring(book.read("xl/sharedStrings.xml"))
    ]
    cells = {}
    for cell in etree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{S}c"):
        value = cell.find(f"{S}v").text
        cells[cell.get("r")] = texts[int(value)] if cell.get("t") == "s" else value
    return cells


def _pictures(files):
    for name, data in files.items():
        if name.startswith("ppt/media/"):
            extension = name.rpartition(".")[2]
            if not data.startswith(_SIGNATURES[extension]):
                yield f"{name}: is no {extension}"
