"""The zip container, byte for byte the same on every build."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

from . import parts
from .model import Design

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PML = "application/vnd.openxmlformats-officedocument.presentationml."
_OFC = "application/vnd.openxmlformats-officedocument."
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass
class Part:
    name: str
    content_type: str
    xml: str
    rels: list[tuple[str, str]] = field(default_factory=list)


def _rels(pairs: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{kind if "://" in kind else _OFFICE + kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs, 1)
    )
    ns = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{parts.HEAD}<Relationships xmlns="{ns}">{inner}</Relationships>'


def _content_types(every: list[Part]) -> str:
    overrides = "".join(f'<Override PartName="/{p.name}" ContentType="{p.content_type}"/>' for p in every)
    return (
        f'{parts.HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{_RELS_TYPE}"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}</Types>"
    )


def _parts(design: Design) -> list[Part]:
    layouts = [f"slideLayout{n}.xml" for n in range(1, len(design.layouts) + 1)]
    layout_rids = [f"rId{n}" for n in range(1, len(layouts) + 1)]
    presentation_rels = [
        ("slideMaster", "slideMasters/slideMaster1.xml"),
        ("notesMaster", "notesMasters/notesMaster1.xml"),
        ("presProps", "presProps.xml"),
        ("viewProps", "viewProps.xml"),
        ("theme", "theme/theme1.xml"),
        ("tableStyles", "tableStyles.xml"),
    ]
    master_rels = [("slideLayout", f"../slideLayouts/{name}") for name in layouts]
    master_rels.append(("theme", "../theme/theme1.xml"))
    out = [
        Part("ppt/presentation.xml", _PML + "presentation.main+xml",
             parts.presentation(design, "rId1", "rId2"), presentation_rels),
        Part("ppt/slideMasters/slideMaster1.xml", _PML + "slideMaster+xml",
             parts.slide_master(design.master, design.dark, layout_rids), master_rels),
    ]  # fmt: skip
    out += [
        Part(f"ppt/slideLayouts/{name}", _PML + "slideLayout+xml", parts.slide_layout(layout),
             [("slideMaster", "../slideMasters/slideMaster1.xml")])
        for name, layout in zip(layouts, design.layouts, strict=True)
    ]  # fmt: skip
    return out + _shared_parts(design)


def _shared_parts(design: Design) -> list[Part]:
    # Two theme parts: PowerPoint repairs files whose notes master borrows the slides' theme.
    return [
        Part("ppt/notesMasters/notesMaster1.xml", _PML + "notesMaster+xml", parts.notes_master(design),
             [("theme", "../theme/theme2.xml")]),
        Part("ppt/theme/theme1.xml", _OFC + "theme+xml", parts.theme(design.name, design.palette, design.fonts)),
        Part("ppt/theme/theme2.xml", _OFC + "theme+xml",
             parts.theme(f"{design.name} Notes", design.palette, design.fonts)),
        Part("ppt/presProps.xml", _PML + "presProps+xml", parts.presentation_properties()),
        Part("ppt/viewProps.xml", _PML + "viewProps+xml", parts.view_properties()),
        Part("ppt/tableStyles.xml", _PML + "tableStyles+xml", parts.table_styles()),
        Part("docProps/core.xml", _CORE_TYPE, parts.core_properties(design)),
        Part("docProps/app.xml", _OFC + "extended-properties+xml", parts.app_properties()),
    ]  # fmt: skip


def _rels_name(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def pack(design: Design) -> bytes:
    """The finished template as a file's bytes."""
    every = _parts(design)
    root = [
        ("officeDocument", "ppt/presentation.xml"),
        (_CORE_REL, "docProps/core.xml"),
        ("extended-properties", "docProps/app.xml"),
    ]
    # The package relationships lead, so that tools which look at the first entries see a presentation.
    files = [("_rels/.rels", _rels(root)), ("[Content_Types].xml", _content_types(every))]
    for part in every:
        files.append((part.name, part.xml))
        if part.rels:
            files.append((_rels_name(part.name), _rels(part.rels)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, xml in files:
            ElementTree.fromstring(xml.encode())  # a slip in hand-written XML must not leave the build
            archive.writestr(_entry(name), xml.encode(), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 0  # otherwise the byte differs between operating systems
    info.external_attr = 0
    return info
