"""What a hit costs at each level of the cache, against floors measured in the same run.

    .venv/bin/python -m benchmarks.cache_levels

Microseconds per call: the best of several rounds, all subjects taking turns in each round, so
that a busy machine disturbs them alike. Trust the ratios more than the figures.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import RLock
from time import perf_counter

import cachetools
import django
from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache

from generate_content.performance_cache.django_cache import DjangoCacheLevel
from generate_content.performance_cache.files import FileLevel
from generate_content.performance_cache.freshness import Lifetime
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.keys import CacheKey, digest
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.signing import Signer
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics
from generate_content.performance_cache.tiered import TieredCache

LIFETIMES = {"presentations": Lifetime(3600.0)}
PAYLOAD = os.urandom(2048)
ROUNDS, ROUND_S = 40, 0.006

Call = Callable[[], object]


def main() -> None:
    settings.configure()
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        floors, subjects = _floors(Path(folder)), _subjects(Path(folder))
        times_us = _measure({**floors, **{name: call for name, (call, _) in subjects.items()}})
    print(f"{'2 KB payload':<50} {'us':>8}   ratio to its floor")
    for name in floors:
        print(f"{'floor: ' + name:<50} {times_us[name]:>8.2f}")
    for name, (_, floor_names) in subjects.items():
        ratios = [f"{times_us[name] / times_us[floor]:.2f} x {floor}" for floor in floor_names]
        print(f"{name:<50} {times_us[name]:>8.2f}   {', '.join(ratios)}")


def _floors(folder: Path) -> dict[str, Call]:
    plain = {"presentations:" + digest("key"): PAYLOAD}
    name = next(iter(plain))
    locmem = LocMemCache("floor", {"TIMEOUT": 300})
    locmem.set(name, PAYLOAD)
    path = str(folder / "floor")
    Path(path).write_bytes(PAYLOAD)

    def read() -> bytes:
        with open(path, "rb") as file:  # noqa: PTH123 -- the floor is the plain call
            return file.read()

    def read_unbuffered() -> bytes:
        descriptor = os.open(path, os.O_RDONLY)
        data = os.read(descriptor, 65536)
        os.close(descriptor)
        return data

    return {
        "d[key]": lambda: plain[name],
        "cachetools.LRUCache, RLock": _cachetools(name),
        "LocMemCache.get": partial(locmem.get, name),
        "open().read()": read,
        "os.open, os.read, os.close": read_unbuffered,
    }


def _cachetools(name: str) -> Call:
    cache, lock = cachetools.LRUCache[str, bytes](100), RLock()
    cache[name] = PAYLOAD

    def get() -> object:
        with lock:
            return cache.get(name)

    return get


def _subjects(folder: Path) -> dict[str, tuple[Call, tuple[str, ...]]]:
    names = list(LIFETIMES)
    memory = MemoryLevel(namespaces=names)
    locmem = DjangoCacheLevel(LocMemCache("level", {"TIMEOUT": 300}), namespaces=names)
    files = FileLevel(
        folder / "entries", state_dir=folder, namespaces=names, signer=Signer("a signing key")
    )
    cache = TieredCache(
        levels=(memory, locmem, files),
        namespaces=LIFETIMES,
        generations=Generations(folder / "generations", namespaces=names),
        flights=SingleFlight(folder / "flights"),
        statistics=Statistics(folder / "statistics", namespaces=names),
    )
    key = CacheKey("presentations", "default", digest("key"))
    cache.put(key, PAYLOAD)
    entry = files.get(key)
    assert entry is not None

    def from_files() -> object:
        memory.delete(key)
        locmem.delete(key)
        return cache.get(key)

    def unused(_: float) -> bytes:
        raise AssertionError

    memory_floors = ("d[key]", "cachetools.LRUCache, RLock")
    file_floors = ("open().read()", "os.open, os.read, os.close")
    return {
        "memory level, hit": (partial(memory.get, key), memory_floors),
        "chain, hit in memory (generation, counts, times)": (
            partial(cache.get_or_create, key, unused),
            memory_floors,
        ),
        "Django level (LocMem), hit": (partial(locmem.get, key), ("LocMemCache.get",)),
        "file level, hit (signature, full key, times)": (partial(files.get, key), file_floors),
        "chain, hit in the files, promoted": (from_files, file_floors),
        "file level, write": (lambda: files.set(key, entry), ()),
        "statistics of all workers": (cache.snapshot, ()),
    }


def _measure(calls: dict[str, Call]) -> dict[str, float]:
    """The best time of each, in microseconds."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(ROUNDS):
        for name, call in calls.items():
            best[name] = min(best[name], _time_us(call))
    return best


def _time_us(call: Call) -> float:
    calls, started = 0, perf_counter()
    while (now := perf_counter()) - started < ROUND_S:
        for _ in range(20):
            call()
        calls += 20
    return (now - started) / calls * 1e6


if __name__ == "__main__":
    main()
