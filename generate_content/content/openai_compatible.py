"""Any OpenAI-compatible server through `httpx`: Ollama, vLLM, OpenAI, Gemini's own such endpoint.

The way out, too, should Google's package stop working.
"""

from __future__ import annotations

import logging
import os
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generate_content.content.openai_wire import (
    SERVICE,
    Answer,
    ResponseFormat,
    reply,
    request_body,
)
from generate_content.content.provider import Deadline, Reply
from generate_content.errors import (
    InvalidProviderReply,
    ProviderNotConfigured,
    ProviderTimeout,
    ProviderUnavailable,
)
from generate_content.slides.fields import Schema

if TYPE_CHECKING:
    import httpx

_log = logging.getLogger(__name__)

_KEPT_CONNECTIONS = 32
_LARGEST_ANSWER_BYTES = 8 * 2**20


class OpenAIModel:
    """One attempt at one answer; a `TextModel` to be wrapped in a `PatientModel`."""

    name = SERVICE

    def __init__(
        self,
        *,
        base_url: str | None,
        model: str | None,
        api_key: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`base_url`: what "/chat/completions" is added to. `api_key`: None sends none."""
        self._base_url = base_url
        self._model = model
        self._api_key = api_key
        self._clock = clock
        self._response_format: ResponseFormat | None = None
        self._client: tuple[int, httpx.Client] | None = None
        # Two servers may mean two models by one name.
        self.model = f"{model}@{base_url}"

    def check_ready(self) -> None:
        if not self._base_url:
            raise ProviderNotConfigured(SERVICE, "No OPENAI_BASE_URL is set.")
        if not self._model:
            raise ProviderNotConfigured(SERVICE, "No OPENAI_MODEL is set.")

    def generate(self, *, system: str, user: str, schema: Schema, deadline: Deadline) -> Reply:
        self.check_ready()

        def ask(response_format: ResponseFormat) -> Answer:
            return self._post(
                request_body(
                    model=str(self._model),
                    system=system,
                    user=user,
                    schema=schema,
                    response_format=response_format,
                ),
                deadline,
            )

        chosen = self._response_format or ResponseFormat.JSON_SCHEMA
        answer = ask(chosen)
        if self._response_format is None and answer.refuses_schema:
            chosen = ResponseFormat.JSON_OBJECT
            answer = ask(chosen)
        if self._response_format is None and answer.is_success:
            self._settle_on(chosen)
        return reply(answer, now=self._clock())

    def _settle_on(self, response_format: ResponseFormat) -> None:
        """For the life of this process: what was answered once is what the server understands."""
        self._response_format = response_format
        if response_format is not ResponseFormat.JSON_SCHEMA:
            _log.warning(
                "The server of OPENAI_BASE_URL refuses json_schema for %s: asked by json_object "
                "from now on, which leaves more to the check of its answers.",
                self._model,
            )

    def _post(self, body: dict[str, object], deadline: Deadline) -> Answer:
        """The answer, read whole by the deadline: a timeout of `httpx` bounds one read alone."""
        client = self._own_client()
        if not (timeout_s := deadline.remaining_s()):
            raise ProviderTimeout(SERVICE, "openai could not be asked in time.")
        read = bytearray()
        url = f"{self._base_url}/chat/completions"
        with (
            _translated(deadline),
            client.stream("POST", url, json=body, timeout=timeout_s) as response,
        ):
            for chunk in response.iter_bytes():
                read += chunk
                if not deadline.remaining_s():
                    raise ProviderTimeout(SERVICE, "openai did not finish its answer in time.")
                if len(read) > _LARGEST_ANSWER_BYTES:
                    raise InvalidProviderReply(SERVICE, "The answer of openai was too long.")
        return Answer(response.status_code, response.headers, bytes(read))

    def _own_client(self) -> httpx.Client:
        """This process's client: one made before a fork would read another process's answers.

        Threads share it; two that come first may each make one, and the last one stays.
        """
        pid = os.getpid()
        if self._client is None or self._client[0] != pid:
            client = self._make_client()
            weakref.finalize(self, client.close)
            self._client = (pid, client)
        return self._client[1]

    def _make_client(self) -> httpx.Client:
        import httpx  # noqa: PLC0415 -- 0.25 s, so at the first use and not at the start

        headers = {"Authorization": f"Bearer {self._api_key}"} if self._api_key else {}
        try:
            return httpx.Client(
                headers=headers,
                limits=httpx.Limits(max_keepalive_connections=_KEPT_CONNECTIONS),
                # Redirects could lead the words elsewhere.
                follow_redirects=False,
                # Through a proxy of the environment only where TLS keeps it from reading along;
                # plain HTTP is for servers near by, which are asked directly.
                trust_env=str(self._base_url).startswith("https:"),
            )
        except (ValueError, ImportError) as error:  # a key not in ASCII; a proxy it cannot use
            raise ProviderNotConfigured(SERVICE, "openai has no usable key or proxy.") from error


@contextmanager
def _translated(deadline: Deadline) -> Iterator[None]:
    """Every way in which a call is known to fail, as one of our errors."""
    import httpx  # noqa: PLC0415

    try:
        yield
    except httpx.TimeoutException as error:
        raise ProviderTimeout(SERVICE, "openai did not answer in time.") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError) as error:
        raise ProviderNotConfigured(SERVICE, "openai has no usable key or address.") from error
    except httpx.DecodingError as error:
        raise InvalidProviderReply(SERVICE, "The answer of openai was broken.") from error
    except httpx.RequestError as error:
        if not deadline.remaining_s():
            raise ProviderTimeout(SERVICE, "openai did not answer in time.") from error
        raise ProviderUnavailable(
            SERVICE, "openai cannot be reached at OPENAI_BASE_URL."
        ) from error
