"""The zip container, byte for byte the same on every build."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass

from . import parts
from .model import Design

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_PML = "application/vnd.openxmlformats-officedocument.presentationml."
_OFC = "application/vnd.openxmlformats-officedocument."
_OPC = "application/vnd.openxmlformats-package."
_EPOCH = (1980, 1, 1, 0, 0, 0)

Rels = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """One file of the package, with its relationships: pairs of type and target, rId1 first."""

    name: str
    content_type: str
    xml: str
    rels: Rels = ()


def pack(design: Design) -> bytes:
    """The finished template as a file's bytes."""
    every = [*_slide_parts(design), *_shared_parts(design)]
    # The package's relationships lead: tools that look at the first entries see a presentation.
    files = [("_rels/.rels", _rels_xml(_ROOT)), ("[Content_Types].xml", _content_types(every))]
    for part in every:
        files.append((part.name, part.xml))
        if part.rels:
            files.append((_rels_name(part.name), _rels_xml(part.rels)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files:
            data = text.encode()
            ET.fromstring(data)  # noqa: S314 - our own XML: a slip in it must not leave the build
            archive.writestr(_entry(name), data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


_ROOT: Rels = (
    ("officeDocument", "ppt/presentation.xml"),
    (_PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml"),
    ("extended-properties", "docProps/app.xml"),
)

_PRESENTATION: Rels = (
    ("slideMaster", "slideMasters/slideMaster1.xml"),
    ("notesMaster", "notesMasters/notesMaster1.xml"),
    ("presProps", "presProps.xml"),
    ("viewProps", "viewProps.xml"),
    ("theme", "theme/theme1.xml"),
    ("tableStyles", "tableStyles.xml"),
)


def _slide_parts(design: Design) -> list[Part]:
    names = [f"slideLayout{n}.xml" for n in range(1, len(design.layouts) + 1)]
    rids = [f"rId{n}" for n in range(1, len(names) + 1)]
    to_layouts = tuple(("slideLayout", f"../slideLayouts/{name}") for name in names)
    to_master: Rels = (("slideMaster", "../slideMasters/slideMaster1.xml"),)
    return [
        Part(
            "ppt/presentation.xml",
            _PML + "presentation.main+xml",
            parts.presentation(design, "rId1", "rId2"),
            _PRESENTATION,
        ),
        Part(
            "ppt/slideMasters/slideMaster1.xml",
            _PML + "slideMaster+xml",
            parts.slide_master(design, rids),
            (*to_layouts, ("theme", "../theme/theme1.xml")),
        ),
        *(
            Part(
                f"ppt/slideLayouts/{name}",
                _PML + "slideLayout+xml",
                parts.slide_layout(layout, dark=design.palette.dark),
                to_master,
            )
            for name, layout in zip(names, design.layouts, strict=True)
        ),
    ]


def _shared_parts(design: Design) -> list[Part]:
    # Two theme parts: PowerPoint repairs files whose notes master borrows the slides' theme.
    return [
        Part(
            "ppt/notesMasters/notesMaster1.xml",
            _PML + "notesMaster+xml",
            parts.notes_master(design),
            (("theme", "../theme/theme2.xml"),),
        ),
        *(
            Part(
                f"ppt/theme/theme{number}.xml",
                _OFC + "theme+xml",
                parts.theme(name, design.palette, design.fonts),
            )
            for number, name in enumerate((design.name, f"{design.name} Notes"), 1)
        ),
        Part("ppt/presProps.xml", _PML + "presProps+xml", parts.presentation_properties()),
        Part("ppt/viewProps.xml", _PML + "viewProps+xml", parts.view_properties()),
        Part("ppt/tableStyles.xml", _PML + "tableStyles+xml", parts.table_styles(design.table)),
        Part("docProps/core.xml", _OPC + "core-properties+xml", parts.core_properties(design)),
        Part("docProps/app.xml", _OFC + "extended-properties+xml", parts.app_properties()),
    ]


def _rels_xml(pairs: Rels) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{kind if "://" in kind else _OFFICE + kind}" '
        f'Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs, 1)
    )
    namespace = f"{_PACKAGE}relationships"
    return f'{parts.HEAD}<Relationships xmlns="{namespace}">{inner}</Relationships>'


def _rels_name(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _content_types(every: list[Part]) -> str:
    overrides = "".join(
        f'<Override PartName="/{p.name}" ContentType="{p.content_type}"/>' for p in every
    )
    return (
        f'{parts.HEAD}<Types xmlns="{_PACKAGE}content-types">'
        f'<Default Extension="rels" ContentType="{_OPC}relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 0  # otherwise the byte differs between operating systems
    info.external_attr = 0
    return info
