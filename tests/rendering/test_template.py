"""A template made ready: its sample slides gone, its places found and measured."""

import io
import json
import zipfile

import pptx
import pytest
from lxml import etree

from generate_content.catalogue import Catalogue
from generate_content.deck import ContentSource, Deck, Slide, Style
from generate_content.errors import TemplateMismatch
from generate_content.rendering.renderer import Renderer
from generate_content.rendering.template import compile_template
from generate_content.slides.registry import BY_NAME
from tests.rendering import linter
from tests.samples import TEMPLATES

SECTIONS = (
    '<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
    '<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst'
    ' xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="S"'
    ' id="{6D0F4A0E-3B5C-4B7E-9A55-0C6B2B1B7A11}"><p14:sldIdLst><p14:sldId id="256"/>'
    "</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"
)


@pytest.fixture
def catalogue_of(tmp_path):
    """A catalogue of one template, spoiled by `change(presentation, description)`."""

    def make(change):
        presentation = pptx.Presentation(TEMPLATES / "default_16_9.pptx")
        told = json.loads((TEMPLATES / "default_16_9.json").read_text())
        change(presentation, told)
        presentation.save(tmp_path / "spoiled_16_9.pptx")
        (tmp_path / "spoiled_16_9.json").write_text(json.dumps(told))
        return Catalogue(tmp_path)

    return make


def test_sample_slides_go_with_their_relationships_notes_and_sections(catalogue_of):
    def add_samples(presentation, _told):
        for layout in presentation.slide_layouts:
            slide = presentation.slides.add_slide(layout)
            slide.notes_slide.notes_text_frame.text = "sample"
        presentation.part._element.append(etree.fromstring(SECTIONS))

    catalogue = catalogue_of(add_samples)
    slide_type = BY_NAME["title"]
    content = slide_type.clean({"title_text": "The only slide"})
    slide = Slide(slide_type, content, ContentSource.PROVIDED)
    deck = Deck("T", "en", Style("spoiled_16_9"), (slide,), "none")
    data = Renderer(catalogue).render(deck).data
    assert linter.problems(data) == []
    assert len(pptx.Presentation(io.BytesIO(data)).slides) == 1
    package = zipfile.ZipFile(io.BytesIO(data))
    assert not [name for name in package.namelist() if "notesSlide" in name]
    assert b"sectionLst" not in package.read("ppt/presentation.xml")


def _rename(_presentation, told):
    told["layouts"]["bullet"]["layout"] = "Nobody's"


def _misplace(_presentation, told):
    told["layouts"]["bullet"]["placeholders"]["body"] = 77


def _unsized(presentation, _told):
    for shape in presentation.slide_layouts[1].placeholders:
        for xfrm in shape._element.xpath("./p:spPr/a:xfrm"):
            xfrm.getparent().remove(xfrm)


def _without_notes(presentation, _told):
    part = presentation.part
    for rid, rel in list(part.rels.items()):
        if rel.reltype.endswith("/notesMaster"):
            listed = part._element.xpath("./p:notesMasterIdLst")[0]
            listed.getparent().remove(listed)
            part.rels.pop(rid)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_without_notes, "no notesMaster"),
        (_rename, 'no slide layout named "Nobody\'s"'),
        (_misplace, r"no placeholder 77 \(body\)"),
        (_unsized, "does not say its own size"),
    ],
)
def test_what_the_description_promises_and_the_file_lacks_is_told(catalogue_of, change, message):
    catalogue = catalogue_of(change)
    with pytest.raises(TemplateMismatch, match=message) as broken:
        compile_template(catalogue.get("spoiled_16_9"))
    assert broken.value.template_id == "spoiled_16_9"


@pytest.mark.parametrize("template_id", Catalogue(TEMPLATES).ids())
def test_every_place_is_measured(template_id):
    compiled = compile_template(Catalogue(TEMPLATES).get(template_id))
    for layout in compiled.layouts.values():
        for place in layout.places.values():
            assert place.frame.width > 0
            assert place.frame.left + place.frame.width <= compiled.source.width_emu
            assert place.frame.top + place.frame.height <= compiled.source.height_emu
            if place.style:
                assert place.style.size_pt >= 12
                assert 0 < place.text_width_pt <= place.frame.width / 12_700
                assert 0 < place.text_height_pt <= place.frame.height / 12_700
    assert not compiled.layouts["title"].numbered
    assert compiled.layouts["bullet"].number_idx == 12
