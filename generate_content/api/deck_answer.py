"""The answer of `POST presentation/` as bytes, most of which were encoded when it was made."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from generate_content.services import DeckAnswer


def encode_answer(answer: DeckAnswer, *, file_url: str) -> bytes:
    """Section 1 of the contract."""
    record = answer.record
    metadata: dict[str, object] = {
        "generation_time": round(answer.elapsed_s, 6),
        "cache_hit": answer.is_hit,
        "cache_level": answer.level,
        "expires_at": _timestamp(answer.expires_at),
    }
    if answer.is_hit:
        metadata["speed_improvement"] = f"{answer.saved:.1%}"
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
            json.dumps(metadata, separators=(",", ":")).encode()[1:],
            b"}",
        )
    )


def _timestamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
