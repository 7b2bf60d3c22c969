from __future__ import annotations

import gc
import os

import pytest

from generate_content.performance_cache.descriptor import Descriptor
from generate_content.performance_cache.shared_memory import SharedWords
from generate_content.performance_cache.statistics import Statistics


def open_files() -> int:
    gc.collect()
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 -- a list is what is counted


def test_it_is_closed_once(tmp_path):
    descriptor = Descriptor(os.open(tmp_path, os.O_RDONLY))
    number = descriptor.fileno()
    descriptor.close()
    descriptor.close()
    with pytest.raises(ValueError, match="closed"):
        descriptor.fileno()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(number)


def test_what_nobody_refers_to_any_more_keeps_no_file_open(tmp_path):
    before = open_files()
    for _ in range(3):
        SharedWords(tmp_path / "words", 3)
        Statistics(tmp_path / "statistics", namespaces=["decks"])
    assert open_files() == before


def test_a_fork_leaves_closed_things_alone(tmp_path):
    words = SharedWords(tmp_path / "words", 1)
    statistics = Statistics(tmp_path / "statistics", namespaces=["decks"])
    words.close()
    statistics.close()
    before = open_files()
    child = os.fork()
    if child == 0:
        os._exit(max(0, open_files() - before))  # others may have left theirs
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
