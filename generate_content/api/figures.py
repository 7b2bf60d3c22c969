"""How figures are shown."""

from __future__ import annotations


def percent(part: float, whole: float) -> float:
    """0..100 with two digits; 0 of nothing."""
    return round(100 * min(max(part / whole, 0.0), 1.0), 2) if whole else 0.0


def mebibytes(size_bytes: float) -> float:
    return round(size_bytes / 2**20, 4)


def milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 4)
