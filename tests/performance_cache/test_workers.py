"""The chain over real worker processes."""

from __future__ import annotations

import os
import threading
import time

from generate_content.performance_cache import files
from generate_content.performance_cache.policy import Policy
from tests.performance_cache.assembly import key
from tests.performance_cache.processes import Worker, in_threads, workers


def append(path, line: str) -> None:
    with path.open("a") as log:  # one short write: lines of several processes do not mix
        log.write(f"{line}\n")


def ask_in_eight_threads(assembly, log):
    def make(_):
        append(log, str(os.getpid()))
        time.sleep(0.05)
        return b"deck"

    return in_threads(8, lambda _: assembly.cache.get_or_create(key(), make).level)


def figures(assembly, namespace="decks"):
    one = assembly.cache.snapshot().namespaces[namespace]
    return one.hits, one.misses


def test_four_processes_of_eight_threads_make_a_cold_value_once(tmp_path):
    log = tmp_path / "makings"
    with workers(tmp_path, 4) as started:
        for worker in started:
            worker.begin(ask_in_eight_threads, log)
        levels = [level for worker in started for level in worker.end()]
        assert len(log.read_text().splitlines()) == 1
        assert levels.count("none") == 1
        assert set(levels) <= {"none", "memory", "django", "file"}
        assert started[0].run(figures) == (31, 1)


def make_for_ever(assembly, log):
    def make(_):
        append(log, "begun")
        time.sleep(60)

    thread = threading.Thread(target=lambda: assembly.cache.get_or_create(key(), make), daemon=True)
    thread.start()


def ask_four_times(assembly):
    found = in_threads(4, lambda _: assembly.cache.get_or_create(key(), lambda _: b"deck"))
    return sorted(one.level for one in found), {one.payload for one in found}


def test_when_the_maker_is_killed_another_takes_over_within_a_second(tmp_path):
    log = tmp_path / "log"
    with workers(tmp_path, 2) as (maker, waiter):
        maker.run(make_for_ever, log)
        while not log.exists():
            time.sleep(0.005)
        waiter.begin(ask_four_times)
        time.sleep(0.1)
        killed_at = time.monotonic()
        maker.kill()
        levels, payloads = waiter.end()
        assert time.monotonic() - killed_at < 1
        assert levels.count("none") == 1
        assert payloads == {b"deck"}


def put(assembly, *names):
    for name in names:
        assembly.cache.put(key(name), b"deck")


def level_of(assembly, name):
    found = assembly.cache.get(key(name))
    return found and found.level


def clear(assembly):
    return assembly.cache.clear(["decks"]).volumes["memory"].entries


def test_a_clear_reaches_every_worker_before_it_answers(tmp_path):
    with workers(tmp_path, 2) as (one, other):
        other.run(put, "first", "second")
        assert one.run(level_of, "first") == "file"
        assert one.run(clear) == 3  # two there, one here
        assert [worker.run(level_of, "first") for worker in (one, other)] == [None, None]


def read_and_note(assembly, folder):
    """Asks until told to stop; returns what it was served although it had been cleared before.

    A value is the number of clears that had begun when it was made, so at least the number of
    those that had answered when it was asked for.
    """
    wrong = []
    while not (folder / "stop").exists():
        answered = (folder / "answered").stat().st_size
        found = assembly.cache.get_or_create(
            key(), lambda _: b"%d" % (folder / "begun").stat().st_size
        )
        if int(found.payload) < answered:
            wrong.append((answered, found))
    return wrong


def test_no_cleared_entry_is_served_after_a_clear_has_answered(tmp_path):
    for name in ("begun", "answered"):
        (tmp_path / name).touch()
    with workers(tmp_path, 3) as (clearer, *readers):
        for reader in readers:
            reader.begin(read_and_note, tmp_path)
        for _ in range(100):
            append(tmp_path / "begun", "")
            clearer.run(clear)
            append(tmp_path / "answered", "")
        (tmp_path / "stop").touch()
        assert [reader.end() for reader in readers] == [[], []]


def write_for_ever(assembly):
    def write():
        for number in range(10**9):
            assembly.cache.put(key(str(number % 50)), b"%d" % number * 500)

    threading.Thread(target=write, daemon=True).start()


def test_killed_writers_leave_no_broken_entry_and_nothing_after_a_sweep(tmp_path):
    for _ in range(5):
        writer = Worker(tmp_path)
        writer.run(write_for_ever)
        time.sleep(0.05)
        writer.kill()
    with workers(tmp_path, 1) as (reader,):
        assert reader.run(all_are_whole)
        reader.run(cleanup)
        names = [name for _, _, names in os.walk(tmp_path / "entries") for name in names]
        assert len(names) <= 50
        assert all(name.endswith(".pkl") for name in names)
        assert reader.run(file_entries) == len(names)


def all_are_whole(assembly):
    found = [assembly.cache.get(key(str(number))) for number in range(50)]
    payloads = [one.payload for one in found if one]
    halves = [(payload[: len(payload) // 500] * 500, payload) for payload in payloads]
    return bool(payloads) and all(expected == payload for expected, payload in halves)


def cleanup(assembly):
    files._ORPHAN_AGE_S = -1.0  # else temporary files younger than a second are left alone
    assembly.cache.cleanup()


def file_entries(assembly):
    return assembly.files.usage()["decks"].entries


WORDS = key(namespace="words")


def put_expired(assembly):
    assembly.cache.put(WORDS, b"old", ttl_s=0)


def ask_for_expired(assembly, log):
    """Asks in four threads, stale ones at once; then waits for what was begun behind."""

    def make(_):
        append(log, str(os.getpid()))
        time.sleep(0.1)
        return b"new"

    def ask(_):
        return assembly.cache.get_or_create(WORDS, make, policy=Policy(soft_limit_s=0.0))

    found = in_threads(4, ask)
    while assembly.cache._maker._behind._running:
        time.sleep(0.005)
    return {one.level for one in found}, assembly.cache.get(WORDS).payload


def test_an_expired_value_is_renewed_once_over_all_processes(tmp_path):
    log = tmp_path / "makings"
    with workers(tmp_path, 3) as started:
        started[0].run(put_expired)
        for worker in started:
            worker.begin(ask_for_expired, log)
        answers = [worker.end() for worker in started]
        assert len(log.read_text().splitlines()) == 1
        assert {payload for _, payload in answers} == {b"new"}
        assert not any("none" in levels for levels, _ in answers)
        hits, misses = started[0].run(figures, "words")
        assert (hits, misses) == (15, 0)


class Outage(Exception):
    pass


def ask_in_an_outage(assembly):
    def fail(_):
        raise Outage

    try:
        policy = Policy(stale_on=(Outage,))
        return assembly.cache.get_or_create(WORDS, fail, policy=policy).payload
    except Outage:
        return None


def clear_words(assembly):
    assembly.cache.clear(["words"])


def test_a_clear_ends_what_stands_in_too_in_every_worker(tmp_path):
    with workers(tmp_path, 2) as (one, other):
        one.run(put_expired)
        assert [worker.run(ask_in_an_outage) for worker in (one, other)] == [b"old", b"old"]
        other.run(clear_words)
        assert [worker.run(ask_in_an_outage) for worker in (one, other)] == [None, None]


def put_words(assembly, payload):
    assembly.cache.put(WORDS, payload)


def hit_words(assembly, times):
    return {assembly.cache.get(WORDS).payload for _ in range(times)}


def hits_in_memory(assembly):
    return assembly.cache.snapshot().levels["memory"].hits


def test_quick_hits_are_exact_over_workers_one_of_them_killed_and_replaced(tmp_path):
    with workers(tmp_path, 2) as (one, other):
        one.run(put_words, b"words")
        for worker in (one, other):
            worker.begin(hit_words, 2000)
        for worker in (one, other):
            worker.end()
        before = other.run(hits_in_memory)
        assert before == 2000 + 1999  # the other's first came from the files
        one.kill()
        replacement = Worker(tmp_path)
        replacement.run(hit_words, 2000)
        assert other.run(hits_in_memory) == before + 1999
        replacement.kill()


def delete(assembly):
    assembly.cache.delete(key())


def remembers(assembly):
    return assembly.cache.get(key()) is not None


def test_a_deleted_entry_is_gone_from_every_workers_memory(tmp_path):
    with workers(tmp_path, 2) as (one, other):
        one.run(fill_one)
        assert other.run(remembers)
        one.run(delete)
        assert not other.run(remembers)


def fill_one(assembly):
    assembly.cache.put(key(), b"deck")
