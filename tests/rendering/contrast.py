"""How well each text and each chart's mark reads on what is behind it, out of a finished file.

What stands on what is found without colours; any theme of that file's design can then be judged.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tests.rendering.colors import Scheme, contrast, over
from tests.rendering.grounds import A, Ground, Layer, P, Rectangle, Stack, colors_of

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TEXT, MARK = 4.5, 3.0
"""What WCAG 2.2 asks of text (1.4.3, whatever its size) and of graphics (1.4.11)."""
_PLOT_MARGIN = 0.08  # of a chart's frame, on each side: its plot, where marks are, keeps off it
_PRESENTATION = "ppt/presentation.xml"
_HLINK_COLOR = "{http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor}hlinkClr"
_LINKS = tuple(
    etree.fromstring(f'<a:schemeClr xmlns:a="{A[1:-1]}" val="{name}"/>')
    for name in ("hlink", "folHlink")
)
_MARKS = tuple(f"{A}{kind}" for kind in ("buNone", "buChar", "buAutoNum", "buBlip"))
_DRAWN = (f"{P}sp", f"{P}grpSp", f"{P}pic", f"{P}cxnSp")


@dataclass(frozen=True)
class Sight:
    """One text or mark: its colours (a link has two) and all that it stands on."""

    where: str
    colors: tuple[Any, ...]
    stacks: frozenset[Stack]
    least: float
    names: tuple[tuple[str, str], ...]
    """The theme's slots by the names that colours have there."""

    def ratio(self, theme: Any) -> float:
        """Its contrast, in the colour and on the ground where it reads worst."""
        scheme = Scheme(theme, dict(self.names))
        grounds = scheme.grounds(self.stacks)
        paints = map(scheme.color, self.colors)
        return min(
            contrast(over(color, alpha, ground), ground)
            for color, alpha in paints
            for ground in grounds
        )


def too_faint(data: bytes, seen: Iterable[Sight] | None = None) -> list[str]:
    """What reads worse than it must; `seen`: sights of a file that differs in its theme only."""
    package = _Package(data)
    theme = package.xml(package.master_theme())
    ratios = ((sight, sight.ratio(theme)) for sight in seen or sights(data))
    return [
        f"{sight.where}: {ratio:.2f}:1 instead of {sight.least}:1"
        for sight, ratio in ratios
        if ratio < sight.least
    ]


def sights(data: bytes) -> list[Sight]:
    """All that must be read or told apart, on slides and in notes."""
    package = _Package(data)
    found: list[Sight] = []
    for number, slide in enumerate(package.slides(), start=1):
        layout = package.related(slide, "slideLayout")
        sheets = [slide, layout, package.related(layout, "slideMaster")]
        found += _Page(package, sheets, f"slide {number}").sights()
        if package.has(slide, "notesSlide"):
            notes = package.related(slide, "notesSlide")
            sheets = [notes, package.related(notes, "notesMaster")]
            found += _Page(package, sheets, f"notes {number}").sights()
    return found


class _Package:
    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._files = {name: package.read(name) for name in package.namelist()}
        self._roots: dict[str, Any] = {}

    def xml(self, name: str) -> Any:
        if name not in self._roots:
            self._roots[name] = etree.fromstring(self._files[name])
        return self._roots[name]

    def has(self, name: str, kind: str) -> bool:
        return any(one == kind for _, one, _ in self._relations(name))

    def related(self, name: str, kind: str) -> str:
        return next(target for _, one, target in self._relations(name) if one == kind)

    def target(self, name: str, rid: str) -> str:
        return next(target for one, _, target in self._relations(name) if one == rid)

    def _relations(self, name: str) -> Iterator[tuple[str, str, str]]:
        folder, _, file = name.rpartition("/")
        for rel in self.xml(f"{folder}/_rels/{file}.rels"):
            target = posixpath.normpath(posixpath.join("/", folder, rel.get("Target")))[1:]
            yield rel.get("Id"), rel.get("Type").rpartition("/")[2], target

    def slides(self) -> list[str]:
        listed = self.xml(_PRESENTATION).iter(f"{P}sldId")
        return [self.target(_PRESENTATION, one.get(f"{R}id")) for one in listed]

    def master_theme(self) -> str:
        return self.related(self.related(_PRESENTATION, "slideMaster"), "theme")

    def size_emu(self, kind: str) -> tuple[int, int]:
        size = self.xml(_PRESENTATION).find(f"{P}{kind}")
        return int(size.get("cx")), int(size.get("cy"))

    def table_style(self, style_id: str) -> Any:
        styles = self.xml(self.related(_PRESENTATION, "tableStyles"))
        return next(one for one in styles if one.get("styleId") == style_id)


class _Page:
    """A slide or a notes page: `sheets` are itself, its layout if it has one, and its master."""

    def __init__(self, package: _Package, sheets: list[str], where: str) -> None:
        self._package, self._name, self._where = package, sheets[0], where
        self._sheets = [package.xml(name) for name in sheets]
        self._root, *self._models = self._sheets
        self._names = self._color_map()
        kind = "sldSz" if self._root.tag == f"{P}sld" else "notesSz"
        self._ground = Ground(*package.size_emu(kind))
        self._paint_sheets()

    def _color_map(self) -> tuple[tuple[str, str], ...]:
        for sheet in self._sheets[:-1]:
            override = sheet.find(f"{P}clrMapOvr/{A}overrideClrMapping")
            if override is not None:
                return tuple(override.attrib.items())
        return tuple(self._sheets[-1].find(f"{P}clrMap").attrib.items())

    def _paint_sheets(self) -> None:
        backgrounds = (sheet.find(f"{P}cSld/{P}bg/{P}bgPr") for sheet in self._sheets)
        self._ground.background(next(one for one in backgrounds if one is not None))
        alone = self._models[0].get("showMasterSp") == "0"
        for sheet in self._models[:1] if alone else reversed(self._models):
            for shape in sheet.find(f"{P}cSld/{P}spTree"):
                if shape.tag in _DRAWN and _ph(shape) is None:
                    self._ground.paint(shape)

    def sights(self) -> Iterator[Sight]:
        for shape in self._root.find(f"{P}cSld/{P}spTree"):
            if shape.tag == f"{P}graphicFrame":
                yield from self._frame(shape)
            elif shape.tag in _DRAWN:
                model = self._model(shape)
                self._ground.paint(shape, None if model is None else model.find(f"{P}spPr"))
                if shape.find(f"{P}txBody") is not None:
                    yield from self._texts(shape, model)

    def _model(self, shape: Any) -> Any:
        """The placeholder of the layout, or of a notes page's master, that the shape follows."""
        ph = _ph(shape)
        if ph is None:
            return None
        models = (one for one in self._models[0].iter(f"{P}sp") if _ph(one) is not None)
        idx = ph.get("idx", "0")
        return next((one for one in models if _ph(one).get("idx", "0") == idx), None)

    def _sight(
        self, what: str, colors: Iterable[Any], stacks: Iterable[Stack], least: float = TEXT
    ) -> Sight:
        where = f"{self._where}: {what}"
        return Sight(where, tuple(colors), frozenset(stacks), least, self._names)

    # ---------------------------------------------------------------- texts

    def _texts(self, shape: Any, model: Any) -> Iterator[Sight]:
        name = shape.find(f"{P}nvSpPr/{P}cNvPr").get("name")
        sources = [one for one in (shape, model) if one is not None]
        places = (one.find(f"{P}spPr/{A}xfrm") for one in sources)
        box = Rectangle.of(next(one for one in places if one is not None))
        bodies = [one.find(f"{P}txBody") for one in sources]
        stacks = self._ground.beneath(box.inset(*_insets(bodies[-1])))
        lists = [body.find(f"{A}lstStyle") for body in bodies]
        lists += [self._master_list(_ph(shape))]
        for paragraph in bodies[0].iter(f"{A}p"):
            yield from self._paragraph(name, paragraph, lists, stacks)

    def _master_list(self, ph: Any) -> Any:
        master = self._sheets[-1]
        if master.tag == f"{P}notesMaster":
            return master.find(f"{P}notesStyle")
        kind = "otherStyle" if ph is None else _LIST_STYLES.get(ph.get("type"), "bodyStyle")
        return master.find(f"{P}txStyles/{P}{kind}")

    def _paragraph(
        self, name: str, paragraph: Any, lists: list[Any], stacks: set[Stack]
    ) -> Iterator[Sight]:
        own = paragraph.find(f"{A}pPr")
        level = int(own.get("lvl", "0")) + 1 if own is not None else 1
        found = (one.find(f"{A}lvl{level}pPr") for one in lists if one is not None)
        levels = [one for one in (own, *found) if one is not None]
        plain = next(filter(None, (_run_colors(one.find(f"{A}defRPr")) for one in levels)))
        for run in paragraph.iter(f"{A}r", f"{A}fld"):
            text = run.findtext(f"{A}t") or ""
            if text.strip():
                colors = _shown_in(run, plain)
                yield self._sight(f"{name}: {text[:30]}", colors, stacks)
        marked = next(one for one in levels if any(one.find(kind) is not None for kind in _MARKS))
        if marked.find(f"{A}buNone") is None:
            colors = next(
                one.find(f"{A}buClr") for one in levels if one.find(f"{A}buClr") is not None
            )
            least = TEXT if marked.find(f"{A}buAutoNum") is not None else MARK
            yield self._sight(f"{name}: its mark", colors, stacks, least)

    # ---------------------------------------------------------------- tables and charts

    def _frame(self, frame: Any) -> Iterator[Sight]:
        box = Rectangle.of(frame.find(f"{P}xfrm"))
        stacks = self._ground.beneath(box)
        table = frame.find(f".//{A}tbl")
        if table is not None:
            yield from self._table(table, stacks)
            return
        link = frame.find(f".//{C}chart").get(f"{R}id")
        chart = self._package.xml(self._package.target(self._name, link))
        yield from self._chart_texts(chart, stacks)
        yield from self._chart_marks(chart, self._ground.beneath(box.shrunk(_PLOT_MARGIN)))

    def _table(self, table: Any, beneath: set[Stack]) -> Iterator[Sight]:
        style = self._package.table_style(table.findtext(f"{A}tblPr/{A}tableStyleId"))
        for number, row in enumerate(table.iter(f"{A}tr")):
            kind = "band1H" if number % 2 else "band2H"
            named = ("firstRow" if number == 0 else kind, "wholeTbl")
            parts = [part for name in named for part in style.findall(f"{A}{name}")]
            stacks = beneath
            for fill in [one for part in parts for one in part.findall(f"{A}tcStyle/{A}fill")][:1]:
                layer = Layer(None, colors_of(fill))
                stacks = {(layer,) if layer.opaque else (layer, *one) for one in beneath}
            plain = next(
                one for part in parts for one in part.findall(f"{A}tcTxStyle/{A}schemeClr")
            )
            for run in row.iter(f"{A}r"):
                what = f"row {number}: {(run.findtext(f'{A}t') or '')[:30]}"
                yield self._sight(what, _shown_in(run, (plain,)), stacks)

    def _chart_texts(self, chart: Any, stacks: set[Stack]) -> Iterator[Sight]:
        for text in chart.iter(f"{C}txPr"):
            for style in text.iter(f"{A}defRPr"):
                what = f"the text of a chart's {_local(text.getparent())}"
                yield self._sight(what, colors_of(style), stacks)

    def _chart_marks(self, chart: Any, stacks: set[Stack]) -> Iterator[Sight]:
        for properties in chart.iter(f"{C}spPr"):
            owner, line = properties.getparent(), properties.find(f"{A}ln")
            edge = colors_of(line) if line is not None else ()
            if owner.tag in {f"{C}ser", f"{C}marker"}:
                colors = edge or colors_of(properties)
            elif owner.tag == f"{C}dPt":
                colors = colors_of(properties)  # its line is the seam between two
            else:
                continue
            number = owner.find(f"{C}idx")
            number = "" if number is None else f" {number.get('val')}"
            yield self._sight(f"a chart's {_local(owner)}{number}", colors, stacks, MARK)


_LIST_STYLES = {
    "title": "titleStyle",
    "ctrTitle": "titleStyle",
    "sldNum": "otherStyle",
    "dt": "otherStyle",
    "ftr": "otherStyle",
}


def _shown_in(run: Any, plain: tuple[Any, ...]) -> tuple[Any, ...]:
    """The colours a run may be seen in: a link's are the theme's, before and after a visit."""
    properties = run.find(f"{A}rPr")
    link = properties.find(f"{A}hlinkClick") if properties is not None else None
    if link is not None and link.find(f".//{_HLINK_COLOR}") is None:
        return _LINKS
    return _run_colors(properties) or plain


def _run_colors(properties: Any) -> tuple[Any, ...]:
    return () if properties is None else colors_of(properties)


def _ph(shape: Any) -> Any:
    return shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")


def _insets(body: Any) -> tuple[int, int, int, int]:
    properties = body.find(f"{A}bodyPr")
    left, top, right, bottom = (
        int(properties.get(name, default))
        for name, default in (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))
    )
    return left, top, right, bottom


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)
