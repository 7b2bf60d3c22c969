"""What the OpenAPI schema says of every operation: its errors come in the envelope."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from drf_spectacular.openapi import AutoSchema

from pptapi.permissions import OpenUnlessClosed

_METHODS = ("get", "post", "put", "patch", "delete")
_ENVELOPE: dict[str, Any] = {
    "type": "object",
    "description": "Every error of every endpoint.",
    "required": ["success", "error", "timestamp"],
    "properties": {
        "success": {"type": "boolean", "enum": [False]},
        "error": {
            "type": "object",
            "required": ["code", "message", "details"],
            "properties": {
                "code": {
                    "type": "string",
                    "enum": [
                        "VALIDATION_ERROR",
                        "PARSE_ERROR",
                        "UNSUPPORTED_MEDIA_TYPE",
                        "REQUEST_TOO_LARGE",
                        "BAD_HOST",
                        "AUTHENTICATION_ERROR",
                        "PERMISSION_ERROR",
                        "NOT_FOUND_ERROR",
                        "METHOD_NOT_ALLOWED",
                        "RATE_LIMIT_EXCEEDED",
                        "GEMINI_SERVICE_ERROR",
                        "FILE_GENERATION_ERROR",
                        "TEMPLATE_LOADING_ERROR",
                        "INTERNAL_ERROR",
                        "SERVICE_UNAVAILABLE",
                    ],
                },
                "message": {"type": "string"},
                "details": {
                    "type": "object",
                    "additionalProperties": True,
                    "description": "Wrong fields by name, with list positions as keys.",
                },
            },
        },
        "timestamp": {"type": "string", "format": "date-time"},
    },
}


class TokenScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call]
    """Says how a token is shown. To be defined is enough: it registers itself."""

    target_class = "accounts.authentication.TokenAuthentication"


class OptionalTokenSchema(AutoSchema):
    """Says where a token may be shown but need not."""

    def get_auth(self) -> list[dict[str, Any]]:
        schemes: list[dict[str, Any]] = super().get_auth()
        kinds = [type(permission) for permission in self.view.get_permissions()]
        if schemes and OpenUnlessClosed in kinds and not settings.REQUIRE_AUTHENTICATION:
            schemes.append({})  # OpenAPI's word for "or none"
        return schemes


def describe_errors(
    result: dict[str, Any], generator: object, request: object, public: object
) -> dict[str, Any]:
    """drf-spectacular's hook: the envelope for 4XX and 5XX of each operation."""
    del generator, request, public
    result.setdefault("components", {}).setdefault("schemas", {})["Error"] = _ENVELOPE
    answer = {
        "description": "An error, in the envelope.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
    for path in result["paths"].values():
        for operation in (path[method] for method in _METHODS if method in path):
            for status in ("4XX", "5XX"):
                operation["responses"].setdefault(status, answer)
    return result
