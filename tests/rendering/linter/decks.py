"""The presentation, its masters, layouts, slides and notes: listed once, and each with its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.rendering.linter.archive import PRESENTATION, Archive, P, R

_SLIDE_IDS = range(256, 2**31)
_SHEET_IDS = range(2**31, 2**32)


def deck_problems(archive: Archive) -> Iterator[str]:
    yield from (f"{PRESENTATION}: {problem}" for problem in _slides(archive))
    yield from _masters(archive)
    yield from _notes(archive)


def _slides(archive: Archive) -> Iterator[str]:
    rows = list(archive.xml(PRESENTATION).iter(f"{P}sldId"))
    yield from _ids([row.get("id") for row in rows], _SLIDE_IDS, "slide")
    listed = Counter(archive.target(PRESENTATION, row.get(f"{R}id")) for row in rows)
    yield from (f"{name} is listed {count} times" for name, count in listed.items() if count > 1)
    for name in archive.targets(PRESENTATION, "slide"):
        if name not in listed:
            yield f"{name} is related, but not listed"
    for name in archive.named("ppt/slides/slide"):
        if name not in listed:
            yield f"{name} is not listed"
        if len(archive.targets(name, "slideLayout")) != 1:
            yield f"{name} has not one layout"


def _ids(values: list[str | None], allowed: range, what: str) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{what} id {value} twice"
        if not (value or "").isdecimal() or int(value or "") not in allowed:
            yield f"{what} id {value} is out of range"


def _masters(archive: Archive) -> Iterator[str]:
    ids = []
    for name in archive.targets(PRESENTATION, "slideMaster"):
        rows = archive.xml(name).findall(f"{P}sldLayoutIdLst/{P}sldLayoutId")
        ids += [row.get("id") for row in rows]
        listed = {archive.target(name, row.get(f"{R}id")) for row in rows}
        for layout in archive.targets(name, "slideLayout"):
            if layout not in listed:
                yield f"{name}: {layout} is not listed"
            if archive.targets(layout, "slideMaster") != [name]:
                yield f"{layout}: not this one master, {name}"
    ids += [row.get("id") for row in archive.xml(PRESENTATION).iter(f"{P}sldMasterId")]
    yield from (f"{PRESENTATION}: {problem}" for problem in _ids(ids, _SHEET_IDS, "sheet"))
    masters = [*archive.named("ppt/slideMasters/s"), *archive.named("ppt/notesMasters/n")]
    themes = Counter(theme for name in masters for theme in archive.targets(name, "theme"))
    yield from (
        f"{name}: a theme of {count} masters" for name, count in themes.items() if count > 1
    )
    for name in masters:
        if len(archive.targets(name, "theme")) != 1:
            yield f"{name}: no theme of its own"


def _notes(archive: Archive) -> Iterator[str]:
    masters = archive.targets(PRESENTATION, "notesMaster")
    listed = [
        archive.target(PRESENTATION, row.get(f"{R}id"))
        for row in archive.xml(PRESENTATION).iter(f"{P}notesMasterId")
    ]
    if masters != listed:
        yield f"{PRESENTATION}: its notes master is not listed"
    for name in archive.named("ppt/notesSlides/notes"):
        if archive.targets(name, "notesMaster") != masters or not masters:
            yield f"{name}: notes without a notes master"
        slides = archive.targets(name, "slide")
        if len(slides) != 1 or archive.targets(slides[0], "notesSlide") != [name]:
            yield f"{name}: notes and slide do not refer to each other"
