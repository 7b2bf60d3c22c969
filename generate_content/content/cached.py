"""Words that were paid for once are not paid for again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Protocol

from generate_content.content.prompts import compose
from generate_content.content.provider import (
    Admission,
    ContentProvider,
    Gaps,
    Writing,
    admit_all,
)
from generate_content.deck import DeckRequest, DeckWarning
from generate_content.errors import ContentError
from generate_content.performance_cache.keys import CacheKey, canonical, digest
from generate_content.performance_cache.policy import Policy
from generate_content.slides.base import Content

NAMESPACE = "gemini_responses"


_POLICY = Policy(shared_errors=(ContentError,), stale_on=(ContentError,))
_STALE = DeckWarning(
    "stale_content",
    "The model could not be asked when this was made; its words are of an hour or two before.",
)


class Found(Protocol):
    @property
    def payload(self) -> bytes: ...
    @property
    def stale(self) -> bool: ...


class WordCache(Protocol):
    """The front door of `performance_cache.tiered`."""

    def get_or_create(
        self,
        key: CacheKey,
        make: Callable[[float], bytes],
        *,
        policy: Policy = ...,
    ) -> Found: ...
    def delete(self, key: CacheKey) -> bool: ...


class CachedWriter:
    """A `ContentProvider` that remembers what another one wrote.

    Only what was written whole is kept: a failure raises before there is anything to keep. Not
    for drafts, which cost nothing.
    """

    def __init__(self, *, provider: ContentProvider, cache: WordCache) -> None:
        self._provider = provider
        self._cache = cache
        self.name = provider.name
        self.identity = provider.identity
        self.source = provider.source

    def write(self, request: DeckRequest, gaps: Gaps, *, admit: Admission = admit_all) -> Writing:
        """As the provider's; `admit` is asked, and tokens are told, only when it really writes."""
        made: list[Writing] = []

        def make(_ends_at: float) -> bytes:
            made.append(self._provider.write(request, gaps, admit=admit))
            return _encode(request, made[-1])

        found = self._cache.get_or_create(self._key(request, gaps), make, policy=_POLICY)
        if made:
            return made[-1]
        return Writing(_decode(request, found.payload), (_STALE,) if found.stale else ())

    def forget(self, request: DeckRequest, gaps: Gaps) -> None:
        self._cache.delete(self._key(request, gaps))

    def _key(self, request: DeckRequest, gaps: Gaps) -> CacheKey:
        """Of the very question a model is asked: whatever changes the words is in it."""
        question = compose(request, gaps)
        content = digest(self.identity, question.system, question.user, canonical(question.schema))
        return CacheKey(NAMESPACE, self.name, content)


def _encode(request: DeckRequest, writing: Writing) -> bytes:
    return canonical(
        {
            str(index): request.slides[index].type.echo(content)
            for index, content in writing.words.items()
        }
    )


def _decode(request: DeckRequest, payload: bytes) -> Mapping[int, Content]:
    """Through the check of fresh words, which also makes lists the tuples they were."""
    return {
        int(index): request.slides[int(index)].type.clean_reply(words, words)
        for index, words in json.loads(payload).items()
    }
