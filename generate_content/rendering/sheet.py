"""What slides and notes have in common: shape ids, relationships, paragraphs and runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from generate_content.rendering.canvas import Paragraph
from generate_content.rendering.fit import LevelSetting
from generate_content.rendering.inline import Run
from generate_content.rendering.markup import escaped, quoted
from generate_content.rendering.package import HEAD, Relationship
from generate_content.rendering.places import Frame, TextStyle
from generate_content.rendering.template import RELATION

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
    '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_CODE_FONT = "Courier New"
_AS_TEXT = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr val="tx"'
    ' xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor"/>'
    "</a:ext></a:extLst>"
)


@dataclass
class Sheet:
    """A slide or a notes page while it is written."""

    language: str
    relationships: list[Relationship] = field(default_factory=list)
    last_id: int = 1
    _lang: str = field(init=False, repr=False)
    """As every run says it."""

    def __post_init__(self) -> None:
        self._lang = f" lang={quoted(self.language)}"

    def xml(self, kind: str, shapes: str, color_map: str = "<a:masterClrMapping/>") -> bytes:
        """The whole part; `kind` is sld or notes."""
        return (
            f"{HEAD}<p:{kind} {NAMESPACES}><p:cSld><p:spTree>{_TREE}{shapes}</p:spTree></p:cSld>"
            f"<p:clrMapOvr>{color_map}</p:clrMapOvr></p:{kind}>"
        ).encode()

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship, the same one for the same target."""
        for known in self.relationships:
            if known.target == target:
                return known.id
        link = f"rId{len(self.relationships) + 1}"
        self.relationships.append(Relationship(link, f"{RELATION}/{kind}", target, external))
        return link

    def identity(self, name: str, *, describes: str = "") -> str:
        """A new shape's id and name; `describes` is its alternative text."""
        self.last_id += 1
        described = f" descr={quoted(describes)}" if describes else ""
        return f'<p:cNvPr id="{self.last_id}" name={quoted(name)}{described}/>'

    def placeholder(self, name: str, ph: str, body: str, *, locks: str = 'noGrp="1"') -> str:
        """A placeholder that takes all but its text from the layout."""
        text = f"<p:txBody><a:bodyPr/><a:lstStyle/>{body}</p:txBody>" if body else ""
        return (
            f"<p:sp><p:nvSpPr>{self.identity(name)}<p:cNvSpPr><a:spLocks {locks}/></p:cNvSpPr>"
            f"<p:nvPr><p:ph {ph}/></p:nvPr></p:nvSpPr><p:spPr/>{text}</p:sp>"
        )

    def text_box(self, name: str, frame: Frame, body: str) -> str:
        """A text that is no placeholder; `body` is what its `p:txBody` holds."""
        return (
            f'<p:sp><p:nvSpPr>{self.identity(name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{frame.left}" y="{frame.top}"/>'
            f'<a:ext cx="{frame.width}" cy="{frame.height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f"<p:txBody>{body}</p:txBody></p:sp>"
        )

    def paragraph(self, paragraph: Paragraph, style: TextStyle, setting: LevelSetting) -> str:
        """In its own level's style and setting."""
        size = f' sz="{round(setting.size_pt * 100)}"' if setting.shrunk else ""
        runs = "".join(self.run(run, size, inverted=style.inverted) for run in paragraph.runs)
        return f"<a:p>{_properties(paragraph, style, setting)}{runs}</a:p>"

    def run(self, run: Run, size: str = "", *, inverted: bool = False) -> str:
        """The run, its line breaks as `a:br`; links on an inverted ground look like their text."""
        marks = (' b="1"' if run.bold else "") + (' i="1"' if run.italic else "")
        attributes = f'{self._lang}{size}{marks} dirty="0"'
        inner = self._beyond(run, inverted=inverted) if run.code or run.url else ""
        properties = f"<a:rPr{attributes}>{inner}</a:rPr>" if inner else f"<a:rPr{attributes}/>"
        begin = f"<a:r>{properties}<a:t>"
        text = escaped(run.text)
        if "\n" not in text:
            return f"{begin}{text}</a:t></a:r>" if text else ""
        return f"<a:br><a:rPr{attributes}/></a:br>".join(
            f"{begin}{line}</a:t></a:r>" if line else "" for line in text.split("\n")
        )

    def _beyond(self, run: Run, *, inverted: bool) -> str:
        """What its `a:rPr` holds."""
        inner = ""
        if run.code:
            inner = f'<a:latin typeface="{_CODE_FONT}"/><a:cs typeface="{_CODE_FONT}"/>'
        if run.url:
            link = self.relate("hyperlink", run.url, external=True)
            inner += f'<a:hlinkClick r:id="{link}">{_AS_TEXT if inverted else ""}</a:hlinkClick>'
        return inner


def _properties(paragraph: Paragraph, style: TextStyle, setting: LevelSetting) -> str:
    """`a:pPr` with what differs from the layout's level; nothing if nothing does."""
    attributes = f' lvl="{paragraph.level}"' if paragraph.level else ""
    inner = ""
    if paragraph.right_to_left:
        attributes += ' rtl="1"' if style.centered else ' algn="r" rtl="1"'
    else:
        if paragraph.turned and not style.centered:
            attributes += ' algn="r"'
        if not paragraph.text.isascii():
            attributes += ' hangingPunct="0"'  # East Asian stops stay inside the box
    if setting.leading_pt is not None:
        inner += f'<a:lnSpc><a:spcPts val="{round(setting.leading_pt * 100)}"/></a:lnSpc>'
    if setting.space_before_pt < style.space_before_pt:
        before = round(setting.space_before_pt * 100)
        inner += f'<a:spcBef><a:spcPts val="{before}"/></a:spcBef>'
    if style.list_marks and not paragraph.marked:
        inner += "<a:buNone/>"
        attributes += ' indent="0"' if paragraph.goes_on else ""
    if numbering := paragraph.numbering:
        if style.numbered is None:  # else it looks like the layout's own
            inner += '<a:buSzPct val="100000"/><a:buFont typeface="+mj-lt"/>'
        inner += f'<a:buAutoNum type="{numbering.scheme}" startAt="{numbering.start}"/>'
    return f"<a:pPr{attributes}>{inner}</a:pPr>" if attributes or inner else ""
