"""What the snapshot tells of the levels and namespaces, beside hits and misses."""

from __future__ import annotations

from generate_content.performance_cache.figures import LossFigures
from generate_content.performance_cache.memory import OVERHEAD_BYTES
from tests.performance_cache.assembly import assemble, key
from tests.performance_cache.processes import workers

LIMIT_BYTES = 2**20
ENTRY_BYTES = LIMIT_BYTES // 16


def put_many(assembly, count, namespace="decks"):
    for number in range(count):
        payload = b"x" * (ENTRY_BYTES - OVERHEAD_BYTES)
        assembly.cache.put(key(str(number), namespace=namespace), payload)


def test_evictions_are_told_by_level_and_by_namespace(tmp_path):
    assembly = assemble(tmp_path, memory_bytes=LIMIT_BYTES)
    put_many(assembly, 20)
    put_many(assembly, 1, "words")
    snapshot = assembly.cache.snapshot()
    assert snapshot.levels["memory"].losses == LossFigures(evicted=5)
    assert snapshot.levels["memory"].volume.entries == 16
    assert snapshot.namespaces["decks"].losses == LossFigures(evicted=5)
    assert snapshot.namespaces["words"].losses == LossFigures()


def test_what_is_too_large_for_a_level_is_refused_there_only(tmp_path):
    assembly = assemble(tmp_path, memory_bytes=LIMIT_BYTES)
    assembly.cache.put(key(), b"x" * (ENTRY_BYTES + 1))
    snapshot = assembly.cache.snapshot()
    refused = {name: level.losses.refused for name, level in snapshot.levels.items()}
    assert refused == {"memory": 1, "django": 1, "file": 0}
    assert snapshot.namespaces["decks"].losses == LossFigures(refused=2)
    assert snapshot.namespaces["decks"].volume == assembly.files.usage()["decks"]


def overfill_memory(assembly):
    assembly.memory.limit_bytes = LIMIT_BYTES
    put_many(assembly, 20)


def evicted(assembly):
    return {name: one.losses.evicted for name, one in assembly.cache.snapshot().levels.items()}


def test_evictions_are_summed_over_workers_a_killed_one_included(tmp_path):
    with workers(tmp_path, 3) as (one, other, third):
        one.run(overfill_memory)
        other.run(overfill_memory)
        one.kill()
        assert third.run(evicted) == {"memory": 8, "django": 0, "file": 0}
