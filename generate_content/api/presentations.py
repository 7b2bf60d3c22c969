"""`POST presentation/` and `GET download/<filename>`."""

from __future__ import annotations

import re
from dataclasses import replace

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from generate_content import composition
from generate_content.api import examples, popular, repeated
from generate_content.api.answers import DeckAnswerSerializer
from generate_content.api.deck_answer import encode_answer
from generate_content.api.serializers import DeckRequestSerializer
from generate_content.deck import DeckRequest
from pptapi.envelope import Failure
from pptapi.permissions import OpenUnlessClosed
from pptapi.throttles import DecksThrottle, admit_model_call, identity

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class PresentationView(APIView):
    """Makes a deck, or finds it made."""

    permission_classes = [OpenUnlessClosed]
    throttle_classes = [DecksThrottle]

    @extend_schema(
        operation_id="create_presentation",
        request=DeckRequestSerializer,
        responses={201: DeckAnswerSerializer},
        examples=examples.DECK_REQUESTS,
        tags=["presentations"],
    )
    def post(self, request: Request) -> HttpResponse:
        services = composition.services(surely_shared=True)
        answer = services.presentations.create(
            deck_asked_for(request), admit=lambda: admit_model_call(request)
        )
        file_url = _file_url(request, answer.record.file.filename)
        repeated.remember(request.META, answer, file_url)
        popular.asked(services.ahead, answer.key, request.META)
        return HttpResponse(
            encode_answer(answer, file_url=file_url),
            status=status.HTTP_201_CREATED,
            content_type="application/json",
            headers={"Location": file_url},
        )


class DownloadView(APIView):
    """The bytes of a deck. The link is the permission."""

    authentication_classes = []
    permission_classes = []

    @extend_schema(
        operation_id="download_presentation",
        responses={
            (200, PPTX): OpenApiTypes.BINARY,
            (206, PPTX): OpenApiTypes.BINARY,
            304: OpenApiResponse(description="The `If-None-Match` matches."),
            404: OpenApiResponse(description="Expired or cleared: repeat the request."),
            416: OpenApiResponse(description="The range lies outside the file."),
        },
        tags=["presentations"],
    )
    def get(self, request: Request, filename: str) -> HttpResponseBase:
        services = composition.services(surely_shared=True)
        deck = services.presentations.download(filename)
        etag = f'"{deck.sha256}"'
        headers = {
            "ETag": etag,
            "Accept-Ranges": "bytes",
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Cache-Control": "private, max-age=0, must-revalidate",
        }
        if _matches(request.META.get("HTTP_IF_NONE_MATCH"), etag):
            return HttpResponse(status=304, headers=headers)
        return _whole_or_part(request, deck.data, etag, headers)


def deck_asked_for(request: Request) -> DeckRequest:
    """The body as a request of this caller's. Raises: ValidationError."""
    serializer = DeckRequestSerializer(
        data=request.data, context={"catalogue": composition.services().catalogue}
    )
    serializer.is_valid(raise_exception=True)
    deck: DeckRequest = serializer.validated_data["deck"]
    return replace(deck, asker=identity(request))


def _file_url(request: Request, filename: str) -> str:
    path = reverse("download", args=[filename])
    base = composition.services().public_base_url
    return f"{base.rstrip('/')}{path}" if base else str(request.build_absolute_uri(path))


def _matches(header: str | None, etag: str) -> bool:
    """If-None-Match compares weakly (RFC 9110, 13.1.2)."""
    if not header:
        return False
    return any(given in ("*", etag, f"W/{etag}") for given in parse_etags(header))


def _whole_or_part(
    request: Request, data: bytes, etag: str, headers: dict[str, str]
) -> HttpResponseBase:
    """200, or 206 for one byte range (RFC 9110, 14.2); other kinds of ranges are ignored."""
    wanted = _RANGE.fullmatch(request.META.get("HTTP_RANGE", "").strip())
    if_range = request.META.get("HTTP_IF_RANGE", etag)
    if wanted is None or not _is_range(wanted[1], wanted[2]) or if_range != etag:
        return HttpResponse(data, content_type=PPTX, headers=headers)
    first, last = _span(wanted[1], wanted[2], len(data))
    if first > last:
        return _outside(len(data))
    return HttpResponse(
        data[first : last + 1],
        status=206,
        content_type=PPTX,
        headers={**headers, "Content-Range": f"bytes {first}-{last}/{len(data)}"},
    )


def _outside(size: int) -> Response:
    message = f"The range lies outside the file of {size} bytes."
    failure = Failure(416, "RANGE_NOT_SATISFIABLE", message)
    headers = {"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
    return Response(failure.body(), status=failure.status, headers=headers)


def _is_range(first: str, last: str) -> bool:
    return bool(first or last) and not (first and last and int(first) > int(last))


def _span(first: str, last: str, size: int) -> tuple[int, int]:
    """First and last byte, both included; the first beyond the last if there is no such span."""
    if not first:  # the last N bytes
        return (max(0, size - int(last)), size - 1) if int(last) else (size, size - 1)
    return int(first), min(int(last) if last else size - 1, size - 1)
