"""A stand-in of an OpenAI-compatible server: its wire form of `server.py`'s requests."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

from tests.standins.server import (
    ANSWER_TOKENS,
    PROMPT_TOKENS,
    Answer,
    Handler,
    Request,
    StandIn,
    body,
    cut,
    drip,
    drop,
    silent,
    words,
)

__all__ = ["body", "cut", "drip", "drop", "silent"]

STOP, MAX_TOKENS, SAFETY = "stop", "length", "content_filter"


class OpenAIRequest(Request):
    @property
    def format(self) -> str:
        return self.body["response_format"]["type"]

    @property
    def schema(self) -> dict:
        """As the format has it, or as it is told in words."""
        if self.format == "json_schema":
            return self.body["response_format"]["json_schema"]["schema"]
        return json.loads(self.system.rpartition("\n")[2])

    @property
    def user(self) -> str:
        return self.body["messages"][1]["content"]

    @property
    def system(self) -> str:
        return self.body["messages"][0]["content"]


class OpenAIStandIn(StandIn):
    def __init__(self) -> None:
        super().__init__(OpenAIRequest, reply())

    @property
    def base_url(self) -> str:
        return f"{self.url}/v1"


def _completion(finish: str, **message: object) -> bytes:
    counts = {
        "prompt_tokens": PROMPT_TOKENS,
        "completion_tokens": ANSWER_TOKENS,
        "total_tokens": PROMPT_TOKENS + ANSWER_TOKENS,
    }
    choice = {
        "index": 0,
        "message": {"role": "assistant", **message},
        "finish_reason": finish,
    }
    return json.dumps({"object": "chat.completion", "choices": [choice], "usage": counts}).encode()


def reply(
    change: Callable[[dict], object] = lambda value: value, *, zipped: bool = False
) -> Answer:
    """What the schema asks for, as `change` leaves it."""

    def answer(handler: Handler, request: Request) -> None:
        data = _completion(STOP, content=json.dumps(change(words(request.schema))))
        if zipped:
            handler.send(200, gzip.compress(data), headers={"Content-Encoding": "gzip"})
        else:
            handler.send(200, data)

    return answer


def knows_only_json_object() -> Answer:
    """Refuses the schema as such servers do, and answers the simpler form."""

    def answer(handler: Handler, request: Request) -> None:
        if request.format == "json_schema":
            fails(400, message="This response_format type is unavailable now")(handler, request)
        else:
            reply()(handler, request)

    return answer


def says(text: str, finish: str = STOP) -> Answer:
    """Any text, with any finish reason."""
    return body(_completion(finish, content=text))


def withheld(finish: str = SAFETY) -> Answer:
    """A choice without content."""
    return body(_completion(finish, content=None))


def refused() -> Answer:
    """The model's own no."""
    return body(_completion(STOP, content=None, refusal="I cannot help with that."))


def blocked() -> Answer:
    """The prompt itself was blocked."""
    return fails(400, code="content_filter")


def empty() -> Answer:
    return body(json.dumps({"choices": []}).encode())


def fails(status: int, *, headers: dict[str, str] | None = None, **error: object) -> Answer:
    told = {"message": "told by the stand-in", "type": "an_error", "code": None, **error}
    return body(json.dumps({"error": told}).encode(), status, **(headers or {}))


def rate_limited(delay_s: float | str | None = None) -> Answer:
    return fails(429, headers={"Retry-After": str(delay_s)} if delay_s else {})


def invalid_key() -> Answer:
    """As Gemini's compatible endpoint says it: an error in a list, with details."""
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}
    error = {"code": 400, "message": "told by the stand-in", "details": [info]}
    return body(json.dumps([{"error": error}]).encode(), 400)
