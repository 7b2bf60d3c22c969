"""Every text and every mark of a chart reads, on every template, in whatever colour is asked."""

import io
import re
import zipfile

import pytest

from generate_content.catalogue import Catalogue
from generate_content.deck import Style
from generate_content.rendering.renderer import Renderer
from generate_content.slides.registry import BY_NAME, SLIDE_TYPES
from tests.rendering import contrast
from tests.samples import TEMPLATES, deck, of_every_kind, written

pytestmark = pytest.mark.no_cover

CATALOGUE = Catalogue(TEMPLATES)
RENDERER = Renderer(CATALOGUE)
GREYS = ("#ffffff", "#fefefe", "#f3f0ea", "#c0c0c0", "#808080", "#404040", "#0b0f26", "#000000")
PURE = (
    *("#ff0000", "#ff8000", "#ffe600", "#80ff00", "#00ff00", "#00ff80"),
    *("#00ffff", "#0080ff", "#0000ff", "#8000ff", "#ff00ff", "#ff0080"),
)
COLORS = (*GREYS, *PURE, "#1f4e79", "#7a1f5c", "#ffb6c1", "#6b4423")


def rendered(template_id, color=None, slides=None):
    style = Style(template_id, color=color)
    return RENDERER.render(deck(style, slides or every_slide(), "en"))


def every_slide():
    """Each slide type with links in its texts, and each kind of chart with many series."""
    for slide_type in SLIDE_TYPES:
        content = {**written(slide_type, "marks"), "notes": "[a link](https://a.example)"}
        yield slide_type, content
        if slide_type.name == "chart":
            yield from ((slide_type, one) for one in of_every_kind(content))


@pytest.mark.parametrize("template_id", CATALOGUE.ids())
def test_every_text_and_mark_reads_in_the_templates_own_colours(template_id):
    assert contrast.too_faint(rendered(template_id).data) == []


@pytest.mark.parametrize("template_id", CATALOGUE.ids())
def test_every_text_and_mark_reads_in_any_colour(template_id):
    seen = contrast.sights(rendered(template_id).data)
    for color in COLORS:  # decks of one template differ in their theme, whatever is on the slides
        colored = rendered(template_id, color, [(BY_NAME["section"], {"heading_text": "A part"})])
        assert (color, contrast.too_faint(colored.data, seen)) == (color, [])


def test_a_colour_that_was_moved_is_told_and_is_the_one_in_the_theme():
    made = rendered("default_16_9", "#ffe600")
    (warning,) = [one for one in made.warnings if one.code == "color_adjusted"]
    asked, used = re.findall(r"#[0-9a-f]{6}", warning.message)
    assert asked == "#ffe600"
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
    assert f'<a:accent1><a:srgbClr val="{used[1:].upper()}"/>' in theme


@pytest.mark.parametrize("color", [None, "#1f4e79"])
def test_nothing_is_told_of_a_colour_that_reads(color):
    told = {warning.code for warning in rendered("default_16_9", color).warnings}
    assert "color_adjusted" not in told


def faint(*changes):
    """A deck in which some of the XML was exchanged, so that something on it is lost."""
    data, made = rendered("default_16_9").data, io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w") as broken:
        for name in package.namelist():
            part = package.read(name)
            for where, old, new in changes:
                if name == where:
                    assert old in part
                    part = part.replace(old, new)
            broken.writestr(name, part)
    return made.getvalue()


SOLID = b"<a:solidFill><a:schemeClr val="
BOLD = b' b="1" dirty="0"'


@pytest.mark.parametrize(
    ("where", "old", "new", "found"),
    [
        ("ppt/theme/theme1.xml", b"16212E", b"C0C0C0", "Title"),
        ("ppt/theme/theme1.xml", b"0B5A8A", b"9BB5D0", "a link"),
        ("ppt/theme/theme1.xml", b"0F5C6E", b"F0F0F0", "a chart's ser 0"),
        (
            "ppt/slides/slide2.xml",
            BOLD + b"/>",
            BOLD + b">" + SOLID + b'"bg2"/></a:solidFill></a:rPr>',
            "slide 2",
        ),
        ("ppt/slideLayouts/slideLayout5.xml", b'"bg1"', b'"tx2"', "slide 5: Text"),
        ("ppt/tableStyles.xml", b'"tx1"', b'"bg1"', "row 0"),
        ("ppt/charts/chart12.xml", SOLID + b'"tx1"', SOLID + b'"bg2"', "a chart's legend"),
    ],
)
def test_what_is_lost_on_its_ground_is_found(where, old, new, found):
    assert any(found in one for one in contrast.too_faint(faint((where, old, new))))


def test_a_shape_beneath_a_text_is_its_ground():
    slab = (
        b'<p:sp><p:nvSpPr><p:cNvPr id="900" name="Slab"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        b'<a:xfrm><a:off x="0" y="0"/><a:ext cx="12192000" cy="6858000"/></a:xfrm>'
        b'<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom><a:solidFill>'
        b'<a:schemeClr val="tx1"/></a:solidFill></p:spPr></p:sp>'
    )
    where, mark = "ppt/slides/slide2.xml", b"</p:grpSpPr>"
    assert any("slide 2" in one for one in contrast.too_faint(faint((where, mark, mark + slab))))
