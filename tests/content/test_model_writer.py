import json
from dataclasses import replace

import pytest

from generate_content.content.fill import fill
from generate_content.content.model_writer import ModelWriter
from generate_content.content.provider import FinishReason, Reply
from generate_content.deck import UNVERIFIED, CitationStyle, Usage
from generate_content.errors import (
    InvalidDeck,
    InvalidProviderReply,
    ProviderNotConfigured,
    ReplyTruncated,
)
from tests.content.decks import deck_request, slide

GOOD = {"heading_text": "Why tea", "bullet_points": ["It warms.", "It wakes."]}


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class Model:
    """Answers with what it was given, keeps what it was asked."""

    name = "told"
    model = "told-1"

    def __init__(self, *replies, finish_reason=FinishReason.STOP):
        self.replies = list(replies)
        self.finish_reason = finish_reason
        self.asked = []

    def check_ready(self):
        pass

    def generate(self, *, system, user, schema, deadline):
        self.asked.append((list(schema["properties"]), user, deadline))
        reply = self.replies[len(self.asked) - 1]
        text = reply if isinstance(reply, str) else json.dumps(reply)
        return Reply(text, self.finish_reason, Usage(10, 5))


def write(model, request, **options):
    return ModelWriter(model=model, timeout_s=60).write(request, request.gaps(), **options)


TWO = deck_request(slide("bullet"), slide("bullet"))


def test_all_missing_slides_are_asked_for_at_once():
    model = Model({"slide_0": GOOD, "slide_1": GOOD})

    writing = write(model, TWO)

    assert [slides for slides, _, _ in model.asked] == [["slide_0", "slide_1"]]
    assert writing.words[1]["bullet_points"] == ("It warms.", "It wakes.")
    assert writing.usage == Usage(10, 5)


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (None, "slide_1: Expected an object."),
        ([], "slide_1: Expected an object."),
        ({"heading_text": "Why"}, "slide_1, bullet_points: "),
        ({**GOOD, "bullet_points": []}, "slide_1, bullet_points: This list may not be empty."),
        ({**GOOD, "heading_text": "x" * 71}, "slide_1, heading_text: Ensure this field"),
        ({**GOOD, "heading_text": 7}, "slide_1, heading_text: Not a valid string."),
        ({**GOOD, "heading_text": "\u0000"}, "slide_1, heading_text: "),
        ({**GOOD, "heading_text": "\ud800"}, "slide_1, heading_text: Contains U+D800"),
        ({**GOOD, "bullet_points": ["a", "x" * 111]}, "slide_1, bullet_points, 1: Ensure"),
        ({**GOOD, "bullet_points": ["a"] * 7}, "slide_1, bullet_points: Ensure this list"),
        ({**GOOD, "heading_text": "[](https://evil.example)"}, "slide_1, heading_text: "),
    ],
)
def test_only_the_slide_that_failed_is_asked_for_again(bad, told):
    model = Model({"slide_0": GOOD, "slide_1": bad}, {"slide_1": GOOD})

    writing = write(model, TWO)

    assert [slides for slides, _, _ in model.asked] == [["slide_0", "slide_1"], ["slide_1"]]
    assert told in model.asked[1][1]
    assert list(writing.words) == [0, 1]
    assert writing.usage == Usage(20, 10)


@pytest.mark.parametrize(
    "text", ["", "null", "[1]", '```json\n{"slide_0"', "[" * 100_000, "1" * 9999]
)
def test_reply_that_is_no_object_fails_every_slide(text):
    model = Model(text, {"slide_0": GOOD, "slide_1": GOOD})

    write(model, TWO)

    assert model.asked[1][0] == ["slide_0", "slide_1"]


def test_wrong_again_is_an_error():
    model = Model({"slide_0": GOOD}, {"slide_1": {"heading_text": "Why"}})

    with pytest.raises(InvalidProviderReply, match="slide_1"):
        write(model, TWO)

    assert len(model.asked) == 2


def test_truncated_reply_is_never_repaired():
    model = Model({"slide_0": GOOD, "slide_1": GOOD}, finish_reason=FinishReason.LENGTH)

    with pytest.raises(ReplyTruncated):
        write(model, TWO)


def test_what_was_not_asked_for_is_left_out():
    given = deck_request(slide("title", title_text="Tea"), slide("bullet", heading_text="Mine"))
    model = Model(
        {"slide_0": {"title_text": "Coffee"}, "slide_1": {**GOOD, "x": "y"}, "slide_7": 1}
    )

    deck = fill(given, ModelWriter(model=model, timeout_s=60))

    assert deck.slides[0].content == {"title_text": "Tea"}
    assert deck.slides[1].content == {
        "heading_text": "Mine",
        "bullet_points": ("It warms.", "It wakes."),
    }


def test_links_are_only_those_that_the_caller_gave():
    given = slide("bullet", heading_text="Sources", bullet_points=["https://tea.example/c"])
    request = deck_request(slide("bullet"), given, prompt="Tea, see https://tea.example/a")
    points = [
        "[a](https://tea.example/a)",
        "[b](https://evil.example)",
        "[c](https://tea.example/c)",
    ]
    model = Model({"slide_0": {**GOOD, "bullet_points": points}})

    [content] = write(model, request).words.values()

    assert content["bullet_points"] == (
        "[a](https://tea.example/a)",
        "b",
        "[c](https://tea.example/c)",
    )


def test_citations_are_marked_and_none_is_an_honest_answer():
    request = deck_request(slide("bullet"), slide("bullet"), include_citations=True)
    source = {"authors": ["Oke, Tim"], "year": "1982", "title": "Heat", "container": "", "url": ""}
    model = Model(
        {"slide_0": {**GOOD, "citations": [source]}, "slide_1": {**GOOD, "citations": []}}
    )

    deck = fill(request, ModelWriter(model=model, timeout_s=60))

    assert deck.slides[0].citations == ("Oke, T. (1982). *Heat*.",)
    assert deck.slides[1].citations == ()
    assert [(w.code, w.slide_index) for w in deck.warnings] == [("citations_unverified", 0)]
    assert [drawn.has_proposed_citations for drawn in deck.slides] == [True, False]
    assert deck.slides[0].drawn["notes"] == UNVERIFIED
    assert deck.slides[1].drawn == deck.slides[1].content


@pytest.mark.parametrize("style", CitationStyle)
def test_citations_of_a_model_are_set_by_us_and_as_long_as_there_is_room(style):
    request = deck_request(slide("bullet"), include_citations=True, citation_style=style)
    authors = [f"{'Name' * 9}, Given" for _ in range(3)]
    source = {"authors": authors, "year": "1982", "title": "x" * 30, "container": "y" * 60}
    model = Model({"slide_0": {**GOOD, "citations": [{**source, "url": "https://a.example/x"}]}})

    [entry] = fill(request, ModelWriter(model=model, timeout_s=60)).slides[0].citations

    assert len(entry) <= 90
    assert "x" * 30 in entry
    assert "a.example" not in entry


def test_citation_without_a_title_is_asked_for_again():
    request = deck_request(slide("bullet"), include_citations=True)
    nameless, good = {"title": "", "year": "1982"}, {"title": "Heat", "year": "1982"}
    model = Model(
        {"slide_0": {**GOOD, "citations": [nameless]}}, {"slide_0": {**GOOD, "citations": [good]}}
    )

    assert write(model, request).words[0]["citations"] == ("*Heat*. (1982).",)
    assert "slide_0, citations, 0: Not a valid string." in model.asked[1][1]


def test_one_deadline_holds_for_both_calls():
    clock = Clock()
    model = Model({}, {"slide_0": GOOD, "slide_1": GOOD})

    ModelWriter(model=model, timeout_s=60, clock=clock).write(TWO, TWO.gaps())

    assert [deadline.at for _, _, deadline in model.asked] == [60, 60]


def test_quota_is_asked_once_per_deck():
    asked = []
    model = Model({}, {"slide_0": GOOD, "slide_1": GOOD})

    write(model, TWO, admit=lambda: asked.append(1))

    assert asked == [1]


def test_quota_is_not_asked_when_nothing_could_be_sent():
    model = Model()

    def not_configured():
        raise ProviderNotConfigured("told", "No key.")

    def refuse():
        raise AssertionError

    model.check_ready = not_configured

    with pytest.raises(ProviderNotConfigured):
        write(model, TWO, admit=refuse)


def test_refusal_of_the_quota_means_no_call():
    model = Model()

    def refuse():
        raise PermissionError

    with pytest.raises(PermissionError):
        write(model, TWO, admit=refuse)

    assert model.asked == []


def most_tokens(request):
    return ModelWriter(model=Model(), timeout_s=60).estimate(request, request.gaps()).usage


def test_what_may_take_more_than_max_tokens_is_refused_before_the_call():
    most = most_tokens(TWO).total_tokens
    model = Model({"slide_0": GOOD, "slide_1": GOOD})

    def refuse():
        raise AssertionError("The quota is not charged for a call that is not made.")

    with pytest.raises(InvalidDeck) as refused:
        write(model, replace(TWO, max_tokens=most - 1), admit=refuse)
    assert model.asked == []
    assert (
        f"slide_0, slide_1 may take up to {most} tokens" in refused.value.details["max_tokens"][0]
    )

    write(model, replace(TWO, max_tokens=most))
    assert len(model.asked) == 1


def test_nothing_is_asked_again_beyond_max_tokens():
    model = Model({"slide_0": GOOD, "slide_1": {}}, {"slide_1": GOOD})
    most = most_tokens(TWO).total_tokens

    class Talkative(Model):
        def generate(self, **question):
            return replace(super().generate(**question), usage=Usage(most, 0))

    talkative = Talkative({"slide_0": GOOD, "slide_1": {}}, {"slide_1": GOOD})
    with pytest.raises(InvalidProviderReply, match="max_tokens"):
        write(talkative, replace(TWO, max_tokens=most))
    assert len(talkative.asked) == 1

    write(model, replace(TWO, max_tokens=2 * most))
    assert len(model.asked) == 2


def test_the_fuller_the_slides_and_the_letters_the_more_tokens():
    one = deck_request(slide("bullet"), slide("bullet", heading_text="Why"))
    chinese = replace(TWO, brief=replace(TWO.brief, language="zh"))

    assert most_tokens(one).answer_tokens < most_tokens(TWO).answer_tokens
    assert most_tokens(TWO).answer_tokens < most_tokens(chinese).answer_tokens
