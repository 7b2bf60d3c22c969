"""The cache's front door: a chain of levels, fastest first, and one making per missing value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext

from generate_content.performance_cache.chain import Chain, Levels
from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.entry import MADE, Accept, Entry, Found
from generate_content.performance_cache.figures import Cleanup, Snapshot
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.holdings import Holdings
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.shortcut import Shortcut
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics

__all__ = ["MADE", "Accept", "Found", "TieredCache"]


class TieredCache:
    """Looks from the first level to the last, carries what it finds upward with its remaining
    life, and has missing values made once.

    Safe for threads. An entry is served only while its generation is current, so that clearing
    reaches every process at once; each frees its own memory when it next comes by.
    """

    def __init__(
        self,
        *,
        levels: Levels,
        namespaces: Mapping[str, float],
        generations: Generations,
        flights: SingleFlight,
        statistics: Statistics,
        clock: Clock | None = None,
    ) -> None:
        """`namespaces`: the life of an entry in seconds, by namespace."""
        self.statistics = statistics
        self._levels = levels
        self._ttl_s = dict(namespaces)
        self._generations = generations
        self._is_current = generations.is_current
        self._flights = flights
        self._clock = clock or Clock()
        self._monotonic = self._clock.monotonic
        self._holdings = Holdings(
            levels=levels,
            namespaces=tuple(namespaces),
            generations=generations,
            statistics=statistics,
        )
        self._chain = Chain(
            levels=levels,
            generations=generations,
            statistics=statistics,
            holdings=self._holdings,
            clock=self._clock,
        )
        self._hit = Shortcut(
            memory=levels[0],
            generations=generations,
            statistics=statistics,
            monotonic=self._monotonic,
        ).hit
        self._look = self._chain.look

    def repeat(self, key: CacheKey, *, accept: Accept | None = None) -> Found | None:
        """What any level has, counted as a hit. None counts nothing: whoever gets it asks again,
        by `get_or_create`.
        """
        return self._hit(key, accept) or self._look(key, accept, hits=True, misses=False)

    def get(
        self, key: CacheKey, *, accept: Accept | None = None, counted: bool = True
    ) -> Found | None:
        """What any level has. `accept` is asked whether what the payload points to is still there;
        what it refuses is dropped. `counted=False`: for the program's own look-ups.
        """
        if counted and (found := self._hit(key, accept)) is not None:
            return found
        found = self._look(key, accept, hits=counted, misses=counted)
        if found is None and counted:
            self.statistics.miss(key.namespace)
        return found

    def get_or_create(
        self,
        key: CacheKey,
        make: Callable[[float], bytes],
        *,
        accept: Accept | None = None,
        ttl_s: float | None = None,
        slow_part: Callable[[], AbstractContextManager[object]] | None = None,
        uncounted_errors: tuple[type[BaseException], ...] = (),
        shared_errors: tuple[type[BaseException], ...] = (),
    ) -> Found:
        """What any level has, else what `make(expires_at)` returns, made by one for all who ask.

        `expires_at` is the wall-clock time at which the value will expire. Whatever `make` raises
        goes through, and nothing is stored; nor is it when the namespace or group was cleared
        during the making. `slow_part` is entered around waiting and making, not around a hit.
        Counts one hit or one miss, or nothing when the making ends in one of `uncounted_errors`.
        """
        found = self._hit(key, accept)
        if found is not None:
            return found
        found = self._look(key, accept, hits=True, misses=True)
        if found is not None:
            return found
        try:
            with slow_part() if slow_part else nullcontext():
                found = self._flights.run(
                    str(key),
                    look=lambda: self._look(key, accept, hits=True, misses=False),
                    make=lambda: self._make(key, make, ttl_s),
                    shared_errors=shared_errors,
                )
        except uncounted_errors:
            raise
        except BaseException:
            self.statistics.miss(key.namespace)
            raise
        if found.level == MADE:
            self.statistics.miss(key.namespace)
        return found

    def put(self, key: CacheKey, payload: bytes, *, ttl_s: float | None = None) -> None:
        self._make(key, lambda _: payload, ttl_s)

    def delete(self, key: CacheKey) -> None:
        self._chain.delete(key)

    def clear(self, namespaces: Iterable[str]) -> Mapping[str, Volume]:
        """Ends every entry of these namespaces, in all processes; what each level had of them.

        Raises: KeyError for an unknown namespace.
        """
        names = tuple(dict.fromkeys(namespaces))
        if unknown := set(names) - self._ttl_s.keys():
            raise KeyError(*sorted(unknown))
        with self._generations.locked():
            before = self._holdings.volumes()
            for name in names:
                self._generations.advance(name)
            for name in names:
                self._holdings.free_cleared(name)
                for level in self._levels:
                    if level.shared:
                        level.clear(name)
        return {
            level.name: sum((before[level.name, name] for name in names), Volume())
            for level in self._levels
        }

    def clear_group(self, namespace: str, group: str) -> None:
        """Ends every entry of the group, in all processes; their room is freed as they are met."""
        self._generations.advance_group(namespace, group)

    def cleanup(self) -> Cleanup:
        """Drops what has expired in this worker's levels and in the shared ones."""
        started = self._monotonic()
        for name in self._ttl_s:
            self._holdings.free_cleared(name)
        swept = {level: level.sweep() for level in self._levels}
        self._holdings.publish()
        return Cleanup(
            expired_entries_removed=sum(volume.entries for volume in swept.values()),
            disk_bytes_freed=sum(volume.bytes for level, volume in swept.items() if level.shared),
            memory_bytes_freed=sum(v.bytes for level, v in swept.items() if not level.shared),
            duration_ms=(self._monotonic() - started) * 1000,
        )

    def snapshot(self) -> Snapshot:
        """The statistics of all workers, in a time that does not depend on the entries."""
        return self._holdings.snapshot()

    def _make(self, key: CacheKey, make: Callable[[float], bytes], ttl_s: float | None) -> Found:
        generation = self._generations.current(key.namespace, key.group)
        now = self._clock.wall()
        expires_at = now + (self._ttl_s[key.namespace] if ttl_s is None else ttl_s)
        entry = Entry(make(expires_at), now, expires_at, generation)
        if self._is_current(key.namespace, key.group, generation):
            self._chain.store(key, entry)
        return Found(entry.payload, MADE, now, expires_at)
