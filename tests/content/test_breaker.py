import time

import pytest

from generate_content.content.breaker import BREAKER_COLUMNS, Breaker, BreakerState
from generate_content.errors import ProviderUnavailable
from generate_content.performance_cache.shared_memory import SharedTable


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def make(tmp_path, clock):
    def make():
        """As another worker would: the same file, opened anew."""
        table = SharedTable(tmp_path / "breakers", rows=8, columns=BREAKER_COLUMNS, clock=clock)
        return Breaker(service="gemini", table=table, clock=clock, threshold=5, open_s=15)

    return make


def fail(breaker, times, reason="unavailable"):
    for _ in range(times):
        breaker.enter()
        breaker.failed(reason)


def test_new_breaker_is_closed_and_knows_nothing(make):
    status = make().status()

    assert (status.state, status.failures) == (BreakerState.CLOSED, 0)
    assert (status.last_outcome, status.last_at, status.retry_after_s) == (None, None, None)


def test_four_failures_change_nothing(make):
    breaker = make()
    fail(breaker, 4)

    breaker.check()
    breaker.enter()

    assert breaker.status().failures == 4


@pytest.mark.parametrize("reason", ["unavailable", "timeout", "rate_limited"])
def test_fifth_failure_in_a_row_opens_it_for_every_worker(make, clock, reason):
    fail(make(), 5, reason)
    clock.now += 5
    other = make()

    for refuse in (other.check, other.enter):
        with pytest.raises(ProviderUnavailable) as raised:
            refuse()
        assert raised.value.retry_after_s == 10
    status = other.status()
    assert (status.state, status.last_outcome) == (BreakerState.OPEN, reason)
    assert status.last_at == clock.now - 5


@pytest.mark.parametrize("reason", ["blocked", "truncated", "bad_output", "not_configured"])
def test_answers_about_one_request_never_open_it(make, reason):
    breaker = make()
    fail(breaker, 4)

    fail(breaker, 20, reason)

    assert breaker.status().failures == 0
    assert breaker.status().last_outcome == reason


def test_success_starts_the_count_anew(make):
    breaker = make()
    fail(breaker, 4)
    breaker.succeeded()
    fail(breaker, 4)

    assert breaker.status().state is BreakerState.CLOSED


def test_one_trial_is_let_through_when_the_time_is_over(make, clock):
    breaker, other = make(), make()
    fail(breaker, 5)
    clock.now += 15
    assert breaker.status().state is BreakerState.HALF_OPEN

    breaker.enter()

    with pytest.raises(ProviderUnavailable):
        other.enter()


def test_trial_that_succeeds_closes_it(make, clock):
    breaker = make()
    fail(breaker, 5)
    clock.now += 15
    breaker.enter()

    breaker.succeeded()

    make().enter()
    assert breaker.status().state is BreakerState.CLOSED


def test_trial_that_fails_opens_it_again(make, clock):
    breaker = make()
    fail(breaker, 5)
    clock.now += 15

    fail(breaker, 1, "timeout")

    assert breaker.status().retry_after_s == 15


def test_trial_that_never_ends_is_followed_by_another(make, clock):
    breaker = make()
    fail(breaker, 5)
    clock.now += 15
    breaker.enter()
    clock.now += 15

    make().enter()


def test_clock_set_back_does_not_keep_it_open(make, clock):
    breaker = make()
    fail(breaker, 5)
    clock.now -= 3600

    assert breaker.status().retry_after_s == 15


def test_check_before_a_call_is_cheap(make):
    breaker = make()
    started = time.perf_counter()

    for _ in range(1000):
        breaker.enter()

    assert (time.perf_counter() - started) / 1000 < 0.0005
