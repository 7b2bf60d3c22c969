"""Each cause of a repair dialog, made on purpose, is found: a linter that cannot fail is worth
nothing.
"""

import base64
import io
import warnings
import zipfile

import pytest
from PIL import Image

from generate_content.catalogue import Catalogue
from generate_content.deck import ContentSource, Deck, Slide, Style
from generate_content.rendering.renderer import Renderer
from generate_content.slides.registry import BY_NAME
from tests.rendering import linter
from tests.samples import TEMPLATES

pytestmark = pytest.mark.no_cover

TITLE, POINTS, TABLE, CHART, PICTURE = (f"ppt/slides/slide{number}.xml" for number in range(1, 6))
TYPES, DECK = "[Content_Types].xml", "ppt/presentation.xml"
DECK_RELS = "ppt/_rels/presentation.xml.rels"
NOTES, NOTES_RELS = "ppt/notesSlides/notesSlide2.xml", "ppt/notesSlides/_rels/notesSlide2.xml.rels"
POINTS_RELS, PICTURE_RELS = (f"ppt/slides/_rels/slide{number}.xml.rels" for number in (2, 5))
MASTER = "ppt/slideMasters/slideMaster1.xml"
NOTES_MASTER_RELS = "ppt/notesMasters/_rels/notesMaster1.xml.rels"
CHART_PART, BOOK, CORE = (
    "ppt/charts/chart4.xml",
    "ppt/embeddings/workbook4.xlsx",
    "docProps/core.xml",
)


def picture(kind):
    buffer = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(buffer, kind)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def sound():
    """A deck's entries by name: points with a link and notes, a table, a chart, a picture."""
    encoded = base64.b64encode(picture("PNG")).decode()
    numbers = [{"name": "Sold", "values": [1, 2]}]
    contents = {
        "title": {"title_text": "Title", "subtitle_text": "Subtitle"},
        "bullet": {
            "heading_text": "Points",
            "bullet_points": ["One", "[two](https://a.example)"],
            "notes": "Said",
        },
        "table": {"heading_text": "Table", "columns": ["a", "b"], "rows": [["1", "2"]]},
        "chart": {
            "heading_text": "Chart",
            "chart_type": "column",
            "categories": ["a", "b"],
            "series": numbers,
        },
        "content-image": {
            "main_heading": "Picture",
            "sub_heading": "Beside it",
            "image": f"data:image/png;base64,{encoded}",
        },
        "big-number": {"value": "42", "label": "Answers"},
    }
    slides = tuple(
        Slide(BY_NAME[name], BY_NAME[name].clean(content), ContentSource.PROVIDED)
        for name, content in contents.items()
    )
    made = Deck("A deck", "en", Style("default_16_9"), slides, "none")
    data = Renderer(Catalogue(TEMPLATES)).render(made).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(*entries):
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as package:
        warnings.simplefilter("ignore", UserWarning)  # of a name written twice
        for name, data in entries:
            package.writestr(name, data)
    return buffer.getvalue()


def exchanged(where, old, new):
    """A change of the first `old` in that part; it must be there."""

    def change(files):
        old_bytes, new_bytes = (one.encode() if isinstance(one, str) else one for one in (old, new))
        assert old_bytes in files[where]
        return {**files, where: files[where].replace(old_bytes, new_bytes, 1)}

    return change


def added(name, data):
    return lambda files: {**files, name: data}


def removed(name):
    return lambda files: {one: data for one, data in files.items() if one != name}


def both(*changes):
    def change(files):
        for one in changes:
            files = one(files)
        return files

    return change


def renamed_picture(extension, kind):
    """The picture under another extension, with a relationship and a content type to match."""

    def change(files):
        name = next(one for one in files if one.startswith("ppt/media/"))
        stem = name.rpartition("/")[2].rpartition(".")[0]
        made = both(
            exchanged(PICTURE_RELS, f"{stem}.png", f"{stem}.{extension}"),
            exchanged(TYPES, "<Default ", f'<Default Extension="{extension}" ContentType="{kind}"/>'
                      "<Default "),
        )(files)  # fmt: skip
        return {**removed(name)(made), f"ppt/media/{stem}.{extension}": files[name]}

    return change


def repainted(data):
    def change(files):
        name = next(one for one in files if one.startswith("ppt/media/"))
        return {**files, name: data}

    return change


OPC = "http://schemas.openxmlformats.org/package/2006"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SLIDE_ROW = '<p:sldId id="256" r:id="slide1"/>'
NO_TITLE = '<p:ph type="title"/>'
SHAPE_END = "</p:spTree>"
GEOMETRY = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def related(where, rid, kind, target):
    row = f'<Relationship Id="{rid}" Type="{RELATION}/{kind}" Target="/{target}"/>'
    return exchanged(where, "</Relationships>", row + "</Relationships>")


def shape(inner, properties="", name="Added", shape_id=90):
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{properties}</p:spPr>{inner}</p:sp>{SHAPE_END}"
    )


def placed(x=0, y=0, cx=914400, cy=914400):
    at = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    return exchanged(TITLE, SHAPE_END, shape("", at + GEOMETRY))


BREAKS = {
    # relationships and parts
    "slide unlisted": (exchanged(DECK, SLIDE_ROW, ""), "slide1.xml is related, but not listed"),
    "slide listed twice": (
        exchanged(DECK, SLIDE_ROW, SLIDE_ROW + SLIDE_ROW.replace("256", "900")),
        "listed 2 times",
    ),
    "slide id twice": (exchanged(DECK, 'id="257"', 'id="256"'), "slide id 256 twice"),
    "slide id too small": (exchanged(DECK, 'id="256"', 'id="255"'), "slide id 255 is out of range"),
    "slide gone": (removed(TITLE), "leads nowhere"),
    "part of nobody": (added("ppt/media/lost.png", picture("PNG")), "nothing refers to it"),
    "relationship twice": (related(POINTS_RELS, "rId1", "image", TITLE), "rId1 twice"),
    "notes shared": (related(PICTURE_RELS, "rId9", "notesSlide", NOTES), "shared by 2"),
    "relationships of nothing": (
        added("ppt/slides/_rels/slide99.xml.rels", f'<Relationships xmlns="{OPC}/relationships">'
              f'<Relationship Id="rId1" Type="{RELATION}/x" Target="/{TITLE}"/></Relationships>'),
        "slide99.xml: relationships of nothing",
    ),
    "id without relationship": (
        exchanged(POINTS, '<a:hlinkClick r:id="rId2"', '<a:hlinkClick r:id="rIdundefined"'),
        "'rIdundefined' is no relationship",
    ),
    "target NULL": (exchanged(POINTS_RELS, '.xml"', '.xml/../NULL"'), "leads nowhere"),
    "content type for nothing": (
        exchanged(TYPES, "</Types>", '<Override PartName="/ppt/slides/slide77.xml" '
                  'ContentType="application/xml"/></Types>'),
        "a content type for nothing",
    ),
    "content type twice": (
        exchanged(TYPES, "</Types>", f'<Override PartName="/{TITLE}" '
                  'ContentType="application/xml"/></Types>'),
        "two content types",
    ),
    "part without content type": (
        exchanged(TYPES, f'PartName="/{TITLE}"', 'PartName="/ppt/slides/else.xml"'),
        "no content type",
    ),
    # links
    "link too long": (exchanged(POINTS_RELS, "a.example", "a" * 2084), "no link that PowerPoint"),
    "link empty": (exchanged(POINTS_RELS, "https://a.example", ""), "no link that PowerPoint"),
    "link with a blank": (exchanged(POINTS_RELS, "a.example", "a b"), "no link that PowerPoint"),
    "link that runs": (exchanged(POINTS_RELS, "https:", "javascript:"), "no link that PowerPoint"),
    # pictures
    "webp as png": (repainted(picture("WEBP")), "neither PNG nor JPEG"),
    "svg as png": (repainted(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "neither PNG nor JPEG"),
    "jpeg as png": (repainted(picture("JPEG")), "is a JPEG, not image/png"),
    "png as webp": (renamed_picture("webp", "image/webp"), "is a PNG, not image/webp"),
    "picture cut off": (repainted(picture("PNG")[:400]), "damaged"),
    # values
    "length with a point": (placed(cx="914400.5"), "cx='914400.5'"),
    "length below nothing": (placed(cy=-1), "cy='-1'"),
    "length beyond 32 bits": (placed(x=2**31), "x='2147483648'"),
    "not a number": (exchanged(TITLE, 'dirty="0"', 'dirty="NaN"'), "dirty='NaN'"),
    "undefined": (exchanged(TITLE, 'dirty="0"', 'dirty="undefined"'), "dirty='undefined'"),
    "control character": (exchanged(TITLE, ">Title<", ">Ti\x01tle<"), "slide1.xml"),
    "noncharacter": (exchanged(TITLE, ">Title<", ">Ti\ufffetle<"), "slide1.xml"),
    "bare ampersand": (exchanged(TITLE, ">Title<", ">R&D<"), "slide1.xml"),
    "escaped control": (exchanged(TITLE, ">Title<", ">Ti_x000B_tle<"), "escaped control character"),
    "colour by name": (
        exchanged(TITLE, SHAPE_END, shape("", GEOMETRY + '<a:solidFill><a:srgbClr val="White"/>'
                  "</a:solidFill>")),
        "'White' is no colour",
    ),
    "children out of order": (
        exchanged(POINTS, "<p:spPr/>", f'<p:spPr><a:ln w="1"/>{GEOMETRY}</p:spPr>'),
        "prstGeom is out of place in spPr",
    ),
    "unknown child": (exchanged(POINTS, "<p:spPr/>", "<p:spPr/><p:made/>"), "made is out of place"),
    "body without a paragraph": (
        exchanged(TITLE, SHAPE_END, shape("<p:txBody><a:bodyPr/><a:lstStyle/></p:txBody>")),
        "txBody without a paragraph",
    ),
    "background without effects": (
        exchanged(MASTER, "<a:effectLst/></p:bgPr>", "</p:bgPr>"), "a background without effectLst",
    ),
    "shrinking unsaid": (
        exchanged(POINTS, "<a:bodyPr/>", "<a:bodyPr><a:normAutofit/></a:bodyPr>"),
        "but not by how much",
    ),
    "name too long": (
        exchanged(TITLE, SHAPE_END, shape("", name="n" * 256)), "more than 255 characters",
    ),
    # masters, layouts, notes
    "shape id twice": (exchanged(TITLE, SHAPE_END, shape("", shape_id=2)), "shape id 2 twice"),
    "layout unlisted": (
        exchanged(MASTER, '<p:sldLayoutId id="2147483649"', '<p:x id="2147483649"'),
        "is not listed",
    ),
    "layout id twice": (
        exchanged(MASTER, 'id="2147483650"', 'id="2147483649"'), "sheet id 2147483649 twice",
    ),
    "layout id too small": (
        exchanged(MASTER, 'id="2147483650"', 'id="300"'), "sheet id 300 is out of range",
    ),
    "notes without a master": (
        exchanged(NOTES_RELS, '/notesMaster"', '/notesMasters"'), "notes without a notes master",
    ),
    "notes of another slide": (
        exchanged(NOTES_RELS, "slide2.xml", "slide3.xml"), "do not refer to each other",
    ),
    "notes master unlisted": (
        exchanged(DECK, "<p:notesMasterIdLst>", "<p:notesMasterIdLst/><!--"), "presentation.xml",
    ),
    "theme shared": (
        exchanged(NOTES_MASTER_RELS, "theme2.xml", "theme1.xml"), "a theme of 2 masters",
    ),
    "master without a theme": (
        exchanged(NOTES_MASTER_RELS, '/theme"', '/themes"'), "no theme of its own",
    ),
    # tables and charts
    "row too short": (
        exchanged(TABLE, '<a:gridCol w="', '<a:gridCol w="9"/><a:gridCol w="'), "a row of 2 cells",
    ),
    "column without a width": (exchanged(TABLE, '<a:gridCol w="', '<a:gridCol w="0" x="'),
                               "without a size"),
    "span out of the table": (exchanged(TABLE, "<a:tc>", '<a:tc gridSpan="3">'), "spans out"),
    "cell without text body": (exchanged(TABLE, "<a:txBody>", "<a:txBody><!--"), "slide3.xml"),
    "no header row": (exchanged(TABLE, 'firstRow="1"', 'firstRow="0"'), "without a header row"),
    "chart value None": (exchanged(CHART_PART, "<c:v>1</c:v>", "<c:v>None</c:v>"),
                         "'None' is no number"),
    "chart value NaN": (exchanged(CHART_PART, "<c:v>1</c:v>", "<c:v>nan</c:v>"),
                        "'nan' is no number"),
    "chart points miscounted": (exchanged(CHART_PART, '<c:pt idx="1">', '<c:pt idx="7">'),
                                "values that are not counted"),
    "chart without a plot": (
        both(exchanged(CHART_PART, "<c:barChart>", "<c:made>"),
             exchanged(CHART_PART, "</c:barChart>", "</c:made>")),
        "not one plot with series",
    ),
    "chart without its axis": (
        exchanged(CHART_PART, '<c:valAx><c:axId val="2"/>', '<c:valAx><c:axId val="3"/>'),
        "axes that are not there",
    ),
    "workbook broken": (added(BOOK, b"PK"), "no workbook"),
    "chart of another sheet": (exchanged(CHART_PART, "!$B$2", "s!$B$2"), "is nowhere in"),
    "chart unlike its workbook": (exchanged(CHART_PART, "<c:v>1</c:v>", "<c:v>1.5</c:v>"),
                                  "is not what the workbook has"),
    # properties
    "title too long": (exchanged(CORE, "A deck", "A" * 256), "title of more than 255 characters"),
    "bad date": (exchanged(CORE, "1980-01-01T00:00:00Z", "1980"), "'1980' is no date"),
    "property twice": (
        exchanged(CORE, "<dc:title>", "<dc:title>One</dc:title><dc:title>"), "title twice",
    ),
    "no properties": (
        exchanged("_rels/.rels", "/core-properties", "/else"), "0 parts of core properties",
    ),
    # what those who only hear a deck need
    "no document title": (exchanged(CORE, "<dc:title>A deck", "<dc:title>"), "no title"),
    "no document language": (exchanged(CORE, "<dc:language>en", "<dc:language>"), "no language"),
    "no language of a run": (exchanged(POINTS, ' lang="en"', ""), "does not say its language"),
    "no title": (exchanged(POINTS, 'type="title"', 'type="body"'), "0 titles"),
    "two titles": (exchanged(POINTS, 'type="body" idx="1"', 'type="title"'), "2 titles"),
    "title read late": (
        exchanged(POINTS, "</p:grpSpPr>", "</p:grpSpPr><p:sp><p:nvSpPr><p:cNvPr id='91' name='x'/>"
                  "<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r>"
                  "<a:rPr lang='en'/><a:t>First</a:t></a:r></a:p></p:txBody></p:sp>"),
        "read before the title",
    ),
    "empty placeholder": (exchanged(TITLE, ">Subtitle<", "><"), "an empty placeholder"),
    "picture untold": (exchanged(PICTURE, 'descr="Picture: Picture"', ""), "alternative text"),
    "chart untold": (exchanged(CHART, 'descr="', 'title="'), "without alternative text"),
    "shape neither told nor decoration": (placed(), "neither told nor marked as decoration"),
    "off the slide": (placed(x=12_000_000), "reaches off the slide"),
}  # fmt: skip


def test_a_sound_deck_has_no_problems(sound):
    assert linter.problems(packed(*sound.items())) == []


@pytest.mark.parametrize("cause", BREAKS)
def test_a_broken_deck_is_told_what_is_wrong(sound, cause):
    change, finding = BREAKS[cause]
    found = linter.problems(packed(*change(sound).items()))
    assert any(finding in problem for problem in found), found


def test_an_entry_that_is_there_twice_is_found(sound):
    assert f"{TITLE}: twice" in linter.problems(packed(*sound.items(), (TITLE, sound[TITLE])))


@pytest.mark.parametrize(
    "harmed",
    [
        pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="prefixed"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut off"),
        pytest.param(lambda data: data.decode("latin-1").encode(), id="served as text"),
        pytest.param(lambda data: data.replace(b">Subtitle<", b">Subtitel<"), id="a byte changed"),
    ],
)
def test_a_harmed_file_is_found(sound, harmed):
    assert linter.problems(harmed(packed(*sound.items()))) != []
