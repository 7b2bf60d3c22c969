from __future__ import annotations

import multiprocessing
import random
from collections import Counter
from itertools import accumulate

import pytest

from generate_content.performance_cache import popular
from generate_content.performance_cache.keys import digest
from generate_content.performance_cache.popular import Popular, PopularKeys
from tests.performance_cache.processes import in_threads

DAY_S = 24 * 3600.0
NINE = 20_000 * DAY_S + 9 * 3600
ONE, OTHER, THIRD = (digest(name) for name in ("one", "other", "third"))


class Clock:
    def __init__(self) -> None:
        self.now = NINE

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(tmp_path, clock):
    return PopularKeys(tmp_path / "popular", clock=clock)


def record(keys, **times):
    for name, number in times.items():
        for _ in range(number):
            keys.record(digest(name))
    keys.flush()


def counts(found):
    return {one.digest: one.count for one in found}


def test_with_room_for_all_every_count_is_exact_and_the_most_asked_for_comes_first(keys):
    record(keys, one=3, other=5)
    record(keys, one=4, third=1)
    assert keys.top(10) == [Popular(ONE, 7, 0), Popular(OTHER, 5, 0), Popular(THIRD, 1, 0)]
    assert keys.top(1) == [Popular(ONE, 7, 0)]
    assert keys.tracked() == 3


def test_a_newcomer_takes_over_the_least_count_and_says_so(tmp_path, clock):
    keys = PopularKeys(tmp_path / "popular", clock=clock, counters=2)
    record(keys, one=5, other=3)
    record(keys, third=1)
    assert keys.top(10) == [Popular(ONE, 5, 0), Popular(OTHER, 3, 0)]  # at most 1 was dropped
    record(keys, third=9)
    assert keys.top(10) == [Popular(THIRD, 10, 1), Popular(ONE, 5, 0)]


def test_what_is_not_asked_for_any_more_is_forgotten_by_halves(keys, clock):
    record(keys, one=8)
    clock.now += DAY_S
    record(keys, other=5)
    assert counts(keys.top(10)) == {OTHER: 5, ONE: 4}
    clock.now += 30 * DAY_S
    assert keys.top(10) == []


def test_a_clock_put_back_forgets_nothing(keys, clock):
    record(keys, one=8)
    clock.now -= 3 * DAY_S
    assert counts(keys.top(10)) == {ONE: 8}


def test_each_hour_of_the_day_has_its_own_counts_over_the_days(keys, clock):
    record(keys, one=4)
    clock.now += 6 * 3600
    record(keys, other=2)
    clock.now = NINE + DAY_S
    record(keys, third=1)
    assert counts(keys.of_hour(9, 10)) == {ONE: 2, THIRD: 1}
    assert counts(keys.of_hour(15, 10)) == {OTHER: 1}
    assert keys.of_hour(12, 10) == []


def test_the_counts_survive_a_restart(keys, tmp_path, clock):
    record(keys, one=2)
    assert counts(PopularKeys(tmp_path / "popular", clock=clock).top(10)) == {ONE: 2}


def test_a_full_batch_is_added_by_whoever_comes_by(keys, monkeypatch):
    monkeypatch.setattr(popular, "BATCH", 3)
    for _ in range(5):
        keys.record(ONE)
    assert counts(keys.top(1)) == {ONE: 3}


def test_no_request_of_many_threads_is_lost(keys, monkeypatch):
    monkeypatch.setattr(popular, "BATCH", 50)
    in_threads(8, lambda _: [keys.record(ONE) for _ in range(2000)])
    keys.flush()
    assert counts(keys.top(1)) == {ONE: 16_000}


def test_the_room_does_not_grow_with_the_keys(tmp_path, clock):
    keys = PopularKeys(tmp_path / "popular", clock=clock)
    size = (tmp_path / "popular").stat().st_size
    for number in range(3 * popular.BATCH):
        keys.record(digest(str(number)))
    assert (tmp_path / "popular").stat().st_size == size < 200_000
    assert keys.tracked() == popular.COUNTERS
    assert len(keys._pending) < popular.BATCH


def test_whatever_the_file_holds_is_counted_from(keys):
    keys._all._room[:] = b"\xff" * len(keys._all._room)
    record(keys, one=1)
    assert keys.tracked() <= popular.COUNTERS
    assert keys.top(10)


def test_a_child_leaves_what_its_parent_has_counted_to_it(keys):
    keys.record(ONE)
    keys.after_fork()
    keys.flush()
    assert keys.top(1) == []


STREAM = 100_000


def zipf(seed):
    """Requests for 20,000 keys, the n-th most popular asked for 1/n as often as the first."""
    weights = list(accumulate(1 / n for n in range(1, 20_001)))
    return random.Random(seed).choices(range(20_000), cum_weights=weights, k=STREAM)


def count_a_stream(path, seed):
    keys = PopularKeys(path, clock=lambda: NINE)
    for number in zipf(seed):
        keys.record(digest(str(number)))
    keys.flush()


def test_four_processes_find_the_top_100_and_keep_the_bounds(tmp_path, clock):
    path = tmp_path / "popular"
    context = multiprocessing.get_context("spawn")
    counting = [context.Process(target=count_a_stream, args=(path, seed)) for seed in range(4)]
    for process in counting:
        process.start()
    for process in counting:
        process.join(60)
        assert process.exitcode == 0
    truth = Counter(digest(str(number)) for seed in range(4) for number in zipf(seed))
    found = PopularKeys(path, clock=clock).top(popular.COUNTERS)
    right = {one.digest for one in found[:100]} & {key for key, _ in truth.most_common(100)}
    assert len(right) >= 98  # all 100 when measured; near the hundredth counts are close together
    bound = 4 * STREAM / popular.COUNTERS
    for one in found:
        assert one.count - one.error <= truth[one.digest] <= one.count
        assert one.error <= bound
    tracked = {one.digest for one in found}
    assert all(key in tracked for key, times in truth.items() if times > bound)
