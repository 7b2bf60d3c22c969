import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from generate_content.content.gemini import GeminiModel
from generate_content.content.provider import Deadline, FinishReason
from generate_content.deck import Usage
from generate_content.errors import (
    InvalidProviderReply,
    ProviderNotConfigured,
    ProviderRateLimited,
    ProviderTimeout,
    ProviderUnavailable,
)
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

SCHEMA = {
    "type": "object",
    "properties": {
        "points": {
            "type": "array",
            "description": "Up to 3.",
            "items": {"type": "string"},
            "min_items": 1,
            "max_items": 3,
        }
    },
    "required": ["points"],
}


def model(gemini, **changes):
    return GeminiModel(**{"api_key": "a-key", "endpoint": gemini.url, **changes})


def ask(model, *, user="Write.", timeout_s=5.0):
    return model.generate(
        system="Rules.", user=user, schema=SCHEMA, deadline=Deadline.after(timeout_s)
    )


def test_reply_is_joined_from_its_parts_with_its_tokens(gemini):
    answer = ask(model(gemini))

    assert answer.text == '{"points": ["written points"]}'
    assert answer.finish_reason is FinishReason.STOP
    assert answer.usage == Usage(prompt_tokens=42, answer_tokens=17)


def test_request_holds_rules_prompt_schema_and_key(gemini):
    ask(model(gemini, model="gemini-test"))

    [request] = gemini.requests
    assert request.path.startswith("/v1beta/models/gemini-test:generateContent")
    assert request.headers["x-goog-api-key"] == "a-key"
    assert (request.system, request.user) == ("Rules.", "Write.")
    assert [turn["role"] for turn in request.body["contents"]] == ["user"]
    config = request.body["generationConfig"]
    assert config["responseMimeType"] == "application/json"
    assert set(config) == {"responseMimeType", "responseSchema"}
    assert request.schema["required"] == ["points"]
    assert request.schema["properties"]["points"] == {
        "type": 5,
        "description": "Up to 3.",
        "items": {"type": 1},
    }


def test_temperature_is_sent_only_if_configured(gemini):
    warm = model(gemini, temperature=0.5)

    ask(warm)

    assert gemini.requests[0].body["generationConfig"]["temperature"] == 0.5
    assert warm.model == "gemini-3.5-flash-lite@0.5"


def test_zipped_answer_is_read(gemini):
    gemini.will(reply(zipped=True))

    assert ask(model(gemini)).text.startswith('{"points"')


@pytest.mark.parametrize(
    ("answer", "finish_reason"),
    [
        (blocked(), FinishReason.BLOCKED),
        (withheld(), FinishReason.BLOCKED),
        (says('{"points": ["cu', MAX_TOKENS), FinishReason.LENGTH),
        (withheld(MAX_TOKENS), FinishReason.LENGTH),
    ],
    ids=["prompt blocked", "answer withheld", "truncated", "nothing but thoughts"],
)
def test_finish_reason_is_told(gemini, answer, finish_reason):
    gemini.will(answer)

    assert ask(model(gemini)).finish_reason is finish_reason


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (rate_limited(), ProviderRateLimited),
        (fails(500), ProviderUnavailable),
        (fails(503), ProviderUnavailable),
        (body(b"<html>Error 502</html>", 502), ProviderUnavailable),
        (fails(504), ProviderTimeout),
        (drop(), ProviderUnavailable),
        (cut(), ProviderUnavailable),
        (invalid_key(), ProviderNotConfigured),
        (fails(401), ProviderNotConfigured),
        (fails(403), ProviderNotConfigured),
        (fails(404), ProviderNotConfigured),
        (fails(400), InvalidProviderReply),
        (empty(), InvalidProviderReply),
        (withheld(10), InvalidProviderReply),
        (withheld(99), InvalidProviderReply),
        (body(b'{"candidates": [{"con'), InvalidProviderReply),
        (body(b"null"), InvalidProviderReply),
        (body(b"[]"), InvalidProviderReply),
        (body(b'{"candidates": 1}'), InvalidProviderReply),
    ],
    ids=lambda value: getattr(value, "reason", ""),
)
def test_failure_is_one_of_ours_after_one_attempt(gemini, answer, error):
    gemini.always(answer)

    with pytest.raises(error) as raised:
        ask(model(gemini))

    assert type(raised.value) is error
    assert raised.value.service == "gemini"
    assert len(gemini.requests) == 1


@pytest.mark.parametrize("delay_s", [7, 34.07, None])
def test_rate_limit_tells_when_to_come_back(gemini, delay_s):
    gemini.will(rate_limited(delay_s))

    with pytest.raises(ProviderRateLimited) as raised:
        ask(model(gemini))

    assert raised.value.retry_after_s == delay_s


@pytest.mark.parametrize("answer", [silent(9), drip(0.05)], ids=["silent", "drip"])
def test_answer_that_takes_too_long_is_a_timeout(gemini, answer):
    gemini.will(answer)
    started = time.monotonic()

    with pytest.raises(ProviderTimeout):
        ask(model(gemini), timeout_s=0.4)

    assert time.monotonic() - started < 0.8


def test_nobody_listening_is_unavailable(gemini):
    with pytest.raises(ProviderUnavailable):
        ask(GeminiModel(api_key="a-key", endpoint="http://127.0.0.1:9"))


@pytest.mark.parametrize("wrong", [{"api_key": "a\nkey"}, {"endpoint": "http://"}], ids=str)
def test_key_or_address_that_cannot_be_used_is_not_configured(gemini, wrong):
    with pytest.raises(ProviderNotConfigured):
        ask(model(gemini, **wrong))


def test_missing_key_is_told_before_anything_is_sent(gemini):
    keyless = model(gemini, api_key=None)

    with pytest.raises(ProviderNotConfigured):
        keyless.check_ready()
    with pytest.raises(ProviderNotConfigured):
        ask(keyless)

    assert gemini.requests == []


@pytest.mark.parametrize("zipped", [False, True])
def test_connection_is_kept(gemini, zipped):
    gemini.always(reply(zipped=zipped))
    kept = model(gemini)

    ask(kept)
    ask(kept)

    assert len({request.client for request in gemini.requests}) == 1


def test_keys_of_two_models_are_never_mixed_up(gemini):
    def ask_with(key):
        ask(model(gemini, api_key=key), user=key)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ask_with, [f"key-{number % 8}" for number in range(40)]))

    assert len(gemini.requests) == 40
    assert all(sent.headers["x-goog-api-key"] == sent.user for sent in gemini.requests)


def test_client_is_shared_by_threads_and_made_anew_after_a_fork(gemini):
    forked = model(gemini)
    ask(forked)
    inherited = forked._own_client()
    assert forked._own_client() is inherited

    pid = os.fork()
    if pid == 0:  # the child must leave without pytest's farewell
        signal.alarm(10)
        os._exit(0 if forked._own_client() is not inherited else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_package_is_imported_at_the_first_use_only():
    code = (
        "import sys; from generate_content.content.gemini import GeminiModel;"
        "GeminiModel(api_key='k').check_ready();"
        "assert not {'google.generativeai', 'google.api_core', 'requests'} & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", code], check=True)
