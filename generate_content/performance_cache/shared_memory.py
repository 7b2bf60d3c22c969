"""Numbers that every worker process sees: a file of 64-bit words, mapped into memory.

Reading a word costs some 40 ns and is never torn; changing one takes the lock, since unlocked
`+=` on shared memory loses more than half of its increments.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import struct
import threading
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Self

from generate_content.performance_cache.descriptor import Descriptor
from generate_content.performance_cache.fork import renew_after_fork

WORD_BYTES = 8
_MASK = 2**64 - 1


class SharedWords:
    """A fixed number of unsigned 64-bit words in `path`, shared by all who open it.

    A file of another size is replaced, never cut: a process that still maps it goes on with the
    old one, where a cut file would kill it. Raises: OSError when the file cannot be made, also on
    a full disk (its blocks are reserved here, because writing into a hole of a mapped file on a
    full disk kills the process too).
    """

    def __init__(self, path: Path, words: int, *, initial: Callable[[], int] = lambda: 0) -> None:
        self.path = path
        self.words = words
        self._thread_lock = threading.RLock()
        self._depth = 0
        self._file = Descriptor(_open_words(path, words, initial))
        self._map = mmap.mmap(self._file.fileno(), words * WORD_BYTES)
        self._view = memoryview(self._map).cast("Q")
        renew_after_fork(self)

    def __getitem__(self, index: int) -> int:
        return self._view[index]

    def __setitem__(self, index: int, value: int) -> None:
        self._view[index] = value & _MASK

    def __len__(self) -> int:
        return self.words

    def locked(self) -> Self:
        """For `with`: mutual exclusion over all threads and processes; reentrant; freed if the
        process dies.
        """
        return self

    def __enter__(self) -> Self:
        self._thread_lock.acquire()
        try:
            if self._depth == 0:
                fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            self._thread_lock.release()
            raise
        self._depth += 1
        return self

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        try:
            if self._depth == 0:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._thread_lock.release()

    def add(self, index: int, amount: int) -> int:
        """The word after `amount` (may be negative, the word stops at 0) was added."""
        with self.locked():
            self[index] = max(0, self[index] + amount)
            return self[index]

    def view(self, start: int = 0, count: int | None = None) -> memoryview[int]:
        """The words themselves, faster to reach; to be released before `close()`."""
        return self._view[start : self.words if count is None else start + count]

    def flush(self) -> None:
        """Writes the words to the disk now, so that they survive even a power cut."""
        self._map.flush()

    def after_fork(self) -> None:
        """A lock belongs to the open file, which a child would share: it opens its own."""
        self._thread_lock = threading.RLock()
        self._depth = 0
        if not self._file.closed:
            inherited = self._file
            own = os.open(f"/proc/self/fd/{inherited.fileno()}", os.O_RDWR | os.O_CLOEXEC)
            self._file = Descriptor(own)
            inherited.close()

    def close(self) -> None:
        self._view.release()
        self._map.close()
        self._file.close()


def _open_words(path: Path, words: int, initial: Callable[[], int]) -> int:
    """A descriptor of the file at `path`, which is whole before anybody can see it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            existing = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
            if os.fstat(existing).st_size == words * WORD_BYTES:
                return existing
            os.close(existing)
        return _make_words(path, [initial() & _MASK for _ in range(words)])
    finally:
        os.close(folder)


def _make_words(path: Path, values: Sequence[int]) -> int:
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    made = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.posix_fallocate(made, 0, len(values) * WORD_BYTES)
        with mmap.mmap(made, len(values) * WORD_BYTES) as room:
            room[:] = struct.pack(f"={len(values)}Q", *values)
        fresh.replace(path)
    except BaseException:
        os.close(made)
        fresh.unlink(missing_ok=True)
        raise
    return made


class SharedTable:
    """Rows of `columns` words under string names, in shared memory of a fixed size.

    A name's row is one of eight neighbours that its hash points to; when all are taken, the row
    longest untouched is reused. So the table never grows, and what it holds may be forgotten:
    right for rate windows, breakers and tallies, wrong for anything that must not be lost.
    """

    _NEIGHBOURS = 8
    _HEAD = 3  # two words of the name's hash, one for when the row was last touched

    def __init__(self, path: Path, *, rows: int, columns: int, clock: Callable[[], float]) -> None:
        self._columns = columns
        self._width = self._HEAD + columns
        self._rows = rows
        self._clock = clock
        self._words = SharedWords(path, (rows + self._NEIGHBOURS) * self._width)
        self._view = self._words.view()

    def read(self, name: str) -> tuple[int, ...]:
        """The row's words; all 0 if the name was never written (or was forgotten)."""
        high, low = _name_hash(name)
        with self._words.locked():
            at, known = self._find(high, low)
            return self._values(at) if known else (0,) * self._columns

    def update(
        self, name: str, change: Callable[[tuple[int, ...]], Sequence[int]]
    ) -> tuple[int, ...]:
        """Replaces the row by `change(row)`, as one step for all processes; returns the new row."""
        high, low = _name_hash(name)
        with self._words.locked():
            at, known = self._find(high, low)
            after = tuple(change(self._values(at) if known else (0,) * self._columns))
            now_ms = int(self._clock() * 1000)
            self._view[at : at + self._width] = memoryview(array("Q", (high, low, now_ms, *after)))
            return after

    def _find(self, high: int, low: int) -> tuple[int, bool]:
        """(first word of the row to use for this name, whether it is this name's already)."""
        view, first = self._view, (high % self._rows) * self._width
        places = range(first, first + self._NEIGHBOURS * self._width, self._width)
        for at in places:
            if view[at] == high and view[at + 1] == low:
                return at, True
        return min(places, key=lambda at: view[at + 2]), False

    def _values(self, at: int) -> tuple[int, ...]:
        start = at + self._HEAD
        return tuple(self._view[start : start + self._columns])


@lru_cache(maxsize=4096)
def _name_hash(name: str) -> tuple[int, int]:
    high, low = struct.unpack("<QQ", hashlib.sha256(name.encode()).digest()[:16])
    return high | 1, low  # never 0, which marks a free row
