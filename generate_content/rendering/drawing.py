"""One fitted slide and its notes as parts (PresentationML, ECMA-376-1, clause 19)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from xml.sax.saxutils import quoteattr

from generate_content.rendering.artwork import draw_artwork
from generate_content.rendering.canvas import Paragraph, Sketch
from generate_content.rendering.fit import Setting
from generate_content.rendering.inline import parse
from generate_content.rendering.package import Part
from generate_content.rendering.pictures import crop, media
from generate_content.rendering.sheet import Sheet
from generate_content.rendering.template import CompiledTemplate, Place
from generate_content.slides.picture import Picture

_PML = "application/vnd.openxmlformats-officedocument.presentationml"


class SlideDrawing:
    """Draws one sketch on its slide layout; `number` counts from 1."""

    def __init__(
        self,
        template: CompiledTemplate,
        sketch: Sketch,
        settings: Mapping[str, Setting],
        *,
        number: int,
        language: str,
        upright: Callable[[Picture], Picture],
    ) -> None:
        self._template = template
        self._sketch = sketch
        self._settings = settings
        self._number = number
        self._language = language
        self._upright = upright
        self._sheet = Sheet(language)
        self._media: list[Part] = []
        self._name = f"/ppt/slides/slide{number}.xml"
        self._notes_name = f"/ppt/notesSlides/notesSlide{number}.xml"

    def parts(self) -> Iterable[Part]:
        """The slide, its notes if it has any, and its pictures."""
        layout, sheet = self._sketch.layout, self._sheet
        sheet.relate("slideLayout", layout.part_name)
        shapes = "".join(self._shape(place) for place in layout.places.values())
        if layout.numbered:
            shapes += self._slide_number(layout.number_idx)
        if self._sketch.spoken is not None:
            sheet.relate("notesSlide", self._notes_name)
            yield self._notes(self._sketch.spoken)
        data = sheet.xml("sld", shapes)
        yield Part(self._name, f"{_PML}.slide+xml", data, tuple(sheet.relationships))
        yield from self._media

    def _shape(self, place: Place) -> str:
        """What stands at that place; nothing where nothing was asked for."""
        if paragraphs := self._sketch.texts.get(place.role):
            return self._text(place, paragraphs)
        if picture := self._sketch.pictures.get(place.role):
            return self._picture(place, picture)
        if place.role in self._sketch.artworks:
            return self._artwork(place, self._sketch.artworks[place.role])
        return ""

    def _text(self, place: Place, paragraphs: Iterable[Paragraph]) -> str:
        style, setting = place.style, self._settings[place.role]
        assert style is not None
        body = "".join(self._sheet.paragraph(one, style, setting) for one in paragraphs)
        return self._sheet.placeholder(place.name, _ph(place), body)

    def _picture(self, place: Place, picture: Picture) -> str:
        shown = self._upright(picture)
        part = media(shown)
        self._media.append(part)
        link = self._sheet.relate("image", part.name)
        identity = self._sheet.identity(place.name, describes=_alt_text(self._sketch))
        return (
            f'<p:pic><p:nvPicPr>{identity}<p:cNvPicPr><a:picLocks noGrp="1" noChangeAspect="1"/>'
            f"</p:cNvPicPr><p:nvPr><p:ph {_ph(place)}/></p:nvPr></p:nvPicPr>"
            f'<p:blipFill><a:blip r:embed="{link}"/>{crop(shown, place.frame)}'
            "<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr/></p:pic>"
        )

    def _artwork(self, place: Place, seed: str) -> str:
        source, first_id = self._template.source, self._sheet.last_id + 1
        xml, self._sheet.last_id = draw_artwork(
            source.artwork, seed, place.frame, first_id=first_id, template_id=source.id
        )
        return xml

    def _slide_number(self, idx: int) -> str:
        # PowerPoint wants an id for the field; derived from the number, it is always the same.
        guid = str(uuid.uuid5(uuid.NAMESPACE_OID, f"slidenum {self._number}")).upper()
        body = (
            f'<a:p><a:fld id="{{{guid}}}" type="slidenum"><a:rPr lang={quoteattr(self._language)}/>'
            f"<a:t>{self._number}</a:t></a:fld></a:p>"
        )
        return self._sheet.placeholder(
            "Slide Number", f'type="sldNum" sz="quarter" idx="{idx}"', body
        )

    def _notes(self, spoken: str) -> Part:
        page = Sheet(self._language)
        page.relate("notesMaster", self._template.notes_master_name)
        page.relate("slide", self._name)
        locks = 'noGrp="1" noRot="1" noChangeAspect="1"'
        shapes = page.placeholder("Slide Image", 'type="sldImg"', "", locks=locks)
        body = "".join(_spoken(page, Paragraph(parse(line))) for line in spoken.split("\n"))
        shapes += page.placeholder("Notes", 'type="body" idx="1"', body)
        data = page.xml("notes", shapes)
        return Part(self._notes_name, f"{_PML}.notesSlide+xml", data, tuple(page.relationships))


def _spoken(page: Sheet, paragraph: Paragraph) -> str:
    properties = '<a:pPr algn="r" rtl="1"/>' if paragraph.right_to_left else ""
    return f"<a:p>{properties}{''.join(page.run(run) for run in paragraph.runs)}</a:p>"


def _ph(place: Place) -> str:
    return f'type="{place.kind}"' + (f' idx="{place.idx}"' if place.idx else "")


def _alt_text(sketch: Sketch) -> str:
    """What a screen reader says of a caller's picture: the caller told nothing but the heading."""
    heading = " ".join(paragraph.text for paragraph in sketch.texts.get("title", ()))
    return f"Picture: {heading}".replace("\n", " ") if heading else "Picture"
