from __future__ import annotations

import sys

import pytest

from generate_content.performance_cache.entry import Entry
from tests.performance_cache.assembly import assemble, key
from tests.performance_cache.processes import in_threads


def hits(assembly) -> int:
    return assembly.cache.snapshot().levels["memory"].hits


@pytest.fixture
def looked_at(assembly):
    """A value in memory that the chain has looked at closely."""
    assembly.cache.put(key(), b"deck")
    assembly.cache.get(key())
    return assembly


def hit(assembly, **options):
    return assembly.cache._hit(key(), **options)


def test_nothing_is_served_before_the_chain_has_looked_at_it(assembly):
    assembly.cache.put(key(), b"deck")
    assert hit(assembly) is None
    assert hits(assembly) == 0


def test_then_it_is_served_and_counted(looked_at):
    assert hit(looked_at) == looked_at.cache.get(key())
    assert hits(looked_at) == 3


def test_expired_value_is_not_served(looked_at, clock):
    clock.advance(3600.1)
    assert hit(looked_at) is None


@pytest.mark.parametrize("clear", ["clear", "clear_group"])
def test_cleared_value_is_not_served(looked_at, clear):
    if clear == "clear":
        looked_at.generations.advance(["decks"])
    else:
        looked_at.generations.advance_group("decks", "default")
    assert hit(looked_at) is None
    assert looked_at.cache.get(key()) is None


def test_after_another_clear_it_is_looked_at_once_more(looked_at):
    looked_at.cache.clear(["words"])
    assert hit(looked_at) is None
    assert looked_at.cache.get(key()).level == "memory"
    assert hit(looked_at) is not None


def test_what_is_refused_is_not_counted(looked_at):
    assert hit(looked_at, accept=lambda payload: payload != b"deck") is None
    assert hits(looked_at) == 1


def test_a_replaced_value_is_looked_at_again(looked_at):
    looked_at.cache.put(key(), b"new")
    assert hit(looked_at) is None
    assert looked_at.cache.get(key()).payload == b"new"


def test_one_hit_in_64_is_timed_and_stands_for_the_others(assembly, clock):
    assembly.cache.put(key(), b"deck")
    ticks = iter(range(10**6))
    assembly.cache._hit.__self__._monotonic = lambda: clock.monotonic_s + next(ticks) / 1000
    for _ in range(1000):
        assembly.cache.get(key())
    figures = assembly.cache.snapshot().levels["memory"]
    assert figures.hits == 1000
    assert figures.mean_access_time_s == pytest.approx(0.001, rel=0.1)


def test_no_hit_is_lost_between_threads(tmp_path):
    assembly = assemble(tmp_path)
    names = [key(str(number)) for number in range(8)]
    for name in names:
        assembly.cache.put(name, b"deck")
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        in_threads(8, lambda _: [assembly.cache.get(names[step % 8]) for step in range(5000)])
    finally:
        sys.setswitchinterval(interval)
    assert hits(assembly) == 40_000


def test_hits_go_on_while_others_write_evict_and_clear(tmp_path):
    assembly = assemble(tmp_path, memory_bytes=40 * 2048)
    cache = assembly.cache
    names = [key(str(number)) for number in range(60)]

    def work(thread: int) -> None:
        for step in range(800):
            name = names[(step * 7 + thread) % len(names)]
            if thread == 0 and step % 20 == 0:
                assembly.memory.sweep()
                assembly.memory.clear("decks")
            elif thread < 3:
                assembly.memory.set(name, cache_entry(assembly))
            else:
                cache.repeat(name)

    in_threads(8, work)
    kept = list(assembly.memory.slots.values())
    assert assembly.memory.usage()["decks"].entries == len(kept)
    assert assembly.memory.usage()["decks"].bytes == sum(slot.charge_bytes for slot in kept)


def cache_entry(assembly):
    generation = assembly.generations.current(key())
    return Entry(b"x" * 1000, 1.0, 4e9, 4e9, 0.1, generation)
