"""From a deck to the bytes of a file, and back by python-pptx."""

import base64
import io
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

import pptx
import pytest
from PIL import Image

from generate_content.catalogue import Catalogue
from generate_content.deck import ContentSource, Deck, Slide, Style
from generate_content.errors import DeckDoesNotFit, UnknownTemplate
from generate_content.rendering import keeping, package
from generate_content.rendering import renderer as renderer_module
from generate_content.rendering.pictures import plain
from generate_content.rendering.renderer import Renderer
from generate_content.rendering.template import compile_template
from generate_content.slides.registry import BY_NAME
from tests.rendering import linter
from tests.samples import TEMPLATES

STYLE = Style("default_16_9")


@pytest.fixture(scope="module")
def renderer():
    return Renderer(Catalogue(TEMPLATES))


def slide(kind, **content):
    slide_type = BY_NAME[kind]
    return Slide(slide_type, slide_type.clean(content), ContentSource.PROVIDED)


def deck(*slides, style=STYLE, title="A deck", language="en"):
    return Deck(title, language, style, slides, "none")


def bullets(*points, **more):
    return slide("bullet", heading_text="Heading", bullet_points=list(points), **more)


def opened(rendered):
    assert linter.problems(rendered.data) == []
    return pptx.Presentation(io.BytesIO(rendered.data))


def placeholder(presentation, idx, slide_number=1):
    shapes = presentation.slides[slide_number - 1].placeholders
    return next(shape for shape in shapes if shape.placeholder_format.idx == idx)


def data_uri(width, height, kind="PNG", color=(200, 30, 30), **options):
    buffer = io.BytesIO()
    Image.new(options.pop("mode", "RGB"), (width, height), color).save(buffer, kind, **options)
    encoded = base64.b64encode(buffer.getvalue()).decode()
    return f"data:image/{kind.lower()};base64,{encoded}"


def test_a_deck_has_its_slides_texts_and_layouts(renderer):
    made = opened(
        renderer.render(
            deck(
                slide("title", title_text="Title", subtitle_text="Line one\nline two"),
                bullets("One", "Two"),
            )
        )
    )
    assert [one.slide_layout.name for one in made.slides] == ["Title", "Bullets"]
    assert placeholder(made, 0).text_frame.text == "Title"
    assert placeholder(made, 1).text_frame.text == "Line one\vline two"
    assert placeholder(made, 1, 2).text_frame.text == "One\nTwo"


def test_unused_placeholders_are_not_there(renderer):
    made = opened(renderer.render(deck(slide("title", title_text="Alone"))))
    assert [shape.placeholder_format.idx for shape in made.slides[0].placeholders] == [0]


def test_gateways_see_a_presentation_at_the_beginning(renderer):
    """They look at the first, second and third name, not further."""
    names = zipfile.ZipFile(io.BytesIO(renderer.render(deck(bullets("a"))).data)).namelist()
    assert names[:2] == ["_rels/.rels", "docProps/app.xml"]
    assert names[2].startswith("ppt/")


def test_another_deck_is_other_bytes(renderer):
    assert renderer.render(deck(bullets("a"))).sha256 != renderer.render(deck(bullets("b"))).sha256


def test_formatting_becomes_runs_and_links(renderer):
    made = opened(
        renderer.render(
            deck(
                bullets(
                    "a **bold** and *slanted* and `code`",
                    "[one](https://a.example/?x=1&y=2) [two](https://a.example/?x=1&y=2)",
                )
            )
        )
    )
    first, second = placeholder(made, 1).text_frame.paragraphs
    assert [(run.text, run.font.bold, run.font.italic, run.font.name) for run in first.runs] == [
        ("a ", None, None, None),
        ("bold", True, None, None),
        (" and ", None, None, None),
        ("slanted", None, True, None),
        (" and ", None, None, None),
        ("code", None, None, "Courier New"),
    ]
    links = [run.hyperlink.address for run in second.runs if run.hyperlink.address]
    assert links == ["https://a.example/?x=1&y=2"] * 2
    external = [rel for rel in made.slides[0].part.rels.values() if rel.is_external]
    assert len(external) == 1


def test_links_on_a_dark_bar_look_like_their_text(renderer):
    link = "[link](https://a.example)"
    sides = {"left_points": [link], "right_points": ["b"], "right_heading": "B"}
    one = slide("comparison", heading_text="H", left_heading=link, **sides)
    made = opened(renderer.render(deck(one)))
    heading, points = placeholder(made, 1), placeholder(made, 2)
    assert "hlinkClr" in heading._element.xml
    assert "hlinkClr" not in points._element.xml


def test_a_slide_on_a_dark_layout_takes_the_layouts_colours(renderer):
    made = opened(renderer.render(deck(slide("section", heading_text="H"), bullets("a"))))
    maps = [one._element.xpath("p:clrMapOvr/*")[0] for one in made.slides]
    assert maps[0].get("tx1") == "lt1"
    assert maps[1].tag.endswith("}masterClrMapping")


def test_texts_are_shown_as_sent(renderer):
    hostile = "<script>&amp;{{ 7*7 }}</script> \"'> ../../etc/passwd ${x} %s \\n"
    made = opened(renderer.render(deck(bullets(hostile), title=hostile)))
    assert placeholder(made, 1).text_frame.text == hostile
    assert made.core_properties.title == hostile


def test_a_long_title_fits_the_core_properties(renderer):
    made = opened(renderer.render(deck(bullets("a"), title="x" * 500)))
    assert made.core_properties.title == "x" * 255


def test_numbers_count_in_powerpoints_own_way(renderer):
    rendered = renderer.render(deck(bullets("7. seven", "8. eight")))
    opened(rendered)
    xml = zipfile.ZipFile(io.BytesIO(rendered.data)).read("ppt/slides/slide1.xml").decode()
    assert xml.count('<a:buAutoNum type="arabicPeriod" startAt="7"/>') == 2


def test_right_to_left_text_runs_so(renderer):
    made = opened(renderer.render(deck(bullets("مرحبا", "left"), language="ar")))
    first, second = placeholder(made, 1).text_frame.paragraphs
    assert (first._p.pPr.get("rtl"), first._p.pPr.get("algn")) == ("1", "r")
    assert second._p.pPr is None
    assert first.runs[0]._r.rPr.get("lang") == "ar"


def test_a_slide_shows_its_number_but_the_title_slide(renderer):
    made = opened(renderer.render(deck(slide("title", title_text="T"), bullets("a"))))
    numbers = [
        [shape.text_frame.text for shape in one.placeholders if "sldNum" in shape._element.xml]
        for one in made.slides
    ]
    assert numbers == [[], ["2"]]


def test_notes_are_spoken_words(renderer):
    made = opened(renderer.render(deck(bullets("a", notes="First.\nSecond *line*."), bullets("b"))))
    assert made.slides[0].notes_slide.notes_text_frame.text == "First.\nSecond line."
    assert not made.slides[1].has_notes_slide


def test_citations_stand_at_the_foot(renderer):
    made = opened(renderer.render(deck(bullets("a", citations=["One (2020).", "Two (2021)."]))))
    assert placeholder(made, 20).text_frame.text == "One (2020).\nTwo (2021)."


@pytest.mark.parametrize(("width", "height"), [(400, 100), (100, 400), (100, 125)])
def test_a_picture_fills_its_frame_undistorted(renderer, width, height):
    content = {"main_heading": "Growth", "sub_heading": "S", "image": data_uri(width, height)}
    made = opened(renderer.render(deck(slide("content-image", **content))))
    picture = placeholder(made, 2)
    shown_width = width * (1 - picture.crop_left - picture.crop_right)
    shown_height = height * (1 - picture.crop_top - picture.crop_bottom)
    assert shown_width / shown_height == pytest.approx(picture.width / picture.height, rel=1e-3)
    assert "Growth" in picture._element.xpath(".//p:cNvPr/@descr")[0]


def test_the_same_picture_is_stored_once(renderer):
    content = {"main_heading": "H", "sub_heading": "S", "image": data_uri(20, 20)}
    twice = [slide("content-image", **content)] * 2
    rendered = renderer.render(deck(*twice))
    opened(rendered)
    names = zipfile.ZipFile(io.BytesIO(rendered.data)).namelist()
    assert len([name for name in names if name.startswith("ppt/media/")]) == 1


def test_the_same_picture_is_recoded_once(renderer, monkeypatch):
    turned = []
    monkeypatch.setattr(renderer_module, "plain", lambda one: turned.append(1) or plain(one))
    content = {"main_heading": "H", "sub_heading": "S", "image": data_uri(20, 20)}
    renderer.render(deck(*[slide("content-image", **content) for _ in range(3)]))
    assert len(turned) == 1


def test_what_reads_as_an_escape_elsewhere_is_written_as_it_is(renderer):
    """`a:t` is a plain string (ECMA-376-1, 21.1.2.3.11), not a spreadsheet's escaped one."""
    rendered = renderer.render(deck(bullets("_x0041_ _x005F_")))
    made = pptx.Presentation(io.BytesIO(rendered.data))  # the linter takes it for a slip
    assert placeholder(made, 1).text_frame.text == "_x0041_ _x005F_"


def stored_pictures(rendered):
    package = zipfile.ZipFile(io.BytesIO(rendered.data))
    for name in package.namelist():
        if name.startswith("ppt/media/"):
            with Image.open(io.BytesIO(package.read(name))) as image:
                yield image.size, image.mode, dict(image.getexif())


def test_a_picture_taken_sideways_is_set_upright(renderer):
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = data_uri(400, 300, "JPEG", exif=exif)
    content = {"main_heading": "H", "sub_heading": "S", "image": sideways}
    rendered = renderer.render(deck(slide("content-image", **content)))
    opened(rendered)
    assert list(stored_pictures(rendered)) == [((300, 400), "RGB", {})]


def test_a_cmyk_picture_is_stored_in_rgb(renderer):
    cmyk = data_uri(40, 30, "JPEG", mode="CMYK", color=(0, 200, 200, 0))
    content = {"main_heading": "H", "sub_heading": "S", "image": cmyk}
    rendered = renderer.render(deck(slide("content-image", **content)))
    opened(rendered)
    assert list(stored_pictures(rendered)) == [((40, 30), "RGB", {})]


def test_without_a_picture_artwork_takes_its_place(renderer):
    made = opened(renderer.render(deck(slide("content-image", main_heading="H", sub_heading="S"))))
    names = [shape.name for shape in made.slides[0].shapes]
    assert "Artwork" in names
    assert all(shape.placeholder_format.idx != 2 for shape in made.slides[0].placeholders)


def test_font_and_colour_are_in_the_theme(renderer):
    style = replace(STYLE, font="Georgia", color="#1f4e79")
    rendered = renderer.render(deck(bullets("a"), style=style))
    opened(rendered)
    theme = zipfile.ZipFile(io.BytesIO(rendered.data)).read("ppt/theme/theme1.xml").decode()
    assert theme.count('<a:latin typeface="Georgia"') == 2
    assert '<a:accent1><a:srgbClr val="1F4E79"/></a:accent1>' in theme


def size_of_points(rendered):
    return placeholder(opened(rendered), 1).text_frame.paragraphs[0].runs[0].font.size.pt


def test_a_text_much_smaller_than_planned_is_warned_of(renderer):
    rendered = renderer.render(deck(bullets(*["A rather long point. " * 9] * 8)))
    (warning,) = rendered.warnings
    assert (warning.code, warning.slide_index) == ("text_shrunk", 0)
    told = f"bullet_points is set in {size_of_points(rendered):g} pt instead of"
    assert warning.message.startswith(told)


def test_a_text_a_little_smaller_is_no_news(renderer):
    rendered = renderer.render(deck(bullets(*["A point of about one line's length. "] * 8)))
    assert size_of_points(rendered) >= 18
    assert rendered.warnings == ()


def test_all_that_cannot_fit_is_refused_at_once_by_its_fields_names(renderer):
    long = ["word " * 79] * 15
    columns = slide("two-column", heading_text="H", left_column=long, right_column=long)
    with pytest.raises(DeckDoesNotFit) as refused:
        renderer.render(deck(bullets("ok"), bullets(*long), columns))
    told = refused.value.details["content"]
    assert {index: list(fields) for index, fields in told.items()} == {
        "1": ["bullet_points"],
        "2": ["left_column", "right_column"],
    }
    assert "characters like these, in so many paragraphs, fit" in told["1"]["bullet_points"][0]


def test_given_texts_can_be_checked_before_the_others_are_written(renderer):
    kind = BY_NAME["two-column"]
    given = kind.clean({"left_column": ["word " * 79] * 15})
    with pytest.raises(DeckDoesNotFit) as refused:
        renderer.check(STYLE, [(BY_NAME["content-image"], {}), (kind, given)])
    assert list(refused.value.details["content"]["1"]) == ["left_column"]
    renderer.check(STYLE, [(kind, {}), (BY_NAME["content-image"], {})])


def test_an_unknown_template_is_refused(renderer):
    with pytest.raises(UnknownTemplate):
        renderer.render(deck(bullets("a"), style=Style("nope")))


def test_threads_that_begin_together_have_a_template_compiled_once(monkeypatch):
    renderer, compiled = Renderer(Catalogue(TEMPLATES)), []

    def compile_slowly(template):
        compiled.append(template.id)
        time.sleep(0.05)  # so that all others ask meanwhile
        return compile_template(template)

    monkeypatch.setattr(keeping, "compile_template", compile_slowly)
    style = deck(slide("bullet", heading_text="a", bullet_points=["b"])).style
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: renderer._binding(style), range(8)))
    assert len(compiled) == 1
    assert len({id(one) for one in found}) == 1


def test_a_further_deck_compresses_its_own_parts_only(monkeypatch):
    renderer, compressed = Renderer(Catalogue(TEMPLATES)), []
    renderer.render(deck(bullets("a"), bullets("b")))

    def compress(data, *settings):
        compressed.append(data)
        return zlib.compress(data, *settings)

    monkeypatch.setattr(package, "zlib", SimpleNamespace(**{**vars(zlib), "compress": compress}))
    rendered = renderer.render(deck(bullets("c"), bullets("d")))
    files = zipfile.ZipFile(io.BytesIO(rendered.data))
    own = ["ppt/slides/slide1.xml", "ppt/slides/slide2.xml", "docProps/core.xml"]
    assert sorted(compressed) == sorted(map(files.read, [*own, "[Content_Types].xml"]))


def test_a_full_slide_makes_the_others_a_little_smaller_without_a_warning(renderer):
    full = ["A point of some length, so that there is much to read on this slide"] * 14
    alone = renderer.render(deck(bullets("One", "Two")))
    beside = renderer.render(deck(bullets("One", "Two"), bullets(*full)))
    sizes = [
        placeholder(opened(one), 1).text_frame.paragraphs[0].runs[0].font.size
        for one in (alone, beside)
    ]
    assert sizes[0] is None
    assert sizes[1].pt == 24
    assert not [one for one in beside.warnings if one.slide_index == 0]
