from __future__ import annotations

import os
import threading
import tracemalloc

from benchmarks import memory_limit
from generate_content.performance_cache.keys import digest
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.memory import OVERHEAD_BYTES, MemoryLevel
from tests.performance_cache.assembly import FakeClock, entry, key

NAMES = ["decks", "words"]


def test_the_least_recently_used_entry_goes_first():
    level = MemoryLevel(namespaces=NAMES, limit_bytes=20 * 2048, clock=FakeClock().clock())
    for number in range(20):
        level.set(key(str(number)), entry(b"x" * (2048 - OVERHEAD_BYTES)))
    level.get(key("0"))
    level.set(key("one more"), entry(b"x" * (2048 - OVERHEAD_BYTES)))
    assert level.get(key("1")) is None
    assert level.get(key("0")) is not None
    assert level.usage()["decks"] == Volume(20, 20 * 2048)


def test_an_entry_above_a_sixteenth_of_the_limit_is_not_admitted():
    level = MemoryLevel(namespaces=NAMES, limit_bytes=2**20, clock=FakeClock().clock())
    level.set(key("small"), entry())
    level.set(key("large"), entry(b"x" * 2**16))
    assert level.get(key("large")) is None
    assert level.get(key("small")) is not None


def test_a_large_entry_ends_the_small_one_it_would_replace():
    level = MemoryLevel(namespaces=NAMES, limit_bytes=2**20, clock=FakeClock().clock())
    level.set(key(), entry(b"old"))
    level.set(key(), entry(b"x" * 2**16))
    assert level.get(key()) is None


def test_moving_the_wall_clock_changes_nothing_for_what_is_kept():
    clock = FakeClock()
    level = MemoryLevel(namespaces=NAMES, clock=clock.clock())
    level.set(key(), entry(life_s=100))
    clock.put_back(-86_400)
    assert level.get(key()) is not None
    clock.put_back(86_400)
    clock.advance(101)
    assert level.get(key()) is None


def test_the_charge_covers_what_an_entry_really_takes():
    level = MemoryLevel(namespaces=NAMES, clock=FakeClock().clock())
    count = 3000
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for number in range(count):
            made = entry(os.urandom(100), at=1.9e9 + number / 3, stamp=2**63 + number)
            level.set(key(str(number)), made)
            level.slots[key(str(number))].note(made.found("memory"), number, 2**20 + number)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert level.usage()["decks"].entries == count
    assert after - before <= level.usage()["decks"].bytes


def test_threads_leave_the_books_in_order():
    level = MemoryLevel(namespaces=NAMES, limit_bytes=64 * 2048, clock=FakeClock().clock())
    keys = [key(str(number)) for number in range(100)]
    keys += [key(digest(str(number)), namespace="words") for number in range(100)]

    def work(offset: int) -> None:
        for step in range(600):
            chosen = keys[(step * 7 + offset) % len(keys)]
            level.set(chosen, entry(b"x" * (step % 900)))
            level.get(chosen)
            if step % 5 == 0:
                level.delete(chosen)
            if step % 200 == 0:
                level.clear("words")

    threads = [threading.Thread(target=work, args=(offset,)) for offset in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = [found for one in keys if (found := level.get(one)) is not None]
    total = sum(level.usage().values(), Volume())
    assert total.entries == len(kept)
    assert total.bytes == sum(one.size_bytes + OVERHEAD_BYTES for one in kept) <= level.limit_bytes


def test_a_clear_frees_a_few_entries_at_each_write_and_the_rest_at_a_sweep():
    level = MemoryLevel(namespaces=NAMES, clock=FakeClock().clock())
    for number in range(600):
        level.set(key(str(number)), entry())
    level.clear("decks")
    assert level.usage()["decks"] == Volume()
    assert len(level.slots) == 600
    level.set(key("new"), entry())
    assert len(level.slots) == 601 - 256
    level.sweep()
    assert list(level.slots) == [key("new")]
    assert level.usage()["decks"].entries == 1


def test_what_was_cleared_counts_for_the_limit_until_it_is_freed():
    level = MemoryLevel(namespaces=NAMES, limit_bytes=64 * 1100, clock=FakeClock().clock())
    for number in range(64):
        level.set(key(str(number)), entry(b"x" * 76))
    level.clear("decks")
    for number in range(64):
        level.set(key(str(number), namespace="words"), entry(b"x" * 76))
        assert len(level.slots) <= 64
    assert level.usage() == {"decks": Volume(), "words": Volume(64, 64 * 1100)}


def test_a_process_grows_by_at_most_a_third_more_than_the_limit():
    found = memory_limit.measured("memory level", "set", inserted_mb=256, limit_mb=64)
    assert found.held > 56 * 2**20
    assert found.rss <= 1.3 * 64 * 2**20
