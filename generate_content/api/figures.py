"""How figures are shown."""

from __future__ import annotations

from generate_content.deck import Usage


def percent(part: float, whole: float) -> float:
    """0..100 with two digits; 0 of nothing."""
    return round(100 * min(max(part / whole, 0.0), 1.0), 2) if whole else 0.0


def mebibytes(size_bytes: float) -> float:
    return round(size_bytes / 2**20, 4)


def milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 4)


def tokens(usage: Usage) -> dict[str, int]:
    return {
        "prompt_tokens": usage.prompt_tokens,
        "answer_tokens": usage.answer_tokens,
        "total_tokens": usage.total_tokens,
    }
