"""The cache's front door: a chain of levels, fastest first, and one making per missing value."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

from generate_content.performance_cache.chain import Chain, Levels
from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.entry import MADE, Accept, Found, Generation
from generate_content.performance_cache.figures import Cleanup, Cleared, Snapshot
from generate_content.performance_cache.freshness import Lifetime, Random
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.holdings import Holdings
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.maker import Maker
from generate_content.performance_cache.policy import PLAIN, Make, Policy, Wanted
from generate_content.performance_cache.shortcut import Shortcut
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics

__all__ = ["MADE", "PLAIN", "Accept", "Found", "Policy", "TieredCache"]


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
        namespaces: Mapping[str, Lifetime],
        generations: Generations,
        flights: SingleFlight,
        statistics: Statistics,
        clock: Clock | None = None,
        random: Random = random.random,
    ) -> None:
        """`namespaces`: those whose values others are made of come before these others."""
        self.statistics = statistics
        self._levels = levels
        self._namespaces = tuple(namespaces)
        self._generations = generations
        clock = clock or Clock()
        self._monotonic = clock.monotonic
        self._holdings = Holdings(
            levels=levels,
            namespaces=self._namespaces,
            generations=generations,
            statistics=statistics,
        )
        self._chain = Chain(
            levels=levels,
            generations=generations,
            statistics=statistics,
            holdings=self._holdings,
            clock=clock,
        )
        self._maker = Maker(
            chain=self._chain,
            lifetimes=dict(namespaces),
            flights=flights,
            statistics=statistics,
            clock=clock,
            random=random,
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

    def look(
        self, key: CacheKey, *, again: bool = False, stale: bool = False, counted: bool = True
    ) -> Found | None:
        """What any level has, counted as a hit; for who makes several values together.

        None is not counted yet: whoever goes without the value says so (`statistics.miss`).
        `again`: after a first look that found nothing. `stale`: what is in its grace.
        """
        misses = counted and not (again or stale)
        return self._look(key, None, hits=counted, misses=misses, stale=stale)

    def generation(self, key: CacheKey) -> Generation:
        """The present one: to be had before a making begins that ends with a `put`."""
        return self._chain.generation(key)

    def get_or_create(
        self,
        key: CacheKey,
        make: Make,
        accept: Accept | None = None,
        policy: Policy = PLAIN,
    ) -> Found:
        """What any level has, else what `make(ends_at)` returns, made by one for all who ask.

        Whatever `make` raises goes through, unless the policy lets an old value stand in, and
        nothing is stored; nor is it when the namespace or group was cleared during the making.
        Counts one hit or one miss, or nothing when the making ends in an uncounted error.
        """
        found = self._hit(key, accept) or self._look(key, accept, hits=True, misses=True)
        if found is None:
            return self._maker.get(Wanted(key, make, accept, policy))
        if policy.early_beta:
            self._maker.renew_early(Wanted(key, make, accept, policy), found)
        return found

    def ensure(
        self,
        key: CacheKey,
        make: Make,
        accept: Accept | None = None,
        policy: Policy = PLAIN,
        *,
        newer_than: float = 0.0,
    ) -> Found:
        """As `get_or_create`, but for nobody who asked: counts no request.

        Only what was made after `newer_than` will do, so that a value can be made anew while it is
        fresh. An old value does not stand in.
        """
        found = self._look(key, accept, hits=False, misses=False, newer_than=newer_than)
        return found or self._maker.ensure(Wanted(key, make, accept, policy), newer_than=newer_than)

    def put(
        self,
        key: CacheKey,
        payload: bytes,
        *,
        ttl_s: float | None = None,
        generation: Generation | None = None,
    ) -> None:
        """Stored unless `generation` (None: the present one) has ended since."""
        wanted = Wanted(key, lambda _: payload, None, Policy(ttl_s=ttl_s))
        self._maker.make(wanted, generation=generation)

    def delete(self, key: CacheKey) -> bool:
        """Ends this one entry, in all processes; no making that began before puts it back.

        Whether all other hosts have confirmed, where there are any.
        """
        return self._chain.delete(key)

    def clear(self, namespaces: Iterable[str]) -> Cleared:
        """Ends every entry of these namespaces, in all processes, and frees its room later.

        Raises: KeyError for an unknown namespace.
        """
        wanted = set(namespaces)
        if unknown := wanted - set(self._namespaces):
            raise KeyError(*sorted(unknown))
        # In our order: a deck that is made in between must not be made of words about to end.
        names = tuple(name for name in self._namespaces if name in wanted)
        with self._generations.locked():
            before = self._holdings.volumes()
            ended = self._generations.advance(names)
            for name in names:
                self._holdings.free_cleared(name)
                for level in self._levels:
                    if level.shared:
                        level.clear(name)
        everywhere = self._generations.tell(ended)  # unlocked: others have to take note
        volumes = {
            level.name: sum((before[level.name, name] for name in names), Volume())
            for level in self._levels
        }
        return Cleared(volumes, everywhere)

    def clear_group(self, namespace: str, group: str) -> bool:
        """Ends every entry of the group, in all processes; their room is freed as they are met.

        Whether all other hosts have confirmed, where there are any.
        """
        return self._generations.advance_group(namespace, group)

    def cleanup(self) -> Cleanup:
        """Drops what has expired in this worker's levels and in the shared ones."""
        started = self._monotonic()
        for name in self._namespaces:
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
