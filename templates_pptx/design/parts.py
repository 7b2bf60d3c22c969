"""The XML parts of a template: theme, masters, layouts and the presentation itself."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from .canvas import Box, emu
from .draw import Fill, Group, Ids
from .model import AUTHOR, Design, Fonts, Layout, Master, Palette
from .text import Level, Placeholder, fill_levels, levels_xml

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
# Fixed, so that a build today and one next year give the same bytes.
_STAMP = "2026-01-01T00:00:00Z"
_NOTES_W, _NOTES_H = 7.5, 10.0
# Ids of masters and layouts share one number space and start at 2^31.
_MASTER_ID = 2**31


# ---------------------------------------------------------------- theme


def theme(name: str, palette: Palette, fonts: Fonts) -> str:
    return (
        f'{HEAD}<a:theme {_A} name={quoteattr(name)}><a:themeElements>'
        f"{_colors(palette)}{_fonts(fonts)}{_formats(name)}</a:themeElements>"
        f"{_object_defaults()}<a:extraClrSchemeLst/></a:theme>"
    )


def _colors(p: Palette) -> str:
    slots = {"dk1": p.dk1, "lt1": p.lt1, "dk2": p.dk2, "lt2": p.lt2}
    slots |= {f"accent{n}": value for n, value in enumerate(p.accents, 1)}
    slots |= {"hlink": p.hlink, "folHlink": p.fol_hlink}
    inner = "".join(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in slots.items())
    return f"<a:clrScheme name={quoteattr(p.name)}>{inner}</a:clrScheme>"


def _fonts(f: Fonts) -> str:
    # East Asian and complex scripts stay empty: the application then picks its own font for the script,
    # which beats naming one that may be absent.
    def face(tag: str, font: str) -> str:
        return f'<a:{tag}><a:latin typeface={quoteattr(font)}/><a:ea typeface=""/><a:cs typeface=""/></a:{tag}>'

    return f'<a:fontScheme name={quoteattr(f.name)}>{face("majorFont", f.heading)}{face("minorFont", f.body)}</a:fontScheme>'


def _formats(name: str) -> str:
    """Flat styles: what people add later has no bevels, shadows or gradients."""
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    soft = '<a:solidFill><a:schemeClr val="phClr"><a:tint val="95000"/></a:schemeClr></a:solidFill>'
    deep = '<a:solidFill><a:schemeClr val="phClr"><a:shade val="95000"/></a:schemeClr></a:solidFill>'
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{solid}<a:prstDash val="solid"/><a:miter lim="800000"/></a:ln>'
        for width in (9525, 15875, 25400)
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f"<a:fmtScheme name={quoteattr(name)}><a:fillStyleLst>{solid}{soft}{deep}</a:fillStyleLst>"
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{solid}{soft}{deep}</a:bgFillStyleLst></a:fmtScheme>"
    )


def _object_defaults() -> str:
    # A text box drawn by hand wraps and starts at a readable size.
    return (
        '<a:objectDefaults><a:txDef><a:spPr><a:noFill/></a:spPr><a:bodyPr wrap="square" rtlCol="0"><a:spAutoFit/></a:bodyPr>'
        '<a:lstStyle><a:defPPr algn="l"><a:defRPr sz="1600"/></a:defPPr></a:lstStyle></a:txDef></a:objectDefaults>'
    )


# ---------------------------------------------------------------- sheets


def _background(fill: Fill | None) -> str:
    return f"<p:bg><p:bgPr>{fill.fill()}<a:effectLst/></p:bgPr></p:bg>" if fill else ""


def _tree(ids: Ids, art: tuple[Group, ...], placeholders: tuple[Placeholder, ...], *, custom_prompt: bool) -> str:
    drawn = "".join(group.xml(ids) for group in art)
    held = "".join(p.xml(ids, custom_prompt=custom_prompt) for p in placeholders)
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>'
        f"</a:xfrm></p:grpSpPr>{drawn}{held}</p:spTree>"
    )


def _color_map(dark: bool) -> str:
    ground, text = ("dk", "lt") if dark else ("lt", "dk")
    accents = " ".join(f'accent{n}="accent{n}"' for n in range(1, 7))
    return (
        f'<p:clrMap bg1="{ground}1" tx1="{text}1" bg2="{ground}2" tx2="{text}2" {accents} '
        'hlink="hlink" folHlink="folHlink"/>'
    )


def slide_layout(layout: Layout) -> str:
    kind = f' type="{layout.kind}"' if layout.kind else ""
    art = "" if layout.master_art else ' showMasterSp="0"'
    tree = _tree(Ids(), layout.art, layout.placeholders, custom_prompt=True)
    return (
        f'{HEAD}<p:sldLayout {_NS}{art}{kind} preserve="1" userDrawn="1"><p:cSld name={quoteattr(layout.name)}>'
        f"{_background(layout.ground)}{tree}</p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def slide_master(master: Master, dark: bool, layout_rids: list[str]) -> str:
    tree = _tree(Ids(), master.art, (master.title, master.body, master.number), custom_prompt=False)
    ids = "".join(
        f'<p:sldLayoutId id="{_MASTER_ID + number}" r:id="{rid}"/>' for number, rid in enumerate(layout_rids, 1)
    )
    title = fill_levels(master.title.levels, 1)
    return (
        f"{HEAD}<p:sldMaster {_NS}><p:cSld>{_background(master.ground)}{tree}</p:cSld>{_color_map(dark)}"
        f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        '<p:hf hdr="0" ftr="0" dt="0"/>'
        f"<p:txStyles><p:titleStyle>{levels_xml(title)}</p:titleStyle>"
        f"<p:bodyStyle>{levels_xml(fill_levels(master.text))}</p:bodyStyle>"
        f"<p:otherStyle>{levels_xml(_other_levels())}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _other_levels() -> tuple[Level, ...]:
    """Text outside placeholders: boxes and tables that a person adds."""
    return tuple(Level(size=16, left=0.5 * n) for n in range(9))


def notes_master(design: Design) -> str:
    """A calm printed page whatever the slides look like, hence always dark on light."""
    ids = Ids()
    picture_w = _NOTES_W - 1.5
    picture_h = picture_w * design.canvas.height / design.canvas.width
    image = Box(0.75, 0.75, picture_w, picture_h)
    levels = fill_levels((Level(size=12, line=110, before=6),))
    body = Placeholder(
        "notes", "body", 1, "Notes", "Speaker notes",
        Box(0.75, image.bottom + 0.35, picture_w, _NOTES_H - image.bottom - 1.35), levels[:5], size="quarter",
    )  # fmt: skip
    number = Placeholder(
        "number", "sldNum", 12, "Page Number", "", Box(5.25, 9.35, 1.5, 0.3), (Level(size=10, align="r"),), "b",
        size="quarter",
    )  # fmt: skip
    slide = (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ids.take()}" name="Slide Image"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{image.xfrm()}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        '<a:ln w="9525"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:ln></p:spPr></p:sp>'
    )
    tree = _tree(Ids(), (), (), custom_prompt=False)
    held = slide + body.xml(ids, custom_prompt=False) + number.xml(ids, custom_prompt=False)
    tree = tree.replace("</p:spTree>", f"{held}</p:spTree>")
    return (
        f'{HEAD}<p:notesMaster {_NS}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg>{tree}</p:cSld>{_color_map(False)}"
        '<p:hf hdr="0" ftr="0" dt="0"/>'
        f"<p:notesStyle>{levels_xml(levels)}</p:notesStyle></p:notesMaster>"
    )


# ---------------------------------------------------------------- presentation and properties


def presentation(design: Design, master_rid: str, notes_rid: str) -> str:
    return (
        f'{HEAD}<p:presentation {_NS} saveSubsetFonts="1">'
        f'<p:sldMasterIdLst><p:sldMasterId id="{_MASTER_ID}" r:id="{master_rid}"/></p:sldMasterIdLst>'
        f'<p:notesMasterIdLst><p:notesMasterId r:id="{notes_rid}"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{emu(design.canvas.width)}" cy="{emu(design.canvas.height)}"/>'
        f'<p:notesSz cx="{emu(_NOTES_W)}" cy="{emu(_NOTES_H)}"/>'
        f"<p:defaultTextStyle>{levels_xml(_other_levels())}</p:defaultTextStyle></p:presentation>"
    )


def presentation_properties() -> str:
    return f"{HEAD}<p:presentationPr {_NS}/>"


def view_properties() -> str:
    return (
        f'{HEAD}<p:viewPr {_NS}><p:normalViewPr><p:restoredLeft sz="15620"/><p:restoredTop sz="84000"/></p:normalViewPr>'
        '<p:gridSpacing cx="76200" cy="76200"/></p:viewPr>'
    )


def table_styles() -> str:
    return f'{HEAD}<a:tblStyleLst {_A} def="{{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}}"/>'


def core_properties(design: Design) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(design.name)} template, {design.canvas.ratio}</dc:title><dc:creator>{AUTHOR}</dc:creator>"
        f"<cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_STAMP}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_STAMP}</dcterms:modified></cp:coreProperties>'
    )


def app_properties() -> str:
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{AUTHOR}</Application></Properties>"
    )
