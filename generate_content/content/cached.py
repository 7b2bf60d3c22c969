"""Words that were paid for once are not paid for again: remembered slide by slide."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from generate_content.content.links import urls_in_request, without_invented_links
from generate_content.content.provider import (
    Admission,
    ContentProvider,
    Estimate,
    Gaps,
    Writing,
    admit_all,
)
from generate_content.content.word_keys import NAMESPACE, WordKeys, decoded, encoded, group_of
from generate_content.deck import DeckRequest, DeckWarning
from generate_content.errors import ContentError
from generate_content.performance_cache.entry import MADE, Found, Generation
from generate_content.performance_cache.keys import CacheKey, canonical, digest
from generate_content.slides.base import Content, SlideType
from generate_content.slides.fields import InvalidField

_STALE = DeckWarning(
    "stale_content",
    "The model could not be asked when this was made; its words are of an hour or two before.",
)


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
        del gaps
        search = self._search(request)
        made = Writing({})

        def make() -> bool:
            nonlocal made
            made = self._write_and_keep(search, admit)
            return True

        stale = False
        try:
            if not search.look():
                self._flights.run(
                    f"{NAMESPACE}:{search.name}",
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
            words=dict(sorted(words.items())),
            warnings=(*made.warnings, *([_STALE] if stale else [])),
            levels={index: search.levels.get(index, MADE) for index in sorted(words)},
            types={**search.types, **made.types},
        )

    def estimate(self, request: DeckRequest, gaps: Gaps) -> Estimate:
        del gaps
        search = self._search(request)
        search.look(counted=False)
        most = self._provider.estimate(search.request_with_words(), search.missing())
        return replace(most, levels=search.levels, types=search.types)

    def forget(self, request: DeckRequest, gaps: Gaps) -> None:
        """Ends all words written for this prompt, whoever asked and with whatever slides."""
        del gaps
        self._cache.clear_group(NAMESPACE, group_of(self.name, request))

    def _search(self, request: DeckRequest) -> _Search:
        return _Search(self._cache, WordKeys(self.name, self.identity), request)

    def _write_and_keep(self, search: _Search, admit: Admission) -> Writing:
        begun = self._cache.generation(search.plan_key)
        missing = search.missing()
        writing = self._provider.write(search.request_with_words(), missing, admit=admit)
        planned = search.request.planned(writing.types)
        for index, content in writing.words.items():
            payload = canonical(planned.slides[index].type.echo(content))
            self._keep(search.keys.of(planned, index), payload, begun)
        if writing.types:
            self._keep(search.plan_key, encoded(writing.types), begun)
        return writing

    def _keep(self, key: CacheKey, payload: bytes, begun: Generation) -> None:
        """Not if the prompt's words were cleared since: all are of one group, and keys of planned
        slides are known only now.
        """
        namespace, group, _ = begun
        *_, of_key = self._cache.generation(key)
        self._cache.put(key, payload, generation=(namespace, group, of_key))


class _Search:
    """What the cache has of a request's words; each found one is counted as one hit.

    The slides that were open are looked for once their plan is found.
    """

    def __init__(self, cache: WordCache, keys: WordKeys, request: DeckRequest) -> None:
        self._cache = cache
        self._known_urls = urls_in_request(request)
        self.keys = keys
        self.request = request
        self._made_keys: dict[int, CacheKey] = {}
        self.plan_key = keys.of_plan(request)
        self.name = digest(
            *([self.plan_key.digest] if request.open_slides() else []),
            *(self._key(index).digest for index in self._settled()),
        )
        self.types: Mapping[int, SlideType] = {}
        self.words: dict[int, Content] = {}
        self.levels: dict[int, str] = {}

    def look(self, *, again: bool = False, stale: bool = False, counted: bool = True) -> bool:
        """Whether all words are there, now that another look was taken."""

        def found(key: CacheKey) -> Found | None:
            return self._cache.look(key, again=again, stale=stale, counted=counted)

        # Counted as any other entry, so that looks and finds agree.
        if self.request.open_slides() and (plan := found(self.plan_key)):
            self.types = decoded(plan.payload, self.request)
            self.request = self.request.planned(self.types)
        for index in self._settled():
            entry = None if index in self.words else found(self._key(index))
            if entry and (words := self._decoded(index, entry.payload)):
                self.words[index] = words
                self.levels[index] = entry.level
        return not self.missing()

    def missing(self) -> Gaps:
        gaps = self.request.gaps()
        return {index: gaps[index] for index in gaps if index not in self.words}

    def request_with_words(self) -> DeckRequest:
        """The request with the words found as if they had been given: what is still to be written
        is written to fit them.
        """
        slides = tuple(
            replace(slide, given={**self.words.get(index, {}), **slide.given})
            for index, slide in enumerate(self.request.slides)
        )
        return replace(self.request, slides=slides)

    def count_misses(self) -> None:
        for _ in self.missing():
            self._cache.statistics.miss(NAMESPACE)

    def _key(self, index: int) -> CacheKey:
        """Made once: whoever waits for another's making looks often."""
        if index not in self._made_keys:
            self._made_keys[index] = self.keys.of(self.request, index)
        return self._made_keys[index]

    def _settled(self) -> list[int]:
        """The slides with gaps whose type is known."""
        return [i for i in self.request.gaps() if not self.request.slides[i].is_open]

    def _decoded(self, index: int, payload: bytes) -> Content | None:
        """Through the check of fresh words, which also makes lists the tuples they were.

        A link stays one only if its URL stands in this request, too. None: nothing else was there.
        """
        words = without_invented_links(json.loads(payload), self._known_urls)
        assert isinstance(words, dict)
        try:
            slide = self.request.slides[index]
            return slide.type.clean_reply(words, words, slide.given)
        except InvalidField:
            return None
