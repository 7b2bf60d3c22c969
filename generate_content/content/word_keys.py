"""What words are remembered under: the very question a model is asked for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generate_content.content.prompts import compose, compose_alone
from generate_content.deck import DeckRequest
from generate_content.performance_cache.keys import CacheKey, canonical, digest
from generate_content.slides.base import NOTHING, SlideType
from generate_content.slides.registry import BY_NAME

NAMESPACE = "gemini_responses"


@dataclass(frozen=True)
class WordKeys:
    """The cache keys of one provider's words."""

    name: str
    identity: str

    def of(self, request: DeckRequest, index: int) -> CacheKey:
        """Of the question a model would be asked for this slide alone: whatever changes its words
        is in it. Beside that, its place in the talk.

        The model is shown the other slides, too, but another word there shall not cost this one's.
        So that nobody is answered with what was written about somebody else's slides, such words
        are kept for their asker.
        """
        question = compose_alone(request, index, request.wanted(request.slides[index]))
        others = (*request.slides[:index], *request.slides[index + 1 :])
        content = digest(
            self.identity,
            f"{index} of {len(request.slides)}",
            request.asker if any(other.given for other in others) else "",
            question.system,
            question.user,
            canonical(question.schema),
        )
        return CacheKey(NAMESPACE, group_of(self.name, request), content)

    def of_plan(self, request: DeckRequest) -> CacheKey:
        """Of the question with the open slides alone, the others told by their types."""
        slides = tuple(replace(slide, given=NOTHING) for slide in request.slides)
        bare = replace(request, slides=slides)
        question = compose(bare, {i: request.gaps()[i] for i in request.open_slides()})
        content = digest(
            self.identity,
            "plan",
            request.asker if any(slide.given for slide in request.slides) else "",
            question.system,
            question.user,
            canonical(question.schema),
        )
        return CacheKey(NAMESPACE, group_of(self.name, request), content)


def group_of(provider: str, request: DeckRequest) -> str:
    """All words for one prompt."""
    return digest(provider, request.brief.prompt)


def encoded(types: Mapping[int, SlideType]) -> bytes:
    return canonical({str(index): one.name for index, one in types.items()})


def decoded(payload: bytes, request: DeckRequest) -> Mapping[int, SlideType]:
    """The types of a plan, for the slides that are open; nothing for a plan of other slides."""
    names = {int(index): name for index, name in json.loads(payload).items()}
    if names.keys() != set(request.open_slides()) or not BY_NAME.keys() >= set(names.values()):
        return {}
    return {index: BY_NAME[name] for index, name in names.items()}
