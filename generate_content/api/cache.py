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
from generate_content.api.serializers import (
    AnyListField,
    ClosedSerializer,
    DeckRequestSerializer,
    StrictBooleanField,
    TextField,
)
from generate_content.catalogue import Catalogue, Template
from generate_content.errors import UnknownTemplate
from generate_content.performance_cache.level import Volume
from generate_content.services import DECKS, TEMPLATES, WORDS
from pptapi.envelope import timestamp
from pptapi.permissions import OpenUnlessClosed, StaffOnly
from pptapi.throttles import CleanupThrottle

NAMESPACES = {"gemini": WORDS, "templates": TEMPLATES, "presentations": DECKS}
"""Stored namespace by the name clients know it under."""

UNCONFIRMED = {
    "code": "clear_unconfirmed",
    "message": (
        "Cleared on this host; not every process of the other hosts has confirmed yet. Each "
        "learns of it as soon as it reaches Redis."
    ),
}

_MOST_NAMES = 20  # looked at, of a list that can have three right ones


class ClearRequestSerializer(ClosedSerializer):
    """`{"clear_all": true}`, or any of the other fields."""

    # Context: `catalogue`.

    namespaces = AnyListField(required=False, help_text=f"Any of {', '.join(NAMESPACES)}.")
    clear_all = StrictBooleanField(required=False)
    template_id = TextField(
        required=False,
        max_length=100,
        help_text=(
            "Ends all decks made with this template, their links, and its description; "
            "`statistics` does not count them."
        ),
    )
    request = DeckRequestSerializer(
        required=False,
        help_text=(
            "A body of POST presentation/: ends its deck, the link, and its written words; "
            "`statistics` does not count them."
        ),
    )

    def validate_template_id(self, template_id: str) -> Template:
        catalogue: Catalogue = self.context["catalogue"]
        try:
            return catalogue.get(template_id)
        except UnknownTemplate as error:
            raise serializers.ValidationError(error.details["template_id"]) from error

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
        names = list(NAMESPACES) if attrs.get("clear_all") else attrs.get("namespaces", [])
        deck = attrs["request"]["deck"] if "request" in attrs else None
        if not (names or deck or "template_id" in attrs):
            message = (
                f"Name some of {', '.join(NAMESPACES)}, a template_id or a request, "
                'or send {"clear_all": true}.'
            )
            raise serializers.ValidationError({"namespaces": [message]})
        return {
            "names": list(dict.fromkeys(names)),
            "template": attrs.get("template_id"),
            "deck": deck,
        }


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
        services = composition.services(surely_shared=True)
        serializer = ClearRequestSerializer(
            data=request.data, context={"catalogue": services.catalogue}
        )
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        names: list[str] = asked["names"]
        cleared = services.cache.clear(NAMESPACES[name] for name in names)
        if "presentations" in names:
            services.store.clear()
        parts, everywhere = _clear_parts(services, asked)
        return Response(
            {
                "success": True,
                "message": f"Cleared: {', '.join([*names, *parts])}.",
                "cleared_namespaces": names,
                "statistics": _clear_statistics(cleared.volumes),
                "warnings": [] if cleared.everywhere and everywhere else [UNCONFIRMED],
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


def _clear_parts(
    services: composition.Services, asked: Mapping[str, Any]
) -> tuple[list[str], bool]:
    """Ends a template's entries and a request's, where asked for.

    What was ended, in words; whether all hosts have confirmed.
    """
    ended: list[str] = []
    confirmed: list[bool] = []
    if (template := asked["template"]) is not None:
        confirmed.append(services.presentations.forget_template(template))
        confirmed.append(services.templates.forget(template))
        ended.append(f"template {template.id}")
    if (deck := asked["deck"]) is not None:
        confirmed.append(services.presentations.forget(deck))
        ended.append("one request")
    return ended, all(confirmed)


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
