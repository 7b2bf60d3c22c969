import pytest

from generate_content.content.outline_language import outline_language
from generate_content.content.subject import subject_of

ENGLISH = outline_language("en")


@pytest.mark.parametrize(
    ("prompt", "subject"),
    [
        ("Green tea", "Green tea"),
        ("  Green \n tea ", "Green tea"),
        ("Create a presentation about dogs", "Dogs"),
        ("please make me a 10-slide pitch deck on our new app", "Our new app"),
        ("Make a deck about dogs, and cats", "Dogs, and cats"),
        ("Make it so", "Make it so"),
        ("slides", "slides"),
        ("../../etc/passwd", "../../etc/passwd"),
    ],
)
def test_subject_is_what_the_prompt_is_about(prompt, subject):
    assert subject_of(prompt, orders=[ENGLISH.order]) == subject


def test_long_prompt_ends_after_its_first_sentence():
    prompt = "How to bake bread at home. It is for beginners, and shows failures as well as success"

    assert subject_of(prompt) == "How to bake bread at home"


def test_long_sentence_ends_at_a_word():
    prompt = (
        "Quarterly review of revenue, cost, and outlook for the fiscal year 2026 in all regions"
    )

    assert (
        subject_of(prompt) == "Quarterly review of revenue, cost, and outlook for the fiscal year…"
    )


@pytest.mark.parametrize("character", ["👩‍👩‍👧‍👦", "🇩🇪", "👍🏽", "e\u0301", "茶", "x"])
def test_cut_never_splits_a_character(character):
    subject = subject_of(character * 200)

    assert len(subject) <= 70
    assert subject.endswith("…")
    assert subject[:-1].replace(character, "") == ""
