import pytest

from generate_content.content.fill import fill
from generate_content.content.offline import OfflineOutline
from generate_content.deck import ContentSource
from generate_content.slides.registry import SLIDE_TYPES, planned
from tests.content.decks import deck_request, slide

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
    deck = drafted(deck_request(*[slide(planned(i, count).name) for i in range(count)]))

    assert len(set(headings(deck))) == count


def test_deck_opens_with_its_subject_and_closes_with_next_steps():
    deck = drafted(deck_request(slide("title"), slide("bullet"), slide("bullet"), slide("bullet")))

    assert headings(deck) == ["Green tea", "Why it matters", "How it works", "Next steps"]


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
