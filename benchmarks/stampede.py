"""One cold key, 4 processes x 8 threads: how many make it, and what happens when the maker dies.

    .venv/bin/python -m benchmarks.stampede [rounds]

All ask at the same moment for a value of 20 KB that takes 0.2 s to make. Then, for those whose
processes wait for each other: a process that is making is killed with -9 while 3 x 8 threads wait;
how long until another begins to make, until all have the value, and how many failed to get it
within 5 s. Medians of some rounds, each with a fresh folder and fresh processes.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Condition, RLock
from typing import NamedTuple

import cachetools
import diskcache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache
from dogpile.cache import make_region

from benchmarks.assembled import assemble, conclude, key_of, table

ROUNDS, PROCESSES, THREADS = 5, 4, 8
MAKING_S = 0.2
PATIENCE_S = 5.0
VALUE = b"x" * 20_000
_FORK = multiprocessing.get_context("fork")

Make = Callable[[], bytes]
Ask = Callable[[Make], bytes]


def ours(folder: Path) -> Ask:
    cache, key = assemble(folder).cache, key_of("cold")
    return lambda make: cache.get_or_create(key, lambda _: make()).payload


def dogpile(folder: Path) -> Ask:
    arguments = {"filename": str(folder / "dogpile.dbm")}
    region = make_region().configure("dogpile.cache.dbm", expiration_time=3600, arguments=arguments)
    return lambda make: region.get_or_create("cold", make)


def diskcache_plain(folder: Path) -> Ask:
    cache = diskcache.Cache(str(folder / "diskcache"))
    return lambda make: cache.memoize(name="cold", expire=3600)(make)()


def diskcache_stampede(folder: Path) -> Ask:
    cache = diskcache.Cache(str(folder / "diskcache"))
    return lambda make: diskcache.memoize_stampede(cache, 3600, name="cold")(make)()


def diskcache_lock(folder: Path) -> Ask:
    """As its documentation combines them: `barrier` around a memoized function."""
    cache = diskcache.Cache(str(folder / "diskcache"))

    def ask(make: Make) -> bytes:
        memoized = cache.memoize(name="cold", expire=3600)(make)
        found: bytes = diskcache.barrier(cache, diskcache.Lock, name="lock")(memoized)()
        return found

    return ask


def django_locmem(_: Path) -> Ask:
    cache = LocMemCache("stampede", {"TIMEOUT": 3600})
    return lambda make: cache.get_or_set("cold", make) or b""


def django_files(folder: Path) -> Ask:
    cache = FileBasedCache(str(folder / "django"), {"TIMEOUT": 3600})
    return lambda make: cache.get_or_set("cold", make) or b""


def cachetools_lock(_: Path) -> Ask:
    cache, lock = cachetools.LRUCache[str, bytes](100), RLock()
    return lambda make: cachetools.cached(cache, key=lambda: "cold", lock=lock)(make)()


def cachetools_condition(_: Path) -> Ask:
    cache, condition = cachetools.LRUCache[str, bytes](100), Condition()

    # What is under way is noted by the decorated function, so all must share one.
    @cachetools.cached(cache, key=lambda _: "cold", condition=condition)
    def ask(make: Make) -> bytes:
        return make()

    return ask


SUBJECTS: dict[str, Callable[[Path], Ask]] = {
    "ours": ours,
    "dogpile.cache, dbm and its file lock": dogpile,
    "diskcache, barrier with its Lock": diskcache_lock,
    "diskcache memoize_stampede": diskcache_stampede,
    "diskcache memoize": diskcache_plain,
    "cachetools.cached, a Condition": cachetools_condition,
    "cachetools.cached, an RLock": cachetools_lock,
    "Django get_or_set, FileBasedCache": django_files,
    "Django get_or_set, LocMemCache": django_locmem,
}
WAITING = ("ours", "dogpile.cache, dbm and its file lock", "diskcache, barrier with its Lock")


class TakeOver(NamedTuple):
    begun_s: float
    """After the kill; infinite when nobody did."""
    ended_s: float
    failed: int


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    asked = PROCESSES * THREADS
    rows: list[tuple[object, ...]] = []
    broken = []
    for name, make in SUBJECTS.items():
        runs = [stampede(make) for _ in range(rounds)]
        makers, took_s = (statistics.median(figures) for figures in zip(*runs, strict=True))
        rows.append((name, int(makers), f"{took_s * 1000:.0f}"))
        if name == "ours" and {makings for makings, _ in runs} != {1}:
            broken.append(f"{runs}")
    title = f"{asked} ask for one cold value, {MAKING_S} s to make; median of {rounds}"
    table(title, ("", "makers", "all answered after ms"), rows)
    rows = []
    for name in WAITING:
        kills = [take_over(SUBJECTS[name]) for _ in range(rounds)]
        begun_s, ended_s, _ = (statistics.median(figures) for figures in zip(*kills, strict=True))
        failed, worst_s = sum(kill.failed for kill in kills), max(kill.begun_s for kill in kills)
        rows.append((name, *map(_ms, (begun_s, worst_s, ended_s)), failed))
        if name == "ours" and (failed or worst_s >= 1):
            broken.append(f"{kills}")
    heads = ("", "another began after ms", "worst", "all answered after ms", "failed")
    table(f"The maker is killed while {asked - THREADS} wait; {rounds} times", heads, rows)
    conclude(broken)


def stampede(subject: Callable[[Path], Ask]) -> tuple[int, float]:
    """How many made it, and seconds until all had it."""
    with tempfile.TemporaryDirectory() as folder:
        log, together = Path(folder) / "makings", _FORK.Barrier(PROCESSES + 1)
        log.touch()
        askers = [Askers(subject, Path(folder), log, together) for _ in range(PROCESSES)]
        together.wait()
        began = time.monotonic()
        answered = sum(asker.answered(began + 30) for asker in askers)
        took_s = time.monotonic() - began
        assert answered == PROCESSES * THREADS
        return len(log.read_text().splitlines()), took_s


def take_over(subject: Callable[[Path], Ask]) -> TakeOver:
    with tempfile.TemporaryDirectory() as folder:
        log, together = Path(folder) / "makings", _FORK.Barrier(PROCESSES)
        log.touch()
        maker = _FORK.Process(target=make_for_ever, args=(subject, Path(folder), log), daemon=True)
        maker.start()
        while not log.read_text():
            time.sleep(0.005)
        askers = [Askers(subject, Path(folder), log, together) for _ in range(PROCESSES - 1)]
        together.wait()
        time.sleep(0.3)  # they all wait by now
        killed_at = time.monotonic()
        maker.kill()
        answered = sum(asker.answered(killed_at + PATIENCE_S) for asker in askers)
        ended_s = time.monotonic() - killed_at
        maker.join()
        begun_at = [float(line) for line in log.read_text().splitlines()[1:]]
        begun_s = begun_at[0] - killed_at if begun_at else float("inf")
        return TakeOver(begun_s, ended_s, (PROCESSES - 1) * THREADS - answered)


class Askers:
    """A process whose threads all ask once, when `together` lets them."""

    def __init__(
        self,
        subject: Callable[[Path], Ask],
        folder: Path,
        log: Path,
        together: multiprocessing.synchronize.Barrier,
    ) -> None:
        self._count = _FORK.Value("i", 0)
        arguments = (subject, folder, log, together)
        self._process = _FORK.Process(target=self._run, args=arguments, daemon=True)
        self._process.start()

    def answered(self, deadline: float) -> int:
        """How many threads have the value, at the end or at the deadline."""
        self._process.join(max(0.0, deadline - time.monotonic()))
        self._process.kill()
        self._process.join()
        return int(self._count.value)

    def _run(
        self,
        subject: Callable[[Path], Ask],
        folder: Path,
        log: Path,
        together: multiprocessing.synchronize.Barrier,
    ) -> None:
        ask = subject(folder)

        def make() -> bytes:
            note(log)
            time.sleep(MAKING_S)
            return VALUE

        def ask_once(_: int) -> None:
            if ask(make) == VALUE:
                with self._count.get_lock():
                    self._count.value += 1

        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda _: None, range(THREADS)))
            together.wait()
            list(threads.map(ask_once, range(THREADS)))


def make_for_ever(subject: Callable[[Path], Ask], folder: Path, log: Path) -> None:
    def make() -> bytes:
        note(log)
        time.sleep(60)
        return VALUE

    subject(folder)(make)


def note(log: Path) -> None:
    """One short write: lines of several processes do not mix."""
    with log.open("a") as file:
        file.write(f"{time.monotonic()}\n")


def _ms(seconds: float) -> str:
    return "never" if seconds > PATIENCE_S else f"{seconds * 1000:.0f}"


if __name__ == "__main__":
    main()
