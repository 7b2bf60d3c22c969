"""The templates as clients see them."""

import json
from pathlib import Path

import pytest

from generate_content.catalogue import ASPECT_RATIOS, CATEGORIES, Catalogue
from generate_content.errors import InvalidDeck, NotFound, TemplateMismatch, UnknownTemplate
from generate_content.slides.registry import BY_NAME

FOLDER = Path(__file__).parent.parent / "templates_pptx"


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue(FOLDER)


@pytest.fixture
def copied(tmp_path):
    """A folder with a copy of one template, to be spoiled."""
    for suffix in (".json", ".pptx"):
        data = (FOLDER / f"default_16_9{suffix}").read_bytes()
        (tmp_path / f"copy_16_9{suffix}").write_bytes(data)
    return tmp_path


def test_an_id_is_the_family_and_the_shape(catalogue):
    for template in catalogue.all():
        assert template.id == f"{template.family}_{template.aspect_ratio.replace(':', '_')}"
        width, height = (int(number) for number in template.aspect_ratio.split(":"))
        assert template.width_emu * height == template.height_emu * width


def test_each_family_is_drawn_in_every_shape(catalogue):
    shapes = {}
    for template in catalogue.all():
        shapes.setdefault(template.family, []).append(template.aspect_ratio)
    assert {"default", "frost", "galaxy"} <= set(shapes)
    assert all(sorted(found) == sorted(ASPECT_RATIOS) for found in shapes.values())


def test_each_category_is_one_familys(catalogue):
    categories = {template.family: template.category for template in catalogue.all()}
    assert all(categories[template.family] == template.category for template in catalogue.all())
    assert len(set(categories.values())) == len(categories)


def test_a_template_has_a_layout_for_every_slide_type(catalogue):
    for template in catalogue.all():
        assert list(template.layouts) == list(BY_NAME)


def test_an_unknown_template_is_refused_with_the_known_ones(catalogue):
    with pytest.raises(UnknownTemplate) as refused:
        catalogue.get("frosty")
    assert ", ".join(catalogue.ids()) in refused.value.details["template_id"][0]


def test_a_template_asked_for_itself_is_found_or_not_found(catalogue):
    assert catalogue.find("frost_16_9").name == "Frost"
    with pytest.raises(NotFound) as missing:
        catalogue.find("frosty")
    assert missing.value.details == {"templates": list(catalogue.ids())}


def test_templates_are_found_by_category(catalogue):
    found = catalogue.by_category("academic")
    assert {template.family for template in found} == {"frost"}
    assert catalogue.get("frost_16_9") in found
    assert sum(len(catalogue.by_category(name)) for name in CATEGORIES) == len(catalogue)


def test_templates_are_found_by_aspect_ratio(catalogue):
    found = [template.id for template in catalogue.by_aspect_ratio("16:9")]
    assert found == [template_id for template_id in catalogue.ids() if template_id.endswith("16_9")]
    assert sum(len(catalogue.by_aspect_ratio(name)) for name in ASPECT_RATIOS) == len(catalogue)


def test_a_category_and_a_shape_may_have_no_template(copied):
    catalogue = Catalogue(copied)
    assert catalogue.by_category("medical") == ()
    assert catalogue.by_aspect_ratio("4:3") == ()


def test_an_unknown_category_or_ratio_names_the_valid_ones(catalogue):
    with pytest.raises(NotFound) as category:
        catalogue.by_category("space")
    assert category.value.details == {"categories": list(CATEGORIES)}
    with pytest.raises(NotFound) as ratio:
        catalogue.by_aspect_ratio("2:1")
    assert ratio.value.details == {"aspect_ratios": list(ASPECT_RATIOS)}


def test_a_template_is_its_own_where_its_shape_is_asked_for(catalogue):
    template = catalogue.get("default_16_9")
    assert catalogue.with_aspect_ratio(template, "16:9") is template
    assert catalogue.with_aspect_ratio(template, None) is template


def test_another_shape_is_looked_for_within_the_family(tmp_path):
    for suffix in (".json", ".pptx"):
        data = (FOLDER / f"default_16_9{suffix}").read_bytes()
        for name, shape in (("one_16_9", b"16:9"), ("one_4_3", b"4:3"), ("two_1_1", b"1:1")):
            (tmp_path / f"{name}{suffix}").write_bytes(data.replace(b"16:9", shape))
    catalogue = Catalogue(tmp_path)
    wide = catalogue.get("one_16_9")
    assert catalogue.with_aspect_ratio(wide, "4:3").id == "one_4_3"
    assert catalogue.with_aspect_ratio(catalogue.get("one_4_3"), "16:9") is wide
    with pytest.raises(InvalidDeck) as refused:
        catalogue.with_aspect_ratio(wide, "1:1")
    assert refused.value.details == {
        "aspect_ratio": ['"one" is made for 16:9, 4:3, not for 1:1.'],
    }


def test_a_description_says_what_the_file_holds(catalogue):
    told = catalogue.describe(catalogue.get("galaxy_16_9"))
    assert json.loads(json.dumps(told)) == told
    assert told["dimensions"] == {"width": 1280, "height": 720, "dpi": 96}
    assert told["file_size_bytes"] == (FOLDER / "galaxy_16_9.pptx").stat().st_size
    assert [row["type"] for row in told["slide_layouts"]] == list(BY_NAME)
    assert told["slide_layouts"][0]["fields"] == ["title_text", "subtitle_text"]
    scheme = told["color_scheme"]
    assert all(len(color) == 7 and color[0] == "#" for color in scheme.values())


def test_a_dark_template_has_its_colours_mapped(catalogue):
    dark = catalogue.get("galaxy_16_9").colors
    assert int(dark.background[1:3], 16) < int(dark.text[1:3], 16)


def test_a_missing_file_is_a_broken_template(copied):
    (copied / "copy_16_9.pptx").unlink()
    with pytest.raises(TemplateMismatch) as broken:
        Catalogue(copied)
    assert broken.value.template_id == "copy_16_9"


@pytest.mark.parametrize("data", [b"", b"PK no zip", b"<html>"])
def test_a_file_that_is_no_package_is_a_broken_template(copied, data):
    (copied / "copy_16_9.pptx").write_bytes(data)
    with pytest.raises(TemplateMismatch):
        Catalogue(copied)


@pytest.mark.parametrize("change", [{"name": None}, {"category": "space"}, {"layouts": {}}])
def test_a_description_with_something_missing_is_a_broken_template(copied, change):
    path = copied / "copy_16_9.json"
    told = json.loads(path.read_text())
    told |= change
    path.write_text(json.dumps({key: value for key, value in told.items() if value is not None}))
    with pytest.raises(TemplateMismatch):
        Catalogue(copied)
