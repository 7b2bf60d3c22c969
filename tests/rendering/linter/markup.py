"""XML that PowerPoint takes: well formed, in the schema's order, with values that are values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from tests.rendering.linter.archive import A, Archive, C, P, parsed

_FILLS = "noFill|solidFill|gradFill|blipFill|pattFill|grpFill"
_RUN = (
    f"ln {_FILLS} effectLst|effectDag highlight uLnTx|uLn uFillTx|uFill latin ea cs sym"
    " hlinkClick hlinkMouseOver rtl extLst"
)
_PARAGRAPH = (
    "lnSpc spcBef spcAft buClrTx|buClr buSzTx|buSzPct|buSzPts buFontTx|buFont"
    " buNone|buAutoNum|buChar|buBlip tabLst defRPr extLst"
)
_SHAPE = f"xfrm custGeom|prstGeom {_FILLS} ln effectLst|effectDag scene3d sp3d extLst"
# The order of children that writers get wrong (ECMA-376-1, the schemas of Annex A).
_ORDERS = {
    **dict.fromkeys((f"{A}rPr", f"{A}defRPr", f"{A}endParaRPr"), _RUN),
    **dict.fromkeys((f"{A}pPr", *(f"{A}lvl{level}pPr" for level in range(1, 10))), _PARAGRAPH),
    **dict.fromkeys((f"{P}spPr", f"{C}spPr"), _SHAPE),
    **dict.fromkeys((f"{P}txBody", f"{A}txBody", f"{C}txPr", f"{C}rich"), "bodyPr lstStyle p"),
    f"{A}ln": f"{_FILLS} prstDash|custDash round|bevel|miter headEnd tailEnd extLst",
    f"{A}p": "pPr r|br|fld endParaRPr",
    f"{A}tbl": "tblPr tblGrid tr",
    f"{A}tc": "txBody tcPr extLst",
    f"{P}bgPr": f"{_FILLS} effectLst|effectDag extLst",
    f"{P}sld": "cSld clrMapOvr transition timing extLst",
    f"{P}notes": "cSld clrMapOvr extLst",
    f"{P}cSld": "bg spTree custDataLst controls extLst",
    f"{P}sp": "nvSpPr spPr style txBody extLst",
    f"{P}pic": "nvPicPr blipFill spPr style extLst",
    f"{P}graphicFrame": "nvGraphicFramePr xfrm graphic extLst",
    f"{P}presentation": "sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz"
    " smartTags embeddedFontLst custShowLst photoAlbum custDataLst kinsoku defaultTextStyle"
    " modifyVerifier extLst",
    f"{C}ser": "idx order tx spPr invertIfNegative|marker|explosion pictureOptions dPt dLbls"
    " trendline errBars cat val smooth shape extLst",
    f"{C}chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend"
    " plotVisOnly dispBlanksAs showDLblsOverMax extLst",
}
_RANKS = {
    tag: {name: rank for rank, names in enumerate(order.split()) for name in names.split("|")}
    for tag, order in _ORDERS.items()
}
_BODIES = (f"{P}txBody", f"{A}txBody", f"{C}txPr", f"{C}rich")
_JUNK = {"NaN", "None", "undefined", "null", "Infinity", "-Infinity", "inf", "[object Object]"}
_WORDS = {"name", "descr", "title", "typeface", "tooltip"}  # attributes that hold anybody's words
_LENGTHS = {f"{A}off": "xy", f"{A}chOff": "xy", f"{A}gridCol": "w", f"{A}tr": "h", f"{A}ln": "w"}
_EXTENTS = (f"{A}ext", f"{A}chExt")
_LONGEST_NAME = 255


def malformed(archive: Archive) -> Iterator[str]:
    for name, data in archive.files.items():
        if archive.is_xml(name):
            try:
                archive.xml(name)
            except etree.XMLSyntaxError as error:
                yield f"{name}: {error}"
            if re.search(rb"_x[0-9A-Fa-f]{4}_", data):
                yield f"{name}: an escaped control character"


def markup_problems(archive: Archive) -> Iterator[str]:
    for name, data in archive.files.items():
        if archive.is_xml(name):
            yield from (f"{name}: {problem}" for problem in _part_problems(data))


@lru_cache(1024)
def _part_problems(data: bytes) -> tuple[str, ...]:
    return tuple(one for element in parsed(data).iter() for one in _element_problems(element))


def _element_problems(element: Any) -> Iterator[str]:
    tag = etree.QName(element).localname
    yield from (
        f"{tag} has {key}={value!r}"
        for key, value in element.attrib.items()
        if value in _JUNK and key not in _WORDS
    )
    yield from _number_problems(element, tag)
    if element.tag in _RANKS:
        yield from _order_problems(element, _RANKS[element.tag], tag)
    if element.tag in _BODIES and element.find(f"{A}p") is None:
        yield f"{tag} without a paragraph"
    if element.tag == f"{A}srgbClr" and not re.fullmatch("[0-9A-Fa-f]{6}", element.get("val", "")):
        yield f"{element.get('val')!r} is no colour"
    if element.tag == f"{P}bgPr" and element.find(f"{A}effectLst") is None:
        yield "a background without effectLst"
    if element.tag == f"{A}normAutofit" and not element.get("fontScale"):
        yield "text that is to shrink, but not by how much"
    if element.tag in {f"{P}cNvPr", f"{P}cSld"} and len(element.get("name", "")) > _LONGEST_NAME:
        yield "a name of more than 255 characters"


def _number_problems(element: Any, tag: str) -> Iterator[str]:
    is_extent = element.tag in _EXTENTS and "cx" in element.attrib  # not an extension
    keys = ("cx", "cy") if is_extent else _LENGTHS.get(element.tag, "")
    least = -(2**31) if element.tag in {f"{A}off", f"{A}chOff"} else 0
    for key in keys:
        value = element.get(key, "0")
        if not re.fullmatch(r"-?\d+", value) or not least <= int(value) < 2**31:
            yield f"{tag} has {key}={value!r}"


def _order_problems(element: Any, ranks: dict[str, int], tag: str) -> Iterator[str]:
    before = -1
    for child in element.iterchildren("{*}*"):
        rank = ranks.get(etree.QName(child).localname)
        if rank is None or rank < before:
            yield f"{etree.QName(child).localname} is out of place in {tag}"
            return
        before = rank
