from __future__ import annotations

import os

import pytest

from generate_content.performance_cache.range_lock import (
    is_locked,
    open_lock_file,
    try_lock,
    unlock,
)

FAR = 2**61 + 12345


@pytest.fixture
def descriptors(tmp_path):
    opened = [open_lock_file(tmp_path / "folder" / "locks") for _ in range(2)]
    yield opened
    for descriptor in opened:
        os.close(descriptor)


def test_a_lock_excludes_another_descriptor_of_the_same_process(descriptors):
    one, other = descriptors
    assert try_lock(one, FAR)
    assert not try_lock(other, FAR)
    assert is_locked(other, FAR)
    assert not is_locked(one, FAR)
    unlock(one, FAR)
    assert not is_locked(other, FAR)
    assert try_lock(other, FAR)


def test_locks_at_other_offsets_are_independent_and_the_file_stays_empty(descriptors):
    one, other = descriptors
    assert try_lock(one, 0)
    assert try_lock(other, 1)
    assert os.fstat(one).st_size == 0


def test_closing_another_descriptor_drops_nothing(descriptors, tmp_path):
    one, other = descriptors
    assert try_lock(one, FAR)
    os.close(open_lock_file(tmp_path / "folder" / "locks"))
    assert is_locked(other, FAR)


def test_unlocking_frees_it_even_if_a_child_has_the_descriptor(descriptors):
    one, other = descriptors
    assert try_lock(one, FAR)
    copy = os.dup(one)
    unlock(one, FAR)
    assert try_lock(other, FAR)
    os.close(copy)
