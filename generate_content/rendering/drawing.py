"""One fitted slide and its notes as parts (PresentationML, ECMA-376-1, clause 19)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from generate_content.rendering.artwork import draw_artwork, draw_track
from generate_content.rendering.canvas import Paragraph, Sketch, TableText
from generate_content.rendering.chart_xml import URI as CHART_URI
from generate_content.rendering.chart_xml import chart_xml
from generate_content.rendering.charts import ChartSetting
from generate_content.rendering.colors import is_dark
from generate_content.rendering.fit import Setting
from generate_content.rendering.inline import parse
from generate_content.rendering.markup import quoted
from generate_content.rendering.numerals import shown
from generate_content.rendering.package import Part, Relationship
from generate_content.rendering.pictures import crop, media
from generate_content.rendering.places import EMU_PER_PT, Frame, Place
from generate_content.rendering.sheet import Sheet
from generate_content.rendering.tables import TableDrawing, TableSetting
from generate_content.rendering.template import RELATION, CompiledTemplate
from generate_content.rendering.workbook import CONTENT_TYPE as BOOK
from generate_content.rendering.workbook import workbook
from generate_content.slides.picture import Picture
from generate_content.slides.values import ChartData

_LONGEST_ALT = 500
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
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
        self._others: list[Part] = []
        self._tracked = False
        self._name = f"/ppt/slides/slide{number}.xml"
        self._notes_name = f"/ppt/notesSlides/notesSlide{number}.xml"

    def parts(self) -> Iterable[Part]:
        """The slide, its notes if it has any, its pictures and charts."""
        layout, sheet = self._sketch.layout, self._sheet
        sheet.relate("slideLayout", layout.part_name)
        shapes = "".join(self._shape(place) for place in layout.places.values())
        if layout.numbered:
            shapes += self._slide_number(layout.number_idx)
        if self._sketch.spoken is not None:
            sheet.relate("notesSlide", self._notes_name)
            yield self._notes(self._sketch.spoken)
        data = sheet.xml("sld", shapes, layout.color_map)
        yield Part(self._name, f"{_PML}.slide+xml", data, tuple(sheet.relationships))
        yield from self._others

    def _shape(self, place: Place) -> str:
        """What stands at that place; nothing where nothing was asked for."""
        if paragraphs := self._sketch.texts.get(place.role):
            line = self._track() if place.divided else ""
            return line + self._text(place, paragraphs)
        if table := self._sketch.tables.get(place.role):
            return self._table(place, table)
        if chart := self._sketch.charts.get(place.role):
            return self._chart(place, chart)
        if picture := self._sketch.pictures.get(place.role):
            return self._picture(place, picture)
        if place.role in self._sketch.artworks:
            return self._artwork(place, self._sketch.artworks[place.role])
        return ""

    def _text(self, place: Place, paragraphs: Iterable[Paragraph]) -> str:
        levels = self._settings[place.role].levels
        body = "".join(
            self._sheet.paragraph(one, place.styles[one.level], levels[one.level])
            for one in paragraphs
        )
        if place.divided:
            return self._sheet.text_box(place.name, place.frame, place.text_box + body)
        return self._sheet.placeholder(place.name, _ph(place), body)

    def _table(self, place: Place, text: TableText) -> str:
        setting = self._settings[place.role]
        assert isinstance(setting, TableSetting)
        height = round(sum(setting.heights_pt) * EMU_PER_PT)
        drawing = TableDrawing(self._sheet, text, setting, self._template.table_style)
        alt = _described("Table", self._sketch)
        return self._frame(place, alt, replace(place.frame, height=height), drawing.graphic())

    def _chart(self, place: Place, data: ChartData) -> str:
        setting = self._settings[place.role]
        assert isinstance(setting, ChartSetting)
        book = Part(f"/ppt/embeddings/workbook{self._number}.xlsx", BOOK, workbook(data))
        link = Relationship("rId1", f"{RELATION}/package", book.name)
        on_dark = is_dark(self._template.grounds.pages[0])
        xml = chart_xml(data, setting, language=self._language, on_dark=on_dark, book=link.id)
        chart = Part(f"/ppt/charts/chart{self._number}.xml", _CHART, xml, (link,))
        self._others += [chart, book]
        graphic = (
            f'<a:graphic><a:graphicData uri="{CHART_URI}"><c:chart xmlns:c="{CHART_URI}"'
            f' r:id="{self._sheet.relate("chart", chart.name)}"/></a:graphicData></a:graphic>'
        )
        alt = f"{_described(f'{data.kind.capitalize()} chart', self._sketch)}. {_told(data)}"
        return self._frame(place, alt, place.frame, graphic)

    def _frame(self, place: Place, alt: str, frame: Frame, graphic: str) -> str:
        identity = self._sheet.identity(place.name, describes=alt)
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{identity}<p:cNvGraphicFramePr>"
            '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
            f"<p:nvPr><p:ph {_ph(place)}/></p:nvPr></p:nvGraphicFramePr>"
            f'<p:xfrm><a:off x="{frame.left}" y="{frame.top}"/>'
            f'<a:ext cx="{frame.width}" cy="{frame.height}"/></p:xfrm>{graphic}</p:graphicFrame>'
        )

    def _track(self) -> str:
        """The line of a timeline, once, beneath its texts."""
        track = self._sketch.track
        if track is None or self._tracked:
            return ""
        self._tracked = True
        style, first_id = self._template.source.artwork, self._sheet.last_id + 1
        xml, self._sheet.last_id = draw_track(
            style, track.marks, track.frame, first_id=first_id, mirrored=track.mirrored
        )
        return xml

    def _picture(self, place: Place, picture: Picture) -> str:
        shown = self._upright(picture)
        part = media(shown)
        self._others.append(part)
        link = self._sheet.relate("image", part.name)
        identity = self._sheet.identity(place.name, describes=_described("Picture", self._sketch))
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
        body = (
            f'<a:p><a:fld id="{{{_field_id(self._number)}}}" type="slidenum">'
            f"<a:rPr lang={quoted(self._language)}/><a:t>{self._number}</a:t></a:fld></a:p>"
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
    # Notes are dark on light whatever the slides are: a dark design's links would be lost there.
    runs = "".join(page.run(run, inverted=True) for run in paragraph.runs)
    return f"<a:p>{properties}{runs}</a:p>"


@lru_cache(100)  # twice as many as a deck may have
def _field_id(number: int) -> str:
    """PowerPoint wants one; derived from the slide's number, it is always the same."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"slidenum {number}")).upper()


def _ph(place: Place) -> str:
    return f'type="{place.kind}"' + (f' idx="{place.idx}"' if place.idx else "")


def _described(what: str, sketch: Sketch) -> str:
    """What a screen reader says of a picture: the caller told nothing but the heading."""
    heading = " ".join(paragraph.text for paragraph in sketch.texts.get("title", ()))
    return f"{what}: {heading}".replace("\n", " ") if heading else what


def _told(data: ChartData) -> str:
    """The numbers, as far as a listener will follow."""
    rows = (
        f"{series.name}: "
        + ", ".join(
            f"{category} {shown(value)}"
            for category, value in zip(data.categories, series.values, strict=True)
        )
        for series in data.series
    )
    text = "; ".join(rows)
    return text if len(text) <= _LONGEST_ALT else f"{text[:_LONGEST_ALT].rpartition(',')[0]}, …"
