"""A stand-in of the Gemini API: the wire form of `server.py`'s requests and answers."""

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

STOP, MAX_TOKENS, SAFETY = 1, 2, 3


class GeminiRequest(Request):
    @property
    def schema(self) -> dict:
        return self.body["generationConfig"]["responseSchema"]

    @property
    def user(self) -> str:
        return self.body["contents"][0]["parts"][0]["text"]

    @property
    def system(self) -> str:
        return self.body["systemInstruction"]["parts"][0]["text"]


class GeminiStandIn(StandIn):
    def __init__(self) -> None:
        super().__init__(GeminiRequest, reply())


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
            handler.send(200, gzip.compress(data), headers={"Content-Encoding": "gzip"})
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


def fails(status: int, *details: dict) -> Answer:
    error = {"code": status, "message": "told by the stand-in", "details": list(details)}
    return body(json.dumps({"error": error}).encode(), status)


def rate_limited(delay_s: float | None = None) -> Answer:
    retry = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{delay_s}s"}
    return fails(429, *([retry] if delay_s else []))


def invalid_key() -> Answer:
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}
    return fails(400, info)
