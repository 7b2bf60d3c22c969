"""The XML parts of a template: theme, masters, layouts and the presentation itself."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from .canvas import Box, emu
from .draw import BG1, TX1, TX2, Fill, Group, Ids, Paint, Stroke
from .model import AUTHOR, Design, Fonts, Layout, Palette, TableLook
from .text import Level, Placeholder, fill_levels, levels_xml

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_NS = (
    f"{_A} "
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
# Fixed, so that a build today and one next year give the same bytes.
_STAMP = "2026-01-01T00:00:00Z"
_NOTES_W, _NOTES_H = 7.5, 10.0
# Ids of masters and layouts share one number space, which starts at 2^31.
_MASTER_ID = 2**31
TABLE_STYLE = "{8D0F6B1C-2E5A-4C3B-9A57-1F6E0C7B4D21}"
_ACCENTS = " ".join(f'accent{n}="accent{n}"' for n in range(1, 7))
_NO_HEADERS = '<p:hf hdr="0" ftr="0" dt="0"/>'


# ---------------------------------------------------------------- theme


def theme(name: str, palette: Palette, fonts: Fonts) -> str:
    return (
        f"{HEAD}<a:theme {_A} name={quoteattr(name)}><a:themeElements>"
        f"{_colors(palette)}{_fonts(fonts)}{_formats(name)}</a:themeElements>"
        f"{_object_defaults()}<a:extraClrSchemeLst/></a:theme>"
    )


def _colors(p: Palette) -> str:
    slots = {"dk1": p.dk1, "lt1": p.lt1, "dk2": p.dk2, "lt2": p.lt2}
    slots |= {f"accent{n}": value for n, value in enumerate(p.accents, 1)}
    slots |= {"hlink": p.hlink, "folHlink": p.fol_hlink}
    inner = "".join(
        f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in slots.items()
    )
    return f"<a:clrScheme name={quoteattr(p.name)}>{inner}</a:clrScheme>"


def _fonts(f: Fonts) -> str:
    # East Asian and complex scripts stay empty: the application then picks its own font for the
    # script, which beats naming one that may be absent.
    def face(tag: str, font: str) -> str:
        latin = f"<a:latin typeface={quoteattr(font)}/>"
        return f'<a:{tag}>{latin}<a:ea typeface=""/><a:cs typeface=""/></a:{tag}>'

    both = face("majorFont", f.heading) + face("minorFont", f.body)
    return f"<a:fontScheme name={quoteattr(f.name)}>{both}</a:fontScheme>"


def _formats(name: str) -> str:
    """Flat styles: what people add later has no bevels, shadows or gradients."""

    def solid(change: str = "") -> str:
        return f'<a:solidFill><a:schemeClr val="phClr">{change}</a:schemeClr></a:solidFill>'

    fills = solid() + solid('<a:tint val="95000"/>') + solid('<a:shade val="95000"/>')
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{solid()}'
        '<a:prstDash val="solid"/><a:miter lim="800000"/></a:ln>'
        for width in (9525, 15875, 25400)
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f"<a:fmtScheme name={quoteattr(name)}><a:fillStyleLst>{fills}</a:fillStyleLst>"
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fills}</a:bgFillStyleLst></a:fmtScheme>"
    )


def _object_defaults() -> str:
    # A text box drawn by hand wraps and starts at a readable size.
    return (
        "<a:objectDefaults><a:txDef><a:spPr><a:noFill/></a:spPr>"
        '<a:bodyPr wrap="square" rtlCol="0"><a:spAutoFit/></a:bodyPr>'
        '<a:lstStyle><a:defPPr algn="l"><a:defRPr sz="1600"/></a:defPPr></a:lstStyle>'
        "</a:txDef></a:objectDefaults>"
    )


# ---------------------------------------------------------------- sheets


def _background(fill: Fill | None) -> str:
    return f"<p:bg><p:bgPr>{fill.fill()}<a:effectLst/></p:bgPr></p:bg>" if fill else ""


def _tree(inner: str) -> str:
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{inner}</p:spTree>'
    )


def _shapes(
    art: tuple[Group, ...], placeholders: tuple[Placeholder, ...], *, custom_prompt: bool
) -> str:
    """The artwork first, so that it lies beneath everything else."""
    ids = Ids()
    drawn = "".join(group.xml(ids) for group in art)
    return _tree(drawn + "".join(p.xml(ids, custom_prompt=custom_prompt) for p in placeholders))


def _color_map(*, dark: bool) -> str:
    """Dark designs swap ground and text here, so that tables and charts follow of themselves."""
    ground, text = ("dk", "lt") if dark else ("lt", "dk")
    return (
        f'<p:clrMap bg1="{ground}1" tx1="{text}1" bg2="{ground}2" tx2="{text}2" {_ACCENTS} '
        'hlink="hlink" folHlink="folHlink"/>'
    )


_AS_MASTER = "<a:masterClrMapping/>"


def _inverted(*, dark: bool) -> str:
    """Ground and text change places; links take a colour that reads on what is now the ground."""
    ground, text, link = ("lt", "dk", "dk2") if dark else ("dk", "lt", "accent6")
    return (
        f'<a:overrideClrMapping bg1="{ground}1" tx1="{text}1" bg2="{ground}2" tx2="{text}2" '
        f'{_ACCENTS} hlink="{link}" folHlink="{link}"/>'
    )


def slide_layout(layout: Layout, *, dark: bool) -> str:
    kind = f' type="{layout.kind}"' if layout.kind else ""
    art = "" if layout.master_art else ' showMasterSp="0"'
    colors = _inverted(dark=dark) if layout.inverted else _AS_MASTER
    return (
        f'{HEAD}<p:sldLayout {_NS}{art}{kind} preserve="1" userDrawn="1">'
        f"<p:cSld name={quoteattr(layout.name)}>{_background(layout.ground)}"
        f"{_shapes(layout.art, layout.placeholders, custom_prompt=True)}</p:cSld>"
        f"<p:clrMapOvr>{colors}</p:clrMapOvr></p:sldLayout>"
    )


def slide_master(design: Design, layout_rids: list[str]) -> str:
    master = design.master
    held = (master.title, master.body, master.number)
    ids = "".join(
        f'<p:sldLayoutId id="{_MASTER_ID + number}" r:id="{rid}"/>'
        for number, rid in enumerate(layout_rids, 1)
    )
    return (
        f"{HEAD}<p:sldMaster {_NS}><p:cSld>{_background(master.ground)}"
        f"{_shapes(master.art, held, custom_prompt=False)}</p:cSld>"
        f"{_color_map(dark=design.palette.dark)}<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        f"{_NO_HEADERS}<p:txStyles><p:titleStyle>{levels_xml(master.title.levels)}</p:titleStyle>"
        f"<p:bodyStyle>{levels_xml(fill_levels(master.text))}</p:bodyStyle>"
        f"<p:otherStyle>{levels_xml(_other_levels())}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _other_levels() -> tuple[Level, ...]:
    """Text outside placeholders: boxes and tables that a person adds."""
    return tuple(Level(size=16, left=0.5 * n) for n in range(9))


def notes_master(design: Design) -> str:
    """A calm printed page whatever the slides look like, hence always dark on light."""
    width = _NOTES_W - 1.5
    image = Box(0.75, 0.75, width, width * design.canvas.height / design.canvas.width)
    levels = fill_levels((Level(size=12, line=110, before=6),))
    ids = Ids()
    inner = _slide_image(ids, image)
    for holder in _notes_placeholders(image, levels[:5]):
        inner += holder.xml(ids, custom_prompt=False)
    return (
        f"{HEAD}<p:notesMaster {_NS}><p:cSld>{_background(BG1)}{_tree(inner)}</p:cSld>"
        f"{_color_map(dark=False)}{_NO_HEADERS}"
        f"<p:notesStyle>{levels_xml(levels)}</p:notesStyle></p:notesMaster>"
    )


def _slide_image(ids: Ids, box: Box) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ids.take()}" name="Slide Image"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{box.xfrm()}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f"{Stroke(TX2, 0.75).xml()}</p:spPr></p:sp>"
    )


def _notes_placeholders(image: Box, levels: tuple[Level, ...]) -> tuple[Placeholder, Placeholder]:
    top = image.bottom + 0.35
    text = Box(image.x, top, image.w, _NOTES_H - 1.0 - top)
    number = Box(image.right - 1.5, _NOTES_H - 0.65, 1.5, 0.3)
    right = (Level(size=12, align="r"),)
    return (
        Placeholder("notes", "body", 1, "Notes", "Speaker notes", text, levels, size="quarter"),
        Placeholder("number", "sldNum", 12, "Page Number", "", number, right, "b", size="quarter"),
    )


# ---------------------------------------------------------------- presentation and properties


def presentation(design: Design, master_rid: str, notes_rid: str) -> str:
    canvas = design.canvas
    return (
        f'{HEAD}<p:presentation {_NS} saveSubsetFonts="1"><p:sldMasterIdLst>'
        f'<p:sldMasterId id="{_MASTER_ID}" r:id="{master_rid}"/></p:sldMasterIdLst>'
        f'<p:notesMasterIdLst><p:notesMasterId r:id="{notes_rid}"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{emu(canvas.width)}" cy="{emu(canvas.height)}"/>'
        f'<p:notesSz cx="{emu(_NOTES_W)}" cy="{emu(_NOTES_H)}"/>'
        f"<p:defaultTextStyle>{levels_xml(_other_levels())}</p:defaultTextStyle></p:presentation>"
    )


def presentation_properties() -> str:
    return f"{HEAD}<p:presentationPr {_NS}/>"


def view_properties() -> str:
    return (
        f"{HEAD}<p:viewPr {_NS}><p:normalViewPr>"
        '<p:restoredLeft sz="15620"/><p:restoredTop sz="84000"/></p:normalViewPr>'
        '<p:gridSpacing cx="76200" cy="76200"/></p:viewPr>'
    )


def table_styles(look: TableLook) -> str:
    """One style, the default for new tables."""
    edges = {
        "left": None,
        "right": None,
        "top": look.edge,
        "bottom": look.edge,
        "insideH": look.between,
        "insideV": None,
    }
    under_head = f"<a:bottom>{_border(look.under_head)}</a:bottom>" if look.under_head else ""
    bold = {"b": "on"}
    regions = (
        _table_region(
            "wholeTbl",
            TX1,
            "".join(f"<a:{edge}>{_border(line)}</a:{edge}>" for edge, line in edges.items()),
            None,
        ),
        _table_region("band1H", None, "", look.band),
        _table_region("firstCol", TX1, "", None, **bold),
        _table_region("lastRow", TX1, f"<a:top>{Stroke(TX1, 1.5).xml()}</a:top>", None, **bold),
        _table_region("firstRow", look.head_text, under_head, look.head, **bold),
    )
    return (
        f'{HEAD}<a:tblStyleLst {_A} def="{TABLE_STYLE}">'
        f'<a:tblStyle styleId="{TABLE_STYLE}" styleName="Deck Table">{"".join(regions)}'
        "</a:tblStyle></a:tblStyleLst>"
    )


def _border(stroke: Stroke | None) -> str:
    return stroke.xml() if stroke else "<a:ln><a:noFill/></a:ln>"


def _table_region(
    name: str, text: Paint | None, borders: str, ground: Paint | None, **font: str
) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in font.items())
    face = '<a:fontRef idx="minor"/>'
    style = f"<a:tcTxStyle{attributes}>{face}{text.color()}</a:tcTxStyle>" if text else ""
    fill = f"<a:fill>{ground.fill()}</a:fill>" if ground else ""
    return f"<a:{name}>{style}<a:tcStyle><a:tcBdr>{borders}</a:tcBdr>{fill}</a:tcStyle></a:{name}>"


def core_properties(design: Design) -> str:
    namespaces = {
        "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in namespaces.items())
    dates = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{_STAMP}</dcterms:{what}>'
        for what in ("created", "modified")
    )
    title = escape(f"{design.name} template, {design.canvas.ratio}")
    return (
        f"{HEAD}<cp:coreProperties {declared}><dc:title>{title}</dc:title>"
        f"<dc:creator>{AUTHOR}</dc:creator><cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy>"
        f"<cp:revision>1</cp:revision>{dates}</cp:coreProperties>"
    )


def app_properties() -> str:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{HEAD}<Properties xmlns="{namespace}"><Application>{AUTHOR}</Application></Properties>'
