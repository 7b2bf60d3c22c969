from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from generate_content.performance_cache import culling
from generate_content.performance_cache.culling import CEILING, PATIENCE_S, Culler
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.range_lock import open_lock_file, try_lock, unlock
from tests.performance_cache.assembly import entry, key
from tests.performance_cache.processes import in_threads, workers


@dataclass(frozen=True)
class File:
    written_at: float


class Folder:
    """Files of one byte each, with a culler at its limit of 100."""

    def __init__(self, lock_path: Path, clock) -> None:
        self.files = {}
        self.samples_of = 1000
        self.held = None
        """What the totals say, if they are wrong."""
        self.recounts = 0
        self.dropping = threading.Event()
        self.dropping.set()
        self.culler = Culler(
            lock_path,
            limit_bytes=100,
            held_bytes=lambda: len(self.files) if self.held is None else self.held,
            samples=self._samples,
            drop=self._drop,
            recount=self._recount,
            monotonic=lambda: clock.monotonic_s,
            pause=clock.advance,
        )

    def add(self, count):
        for _ in range(count):
            at = float(len(self.files))
            self.files[at] = File(at)

    def _samples(self):
        files = [self.files[at] for at in sorted(self.files, key=lambda at: at * 37 % 101)]
        for first in range(0, len(files), self.samples_of):
            yield files[first : first + self.samples_of]

    def _drop(self, file):
        self.dropping.wait(5)
        return int(self.files.pop(file.written_at, None) is not None)

    def _recount(self):
        self.held = None
        self.recounts += 1


@pytest.fixture
def lock_path(tmp_path):
    return tmp_path / "state" / "cull"


@pytest.fixture
def folder(lock_path, clock):
    return Folder(lock_path, clock)


def cull(folder):
    folder.culler.check()
    folder.culler.join()


def test_nothing_goes_at_the_limit(folder):
    folder.add(100)
    cull(folder)
    assert len(folder.files) == 100


def test_above_it_the_oldest_go_until_a_tenth_is_free(folder):
    folder.add(101)
    cull(folder)
    assert sorted(folder.files) == [float(number) for number in range(11, 101)]


def test_from_each_sample_goes_the_same_share(folder):
    folder.samples_of = 10
    folder.add(110)
    cull(folder)
    assert len(folder.files) == 90
    assert sum(at < 40 for at in folder.files) < 25  # of 40 old ones
    assert sum(at >= 70 for at in folder.files) > 35  # of 40 new ones


def test_a_limit_that_was_lowered_is_reached_at_once(folder):
    folder.samples_of = 100
    folder.add(2000)
    cull(folder)
    assert len(folder.files) == 90


def test_totals_that_are_wrong_are_counted_anew(folder):
    folder.held = 200
    cull(folder)
    assert folder.recounts == 1
    assert folder.culler.has_room()


def test_there_is_no_room_above_the_ceiling(folder):
    folder.dropping.clear()
    folder.add(int(100 * CEILING))
    assert folder.culler.has_room()
    folder.add(1)
    assert not folder.culler.has_room()
    folder.dropping.set()
    folder.culler.join()
    assert folder.culler.has_room()


def test_who_waits_for_room_gets_it_or_gives_up(folder, lock_path, clock):
    folder.add(120)
    other = open_lock_file(lock_path)
    assert try_lock(other, 0)  # another process culls, and does not end
    before = clock.monotonic_s
    assert not folder.culler.wait_for_room()
    assert PATIENCE_S <= clock.monotonic_s - before < PATIENCE_S + 1
    unlock(other, 0)
    os.close(other)
    folder.culler.join()
    clock.advance(1)
    folder.culler.check()
    folder.culler.join()
    assert folder.culler.wait_for_room()


def test_only_one_process_culls_at_a_time(folder, lock_path, clock):
    folder.dropping.clear()
    folder.add(120)
    other = Folder(lock_path, clock)
    other.add(120)
    folder.culler.check()
    eventually_locked(lock_path)
    cull(other)
    assert len(other.files) == 120
    folder.dropping.set()
    folder.culler.join()
    clock.advance(1)
    cull(other)
    assert len(other.files) == 90


def eventually_locked(lock_path):
    for _ in range(1000):
        descriptor = open_lock_file(lock_path)
        free = try_lock(descriptor, 0)
        os.close(descriptor)
        if not free:
            return
        threading.Event().wait(0.002)
    raise AssertionError("Nobody took the lock.")


def test_a_child_forked_during_a_cull_does_not_keep_the_lock(folder, lock_path, clock):
    folder.dropping.clear()
    folder.add(120)
    folder.culler.check()
    eventually_locked(lock_path)
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(there)
        os.read(here, 1)  # lives until the parent is done
        os._exit(0)
    folder.dropping.set()
    folder.culler.join()
    assert len(folder.files) == 90
    descriptor = open_lock_file(lock_path)
    assert try_lock(descriptor, 0)
    os.close(descriptor)
    os.close(there)
    os.waitpid(child, 0)


def test_without_a_descriptor_for_its_lock_there_is_no_cull(folder, monkeypatch, caplog):
    def refuse(_):
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(culling, "open_lock_file", refuse)
    folder.add(120)
    cull(folder)
    assert len(folder.files) == 120
    assert "Too many open files" in caplog.text


def flood(assembly, name, limit_bytes):
    assembly.files.culler._limit_bytes = limit_bytes
    highest = []

    def write(thread):
        for number in range(300):
            assembly.files.set(key(f"{name} {thread} {number}"), entry())
            highest.append(assembly.files.usage()["decks"].bytes)

    in_threads(2, write)
    assembly.files.culler.join()
    return max(highest)


def usage(assembly):
    return assembly.files.usage()["decks"]


def test_a_flood_from_two_processes_does_not_pass_the_ceiling_and_is_counted_exactly(tmp_path):
    limit_bytes = 100 * 4096
    with workers(tmp_path, 2) as (one, other):
        one.begin(flood, "one", limit_bytes)
        other.begin(flood, "other", limit_bytes)
        highest = max(one.end(), other.end())
        assert highest <= limit_bytes * CEILING + 4 * 4096  # one write of each thread, under way
        kept = len(list((tmp_path / "entries").rglob("*.pkl")))
        assert one.run(usage) == Volume(kept, kept * 4096)
        assert 80 <= kept <= 110


def cull_for_ever(assembly, limit_bytes):
    assembly.files.culler._limit_bytes = limit_bytes
    begun = threading.Event()

    def hang(_):
        begun.set()
        threading.Event().wait(60)

    assembly.files.culler._drop = hang
    for number in range(12):
        assembly.files.set(key(str(number)), entry())
    assert begun.wait(5)


def fill(assembly, limit_bytes):
    assembly.files.culler._limit_bytes = limit_bytes
    for number in range(12):
        assembly.files.set(key(f"more {number}"), entry())
        assembly.files.culler.join()
    return usage(assembly).entries


def test_when_the_culling_process_is_killed_another_culls(tmp_path):
    with workers(tmp_path, 2) as (one, other):
        one.run(cull_for_ever, 10 * 4096)
        one.kill()
        assert other.run(fill, 10 * 4096) <= 10
