from __future__ import annotations

import errno
import os
import stat

import pytest

from generate_content.performance_cache import shared_memory
from generate_content.performance_cache.shared_memory import SharedTable, SharedWords
from tests.performance_cache.processes import Worker, in_threads, workers


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "words"


def test_words_begin_at_their_initial_value_and_survive(path):
    words = SharedWords(path, 3, initial=lambda: 9)
    words[1] = 2**64 - 1
    words.close()
    again = SharedWords(path, 3, initial=lambda: 5)
    assert [again[index] for index in range(len(again))] == [9, 2**64 - 1, 9]


def test_all_who_open_a_file_see_the_same_words(path):
    one, other = SharedWords(path, 3), SharedWords(path, 3)
    one[2] = 7
    assert other[2] == 7
    assert other.view(2, 1).tolist() == [7]


def test_words_wrap_at_64_bits_and_sums_stop_at_0(path):
    words = SharedWords(path, 1, initial=lambda: 2**64 - 1)
    words[0] += 1
    assert words[0] == 0
    assert words.add(0, 5) == 5
    assert words.add(0, -9) == 0


def test_the_file_is_for_the_owner_only(path):
    SharedWords(path, 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_of_another_size_is_replaced_and_not_cut_under_who_maps_it(path):
    old = SharedWords(path, 4096, initial=lambda: 1)
    new = SharedWords(path, 2, initial=lambda: 2)
    assert old[4095] == 1  # would end the process with SIGBUS if the file had been cut
    assert (new[0], new[1]) == (2, 2)
    assert [file.name for file in path.parent.iterdir()] == ["words"]


def test_a_link_in_its_place_is_not_followed(path, tmp_path):
    path.parent.mkdir()
    (tmp_path / "victim").write_bytes(bytes(8))
    path.symlink_to(tmp_path / "victim")
    with pytest.raises(OSError, match="symbolic links"):
        SharedWords(path, 1)


def test_a_full_disk_is_told_at_once_and_leaves_nothing(path, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shared_memory.os, "posix_fallocate", full)
    with pytest.raises(OSError, match="No space"):
        SharedWords(path, 1)
    assert list(path.parent.iterdir()) == []


def test_the_lock_is_reentrant(path):
    words = SharedWords(path, 1)
    with words.locked(), words.locked():
        words.add(0, 1)
    assert words[0] == 1


def add_many(assembly, path, times):
    words = SharedWords(path, 1)
    in_threads(4, lambda _: [words.add(0, 1) for _ in range(times)])


def test_no_increment_is_lost_over_threads_and_processes(path, tmp_path):
    with workers(tmp_path, 2) as started:
        for worker in started:
            worker.begin(add_many, path, 500)
        for worker in started:
            worker.end()
    assert SharedWords(path, 1)[0] == 2 * 4 * 500


def hold_the_lock(assembly, path):
    lock = SharedWords(path, 1).locked()
    lock.__enter__()
    HELD.append(lock)


HELD = []


def test_the_lock_ends_with_the_process_that_holds_it(path, tmp_path):
    words = SharedWords(path, 1)
    worker = Worker(tmp_path)
    worker.run(hold_the_lock, path)
    worker.kill()
    assert words.add(0, 1) == 1


def test_a_forked_child_has_a_lock_of_its_own(path):
    words = SharedWords(path, 1)
    with words.locked():
        child = os.fork()
        if child == 0:
            words.add(0, 1)  # waits for the parent
            os._exit(0)
        words[0] = 10
    assert os.waitpid(child, 0)[1] == 0
    assert words[0] == 11


@pytest.fixture
def table(tmp_path):
    return SharedTable(tmp_path / "table", rows=4, columns=2, clock=lambda: 1.0)


def test_an_unknown_name_reads_as_zeros(table):
    assert table.read("nobody") == (0, 0)


def test_rows_of_different_names_are_apart(table):
    assert table.update("one", lambda row: (row[0] + 1, 5)) == (1, 5)
    table.update("two", lambda row: (9, 9))
    assert table.read("one") == (1, 5)


def test_when_the_neighbourhood_is_full_the_row_longest_untouched_is_reused(tmp_path):
    now = [0.0]
    table = SharedTable(tmp_path / "table", rows=1, columns=1, clock=lambda: now[0])
    for number in range(9):
        now[0] += 1
        table.update(str(number), lambda row: (row[0] + 1,))
    assert table.read("0") == (0,)
    assert [table.read(str(number)) for number in range(1, 9)] == [(1,)] * 8
