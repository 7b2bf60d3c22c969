"""Fonts and colours of the caller in the theme."""

import zipfile
from functools import partial
from itertools import combinations

import pytest
from lxml import etree

from generate_content.rendering import theme as theme_module
from generate_content.rendering.colors import contrast, to_oklch
from generate_content.rendering.theme import Grounds, accents, first_accent, grounds_of
from tests.samples import TEMPLATES

LIGHT = Grounds(("#ffffff", "#eaf1f6"), inverted="#12263a")
DARK = Grounds(("#0b0f26", "#1d2148"))
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(scope="module")
def theme():
    with zipfile.ZipFile(TEMPLATES / "frost_16_9.pptx") as package:
        return package.read("ppt/theme/theme1.xml")


restyled = partial(theme_module.restyled, grounds=LIGHT)


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


COLORS = ["#000000", "#ffffff", "#808080", "#ff0000", "#00ff00", "#0000ff", "#ffe600", "#1f4e79"]


@pytest.mark.parametrize("grounds", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("color", COLORS)
def test_accents_are_seen_on_the_grounds_and_apart_from_each_other(color, grounds):
    made = accents(color, grounds)
    assert len(made) == 6
    for accent in made if grounds is DARK else made[:5]:
        assert min(contrast(accent, page) for page in grounds.pages) >= 3
    for one, other in combinations(map(to_oklch, made[:5]), 2):
        assert abs(one[0] - other[0]) > 0.03 or abs(one[2] - other[2]) > 10


@pytest.mark.parametrize("color", COLORS)
def test_the_last_accent_reads_as_a_link_on_an_inverted_ground(color):
    assert contrast(accents(color, LIGHT)[5], LIGHT.inverted) >= 4.5


@pytest.mark.parametrize(("grounds", "color"), [(LIGHT, "#1f4e79"), (DARK, "#ffe600")])
def test_a_colour_that_is_seen_is_used_as_it_is(grounds, color):
    assert first_accent(color, grounds) == accents(color, grounds)[0] == color


def test_a_colour_near_the_ground_moves_as_little_as_it_must_and_keeps_its_hue():
    used = first_accent("#ffe600", LIGHT)
    assert 3 <= min(contrast(used, page) for page in LIGHT.pages) < 3.1
    assert to_oklch(used)[2] == pytest.approx(to_oklch("#ffe600")[2], abs=2)
    assert contrast(first_accent("#0b0f26", DARK), DARK.pages[1]) < 3.1


def test_grounds_are_those_that_the_slide_master_maps(theme):
    assert grounds_of(theme, "#ffffff") == LIGHT
    assert grounds_of(theme, "#12263a") == Grounds(("#12263a", "#44586c"))


def test_a_grey_leads_to_greys():
    for one in accents("#808080", LIGHT):
        parts = [int(one[i : i + 2], 16) for i in (1, 3, 5)]
        assert max(parts) - min(parts) <= 2
