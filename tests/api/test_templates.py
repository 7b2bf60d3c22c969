from __future__ import annotations

import pytest

from generate_content.slides.registry import BY_NAME
from tests.api.conftest import FOUR_SLIDES
from tests.samples import TEMPLATES as FOLDER

TEMPLATES = "/api/generate/templates/"
IDS = sorted(path.stem for path in FOLDER.glob("*.pptx"))
INCHES = {"16_9": (40 / 3, 7.5), "16_10": (12, 7.5), "4_3": (10, 7.5), "1_1": (10, 10)}
"""Width and height by the shape in a template's id."""


def test_the_list_has_every_template_by_id(api):
    body = api.get(TEMPLATES).json()
    assert sorted(body["templates"]) == IDS
    assert body["total_count"] == len(IDS)
    assert {"academic", "business", "creative"} <= set(body["categories"])
    told = {template["aspect_ratio"] for template in body["templates"].values()}
    assert body["aspect_ratios"] == sorted(told)


@pytest.mark.parametrize("template_id", IDS)
def test_a_template_is_described_as_the_contract_says(api, template_id):
    body = api.get(f"{TEMPLATES}{template_id}/").json()
    assert set(body) >= {
        "template_id", "name", "category", "aspect_ratio", "description", "author", "version",
        "slide_layouts", "color_scheme", "font_recommendations", "dimensions", "features",
        "file_size_bytes", "usage_statistics",
    }  # fmt: skip
    assert body["template_id"] == template_id
    assert [layout["type"] for layout in body["slide_layouts"]] == list(BY_NAME)
    [(width, height)] = [size for shape, size in INCHES.items() if template_id.endswith(shape)]
    told = {"width": round(96 * width), "height": round(96 * height), "dpi": 96}
    assert body["dimensions"] == told
    assert set(body["color_scheme"]) == {"primary", "secondary", "accent", "background", "text"}
    assert body["usage_statistics"] == {"total_uses": 0, "last_used": None}
    assert body["file_size_bytes"] < 300_000


def test_every_deck_counts_as_a_use_hits_too(api, make):
    make(content=FOUR_SLIDES)
    make(content=FOUR_SLIDES)
    used = api.get(f"{TEMPLATES}default_16_9/").json()["usage_statistics"]
    assert used["total_uses"] == 2
    assert used["last_used"].endswith("Z")


def test_by_category_and_by_aspect_ratio(api):
    academic = api.get(f"{TEMPLATES}category/academic/").json()
    assert sorted(academic["templates"]) == [name for name in IDS if name.startswith("frost_")]
    wide = api.get(f"{TEMPLATES}aspect-ratio/16:9/").json()
    assert sorted(wide["templates"]) == [name for name in IDS if name.endswith("_16_9")]
    assert wide["total_count"] == len(wide["templates"])


@pytest.mark.parametrize("kind", ["category/medical", "aspect-ratio/1:1"])
@pytest.mark.usefixtures("one_template")
def test_a_kind_without_templates_is_an_empty_list(api, kind):
    assert api.get(f"{TEMPLATES}{kind}/").json()["total_count"] == 0


def test_another_shape_is_one_of_the_same_family(make):
    made = make(content=FOUR_SLIDES, template_id="default_16_9", aspect_ratio="4:3")["metadata"]
    assert (made["template_id"], made["aspect_ratio"]) == ("default_4_3", "4:3")


@pytest.mark.parametrize(
    ("path", "valid"),
    [("nope", "default_16_9"), ("category/nope", "medical"), ("aspect-ratio/3:2", "16:10")],
)
def test_an_unknown_name_is_a_404_with_the_valid_ones(api, path, valid):
    response = api.get(f"{TEMPLATES}{path}/")
    assert response.status_code == 404
    error = response.json()["error"]
    assert error["code"] == "NOT_FOUND_ERROR"
    assert valid in str(error["details"])
