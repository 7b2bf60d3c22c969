"""One row of shared words per worker process, written by that worker only.

A worker takes a row by a lock that ends with it; the next to take that row goes on counting in
it, so that no sum loses what a replaced worker counted.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from generate_content.performance_cache.descriptor import Descriptor
from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.keys import digest
from generate_content.performance_cache.range_lock import is_locked, open_lock_file, try_lock
from generate_content.performance_cache.shared_memory import SharedWords

MOST_WORKERS = 128
_LAYOUT = 0  # the file's first word: a hash of what its columns mean


class WorkerRows:
    """Rows of `width` words in `path`, locks in `path`.lock; a row's first word is the process id.

    Raises: OSError when the files cannot be made, or all 128 rows are taken.
    """

    def __init__(self, path: Path, *, width: int, layout: str, gauges: range = range(0)) -> None:
        """`gauges`: words that tell of a worker's present; the next one begins them at 0."""
        self._width = width
        self._gauges = gauges
        self._words = SharedWords(path, 1 + MOST_WORKERS * width)
        self._lock_path = path.with_name(f"{path.name}.lock")
        self._begin(int(digest(layout)[:15], 16))
        self._take()
        renew_after_fork(self)

    def reset(self) -> None:
        """Everything to 0, at a start: what a working process counts meanwhile may be lost."""
        with self._words.locked():
            self._zero()
            self.mine[0] = os.getpid()

    def used(self) -> Iterator[tuple[bool, list[int]]]:
        """(whether its worker lives, its words) of each row that was ever taken."""
        for row in range(MOST_WORKERS):
            if self._words[1 + row * self._width]:
                yield is_locked(self._question.fileno(), row), self._row(row).tolist()

    def after_fork(self) -> None:
        """A child takes a row of its own; the inherited descriptor would keep its parent's."""
        if not self._row_lock.closed:
            self._close_locks()
            self._take()

    def close(self) -> None:
        self.mine.release()
        self._close_locks()
        self._words.close()

    def _begin(self, layout: int) -> None:
        with self._words.locked() as words:
            if words[_LAYOUT] != layout:
                self._zero()
                words[_LAYOUT] = layout

    def _take(self) -> None:
        # One descriptor holds the lock, another asks: a holder does not see its own.
        self._row_lock = Descriptor(open_lock_file(self._lock_path))
        self._question = Descriptor(open_lock_file(self._lock_path))
        for row in range(MOST_WORKERS):
            if try_lock(self._row_lock.fileno(), row):
                self.mine = self._row(row)
                for place in self._gauges:
                    self.mine[place] = 0
                self.mine[0] = os.getpid()
                return
        raise OSError(errno.EUSERS, "Too many worker processes")

    def _close_locks(self) -> None:
        self._row_lock.close()
        self._question.close()

    def _row(self, row: int) -> memoryview[int]:
        return self._words.view(1 + row * self._width, self._width)

    def _zero(self) -> None:
        for place in range(1, len(self._words)):
            self._words[place] = 0
