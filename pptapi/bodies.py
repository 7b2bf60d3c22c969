"""Request bodies, read whole before anything else is done, by so many threads and no more.

Granian's `wsgi.input.read` waits without limit and cannot be given up: the worker would hang as
soon as its request is answered. So slow bodies may hold some threads, and never all of them.
"""

from __future__ import annotations

import io
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LATE = "pptapi.body_is_late"
"""In a request's environment: its body was not read, and is empty."""
BODY = "pptapi.body"
"""In a request's environment: its body as bytes, where it was read."""


class Body(Protocol):
    def read(self, size: int, /) -> bytes: ...


class BodyReader:
    """Reads `places` bodies at a time; who finds none free within `patience_s` is not read."""

    def __init__(self, *, most_bytes: int, places: int, patience_s: float) -> None:
        self._most_bytes = most_bytes
        self._patience_s = patience_s
        self._places: SimpleQueue[int] = SimpleQueue()  # a semaphore costs ten times as much
        for place in range(places):
            self._places.put(place)

    def read_into(self, environ: WSGIEnvironment) -> None:
        """Puts the body in the place of the stream; one that is told to be too large stays unread.

        A chunked body gets the length that Django wants to know. Of one that is too large, one byte
        more than is allowed is read: the middleware then refuses that length.
        """
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal():
            size = int(length)
            if not 0 < size <= self._most_bytes:
                return
        elif "HTTP_TRANSFER_ENCODING" in environ and environ.get("wsgi.input_terminated"):
            size = self._most_bytes + 1
        else:
            return
        body = self._read(environ["wsgi.input"], size)
        if body is None:
            environ[LATE] = True
            body = b""
        environ[BODY] = body
        environ["wsgi.input"] = io.BytesIO(body)
        if not length:
            environ["CONTENT_LENGTH"] = str(len(body))

    def _read(self, stream: Body, size: int) -> bytes | None:
        """None if no place became free in time."""
        try:
            place = self._places.get(timeout=self._patience_s)
        except Empty:
            return None
        try:
            return stream.read(size)
        finally:
            self._places.put(place)
