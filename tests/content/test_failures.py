"""Every known failure of the model, over the real package: what it costs, and what it leaves."""

import threading
import time

import pytest

from generate_content.content.cached import NAMESPACE
from generate_content.content.fill import fill
from generate_content.errors import ContentError
from tests.content.decks import deck_request, slide

REQUEST = deck_request(slide("title"), slide("bullet"))
TIMEOUT_S = 1.0


def failing(answers, change):
    """The right answer, changed: a fault in one slide, again and again."""
    return answers.reply(
        lambda deck: {**deck, "slide_1": change(deck["slide_1"])} if "slide_1" in deck else {}
    )


FAILURES = {
    # what happens: (answer of the service, reason, requests sent)
    "prompt blocked": (lambda a: a.blocked(), "blocked", 1),
    "answer withheld": (lambda a: a.withheld(), "blocked", 1),
    "truncated": (lambda a: a.says('{"slide_0": {"ti', a.MAX_TOKENS), "truncated", 1),
    "thoughts ate the answer": (lambda a: a.withheld(a.MAX_TOKENS), "truncated", 1),
    "no candidate": (lambda a: a.empty(), "bad_output", 1),
    "no JSON, twice": (lambda a: a.says('```json\n{"slide_0"'), "bad_output", 2),
    "field missing, twice": (lambda a: failing(a, lambda _: {}), "bad_output", 2),
    "field too long, twice": (
        lambda a: failing(a, lambda words: {**words, "heading_text": "x" * 999}),
        "bad_output",
        2,
    ),
    "field of wrong type, twice": (
        lambda a: failing(a, lambda words: {**words, "bullet_points": 1}),
        "bad_output",
        2,
    ),
    "broken body": (lambda a: a.body(b'{"candidates": [{"con'), "bad_output", 1),
    "request refused": (lambda a: a.fails(400), "bad_output", 1),
    "rate limited, soon over": (lambda a: a.rate_limited(0.1), "rate_limited", 3),
    "rate limited for long": (lambda a: a.rate_limited(34.07), "rate_limited", 1),
    "rate limited": (lambda a: a.rate_limited(), "rate_limited", 2),
    "500": (lambda a: a.fails(500), "unavailable", 2),
    "503": (lambda a: a.fails(503), "unavailable", 2),
    "dropped": (lambda a: a.drop(), "unavailable", 2),
    "cut": (lambda a: a.cut(), "unavailable", 2),
    "504": (lambda a: a.fails(504), "timeout", 1),
    "silent": (lambda a: a.silent(9), "timeout", 1),
    "drip": (lambda a: a.drip(0.05), "timeout", 1),
    "401": (lambda a: a.fails(401), "not_configured", 1),
    "403": (lambda a: a.fails(403), "not_configured", 1),
    "404": (lambda a: a.fails(404), "not_configured", 1),
    "invalid key": (lambda a: a.invalid_key(), "not_configured", 1),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_failure_has_its_reason_and_price_and_leaves_nothing(service, cache, breaker, failure):
    answer_of, reason, sent = failure
    service.standin.always(answer_of(service.answers))
    asking = service.writer(timeout_s=TIMEOUT_S)
    started = time.monotonic()

    with pytest.raises(ContentError) as raised:
        fill(REQUEST, asking)

    assert time.monotonic() - started < TIMEOUT_S + 1.0
    assert raised.value.reason == reason
    assert raised.value.service == asking.name
    assert len(service.standin.requests) == sent
    assert cache.snapshot().namespaces[NAMESPACE].volume.entries == 0
    service.standin.always(service.answers.reply())
    assert fill(REQUEST, asking).slides[1].content["heading_text"] == "written heading_text"
    assert breaker.status().last_outcome == "ok"


def test_call_left_behind_ends_by_itself(service):
    service.standin.will(service.answers.drip(0.05))
    asking = service.writer(timeout_s=0.3)
    with pytest.raises(ContentError):
        fill(REQUEST, asking)

    call = f"{asking.name}-call"
    for thread in threading.enumerate():
        if thread.name == call:
            thread.join(timeout=1)

    assert call not in [thread.name for thread in threading.enumerate()]


def test_retry_after_is_passed_on(service):
    service.standin.will(service.answers.rate_limited(34.07))

    with pytest.raises(ContentError) as raised:
        fill(REQUEST, service.writer())

    assert raised.value.retry_after_s == 34.07


def test_after_five_failures_the_service_is_left_alone(service):
    service.standin.always(service.answers.fails(503))
    asking = service.writer(timeout_s=0.4)
    for _ in range(5):
        with pytest.raises(ContentError):
            fill(REQUEST, asking)
    sent = len(service.standin.requests)

    def refuse():
        raise AssertionError("The quota is not charged for a call that is not made.")

    with pytest.raises(ContentError) as raised:
        fill(REQUEST, asking, admit=refuse)

    assert raised.value.reason == "unavailable"
    assert raised.value.retry_after_s > 0
    assert len(service.standin.requests) == sent


def test_blocked_prompts_never_stop_the_others(service):
    service.standin.will(*[service.answers.blocked()] * 8)
    for number in range(8):
        with pytest.raises(ContentError):
            fill(deck_request(slide("title"), prompt=f"Prompt {number}"), service.writer())

    assert len(service.standin.requests) == 8
    assert fill(REQUEST, service.writer()).slides[1].content["heading_text"]
