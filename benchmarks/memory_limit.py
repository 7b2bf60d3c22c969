"""What the memory level really takes: 1 GB of inserts, and how much its process grows.

    .venv/bin/python -m benchmarks.memory_limit [megabytes to insert] [limit in MB ...]

Each measurement runs in a fresh process: eight threads insert random payloads of 200 bytes to
1 MB (as many of each order of magnitude), each under a new key. Growth is what the process takes
at its highest, looked at every 5 ms, beyond what it took before the first insert: its resident set
(RSS), and what of it is no other's (USS). Beside it cachetools.LRUCache(getsizeof=len) under a
lock; both with glibc's allocator as it comes, and as the service sets it when it starts.
"""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

import psutil

from benchmarks.assembled import NAMESPACE, key_of, table
from generate_content.performance_cache.allocator import return_freed_memory
from generate_content.performance_cache.entry import Entry
from generate_content.performance_cache.memory import MemoryLevel

MEBIBYTE = 2**20
THREADS = 8
LIMITS_MB = (32, 100, 256)
OURS, PEER = "memory level", "cachetools"
SET, UNSET = "set", "as it comes"
_SMALLEST_BYTES, _LARGEST_BYTES = 200, MEBIBYTE
_LOOK_EVERY_S = 0.005

Insert = Callable[[str, bytes], None]
Held = Callable[[], int]


class Growth(NamedTuple):
    """Bytes; `held`: of payloads, at the end."""

    rss: int
    uss: int
    held: int


def main() -> None:
    if sys.argv[1:2] == ["child"]:
        subject, allocator, *sizes_mb = sys.argv[2:]
        print(*grow(subject, allocator, *(int(size) * MEBIBYTE for size in sizes_mb)))
        return
    inserted_mb, *limits_mb = [int(given) for given in sys.argv[1:]] or [1024, *LIMITS_MB]
    pairs = [(OURS, SET), (PEER, SET), (OURS, UNSET), (PEER, UNSET)]
    rows = []
    for limit_mb in limits_mb:
        for subject, allocator in pairs:
            found = measured(subject, allocator, inserted_mb, limit_mb)
            megabytes = [value // MEBIBYTE for value in (found.held, found.rss, found.uss)]
            ratio = f"{found.rss / (limit_mb * MEBIBYTE):.2f}"
            rows.append((subject, allocator, limit_mb, *megabytes, ratio))
    heads = ("", "allocator", "limit MB", "payloads MB", "RSS + MB", "USS + MB", "RSS / limit")
    table(f"{inserted_mb} MB inserted by {THREADS} threads: growth of the process", heads, rows)


def measured(subject: str, allocator: str, inserted_mb: int, limit_mb: int) -> Growth:
    """In a fresh process."""
    command = [sys.executable, "-m", "benchmarks.memory_limit", "child", subject, allocator]
    sizes = [str(inserted_mb), str(limit_mb)]
    done = subprocess.run([*command, *sizes], check=True, capture_output=True, text=True)
    return Growth(*(int(figure) for figure in done.stdout.split()))


def grow(subject: str, allocator: str, inserted_bytes: int, limit_bytes: int) -> Growth:
    """What this process grows by, at most."""
    if allocator == SET:
        return_freed_memory()
    insert, held = (_memory_level if subject == OURS else _cachetools)(limit_bytes)
    noise = random.Random(0).randbytes(2 * _LARGEST_BYTES)
    process, most, done = psutil.Process(), Growth(0, 0, 0), threading.Event()
    before = process.memory_full_info()

    def watch() -> None:
        nonlocal most
        while not done.wait(_LOOK_EVERY_S):
            now = process.memory_full_info()
            rss, uss = now.rss - before.rss, now.uss - before.uss
            most = Growth(max(most.rss, rss), max(most.uss, uss), 0)

    share = inserted_bytes // THREADS
    fillers = [
        threading.Thread(target=fill, args=(insert, number, noise, share))
        for number in range(THREADS)
    ]
    watcher = threading.Thread(target=watch)
    for thread in (watcher, *fillers):
        thread.start()
    for thread in fillers:
        thread.join()
    done.set()
    watcher.join()
    return most._replace(held=held())


def fill(insert: Insert, seed: int, noise: bytes, inserted_bytes: int) -> None:
    dice = random.Random(seed)
    count = 0
    while inserted_bytes > 0:
        size = int(_SMALLEST_BYTES * (_LARGEST_BYTES / _SMALLEST_BYTES) ** dice.random())
        start = dice.randrange(_LARGEST_BYTES)
        insert(f"{seed} {count}", noise[start : start + size])
        count, inserted_bytes = count + 1, inserted_bytes - size


def _memory_level(limit_bytes: int) -> tuple[Insert, Held]:
    level = MemoryLevel(namespaces=[NAMESPACE], limit_bytes=limit_bytes)

    def insert(name: str, payload: bytes) -> None:
        level.set(key_of(name), Entry(payload, 1e9, 9e9, 9e9, 0.5, (1, 2, 3)))

    return insert, lambda: sum(slot.entry.size_bytes for slot in level.slots.values())


def _cachetools(limit_bytes: int) -> tuple[Insert, Held]:
    """Imported only here, because the test that measures ours does without."""
    lru = import_module("cachetools").LRUCache(limit_bytes, getsizeof=len)
    lock = threading.Lock()

    def insert(name: str, payload: bytes) -> None:
        with lock:
            lru[name] = payload

    return insert, lambda: int(lru.currsize)


if __name__ == "__main__":
    main()
