"""The OpenAPI schema and the page that shows it: open to all, whatever token they show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from pptapi.renderers import CompactJSONRenderer


class _OpenPage(APIView):
    """Has a format of its own for what it shows, and JSON for everything else."""

    authentication_classes = []
    permission_classes = []

    def handle_exception(self, exc: Exception) -> Response:
        self._answer_in_json()
        return super().handle_exception(exc)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        self._answer_in_json()
        return super().options(request, *args, **kwargs)

    def _answer_in_json(self) -> None:
        renderer = CompactJSONRenderer()
        self.request.accepted_renderer = renderer
        self.request.accepted_media_type = renderer.media_type


class YAMLOrJSON(DefaultContentNegotiation):
    """What `Accept` or `?format=` names; YAML rather than a 406."""

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        known = list(renderers)
        try:
            renderer, media_type = super().select_renderer(request, known, format_suffix)
        except NotAcceptable:
            renderer, media_type = known[0], known[0].media_type
        return renderer, str(media_type)


class SchemaView(_OpenPage, SpectacularAPIView):
    content_negotiation_class = YAMLOrJSON


class DocumentationView(_OpenPage, SpectacularSwaggerView):
    pass
