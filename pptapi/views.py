"""The index, and the limits: what belongs to the service rather than to decks or accounts."""

from __future__ import annotations

from django.conf import settings
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from pptapi.envelope import timestamp
from pptapi.throttles import describe_windows


class RateLimitSerializer(serializers.Serializer[object]):
    """One limit, and where the asking user or address stands; null where no limit is set."""

    limit = serializers.IntegerField(allow_null=True)
    remaining = serializers.IntegerField(
        allow_null=True,
        help_text=(
            "May be too little by 0.1 % of the limit for each other worker: workers take permits "
            "in blocks."
        ),
    )
    reset_time = serializers.DateTimeField(allow_null=True)
    window = serializers.CharField(allow_null=True, help_text="second, minute, hour or day")


class RateLimitsView(APIView):
    """The limits, and how much of each is left to the asking user or address."""

    @extend_schema(
        operation_id="get_rate_limits",
        responses=inline_serializer(
            "RateLimits",
            {
                "rate_limits": serializers.DictField(child=RateLimitSerializer()),
                "timestamp": serializers.DateTimeField(),
            },
        ),
        tags=["service"],
    )
    def get(self, request: Request) -> Response:
        return Response({"rate_limits": describe_windows(request), "timestamp": timestamp()})


class IndexView(APIView):
    """What is where."""

    authentication_classes = []
    permission_classes = []
    schema = None

    def get(self, request: Request) -> Response:
        return Response(
            {
                "name": settings.SPECTACULAR_SETTINGS["TITLE"],
                "version": settings.SPECTACULAR_SETTINGS["VERSION"],
                "endpoints": {
                    name: request.build_absolute_uri(path) for name, path in _ENDPOINTS.items()
                },
            }
        )


_ENDPOINTS = {
    "make a deck (POST)": "/api/generate/presentation/",
    "templates": "/api/generate/templates/",
    "performance": "/api/generate/performance/",
    "rate limits": "/api/generate/rate-limits/",
    "health": "/api/generate/health/",
    "accounts (POST)": "/api/auth/register/",
    "documentation": "/api/docs/",
    "schema": "/api/schema/",
}
