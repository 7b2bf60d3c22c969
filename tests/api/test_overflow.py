"""`overflow` over the whole stack: what is told of a deck whose slides go on."""

import pytest

from tests.api.conftest import FOUR_SLIDES, texts

LONG = "Growth came from three markets, and each of them asks for a plan of its own. "
TABLE = {"heading_text": "Costs", "columns": ["Item", "What for"], "rows": [["Tree", LONG]] * 20}
POINTS = {"heading_text": "Why", "bullet_points": [f"{n} {LONG * 4}" for n in range(12)]}


def test_by_default_and_when_asked_it_is_refused(make):
    for more in ({}, {"overflow": "refuse"}):
        error = make(status=400, content=[POINTS], **more)["error"]
        assert "too long for its slide" in str(error["details"]["content"]["0"]["bullet_points"])


def test_continued_slides_are_told_and_found_in_the_file(make, open_deck):
    answer = make(content=[FOUR_SLIDES[0], POINTS, TABLE, FOUR_SLIDES[3]], overflow="continue")
    slides, metadata = answer["slides"], answer["metadata"]
    file = open_deck(answer).slides
    assert [slide["slide_index"] for slide in slides] == [0, 1, 2, 3]
    assert slides[1]["content"]["bullet_points"] == [one.strip() for one in POINTS["bullet_points"]]
    assert (metadata["total_slides"], metadata["provided_slides"]) == (4, 4)
    assert metadata["file_slides"] == len(file) > 4
    pages = [slide.get("pages", 1) for slide in slides]
    assert sum(pages) == len(file)
    for slide in slides:
        first = file[slide["slide_number"] - 1]
        count = slide.get("pages", 1)
        heading = next(iter(slide["content"].values()))
        assert f"{heading} (1/{count})" in texts(first) if count > 1 else heading in texts(first)
    assert [(one["code"], one["slide_index"]) for one in answer["warnings"]] == [
        ("slide_continued", 1),
        ("slide_continued", 2),
    ]


def test_a_deck_that_fits_says_nothing_of_pages(make):
    answer = make(content=FOUR_SLIDES, overflow="continue")
    assert not any({"pages", "slide_number"} & slide.keys() for slide in answer["slides"])
    assert "file_slides" not in answer["metadata"]
    assert answer["warnings"] == []


def test_each_way_is_a_deck_of_its_own_and_is_cached(make):
    asked = {"content": [POINTS], "overflow": "continue"}
    first, again = make(**asked), make(**asked)
    assert again["metadata"]["cache_hit"]
    assert again["metadata"]["sha256"] == first["metadata"]["sha256"]
    assert again["slides"] == first["slides"]


@pytest.mark.parametrize("wrong", ["cut", "", 3, None, True])
def test_another_word_is_refused(make, wrong):
    assert "overflow" in make(status=400, content=[POINTS], overflow=wrong)["error"]["details"]


def test_a_deck_without_end_is_a_400(make):
    content = [{**POINTS, "bullet_points": [LONG * 5] * 15}] * 50
    error = make(status=400, content=content, overflow="continue", font="Verdana")["error"]
    assert error["details"] == {"overflow": ["The deck would go on over more than 200 slides."]}


def test_drafts_may_be_continued_with_what_was_given(make):
    given = {"bullet_points": POINTS["bullet_points"]}
    answer = make(content=[given], overflow="continue")
    assert answer["slides"][0]["content_source"] == "draft"
    assert answer["slides"][0]["pages"] > 1
