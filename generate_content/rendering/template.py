"""A template made ready for rendering: its parts without sample slides, its places measured."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from generate_content.catalogue import SlideLayout, Template
from generate_content.errors import TemplateMismatch
from generate_content.rendering.package import Base, Part, Relationship
from generate_content.rendering.places import EMU_PER_PT, LEVELS, Frame, Layout, Place, TextStyle
from generate_content.rendering.theme import Grounds, grounds_of

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE_NAME = "/docProps/core.xml"
_DECLARATION = re.compile(r' xmlns:\w+="[^"]*"')

_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # the extension that lists slides by section


@dataclass(frozen=True)
class CompiledTemplate:
    """What rendering needs of a template, read once per process."""

    source: Template
    base: Base = field(repr=False)
    """What every deck has of it, as it is."""
    presentation: Part = field(repr=False)
    """Its `sldIdLst` is empty and holds no relationship to any slide."""
    theme: Part = field(repr=False)
    grounds: Grounds
    notes_master_name: str
    table_style: str
    """The id of the style that tables have by default."""
    layouts: Mapping[str, Layout]
    """By slide type name."""


def compile_template(template: Template) -> CompiledTemplate:
    """Opens the file, drops its sample slides, finds every place its description names.

    Raises: TemplateMismatch.
    """
    presentation = _open(template)
    part: Any = presentation.part
    _drop_slides(part)
    names = {layout.name: layout.part for layout in presentation.slide_layouts}
    parts = {str(found.partname): _frozen(found) for found in part.package.iter_parts()}
    master: Any = presentation.slide_master.part
    parts.pop(CORE_NAME, None)  # each deck has its own
    theme = parts.pop(str(master.part_related_by(f"{RELATION}/theme").partname))
    return CompiledTemplate(
        source=template,
        presentation=parts.pop(str(part.partname)),
        theme=theme,
        grounds=grounds_of(theme.data, template.colors.background),
        base=Base.of(parts.values(), _relationships(part.package._rels)),  # noqa: SLF001 it has no public name
        notes_master_name=str(_related(part, "notesMaster", template).partname),
        table_style=etree.fromstring(_related(part, "tableStyles", template).blob).get("def", ""),
        layouts={
            slide_type: _layout(template, layout, names)
            for slide_type, layout in template.layouts.items()
        },
    )


def _open(template: Template) -> Any:
    # Here, because it takes 20 MB and 0.1 s, which a worker that only serves hits never needs.
    import pptx  # noqa: PLC0415
    from pptx.exc import PackageNotFoundError  # noqa: PLC0415

    try:
        return pptx.Presentation(io.BytesIO(template.data))
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise TemplateMismatch("It is no presentation.", template_id=template.id) from error


def _related(part: Any, kind: str, template: Template) -> Any:
    try:
        return part.part_related_by(f"{RELATION}/{kind}")
    except KeyError as error:
        raise TemplateMismatch(f"It has no {kind}.", template_id=template.id) from error


def _drop_slides(part: Any) -> None:
    """Takes the slides out with their relationships: unlisted ones would make the file invalid."""
    root = part._element  # noqa: SLF001 it has no public name
    for listed in root.findall(f"{P}sldIdLst/{P}sldId"):
        part.drop_rel(listed.get(f"{R}id"))
        listed.getparent().remove(listed)
    for extension in root.findall(f"{P}extLst/{P}ext[@uri='{_SECTIONS}']"):
        extension.getparent().remove(extension)
    for empty in (root.find(f"{P}sldIdLst"), root.find(f"{P}extLst")):
        if empty is not None and not len(empty):
            root.remove(empty)


def _frozen(part: Any) -> Part:
    return Part(str(part.partname), part.content_type, part.blob, _relationships(part.rels))


def _relationships(rels: Any) -> tuple[Relationship, ...]:
    return tuple(
        Relationship(
            rel.rId,
            rel.reltype,
            rel.target_ref if rel.is_external else str(rel.target_partname),
            rel.is_external,
        )
        for rel in rels.values()
    )


def _layout(template: Template, told: SlideLayout, names: Mapping[str, Any]) -> Layout:
    if told.name not in names:
        message = f'It has no slide layout named "{told.name}".'
        raise TemplateMismatch(message, template_id=template.id)
    part = names[told.name]
    root: Any = etree.fromstring(part.blob)
    found = _placeholders(root)
    places = {}
    for role, idx in told.placeholders.items():
        if idx not in found:
            message = f'The slide layout "{told.name}" has no placeholder {idx} ({role}).'
            raise TemplateMismatch(message, template_id=template.id)
        try:
            places[role] = _place(role, idx, found[idx])
        except (AttributeError, KeyError, ValueError) as error:
            message = f'Placeholder {idx} of "{told.name}" does not say its own size and type.'
            raise TemplateMismatch(message, template_id=template.id) from error
    numbers = [idx for idx, shape in found.items() if _ph(shape).get("type") == "sldNum"]
    number_idx = numbers[0] if numbers else 0
    color_map = root.find(f"{P}clrMapOvr/*")
    if color_map is None:
        return Layout(str(part.partname), places, bool(numbers), number_idx)
    return Layout(str(part.partname), places, bool(numbers), number_idx, _xml(color_map))


def _placeholders(layout: etree._Element) -> dict[int, Any]:
    shapes = [
        shape
        for shape in layout.iter(f"{P}sp")
        if shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph") is not None
    ]
    return {int(_ph(shape).get("idx", "0")): shape for shape in shapes}


def _ph(shape: Any) -> Any:
    return shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")


def _place(role: str, idx: int, shape: Any) -> Place:
    xfrm = shape.find(f"{P}spPr/{A}xfrm")
    off, ext = xfrm.find(f"{A}off"), xfrm.find(f"{A}ext")
    frame = Frame(int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy")))
    kind = _ph(shape).get("type", "obj")
    body = shape.find(f"{P}txBody/{A}bodyPr")
    levels = shape.findall(f"{P}txBody/{A}lstStyle/*")[:LEVELS]
    used_width = _emu(body, "lIns", 91_440) + _emu(body, "rIns", 91_440)
    used_height = _emu(body, "tIns", 45_720) + _emu(body, "bIns", 45_720)
    return Place(
        role=role,
        idx=idx,
        kind=kind,
        name=shape.find(f"{P}nvSpPr/{P}cNvPr").get("name"),
        frame=frame,
        inner_width_pt=(frame.width - used_width) / EMU_PER_PT,
        text_height_pt=(frame.height - used_height) / EMU_PER_PT,
        styles=() if kind == "pic" else tuple(map(_style, levels)),
        text_box=f"{_xml(body)}<a:lstStyle>{_xml(levels[0])}</a:lstStyle>",
    )


def _xml(element: Any) -> str:
    """Without the namespaces, which each slide declares itself."""
    return _DECLARATION.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def _style(level: Any) -> TextStyle:
    run = level.find(f"{A}defRPr")
    return TextStyle(
        size_pt=int(run.get("sz")) / 100,
        line_spacing=int(level.find(f"{A}lnSpc/{A}spcPct").get("val")) / 100_000,
        space_before_pt=int(level.find(f"{A}spcBef/{A}spcPts").get("val")) / 100,
        bold=run.get("b") == "1",
        tracking_pt=int(run.get("spc", "0")) / 100,
        heading=run.find(f"{A}latin").get("typeface") == "+mj-lt",
        list_marks=any(
            level.find(f"{A}{mark}") is not None for mark in ("buChar", "buAutoNum", "buBlip")
        ),
        centered=level.get("algn") == "ctr",
        indent_pt=_indent(level) / EMU_PER_PT,
        inverted=run.find(f"{A}solidFill/{A}schemeClr[@val='bg1']") is not None,
        numbered=None if (number := level.find(f"{A}buAutoNum")) is None else number.get("type"),
    )


def _indent(level: Any) -> int:
    return _emu(level, "marL", 0) + _emu(level, "marR", 0) + max(0, _emu(level, "indent", 0))


def _emu(element: Any, name: str, default: int) -> int:
    return int(element.get(name, default))
