"""What is on a slide: nothing empty or off it, and all of it there for those who only hear it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.rendering.linter.archive import PRESENTATION, A, Archive, P

_TITLES = {"title", "ctrTitle"}
_FRAMES = (f"{P}pic", f"{P}graphicFrame")
_DRAWN = (f"{P}sp", f"{P}grpSp", f"{P}cxnSp", *_FRAMES)
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def slide_problems(archive: Archive) -> Iterator[str]:
    size = archive.xml(PRESENTATION).find(f"{P}sldSz")
    extent = int(size.get("cx")), int(size.get("cy"))
    slides, notes = archive.named("ppt/slides/slide"), archive.named("ppt/notesSlides/notes")
    for name in (*slides, *notes):
        root = archive.xml(name)
        ids = Counter(shape.get("id") for shape in root.iter(f"{P}cNvPr"))
        yield from (f"{name}: shape id {one} twice" for one, count in ids.items() if count > 1)
        yield from (f"{name}: {problem}" for problem in _languages(root))
    for name in slides:
        shapes = [one for one in archive.xml(name).find(f"{P}cSld/{P}spTree") if one.tag in _DRAWN]
        yield from (f"{name}: {problem}" for problem in _titles(shapes))
        for shape in shapes:
            yield from (f"{name}: {problem}" for problem in _shape(shape, extent))


def _languages(root: Any) -> Iterator[str]:
    for run in root.iter(f"{A}r", f"{A}fld"):
        properties = run.find(f"{A}rPr")
        if properties is None or not properties.get("lang"):
            yield "a run that does not say its language"
            return


def _titles(shapes: list[Any]) -> Iterator[str]:
    """One title, which is read first."""
    spoken = [shape for shape in shapes if _text(shape) or shape.tag in _FRAMES]
    titles = [shape for shape in spoken if _kind(shape) in _TITLES]
    if len(titles) != 1:
        yield f"{len(titles)} titles"
    elif spoken[0] is not titles[0]:
        yield "something is read before the title"


def _shape(shape: Any, extent: tuple[int, int]) -> Iterator[str]:
    own = shape.find(f".//{P}cNvPr")
    name = own.get("name")
    decorative = own.find(f".//{_DECORATIVE}") is not None
    if shape.tag == f"{P}sp" and _kind(shape) is not None and not _text(shape):
        yield f"{name}: an empty placeholder"
    if shape.tag in _FRAMES and not own.get("descr"):
        yield f"{name}: a picture, table or chart without alternative text"
    if not _text(shape) and not decorative and not own.get("descr"):
        yield f"{name}: a shape that is neither told nor marked as decoration"
    xfrm = shape.find(f"{P}xfrm") if shape.tag == f"{P}graphicFrame" else None
    for place in (xfrm, shape.find(f"{P}spPr/{A}xfrm"), shape.find(f"{P}grpSpPr/{A}xfrm")):
        if place is not None and not _within(place, extent):
            yield f"{name}: reaches off the slide"


def _within(xfrm: Any, extent: tuple[int, int]) -> bool:
    off, ext = xfrm.find(f"{A}off"), xfrm.find(f"{A}ext")
    sides = zip(("x", "y"), ("cx", "cy"), extent, strict=True)
    return all(0 <= float(off.get(at)) <= most - float(ext.get(size)) for at, size, most in sides)


def _kind(shape: Any) -> str | None:
    """Of a placeholder; None for what is none."""
    ph = shape.find(f"*/{P}nvPr/{P}ph")
    return None if ph is None else str(ph.get("type", "obj"))


def _text(shape: Any) -> str:
    return "".join(text for part in shape.iter(f"{A}t") for text in part.itertext()).strip()
