"""Old values that stand in, renewal behind the answer, and errors that are remembered."""

from __future__ import annotations

import threading

import pytest

from generate_content.performance_cache.figures import StaleFigures
from generate_content.performance_cache.freshness import Lifetime
from generate_content.performance_cache.policy import Policy
from tests.performance_cache.assembly import START, assemble, key
from tests.performance_cache.processes import in_threads

WAIT_S = 5
WORDS = key(namespace="words")  # fresh for 60 s, then 600 s of grace


class Outage(Exception):
    pass


class Bug(Exception):
    pass


def fail(_):
    raise Outage


def never(_):
    raise AssertionError("It was made, and should not have been.")


def counted(cache, namespace="words"):
    figures = cache.snapshot().namespaces[namespace]
    return figures.hits, figures.misses, figures.stale.served


@pytest.fixture
def cache(assembly):
    return assembly.cache


@pytest.fixture
def stale(assembly, clock):
    """A cache with a value in its grace."""
    assembly.cache.put(WORDS, b"old")
    clock.advance(61)
    return assembly.cache


@pytest.fixture
def gate():
    opened = threading.Event()
    yield opened
    opened.set()


def ended(cache, name=WORDS):
    """Waits for what is being made behind the answers."""
    job = cache._maker._behind._running.get(str(name))
    if job is not None:
        job.exception(WAIT_S)


ON_OUTAGE = Policy(stale_on=(Outage,))
AT_ONCE = Policy(soft_limit_s=0.0)


class TestStaleOnError:
    def test_a_value_in_its_grace_is_no_hit_for_an_ordinary_look(self, stale):
        assert stale.get(WORDS) is None
        assert stale.repeat(WORDS) is None
        assert stale.get_or_create(WORDS, lambda _: b"new").level == "none"
        assert stale.get(WORDS).payload == b"new"

    def test_it_stands_in_when_the_making_fails_and_says_so(self, stale):
        found = stale.get_or_create(WORDS, fail, policy=ON_OUTAGE)
        assert (found.payload, found.level, found.stale) == (b"old", "memory", True)
        assert found.expires_at == START + 60
        assert counted(stale) == (1, 0, 1)

    def test_it_comes_from_the_files_after_a_restart(self, assembly, stale):
        assembly.forget_memory()
        for _ in range(2):
            found = stale.get_or_create(WORDS, fail, policy=ON_OUTAGE)
            assert (found.level, found.stale) == ("file", True)

    def test_other_errors_go_through(self, stale):
        def break_down(_):
            raise Bug

        with pytest.raises(Bug):
            stale.get_or_create(WORDS, break_down, policy=ON_OUTAGE)
        assert counted(stale) == (0, 1, 0)

    def test_without_a_value_in_its_grace_the_error_goes_through(self, stale, clock):
        clock.advance(600)
        with pytest.raises(Outage):
            stale.get_or_create(WORDS, fail, policy=ON_OUTAGE)
        assert counted(stale) == (0, 1, 0)

    def test_a_cleared_value_does_not_stand_in(self, stale):
        stale.clear(["words"])
        with pytest.raises(Outage):
            stale.get_or_create(WORDS, fail, policy=ON_OUTAGE)

    def test_a_value_cleared_during_the_making_does_not_stand_in(self, stale):
        def make(_):
            stale.clear_group("words", "default")
            raise Outage

        with pytest.raises(Outage):
            stale.get_or_create(WORDS, make, policy=ON_OUTAGE)

    def test_a_value_whose_deck_is_gone_does_not_stand_in(self, stale):
        with pytest.raises(Outage):
            stale.get_or_create(WORDS, fail, lambda _: False, ON_OUTAGE)

    def test_waiters_that_share_the_error_are_served_too(self, tmp_path):
        lifetimes = {"decks": Lifetime(0.001, grace_s=600), "words": Lifetime(1)}
        cache = assemble(tmp_path, lifetimes=lifetimes).cache
        cache.put(key(), b"old")
        together = threading.Barrier(4, timeout=WAIT_S)
        policy = Policy(stale_on=(Outage,), shared_errors=(Outage,))

        def ask(_):
            together.wait()
            return cache.get_or_create(key(), fail, policy=policy)

        assert {found.stale for found in in_threads(4, ask)} == {True}
        assert counted(cache, "decks") == (4, 0, 4)

    def test_a_sweep_removes_it_after_its_grace(self, assembly, stale, clock):
        assert stale.cleanup().expired_entries_removed == 0
        assert stale.snapshot().namespaces["words"].volume.entries == 1
        clock.advance(600)
        assert stale.cleanup().expired_entries_removed >= 1
        assert assembly.files.usage()["words"].entries == 0


class TestRenewalBehind:
    def test_with_no_limit_at_all_the_old_value_is_served_at_once(self, stale, gate):
        found = stale.get_or_create(WORDS, lambda _: gate.wait(WAIT_S) and b"new", policy=AT_ONCE)
        assert (found.payload, found.stale) == (b"old", True)
        gate.set()
        ended(stale)
        assert stale.get(WORDS).payload == b"new"
        assert stale.snapshot().namespaces["words"].stale == StaleFigures(1, 1, 0)
        assert counted(stale) == (2, 0, 1)

    def test_many_requests_make_one_renewal(self, stale, gate):
        makings = []

        def make(_):
            makings.append(1)
            gate.wait(WAIT_S)
            return b"new"

        found = [stale.get_or_create(WORDS, make, policy=AT_ONCE) for _ in range(20)]
        assert {one.payload for one in found} == {b"old"}
        gate.set()
        ended(stale)
        assert len(makings) == 1
        assert counted(stale) == (20, 0, 20)

    def test_a_making_within_the_limit_is_answered(self, stale):
        policy = Policy(soft_limit_s=WAIT_S)
        found = stale.get_or_create(WORDS, lambda _: b"new", policy=policy)
        assert (found.payload, found.level, found.stale) == (b"new", "none", False)
        assert counted(stale) == (0, 1, 0)

    def test_a_making_beyond_the_limit_ends_behind(self, stale, gate):
        policy = Policy(soft_limit_s=0.01)
        found = stale.get_or_create(WORDS, lambda _: gate.wait(WAIT_S) and b"new", policy=policy)
        assert (found.payload, found.stale) == (b"old", True)
        gate.set()
        ended(stale)
        assert stale.get(WORDS).payload == b"new"

    def test_one_of_many_within_the_limit_made_it(self, stale):
        policy, together = Policy(soft_limit_s=WAIT_S), threading.Barrier(4, timeout=WAIT_S)

        def ask(_):
            together.wait()
            return stale.get_or_create(WORDS, lambda _: b"new", policy=policy)

        found = in_threads(4, ask)
        assert {one.payload for one in found} == {b"new"}
        assert [one.level for one in found].count("none") == 1
        assert counted(stale) == (3, 1, 0)

    def test_an_error_within_the_limit_goes_through(self, stale):
        with pytest.raises(Outage):
            stale.get_or_create(WORDS, fail, policy=Policy(soft_limit_s=WAIT_S))
        assert counted(stale) == (0, 1, 0)

    def test_an_error_behind_is_logged_and_counted(self, stale, gate, caplog):
        def make(_):
            gate.wait(WAIT_S)
            raise Outage

        stale.get_or_create(WORDS, make, policy=AT_ONCE)
        gate.set()
        ended(stale)
        assert stale.snapshot().namespaces["words"].stale == StaleFigures(1, 0, 1)
        assert "Outage" in caplog.text

    def test_without_an_old_value_the_making_is_waited_for(self, cache):
        assert cache.get_or_create(WORDS, lambda _: b"new", policy=AT_ONCE).level == "none"
        assert counted(cache) == (0, 1, 0)

    def test_a_renewal_that_began_before_a_clear_leaves_nothing(self, assembly, stale, gate):
        begun = threading.Event()

        def make(_):
            begun.set()
            gate.wait(WAIT_S)
            return b"made of what was cleared"

        stale.get_or_create(WORDS, make, policy=AT_ONCE)
        begun.wait(WAIT_S)
        stale.clear(["words"])
        gate.set()
        ended(stale)
        assert stale.get(WORDS) is None
        assert assembly.files.usage()["words"].entries == 0

    def test_when_all_threads_are_busy_the_old_value_will_do(self, stale, gate, monkeypatch):
        monkeypatch.setattr(stale._maker._behind, "_most_threads", 0)
        assert stale.get_or_create(WORDS, never, policy=AT_ONCE).stale


class TestEarlyRenewal:
    @pytest.fixture
    def dice(self, tmp_path, clock):
        """A cache whose dice always fall on the given side; making takes 2 s."""

        def throw(value):
            assembly = assemble(tmp_path, clock=clock.clock(), random=lambda: value)
            return assembly.cache

        return throw

    def made(self, cache, clock):
        def make(_):
            clock.advance(2)
            return b"old"

        return cache.get_or_create(WORDS, make)

    def test_a_hit_near_the_end_renews_behind_the_answer(self, dice, clock):
        cache = dice(0.999)  # due within 2 s * -ln(0.001) = 14 s of the end
        self.made(cache, clock)
        clock.advance(50)
        found = cache.get_or_create(WORDS, lambda _: b"new", policy=Policy(early_beta=1.0))
        assert (found.payload, found.stale) == (b"old", False)
        ended(cache)
        assert cache.get(WORDS).payload == b"new"
        assert cache.snapshot().namespaces["words"].stale == StaleFigures(0, 1, 0)
        assert counted(cache) == (2, 1, 0)

    def test_not_long_before_and_not_unasked(self, dice, clock):
        cache = dice(0.999)
        self.made(cache, clock)
        cache.get_or_create(WORDS, never, policy=Policy(early_beta=1.0))
        clock.advance(50)
        cache.get_or_create(WORDS, never)
        ended(cache)
        assert cache.snapshot().namespaces["words"].stale == StaleFigures(0, 0, 0)

    def test_mostly_another_hit_does_it(self, dice, clock):
        cache = dice(0.1)
        self.made(cache, clock)
        clock.advance(50)
        cache.get_or_create(WORDS, never, policy=Policy(early_beta=1.0))
        ended(cache)
        assert cache.get(WORDS).payload == b"old"

    def test_what_another_worker_renewed_is_taken_over(self, dice, clock):
        one, other = dice(0.999), dice(0.999)
        self.made(one, clock)
        assert other.get(WORDS).level == "file"
        clock.advance(50)
        one.get_or_create(WORDS, lambda _: b"new", policy=Policy(early_beta=1.0))
        ended(one)
        assert other.get_or_create(WORDS, never, policy=Policy(early_beta=1.0)).payload == b"old"
        ended(other)
        found = other.get(WORDS)
        assert (found.payload, found.level) == (b"new", "memory")


class TestRememberedErrors:
    POLICY = Policy(remembered_errors=(Outage,), stale_on=(Outage,))

    def flood(self, cache, times=12):
        """How often the making was tried."""
        tries = []

        def make(_):
            tries.append(1)
            raise Outage

        for _ in range(times):
            with pytest.raises(Outage):
                cache.get_or_create(WORDS, make, policy=self.POLICY)
        return len(tries)

    def test_a_flood_does_not_hammer_a_failing_maker(self, cache):
        assert self.flood(cache) == 5
        assert counted(cache) == (0, 12, 0)

    def test_after_seconds_it_is_tried_again(self, cache, clock):
        self.flood(cache)
        clock.advance(6)
        found = cache.get_or_create(WORDS, lambda _: b"new", policy=self.POLICY)
        assert found.level == "none"

    def test_a_clear_forgets_it(self, cache):
        self.flood(cache)
        cache.clear(["words"])
        assert cache.get_or_create(WORDS, lambda _: b"new", policy=self.POLICY).level == "none"

    def test_errors_that_were_not_listed_are_not_remembered(self, cache):
        tries = []

        def make(_):
            tries.append(1)
            raise Bug

        for _ in range(12):
            with pytest.raises(Bug):
                cache.get_or_create(WORDS, make, policy=self.POLICY)
        assert len(tries) == 12

    def test_meanwhile_an_old_value_stands_in(self, stale):
        for _ in range(12):
            assert stale.get_or_create(WORDS, fail, policy=self.POLICY).stale
        assert stale.get_or_create(WORDS, never, policy=self.POLICY).stale

    def test_nothing_is_begun_behind_an_answer_meanwhile(self, stale):
        for _ in range(5):
            stale.get_or_create(WORDS, fail, policy=self.POLICY)
        policy = Policy(remembered_errors=(Outage,), stale_on=(Outage,), soft_limit_s=0.0)
        assert stale.get_or_create(WORDS, never, policy=policy).stale
        assert stale.snapshot().namespaces["words"].stale.failed_renewals == 0


def test_values_made_together_expire_apart(tmp_path, clock):
    throws = iter([0.0, 0.5, 0.9])
    lifetimes = {"decks": Lifetime(100.0, jitter=0.1), "words": Lifetime(1.0)}
    cache = assemble(
        tmp_path, clock=clock.clock(), lifetimes=lifetimes, random=lambda: next(throws)
    ).cache
    found = [cache.get_or_create(key(name), lambda _: b"deck") for name in "abc"]
    assert [one.expires_at - START for one in found] == pytest.approx([100.0, 95.0, 91.0])


def test_what_it_took_to_make_is_kept_with_the_value(assembly, clock):
    def make(_):
        clock.advance(3)
        return b"deck"

    assert assembly.cache.get_or_create(key(), make).made_in_s == 3
    assembly.forget_memory()
    assert [assembly.cache.get(key()).made_in_s for _ in range(2)] == [3, 3]
