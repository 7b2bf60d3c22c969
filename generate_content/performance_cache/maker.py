"""Getting a value that no level has: made once for all who ask, or an old one instead."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import wait
from contextlib import nullcontext

from generate_content.performance_cache.behind import Behind, Job
from generate_content.performance_cache.chain import Chain
from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.entry import MADE, Entry, Found, Generation
from generate_content.performance_cache.failures import Failures
from generate_content.performance_cache.freshness import Lifetime, Random, is_due
from generate_content.performance_cache.policy import Wanted
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics


class Maker:
    """Counts each request once: as a miss if its value was made or could not be had, else as a
    hit of the level the value came from. What is done behind an answer is no request.
    """

    def __init__(
        self,
        *,
        chain: Chain,
        lifetimes: Mapping[str, Lifetime],
        flights: SingleFlight,
        statistics: Statistics,
        clock: Clock,
        random: Random,
    ) -> None:
        self._chain = chain
        self._lifetimes = lifetimes
        self._flights = flights
        self._statistics = statistics
        self._clock = clock
        self._random = random
        self._failures = Failures(
            monotonic=clock.monotonic, random=random, at_rest=statistics.keys_at_rest
        )
        self._behind: Behind[Found] = Behind()

    def get(self, wanted: Wanted) -> Found:
        """Raises: what the making raises."""
        namespace = wanted.key.namespace
        try:
            found = self._obtain(wanted)
        except wanted.policy.uncounted_errors:
            raise
        except wanted.policy.stale_on:
            old = self._look(wanted, counted=True) or self._stale(wanted, counted=True)
            if old is None:
                self._statistics.miss(namespace)
                raise
            return old
        except BaseException:
            self._statistics.miss(namespace)
            raise
        if found.level == MADE:
            self._statistics.miss(namespace)
        return found

    def ensure(self, wanted: Wanted, *, newer_than: float = 0.0) -> Found:
        """In the same flight as all others, and counted nowhere. Raises: what the making raises."""
        if error := self._remembered(wanted):
            raise error
        return self._fly(wanted, counted=False, newer_than=newer_than)

    def renew_early(self, wanted: Wanted, found: Found) -> None:
        """Has a value that is still fresh made anew behind the answer, if its time has come."""
        due = is_due(
            remaining_s=found.expires_at - self._clock.wall(),
            made_in_s=found.made_in_s,
            beta=wanted.policy.early_beta,
            random=self._random,
        )
        if due and self._remembered(wanted) is None:
            self._begin_behind(wanted, newer_than=found.created_at)

    def make(self, wanted: Wanted, *, generation: Generation | None = None) -> Found:
        """Stored unless its namespace or group was cleared during the making.

        `generation`: of an earlier moment, at which the making really began.
        """
        key, policy = wanted.key, wanted.policy
        lifetime = self._lifetimes[key.namespace]
        generation = generation or self._chain.generation(key)
        now, started = self._clock.wall(), self._clock.monotonic()
        expires_at = now + lifetime.shortened_s(policy.ttl_s, self._random)
        ends_at = expires_at + lifetime.grace_s
        try:
            payload = wanted.make(ends_at)
        except policy.remembered_errors as error:
            self._failures.failed(key, generation, error)
            raise
        self._failures.succeeded(key)
        made_in_s = self._clock.monotonic() - started
        entry = Entry(payload, now, expires_at, ends_at, made_in_s, generation)
        self._chain.store(key, entry)
        return entry.found(MADE)

    def _obtain(self, wanted: Wanted) -> Found:
        if error := self._remembered(wanted):
            raise error
        limit_s = wanted.policy.soft_limit_s
        if limit_s is None or self._stale(wanted, counted=False) is None:
            return self._fly(wanted, counted=True)
        job = self._begin_behind(wanted)
        if job and self._done_in_time(wanted, job, limit_s):
            found = job.future.result()
            if job.mine and found.level == MADE:
                return found
            return self._look(wanted, counted=True) or found
        return self._stale(wanted, counted=True) or self._fly(wanted, counted=True)

    def _fly(self, wanted: Wanted, *, counted: bool, newer_than: float = 0.0) -> Found:
        policy = wanted.policy
        waits_s: list[float] = []
        try:
            with policy.slow_part() if policy.slow_part else nullcontext():
                return self._flights.run(
                    str(wanted.key),
                    look=lambda: self._look(wanted, counted=counted, newer_than=newer_than),
                    make=lambda: self._make_counted(wanted),
                    shared_errors=policy.shared_errors,
                    waited=waits_s.append,
                )
        finally:
            if counted and waits_s:
                self._statistics.waited(wanted.key.namespace, sum(waits_s))

    def _make_counted(self, wanted: Wanted) -> Found:
        made = self.make(wanted)
        self._statistics.made(wanted.key.namespace, made.made_in_s)
        return made

    def _done_in_time(self, wanted: Wanted, job: Job[Found], limit_s: float) -> bool:
        started = self._clock.monotonic()
        done = bool(wait([job.future], limit_s).done)
        if limit_s and not job.mine:
            elapsed_s = self._clock.monotonic() - started
            self._statistics.waited(wanted.key.namespace, elapsed_s)
        return done

    def _begin_behind(self, wanted: Wanted, *, newer_than: float = 0.0) -> Job[Found] | None:
        """In the same flight as all others: every process looks for what another has made."""
        namespace = wanted.key.namespace

        def renew() -> Found:
            try:
                found = self._fly(wanted, counted=False, newer_than=newer_than)
            except BaseException:
                self._statistics.renewal_failed(namespace)
                raise
            if found.level == MADE:
                self._statistics.renewed(namespace)
            return found

        return self._behind.begin(str(wanted.key), renew)

    def _look(self, wanted: Wanted, *, counted: bool, newer_than: float = 0.0) -> Found | None:
        return self._chain.look(
            wanted.key, wanted.accept, hits=counted, misses=False, newer_than=newer_than
        )

    def _stale(self, wanted: Wanted, *, counted: bool) -> Found | None:
        return self._chain.look(wanted.key, wanted.accept, hits=counted, misses=False, stale=True)

    def _remembered(self, wanted: Wanted) -> BaseException | None:
        if not wanted.policy.remembered_errors:
            return None
        return self._failures.remembered(wanted.key, self._chain.generation(wanted.key))
