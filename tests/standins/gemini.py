"""A stand-in of the Gemini API on 127.0.0.1: one route, answers told in advance, requests kept.

with GeminiStandIn() as gemini:
    gemini.will(rate_limited("7s"), reply())  # then, and without a word: reply()
    ...
    gemini.requests[0].body["systemInstruction"]

Answers that wait (`silent`, `drip`) end with the stand-in.
"""

from __future__ import annotations

import gzip
import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

PROMPT_TOKENS, ANSWER_TOKENS = 42, 17
STOP, MAX_TOKENS, SAFETY = 1, 2, 3
_OBJECT, _ARRAY = 6, 5


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: dict
    client: tuple[str, int]
    """The connection it came over."""

    @property
    def schema(self) -> dict:
        return self.body["generationConfig"]["responseSchema"]

    @property
    def user(self) -> str:
        return self.body["contents"][0]["parts"][0]["text"]

    @property
    def system(self) -> str:
        return self.body["systemInstruction"]["parts"][0]["text"]

    @property
    def slides(self) -> list[str]:
        """The slides it asks for."""
        return list(self.schema["properties"])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, headers, json.loads(raw), self.client_address)
        self.server.answer(request)(self, request)

    def send(self, status, data, *, length=None, encoding=None):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data) if length is None else length))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, *args):
        pass


Answer = Callable[[Handler, Request], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.requests: list[Request] = []
        self.answers: deque[Answer] = deque()
        self.default = reply()
        self.stopped = threading.Event()

    def answer(self, request: Request) -> Answer:
        with self.lock:
            self.requests.append(request)
            return self.answers.popleft() if self.answers else self.default

    def handle_error(self, request, client_address):
        """A client that hung up is part of the game."""


@dataclass
class GeminiStandIn:
    _server: Server = field(default_factory=Server)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def requests(self) -> list[Request]:
        return self._server.requests

    def will(self, *answers: Answer) -> None:
        """The next answers, in order; after them the one from `always`."""
        self._server.answers.extend(answers)

    def always(self, answer: Answer) -> None:
        self._server.default = answer

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._server.stopped.set()
        self._server.shutdown()
        self._server.server_close()


def words(schema: dict, name: str = "text") -> object:
    """The smallest value that the schema takes."""
    if schema["type"] == _OBJECT:
        return {key: words(inner, key) for key, inner in schema["properties"].items()}
    if schema["type"] == _ARRAY:
        return [f"written {name}"]
    return f"written {name}"


def _candidates(parts: list[str], finish: int) -> list[dict]:
    content = {"role": "model", "parts": [{"text": part} for part in parts]}
    return [{"content": content, "finishReason": finish, "index": 0}]


def _message(**body) -> bytes:
    counts = {
        "promptTokenCount": PROMPT_TOKENS,
        "candidatesTokenCount": ANSWER_TOKENS,
        "totalTokenCount": PROMPT_TOKENS + ANSWER_TOKENS,
    }
    return json.dumps({"usageMetadata": counts, **body}).encode()


def reply(
    change: Callable[[dict], object] = lambda value: value, *, zipped: bool = False
) -> Answer:
    """What the schema asks for, as `change` leaves it; in two parts, as the API may send it."""

    def answer(handler: Handler, request: Request) -> None:
        text = json.dumps(change(words(request.schema)))
        data = _message(candidates=_candidates([text[:9], text[9:]], STOP))
        if zipped:
            handler.send(200, gzip.compress(data), encoding="gzip")
        else:
            handler.send(200, data)

    return answer


def says(text: str, finish: int = STOP) -> Answer:
    """Any text, with any finish reason."""
    return body(_message(candidates=_candidates([text], finish)))


def withheld(finish: int = SAFETY) -> Answer:
    """A candidate without content."""
    return body(_message(candidates=[{"finishReason": finish, "index": 0}]))


def blocked() -> Answer:
    """No candidate: the prompt itself was blocked."""
    return body(_message(promptFeedback={"blockReason": 1}))


def empty() -> Answer:
    return body(_message())


def body(data: bytes, status: int = 200) -> Answer:
    return lambda handler, _: handler.send(status, data)


def fails(status: int, *details: dict) -> Answer:
    error = {"code": status, "message": "told by the stand-in", "details": list(details)}
    return body(json.dumps({"error": error}).encode(), status)


def rate_limited(delay: str | None = None) -> Answer:
    retry = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay}
    return fails(429, *([retry] if delay else []))


def invalid_key() -> Answer:
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}
    return fails(400, info)


def silent(seconds: float) -> Answer:
    """No byte for a while, then `reply()`."""

    def answer(handler: Handler, request: Request) -> None:
        if not handler.server.stopped.wait(seconds):
            reply()(handler, request)

    return answer


def drip(gap_s: float) -> Answer:
    """An answer that never ends, a blank at a time."""

    def answer(handler: Handler, _: Request) -> None:
        handler.send(200, b"{", length=10**6)
        while not handler.server.stopped.wait(gap_s):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    return answer


def drop() -> Answer:
    """The connection closes without a word."""

    def answer(handler: Handler, _: Request) -> None:
        handler.close_connection = True

    return answer


def cut() -> Answer:
    """The connection closes in the middle of the answer."""

    def answer(handler: Handler, _: Request) -> None:
        handler.send(200, b'{"candidates": [', length=5000)
        handler.close_connection = True

    return answer
