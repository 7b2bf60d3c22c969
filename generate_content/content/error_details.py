"""What the errors of model services say beside their status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime

_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_DURATION = re.compile(rf"({_NUMBER.pattern})s")


def retry_info_s(details: Iterable[object]) -> float | None:
    """Of Google's RetryInfo, whose `retryDelay` is like "34.07s"."""
    for detail in details:
        if isinstance(detail, Mapping) and str(detail.get("@type")).endswith("RetryInfo"):
            delay = _DURATION.fullmatch(str(detail.get("retryDelay")))
            return float(delay[1]) if delay else None
    return None


def retry_after_s(value: str, *, now: float) -> float | None:
    """Of a Retry-After header: seconds, or a date. `now`: seconds since the epoch.

    Source: RFC 9110, section 10.2.3. Some services send a fraction of a second, too.
    """
    if _NUMBER.fullmatch(value.strip()):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except ValueError:
        return None


def has_reason(details: Iterable[object], reason: str) -> bool:
    """Whether Google's details name this reason."""
    return any(isinstance(detail, Mapping) and detail.get("reason") == reason for detail in details)
