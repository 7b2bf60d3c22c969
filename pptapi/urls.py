"""Every route of the service. The middleware adds a missing slash, so each answers without it."""

from __future__ import annotations

from pathlib import Path

import drf_spectacular_sidecar
from django.urls import include, path
from django.views.static import serve

from pptapi import envelope
from pptapi.documentation import DocumentationView, SchemaView
from pptapi.views import IndexView, RateLimitsView

_DOCS_FILES = Path(drf_spectacular_sidecar.__file__).parent / "static" / "drf_spectacular_sidecar"

urlpatterns = [
    path("", IndexView.as_view(), name="index"),
    path("api/generate/rate-limits/", RateLimitsView.as_view(), name="rate-limits"),
    path("api/generate/", include("generate_content.api.urls")),
    path("api/auth/", include("accounts.urls")),
    path("api/schema/", SchemaView.as_view(), name="schema"),
    path("api/docs/", DocumentationView.as_view(url_name="schema"), name="docs"),
    # A few files for one page: no collectstatic, and the same under every server.
    path(
        "static/drf_spectacular_sidecar/<path:path>",
        serve,
        {"document_root": _DOCS_FILES},
        name="static",
    ),
    path("<path:path>", envelope.not_found),  # in the envelope with DEBUG too
]

handler400 = envelope.bad_request
handler403 = envelope.permission_denied
handler404 = envelope.not_found
handler500 = envelope.server_error
