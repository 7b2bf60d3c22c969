"""The name of one request, in its answer and in every line of the log that it caused."""

from __future__ import annotations

import logging
import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"
current: ContextVar[str] = ContextVar("request_id", default="-")
_SANE = re.compile(r"[A-Za-z0-9._:-]{1,128}")


def accept_or_make(given: str | None) -> str:
    """The caller's own id, if it can stand in a log line; else a new one."""
    if given and _SANE.fullmatch(given):
        return given
    return secrets.token_hex(16)


class RequestIdFilter(logging.Filter):
    """Gives every record a `request_id`."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get()
        return True
