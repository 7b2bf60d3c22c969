from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from generate_content.api.slide_requests import read_slides
from generate_content.slides.fields import InvalidField

BULLET = {"heading_text": "h", "bullet_points": ["a"]}


def problems(**given):
    with pytest.raises(InvalidField) as caught:
        read_slides(given.get("num_slides"), given.get("layout"), given.get("content"))
    return caught.value.problems


def names(**given):
    slides = read_slides(given.get("num_slides"), given.get("layout"), given.get("content"))
    return [slide.type.name for slide in slides]


def test_a_number_alone_is_planned():
    assert names(num_slides=3) == ["title", "bullet", "two-column"]


def test_a_layout_alone_tells_the_number():
    assert names(layout=["bullet", "bullet"]) == ["bullet", "bullet"]


def test_content_alone_tells_number_and_types():
    assert names(content=[{}, BULLET, {}]) == ["title", "bullet", "two-column"]


def test_nothing_at_all_is_refused():
    assert problems() == {
        "num_slides": ["This field is required unless layout or content tells it."]
    }


@pytest.mark.parametrize("empty", [{"layout": []}, {"content": []}, {"layout": ["title"] * 51}])
def test_lists_have_1_to_50_slides(empty):
    assert list(problems(**empty)) == list(empty)


def test_lengths_that_differ_are_named_for_each_list():
    assert problems(num_slides=3, layout=["title"], content=[{}, {}]) == {
        "layout": ["Has 1 slides, but num_slides is 3."],
        "content": ["Has 2 slides, but num_slides is 3."],
    }
    assert problems(layout=["title"], content=[{}, {}]) == {
        "content": ["Has 2 slides, but layout has 1."]
    }


def test_unknown_types_are_named_by_position():
    assert problems(layout=["title", "invalid_layout", 7, "chart"])["layout"] == {
        "1": ['"invalid_layout" is not a valid choice.'],
        "2": ["Not a valid string."],
    }


def test_wrong_layout_and_wrong_content_are_named_together():
    found = problems(
        layout=["nonsense", "bullet", "title"],
        content=[{}, {"heading_text": "", "bullet_points": []}, "text"],
    )
    assert set(found) == {"layout", "content"}
    assert set(found["content"]) == {"1", "2"}
    assert set(found["content"]["1"]) == {"heading_text", "bullet_points"}


def test_content_no_type_knows_names_the_types():
    found = problems(content=[{"title_text": "t", "bullet_points": ["a"]}])
    assert "two-column: heading_text" in found["content"]["0"][0]


def picture(width, height, shade=0):
    file = io.BytesIO()
    Image.new("L", (width, height), shade).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def test_too_many_pixels_in_all_are_refused_before_any_is_decoded(monkeypatch):
    monkeypatch.setattr("generate_content.api.slide_requests.MAX_PIXELS", 250)
    monkeypatch.setattr("generate_content.slides.picture._decodes", pytest.fail)
    slides = [{"main_heading": "h", "image": picture(10, 10, shade)} for shade in range(3)]
    message = "All pictures together may have at most 250 pixels."
    assert problems(content=slides) == {"content": [message]}


def test_the_same_picture_again_costs_nothing(monkeypatch):
    monkeypatch.setattr("generate_content.api.slide_requests.MAX_PIXELS", 250)
    slides = [{"main_heading": "h", "image": picture(10, 10)}] * 5
    assert names(content=slides) == ["content-image"] * 5
