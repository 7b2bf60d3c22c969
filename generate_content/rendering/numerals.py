"""Numbers as a chart shows them: a spreadsheet's format code, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_DECIMALS = 4
_GENERAL, _WHOLE = "General", "#,##0"
_LARGE = 100  # steps of an axis up to here may well have decimals


def format_code(values: Iterable[float]) -> str:
    """Thousands apart, with as many decimals as the numbers have; of very small ones, as is."""
    decimals = max(map(_decimals, values))
    if decimals > _MOST_DECIMALS:
        return _GENERAL
    return _WHOLE + ("." + "0" * decimals if decimals else "")


def axis_format_code(values: Iterable[float]) -> str:
    """For an axis, whose steps are the application's own: whole numbers need no decimals."""
    return _WHOLE if max(map(abs, values)) >= _LARGE else _GENERAL


def shown(value: float) -> str:
    """About what a person reads there."""
    return f"{value:,}"


def _decimals(value: float) -> int:
    if isinstance(value, int):
        return 0
    text = repr(value)
    return _MOST_DECIMALS + 1 if "e" in text else len(text.partition(".")[2])
