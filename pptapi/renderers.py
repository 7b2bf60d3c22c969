"""Answers are JSON, whatever the caller says it accepts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder


class CompactJSONRenderer(BaseRenderer):
    """UTF-8, without spaces."""

    media_type = "application/json"
    format = "json"
    charset = None  # JSON is UTF-8 by definition

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        del accepted_media_type, renderer_context
        return b"" if data is None else encode(data)


class AlwaysJSON(DefaultContentNegotiation):
    """One renderer, so `Accept` is not looked at: an answer is better than a 406."""

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        del request, format_suffix
        renderer = next(iter(renderers))
        return renderer, str(renderer.media_type)


def encode(data: object) -> bytes:
    """JSON; a lone surrogate, which UTF-8 cannot carry, goes as the escape that JSON has for it."""
    return _ENCODER.encode(data).encode("utf-8", "backslashreplace")


_ENCODER = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
