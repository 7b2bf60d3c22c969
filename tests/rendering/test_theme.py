"""Fonts and colours of the caller in the theme."""

import zipfile

import pytest
from lxml import etree

from generate_content.rendering.theme import accents, restyled
from tests.samples import TEMPLATES

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(scope="module")
def theme():
    with zipfile.ZipFile(TEMPLATES / "frost_16_9.pptx") as package:
        return package.read("ppt/theme/theme1.xml")


def scheme(theme):
    colors = etree.fromstring(theme).find(f".//{A}clrScheme")
    return {slot.tag.removeprefix(A): slot[0].get("val").lower() for slot in colors}


def fonts(theme):
    root = etree.fromstring(theme)
    return {
        (font.tag.removeprefix(A), kind): font.find(f"{A}{kind}").get("typeface")
        for font in root.iter(f"{A}majorFont", f"{A}minorFont")
        for kind in ("latin", "ea", "cs")
    }


def test_nothing_asked_leaves_colours_and_latin_fonts(theme):
    same = restyled(theme, font=None, color=None, language="en")
    assert scheme(same) == scheme(theme)
    assert fonts(same)["majorFont", "latin"] == fonts(theme)["majorFont", "latin"]
    assert fonts(same)["majorFont", "ea"] == ""


@pytest.mark.parametrize("font", ["Georgia", 'A "B" <C> & D', "メイリオ"])
def test_a_font_is_set_for_headings_and_text(theme, font):
    changed = fonts(restyled(theme, font=font, color=None, language="en"))
    assert changed["majorFont", "latin"] == changed["minorFont", "latin"] == font


@pytest.mark.parametrize(
    ("language", "font"),
    [
        ("ja", "Yu Gothic"),
        ("ko-KR", "Malgun Gothic"),
        ("zh", "Microsoft YaHei"),
        ("zh-CN", "Microsoft YaHei"),
        ("zh-Hant-TW", "Microsoft JhengHei"),
        ("zh-TW", "Microsoft JhengHei"),
    ],
)
def test_an_east_asian_language_gets_its_font(theme, language, font):
    changed = fonts(restyled(theme, font=None, color=None, language=language))
    assert changed["minorFont", "ea"] == font


def test_complex_scripts_get_a_font(theme):
    thai = fonts(restyled(theme, font=None, color=None, language="th"))
    arabic = fonts(restyled(theme, font=None, color=None, language="ar-EG"))
    assert thai["minorFont", "cs"] == "Leelawadee UI"
    assert arabic["minorFont", "cs"] == "Arial"


def test_a_colour_becomes_the_first_accent_and_leads_the_others(theme):
    before, after = (
        scheme(theme),
        scheme(restyled(theme, font=None, color="#1f4e79", language="en")),
    )
    assert after["accent1"] == "1f4e79"
    assert all(after[f"accent{n}"] != before[f"accent{n}"] for n in range(1, 7))
    for kept in ("dk1", "lt1", "dk2", "lt2", "hlink", "folHlink"):
        assert after[kept] == before[kept]


@pytest.mark.parametrize(
    "color", ["#000000", "#ffffff", "#808080", "#ff0000", "#00ff00", "#0000ff"]
)
def test_accents_are_six_colours_apart(color):
    made = accents(color)
    assert made[0] == color
    assert len(set(made)) == 6
    assert all(len(one) == 7 and int(one[1:], 16) >= 0 for one in made)


def test_a_grey_leads_to_greys():
    for one in accents("#808080"):
        parts = [int(one[i : i + 2], 16) for i in (1, 3, 5)]
        assert max(parts) - min(parts) <= 2
