"""The WSGI callable, for any server: `pptapi.wsgi:application`."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from pptapi.bodies import BodyReader

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pptapi.settings")
_django = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - imports the views now, not in the first request
for _name in (
    # What Django and Python would import in the first requests: a worker that is short of file
    # handles by then could not, and would fail where no handler can answer for it.
    "django.contrib.auth.backends",
    "django.core.cache.backends.locmem",
    "django.db.models.sql.compiler",
    "encodings.cp437",
    "encodings.unicode_escape",
    "encodings.utf_8_sig",
):
    import_module(_name)

from generate_content import composition  # noqa: E402 - it needs the apps
from generate_content.api.repeated import RepeatedPosts  # noqa: E402 - as above
from generate_content.performance_cache.allocator import (  # noqa: E402 - as above
    return_freed_memory,
)
from pptapi import throttles  # noqa: E402 - as above

if not return_freed_memory():  # with which the cache's limit is the process's
    logging.getLogger(__name__).warning(
        "This C library keeps freed memory: workers may grow beyond CACHE_MEMORY_MB."
    )
_service = RepeatedPosts(_django)

# Opened now for the same reason: a worker is told what it cannot have before it is asked.
composition.services()
throttles.rate_windows()

_bodies = BodyReader(
    most_bytes=settings.MAX_BODY_BYTES,
    places=48,  # of a worker's 64 threads: the others stay free for what has no body
    patience_s=1,
)


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    _bodies.read_into(environ)
    return _service(environ, start_response)
