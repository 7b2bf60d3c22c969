"""The .pptx as what it is: parts with relationships in a ZIP (ECMA-376-2), always the same bytes.

Source of the ZIP layout: PKWARE APPNOTE 6.3.10, 4.3.7 (local header) to 4.3.16 (end record).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import relpath
from xml.sax.saxutils import quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPC = "http://schemas.openxmlformats.org/package/2006"
_DATE = 0x0021  # 1980-01-01, the earliest a ZIP can tell: equal decks are equal bytes
_VERSION = 20  # 2.0: deflate
_UTF8_NAME = 0x0800
_DEFLATED = 8
_EXTERNAL = ' TargetMode="External"'
_RELS = "application/vnd.openxmlformats-package.relationships+xml"


@dataclass(frozen=True)
class Relationship:
    """What a part refers to by `id`: another part by its name, or a URL."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class Part:
    """A file of the package. `name` begins with a slash, as in its content type's override."""

    name: str
    content_type: str
    data: bytes = field(repr=False)
    relationships: tuple[Relationship, ...] = ()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Its file, and that of its relationships; compressed once, however often packed."""
        file = Entry.of(self.name[1:], self.data)
        if not self.relationships:
            return (file,)
        folder, _, base = self.name.rpartition("/")
        rels = relationships_xml(self.relationships, folder=folder or "/")
        return (file, Entry.of(f"{folder}/_rels/{base}.rels"[1:], rels))


@dataclass(frozen=True)
class Entry:
    """One compressed file of a ZIP."""

    name: bytes
    crc: int
    size: int
    deflated: bytes = field(repr=False)

    @classmethod
    def of(cls, name: str, data: bytes) -> Entry:
        squeeze = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        deflated = squeeze.compress(data) + squeeze.flush()
        return cls(name.encode(), zlib.crc32(data), len(data), deflated)

    def header(self) -> bytes:
        """The fields that the local header and the directory have in common."""
        return struct.pack(
            "<HHHHHIIIHH",
            _VERSION,
            _UTF8_NAME,
            _DEFLATED,
            0,
            _DATE,
            self.crc,
            len(self.deflated),
            self.size,
            len(self.name),
            0,
        )


def pack(parts: Iterable[Part], relationships: Sequence[Relationship]) -> bytes:
    """The package's bytes; `relationships` are its own. Its types and relations come first, so
    that mail gateways and `file` recognise a presentation by its beginning.
    """
    ordered = sorted(parts, key=lambda part: part.name)
    entries = [
        Entry.of("[Content_Types].xml", _content_types(ordered)),
        Entry.of("_rels/.rels", relationships_xml(relationships, folder="/")),
        *(entry for part in ordered for entry in part.entries),
    ]
    return _zip(entries)


def relationships_xml(relationships: Iterable[Relationship], *, folder: str) -> bytes:
    rows = "".join(
        f'<Relationship Id="{rel.id}" Type="{rel.type}" '
        f"Target={quoteattr(rel.target if rel.external else relpath(rel.target, folder))}"
        f"{_EXTERNAL if rel.external else ''}/>"
        for rel in relationships
    )
    return f'{HEAD}<Relationships xmlns="{_OPC}/relationships">{rows}</Relationships>'.encode()


def _content_types(parts: Iterable[Part]) -> bytes:
    defaults = {"rels": _RELS, "xml": "application/xml"}
    overrides = ""
    for part in parts:
        extension = part.name.rpartition(".")[2]
        if part.content_type.startswith("image/"):
            defaults[extension] = part.content_type
        else:
            kind = quoteattr(part.content_type)
            overrides += f"<Override PartName={quoteattr(part.name)} ContentType={kind}/>"
    rows = "".join(
        f"<Default Extension={quoteattr(extension)} ContentType={quoteattr(kind)}/>"
        for extension, kind in sorted(defaults.items())
    )
    types = f'<Types xmlns="{_OPC}/content-types">{rows}{overrides}</Types>'
    return f"{HEAD}{types}".encode()


def _zip(entries: Sequence[Entry]) -> bytes:
    files = bytearray()
    directory = bytearray()
    for entry in entries:
        common = entry.header()
        directory += struct.pack("<IH", 0x02014B50, _VERSION) + common
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(files)) + entry.name
        files += struct.pack("<I", 0x04034B50) + common + entry.name + entry.deflated
    end = struct.pack(
        "<IHHHHIIH",
        0x06054B50,
        0,
        0,
        len(entries),
        len(entries),
        len(directory),
        len(files),
        0,
    )
    return bytes(files + directory) + end
