from __future__ import annotations

import errno
import os
from dataclasses import replace

import pytest

from generate_content.performance_cache import worker_rows
from generate_content.performance_cache.figures import (
    AnswerFigures,
    BreakerFigures,
    LossFigures,
    NamespaceTimings,
    Timing,
)
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.statistics import Statistics
from tests.performance_cache.processes import Worker, in_threads, workers

NAMES = ["decks", "words"]
STAMPS = {"decks": 1, "words": 2}


@pytest.fixture
def open_statistics(tmp_path, clock):
    def opened(**options):
        path = tmp_path / "state" / "statistics"
        return Statistics(path, **({"namespaces": NAMES, "clock": clock.clock()} | options))

    return opened


@pytest.fixture
def statistics(open_statistics):
    return open_statistics()


def test_nothing_counted_is_nothing_told(statistics):
    counts = statistics.read(STAMPS)
    assert counts.levels == {"memory": (0, 0, 0.0), "django": (0, 0, 0.0), "file": (0, 0, 0.0)}
    assert counts.namespaces == {"decks": (0, 0), "words": (0, 0)}
    assert counts.answers == AnswerFigures(0, 0, 0.0, 0.0, None, 0.0)
    assert counts.workers == (os.getpid(),)


def test_a_hit_counts_once_for_its_level_and_once_for_its_namespace(statistics):
    statistics.hit("django", "words", 0.25)
    statistics.level_miss("memory", 0.5)
    statistics.miss("decks")
    counts = statistics.read(STAMPS)
    assert counts.levels == {"memory": (0, 1, 0.5), "django": (1, 0, 0.25), "file": (0, 0, 0.0)}
    assert counts.namespaces == {"decks": (0, 1), "words": (1, 0)}


def test_hits_makings_and_waits_are_timed_by_namespace(statistics):
    statistics.hit("memory", "decks", 0.5)
    statistics.hit("file", "decks", 1.5)
    statistics.made("words", 3.0)
    statistics.waited("words", 2.0)
    statistics.waited("words", 4.0)
    timings = statistics.read(STAMPS).timings
    assert timings["decks"] == NamespaceTimings(Timing(2, 2.0), Timing(), Timing())
    assert timings["words"] == NamespaceTimings(Timing(), Timing(1, 3.0), Timing(2, 6.0))
    assert (timings["words"].waits.mean_s, timings["decks"].waits.mean_s) == (3.0, 0.0)


def test_a_level_tells_what_it_did_not_keep(statistics):
    recorder = statistics.recorder("memory")
    recorder.evicted("decks", 3)
    recorder.evicted("decks")
    recorder.refused("words")
    recorder.evicted("of another release")
    losses = statistics.read(STAMPS).losses
    assert losses.pop(("memory", "decks")) == LossFigures(evicted=4, refused=0)
    assert losses.pop(("memory", "words")) == LossFigures(evicted=0, refused=1)
    assert set(losses.values()) == {LossFigures()}


def test_a_levels_breaker_is_told_while_it_is_not_closed(statistics, clock):
    recorder = statistics.recorder("file")
    recorder.failing(errno.EROFS, since=1.9e9, rests_until=clock.monotonic_s + 5)
    told = BreakerFigures("open", 1, 1.9e9, os.strerror(errno.EROFS))
    assert statistics.read(STAMPS).breakers["file"] == told
    clock.advance(5)
    assert statistics.read(STAMPS).breakers["file"] == replace(told, state="half_open")
    recorder.works()
    assert statistics.read(STAMPS).breakers["file"] == BreakerFigures("closed", 0, None, None)


def test_keys_rest_until_their_time_has_come(statistics, clock):
    statistics.keys_at_rest([clock.monotonic_s + rest_s for rest_s in (2, 3, 0)])
    assert statistics.read(STAMPS).keys_at_rest == 2
    clock.advance(2)
    assert statistics.read(STAMPS).keys_at_rest == 1
    statistics.keys_at_rest([])
    assert statistics.read(STAMPS).keys_at_rest == 0


def test_answers_have_mean_times_and_what_hits_saved(statistics):
    statistics.record_answer(0.5, hit=False)
    statistics.record_answer(0.001, hit=True, saved=0.9)
    statistics.record_answer(0.003, hit=True, saved=-0.1)
    answers = statistics.read(STAMPS).answers
    assert (answers.cached, answers.uncached) == (2, 1)
    assert answers.mean_cached_s == pytest.approx(0.002)
    assert answers.mean_uncached_s == pytest.approx(0.5)
    assert answers.mean_saved == pytest.approx(0.4)


def test_hits_that_were_slower_than_the_making_saved_nothing(statistics):
    statistics.record_answer(3.0, hit=True, saved=-2.0)
    assert statistics.read(STAMPS).answers.mean_saved == 0.0


def test_the_rate_is_that_of_the_last_60_seconds(statistics, clock):
    for _ in range(30):
        statistics.record_answer(0.1, hit=True)
    clock.advance(59)
    for _ in range(30):
        statistics.record_answer(0.1, hit=False)
    assert statistics.read(STAMPS).answers.per_second == 1.0
    clock.advance(1)
    assert statistics.read(STAMPS).answers.per_second == 0.5
    clock.advance(1000)
    statistics.record_answer(0.1, hit=True)
    assert statistics.read(STAMPS).answers.per_second == 1 / 60


def test_volumes_hold_until_the_namespace_is_cleared(statistics):
    statistics.publish("memory", "decks", 1, Volume(3, 300))
    assert statistics.read(STAMPS).volumes["memory", "decks"] == Volume(3, 300)
    assert statistics.read({**STAMPS, "decks": 2}).volumes["memory", "decks"] == Volume()


def test_a_python_without_its_lock_is_refused(open_statistics, monkeypatch):
    monkeypatch.setattr("sys._is_gil_enabled", lambda: False, raising=False)
    with pytest.raises(RuntimeError, match="interpreter lock"):
        open_statistics()


def test_a_reset_forgets_everything(statistics):
    statistics.hit("memory", "decks", 1)
    statistics.record_answer(0.1, hit=True)
    statistics.reset()
    counts = statistics.read(STAMPS)
    assert counts.namespaces["decks"] == (0, 0)
    assert counts.answers.per_second == 0
    assert counts.workers == (os.getpid(),)


def test_counts_survive_a_restart_with_the_same_columns_only(statistics, open_statistics):
    statistics.hit("memory", "decks", 1)
    statistics.close()
    again = open_statistics()
    assert again.read(STAMPS).namespaces["decks"] == (1, 0)
    again.close()
    renamed = open_statistics(namespaces=["words", "decks"])  # same size, other meaning
    assert renamed.read(STAMPS).namespaces == {"words": (0, 0), "decks": (0, 0)}


def test_who_takes_a_row_over_holds_nothing_of_what_the_one_before_held(
    statistics, open_statistics
):
    statistics.publish("memory", "decks", 1, Volume(3, 300))
    statistics.hit("memory", "decks", 1)
    statistics.close()
    counts = open_statistics().read(STAMPS)
    assert counts.volumes["memory", "decks"] == Volume()
    assert counts.namespaces["decks"] == (1, 0)


def test_more_workers_than_rows_are_told_so(open_statistics, monkeypatch):
    monkeypatch.setattr(worker_rows, "MOST_WORKERS", 1)
    first = open_statistics()
    with pytest.raises(OSError, match="Too many"):
        open_statistics()
    first.close()


def test_no_count_is_lost_over_threads(statistics):
    def count(_):
        for _ in range(2000):
            statistics.hit("memory", "decks", 1e-6)
            statistics.record_answer(1e-3, hit=True, saved=0.5)

    in_threads(8, count)
    counts = statistics.read(STAMPS)
    assert counts.namespaces["decks"] == (16_000, 0)
    assert counts.levels["memory"] == (16_000, 0, pytest.approx(0.016))
    assert counts.answers.cached == 16_000
    assert counts.answers.mean_saved == pytest.approx(0.5)


def count_many(assembly, times):
    statistics = assembly.statistics
    in_threads(4, lambda _: [statistics.hit("memory", "decks", 0) for _ in range(times)])
    statistics.publish("memory", "decks", assembly.generations.of_namespace("decks"), Volume(5, 50))


def read(assembly):
    names = {name: assembly.generations.of_namespace(name) for name in NAMES}
    return assembly.statistics.read(names)


def test_counts_are_exact_over_processes_one_of_them_killed_and_replaced(tmp_path):
    with workers(tmp_path, 2) as (one, other):
        for worker in (one, other):
            worker.begin(count_many, 250)
        for worker in (one, other):
            worker.end()
        one.kill()
        counts = other.run(read)
        assert counts.namespaces["decks"] == (2000, 0)
        assert counts.workers == (other.process.pid,)
        assert counts.volumes["memory", "decks"] == Volume(5, 50)

        replacement = Worker(tmp_path)
        replacement.run(count_many, 250)
        counts = other.run(read)
        assert counts.namespaces["decks"] == (3000, 0)
        assert set(counts.workers) == {other.process.pid, replacement.process.pid}
        assert counts.volumes["memory", "decks"] == Volume(10, 100)
        replacement.kill()


def test_a_forked_child_counts_in_a_row_of_its_own(statistics):
    statistics.hit("memory", "decks", 0)
    child = os.fork()
    if child == 0:
        statistics.hit("memory", "decks", 0)
        os._exit(len(statistics.read(STAMPS).workers))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
    counts = statistics.read(STAMPS)
    assert counts.namespaces["decks"] == (2, 0)
    assert counts.workers == (os.getpid(),)
