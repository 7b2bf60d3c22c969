"""Numbers as a chart shows them: a spreadsheet's format code, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_DECIMALS = 4
_GENERAL = "General"


def format_code(values: Iterable[float]) -> str:
    """Thousands apart, with as many decimals as the numbers have; of very small ones, as is."""
    decimals = max(map(_decimals, values))
    if decimals > _MOST_DECIMALS:
        return _GENERAL
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def shown(value: float) -> str:
    """About what a person reads there."""
    return f"{value:,}"


def _decimals(value: float) -> int:
    if isinstance(value, int):
        return 0
    text = repr(value)
    return _MOST_DECIMALS + 1 if "e" in text else len(text.partition(".")[2])
