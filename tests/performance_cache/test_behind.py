from __future__ import annotations

import os
import threading

import pytest

from generate_content.performance_cache.behind import Behind

WAIT_S = 5


@pytest.fixture
def gate():
    opened = threading.Event()
    yield opened
    opened.set()


def test_work_is_done_in_another_thread(gate):
    job = Behind().begin("work", threading.get_ident)
    assert job.mine
    assert job.future.result(WAIT_S) != threading.get_ident()


def test_work_under_way_is_not_begun_twice(gate):
    behind = Behind()
    first = behind.begin("work", lambda: gate.wait(WAIT_S))
    second = behind.begin("work", lambda: gate.wait(WAIT_S))
    assert (second.future, second.mine) == (first.future, False)
    gate.set()
    first.future.result(WAIT_S)
    assert behind.begin("work", lambda: True).mine


def test_when_all_threads_are_busy_nothing_is_begun(gate):
    behind = Behind(most_threads=2)
    jobs = [behind.begin(name, lambda: gate.wait(WAIT_S)) for name in "abc"]
    assert [job is not None for job in jobs] == [True, True, False]


def test_an_error_is_logged_and_kept(caplog):
    def fail():
        raise ZeroDivisionError

    behind = Behind()
    job = behind.begin("work", fail)
    with pytest.raises(ZeroDivisionError):
        job.future.result(WAIT_S)
    assert "behind an answer failed" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert behind.begin("work", lambda: True).mine


def test_no_thread_to_be_had_is_as_if_all_were_busy(monkeypatch):
    def refuse(_):
        raise RuntimeError("can't start new thread")

    behind = Behind()
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        assert behind.begin("work", lambda: True) is None
    assert behind.begin("work", lambda: True).mine


def test_a_forked_child_waits_for_no_thread_of_its_parent(gate):
    behind = Behind(most_threads=1)
    behind.begin("work", lambda: gate.wait(WAIT_S))
    child = os.fork()
    if child == 0:
        job = behind.begin("work", lambda: True)
        os._exit(0 if job.mine and job.future.result(WAIT_S) else 1)
    assert os.waitpid(child, 0)[1] == 0
