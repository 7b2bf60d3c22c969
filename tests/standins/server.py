"""What the stand-ins of model services share: one route on 127.0.0.1, answers told in advance,
requests kept.

with GeminiStandIn() as gemini:
    gemini.will(rate_limited("7s"), reply())  # then, and without a word: reply()
    ...
    gemini.requests[0].system

Answers that wait (`silent`, `drip`) end with the stand-in.
"""

from __future__ import annotations

import json
import re
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

PROMPT_TOKENS, ANSWER_TOKENS = 42, 17
_NUMBERS = (2, 3, "number", "integer")


@dataclass(frozen=True)
class Request:
    """What both wire forms have; a service's own says where rules, words and schema stand."""

    path: str
    headers: dict[str, str]
    body: dict
    client: tuple[str, int]
    """The connection it came over."""

    @property
    def slides(self) -> list[str]:
        """The slides it asks for, those to plan first."""
        asked = dict(self.schema["properties"])
        planned = asked.pop("planned_slides", None)
        keys = planned["items"]["properties"]["slide"]["enum"] if planned else []
        return [*keys, *asked]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        kind = self.server.request_type
        request = kind(self.path, headers, json.loads(raw), self.client_address)
        self.server.answer(request)(self, request)

    def send(self, status, data, *, length=None, headers=()):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data) if length is None else length))
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, *args):
        pass


Answer = Callable[[Handler, Request], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, request_type: type[Request], reply: Answer):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.request_type = request_type
        self.requests: list[Request] = []
        self.answers: deque[Answer] = deque()
        self.reply = self.default = reply
        self.stopped = threading.Event()

    def answer(self, request: Request) -> Answer:
        with self.lock:
            self.requests.append(request)
            return self.answers.popleft() if self.answers else self.default

    def handle_error(self, request, client_address):
        """A client that hung up is part of the game."""


class StandIn:
    """A server with a service's requests and right answers."""

    def __init__(self, request_type: type[Request], reply: Answer) -> None:
        self._server = Server(request_type, reply)

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
    """The smallest value that a schema of either wire form takes; slides to plan by their rules."""
    if name == "planned_slides":
        return _planned(schema["items"]["properties"])
    if "properties" in schema:
        return {key: words(inner, key) for key, inner in schema["properties"].items()}
    if "items" in schema:
        return [words(schema["items"], name)]
    if "enum" in schema:
        return schema["enum"][0]
    return 1 if schema["type"] in _NUMBERS else f"written {name}"[: _longest(schema)]


def _planned(fields: dict) -> list[dict]:
    """A slide for each name: opened, varied and closed, as far as its layouts go."""
    names, layouts = fields["slide"]["enum"], fields["layout"]["enum"]
    middle = [name for name in layouts if name not in {"title", "closing", "agenda"}]
    middle = [name for name in middle if name not in {"table", "chart", "big-number"}]
    written = words({"properties": fields})

    def layout(position: int) -> str:
        if names[position] == "slide_0":
            return "title"
        last = position == len(names) - 1 and "closing" in layouts
        return "closing" if last else middle[position % len(middle)]

    return [
        {**written, "slide": name, "layout": layout(position)}
        for position, name in enumerate(names)
    ]


def _longest(schema: dict) -> int | None:
    """As the description says it, since no limit of a text goes over the wire."""
    told = re.search(r"At most (\d+) characters", schema.get("description", ""))
    return int(told[1]) if told else None


def body(data: bytes, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, _: handler.send(status, data, headers=named)


def silent(seconds: float) -> Answer:
    """No byte for a while, then the right answer."""

    def answer(handler: Handler, request: Request) -> None:
        if not handler.server.stopped.wait(seconds):
            handler.server.reply(handler, request)

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
        handler.send(200, b'{"c": [', length=5000)
        handler.close_connection = True

    return answer
