"""Words that were paid for once are not paid for again: remembered slide by slide."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol, TypeAlias

from generate_content.content.links import urls_in_request, without_invented_links
from generate_content.content.prompts import compose_alone
from generate_content.content.provider import (
    Admission,
    ContentProvider,
    Estimate,
    Gaps,
    Writing,
    admit_all,
)
from generate_content.deck import DeckRequest, DeckWarning
from generate_content.errors import ContentError
from generate_content.performance_cache.entry import MADE, Found, Generation
from generate_content.performance_cache.keys import CacheKey, canonical, digest
from generate_content.slides.base import Content
from generate_content.slides.fields import InvalidField

NAMESPACE = "gemini_responses"

_STALE = DeckWarning(
    "stale_content",
    "The model could not be asked when this was made; its words are of an hour or two before.",
)

Keys: TypeAlias = Mapping[int, CacheKey]
"""Of each slide with gaps."""


class Misses(Protocol):
    def miss(self, namespace: str) -> None: ...


class WordCache(Protocol):
    """What is used of `performance_cache.tiered`, whose docstrings hold."""

    @property
    def statistics(self) -> Misses: ...
    def look(
        self, key: CacheKey, *, again: bool = ..., stale: bool = ..., counted: bool = ...
    ) -> Found | None: ...
    def generation(self, key: CacheKey) -> Generation: ...
    def put(self, key: CacheKey, payload: bytes, *, generation: Generation) -> None: ...
    def clear_group(self, namespace: str, group: str) -> bool: ...


class Flights(Protocol):
    """One making per name: `performance_cache.single_flight`."""

    def run(
        self,
        name: str,
        *,
        look: Callable[[], bool | None],
        make: Callable[[], bool],
        shared_errors: tuple[type[BaseException], ...] = ...,
    ) -> bool: ...


class CachedWriter:
    """A `ContentProvider` that remembers what another one wrote, each slide by itself.

    All slides that are not found are asked for in one call. Only what was written whole is kept:
    a failure raises before there is anything to keep. Not for drafts, which cost nothing.
    """

    def __init__(self, *, provider: ContentProvider, cache: WordCache, flights: Flights) -> None:
        self._provider = provider
        self._cache = cache
        self._flights = flights
        self.name = provider.name
        self.identity = provider.identity
        self.source = provider.source

    def write(self, request: DeckRequest, gaps: Gaps, *, admit: Admission = admit_all) -> Writing:
        """As the provider's; `admit` is asked, and tokens are told, only when it really writes."""
        keys = self._keys(request, gaps)
        search = _Search(self._cache, request, keys)
        made = Writing({})

        def make() -> bool:
            nonlocal made
            missing = {index: gaps[index] for index in gaps if index not in search.words}
            made = self._write_and_keep(_with_words(request, search.words), missing, keys, admit)
            return True

        stale = False
        try:
            if not search.look():
                self._flights.run(
                    f"{NAMESPACE}:{digest(*(key.digest for key in keys.values()))}",
                    look=lambda: search.look(again=True) or None,
                    make=make,
                    shared_errors=(ContentError,),
                )
        except ContentError:
            stale = search.look(stale=True)
            if not stale:
                raise
        finally:
            search.count_misses()
        words = {**search.words, **made.words}
        return replace(
            made,
            words={index: words[index] for index in gaps},
            warnings=(*made.warnings, *([_STALE] if stale else [])),
            levels={index: search.levels.get(index, MADE) for index in gaps},
        )

    def estimate(self, request: DeckRequest, gaps: Gaps) -> Estimate:
        search = _Search(self._cache, request, self._keys(request, gaps))
        search.look(counted=False)
        missing = {index: gaps[index] for index in gaps if index not in search.words}
        most = self._provider.estimate(_with_words(request, search.words), missing)
        return replace(most, levels=search.levels)

    def forget(self, request: DeckRequest, gaps: Gaps) -> None:
        """Ends all words written for this prompt, whoever asked and with whatever slides."""
        del gaps
        self._cache.clear_group(NAMESPACE, self._group(request))

    def _write_and_keep(
        self, request: DeckRequest, missing: Gaps, keys: Keys, admit: Admission
    ) -> Writing:
        generations = {index: self._cache.generation(keys[index]) for index in missing}
        writing = self._provider.write(request, missing, admit=admit)
        for index, content in writing.words.items():
            payload = canonical(request.slides[index].type.echo(content))
            self._cache.put(keys[index], payload, generation=generations[index])
        return writing

    def _keys(self, request: DeckRequest, gaps: Gaps) -> Keys:
        return {index: self._key(request, index, wanted) for index, wanted in gaps.items()}

    def _key(self, request: DeckRequest, index: int, wanted: tuple[str, ...]) -> CacheKey:
        """Of the very question a model would be asked for this slide alone: whatever changes its
        words is in it. Beside that, its place in the talk.

        The model is shown the other slides, too, but another word there shall not cost this one's.
        So that nobody is answered with what was written about somebody else's slides, such words
        are kept for their asker.
        """
        question = compose_alone(request, index, wanted)
        others = (*request.slides[:index], *request.slides[index + 1 :])
        content = digest(
            self.identity,
            f"{index} of {len(request.slides)}",
            request.asker if any(other.given for other in others) else "",
            question.system,
            question.user,
            canonical(question.schema),
        )
        return CacheKey(NAMESPACE, self._group(request), content)

    def _group(self, request: DeckRequest) -> str:
        return digest(self.name, request.brief.prompt)


class _Search:
    """What the cache has of some slides' words; each found one is counted as one hit."""

    def __init__(self, cache: WordCache, request: DeckRequest, keys: Keys) -> None:
        self._cache = cache
        self._slides = request.slides
        self._known_urls = urls_in_request(request)
        self._keys = keys
        self.words: dict[int, Content] = {}
        self.levels: dict[int, str] = {}

    def look(self, *, again: bool = False, stale: bool = False, counted: bool = True) -> bool:
        """Whether the words of all slides are there, now that another look was taken."""
        for index in self._keys.keys() - self.words.keys():
            entry = self._cache.look(self._keys[index], again=again, stale=stale, counted=counted)
            if entry is not None and (words := self._decoded(index, entry.payload)):
                self.words[index] = words
                self.levels[index] = entry.level
        return len(self.words) == len(self._keys)

    def count_misses(self) -> None:
        for _ in self._keys.keys() - self.words.keys():
            self._cache.statistics.miss(NAMESPACE)

    def _decoded(self, index: int, payload: bytes) -> Content | None:
        """Through the check of fresh words, which also makes lists the tuples they were.

        A link stays one only if its URL stands in this request, too. None: nothing else was there.
        """
        words = without_invented_links(json.loads(payload), self._known_urls)
        assert isinstance(words, dict)
        try:
            slide = self._slides[index]
            return slide.type.clean_reply(words, words, slide.given)
        except InvalidField:
            return None


def _with_words(request: DeckRequest, words: Mapping[int, Content]) -> DeckRequest:
    """The request with these words as if they had been given: what is still to be written is
    written to fit them.
    """
    slides = tuple(
        replace(slide, given={**words.get(index, {}), **slide.given})
        for index, slide in enumerate(request.slides)
    )
    return replace(request, slides=slides)
