"""What the statistics tell, summed over all workers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generate_content.performance_cache.level import Volume


@dataclass(frozen=True, slots=True)
class Timing:
    """How often something was done, and the seconds that it took in all."""

    times: int = 0
    total_s: float = 0.0

    @property
    def mean_s(self) -> float:
        """0 of nothing."""
        return self.total_s / self.times if self.times else 0.0


@dataclass(frozen=True, slots=True)
class NamespaceTimings:
    hits: Timing
    """Look-ups that found a value, at any level."""
    makings: Timing
    """Values made, behind answers and for nobody too; not what was put or has failed."""
    waits: Timing
    """Requests that waited for a making that another had begun."""


@dataclass(frozen=True, slots=True)
class LossFigures:
    """What a level did not keep."""

    evicted: int = 0
    """Dropped at the limit, to make room."""
    refused: int = 0
    """Not admitted: too large, or there was no room at all."""

    def __add__(self, other: LossFigures) -> LossFigures:
        return LossFigures(self.evicted + other.evicted, self.refused + other.refused)


@dataclass(frozen=True, slots=True)
class BreakerFigures:
    """A level's breaker, over the live workers."""

    state: Literal["closed", "open", "half_open"] = "closed"
    """Open in any of them; else half open, the next use being a trial, in any; else closed."""
    workers: int = 0
    """In how many it is not closed."""
    since: float | None = None
    """When the first of these failed, in seconds since 1970."""
    reason: str | None = None
    """Of the last failure, as the system says it."""


@dataclass(frozen=True, slots=True)
class LevelFigures:
    hits: int
    misses: int
    """Look-ups that came to this level and found nothing."""
    access_time_s: float
    """Seconds that all these look-ups took together; of hits in memory one in 64 is timed."""
    volume: Volume
    losses: LossFigures
    breaker: BreakerFigures | None
    """None for a level that is each worker's own: its medium cannot refuse."""

    @property
    def mean_access_time_s(self) -> float:
        looked = self.hits + self.misses
        return self.access_time_s / looked if looked else 0.0


@dataclass(frozen=True, slots=True)
class StaleFigures:
    served: int
    """Hits on entries in their grace."""
    renewed: int
    """Values made behind an answer."""
    failed_renewals: int


@dataclass(frozen=True, slots=True)
class NamespaceFigures:
    hits: int
    misses: int
    """Requests for a value that no level had."""
    volume: Volume
    """In the level that all workers share, entries in their grace included."""
    losses: LossFigures
    """Over all levels: the same entry may be evicted from each."""
    timings: NamespaceTimings
    stale: StaleFigures


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """Answers to clients, as told to `Statistics.record_answer`."""

    cached: int
    uncached: int
    mean_cached_s: float
    mean_uncached_s: float
    mean_saved: float | None
    """Mean share of the making's time that a hit saved, 0..1; None before the first hit."""
    per_second: float
    """Over the last 60 s."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    levels: Mapping[str, LevelFigures]
    namespaces: Mapping[str, NamespaceFigures]
    keys_at_rest: int
    """Whose making failed several times in a row and is left alone for seconds, in some live
    worker; those cleared meanwhile too, until that time ends."""
    answers: AnswerFigures
    workers: tuple[int, ...]
    """Process ids of the live ones."""

    @property
    def total_hits(self) -> int:
        """Requests for a value that some level had, over all namespaces."""
        return sum(figures.hits for figures in self.namespaces.values())

    @property
    def total_misses(self) -> int:
        return sum(figures.misses for figures in self.namespaces.values())


@dataclass(frozen=True, slots=True)
class Counts:
    """The statistics as counted; `Snapshot` adds what the shared levels know themselves."""

    levels: Mapping[str, tuple[int, int, float]]
    """Hits, misses, seconds."""
    namespaces: Mapping[str, tuple[int, int]]
    """Hits, misses."""
    stale: Mapping[str, StaleFigures]
    timings: Mapping[str, NamespaceTimings]
    losses: Mapping[tuple[str, str], LossFigures]
    """By level and namespace."""
    volumes: Mapping[tuple[str, str], Volume]
    """By level and namespace, over the live workers; only of levels that are each worker's own."""
    breakers: Mapping[str, BreakerFigures]
    keys_at_rest: int
    answers: AnswerFigures
    workers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cleanup:
    """What a clean-up dropped: in this worker's own levels and in the shared ones."""

    expired_entries_removed: int
    disk_bytes_freed: int
    memory_bytes_freed: int
    duration_ms: float


@dataclass(frozen=True, slots=True)
class Cleared:
    """What a clear ended."""

    volumes: Mapping[str, Volume]
    """What each level had."""
    everywhere: bool
    """Whether all other hosts have confirmed; those that have not learn of it when they can."""
