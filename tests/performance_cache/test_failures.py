from __future__ import annotations

import os

import pytest

from generate_content.performance_cache import failures as module
from generate_content.performance_cache.failures import REST_S, THRESHOLD, Failures
from tests.performance_cache.assembly import key

NOW = (1, 2)


class Outage(Exception):
    pass


@pytest.fixture
def failures(clock):
    return Failures(monotonic=lambda: clock.monotonic_s, random=lambda: 0.0)


def fail(failures, *, times=THRESHOLD, name=None, generation=NOW):
    error = Outage()
    for _ in range(times):
        failures.failed(name or key(), generation, error)
    return error


def test_a_few_failures_are_not_remembered(failures):
    fail(failures, times=THRESHOLD - 1)
    assert failures.remembered(key(), NOW) is None


def test_several_in_a_row_are_for_seconds(failures, clock):
    error = fail(failures)
    assert failures.remembered(key(), NOW) is error
    clock.advance(REST_S - 0.1)
    assert failures.remembered(key(), NOW) is error
    clock.advance(0.2)
    assert failures.remembered(key(), NOW) is None


def test_after_the_rest_one_failure_more_is_enough(failures, clock):
    fail(failures)
    clock.advance(REST_S + 1)
    error = fail(failures, times=1)
    assert failures.remembered(key(), NOW) is error


def test_a_success_begins_the_count_anew(failures):
    fail(failures, times=THRESHOLD - 1)
    failures.succeeded(key())
    fail(failures, times=1)
    assert failures.remembered(key(), NOW) is None


def test_failures_a_minute_apart_are_not_in_a_row(failures, clock):
    for _ in range(2 * THRESHOLD):
        fail(failures, times=1)
        clock.advance(61)
    assert failures.remembered(key(), NOW) is None


def test_a_clear_forgets_them(failures):
    fail(failures)
    assert failures.remembered(key(), (2, 2)) is None
    fail(failures, times=1, generation=(2, 2, 2))
    assert failures.remembered(key(), (2, 2)) is None


def test_one_key_does_not_rest_for_another(failures):
    fail(failures)
    assert failures.remembered(key("other"), NOW) is None


def test_the_rest_is_shorter_at_random(clock):
    failures = Failures(monotonic=lambda: clock.monotonic_s, random=lambda: 0.99)
    fail(failures)
    clock.advance(REST_S * 0.6)
    assert failures.remembered(key(), NOW) is None


def test_only_so_many_keys_are_remembered_and_none_for_long(failures, clock, monkeypatch):
    monkeypatch.setattr(module, "MOST_KEYS", 3)
    for number in range(10):
        fail(failures, times=1, name=key(str(number)))
    assert len(failures._failed) == 3
    clock.advance(61)
    fail(failures, times=1)
    assert list(failures._failed) == [key()]


def test_it_is_told_until_when_each_key_rests(clock):
    told = []
    failures = Failures(
        monotonic=lambda: clock.monotonic_s, random=lambda: 0.0, at_rest=told.append
    )
    fail(failures)
    fail(failures, name=key("other"), times=1)
    assert told[-1] == [clock.monotonic_s + REST_S, clock.monotonic_s]
    failures.succeeded(key())
    failures.succeeded(key("other"))
    assert told[-1] == []


def test_a_forked_child_begins_without_them(failures):
    fail(failures)
    child = os.fork()
    if child == 0:
        os._exit(failures.remembered(key(), NOW) is not None)
    assert os.waitpid(child, 0)[1] == 0
