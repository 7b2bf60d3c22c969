"""Files brought under their limit again, behind the answer that passed it.

No request lists a folder: the listing runs in a thread of its own, one per process, made when it
is needed and gone with its work; over all processes one at a time, by a lock that ends with its
holder. Writes go on meanwhile, up to a ceiling that no flood passes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from math import ceil
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from generate_content.performance_cache.behind import Behind
from generate_content.performance_cache.descriptor import Descriptor
from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.range_lock import open_lock_file, try_lock, unlock

_log = logging.getLogger(__name__)

CULL_TO = 0.9
"""The share of the limit that is left after a cull, so that not every write begins one."""
CEILING = 1.1
"""The share of the limit above which there is no room, until the cull has made some."""
SAMPLE = 4096
"""Files that are looked at together."""
PATIENCE_S = 5.0

_BUSY_S = 0.05  # another process is at it: no thread of ours need ask again sooner
_FRUITLESS_S = 5.0
_PAUSE_S = 0.005


class Aged(Protocol):
    @property
    def written_at(self) -> float: ...


F = TypeVar("F", bound=Aged)


class Culler(Generic[F]):
    """Drops the oldest files until a tenth of the limit is free.

    `samples` lists all files in parts, each of them a fair sample; from each the oldest go, in the
    share that has to go of all. `drop` answers the bytes it freed. `recount` sets `held_bytes`
    right, for the case that nothing could be dropped because nothing is there.
    """

    def __init__(
        self,
        lock_path: Path,
        *,
        limit_bytes: int,
        held_bytes: Callable[[], int],
        samples: Callable[[], Iterable[list[F]]],
        drop: Callable[[F], int],
        recount: Callable[[], object],
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._lock_path = lock_path
        self._limit_bytes = limit_bytes
        self._held_bytes = held_bytes
        self._samples = samples
        self._drop = drop
        self._recount = recount
        self._monotonic = monotonic
        self._pause = pause
        self._behind: Behind[None] = Behind(most_threads=1)
        self._lock: Descriptor | None = None
        self._not_before = 0.0
        renew_after_fork(self)

    def check(self) -> None:
        """Has files dropped behind the caller's back if the limit is passed."""
        if self._held_bytes() > self._limit_bytes and self._monotonic() >= self._not_before:
            self._behind.begin("cull", self._run)

    def has_room(self) -> bool:
        """Whether a file may be written: not above the ceiling."""
        if self._held_bytes() <= self._limit_bytes * CEILING:
            return True
        self.check()
        return False

    def wait_for_room(self) -> bool:
        """For a file that cannot be left out: whether room was made in time."""
        deadline = self._monotonic() + PATIENCE_S
        while not self.has_room():
            if self._monotonic() >= deadline:
                return False
            self._pause(_PAUSE_S)
        return True

    def join(self) -> None:
        """Waits for the cull that runs in this process, if one does."""
        self._behind.join()

    def after_fork(self) -> None:
        """A child must not keep its parent's lock alive."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _run(self) -> None:
        try:
            self._lock = lock = Descriptor(open_lock_file(self._lock_path))
        except OSError as error:
            _log.warning("No cull without its lock: %s", error.strerror)
            self._not_before = self._monotonic() + _FRUITLESS_S
            return
        try:
            if not try_lock(lock.fileno(), 0):
                self._not_before = self._monotonic() + _BUSY_S
            elif not self._cull():
                self._not_before = self._monotonic() + _FRUITLESS_S
        finally:
            unlock(lock.fileno(), 0)
            self._lock = None
            lock.close()

    def _cull(self) -> bool:
        """Whether the files are under their limit then."""
        held = self._held_bytes()
        target = int(self._limit_bytes * CULL_TO)
        share = (held - target) / held if held else 0.0
        while self._held_bytes() > target:
            freed = seen = 0
            for sample in self._samples():
                seen += len(sample)
                freed += self._drop_oldest(sample, share, target)
                if self._held_bytes() <= target:
                    break
            if not seen:  # else others have just written these files anew, or the medium refuses
                self._recount()
            if not freed:
                break
        return self._held_bytes() <= self._limit_bytes

    def _drop_oldest(self, sample: list[F], share: float, target: int) -> int:
        """Drops that share of the sample, rounded up; returns the bytes freed."""
        sample.sort(key=lambda file: file.written_at)
        freed = 0
        for file in sample[: ceil(share * len(sample))]:
            freed += self._drop(file)
            if self._held_bytes() <= target:
                break
        return freed
