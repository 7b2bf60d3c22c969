import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from generate_content.content.cached import NAMESPACE
from generate_content.content.fill import fill
from generate_content.deck import Style, Tone, Usage
from generate_content.errors import InvalidProviderReply
from generate_content.slides.registry import SLIDE_TYPES
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


def test_words_of_every_slide_type_come_back_as_they_were_kept(service):
    """Rows, numbers and objects too: one call, then the very same values."""
    kinds = [slide(slide_type.name) for slide_type in SLIDE_TYPES]
    halves = [
        slide("table", columns=["Tree", "Euro"]),
        slide("chart", series=[{"name": "Trees", "values": [0.1, -2, 3e14]}], chart_type="line"),
        slide("comparison", left_points=["Shade"]),
    ]
    request = deck_request(*kinds, *halves, speaker_notes=True)
    service.standin.always(service.answers.reply(as_long_as_the_given_halves))

    first = fill(request, service.writer())
    second = fill(request, service.writer())

    assert len(service.standin.requests) == 1
    assert {drawn.words_level for drawn in second.slides} == {"memory"}
    for kept, found in zip(first.slides, second.slides, strict=True):
        assert found.content == kept.content
        assert list(map(type, found.content.values())) == list(map(type, kept.content.values()))


def as_long_as_the_given_halves(deck):
    table, chart = f"slide_{len(SLIDE_TYPES)}", f"slide_{len(SLIDE_TYPES) + 1}"
    rows, categories = [["Oak", "310"], ["", "45"]], ["2024", "2025", "2026"]
    return {
        **deck,
        table: {**deck[table], "rows": rows},
        chart: {**deck[chart], "categories": categories},
    }


def test_quota_is_not_asked_for_a_hit(writer):
    fill(REQUEST, writer())

    def refuse():
        raise AssertionError

    fill(REQUEST, writer(), admit=refuse)


@pytest.mark.parametrize(
    "changed",
    [
        deck_request(slide("title", title_text="Tea"), slide("bullet"), prompt="Coffee"),
        deck_request(slide("title", title_text="Tea"), slide("two-column")),
        deck_request(slide("title", title_text="Tea"), slide("bullet", heading_text="Why")),
        deck_request(slide("title", title_text="Tea"), slide("bullet"), tone=Tone.FUNNY),
        deck_request(slide("title", title_text="Tea"), slide("bullet"), language="fr"),
        deck_request(slide("title", title_text="Tea"), slide("bullet"), speaker_notes=True),
    ],
    ids=["prompt", "type", "given field", "tone", "language", "notes"],
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
    looks = Style("frost_16_9", font="Georgia", color="#aa0000")

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


# Twenty slides, every second of them given.
TWENTY = tuple(
    slide("bullet") if number % 2 else slide("title", title_text=f"Part {number}")
    for number in range(20)
)
MISSING = sorted(f"slide_{number}" for number in range(1, 20, 2))


def asked_for(standin):
    """The slides of each request; the wire form of Gemini keeps no order."""
    return [sorted(request.slides) for request in standin.requests]


def changed(position, other):
    return deck_request(*TWENTY[:position], other, *TWENTY[position + 1 :])


def test_ten_missing_slides_of_twenty_are_one_request(service):
    deck = fill(deck_request(*TWENTY), service.writer())

    assert asked_for(service.standin) == [MISSING]
    assert [drawn.words_level for drawn in deck.slides] == [None, "none"] * 10


def test_another_given_slide_asks_nothing(service):
    before = fill(deck_request(*TWENTY), service.writer())

    after = fill(changed(0, slide("title", title_text="Another")), service.writer())

    assert len(service.standin.requests) == 1
    assert after.slides[1:] == before.slides[1:]
    assert [drawn.words_level for drawn in after.slides] == [None, "memory"] * 10


def test_another_type_of_a_missing_slide_asks_for_that_slide_alone(service):
    before = fill(deck_request(*TWENTY), service.writer())

    after = fill(changed(3, slide("two-column")), service.writer())

    assert asked_for(service.standin) == [MISSING, ["slide_3"]]
    assert [drawn.words_level for drawn in after.slides[1:5]] == ["memory", None, "none", None]
    assert after.slides[3].content["left_column"] == ("written left_column",)
    assert after.slides[:3] + after.slides[4:] == before.slides[:3] + before.slides[4:]


def test_another_look_of_twenty_slides_asks_nothing(service):
    fill(deck_request(*TWENTY), service.writer())
    looks = Style("frost_16_9", font="Georgia", color="#aa0000")

    fill(replace(deck_request(*TWENTY), style=looks), service.writer())

    assert len(service.standin.requests) == 1


def test_what_is_still_to_be_written_is_written_to_fit_what_was_found(gemini, writer):
    gemini.will(reply(lambda deck: {**deck, "slide_0": {"title_text": "Found title"}}))
    title = slide("title", subtitle_text="For you")
    fill(deck_request(title, slide("bullet")), writer())

    fill(deck_request(title, slide("two-column")), writer())

    assert gemini.requests[1].slides == ["slide_1"]
    assert '{"title_text": "Found title", "subtitle_text": "For you"}' in gemini.requests[1].user


def test_one_more_slide_is_another_talk(gemini, writer):
    fill(deck_request(slide("title"), slide("bullet")), writer())

    fill(deck_request(slide("title"), slide("bullet"), slide("bullet")), writer())

    assert asked_for(gemini)[1] == ["slide_0", "slide_1", "slide_2"]


def test_tokens_are_those_of_the_slides_asked_for(gemini, writer):
    fill(deck_request(*TWENTY), writer())

    assert fill(changed(3, slide("two-column")), writer()).usage == Usage(42, 17)
    assert fill(changed(3, slide("two-column")), writer()).usage == Usage()


def test_words_written_about_ones_slides_are_nobody_elses(gemini, writer):
    """The model sees all given slides, so its words may tell of them."""
    mine = deck_request(slide("title", title_text="Our secret"), slide("bullet"))
    theirs = deck_request(slide("title", title_text="Their guess"), slide("bullet"))
    fill(replace(mine, asker="user 1"), writer())

    fill(replace(theirs, asker="user 2"), writer())
    assert len(gemini.requests) == 2

    fill(replace(theirs, asker="user 1"), writer())
    assert len(gemini.requests) == 2


def test_words_about_the_prompt_alone_are_everybodys(gemini, writer):
    shared = deck_request(slide("title"), slide("bullet"))
    for asker in ("user 1", "user 2"):
        fill(replace(shared, asker=asker), writer())
    assert len(gemini.requests) == 1


def test_link_is_gone_with_the_url_from_the_request(gemini, writer):
    def with_link(deck):
        return {"slide_1": {**deck["slide_1"], "heading_text": "See [here](https://a.example/x)"}}

    gemini.will(reply(with_link))
    given = slide("title", title_text="https://a.example/x")
    first = fill(deck_request(given, slide("bullet")), writer())
    assert first.slides[1].content["heading_text"] == "See [here](https://a.example/x)"

    second = fill(deck_request(slide("title", title_text="Tea"), slide("bullet")), writer())

    assert second.slides[1].content["heading_text"] == "See here"
    assert len(gemini.requests) == 1


def test_words_that_were_but_a_link_are_written_anew_without_its_url(gemini, writer):
    def but_a_link(deck):
        return {"slide_1": {**deck["slide_1"], "heading_text": "[](https://a.example/x)"}}

    gemini.will(reply(but_a_link))
    fill(deck_request(slide("title", title_text="https://a.example/x"), slide("bullet")), writer())

    deck = fill(deck_request(slide("title", title_text="Tea"), slide("bullet")), writer())

    assert deck.slides[1].content["heading_text"] == "written heading_text"


def test_each_slide_is_one_hit_or_one_miss(writer, cache):
    fill(deck_request(*TWENTY), writer())
    fill(changed(3, slide("two-column")), writer())

    counted = cache.snapshot().namespaces[NAMESPACE]
    assert (counted.misses, counted.hits, counted.volume.entries) == (11, 9, 11)


def test_failure_of_one_slide_stores_nothing_and_leaves_the_others_words(gemini, writer, cache):
    fill(deck_request(*TWENTY), writer())
    gemini.always(reply(lambda _: {}))

    with pytest.raises(InvalidProviderReply):
        fill(changed(3, slide("two-column")), writer())

    counted = cache.snapshot().namespaces[NAMESPACE]
    assert (counted.volume.entries, counted.misses, counted.hits) == (10, 11, 9)
    fill(deck_request(*TWENTY), writer())
    assert len(gemini.requests) == 3


def test_words_of_a_making_that_was_cleared_meanwhile_are_not_kept(gemini, writer, cache):
    def clears(handler, request):
        cache.clear([NAMESPACE])
        reply()(handler, request)

    gemini.will(clears)
    fill(REQUEST, writer())
    fill(REQUEST, writer())

    assert len(gemini.requests) == 2


def test_forgotten_words_are_those_of_the_prompt_whoever_asked(gemini, writer):
    others = deck_request(slide("title", title_text="Tea"), slide("bullet"), prompt="Coffee")
    for request in (replace(REQUEST, asker="user 1"), others):
        fill(request, writer())

    writer().forget(REQUEST, REQUEST.gaps())

    fill(others, writer())
    assert len(gemini.requests) == 2
    fill(replace(REQUEST, asker="user 1"), writer())
    assert len(gemini.requests) == 3


def test_many_who_ask_at_once_in_other_looks_pay_once_for_twenty_slides(gemini, writer):
    gemini.always(silent(0.1))
    shared = writer()
    looks = [Style("default_16_9", color=f"#0000{number:02x}") for number in range(16)]

    def in_a_look(style):
        return fill(replace(deck_request(*TWENTY), style=style), shared)

    with ThreadPoolExecutor(16) as threads:
        decks = list(threads.map(in_a_look, looks))

    assert len(gemini.requests) == 1
    assert sum(deck.usage.prompt_tokens for deck in decks) == 42
