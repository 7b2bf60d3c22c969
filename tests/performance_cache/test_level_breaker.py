from __future__ import annotations

import errno
import os

import pytest

from generate_content.performance_cache.level import UNRECORDED
from generate_content.performance_cache.level_breaker import REST_S, LevelBreaker

FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def breaker(clock):
    return LevelBreaker("file", clock=clock.clock(), recorder=UNRECORDED)


def test_it_is_closed_until_something_fails(breaker):
    assert not breaker.is_open
    assert breaker.complaint is None


def test_after_a_failure_it_is_open_for_seconds_and_complains_until_something_works(breaker, clock):
    breaker.failed(FULL)
    assert breaker.is_open
    clock.advance(REST_S)
    assert not breaker.is_open
    assert breaker.complaint == os.strerror(errno.ENOSPC)
    breaker.worked()
    assert breaker.complaint is None


def test_what_began_before_the_failure_and_works_does_not_close_it(breaker):
    breaker.failed(FULL)
    breaker.worked()
    assert breaker.is_open
    assert breaker.complaint


def test_an_error_without_a_number_is_one_all_the_same(breaker):
    breaker.failed(OSError("what?"))
    assert breaker.complaint == os.strerror(errno.EIO)


def test_a_forked_child_finds_out_for_itself(breaker):
    breaker.failed(FULL)
    child = os.fork()
    if child == 0:
        os._exit(breaker.is_open or breaker.complaint is not None)
    assert os.waitpid(child, 0)[1] == 0
