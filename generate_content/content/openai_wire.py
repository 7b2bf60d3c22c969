"""The wire form of OpenAI-compatible servers: what is sent, and what an answer means."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from generate_content.content.error_details import has_reason, retry_after_s, retry_info_s
from generate_content.content.provider import FinishReason, Reply
from generate_content.deck import Usage
from generate_content.errors import (
    ContentError,
    InvalidProviderReply,
    ProviderNotConfigured,
    ProviderRateLimited,
    ProviderTimeout,
    ProviderUnavailable,
    ReplyBlocked,
)
from generate_content.slides.fields import LIMITS, Schema

SERVICE = "openai"

_FINISH_REASONS = {
    "stop": FinishReason.STOP,
    "length": FinishReason.LENGTH,
    "content_filter": FinishReason.BLOCKED,
}
_MISCONFIGURED = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.PAYMENT_REQUIRED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
}
# Codes that say more than the status they come with. Waiting helps against none of them.
_MISCONFIGURED_CODES = {"invalid_api_key", "insufficient_quota", "model_not_found"}
_BLOCKED_CODES = {"content_filter", "content_policy_violation"}
_MOST_TOKENS = 2**31  # told by a service that can count
_SCHEMA_REFUSED = re.compile(r"response.?format|json.?schema", re.IGNORECASE)


class ResponseFormat(StrEnum):
    """How a server is told to answer with JSON."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"  # any object: the schema is told in words


@dataclass(frozen=True)
class Answer:
    """One HTTP answer, read whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        return self.status == HTTPStatus.OK

    @property
    def refuses_schema(self) -> bool:
        """Whether the server does not know `json_schema`, or the model behind it."""
        refused = self.status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)
        return refused and bool(_SCHEMA_REFUSED.search(self.body.decode(errors="replace")))


def request_body(
    *, model: str, system: str, user: str, schema: Schema, response_format: ResponseFormat
) -> dict[str, object]:
    """A request for a chat completion; what newer or smaller models refuse is left out."""
    told = _json_schema(schema)
    format_: dict[str, object] = {"type": response_format.value}
    if response_format is ResponseFormat.JSON_SCHEMA:
        format_["json_schema"] = {"name": "slides", "strict": True, "schema": told}
    else:
        schema_text = json.dumps(told, ensure_ascii=False)
        system = f"{system}\n\nThe JSON schema of the answer:\n{schema_text}"
    return {
        "model": model,
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        "response_format": format_,
        "stream": False,
    }


def reply(answer: Answer, *, now: float) -> Reply:
    """The model's words. `now`: seconds since the epoch. Raises: ContentError."""
    body = _parsed(answer.body)
    if not answer.is_success:
        raise _refusal(answer, body, now)
    choice = _object(_first(_object(body).get("choices")))
    message = _object(choice.get("message"))
    usage = _usage(_object(_object(body).get("usage")))
    if message.get("refusal"):
        return Reply("", FinishReason.BLOCKED, usage)
    finish_reason = _FINISH_REASONS.get(str(choice.get("finish_reason")))
    text = message.get("content") or ""
    if finish_reason is None or not isinstance(text, str):
        raise InvalidProviderReply(SERVICE, "The answer of openai was broken or empty.")
    return Reply(text, finish_reason, usage)


def _refusal(answer: Answer, body: object, now: float) -> ContentError:
    """Any status but 200; nothing of the server's own words is passed on."""
    status, error = answer.status, _error(body)
    details, code = error.get("details"), str(error.get("code"))
    details = details if isinstance(details, list) else []
    if problem := _setting_problem(status, code, details):
        return ProviderNotConfigured(SERVICE, f"openai {problem} (status {status}).")
    if code in _BLOCKED_CODES:
        return ReplyBlocked(SERVICE, "openai refused this prompt.")
    wait_s = retry_after_s(answer.headers.get("retry-after", ""), now=now)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        if wait_s is None:
            wait_s = retry_info_s(details)  # so does Gemini's compatible endpoint
        return ProviderRateLimited(SERVICE, "openai wants fewer requests.", retry_after_s=wait_s)
    if status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT):
        return ProviderTimeout(SERVICE, "openai did not finish in its own time.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        message = f"openai is not available (status {status})."
        return ProviderUnavailable(SERVICE, message, retry_after_s=wait_s)
    return InvalidProviderReply(SERVICE, f"openai refused the request (status {status}).")


def _setting_problem(status: int, code: str, details: list[object]) -> str | None:
    """What only a change of the settings can help against."""
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return "answers from another address, and redirects are not followed"
    told = code in _MISCONFIGURED_CODES or has_reason(details, "API_KEY_INVALID")
    if told or status in _MISCONFIGURED:
        return "refused the key or the account, or does not know the model"
    return None


def _json_schema(schema: Any) -> Any:
    """The schema with closed objects, all of whose fields are required: the strict form.

    Without its limits, which not every server takes; the descriptions say them in words.
    Source: platform.openai.com/docs/guides/structured-outputs, "Supported schemas"
    """
    if not isinstance(schema, dict):
        return schema
    told = {name: _json_schema(value) for name, value in schema.items() if name not in LIMITS}
    if told.pop("nullable", None) is True:
        told["type"] = [told["type"], "null"]
        if "enum" in told:
            told["enum"] = [*told["enum"], None]
    if schema.get("type") != "object":
        return told
    return {**told, "required": list(told["properties"]), "additionalProperties": False}


def _parsed(body: bytes) -> object:
    """The JSON value; None, which is no answer, if it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else None


def _error(body: object) -> dict[str, Any]:
    """The error object; Gemini's compatible endpoint sends a list of them."""
    return _object(_object(_first(body) if isinstance(body, list) else body).get("error"))


def _usage(counts: Mapping[str, object]) -> Usage:
    """The total is more than the sum of both when the model was paid for thoughts."""
    asked, answered, total = (
        count if type(count := counts.get(name)) is int and 0 <= count <= _MOST_TOKENS else 0
        for name in ("prompt_tokens", "completion_tokens", "total_tokens")
    )
    return Usage(asked, max(answered, total - asked))
