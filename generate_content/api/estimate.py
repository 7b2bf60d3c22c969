"""`POST presentation/estimate/`: what a deck's words would take, told without asking a model."""

from __future__ import annotations

from collections.abc import Mapping

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from generate_content import composition
from generate_content.api.answers import EstimateSerializer
from generate_content.api.figures import tokens
from generate_content.api.presentations import deck_asked_for
from generate_content.api.serializers import DeckRequestSerializer
from generate_content.deck import ContentSource, DeckRequest
from generate_content.services import DeckEstimate
from generate_content.slides.base import SlideType
from pptapi.permissions import OpenUnlessClosed
from pptapi.throttles import DecksThrottle


class EstimateView(APIView):
    """Which slides would be written, which are cached, and the most tokens that may take."""

    permission_classes = [OpenUnlessClosed]
    throttle_classes = [DecksThrottle]

    @extend_schema(
        operation_id="estimate_presentation",
        request=DeckRequestSerializer,
        responses=EstimateSerializer,
        tags=["presentations"],
    )
    def post(self, request: Request) -> Response:
        deck = deck_asked_for(request)
        estimate = composition.services().presentations.estimate(deck)
        usage = estimate.words.usage
        to_write = [index for index, words in enumerate(_words(deck, estimate)) if words == "write"]
        body = {
            "success": True,
            "message": f"{len(to_write)} of {len(deck.slides)} slides would be written by a model.",
            "content_provider": estimate.provider if deck.gaps() else "none",
            "deck_cached": estimate.is_cached,
            "slides": _slides(deck, estimate),
            "expected_usage": {"model_calls": int(bool(to_write)), **tokens(usage)},
        }
        if deck.max_tokens is not None:
            body["within_max_tokens"] = usage.total_tokens <= deck.max_tokens
        return Response(body)


def _slides(deck: DeckRequest, estimate: DeckEstimate) -> list[dict[str, object]]:
    levels, planned = estimate.words.levels, deck.planned(_types(deck, estimate))
    gaps = planned.gaps()

    def of(index: int, words: str) -> dict[str, object]:
        slide = planned.slides[index]
        missing = words in ("write", "draft") and not slide.is_open
        return {
            "slide_index": index,
            "slide_type": None if slide.is_open else slide.type.name,
            "words": words,
            **({"words_cache_level": levels[index]} if index in levels else {}),
            **({"missing_fields": gaps[index]} if missing else {}),
        }

    return [of(index, words) for index, words in enumerate(_words(deck, estimate))]


def _types(deck: DeckRequest, estimate: DeckEstimate) -> Mapping[int, SlideType]:
    """Of the open slides whose type is known: an outline takes what our rules say."""
    if estimate.source is ContentSource.DRAFT:
        return {index: deck.slides[index].type for index in deck.open_slides()}
    return estimate.words.types


def _words(deck: DeckRequest, estimate: DeckEstimate) -> list[str]:
    """Per slide: provided | cached | write | draft."""
    gaps = deck.gaps()
    missing = "draft" if estimate.source is ContentSource.DRAFT else "write"

    def of(index: int) -> str:
        if index not in gaps:
            return "provided"
        if missing == "draft":  # never kept as words, also where its deck is
            return missing
        found = estimate.is_cached or index in estimate.words.levels
        return "cached" if found else missing

    return [of(index) for index in range(len(deck.slides))]
