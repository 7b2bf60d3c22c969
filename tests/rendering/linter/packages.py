"""Parts, content types and relationships (Open Packaging Conventions, ECMA-376-2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tests.rendering.linter.archive import Archive, R

_TYPES = "[Content_Types].xml"
_LONGEST_URL = 2083
_OWN = ("chart", "notesSlide", "package")
"""What two parts must not share, since each part of these belongs to one."""


def package_problems(archive: Archive) -> Iterator[str]:
    yield from _types(archive)
    yield from _relations(archive)
    yield from _orphans(archive)
    yield from _unresolved(archive)


def _types(archive: Archive) -> Iterator[str]:
    overrides = [row.get("PartName")[1:] for row in archive.xml(_TYPES) if row.get("PartName")]
    for name, count in Counter(overrides).items():
        if count > 1:
            yield f"{name}: two content types"
        if name not in archive.files:
            yield f"{name}: a content type for nothing"
    for name in archive.files:
        own = name in overrides or not name.endswith(".xml")
        if name != _TYPES and not (own and archive.content_type(name)):
            yield f"{name}: no content type"


def _relations(archive: Archive) -> Iterator[str]:
    known = Counter((one.source, one.id) for one in archive.relations)
    yield from (f"{source}: {rid} twice" for (source, rid), count in known.items() if count > 1)
    owners = Counter(
        one.target for one in archive.relations if one.kind in _OWN and not one.external
    )
    yield from (f"{name}: shared by {count}" for name, count in owners.items() if count > 1)
    for one in archive.relations:
        if one.source and one.source not in archive.files:
            yield f"{one.source}: relationships of nothing"
        if not one.external and one.target not in archive.files:
            yield f"{one.source}: {one.id} leads nowhere"
        if one.external and not _is_link(one.target):
            yield f"{one.source}: {one.id} is no link that PowerPoint takes"


def _is_link(url: str) -> bool:
    return len(url) <= _LONGEST_URL and bool(re.fullmatch(r"(https?://|mailto:)[!-~]+", url))


def _orphans(archive: Archive) -> Iterator[str]:
    reached = {one.target for one in archive.relations if not one.external}
    for name in archive.files:
        if not name.endswith(".rels") and name != _TYPES and name not in reached:
            yield f"{name}: nothing refers to it"


def _unresolved(archive: Archive) -> Iterator[str]:
    known = {(one.source, one.id) for one in archive.relations}
    for name, root in archive.all_xml():
        for element in root.iter():
            for attribute, value in element.attrib.items():
                if attribute.startswith(R) and (name, value) not in known:
                    yield f"{name}: {value!r} is no relationship"
