"""The story of a deck, told once: request -> cached answer, or words -> drawing -> file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import BoundedSemaphore

from generate_content import VERSION
from generate_content.catalogue import Catalogue, Template
from generate_content.content.fill import fill
from generate_content.content.provider import Admission, ContentProvider, Estimate
from generate_content.content.references import with_references
from generate_content.deck import ContentSource, DeckRequest, DeckWarning, SlideRequest
from generate_content.errors import ContentError, InvalidDeck, ProviderUnavailable
from generate_content.performance_cache.keys import CacheKey, canonical, digest
from generate_content.performance_cache.policy import Policy
from generate_content.performance_cache.signing import Signer
from generate_content.performance_cache.statistics import Statistics
from generate_content.performance_cache.tiered import Found, TieredCache
from generate_content.record import DeckRecord
from generate_content.rendering.renderer import Renderer
from generate_content.storage import DeckFile, DeckStore, StoredDeck
from generate_content.usage import TemplateUsage

DECKS = "presentations"
TEMPLATES = "template_data"
WORDS = "gemini_responses"

STALE = DeckWarning(
    "stale_content",
    "The presentation has expired and could not be made anew in time; this is the earlier one.",
)
"""Told with the answer, never kept with the deck."""

_SLUG_LENGTH = 40
_NAME_HEX_DIGITS = 16
_BUSY_RETRY_S = 2.0


@dataclass(frozen=True)
class DeckAnswer:
    """A deck, where it was found, and how long that took."""

    key: CacheKey
    record: DeckRecord
    level: str
    """memory | django | file | none"""
    elapsed_s: float
    expires_at: float

    @property
    def is_hit(self) -> bool:
        return self.level != "none"

    @property
    def saved(self) -> float:
        """The share of the making's time that this answer did not take; negative if slower."""
        return 1 - self.elapsed_s / self.record.made_in_s if self.record.made_in_s > 0 else 0.0


@dataclass(frozen=True)
class DeckEstimate:
    """What making a deck would take."""

    is_cached: bool
    words: Estimate
    provider: str
    """Who would write what is missing."""
    source: ContentSource


class PresentationService:
    """Makes each deck once, and hands out what was made."""

    def __init__(
        self,
        *,
        cache: TieredCache,
        catalogue: Catalogue,
        provider: ContentProvider,
        renderer: Renderer,
        store: DeckStore,
        signer: Signer,
        statistics: Statistics,
        usage: TemplateUsage,
        clock: Callable[[], float],
        slow_seats: int,
        soft_limit_s: float | None = None,
        early_beta: float = 0.0,
    ) -> None:
        """`slow_seats` bounds the threads that wait for a model; `clock` may start anywhere.

        `soft_limit_s`, `early_beta`: as in the cache's `Policy`; the second makes model calls that
        nobody waits for.
        """
        self._cache = cache
        self._catalogue = catalogue
        self._provider = provider
        self._renderer = renderer
        self._store = store
        self._signer = signer
        self._statistics = statistics
        self._usage = usage
        self._clock = clock
        self._seats = BoundedSemaphore(slow_seats)
        self._policy = Policy(
            uncounted_errors=(InvalidDeck,),
            shared_errors=(ContentError,),
            stale_on=(ContentError,),
            remembered_errors=(ContentError,),
            soft_limit_s=soft_limit_s,
            early_beta=early_beta,
        )
        self._model_policy = replace(self._policy, slow_part=self._seat)

    def create(self, request: DeckRequest, *, admit: Admission) -> DeckAnswer:
        """The deck for this request, made if nobody has made it yet.

        `admit` is called before a model is, and may raise. Raises: PresentationError.
        """
        started = self._clock()
        key, filename = self._name(request)
        found = self._cache.get_or_create(
            key,
            self._maker(request, key, filename, admit, started),
            self._is_downloadable,
            self._policy_for(request),
        )
        return self._answer(key, found, started)

    def warm(self, request: DeckRequest, *, admit: Admission, newer_than: float = 0.0) -> str:
        """Has the deck ready for whoever asks next, and counts as no request.

        Only one made after `newer_than` will do. The level it was found at, or "none" when it was
        made. Raises: PresentationError; what `admit` raises.
        """
        key, filename = self._name(request)
        make = self._maker(request, key, filename, admit, self._clock())
        policy = self._policy_for(request)
        found = self._cache.ensure(key, make, self._is_downloadable, policy, newer_than=newer_than)
        return found.level

    def find(self, key: CacheKey) -> Found | None:
        """The fresh deck of this key, carried up to memory; for nobody, so counted nowhere."""
        return self._cache.get(key, accept=self._is_downloadable, counted=False)

    def key(self, request: DeckRequest) -> CacheKey:
        """What the request's deck is cached under."""
        return self._name(request)[0]

    def estimate(self, request: DeckRequest) -> DeckEstimate:
        """What `create` would take now; asks no model and counts as no request."""
        key, _ = self._name(request)
        found = self._cache.get(key, accept=self._is_downloadable, counted=False)
        gaps = {} if found else request.gaps()
        words = self._provider.estimate(request, gaps) if gaps else Estimate()
        return DeckEstimate(found is not None, words, self._provider.name, self._provider.source)

    def repeat(self, key: CacheKey) -> DeckAnswer | None:
        """The deck of an earlier answer if it is still there; else None, and nothing is counted."""
        started = self._clock()
        found = self._cache.repeat(key, accept=self._is_downloadable)
        return self._answer(key, found, started) if found else None

    def _answer(self, key: CacheKey, found: Found, started: float) -> DeckAnswer:
        record = DeckRecord.decode(found.payload)
        answer = DeckAnswer(
            key=key,
            record=record.with_warning(STALE) if found.stale else record,
            level=found.level,
            elapsed_s=self._clock() - started,
            expires_at=found.expires_at,
        )
        self._statistics.record_answer(
            answer.elapsed_s, hit=answer.is_hit, saved=answer.saved if answer.is_hit else None
        )
        self._usage.record(answer.record.template_id)
        return answer

    def forget(self, request: DeckRequest) -> bool:
        """Ends the deck of this request, its link, and the words that were written for it.

        Whether all other hosts have confirmed, where there are any.
        """
        key, filename = self._name(request)
        if gaps := request.gaps():
            self._provider.forget(request, gaps)
        everywhere = self._cache.delete(key)
        self._store.remove(filename)
        return everywhere

    def forget_template(self, template: Template) -> bool:
        """Ends all decks made with the template, and their links, in the same way."""
        return self._cache.clear_group(DECKS, template.id)

    def download(self, filename: str) -> DeckFile:
        """The deck's bytes. Raises: NotFound."""
        return self._store.open(filename)

    def _maker(
        self,
        request: DeckRequest,
        key: CacheKey,
        filename: str,
        admit: Admission,
        started: float,
    ) -> Callable[[float], bytes]:
        return lambda ends_at: self._make(
            request, key=key, filename=filename, admit=admit, started=started, ends_at=ends_at
        )

    def _policy_for(self, request: DeckRequest) -> Policy:
        return self._model_policy if self.calls_a_model(request) else self._policy

    def _make(
        self,
        request: DeckRequest,
        *,
        key: CacheKey,
        filename: str,
        admit: Admission,
        started: float,
        ends_at: float,
    ) -> bytes:
        if self.calls_a_model(request):
            # What cannot fit is refused before anyone is paid.
            given = [(slide.type, slide.given) for slide in request.slides]
            self._renderer.check(request.style, given)
        deck = fill(request, self._provider, admit=admit)
        if request.brief.references_slide:
            deck = with_references(deck, request.brief.citation_style)
        rendered = self._renderer.render(deck)
        stored = self._store.put(
            rendered.data,
            key=key,
            filename=filename,
            sha256=rendered.sha256,
            written=any(slide.source is not ContentSource.PROVIDED for slide in deck.slides),
            expires_at=ends_at,
        )
        return DeckRecord.of(
            deck,
            template=self._catalogue.get(deck.style.template_id),
            file=stored,
            pages=rendered.pages,
            warnings=(*deck.warnings, *rendered.warnings, *_storage_warnings(stored)),
            made_in_s=self._clock() - started,
        ).encode()

    def _name(self, request: DeckRequest) -> tuple[CacheKey, str]:
        """The request's cache key, and the file name only it leads to."""
        template = self._catalogue.get(request.style.template_id)
        author = self._provider.identity if request.gaps() else "none"
        content = digest(VERSION, template.sha256, author, canonical(_canonical_form(request)))
        secret = self._signer.keyed_name(DECKS, content)[:_NAME_HEX_DIGITS]
        return CacheKey(DECKS, template.id, content), f"{slug(request.brief.prompt)}_{secret}.pptx"

    def _is_downloadable(self, payload: bytes) -> bool:
        return self._store.holds(DeckRecord.decode(payload).file)

    def calls_a_model(self, request: DeckRequest) -> bool:
        """Whether making its deck does, unless the words are cached."""
        return self._provider.source is ContentSource.GENERATED and bool(request.gaps())

    @contextmanager
    def _seat(self) -> Iterator[None]:
        """One of the threads that may wait for a model; the others keep answering hits."""
        if not self._seats.acquire(blocking=False):
            raise ProviderUnavailable(
                self._provider.name,
                "Too many presentations are being written right now.",
                retry_after_s=_BUSY_RETRY_S,
            )
        try:
            yield
        finally:
            self._seats.release()


class TemplateService:
    """The templates, described; descriptions are cached, their use is counted."""

    def __init__(self, *, cache: TieredCache, catalogue: Catalogue, usage: TemplateUsage) -> None:
        self._cache = cache
        self._catalogue = catalogue
        self._usage = usage

    def describe(self, template: Template) -> dict[str, object]:
        """The template as the API shows it. Raises: TemplateMismatch."""
        key = CacheKey(TEMPLATES, template.id, digest(VERSION, template.sha256))
        found = self._cache.get_or_create(
            key, lambda _: canonical(self._catalogue.describe(template))
        )
        uses = self._usage.of(template.id)
        last_used = uses.last.strftime("%Y-%m-%dT%H:%M:%SZ") if uses.last else None
        return {
            **json.loads(found.payload),
            "usage_statistics": {"total_uses": uses.total, "last_used": last_used},
        }

    def forget(self, template: Template) -> bool:
        """Ends the cached description; whether all other hosts have confirmed."""
        return self._cache.clear_group(TEMPLATES, template.id)


def slug(prompt: str) -> str:
    """The prompt as a short name of ASCII letters, digits and underscores."""
    plain = unicodedata.normalize("NFKD", prompt).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return words[:_SLUG_LENGTH].rstrip("_") or "presentation"


def _canonical_form(request: DeckRequest) -> Mapping[str, object]:
    return {
        "brief": vars(request.brief),
        "style": vars(request.style),
        "slides": [
            {"type": _type_asked_for(slide), "given": slide.type.echo(slide.given)}
            for slide in request.slides
        ],
    }


def _type_asked_for(slide: SlideRequest) -> str | None:
    return None if slide.is_open else slide.type.name


def _storage_warnings(stored: StoredDeck) -> list[DeckWarning]:
    if not stored.degraded:
        return []
    message = "The cache folder is full or read-only; the presentation is kept for a short time."
    return [DeckWarning("storage_degraded", message)]
