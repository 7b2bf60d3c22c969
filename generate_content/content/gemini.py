"""Google's Gemini through `google-generativeai`: the only module that imports Google.

Support for that package ended in November 2025. What is known to go wrong with it is kept out
here: its global configuration, its endless retries, clients shared over a fork, timeouts per read.
"""

from __future__ import annotations

import io
import os
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from generate_content.content.error_details import has_reason, retry_info_s
from generate_content.content.provider import Deadline, FinishReason, Reply
from generate_content.deck import Usage
from generate_content.errors import (
    ContentError,
    InvalidProviderReply,
    ProviderNotConfigured,
    ProviderRateLimited,
    ProviderTimeout,
    ProviderUnavailable,
)
from generate_content.slides.fields import LIMITS, Schema

DEFAULT_MODEL = "gemini-3.5-flash-lite"
_SERVICE = "gemini"
_CHUNK_BYTES = 65536
_KEPT_CONNECTIONS = 32

# The numbers of the API's finish reasons; those not named here are faults of the model.
_FINISH_REASONS = {
    1: FinishReason.STOP,
    2: FinishReason.LENGTH,
    **dict.fromkeys((3, 4, 6, 7, 8, 9, 11), FinishReason.BLOCKED),  # safety, recitation, lists
}

_KNOWN_WARNINGS = (
    r"\s*All support for the `google\.generativeai` package has ended",
    r"You are using a Python version \(3\.\S+\) which Google will stop supporting",
)
_MISCONFIGURED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


class GeminiModel:
    """One attempt at one answer; a `TextModel` to be wrapped in a `PatientModel`."""

    name = _SERVICE

    def __init__(
        self,
        *,
        api_key: str | None,
        model: str = DEFAULT_MODEL,
        endpoint: str | None = None,
        temperature: float | None = None,
    ) -> None:
        """`endpoint`: None is Google's. `temperature`: sent only if set, newer models refuse it."""
        self._api_key = api_key
        self._model = model
        self._endpoint = endpoint
        self._temperature = temperature
        self._client: tuple[int, Any] | None = None
        self.model = model if temperature is None else f"{model}@{temperature}"

    def check_ready(self) -> None:
        if not self._api_key:
            raise ProviderNotConfigured(_SERVICE, "No GEMINI_API_KEY is set.")

    def generate(self, *, system: str, user: str, schema: Schema, deadline: Deadline) -> Reply:
        self.check_ready()
        genai = _load()
        config = {"response_mime_type": "application/json", "response_schema": _on_the_wire(schema)}
        if self._temperature is not None:
            config["temperature"] = self._temperature
        model = genai.GenerativeModel(
            self._model, system_instruction=system, generation_config=config
        )
        # Not through genai.configure(), which is global: one thread would call with another's key.
        model._client = self._own_client()  # noqa: SLF001 -- it takes no client otherwise
        if not (timeout_s := deadline.remaining_s()):
            raise ProviderTimeout(_SERVICE, "gemini could not be asked in time.")
        with _translated(deadline):
            response = model.generate_content(
                user, request_options={"retry": None, "timeout": timeout_s}
            )
        return _reply(response)

    def _own_client(self) -> Any:
        """This process's client: one made before a fork would read another process's answers.

        Threads share it; two that come first may each make one, and the last one stays.
        """
        pid = os.getpid()
        if self._client is None or self._client[0] != pid:
            self._client = (pid, self._make_client())
        return self._client[1]

    def _make_client(self) -> Any:
        from google.ai.generativelanguage import GenerativeServiceClient  # noqa: PLC0415
        from requests.adapters import HTTPAdapter  # noqa: PLC0415

        options = {"api_key": self._api_key}
        if self._endpoint:
            options["api_endpoint"] = self._endpoint
        client: Any = GenerativeServiceClient(transport="rest", client_options=options)
        session = client.transport._session  # noqa: SLF001 -- there is no other way to its hooks
        for scheme in ("http://", "https://"):
            session.mount(scheme, HTTPAdapter(pool_maxsize=_KEPT_CONNECTIONS))
        session.hooks["response"] += [_stop_at_refused_key, _read_body_in_time]
        return client


def _load() -> Any:
    """The package: 0.6 s and 66 MB, so at the first use and not at the start."""
    if "google.generativeai" not in sys.modules:
        for message in _KNOWN_WARNINGS:
            warnings.filterwarnings("ignore", message=message, category=FutureWarning)
    from google import generativeai  # noqa: PLC0415

    return generativeai


def _on_the_wire(schema: Any) -> Any:
    """The schema without its limits, which the descriptions say in words.

    The API unrolls those of lists into its grammar and refuses a schema with many as too complex;
    those of texts it does not know.
    Source: github.com/googleapis/python-genai/issues/2170
    """
    if isinstance(schema, dict):
        return {name: _on_the_wire(value) for name, value in schema.items() if name not in LIMITS}
    return schema


def _stop_at_refused_key(response: Any, **_: object) -> None:
    """Before the package sends the same key twice more."""
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        response.close()
        raise ProviderNotConfigured(_SERVICE, "gemini refused the key (status 401).")


def _read_body_in_time(response: Any, *, timeout: float, **_: object) -> None:
    """Reads the body within the call's time, so that a call left behind ends soon after.

    A hook of `requests`, which comes before the body is read; `timeout` alone bounds each read.
    """
    give_up_at = time.monotonic() + timeout - response.elapsed.total_seconds()
    body = bytearray()
    while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
        body += chunk
        if time.monotonic() > give_up_at:
            response.close()
            raise ProviderTimeout(_SERVICE, "gemini did not finish its answer in time.")
    response.raw = io.BytesIO(body)


@contextmanager
def _translated(deadline: Deadline) -> Iterator[None]:
    """Every way in which a call is known to fail, as one of our errors."""
    import google.auth.exceptions as auth  # noqa: PLC0415
    import requests.exceptions as http  # noqa: PLC0415
    from google.api_core.exceptions import GoogleAPICallError  # noqa: PLC0415
    from google.protobuf.json_format import ParseError  # noqa: PLC0415
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

    try:
        yield
    except GoogleAPICallError as error:
        raise _refusal(error) from error
    except http.Timeout as error:
        raise ProviderTimeout(_SERVICE, "gemini did not answer in time.") from error
    except (auth.DefaultCredentialsError, http.InvalidHeader, http.InvalidURL) as error:
        raise ProviderNotConfigured(_SERVICE, "gemini has no usable key or address.") from error
    except (http.RequestException, HTTPError, auth.GoogleAuthError) as error:
        if not deadline.remaining_s():
            raise ProviderTimeout(_SERVICE, "gemini did not answer in time.") from error
        raise ProviderUnavailable(_SERVICE, "gemini cannot be reached.") from error
    except ParseError as error:
        raise InvalidProviderReply(_SERVICE, "The answer of gemini was broken.") from error


def _refusal(error: Any) -> ContentError:
    """An HTTP status of 400 and above."""
    status, details = error.code, error.details or []
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return ProviderRateLimited(
            _SERVICE, "gemini wants fewer requests.", retry_after_s=retry_info_s(details)
        )
    if status in _MISCONFIGURED or has_reason(details, "API_KEY_INVALID"):
        return ProviderNotConfigured(
            _SERVICE, f"gemini refused the key or does not know the model (status {int(status)})."
        )
    if status == HTTPStatus.GATEWAY_TIMEOUT:
        return ProviderTimeout(_SERVICE, "gemini did not finish in its own time.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ProviderUnavailable(_SERVICE, f"gemini is not available (status {int(status)}).")
    return InvalidProviderReply(_SERVICE, f"gemini refused the request (status {int(status)}).")


def _reply(response: Any) -> Reply:
    """Raises: InvalidProviderReply for an answer with nothing in it."""
    usage = _usage(response.usage_metadata)
    if not response.candidates:
        if _raw(response.prompt_feedback).block_reason:
            return Reply("", FinishReason.BLOCKED, usage)
        raise InvalidProviderReply(_SERVICE, "The answer of gemini was empty.")
    candidate = response.candidates[0]
    finish_reason = _FINISH_REASONS.get(_raw(candidate).finish_reason)
    if finish_reason is None:
        raise InvalidProviderReply(_SERVICE, "gemini stopped for a reason that is not known.")
    # Not `response.text`: it joins the parts with line breaks and raises on empty ones.
    return Reply("".join(part.text or "" for part in candidate.content.parts), finish_reason, usage)


def _raw(message: Any) -> Any:
    """The bare message, whose enums are numbers; the wrapped one warns of those newer than it."""
    return type(message).pb(message)


def _usage(counts: Any) -> Usage:
    """The total is more than the sum of both when the model was paid for thoughts."""
    asked, total = counts.prompt_token_count, counts.total_token_count
    return Usage(asked, max(counts.candidates_token_count, total - asked))
