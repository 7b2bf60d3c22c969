"""The XML of one slide and of its notes (DrawingML and PresentationML, ECMA-376 parts 1 and 4)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from generate_content.rendering.artwork import draw_artwork
from generate_content.rendering.canvas import Paragraph, Sketch
from generate_content.rendering.fit import Setting
from generate_content.rendering.inline import Run, link_target, parse
from generate_content.rendering.package import HEAD, Part, Relationship
from generate_content.rendering.pictures import crop, media, plain
from generate_content.rendering.template import RELATION, CompiledTemplate, Place
from generate_content.slides.picture import Picture

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_PML = "application/vnd.openxmlformats-officedocument.presentationml"
_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
    '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_FULL = 100_000  # per cent, in thousandths
_CODE_FONT = "Courier New"


@dataclass
class SlideDrawing:
    """Draws one fitted sketch. `number` counts from 1."""

    template: CompiledTemplate
    sketch: Sketch
    settings: Mapping[str, Setting]
    number: int
    language: str
    relationships: list[Relationship] = field(default_factory=list)
    _media: list[Part] = field(default_factory=list)
    _last_id: int = 1

    @property
    def name(self) -> str:
        return f"/ppt/slides/slide{self.number}.xml"

    @property
    def notes_name(self) -> str:
        return f"/ppt/notesSlides/notesSlide{self.number}.xml"

    def parts(self) -> Iterable[Part]:
        """The slide, its notes if it has any, and its pictures."""
        self._relate("slideLayout", self.sketch.layout.part_name)
        xml = self._slide()
        if self.sketch.spoken is not None:
            self._relate("notesSlide", self.notes_name)
            yield self._notes(self.sketch.spoken)
        yield Part(self.name, f"{_PML}.slide+xml", xml, tuple(self.relationships))
        yield from self._media

    def _slide(self) -> bytes:
        shapes = [self._shape(place) for place in self.sketch.layout.places.values()]
        if self.sketch.layout.numbered:
            shapes.append(self._slide_number())
        return (
            f"{HEAD}<p:sld {NAMESPACES}><p:cSld><p:spTree>{_TREE}{''.join(shapes)}</p:spTree>"
            "</p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
        ).encode()

    def _shape(self, place: Place) -> str:
        """What stands at that place; nothing where nothing was asked for."""
        if place.role in self.sketch.texts:
            return self._text(place)
        if place.role in self.sketch.pictures:
            return self._picture(place, self.sketch.pictures[place.role])
        if place.role in self.sketch.artworks:
            return self._artwork(place, self.sketch.artworks[place.role])
        return ""

    def _text(self, place: Place) -> str:
        setting = self.settings[place.role]
        body = "".join(
            self._paragraph(paragraph, place, setting)
            for paragraph in self.sketch.texts[place.role]
        )
        return (
            f"<p:sp><p:nvSpPr>{self._name(place.name)}"
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr>{_placeholder(place)}</p:nvPr></p:nvSpPr><p:spPr/>"
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{body}</p:txBody></p:sp>"
        )

    def _paragraph(self, paragraph: Paragraph, place: Place, setting: Setting) -> str:
        style = place.style
        assert style is not None
        attributes = ""
        if paragraph.right_to_left:
            attributes = ' rtl="1"' if style.centered else ' algn="r" rtl="1"'
        elif not paragraph.text.isascii():
            attributes = ' hangingPunct="0"'  # East Asian stops stay inside the box
        inner = ""
        if setting.leading_pt is not None:
            exactly = round(setting.leading_pt * 100)
            inner += f'<a:lnSpc><a:spcPts val="{exactly}"/></a:lnSpc>'
        if setting.shrunk and style.space_before_pt:
            inner += (
                f'<a:spcBef><a:spcPts val="{round(setting.space_before_pt * 100)}"/></a:spcBef>'
            )
        if numbering := paragraph.numbering:
            inner += f'<a:buSzPct val="{_FULL}"/><a:buFont typeface="+mj-lt"/>'
            inner += f'<a:buAutoNum type="{numbering.scheme}" startAt="{numbering.start}"/>'
        properties = f"<a:pPr{attributes}>{inner}</a:pPr>" if attributes or inner else ""
        size = f' sz="{round(setting.size_pt * 100)}"' if setting.shrunk else ""
        runs = "".join(self._run(run, size) for run in paragraph.runs)
        return f"<a:p>{properties}{runs}</a:p>"

    def _run(self, run: Run, size: str) -> str:
        """The run, its line breaks as `a:br`."""
        marks = (' b="1"' if run.bold else "") + (' i="1"' if run.italic else "")
        inner = ""
        if run.code:
            inner += f'<a:latin typeface="{_CODE_FONT}"/><a:cs typeface="{_CODE_FONT}"/>'
        if run.url and (target := link_target(run.url)):
            link = self._relate("hyperlink", target, external=True)
            inner += f'<a:hlinkClick r:id="{link}"/>'
        attributes = f' lang={quoteattr(self.language)}{size}{marks} dirty="0"'
        properties = f"<a:rPr{attributes}>{inner}</a:rPr>" if inner else f"<a:rPr{attributes}/>"
        broken = f"<a:br><a:rPr{attributes}/></a:br>"
        return broken.join(
            f"<a:r>{properties}<a:t>{escape(line)}</a:t></a:r>" if line else ""
            for line in run.text.split("\n")
        )

    def _picture(self, place: Place, picture: Picture) -> str:
        part = media(plain(picture))
        self._media.append(part)
        link = self._relate("image", part.name)
        cut = crop(plain(picture), place.frame)
        return (
            f"<p:pic><p:nvPicPr>{self._name(place.name, describes=_alt_text(self.sketch))}"
            '<p:cNvPicPr><a:picLocks noGrp="1" noChangeAspect="1"/></p:cNvPicPr>'
            f"<p:nvPr>{_placeholder(place)}</p:nvPr></p:nvPicPr>"
            f'<p:blipFill><a:blip r:embed="{link}"/>{cut}<a:stretch><a:fillRect/></a:stretch>'
            "</p:blipFill><p:spPr/></p:pic>"
        )

    def _artwork(self, place: Place, seed: str) -> str:
        source = self.template.source
        xml, self._last_id = draw_artwork(
            source.artwork,
            seed,
            place.frame,
            first_id=self._last_id + 1,
            template_id=source.id,
        )
        return xml

    def _slide_number(self) -> str:
        idx = self.sketch.layout.number_idx
        # PowerPoint wants an id for the field; derived from the number, it is always the same.
        guid = str(uuid.uuid5(uuid.NAMESPACE_OID, f"slidenum {self.number}")).upper()
        return (
            f"<p:sp><p:nvSpPr>{self._name('Slide Number')}"
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f'<p:nvPr><p:ph type="sldNum" sz="quarter" idx="{idx}"/></p:nvPr></p:nvSpPr><p:spPr/>'
            "<p:txBody><a:bodyPr/><a:lstStyle/>"
            f'<a:p><a:fld id="{{{guid}}}" type="slidenum"><a:rPr lang={quoteattr(self.language)}/>'
            f"<a:t>{self.number}</a:t></a:fld></a:p></p:txBody></p:sp>"
        )

    def _notes(self, spoken: str) -> Part:
        notes = SlideDrawing(self.template, self.sketch, {}, self.number, self.language)
        notes._relate("notesMaster", self.template.notes_master_name)
        notes._relate("slide", self.name)
        paragraphs = "".join(notes._spoken(Paragraph(parse(line))) for line in spoken.split("\n"))
        xml = (
            f"{HEAD}<p:notes {NAMESPACES}><p:cSld><p:spTree>{_TREE}"
            f"<p:sp><p:nvSpPr>{notes._name('Slide Image')}"
            '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
            '<p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
            f"<p:sp><p:nvSpPr>{notes._name('Notes')}"
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
            "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
        ).encode()
        kind = f"{_PML}.notesSlide+xml"
        return Part(self.notes_name, kind, xml, tuple(notes.relationships))

    def _spoken(self, paragraph: Paragraph) -> str:
        properties = '<a:pPr algn="r" rtl="1"/>' if paragraph.right_to_left else ""
        return f"<a:p>{properties}{''.join(self._run(run, '') for run in paragraph.runs)}</a:p>"

    def _relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship, the same one for the same target."""
        for known in self.relationships:
            if known.target == target:
                return known.id
        made = Relationship(
            f"rId{len(self.relationships) + 1}", f"{RELATION}/{kind}", target, external
        )
        self.relationships.append(made)
        return made.id

    def _name(self, name: str, *, describes: str = "") -> str:
        self._last_id += 1
        described = f" descr={quoteattr(describes)}" if describes else ""
        return f'<p:cNvPr id="{self._last_id}" name={quoteattr(name)}{described}/>'


def _placeholder(place: Place) -> str:
    idx = f' idx="{place.idx}"' if place.idx else ""
    return f'<p:ph type="{place.kind}"{idx}/>'


def _alt_text(sketch: Sketch) -> str:
    """What a screen reader says of a caller's picture: the caller told nothing but the heading."""
    title: Sequence[Paragraph] = sketch.texts.get("title", ())
    heading = " ".join(paragraph.text for paragraph in title).replace("\n", " ")
    return f"Picture: {heading}" if heading else "Picture"
