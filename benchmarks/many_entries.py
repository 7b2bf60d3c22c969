"""What 100,000 entries cost against 100: look-ups, a write, the statistics.

    .venv/bin/python -m benchmarks.many_entries [--folder FOLDER] [--entries 100000]

Keys are drawn at random out of all entries. The two sizes take turns within each round, so that a
busy machine disturbs them alike; told is the lower quartile of the rounds. Memory is measured
against `d[key]` over the same keys: at 100,000 entries the processor's own caches miss, whoever
asks; plain reads show how much of a file hit's growth is the system's. The files take 400 MB
while it runs (4 KiB each, at least).
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter, time
from typing import NamedTuple

import django
from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache

from generate_content.performance_cache.django_cache import DjangoCacheLevel
from generate_content.performance_cache.entry import Entry
from generate_content.performance_cache.file_folder import SHARDS
from generate_content.performance_cache.file_state import FileTotals
from generate_content.performance_cache.files import FileLevel
from generate_content.performance_cache.freshness import Lifetime
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.keys import CacheKey, digest
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.sealing import seal
from generate_content.performance_cache.signing import Signer
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics
from generate_content.performance_cache.tiered import TieredCache

FEW, MANY = 100, 100_000
LEAST_ROUNDS, MOST_ROUNDS = 5, 100
SECONDS_EACH = 8.0
FLOOR = "d[key]"
"""Whose growth is the target of a hit in memory."""
LIMIT_BYTES = 2**30
PAYLOAD = b"x" * 200
LIFETIMES = {"presentations": Lifetime(3600.0)}

Run = Callable[["Filled", list[CacheKey]], object]


class Subject(NamedTuple):
    name: str
    run: Run
    calls: int
    """In a round: as many keys as `run` is given."""
    target: float | None = None
    """The highest ratio of many to few; None: told for comparison."""
    known: bool = True
    """Whether the keys are of entries that are there."""


class Filled:
    """A cache with so many entries, in memory and in the files."""

    def __init__(self, folder: Path, entries: int) -> None:
        self.folder = folder / "entries"
        names = list(LIFETIMES)
        signer = Signer("a signing key")
        self.memory = MemoryLevel(namespaces=names, limit_bytes=LIMIT_BYTES)
        self.files = FileLevel(
            self.folder,
            state_dir=folder,
            namespaces=names,
            signer=signer,
            limit_bytes=LIMIT_BYTES,
        )
        locmem = DjangoCacheLevel(LocMemCache(str(folder), {"TIMEOUT": 300}), namespaces=names)
        generations = Generations(folder / "generations", namespaces=names)
        self.cache = TieredCache(
            levels=(self.memory, locmem, self.files),
            namespaces=LIFETIMES,
            generations=generations,
            flights=SingleFlight(folder / "flights"),
            statistics=Statistics(folder / "statistics", namespaces=names),
        )
        self.keys = [_key(str(number)) for number in range(entries)]
        self.plain = {key: key.digest for key in self.keys}
        ends_at = time() + 3600.0
        self.entry = Entry(
            PAYLOAD, time(), ends_at, ends_at, 0.01, generations.current(self.keys[0])
        )
        for shard in SHARDS:
            (self.folder / shard).mkdir(parents=True)
        for key in self.keys:
            entry = self.entry._replace(generation=generations.current(key))
            self.memory.set(key, entry)
            self.cache.get(key)  # looked at closely, as at any first hit
            _write_plainly(str(self.folder), key, seal(key, entry, signer), ends_at)
        FileTotals(folder / "file_totals", names).add(names[0], entries, entries * 4096)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--folder", help="for the files; else the system's temporary one")
    options.add_argument("--entries", type=int, default=MANY)
    told = options.parse_args()
    settings.configure()
    django.setup()
    with tempfile.TemporaryDirectory(dir=told.folder) as folder:
        started = perf_counter()
        few, many = Filled(Path(folder) / "few", FEW), Filled(Path(folder) / "many", told.entries)
        print(f"{told.entries} entries made in {perf_counter() - started:.0f} s")
        _print_table([(subject, *_measure(subject, few, many)) for subject in SUBJECTS])


def _key(name: str) -> CacheKey:
    return CacheKey("presentations", "default", digest(name))


def _write_plainly(folder: str, key: CacheKey, sealed: bytes, ends_at: float) -> None:
    """The file as the level would leave it, in a third of the time."""
    path = f"{folder}/{key.digest[:2]}/{key.namespace}:{key.digest}.pkl"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(descriptor, sealed)
    os.utime(descriptor, (ends_at, ends_at))
    os.close(descriptor)


def _plain(filled: Filled, keys: list[CacheKey]) -> None:
    plain = filled.plain
    for key in keys:
        plain[key]


def _memory_hits(filled: Filled, keys: list[CacheKey]) -> None:
    get_or_create = filled.cache.get_or_create
    for key in keys:
        get_or_create(key, _never)


def _plain_reads(filled: Filled, keys: list[CacheKey]) -> None:
    for key in keys:
        path = f"{filled.folder}/{key.digest[:2]}/{key.namespace}:{key.digest}.pkl"
        descriptor = os.open(path, os.O_RDONLY | os.O_NOATIME)
        os.read(descriptor, 65_536)
        os.close(descriptor)


def _file_hits(filled: Filled, keys: list[CacheKey]) -> None:
    for key in keys:
        filled.files.get(key)


def _file_writes(filled: Filled, keys: list[CacheKey]) -> None:
    for key in keys:
        filled.files.set(key, filled.entry)


def _snapshots(filled: Filled, keys: list[CacheKey]) -> None:
    for _ in keys:
        filled.cache.snapshot()


def _never(_: float) -> bytes:
    raise AssertionError


SUBJECTS = (
    Subject(FLOOR, _plain, 2000),
    Subject("memory hit, whole chain", _memory_hits, 2000),
    Subject("os.open, os.read, os.close", _plain_reads, 200),
    Subject("file hit", _file_hits, 200, 1.3),
    Subject("file write, a new entry", _file_writes, 40, 1.5, known=False),
    Subject("file write, in an old one's place", _file_writes, 40, 1.5),
    Subject("performance/ (cache.snapshot)", _snapshots, 20, 2.0),
)


def _measure(subject: Subject, few: Filled, many: Filled) -> tuple[float, float]:
    """Microseconds per call with few and with many: the lower quartiles of the rounds."""
    rounds: list[tuple[float, float]] = []
    ends_at = perf_counter() + SECONDS_EACH
    while len(rounds) < MOST_ROUNDS and (perf_counter() < ends_at or len(rounds) < LEAST_ROUNDS):
        rounds.append((_time_us(subject, few), _time_us(subject, many)))
    few_us, many_us = (quantiles(times, n=4)[0] for times in zip(*rounds, strict=True))
    return few_us, many_us


def _time_us(subject: Subject, filled: Filled) -> float:
    keys = random.choices(filled.keys, k=subject.calls) if subject.known else _new_keys(subject)
    started = perf_counter()
    subject.run(filled, keys)
    elapsed = perf_counter() - started
    if not subject.known:
        for key in keys:
            filled.files.delete(key)
    return elapsed / len(keys) * 1e6


def _new_keys(subject: Subject) -> list[CacheKey]:
    return [_key(f"new {random.random()}") for _ in range(subject.calls)]


def _print_table(rows: list[tuple[Subject, float, float]]) -> None:
    print(f"{'us per call':<36} {'few':>9} {'many':>9} {'ratio':>7}   target")
    growths = {subject.name: many_us / few_us for subject, few_us, many_us in rows}
    for subject, few_us, many_us in rows:
        growth = growths[subject.name]
        target = growths[FLOOR] if subject.run is _memory_hits else subject.target
        met = target is None or growth <= target
        verdict = f"{target:.2f} {'met' if met else 'MISSED'}" if target else ""
        print(f"{subject.name:<36} {few_us:>9.2f} {many_us:>9.2f} {growth:>7.2f}   {verdict}")


if __name__ == "__main__":
    main()
