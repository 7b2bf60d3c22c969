from __future__ import annotations

import errno
import os
import threading
import time

import pytest

from generate_content.performance_cache import single_flight
from generate_content.performance_cache.single_flight import SingleFlight
from tests.performance_cache.processes import in_threads, workers


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "flights"


class Shelf:
    """Where makings put their value, and how many there were."""

    def __init__(self) -> None:
        self.value = None
        self.makings = 0

    def look(self):
        return self.value

    def make(self):
        self.makings += 1
        self.value = f"made {self.makings}"
        return self.value


def wait_until(condition, timeout_s=5.0):
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def waiting(flights, name) -> int:
    """How many threads wait for the flight of this name."""
    flight = flights._flights.get(name)
    return len(flight.done._cond._waiters) if flight else 0


def test_the_maker_gets_what_it_made(path):
    shelf = Shelf()
    assert SingleFlight(path).run("a", look=shelf.look, make=shelf.make) == "made 1"


def test_what_is_there_by_now_is_not_made(path):
    shelf = Shelf()
    shelf.value = "there"
    assert SingleFlight(path).run("a", look=shelf.look, make=shelf.make) == "there"
    assert shelf.makings == 0


def test_threads_that_come_together_make_it_once(path):
    flights, shelf = SingleFlight(path), Shelf()

    def make():
        wait_until(lambda: waiting(flights, "a") == 7)
        return shelf.make()

    got = in_threads(8, lambda _: flights.run("a", look=shelf.look, make=make))
    assert got == ["made 1"] * 8
    assert flights._flights == {}
    assert flights._held == set()


def test_different_keys_do_not_wait_for_each_other(path):
    flights = SingleFlight(path)
    barrier = threading.Barrier(3, timeout=5)

    def make():
        barrier.wait()  # passed only when all three are being made at the same time
        return "made"

    assert (
        in_threads(3, lambda n: flights.run(str(n), look=lambda: None, make=make)) == ["made"] * 3
    )


class Refused(Exception):
    pass


class Failed(Exception):
    pass


def test_waiters_share_an_error_that_may_be_shared(path):
    flights, makings = SingleFlight(path), []

    def make():
        makings.append(1)
        wait_until(lambda: waiting(flights, "a") == 3)
        raise Refused

    def run(_):
        with pytest.raises(Refused):
            flights.run("a", look=lambda: None, make=make, shared_errors=(Refused,))

    in_threads(4, run)
    assert len(makings) == 1


def test_after_any_other_error_a_waiter_takes_over(path):
    flights, shelf, failures = SingleFlight(path), Shelf(), []

    def make():
        if not failures:
            failures.append(1)
            wait_until(lambda: waiting(flights, "a") == 3)
            raise Failed
        return shelf.make()

    def run(_):
        try:
            return flights.run("a", look=shelf.look, make=make, shared_errors=(Refused,))
        except Failed:
            return "failed"

    assert sorted(in_threads(4, run)) == ["failed", "made 1", "made 1", "made 1"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_even_an_interrupted_maker_frees_its_flight(path, error):
    flights, shelf = SingleFlight(path), Shelf()

    def interrupted():
        raise error

    with pytest.raises(error):
        flights.run("a", look=shelf.look, make=interrupted)
    assert flights.run("a", look=shelf.look, make=shelf.make) == "made 1"


def test_a_waiter_of_this_process_loses_its_patience_and_makes_it_itself(path):
    flights, shelf, release = SingleFlight(path, patience_s=0.05), Shelf(), threading.Event()
    hung = threading.Thread(
        target=lambda: flights.run("a", look=lambda: None, make=lambda: release.wait(5))
    )
    hung.start()
    wait_until(lambda: "a" in flights._flights)
    assert flights.run("a", look=shelf.look, make=shelf.make) == "made 1"
    release.set()
    hung.join()


def test_a_making_that_asks_for_its_own_value_is_told_so(path):
    flights = SingleFlight(path)

    def make():
        return flights.run("a", look=lambda: None, make=lambda: "never")

    with pytest.raises(RuntimeError, match="asks for itself"):
        flights.run("a", look=lambda: None, make=make)


def test_a_making_may_ask_for_other_values(path):
    flights = SingleFlight(path)

    def make():
        return flights.run("part", look=lambda: None, make=lambda: "part") + " and rest"

    assert flights.run("whole", look=lambda: None, make=make) == "part and rest"


def test_without_descriptors_the_making_goes_on_without_a_lock(path, monkeypatch, caplog):
    flights, shelf = SingleFlight(path), Shelf()

    def refusal(_):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(single_flight, "open_lock_file", refusal)
    assert flights.run("a", look=shelf.look, make=shelf.make) == "made 1"
    assert "Too many open files" in caplog.text


def hold(assembly, path, name):
    """Takes the flight of this name in a thread of the worker, and never ends it."""
    flights = SingleFlight(path)
    begun = threading.Event()

    def make():
        begun.set()
        time.sleep(60)

    threading.Thread(
        target=lambda: flights.run(name, look=lambda: None, make=make), daemon=True
    ).start()
    begun.wait(5)
    return os.getpid()


def test_a_killed_maker_of_another_process_is_replaced_within_a_second(path, tmp_path):
    shelf = Shelf()
    with workers(tmp_path, 1) as (worker,):
        worker.run(hold, path, "a")
        killed_at = []

        def kill():
            time.sleep(0.1)
            killed_at.append(time.monotonic())
            worker.kill()

        killer = threading.Thread(target=kill)
        killer.start()
        assert SingleFlight(path).run("a", look=shelf.look, make=shelf.make) == "made 1"
        assert 0 <= time.monotonic() - killed_at[0] < 1
        killer.join()


def test_a_hung_maker_of_another_process_is_waited_for_with_patience_only(path, tmp_path, caplog):
    shelf = Shelf()
    with workers(tmp_path, 1) as (worker,):
        worker.run(hold, path, "a")
        flights = SingleFlight(path, patience_s=0.05)
        assert flights.run("a", look=shelf.look, make=shelf.make) == "made 1"
        assert "for another process" in caplog.text


def test_a_forked_child_neither_has_nor_keeps_its_parents_flights(path):
    flights, shelf = SingleFlight(path), Shelf()
    pid, reader = 0, 0

    def make():
        nonlocal pid, reader
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.write(writer, b"%d" % (len(flights._flights) + len(flights._held)))
            time.sleep(60)
        os.close(writer)
        return "made"

    flights.run("a", look=lambda: None, make=make)
    try:
        assert os.read(reader, 10) == b"0"
        assert SingleFlight(path, patience_s=0.0).run("a", look=shelf.look, make=shelf.make)
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(reader)
