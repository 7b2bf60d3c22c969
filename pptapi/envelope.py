"""Every error as the one envelope: the only place where an error gets an HTTP status."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import singledispatch
from http import HTTPStatus
from math import ceil
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousFileOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions as drf
from rest_framework.response import Response
from rest_framework_simplejwt.exceptions import TokenError

from generate_content import errors
from pptapi import request_id
from pptapi.renderers import encode

logger = logging.getLogger("pptapi")

_CONTENT_STATUS = {
    "blocked": 502,
    "truncated": 502,
    "bad_output": 502,
    "timeout": 504,
    "unavailable": 503,
    "rate_limited": 503,
    "not_configured": 503,
}


_PAUSE_S = 2  # after which a lock or a crowd has likely passed
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="api"'}


@dataclass(frozen=True)
class Failure:
    """An error on its way to the caller."""

    status: int
    code: str
    message: str
    details: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        return {
            "success": False,
            "error": {"code": self.code, "message": self.message, "details": self.details},
            "timestamp": timestamp(),
        }


def timestamp() -> str:
    """Now, as in 2026-11-22T10:30:45Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's hook; None where nobody foresaw the error, which `server_error` then answers."""
    del context
    if (failure := failure_of(error)) is None:
        return None
    if failure.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("%s: %s", failure.code, error, exc_info=error)
    return Response(failure.body(), status=failure.status, headers=dict(failure.headers))


@singledispatch
def failure_of(error: Exception) -> Failure | None:
    """What the caller is told of `error`; None if it is unforeseen."""
    del error
    return None


@failure_of.register
def _(error: drf.APIException) -> Failure:
    code = _CODES.get(type(error).status_code, str(error.default_code).upper())
    return Failure(error.status_code, code, str(error.detail))


@failure_of.register
def _(error: drf.ValidationError) -> Failure:
    details = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
    return Failure(400, "VALIDATION_ERROR", "The request is not valid.", details)


@failure_of.register
def _(error: TokenError) -> Failure:
    return Failure(401, "AUTHENTICATION_ERROR", str(error), headers=_CHALLENGE)


@failure_of.register(drf.NotAuthenticated)
@failure_of.register(drf.AuthenticationFailed)
def _(error: drf.APIException) -> Failure:
    # 401 also from a view without authenticators, for which DRF would say 403.
    detail = error.detail
    message = str(detail["detail"]) if isinstance(detail, dict) else str(detail)
    return Failure(401, "AUTHENTICATION_ERROR", message, headers=_CHALLENGE)


@failure_of.register
def _(error: drf.UnsupportedMediaType) -> Failure:
    del error
    message = 'Send JSON, with the header "Content-Type: application/json".'
    return Failure(415, "UNSUPPORTED_MEDIA_TYPE", message, {"supported": ["application/json"]})


@failure_of.register
def _(error: drf.Throttled) -> Failure:
    wait_s = ceil(getattr(error, "wait", None) or 1)  # DRF sets it only where it is known
    message = f"Too many requests. Try again in {wait_s} s."
    window = getattr(error, "window", None)
    headers = {"Retry-After": str(wait_s), **(window.headers() if window else {})}
    return Failure(429, "RATE_LIMIT_EXCEEDED", message, {"retry_after": wait_s}, headers)


@failure_of.register
def _(error: Http404) -> Failure:
    return Failure(404, "NOT_FOUND_ERROR", str(error) or "Not found.")


@failure_of.register
def _(error: SuspiciousFileOperation) -> Failure:  # a path like ../../settings.py
    del error
    return Failure(404, "NOT_FOUND_ERROR", "Not found.")


@failure_of.register
def _(error: PermissionDenied) -> Failure:
    return Failure(403, "PERMISSION_ERROR", str(error) or "You may not do this.")


@failure_of.register
def _(error: RequestDataTooBig) -> Failure:
    del error
    return _too_large()


@failure_of.register
def _(error: OperationalError) -> Failure | None:
    if not _will_pass(error):
        return None
    return _unavailable("database", "The database is busy. Try again in a moment.")


def _will_pass(error: OperationalError) -> bool:
    """Another's lock, or a database server out of reach; not a missing table or a full disk."""
    cause = error.__cause__
    if not isinstance(cause, sqlite3.Error):
        return True
    primary_code = cause.sqlite_errorcode & 0xFF  # the rest says why: sqlite.org/rescode.html
    return primary_code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@failure_of.register
def _(error: errors.InvalidDeck) -> Failure:
    return Failure(400, "VALIDATION_ERROR", str(error), error.details)


@failure_of.register
def _(error: errors.NotFound) -> Failure:
    return Failure(404, "NOT_FOUND_ERROR", str(error), error.details)


@failure_of.register
def _(error: errors.ContentError) -> Failure:
    retry_after_s = None if error.retry_after_s is None else max(1, ceil(error.retry_after_s))
    details = {"service": error.service, "reason": error.reason, "retry_after": retry_after_s}
    headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
    status = _CONTENT_STATUS[error.reason]
    return Failure(status, "GEMINI_SERVICE_ERROR", str(error), details, headers)


@failure_of.register
def _(error: errors.RenderError) -> Failure:
    details = {"stage": error.stage, "template_id": error.template_id}
    return Failure(500, "FILE_GENERATION_ERROR", str(error), details)


@failure_of.register
def _(error: errors.TemplateMismatch) -> Failure:
    details = {"stage": error.stage, "template_id": error.template_id}
    return Failure(500, "TEMPLATE_LOADING_ERROR", str(error), details)


@failure_of.register
def _(error: errors.StorageError) -> Failure:
    return Failure(500, "FILE_GENERATION_ERROR", str(error), {"stage": error.stage})


@failure_of.register
def _(error: errors.NotBegun) -> Failure:
    return Failure(503, "SERVICE_UNAVAILABLE", str(error))


_CODES = {
    400: "PARSE_ERROR",
    403: "PERMISSION_ERROR",
    404: "NOT_FOUND_ERROR",
    405: "METHOD_NOT_ALLOWED",
}


# What Django itself answers, outside any view.


def bad_host(request: HttpRequest) -> HttpResponse:
    message = "The Host header names no host of this service. Add it to ALLOWED_HOSTS if it is one."
    details = {"host": request.META.get("HTTP_HOST", ""), "ALLOWED_HOSTS": settings.ALLOWED_HOSTS}
    return _answer(Failure(400, "BAD_HOST", message, details))


def request_too_large() -> HttpResponse:
    return _answer(_too_large())


def body_too_late() -> HttpResponse:
    message = "Too many requests are being read. Try again in a moment."
    return _answer(_unavailable("server", message))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    del request
    return _answer(
        failure_of(exception) or Failure(400, "PARSE_ERROR", "The request is malformed.")
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    del request
    return _answer(
        failure_of(exception) or Failure(403, "PERMISSION_ERROR", "You may not do this.")
    )


def not_found(
    request: HttpRequest, exception: Exception | None = None, path: str = ""
) -> HttpResponse:
    del exception, path
    message = f"There is nothing at {request.path}. See / for what is where."
    return _answer(Failure(404, "NOT_FOUND_ERROR", message))


def server_error(request: HttpRequest) -> HttpResponse:
    """The unforeseen: Django has logged it with its traceback, under the same request id."""
    del request
    details = {"request_id": request_id.current.get()}
    message = "Something went wrong on our side. The log has it under this request id."
    return _answer(Failure(500, "INTERNAL_ERROR", message, details))


def _unavailable(service: str, message: str) -> Failure:
    details = {"service": service, "retry_after": _PAUSE_S}
    return Failure(503, "SERVICE_UNAVAILABLE", message, details, {"Retry-After": str(_PAUSE_S)})


def _too_large() -> Failure:
    limit = settings.MAX_BODY_BYTES
    message = f"The body is larger than {limit // 2**20} MB."
    return Failure(413, "REQUEST_TOO_LARGE", message, {"max_bytes": limit})


def _answer(failure: Failure) -> HttpResponse:
    return HttpResponse(
        encode(failure.body()),
        status=failure.status,
        content_type="application/json",
        headers=dict(failure.headers),
    )
