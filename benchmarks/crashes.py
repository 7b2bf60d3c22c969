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
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, MutableSequence, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkProcess
from pathlib import Path

from benchmarks.assembled import conclude, table
from benchmarks.crash_subjects import OURS, SUBJECTS, Subject

KILLS, WRITERS, READERS, KEYS = 300, 3, 2, 40
_LONGEST_PAUSE_S = 0.04
_FORK = multiprocessing.get_context("fork")


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


if __name__ == "__main__":
    main()
