"""300 x `kill -9` while files are written: what is served meanwhile, and what is left behind.

    .venv/bin/python -m benchmarks.crashes [kills] [subject ...]

Three processes write (and remove) without a pause; one after the other is killed at a random
moment, and replaced. Two others read all the time, and all is read once more after the last kill.
A payload begins with the SHA-256 of its key and the rest of it: anything else is a wrong answer,
and so is an error. Files that no entry needs are counted before and after the subject's own sweep
(Django's FileBasedCache has none; diskcache's is `check(fix=True)`, which locks all others out).
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, MutableSequence, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, Protocol

from django.core.cache.backends.filebased import FileBasedCache

from benchmarks.assembled import LIFETIMES, NAMESPACE, SIGNER, conclude, file_level, key_of, table
from generate_content.errors import NotFound
from generate_content.performance_cache.entry import Entry
from generate_content.performance_cache.file_state import FileTotals, LastSweep
from generate_content.performance_cache.generations import Generations
from generate_content.storage import TOTALS, DeckStore

KILLS, WRITERS, READERS, KEYS = 300, 3, 2, 40
_LONGEST_PAUSE_S = 0.04
_FORK = multiprocessing.get_context("fork")
_LATER_S = 3600.0


class Subject(Protocol):
    """Something that keeps bytes by name in a folder, as one process sees it."""

    def put(self, name: str, payload: bytes) -> None: ...
    def get(self, name: str) -> bytes | None: ...
    def remove(self, name: str) -> None: ...
    def sweep(self) -> str:
        """Does it, and tells whether the books are right afterwards."""


@dataclass(frozen=True)
class Found:
    writes: int
    reads: int
    wrong: int
    left: int
    """Files that no entry needs, before the sweep."""
    left_after: int
    books: str

    @property
    def keeps_the_promise(self) -> bool:
        return self.wrong == self.left_after == 0 < self.reads and self.books.startswith("right")


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    rows, broken = [], []
    for name in sys.argv[2:] or SUBJECTS:
        make, is_needed = SUBJECTS[name]
        with tempfile.TemporaryDirectory() as folder:
            found = crash(Path(folder), make, is_needed, kills)
        figures = (found.writes, found.reads, found.wrong, found.left, found.left_after)
        rows.append((name, *figures, found.books))
        if name in OURS and not found.keeps_the_promise:
            broken.append(f"{name}: {found}")
    heads = ("", "writes", "reads", "wrong", "left", "left after a sweep", "books after a sweep")
    table(f"{WRITERS} processes write {KEYS} keys, {kills} are killed; {READERS} read", heads, rows)
    conclude(broken)


def crash(
    folder: Path,
    make: Callable[[Path], Subject],
    is_needed: Callable[[Path], bool],
    kills: int,
) -> Found:
    make(folder)  # so that the processes find their folders
    dice, writes = random.Random(kills), _FORK.RawArray("q", WRITERS)

    def start(place: int) -> ForkProcess:
        return _start(lambda subject: write_for_ever(subject, writes, place), folder, make)

    with _readers(folder, make) as sums:
        writers = [start(place) for place in range(WRITERS)]
        for kill in range(kills):
            time.sleep(dice.uniform(0.002, _LONGEST_PAUSE_S))
            place = kill % WRITERS
            if not writers[place].is_alive():
                raise RuntimeError("A writer ended with an error.")
            writers[place].kill()
            writers[place].join()
            writers[place] = start(place)
        for writer in writers:
            writer.kill()
            writer.join()
    last = check(make(folder))
    reads, wrong = sum(sums[:READERS]) + last[0], sum(sums[READERS:]) + last[1]
    left = _superfluous(folder, is_needed)
    time.sleep(1.1)  # younger temporary files might still be somebody's
    books = make(folder).sweep()
    return Found(sum(writes), reads, wrong, left, _superfluous(folder, is_needed), books)


def payload_of(name: str, dice: random.Random) -> bytes:
    body = dice.randbytes(int(200 * 500 ** dice.random()))  # up to 100 KB
    return hashlib.sha256(name.encode() + body).digest() + body


def is_right(name: str, payload: bytes) -> bool:
    return hashlib.sha256(name.encode() + payload[32:]).digest() == payload[:32]


def write_for_ever(subject: Subject, writes: MutableSequence[int], place: int) -> None:
    """Each writer counts in a place of its own."""
    dice = random.Random()
    while True:
        name = f"deck_{dice.randrange(KEYS)}"
        if dice.random() < 0.1:
            subject.remove(name)
        else:
            subject.put(name, payload_of(name, dice))
            writes[place] += 1


def check(subject: Subject) -> tuple[int, int]:
    """How many reads found something, and how many of them something wrong."""
    names = [f"deck_{number}" for number in range(KEYS)]
    found = [(name, payload) for name in names if (payload := subject.get(name)) is not None]
    return len(found), sum(not is_right(name, payload) for name, payload in found)


@contextmanager
def _readers(folder: Path, make: Callable[[Path], Subject]) -> Iterator[Sequence[int]]:
    """Readers that go on while the block runs; then how much they read, and how much was wrong."""
    stop, sums = _FORK.Event(), _FORK.RawArray("q", 2 * READERS)

    def start(place: int) -> ForkProcess:
        def read(subject: Subject) -> None:
            while not stop.is_set():
                reads, wrong = check(subject)
                sums[place] += reads
                sums[READERS + place] += wrong

        return _start(read, folder, make)

    processes = [start(place) for place in range(READERS)]
    yield sums
    stop.set()
    for process in processes:
        process.join()
        if process.exitcode:
            raise RuntimeError("A reader ended with an error.")


def _start(
    work: Callable[[Subject], None], folder: Path, make: Callable[[Path], Subject]
) -> ForkProcess:
    process = _FORK.Process(target=lambda: work(make(folder)), daemon=True)
    process.start()
    return process


def _superfluous(folder: Path, is_needed: Callable[[Path], bool]) -> int:
    files = [path for path in folder.rglob("*") if path.is_file() and "state" not in path.parts]
    return sum(not is_needed(path) for path in files)


class FileEntries:
    def __init__(self, folder: Path) -> None:
        self._level, self._folder = file_level(folder), folder / "entries"

    def put(self, name: str, payload: bytes) -> None:
        now = time.time()
        ends_at = now + _LATER_S
        self._level.set(key_of(name), Entry(payload, now, ends_at, ends_at, 0.5, (1, 2, 3)))

    def get(self, name: str) -> bytes | None:
        entry = self._level.get(key_of(name))
        return entry.payload if entry else None

    def remove(self, name: str) -> None:
        self._level.delete(key_of(name))

    def sweep(self) -> str:
        self._level.sweep()
        there = len(list(self._folder.rglob("*.pkl")))
        return _compared(self._level.usage()[NAMESPACE].entries, there)


class Decks:
    """The store of the decks themselves; its clock for the sweep runs an hour ahead, because
    it takes files younger than ten minutes for somebody's who still writes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._ahead_s, state = folder / "decks", 0.0, folder / "state"
        self._store = DeckStore(
            folder=self._folder,
            fallback=folder / "fallback",
            signer=SIGNER,
            totals=FileTotals(state / "deck_totals", [TOTALS]),
            sweeps=LastSweep(state / "deck_sweep", interval_s=0, clock=time.time),
            limit_bytes=2**30,
            generations=Generations(state / "generations", namespaces=list(LIFETIMES)),
            clock=lambda: time.time() + self._ahead_s,
        )

    def put(self, name: str, payload: bytes) -> None:
        self._store.put(
            payload,
            key=key_of(name),
            filename=f"{name}.pptx",
            sha256=hashlib.sha256(payload).hexdigest(),
            written=False,
            expires_at=time.time() + 10 * _LATER_S,
        )

    def get(self, name: str) -> bytes | None:
        try:
            return self._store.open(f"{name}.pptx").data
        except NotFound:
            return None

    def remove(self, name: str) -> None:
        self._store.remove(f"{name}.pptx")

    def sweep(self) -> str:
        self._ahead_s = _LATER_S
        self._store.sweep()
        there = len(list(self._folder.rglob("*.pptx")))
        return _compared(self._store.volume().entries, there)


class DjangoFiles:
    def __init__(self, folder: Path) -> None:
        self._cache = FileBasedCache(str(folder / "django"), {"TIMEOUT": 3600})

    def put(self, name: str, payload: bytes) -> None:
        self._cache.set(name, payload)

    def get(self, name: str) -> bytes | None:
        found: bytes | None = self._cache.get(name)
        return found

    def remove(self, name: str) -> None:
        self._cache.delete(name)

    def sweep(self) -> str:
        return "no sweep, no books"


class DiskCache:
    def __init__(self, folder: Path) -> None:
        self._cache = _diskcache(folder / "diskcache")

    def put(self, name: str, payload: bytes) -> None:
        self._cache.set(name, payload)

    def get(self, name: str) -> bytes | None:
        found: bytes | None = self._cache.get(name)
        return found

    def remove(self, name: str) -> None:
        self._cache.delete(name)

    def sweep(self) -> str:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # one for each file that it mends
            self._cache.check(fix=True)
        return _compared(len(self._cache), len(list(self._cache)))


def _diskcache(folder: Path) -> Any:
    """Imported only here, because the test of ours does without."""
    return import_module("diskcache").Cache(str(folder))


def _compared(told: int, there: int) -> str:
    return f"right ({there})" if told == there else f"{told} told, {there} there"


def _is_entry(path: Path) -> bool:
    return path.suffix == ".pkl"


def _is_whole_deck(path: Path) -> bool:
    """A deck with its note, or the note of a deck."""
    if path.suffix == ".meta":
        return path.with_suffix("").exists()
    return path.suffix == ".pptx" and path.with_name(f"{path.name}.meta").exists()


def _is_django_entry(path: Path) -> bool:
    return path.suffix == ".djcache"


def _is_diskcache_value(path: Path) -> bool:
    """Its database, or a value's file that the database knows."""
    root = next(parent for parent in path.parents if parent.name == "diskcache")
    if path.name.startswith("cache.db"):
        return True
    known = _diskcache(root)._sql("SELECT filename FROM Cache").fetchall()
    return (os.path.relpath(path, root),) in known


SUBJECTS: dict[str, tuple[Callable[[Path], Subject], Callable[[Path], bool]]] = {
    "file level": (FileEntries, _is_entry),
    "deck store": (Decks, _is_whole_deck),
    "Django FileBasedCache": (DjangoFiles, _is_django_entry),
    "diskcache": (DiskCache, _is_diskcache_value),
}

OURS = ("file level", "deck store")


if __name__ == "__main__":
    main()
