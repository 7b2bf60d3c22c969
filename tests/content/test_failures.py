"""Every known failure of the model, over the real package: what it costs, and what it leaves."""

import threading
import time

import pytest

from generate_content.content.cached import NAMESPACE
from generate_content.content.fill import fill
from generate_content.errors import ContentError
from tests.content.decks import deck_request, slide
from tests.standins.gemini import (
    MAX_TOKENS,
    blocked,
    body,
    cut,
    drip,
    drop,
    empty,
    fails,
    invalid_key,
    rate_limited,
    reply,
    says,
    silent,
    withheld,
)

REQUEST = deck_request(slide("title"), slide("bullet"))
TIMEOUT_S = 1.0


def failing(change):
    """The right answer, changed: a fault in one slide, again and again."""
    return reply(
        lambda deck: {**deck, "slide_1": change(deck["slide_1"])} if "slide_1" in deck else {}
    )


FAILURES = {
    # what happens: (answer, reason, requests sent)
    "prompt blocked": (blocked(), "blocked", 1),
    "answer withheld": (withheld(), "blocked", 1),
    "truncated": (says('{"slide_0": {"ti', MAX_TOKENS), "truncated", 1),
    "thoughts ate the answer": (withheld(MAX_TOKENS), "truncated", 1),
    "no candidate": (empty(), "bad_output", 1),
    "no JSON, twice": (says('```json\n{"slide_0"'), "bad_output", 2),
    "field missing, twice": (failing(lambda _: {}), "bad_output", 2),
    "field too long, twice": (
        failing(lambda words: {**words, "heading_text": "x" * 999}),
        "bad_output",
        2,
    ),
    "field of wrong type, twice": (
        failing(lambda words: {**words, "bullet_points": 1}),
        "bad_output",
        2,
    ),
    "broken body": (body(b'{"candidates": [{"con'), "bad_output", 1),
    "request refused": (fails(400), "bad_output", 1),
    "rate limited, soon over": (rate_limited(0.1), "rate_limited", 3),
    "rate limited for long": (rate_limited(34.07), "rate_limited", 1),
    "rate limited": (rate_limited(), "rate_limited", 2),
    "500": (fails(500), "unavailable", 2),
    "503": (fails(503), "unavailable", 2),
    "dropped": (drop(), "unavailable", 2),
    "cut": (cut(), "unavailable", 2),
    "504": (fails(504), "timeout", 1),
    "silent": (silent(9), "timeout", 1),
    "drip": (drip(0.05), "timeout", 1),
    "401": (fails(401), "not_configured", 1),
    "403": (fails(403), "not_configured", 1),
    "404": (fails(404), "not_configured", 1),
    "invalid key": (invalid_key(), "not_configured", 1),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_failure_has_its_reason_and_price_and_leaves_nothing(
    gemini, writer, cache, breaker, failure
):
    answer, reason, sent = failure
    gemini.always(answer)
    asking = writer(timeout_s=TIMEOUT_S)
    started = time.monotonic()

    with pytest.raises(ContentError) as raised:
        fill(REQUEST, asking)

    assert time.monotonic() - started < TIMEOUT_S + 0.3
    assert raised.value.reason == reason
    assert len(gemini.requests) == sent
    assert cache.snapshot().namespaces[NAMESPACE].volume.entries == 0
    gemini.always(reply())
    assert fill(REQUEST, asking).slides[1].content["heading_text"] == "written heading_text"
    assert breaker.status().last_outcome == "ok"


def test_call_left_behind_ends_by_itself(gemini, writer):
    gemini.will(drip(0.05))
    with pytest.raises(ContentError):
        fill(REQUEST, writer(timeout_s=0.3))

    for thread in threading.enumerate():
        if thread.name == "gemini-call":
            thread.join(timeout=1)

    assert "gemini-call" not in [thread.name for thread in threading.enumerate()]


def test_retry_after_is_passed_on(gemini, writer):
    gemini.will(rate_limited(34.07))

    with pytest.raises(ContentError) as raised:
        fill(REQUEST, writer())

    assert raised.value.retry_after_s == 34.07


def test_after_five_failures_the_service_is_left_alone(gemini, writer, breaker):
    gemini.always(fails(503))
    asking = writer(timeout_s=0.4)
    for _ in range(5):
        with pytest.raises(ContentError):
            fill(REQUEST, asking)
    sent = len(gemini.requests)

    def refuse():
        raise AssertionError("The quota is not charged for a call that is not made.")

    with pytest.raises(ContentError) as raised:
        fill(REQUEST, asking, admit=refuse)

    assert raised.value.reason == "unavailable"
    assert raised.value.retry_after_s > 0
    assert len(gemini.requests) == sent


def test_blocked_prompts_never_stop_the_others(gemini, writer):
    gemini.will(*[blocked()] * 8)
    for number in range(8):
        with pytest.raises(ContentError):
            fill(deck_request(slide("title"), prompt=f"Prompt {number}"), writer())

    assert fill(REQUEST, writer()).provider == "gemini"
