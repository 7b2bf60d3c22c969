import re

import pytest

from generate_content.content.outline_language import LANGUAGES, is_offered, outline_language
from generate_content.content.story import STORIES, Kind

NEEDED = {name for story in STORIES.values() for name in story.ranked[:14]} - {
    *("terms", "history", "needs", "others", "myths", "open", "roles", "reading"),
}


def test_the_languages_are_those_of_the_documentation():
    assert set(LANGUAGES) == {"en", "de", "fr", "es", "hi", "zh"}


@pytest.mark.parametrize(
    ("tag", "code"), [("de", "de"), ("pt-BR", "en"), ("ZH-Hans-CN", "zh"), ("fr-CA", "fr")]
)
def test_tag_leads_to_its_language_or_to_english(tag, code):
    assert outline_language(tag).code == code
    assert is_offered(tag) == (code != "en")


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_the_steps_of_every_kind_of_talk(code):
    language = outline_language(code)

    assert set(language.steps) >= NEEDED
    assert set(language.kinds) == set(Kind) - {Kind.GENERAL}
    assert all(len(step.tasks) == 4 for step in language.steps.values())
    assert len(language.opening) == len(language.focus) == 4


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_step_is_told_in_some_talk(code):
    told = {name for story in STORIES.values() for name in (*story.before, *story.after)}

    assert set(outline_language(code).steps) <= told


@pytest.mark.parametrize("code", LANGUAGES)
def test_headings_differ_and_tasks_leave_room_for_the_subject(code):
    language = outline_language(code)
    headings = [step.heading for step in language.steps.values()]
    tasks = [task for step in language.steps.values() for task in step.tasks]

    assert len(set(headings)) == len(headings)
    for task in (*tasks, *language.opening, *language.focus):
        assert re.findall(r"\{.*?\}", task) in ([], ["{subject}"])
        assert len(task.replace("{subject}", "x" * 12 + "".join(language.quotes))) <= 70


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_of_drafts_count_and_are_short(code):
    words = outline_language(code).words

    for name, count, length in (("column", 8, 20), ("category", 24, 14), ("step", 8, 14)):
        told = [getattr(words, name).format(number=number) for number in range(1, count + 1)]
        assert len(set(told)) == count
        assert max(map(len, told)) <= length
    assert len(words.to_fill_in) <= 24
    assert max(map(len, words.sides)) <= 28


@pytest.mark.parametrize("code", set(LANGUAGES) - {"en"})
def test_no_step_was_left_in_english(code):
    english = outline_language("en")

    for name, step in outline_language(code).steps.items():
        assert step.heading != english.steps[name].heading
        assert not set(step.tasks) & set(english.steps[name].tasks)


@pytest.mark.parametrize(
    ("code", "prompt", "subject"),
    [
        ("en", "Create a 10-slide presentation about dogs", "dogs"),
        ("de", "Bitte erstelle mir eine Präsentation über Hunde", "Hunde"),
        ("de", "Mach eine kurze Präsentation zum Thema Hunde", "Hunde"),
        ("fr", "Crée une présentation sur les chiens", "les chiens"),
        ("es", "Haz una presentación sobre los perros", "los perros"),
        ("hi", "कुत्तों पर एक प्रस्तुति बनाएँ", "कुत्तों"),
        ("zh", "请做一份关于狗的PPT", "狗"),
        ("zh", "制作一个10页的关于狗的演示文稿", "狗"),
    ],
)
def test_order_to_make_a_deck_is_not_its_subject(code, prompt, subject):
    assert outline_language(code).order.fullmatch(prompt)["subject"] == subject
