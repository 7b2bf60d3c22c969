"""The document's properties: there once, within PowerPoint's limits, with title and language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tests.rendering.linter.archive import Archive

_LONGEST = 255
_DATES = ("created", "modified")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NEEDED = ("title", "language")


def property_problems(archive: Archive) -> Iterator[str]:
    parts = [one.target for one in archive.relations if one.kind == "core-properties"]
    if len(parts) != 1:
        yield f"the file: {len(parts)} parts of core properties"
        return
    yield from (f"{parts[0]}: {problem}" for problem in _core(archive.xml(parts[0])))


def _core(core: Any) -> Iterator[str]:
    names = Counter(etree.QName(row).localname for row in core)
    yield from (f"{name} twice" for name, count in names.items() if count > 1)
    texts = {etree.QName(row).localname: row.text or "" for row in core}
    yield from (f"no {name}" for name in _NEEDED if not texts.get(name))
    for name, text in texts.items():
        if len(text) > _LONGEST:
            yield f"{name} of more than 255 characters"
        if name in _DATES and not _DATE.fullmatch(text):
            yield f"{text!r} is no date"
