"""The WSGI callable, for any server: `pptapi.wsgi:application`."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pptapi.settings")
_django = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - imports the views now, not in the first request

from generate_content.api.repeated import RepeatedPosts  # noqa: E402 - it needs the apps

_service = RepeatedPosts(_django)


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    if "HTTP_TRANSFER_ENCODING" in environ and environ.get("wsgi.input_terminated"):
        _measure_body(environ)
    return _service(environ, start_response)


def _measure_body(environ: WSGIEnvironment) -> None:
    """Gives a chunked body the length that Django wants to know.

    Reads one byte more than is allowed at most; the middleware then refuses that length.
    """
    body = environ["wsgi.input"].read(settings.MAX_BODY_BYTES + 1)
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
