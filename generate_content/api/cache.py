"""`POST cache/clear/` and `POST cache/cleanup/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from generate_content import composition
from generate_content.api.answers import CleanupAnswerSerializer, ClearAnswerSerializer
from generate_content.api.figures import mebibytes, percent
from generate_content.api.serializers import AnyListField, StrictBooleanField
from generate_content.performance_cache.level import Volume
from generate_content.services import DECKS, TEMPLATES, WORDS
from generate_content.slides.fields import unknown_fields
from pptapi.envelope import timestamp
from pptapi.permissions import OpenUnlessClosed, StaffOnly
from pptapi.throttles import CleanupThrottle

NAMESPACES = {"gemini": WORDS, "templates": TEMPLATES, "presentations": DECKS}
"""Stored namespace by the name clients know it under."""

_MOST_NAMES = 20  # looked at, of a list that can have three right ones


class ClearRequestSerializer(serializers.Serializer[Any]):
    """`{"namespaces": [...]}`, some of them, or `{"clear_all": true}`."""

    namespaces = AnyListField(required=False, help_text=f"Any of {', '.join(NAMESPACES)}.")
    clear_all = StrictBooleanField(required=False)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if isinstance(data, dict) and (
            unknown := [name for name in data if name not in self.fields]
        ):
            message = f"Unknown field. The fields are: {', '.join(self.fields)}."
            raise serializers.ValidationError(unknown_fields(unknown, message))
        return dict(super().to_internal_value(data))

    def validate_namespaces(self, names: list[Any]) -> list[str]:
        wrong = {
            str(position): [f'"{name}" is not a valid choice. Known: {", ".join(NAMESPACES)}.']
            for position, name in enumerate(names[:_MOST_NAMES])
            if not isinstance(name, str) or name not in NAMESPACES
        }
        if wrong:
            raise serializers.ValidationError(wrong)
        return names[:_MOST_NAMES]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("clear_all"):
            return {"names": list(NAMESPACES)}
        if not attrs.get("namespaces"):
            message = f'Name some of {", ".join(NAMESPACES)}, or send {{"clear_all": true}}.'
            raise serializers.ValidationError({"namespaces": [message]})
        return {"names": list(dict.fromkeys(attrs["namespaces"]))}


class ClearView(APIView):
    """Ends what is cached; when it answers, no worker serves a cleared entry any more."""

    permission_classes = [StaffOnly]

    @extend_schema(
        operation_id="clear_cache",
        request=ClearRequestSerializer,
        responses=ClearAnswerSerializer,
        tags=["cache"],
    )
    def post(self, request: Request) -> Response:
        serializer = ClearRequestSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        names: list[str] = serializer.validated_data["names"]
        services = composition.services()
        cleared = services.cache.clear(NAMESPACES[name] for name in names)
        if "presentations" in names:
            services.store.clear()
        return Response(
            {
                "success": True,
                "message": f"Cleared: {', '.join(names)}.",
                "cleared_namespaces": names,
                "statistics": _clear_statistics(cleared),
                "timestamp": timestamp(),
            }
        )


class CleanupView(APIView):
    """Removes what has expired. One sweep in ten seconds serves all who ask for one."""

    permission_classes = [OpenUnlessClosed]
    throttle_classes = [CleanupThrottle]

    @extend_schema(
        operation_id="clean_up_cache",
        request=None,
        responses=CleanupAnswerSerializer,
        tags=["cache"],
    )
    def post(self, request: Request) -> Response:
        del request
        services = composition.services()
        cleaned = services.cache.cleanup()
        decks = services.store.sweep()
        entries = services.files.last_sweep()
        allocated = decks.allocated_bytes + entries.allocated_bytes
        used = decks.used_bytes + entries.used_bytes
        return Response(
            {
                "success": True,
                "message": "Expired entries removed.",
                "cleanup_statistics": {
                    "expired_entries_removed": cleaned.expired_entries_removed,
                    "disk_space_freed_mb": mebibytes(
                        cleaned.disk_bytes_freed + decks.dropped.bytes
                    ),
                    "memory_freed_mb": mebibytes(cleaned.memory_bytes_freed),
                    "cleanup_duration_ms": round(cleaned.duration_ms, 3),
                },
                "cache_health": {
                    **_usage_percents(services),
                    "fragmentation_percent": percent(allocated - used, allocated),
                },
                "timestamp": timestamp(),
            }
        )


def _clear_statistics(cleared: Mapping[str, Volume]) -> dict[str, object]:
    return {
        "memory_cache_cleared": cleared["memory"].entries,
        "django_cache_cleared": cleared["django"].entries,
        "file_cache_cleared": cleared["file"].entries,
        "total_cleared": sum(volume.entries for volume in cleared.values()),
        "memory_freed_mb": mebibytes(cleared["memory"].bytes),
    }


def _usage_percents(services: composition.Services) -> dict[str, float]:
    figures = services.cache.snapshot()
    limit_bytes = services.memory.limit_bytes * max(1, len(figures.workers))
    disk_bytes = figures.levels["file"].volume.bytes + services.store.volume().bytes
    return {
        "memory_usage_percent": percent(figures.levels["memory"].volume.bytes, limit_bytes),
        "disk_usage_percent": percent(disk_bytes, services.settings.cache_disk_bytes),
    }
