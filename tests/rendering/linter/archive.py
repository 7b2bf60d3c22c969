"""A .pptx as its parts and what relates them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from lxml import etree

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PRESENTATION = "ppt/presentation.xml"


@dataclass(frozen=True)
class Relation:
    source: str
    id: str
    kind: str
    """The last step of its type: slide, image, ..."""
    target: str
    """A part, or a URL."""
    external: bool


@lru_cache(1024)  # most parts are the template's, and the same in many decks
def parsed(data: bytes) -> Any:
    return etree.fromstring(data)


class Archive:
    """The parts by name."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def xml(self, name: str) -> Any:
        return parsed(self.files[name])

    def is_xml(self, name: str) -> bool:
        return name.endswith((".xml", ".rels"))

    def all_xml(self) -> Iterator[tuple[str, Any]]:
        for name in self.files:
            if self.is_xml(name):
                yield name, self.xml(name)

    def named(self, beginning: str) -> list[str]:
        """The parts, not their relationships, whose names begin so."""
        return [name for name in self.files if name.startswith(beginning)]

    @cached_property
    def relations(self) -> list[Relation]:
        found = []
        for name in self.files:
            if name.endswith(".rels"):
                folder, _, file = name.rpartition("_rels/")
                source = folder + file.removesuffix(".rels")
                found += [_relation(source, folder, rel) for rel in self.xml(name)]
        return found

    def of(self, source: str, kind: str | None = None) -> list[Relation]:
        return [one for one in self.relations if one.source == source and kind in {None, one.kind}]

    def targets(self, source: str, kind: str) -> list[str]:
        return [one.target for one in self.of(source, kind)]

    def target(self, source: str, rid: str | None) -> str | None:
        return next((one.target for one in self.of(source) if one.id == rid), None)

    def content_type(self, name: str) -> str | None:
        types = self.xml("[Content_Types].xml")
        extension = name.rpartition(".")[2].lower()
        own = [row for row in types if row.get("PartName") == f"/{name}"]
        general = [row for row in types if row.get("Extension", "").lower() == extension]
        return next((row.get("ContentType") for row in (*own, *general)), None)


def _relation(source: str, folder: str, rel: Any) -> Relation:
    external, target = rel.get("TargetMode") == "External", rel.get("Target")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target))[1:]
    return Relation(source, rel.get("Id"), rel.get("Type").rpartition("/")[2], target, external)


def opened(data: bytes) -> tuple[Archive | None, list[str]]:
    """The archive, None if it cannot be read, and what is wrong with it as a ZIP."""
    if not data.startswith(b"PK\x03\x04"):
        return None, ["the file: does not begin as a ZIP"]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if bad := package.testzip():
                return None, [f"{bad}: checksum"]
            names = package.namelist()
            files = {name: package.read(name) for name in names}
    except zipfile.BadZipFile as error:
        return None, [f"the file: {error}"]
    found = [
        f"{name}: twice" for name, count in Counter(map(str.lower, names)).items() if count > 1
    ]
    return Archive(files), found
