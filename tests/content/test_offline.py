from dataclasses import replace

import pytest

from generate_content.catalogue import Catalogue
from generate_content.content.fill import fill
from generate_content.content.offline import OfflineOutline
from generate_content.content.outline_language import LANGUAGES
from generate_content.deck import ContentSource, Style
from generate_content.rendering.renderer import Renderer
from generate_content.slides.plan import by_rule
from generate_content.slides.registry import SLIDE_TYPES
from generate_content.slides.values import texts_in
from tests.content.decks import deck_request, slide
from tests.samples import TEMPLATES

CATALOGUE = Catalogue(TEMPLATES)

PROMPTS = {
    "short": "Tea",
    "sentence": "Create a presentation about the history of tea in Japan",
    "longest": ("A long brief, with a great many clauses; " * 13)[:500],
    "one word": "x" * 500,
    "emoji": "👩‍👩‍👧‍👦" * 70,
    "east asian": "日本のお茶の歴史と文化" * 40,
    "path": "../../etc/passwd",
    "markup": "**Tea** & <b>coffee</b> {{ 7*7 }}",
}


def drafted(request):
    return fill(request, OfflineOutline())


def headings(deck):
    return [str(next(iter(slide.content.values()))) for slide in deck.slides]


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
@pytest.mark.parametrize("slide_type", SLIDE_TYPES, ids=lambda slide_type: slide_type.name)
def test_draft_fits_the_limits_of_each_slide_type(slide_type, prompt):
    request = deck_request(
        *[slide(slide_type.name)] * 50, prompt=prompt, speaker_notes=True, include_citations=True
    )

    deck = drafted(request)

    wanted = [name for name in request.gaps()[0] if name != "citations"]
    for drawn in deck.slides:
        assert set(drawn.content) == set(wanted)
        assert slide_type.clean_reply(slide_type.echo(drawn.content), wanted) == drawn.content


@pytest.mark.parametrize("count", [1, 2, 3, 5, 13, 26, 50])
def test_headings_differ_from_each_other(count):
    deck = drafted(deck_request(*[slide(by_rule(i, count).name) for i in range(count)]))

    assert len(set(headings(deck))) == count


def test_deck_opens_with_its_subject_and_closes_with_next_steps():
    deck = drafted(deck_request(slide("title"), slide("bullet"), slide("bullet"), slide("bullet")))

    assert headings(deck) == ["Green tea", "Why it matters", "How it works", "Next steps"]


def texts_of_drafts(language):
    """Of every slide type, about what is written alike in all languages."""
    kinds = [slide(slide_type.name) for slide_type in SLIDE_TYPES]
    deck = drafted(deck_request(*kinds, prompt="π", language=language, speaker_notes=True))
    return [
        {text for value in drawn.content.values() for text in texts_in(value)}
        for drawn in deck.slides
    ]


@pytest.mark.parametrize("language", set(LANGUAGES) - {"en"})
def test_no_text_of_any_slide_type_was_left_in_english(language):
    names_of_options = {"column"}  # a chart's kind, which is not shown

    for told, english in zip(texts_of_drafts(language), texts_of_drafts("en"), strict=True):
        left = {text for text in told & english if any(letter.isalpha() for letter in text)}
        assert left <= {"π", *names_of_options}


@pytest.mark.parametrize("language", ["hi", "zh"])
def test_no_text_of_any_slide_type_is_in_latin_letters_where_the_language_is_not(language):
    latin = [
        text
        for told in texts_of_drafts(language)
        for text in told - {"column"}
        if any(letter.isascii() and letter.isalpha() for letter in text)
    ]
    assert latin == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template_id", CATALOGUE.ids())
def test_drafts_fit_their_slides_beside_a_large_given_half(language, template_id):
    halves = [
        slide("table", columns=[str(number) for number in range(8)]),
        slide("table", rows=[["."] * 8] * 6),
        *(
            slide("chart", chart_type=kind, series=[{"name": "n", "values": [1] * count}])
            for kind, count in (
                ("column", 24),
                ("bar", 10),
                ("line", 24),
                ("area", 24),
                ("pie", 8),
            )
        ),
    ]
    request = deck_request(
        *(slide(slide_type.name) for slide_type in SLIDE_TYPES),
        *halves,
        prompt="A subject of the greatest length that there is room for here vs another one",
        language=language,
        speaker_notes=True,
    )

    deck = drafted(replace(request, style=Style(template_id)))

    Renderer(CATALOGUE).render(deck)


def test_comparison_names_the_sides_that_the_prompt_does():
    [drawn] = drafted(deck_request(slide("comparison"), prompt="Tea vs coffee")).slides

    assert drawn.content["left_heading"] == "Tea"
    assert drawn.content["right_heading"] == "Coffee"


def test_long_name_of_a_side_is_cut():
    prompt = "A side with a name of forty characters vs another"

    [drawn] = drafted(deck_request(slide("comparison"), prompt=prompt)).slides

    assert drawn.content["left_heading"] == "A side with a name of forty…"


def test_an_agenda_takes_no_step_of_the_talk():
    without = drafted(deck_request(slide("title"), *[slide("bullet")] * 3))

    deck = drafted(deck_request(slide("title"), slide("agenda"), *[slide("bullet")] * 3))

    assert headings(deck) == [headings(without)[0], "Agenda", *headings(without)[1:]]


def test_an_agenda_lists_what_follows_it():
    given = slide("bullet", heading_text="My own point", bullet_points=["Because."])

    deck = drafted(deck_request(slide("title"), slide("agenda"), given, slide("closing")))

    assert deck.slides[1].content["items"] == ("My own point", headings(deck)[3])


def test_an_agenda_with_nothing_after_it_has_tasks():
    [drawn] = drafted(deck_request(slide("agenda"))).slides

    assert len(drawn.content["items"]) == 4


def test_tasks_name_the_subject():
    deck = drafted(deck_request(slide("title"), slide("bullet")))

    assert "“Green tea”" in deck.slides[1].content["bullet_points"][0]


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_tasks_are_short_enough_for_a_narrow_column(prompt):
    deck = drafted(deck_request(*[slide("bullet")] * 50, prompt=prompt))

    tasks = [task for drawn in deck.slides for task in drawn.content["bullet_points"]]
    assert max(map(len, tasks)) <= 70


def test_heading_of_a_given_slide_is_not_used_again():
    given = slide("bullet", heading_text="why it MATTERS", bullet_points=["Because."])

    deck = drafted(deck_request(slide("title"), given, slide("bullet")))

    assert headings(deck) == ["Green tea", "why it MATTERS", "How it works"]


def test_given_heading_keeps_its_words_and_gets_tasks_that_fit_it():
    deck = drafted(deck_request(slide("bullet", heading_text="Market size")))

    [drawn] = deck.slides
    assert drawn.content["heading_text"] == "Market size"
    assert "matters most" in drawn.content["bullet_points"][0]
    assert drawn.source is ContentSource.DRAFT


def test_notes_alone_can_be_drafted():
    given = slide("title", title_text="Tea")

    deck = drafted(deck_request(given, speaker_notes=True))

    assert deck.slides[0].notes.startswith("Notes to write.")
    assert deck.slides[0].source is ContentSource.DRAFT


def test_warning_names_the_drafted_slides():
    deck = drafted(deck_request(slide("title", title_text="Tea"), slide("bullet"), slide("bullet")))

    [warning] = deck.warnings
    assert (warning.code, warning.slide_index) == ("offline_draft", None)
    assert "Slides 2, 3 are an outline" in warning.message


def test_warning_says_that_the_outline_is_in_english_where_it_is_not_the_language_asked_for():
    [warning] = drafted(deck_request(slide("title"), language="it")).warnings
    assert warning.message.endswith("It is in English.")

    [warning] = drafted(deck_request(slide("title"), language="de-AT")).warnings
    assert "English" not in warning.message


def test_draft_says_in_the_language_of_the_deck_that_it_is_one():
    request = deck_request(slide("title"), language="fr", speaker_notes=True)

    [drawn] = drafted(request).slides

    assert drawn.content["subtitle_text"].startswith("Plan à compléter. ")
    assert drawn.notes.startswith("Notes à rédiger. ")


def test_citations_are_never_made_up():
    deck = drafted(deck_request(slide("title"), slide("bullet"), include_citations=True))

    assert [warning.code for warning in deck.warnings] == ["offline_draft", "citations_unavailable"]
    assert all(drawn.citations == () for drawn in deck.slides)


def test_quota_is_not_asked():
    def refuse():
        raise AssertionError("No model is called.")

    fill(deck_request(slide("title")), OfflineOutline(), admit=refuse)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quotation_is_looked_for_and_not_made_up(language):
    [drawn] = drafted(deck_request(slide("quote"), language=language)).slides
    assert "Green tea" in drawn.content["quote_text"]
    assert drawn.content["quote_text"] != drawn.content["attribution"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_slide_says_what_comes_next(language):
    kinds = [by_rule(position, 7).name for position in range(7)]
    first = drafted(deck_request(*map(slide, kinds), language=language)).slides
    second = drafted(deck_request(*map(slide, kinds), language=language, prompt="A vs B")).slides
    assert first[-1].content["title_text"] == second[-1].content["title_text"]
    headings = [next(iter(one.content.values())) for one in first]
    assert len(set(headings)) == 7


def test_after_an_east_asian_stop_stands_no_space():
    [drawn] = drafted(deck_request(slide("title"), language="zh")).slides
    assert "。 " not in drawn.content["subtitle_text"]


@pytest.mark.parametrize("count", [3, 7, 8, 12, 50])
def test_an_agenda_lists_all_that_follows_or_the_first_the_last_and_some_between(count):
    kinds = [slide("title"), slide("agenda"), *[slide("bullet")] * count]
    _, agenda, *rest = drafted(deck_request(*kinds)).slides
    told = [one.content["heading_text"] for one in rest]
    items = list(agenda.content["items"])
    assert items == [one for one in told if one in items]
    assert (items[0], items[-1]) == (told[0], told[-1])
    assert len(items) == min(count, 6)
