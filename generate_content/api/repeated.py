"""A request for a deck that was answered a moment ago, answered before the framework begins.

To parse, validate and name a request takes many times longer than to look its deck up. What a body
stands for cannot change while the process lives, so the bytes themselves lead to the cache key:
the same look-up, limits, counters and headers as in the view, without the way there. Whatever
needs a decision (a token, another method or type, a body never seen) goes on to Django.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from typing import Any, NamedTuple

from django.conf import settings

from generate_content import composition
from generate_content.api import popular
from generate_content.api.deck_answer import encode_answer
from generate_content.performance_cache.keys import CacheKey
from generate_content.services import DeckAnswer
from pptapi import bodies, request_id, throttles
from pptapi.middleware import common_headers

_PATHS = ("/api/generate/presentation/", "/api/generate/presentation")
_NAME = "generate_content.request_name"
_MOST_REMEMBERED = 20_000  # some 500 bytes each
_LENGTHS = range(1, settings.MAX_BODY_BYTES + 1)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _Known(NamedTuple):
    key: CacheKey
    url_base: str
    """The file's link without its name, as this host asks for it."""


class _KnownRequests:
    """What request bodies stand for; the least recently asked for are forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._known: OrderedDict[bytes, _Known] = OrderedDict()

    def get(self, name: bytes) -> _Known | None:
        with self._lock:
            known = self._known.get(name)
            if known is not None:
                self._known.move_to_end(name)
            return known

    def put(self, name: bytes, known: _Known) -> None:
        with self._lock:
            self._known[name] = known
            if len(self._known) > self._most:
                self._known.popitem(last=False)


_known_requests = _KnownRequests(_MOST_REMEMBERED)


def remember(environ: Mapping[str, Any], answer: DeckAnswer, file_url: str) -> None:
    """After the view has answered what `RepeatedPosts` had let pass."""
    if name := environ.get(_NAME):
        url_base = file_url.removesuffix(answer.record.file.filename)
        _known_requests.put(name, _Known(answer.key, url_base))


class RepeatedPosts:
    """A WSGI layer over the service."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if _needs_no_decision(environ):
            name = environ[_NAME] = _named(environ)
            known = _known_requests.get(name)
            if known and (answered := _answer(environ, known)):
                headers, body = answered
                start_response("201 Created", list(headers.items()))
                return [body]
        return self._application(environ, start_response)


def _needs_no_decision(environ: Mapping[str, Any]) -> bool:
    return (
        environ["REQUEST_METHOD"] == "POST"
        and environ["PATH_INFO"] in _PATHS
        and "HTTP_AUTHORIZATION" not in environ
        and not settings.REQUIRE_AUTHENTICATION
        and len(environ.get(bodies.BODY, b"")) in _LENGTHS
    )


def _named(environ: Mapping[str, Any]) -> bytes:
    """A hash of all that decides the answer."""
    asked_by = (environ["wsgi.url_scheme"], environ.get("HTTP_HOST"), environ.get("CONTENT_TYPE"))
    hashed = hashlib.sha256(repr(asked_by).encode())
    hashed.update(environ[bodies.BODY])
    return hashed.digest()


def _answer(environ: dict[str, Any], known: _Known) -> tuple[dict[str, str], bytes] | None:
    """Headers and body; None if the deck is gone or the caller has reached a limit."""
    window = throttles.rate_windows().admit(
        "decks", throttles.anonymous(environ.get("REMOTE_ADDR", ""))
    )
    environ[throttles.COUNTED] = window
    if window is not None and not window.admitted:
        return None
    services = composition.services()
    answer = services.presentations.repeat(known.key)
    if answer is None:
        return None
    popular.asked(services.ahead, known.key, environ)
    file_url = known.url_base + answer.record.file.filename
    body = encode_answer(answer, file_url=file_url)
    headers = {
        "Content-Type": "application/json",
        "Location": file_url,
        "Allow": "POST, OPTIONS",
        "Content-Length": str(len(body)),
        **common_headers(request_id.accept_or_make(environ.get("HTTP_X_REQUEST_ID")), window),
    }
    return headers, body
