"""`POST cache/warm/`: decks made ready before anybody asks for them."""

from __future__ import annotations

import time
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from generate_content import composition
from generate_content.api.answers import WarmAnswerSerializer
from generate_content.api.serializers import AnyListField, ClosedSerializer, DeckRequestSerializer
from generate_content.deck import DeckRequest
from generate_content.errors import PresentationError
from generate_content.warming import Warmed, Warming
from pptapi.envelope import failure_of, timestamp
from pptapi.permissions import StaffOnly
from pptapi.throttles import RateLimitExceeded, admit_model_call

JOBS = 4
LIMIT_S = 120.0
"""None is begun later; one that calls a model may take its own time beyond."""
MOST_REQUESTS = 100


@extend_schema_field(DeckRequestSerializer(many=True))
class DeckRequestsField(AnyListField):
    """Bodies of `POST presentation/`."""


class WarmRequestSerializer(ClosedSerializer):
    """Bodies of `POST presentation/`. Every wrong one is named by its position."""

    # Context: `catalogue`; `validated_data["requests"]` are DeckRequests.

    requests = DeckRequestsField(min_length=1, max_length=MOST_REQUESTS)

    def validate_requests(self, bodies: list[Any]) -> list[DeckRequest]:
        each = [DeckRequestSerializer(data=body, context=self.context) for body in bodies]
        wrong = {str(index): one.errors for index, one in enumerate(each) if not one.is_valid()}
        if wrong:
            raise serializers.ValidationError(wrong)
        return [one.validated_data["deck"] for one in each]


class WarmView(APIView):
    """Makes the decks of many requests; answers when all are there or have failed."""

    permission_classes = [StaffOnly]

    @extend_schema(
        operation_id="warm_cache",
        request=WarmRequestSerializer,
        responses=WarmAnswerSerializer,
        tags=["cache"],
    )
    def post(self, request: Request) -> Response:
        started = time.monotonic()
        services = composition.services(surely_shared=True)
        serializer = WarmRequestSerializer(
            data=request.data, context={"catalogue": services.catalogue}
        )
        serializer.is_valid(raise_exception=True)
        warming = Warming(
            services.presentations,
            jobs=JOBS,
            limit_s=LIMIT_S,
            admit=lambda: admit_model_call(request),
            told_errors=(PresentationError, RateLimitExceeded),
        )
        warmed = list(warming.run(enumerate(serializer.validated_data["requests"])))
        failures = sorted((one for one in warmed if one.error), key=lambda one: one.index)
        made = sum(one.level == "none" for one in warmed)
        return Response(
            {
                "success": not failures,
                "message": f"{made} made, {len(failures)} failed.",
                "statistics": {
                    "requested": len(warmed),
                    "already_cached": len(warmed) - made - len(failures),
                    "made": made,
                    "failed": len(failures),
                },
                "failures": [_failure(one) for one in failures],
                "duration_ms": round((time.monotonic() - started) * 1000, 3),
                "timestamp": timestamp(),
            }
        )


def _failure(warmed: Warmed) -> dict[str, object]:
    assert warmed.error is not None
    told = failure_of(warmed.error)
    assert told is not None, "each of the told errors has a code"
    return {"index": warmed.index, "code": told.code, "message": told.message}
