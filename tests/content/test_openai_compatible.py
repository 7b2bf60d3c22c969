import json
import logging
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from generate_content.content.openai_compatible import OpenAIModel
from generate_content.content.provider import Deadline, FinishReason
from generate_content.deck import Usage
from generate_content.errors import (
    InvalidProviderReply,
    ProviderNotConfigured,
    ProviderRateLimited,
    ProviderTimeout,
    ProviderUnavailable,
    ReplyBlocked,
)
from tests.standins.openai import (
    MAX_TOKENS,
    OpenAIStandIn,
    blocked,
    body,
    cut,
    drip,
    drop,
    empty,
    fails,
    invalid_key,
    knows_only_json_object,
    rate_limited,
    refused,
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
            "items": {"type": "object", "properties": {"what": {"type": "string"}}},
            "min_items": 1,
            "max_items": 3,
        }
    },
    "required": ["points"],
}
ON_THE_WIRE = {
    "type": "object",
    "properties": {
        "points": {
            "type": "array",
            "description": "Up to 3.",
            "items": {
                "type": "object",
                "properties": {"what": {"type": "string"}},
                "required": ["what"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["points"],
    "additionalProperties": False,
}


def model(openai, **changes):
    return OpenAIModel(**{"base_url": openai.base_url, "model": "a-model", **changes})


def ask(model, *, user="Write.", timeout_s=5.0):
    return model.generate(
        system="Rules.", user=user, schema=SCHEMA, deadline=Deadline.after(timeout_s)
    )


def test_reply_comes_with_its_tokens(openai):
    answer = ask(model(openai))

    assert json.loads(answer.text) == {"points": [{"what": "written what"}]}
    assert answer.finish_reason is FinishReason.STOP
    assert answer.usage == Usage(prompt_tokens=42, answer_tokens=17)


def test_request_holds_rules_prompt_schema_and_key(openai):
    ask(model(openai, api_key="a-key"))

    [request] = openai.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer a-key"
    assert request.body == {
        "model": "a-model",
        "messages": [
            {"role": "system", "content": "Rules."},
            {"role": "user", "content": "Write."},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "slides", "strict": True, "schema": ON_THE_WIRE},
        },
        "stream": False,
    }


def test_without_a_key_none_is_sent(openai):
    ask(model(openai))

    assert "authorization" not in openai.requests[0].headers


def test_same_name_at_another_address_is_another_model(openai):
    assert model(openai).model != model(openai, base_url="http://127.0.0.1:9/v1").model


def test_zipped_answer_is_read(openai):
    openai.will(reply(zipped=True))

    assert ask(model(openai)).text.startswith('{"points"')


def test_server_that_refuses_the_schema_is_asked_for_any_object_from_then_on(openai, caplog):
    openai.always(knows_only_json_object())
    asked = model(openai)

    first, second = ask(asked), ask(asked)

    assert first.text == second.text == '{"points": [{"what": "written what"}]}'
    formats = [request.format for request in openai.requests]
    assert formats == ["json_schema", "json_object", "json_object"]
    assert [request.schema for request in openai.requests] == [ON_THE_WIRE] * 3
    assert openai.requests[1].system.startswith("Rules.\n")
    told = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(told) == 1
    assert "json_schema" in told[0].message


def test_schema_that_was_taken_once_is_never_given_up(openai):
    asked = model(openai)
    ask(asked)
    openai.will(fails(400, message="Invalid schema for response_format 'slides'"))

    with pytest.raises(InvalidProviderReply):
        ask(asked)

    ask(asked)
    assert [request.format for request in openai.requests] == ["json_schema"] * 3


def test_failure_decides_nothing_about_the_schema(openai):
    asked = model(openai)
    openai.will(fails(503), fails(400, param="response_format"), fails(503))
    for _ in range(2):
        with pytest.raises(ProviderUnavailable):
            ask(asked)

    ask(asked)

    formats = [request.format for request in openai.requests]
    assert formats == ["json_schema", "json_schema", "json_object", "json_schema"]


@pytest.mark.parametrize(
    ("answer", "finish_reason"),
    [
        (refused(), FinishReason.BLOCKED),
        (withheld(), FinishReason.BLOCKED),
        (says('{"points": ["cu', MAX_TOKENS), FinishReason.LENGTH),
        (withheld(MAX_TOKENS), FinishReason.LENGTH),
    ],
    ids=["refused", "answer withheld", "truncated", "nothing but thoughts"],
)
def test_finish_reason_is_told(openai, answer, finish_reason):
    openai.will(answer)

    assert ask(model(openai)).finish_reason is finish_reason


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (rate_limited(), ProviderRateLimited),
        (fails(500), ProviderUnavailable),
        (fails(503), ProviderUnavailable),
        (fails(529), ProviderUnavailable),
        (body(b"<html>Error 502</html>", 502), ProviderUnavailable),
        (fails(504), ProviderTimeout),
        (fails(408), ProviderTimeout),
        (drop(), ProviderUnavailable),
        (cut(), ProviderUnavailable),
        (invalid_key(), ProviderNotConfigured),
        (fails(401), ProviderNotConfigured),
        (fails(402), ProviderNotConfigured),
        (fails(403), ProviderNotConfigured),
        (fails(404), ProviderNotConfigured),
        (fails(405), ProviderNotConfigured),
        (fails(400, code="model_not_found"), ProviderNotConfigured),
        (fails(429, code="insufficient_quota"), ProviderNotConfigured),
        (blocked(), ReplyBlocked),
        (fails(400), InvalidProviderReply),
        (fails(400, code=["odd"]), InvalidProviderReply),
        (body(b"", 204), InvalidProviderReply),
        (empty(), InvalidProviderReply),
        (says("{}", "tool_calls"), InvalidProviderReply),
        (body(b'{"choices": [{"con'), InvalidProviderReply),
        (body(b"\xff\xfe"), InvalidProviderReply),
        (body(b"[" * 100_000), InvalidProviderReply),
        (body(b"null"), InvalidProviderReply),
        (body(b"[]"), InvalidProviderReply),
        (body(b"[]", 400), InvalidProviderReply),
        (body(b'{"choices": 1}'), InvalidProviderReply),
        (body(b'{"choices": [1]}'), InvalidProviderReply),
        (
            body(b'{"choices": [{"finish_reason": "stop", "message": {"content": [1]}}]}'),
            InvalidProviderReply,
        ),
        (body(b"no gzip", Content_Encoding="gzip"), InvalidProviderReply),
        (body(b" " * (8 * 2**20 + 1)), InvalidProviderReply),
    ],
    ids=lambda value: getattr(value, "reason", ""),
)
def test_failure_is_one_of_ours_after_one_attempt(openai, answer, error):
    openai.always(answer)

    with pytest.raises(error) as raised:
        ask(model(openai))

    assert type(raised.value) is error
    assert raised.value.service == "openai"
    assert "told by the stand-in" not in str(raised.value)
    assert len(openai.requests) == 1


def test_odd_counts_of_tokens_count_as_none(openai):
    openai.will(
        body(
            b'{"choices": [{"finish_reason": "stop", "message": {"content": "{}"}}],'
            b' "usage": {"prompt_tokens": "many", "completion_tokens": null}}'
        )
    )

    assert ask(model(openai)).usage == Usage()


@pytest.mark.parametrize("delay_s", [7, 34.07, None])
def test_rate_limit_tells_when_to_come_back(openai, delay_s):
    openai.will(rate_limited(delay_s))

    with pytest.raises(ProviderRateLimited) as raised:
        ask(model(openai))

    assert raised.value.retry_after_s == delay_s


def test_outage_tells_when_to_come_back(openai):
    openai.will(fails(503, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}))

    with pytest.raises(ProviderUnavailable) as raised:
        ask(model(openai, clock=lambda: 1_445_412_000.0))

    assert raised.value.retry_after_s == 480


def test_rate_limit_of_geminis_compatible_endpoint_is_in_the_details(openai):
    info = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "7s"}
    openai.will(body(json.dumps([{"error": {"code": 429, "details": [info]}}]).encode(), 429))

    with pytest.raises(ProviderRateLimited) as raised:
        ask(model(openai))

    assert raised.value.retry_after_s == 7


@pytest.mark.parametrize("answer", [silent(9), drip(0.05)], ids=["silent", "drip"])
def test_answer_that_takes_too_long_is_a_timeout(openai, answer):
    openai.will(answer)
    started = time.monotonic()

    with pytest.raises(ProviderTimeout):
        ask(model(openai), timeout_s=0.4)

    assert time.monotonic() - started < 0.8


def test_no_time_left_sends_nothing(openai):
    with pytest.raises(ProviderTimeout):
        ask(model(openai), timeout_s=0)

    assert openai.requests == []


def test_nobody_listening_is_unavailable(openai):
    with pytest.raises(ProviderUnavailable):
        ask(model(openai, base_url="http://127.0.0.1:9/v1"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"api_key": "a\nkey"},
        {"api_key": "ключ"},
        {"base_url": "http://"},
        {"base_url": "ftp://127.0.0.1"},
        {"base_url": "http://[::1"},
    ],
    ids=str,
)
def test_key_or_address_that_cannot_be_used_is_not_configured(openai, wrong):
    with pytest.raises(ProviderNotConfigured):
        ask(model(openai, **wrong))


@pytest.mark.parametrize("missing", ["base_url", "model"])
def test_missing_setting_is_told_before_anything_is_sent(openai, missing):
    bare = model(openai, **{missing: None})

    with pytest.raises(ProviderNotConfigured, match=f"OPENAI_{missing.upper()}"):
        bare.check_ready()
    with pytest.raises(ProviderNotConfigured):
        ask(bare)

    assert openai.requests == []


def test_words_and_key_follow_no_redirect(openai):
    with OpenAIStandIn() as elsewhere:
        openai.will(body(b"", 307, Location=f"{elsewhere.base_url}/chat/completions"))

        with pytest.raises(ProviderNotConfigured, match="redirects are not followed"):
            ask(model(openai, api_key="a-key"))

        assert elsewhere.requests == []


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_plain_http_goes_to_its_server_and_not_through_a_proxy(openai, monkeypatch, name):
    for unset in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(unset, raising=False)
    with OpenAIStandIn() as proxy:
        monkeypatch.setenv(name, proxy.url)
        ask(model(openai))

        assert proxy.requests == []


def test_https_goes_through_the_proxy_of_the_environment(openai, monkeypatch):
    for unset in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(unset, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", openai.url)

    with pytest.raises(ProviderUnavailable) as raised:  # the stand-in builds no tunnels
        ask(model(openai, base_url="https://a.model.example/v1"))

    assert "501" in str(raised.value.__cause__)


def test_proxy_that_cannot_be_used_is_not_configured(openai, monkeypatch):
    for unset in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(unset, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:9")

    with pytest.raises(ProviderNotConfigured, match="proxy"):
        ask(model(openai, base_url="https://a.model.example/v1"))


@pytest.mark.parametrize("zipped", [False, True])
def test_connection_is_kept(openai, zipped):
    openai.always(reply(zipped=zipped))
    kept = model(openai)

    ask(kept)
    ask(kept)

    assert len({request.client for request in openai.requests}) == 1


def test_keys_of_two_models_are_never_mixed_up(openai):
    def ask_with(key):
        ask(model(openai, api_key=key), user=f"Bearer {key}")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ask_with, [f"key-{number % 8}" for number in range(40)]))

    assert len(openai.requests) == 40
    assert all(sent.headers["authorization"] == sent.user for sent in openai.requests)


def test_client_is_shared_by_threads_and_made_anew_after_a_fork(openai):
    forked = model(openai)
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
        "import sys; from generate_content.content.openai_compatible import OpenAIModel;"
        "OpenAIModel(base_url='http://x', model='m').check_ready();"
        "assert 'httpx' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", code], check=True)
