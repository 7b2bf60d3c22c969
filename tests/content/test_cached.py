import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from generate_content.content.cached import NAMESPACE
from generate_content.content.fill import fill
from generate_content.deck import Style, Tone, Usage
from generate_content.errors import InvalidProviderReply
from tests.content.decks import deck_request, slide
from tests.standins.gemini import reply, silent

REQUEST = deck_request(slide("title", title_text="Tea"), slide("bullet"), include_citations=True)


def test_second_deck_costs_nothing(gemini, writer):
    first = fill(REQUEST, writer())
    second = fill(REQUEST, writer())

    assert len(gemini.requests) == 1
    assert second.slides == first.slides
    assert second.warnings == first.warnings != ()
    assert (first.usage, second.usage) == (Usage(42, 17), Usage())


def test_quota_is_not_asked_for_a_hit(writer):
    fill(REQUEST, writer())

    def refuse():
        raise AssertionError

    fill(REQUEST, writer(), admit=refuse)


@pytest.mark.parametrize(
    "changed",
    [
        deck_request(slide("title", title_text="Tea"), slide("bullet"), prompt="Coffee"),
        deck_request(slide("title", title_text="Coffee"), slide("bullet")),
        deck_request(slide("title", title_text="Tea"), slide("two-column")),
        deck_request(slide("title", title_text="Tea"), slide("bullet", heading_text="Why")),
        deck_request(slide("title", title_text="Tea"), slide("bullet"), tone=Tone.FUNNY),
        deck_request(slide("title", title_text="Tea"), slide("bullet"), language="fr"),
        deck_request(slide("title", title_text="Tea"), slide("bullet"), speaker_notes=True),
    ],
    ids=["prompt", "given slide", "type", "given field", "tone", "language", "notes"],
)
def test_whatever_changes_the_words_asks_anew(gemini, writer, changed):
    fill(deck_request(slide("title", title_text="Tea"), slide("bullet")), writer())

    fill(changed, writer())

    assert len(gemini.requests) == 2


def test_another_model_asks_anew(gemini, writer):
    fill(REQUEST, writer())

    fill(REQUEST, writer(name="gemini-other"))

    assert len(gemini.requests) == 2


def test_another_look_uses_the_same_words(gemini, writer):
    fill(REQUEST, writer())
    looks = Style("frost_16_9", "16:9", font="Georgia", color="#aa0000")

    fill(type(REQUEST)(REQUEST.brief, looks, REQUEST.slides), writer())

    assert len(gemini.requests) == 1


def test_cleared_words_are_written_anew(gemini, writer, cache):
    fill(REQUEST, writer())
    cache.clear([NAMESPACE])

    fill(REQUEST, writer())

    assert len(gemini.requests) == 2


def test_wrong_words_are_not_kept(gemini, writer):
    gemini.always(reply(lambda _: {}))
    with pytest.raises(InvalidProviderReply):
        fill(REQUEST, writer())
    assert len(gemini.requests) == 2
    gemini.always(reply())

    fill(REQUEST, writer())

    assert len(gemini.requests) == 3


def test_many_who_ask_at_once_are_answered_by_one_call(gemini, writer):
    gemini.always(silent(0.2))
    shared, asked = writer(), []

    with ThreadPoolExecutor(12) as threads:
        decks = list(
            threads.map(lambda _: fill(REQUEST, shared, admit=lambda: asked.append(1)), range(12))
        )

    assert len(gemini.requests) == len(asked) == 1
    assert len({deck.slides[1].content["heading_text"] for deck in decks}) == 1


def test_words_are_never_another_decks(gemini, writer):
    def names_the_prompt(handler, request):
        [prompt] = re.findall(r'"prompt": "(.*?)"', request.user)
        reply(lambda deck: {**deck, "slide_0": {"title_text": prompt}})(handler, request)

    gemini.always(names_the_prompt)
    shared = writer(timeout_s=20)
    prompts = [f"Prompt {number}" for number in range(72)]

    def title_for(prompt):
        request = deck_request(slide("title", subtitle_text="For you"), prompt=prompt)
        return fill(request, shared).slides[0].content["title_text"]

    with ThreadPoolExecutor(24) as threads:
        assert list(threads.map(title_for, prompts)) == prompts
