"""A small linter for .pptx files: the causes of "PowerPoint found a problem with content"."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
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
    for check in (_malformed, _untyped, _dangling, _orphaned, _unresolved, _slides, _pictures):
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
    for picture in slide.iter(f"{P}pic"):
        if not picture.find(f".//{P}cNvPr").get("descr"):
            yield "a picture without alternative text"


def _pictures(files):
    for name, data in files.items():
        if name.startswith("ppt/media/"):
            extension = name.rpartition(".")[2]
            if not data.startswith(_SIGNATURES[extension]):
                yield f"{name}: is no {extension}"
