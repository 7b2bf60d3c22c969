"""The answer of `POST presentation/` as bytes, most of which were encoded when it was made."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache

from generate_content.api.figures import tokens
from generate_content.deck import NO_TOKENS, Usage
from generate_content.services import DeckAnswer


def encode_answer(answer: DeckAnswer, *, file_url: str) -> bytes:
    """Section 1 of the contract."""
    record = answer.record
    times = (
        f'"generation_time":{answer.elapsed_s:.6f},"cache_hit":{json.dumps(answer.is_hit)},'
        f'"cache_level":"{answer.level}","expires_at":"{_timestamp(int(answer.expires_at))}"'
    )
    if answer.is_hit:
        times += f',{_NO_USAGE},"speed_improvement":"{round(answer.saved, 3) + 0.0:.1%}"'
    else:
        times += f",{_usage(record.usage)}"
    return b"".join(
        (
            b'{"success":true,"message":"Presentation generated successfully","filename":"',
            record.file.filename.encode(),
            b'","file_url":',
            json.dumps(file_url).encode(),
            b",",
            record.content,
            b',"metadata":{',
            record.metadata,
            b",",
            times.encode(),
            b"}}",
        )
    )


@lru_cache(maxsize=256)
def _timestamp(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _usage(usage: Usage) -> str:
    return f'"usage":{json.dumps(tokens(usage), separators=(",", ":"))}'


_NO_USAGE = _usage(NO_TOKENS)
