"""Requests as they come: counted, and kept where their decks may have to be made again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generate_content import composition
from generate_content.ahead import Ahead
from generate_content.api.serializers import DeckRequestSerializer
from generate_content.deck import DeckRequest
from generate_content.performance_cache.keys import CacheKey
from pptapi import bodies


def asked(ahead: Ahead | None, key: CacheKey, environ: Mapping[str, Any]) -> None:
    """A request for a deck was answered; takes less than a microsecond and writes nothing."""
    if ahead is not None:
        ahead.asked(key, environ.get(bodies.BODY), read)


def read(body: str) -> DeckRequest | None:
    """What a body that was valid once stands for; None if it is valid no more."""
    context = {"catalogue": composition.services().catalogue}
    serializer = DeckRequestSerializer(data=json.loads(body), context=context)
    return serializer.validated_data["deck"] if serializer.is_valid() else None
