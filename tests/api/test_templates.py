from __future__ import annotations

import pytest

from generate_content.slides.registry import BY_NAME
from tests.api.conftest import FOUR_SLIDES

TEMPLATES = "/api/generate/templates/"
IDS = ["default_16_9", "frost_16_9", "galaxy_16_9"]


def test_the_list_has_every_template_by_id(api):
    body = api.get(TEMPLATES).json()
    assert sorted(body["templates"]) == IDS
    assert body["total_count"] == 3
    assert body["categories"] == ["academic", "business", "creative"]
    assert body["aspect_ratios"] == ["16:9"]


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
    assert body["dimensions"] == {"width": 1280, "height": 720, "dpi": 96}
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
    assert list(api.get(f"{TEMPLATES}category/academic/").json()["templates"]) == ["frost_16_9"]
    assert api.get(f"{TEMPLATES}category/medical/").json()["total_count"] == 0
    assert api.get(f"{TEMPLATES}aspect-ratio/16:9/").json()["total_count"] == 3
    assert api.get(f"{TEMPLATES}aspect-ratio/1:1/").json()["total_count"] == 0


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
