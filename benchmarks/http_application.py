"""The service, with one more route on the same server: a bare Django view of fixed bytes.

`/bare/` passes no middleware: it is the floor of what any Django view costs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pptapi.settings")

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

django.setup()

from pptapi import urls, wsgi  # noqa: E402

FIXED = b"x" * 2000  # about the size of a deck's answer


def bare(request: HttpRequest) -> HttpResponse:
    del request
    headers = {"Content-Length": str(len(FIXED))}
    return HttpResponse(FIXED, content_type="application/json", headers=headers)


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
settings.ROOT_URLCONF = __name__

_middleware, settings.MIDDLEWARE = settings.MIDDLEWARE, []
_bare = WSGIHandler()
settings.MIDDLEWARE = _middleware


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    handler = _bare if environ["PATH_INFO"] == "/bare/" else wsgi.application
    return handler(environ, start_response)
