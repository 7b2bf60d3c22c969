"""What the snapshot tells of the levels and namespaces, beside hits and misses."""

from __future__ import annotations

import errno
import os
import threading
import time

import pytest

from generate_content.performance_cache.figures import BreakerFigures, LossFigures, Timing
from generate_content.performance_cache.freshness import Lifetime
from generate_content.performance_cache.memory import OVERHEAD_BYTES
from generate_content.performance_cache.policy import Policy
from tests.performance_cache.assembly import LIFETIMES, assemble, key
from tests.performance_cache.processes import in_threads, workers

LIMIT_BYTES = 2**20
ENTRY_BYTES = LIMIT_BYTES // 16


def put_many(assembly, count, namespace="decks"):
    for number in range(count):
        payload = b"x" * (ENTRY_BYTES - OVERHEAD_BYTES)
        assembly.cache.put(key(str(number), namespace=namespace), payload)


def test_evictions_are_told_by_level_and_by_namespace(tmp_path):
    assembly = assemble(tmp_path, memory_bytes=LIMIT_BYTES)
    put_many(assembly, 20)
    put_many(assembly, 1, "words")
    snapshot = assembly.cache.snapshot()
    assert snapshot.levels["memory"].losses == LossFigures(evicted=5)
    assert snapshot.levels["memory"].volume.entries == 16
    assert snapshot.namespaces["decks"].losses == LossFigures(evicted=5)
    assert snapshot.namespaces["words"].losses == LossFigures()


def test_what_is_too_large_for_a_level_is_refused_there_only(tmp_path):
    assembly = assemble(tmp_path, memory_bytes=LIMIT_BYTES)
    assembly.cache.put(key(), b"x" * (ENTRY_BYTES + 1))
    snapshot = assembly.cache.snapshot()
    refused = {name: level.losses.refused for name, level in snapshot.levels.items()}
    assert refused == {"memory": 1, "django": 1, "file": 0}
    assert snapshot.namespaces["decks"].losses == LossFigures(refused=2)
    assert snapshot.namespaces["decks"].volume == assembly.files.usage()["decks"]


def overfill_memory(assembly):
    assembly.memory.limit_bytes = LIMIT_BYTES
    put_many(assembly, 20)


def evicted(assembly):
    return {name: one.losses.evicted for name, one in assembly.cache.snapshot().levels.items()}


def test_evictions_are_summed_over_workers_a_killed_one_included(tmp_path):
    with workers(tmp_path, 3) as (one, other, third):
        one.run(overfill_memory)
        other.run(overfill_memory)
        one.kill()
        assert third.run(evicted) == {"memory": 8, "django": 0, "file": 0}


def timings(assembly, namespace="decks"):
    return assembly.cache.snapshot().namespaces[namespace].timings


def test_makings_are_timed_and_what_is_put_is_none(assembly, clock):
    def make(_):
        clock.advance(2.0)
        return b"deck"

    assembly.cache.get_or_create(key(), make)
    assembly.cache.ensure(key("another"), make)
    assembly.cache.put(key("put"), b"deck")
    assert timings(assembly).makings == Timing(2, 4.0)


def test_who_comes_during_a_making_waits_and_who_made_it_does_not(tmp_path):
    assembly, begun = assemble(tmp_path), threading.Event()

    def make(_):
        begun.set()
        time.sleep(0.05)
        return b"deck"

    def ask(number):
        if number:
            begun.wait(5)
        return assembly.cache.get_or_create(key(), make).level

    assert sorted(in_threads(4, ask)) == ["memory", "memory", "memory", "none"]
    waits = timings(assembly).waits
    assert waits.times == 3
    assert 0.0 < waits.mean_s < 1.0
    assert timings(assembly).makings.times == 1


def test_a_wait_for_an_old_values_renewal_is_one_too(tmp_path):
    assembly = assemble(tmp_path, lifetimes={**LIFETIMES, "words": Lifetime(0.0, grace_s=600.0)})
    wanted, begun = key(namespace="words"), threading.Event()
    assembly.cache.put(wanted, b"old")

    def make(_):
        begun.set()
        time.sleep(0.1)
        return b"new"

    def ask(number):
        if number:
            begun.wait(5)
        return assembly.cache.get_or_create(wanted, make, policy=Policy(soft_limit_s=0.01)).payload

    assert in_threads(2, ask) == [b"old", b"old"]
    assert timings(assembly, "words").waits.times == 1


def ask_slowly(assembly):
    def make(_):
        time.sleep(0.2)
        return b"deck"

    return assembly.cache.get_or_create(key(), make).level


def waits(assembly):
    return timings(assembly).waits.times, timings(assembly).makings.times


def test_a_wait_for_another_process_is_one_too(tmp_path):
    with workers(tmp_path, 3) as started:
        for worker in started:
            worker.begin(ask_slowly)
        assert sorted(str(worker.end()) for worker in started) == ["file", "file", "none"]
        assert started[0].run(waits) == (2, 1)


def rest(assembly):
    recorder = assembly.statistics.recorder("file")
    recorder.failing(errno.ENOSPC, since=2e9, rests_until=time.monotonic() + 60)


def fail_five_times(assembly):
    def fail(_):
        raise OSError

    for _ in range(6):
        with pytest.raises(OSError):
            assembly.cache.get_or_create(key(), fail, policy=Policy(remembered_errors=(OSError,)))


def breakers(assembly):
    snapshot = assembly.cache.snapshot()
    return {name: one.breaker for name, one in snapshot.levels.items()}, snapshot.keys_at_rest


def test_breakers_are_told_over_all_live_workers(tmp_path):
    closed, full = BreakerFigures(), os.strerror(errno.ENOSPC)
    with workers(tmp_path, 3) as (one, other, third):
        assert third.run(breakers) == ({"memory": None, "django": None, "file": closed}, 0)
        for worker in (one, other):
            worker.run(rest)
            worker.run(fail_five_times)
        levels, keys_at_rest = third.run(breakers)
        assert levels["file"] == BreakerFigures("open", 2, 2e9, full)
        assert keys_at_rest == 2
        one.kill()
        levels, keys_at_rest = third.run(breakers)
        assert levels["file"] == BreakerFigures("open", 1, 2e9, full)
        assert keys_at_rest == 1
