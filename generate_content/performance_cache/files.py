"""Level 3: signed files that survive restarts and are shared by all processes of the host.

Whatever is not a valid entry for the key asked for is a miss, and is removed. A medium that
refuses costs speed, not the request: the level rests for some seconds and says why. Its volume is
a running total in shared memory; when it passes the limit, the oldest entries go, behind the
answer; while they cannot go fast enough, new ones are not admitted.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Thread

from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.culling import SAMPLE, Culler
from generate_content.performance_cache.entry import Entry
from generate_content.performance_cache.file_folder import (
    SHARDS,
    EntryFile,
    EntryFolder,
    disk_bytes,
)
from generate_content.performance_cache.file_state import FileTotals, LastSweep, SweepReport
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.level import UNRECORDED, Recorder, Volume
from generate_content.performance_cache.level_breaker import LevelBreaker
from generate_content.performance_cache.sealing import seal, unseal
from generate_content.performance_cache.signing import Signer

DEFAULT_LIMIT_BYTES = 2**30
SWEEP_INTERVAL_S = 10.0

_LARGEST_SHARE = 16
_ORPHAN_AGE_S = 1.0
_NO_FILE = {errno.ELOOP, errno.EISDIR, errno.ENXIO}  # a link, a folder, a socket in its place
_WRITE_TRIES = 20  # each is lost only to a clear that sets the folder aside at that very moment


class FileLevel:
    """Entries in `entries_dir`, which is made when first needed; totals and sweeps in `state_dir`.

    Raises: OSError when the state cannot be made.
    """

    name = "file"
    shared = True

    def __init__(
        self,
        entries_dir: Path,
        *,
        state_dir: Path,
        namespaces: Sequence[str],
        signer: Signer,
        limit_bytes: int = DEFAULT_LIMIT_BYTES,
        clock: Clock | None = None,
        recorder: Recorder = UNRECORDED,
    ) -> None:
        self.limit_bytes = limit_bytes
        self._largest_bytes = limit_bytes // _LARGEST_SHARE
        self._folder = EntryFolder(entries_dir, largest_file_bytes=self._largest_bytes)
        self._signer = signer
        self._clock = clock or Clock()
        self._recorder = recorder
        self._totals = FileTotals(state_dir / "file_totals", namespaces)
        self._sweeps = LastSweep(
            state_dir / "file_sweep", interval_s=SWEEP_INTERVAL_S, clock=self._clock.wall
        )
        self.culler: Culler[EntryFile] = Culler(
            self._totals.cull_lock,
            limit_bytes=limit_bytes,
            held_bytes=self._totals.all_bytes,
            samples=self._samples,
            drop=self._evict,
            recount=self.sweep,
        )
        self._breaker = LevelBreaker(self.name, clock=self._clock, recorder=recorder)

    @property
    def degraded(self) -> str | None:
        """Why the medium refused the last write here; None when it took it."""
        return self._breaker.complaint

    def get(self, key: CacheKey, *, stale: bool = False) -> Entry | None:
        path = self._folder.path(key)
        try:
            sealed = self._folder.read(path)
        except OSError as error:
            if error.errno in _NO_FILE:
                self._remove(key.namespace, path)
            else:
                self._breaker.failed(error)
            return None
        if sealed is None:
            return None
        entry = unseal(key, sealed, self._signer)
        now = self._clock.wall()
        if entry is None or entry.ends_at <= now:
            self._remove(key.namespace, path)
            return None
        return entry if stale or now < entry.expires_at else None

    def set(self, key: CacheKey, entry: Entry) -> None:
        path = self._folder.path(key)
        sealed = seal(key, entry, self._signer)
        ended = entry.remaining_s(self._clock.wall()) <= 0
        too_large = disk_bytes(len(sealed)) > self._largest_bytes
        refused = too_large or not self.culler.has_room()
        if refused:
            self._recorder.refused(key.namespace)
        if ended or refused or not self._write(key, path, sealed, entry.ends_at):
            self._remove(key.namespace, path)  # what it would have replaced has ended all the same

    def delete(self, key: CacheKey) -> None:
        self._remove(key.namespace, self._folder.path(key))

    def clear(self, namespace: str) -> None:
        """Takes the files out of their place at once; their room is freed behind the caller."""
        try:
            with self._totals.locked():
                self._folder.set_aside(namespace)
                self._totals.forget(namespace)
        except OSError as error:
            self._breaker.failed(error)
            return
        Thread(target=self._folder.remove_set_aside, daemon=True).start()

    def sweep(self) -> Volume:
        """At most once in 10 s over all processes; the others answer what that one did."""
        return self._sweeps.renew(self._sweep).dropped

    def last_sweep(self) -> SweepReport:
        return self._sweeps.read()

    def usage(self) -> Mapping[str, Volume]:
        return self._totals.read()

    def close(self) -> None:
        self._totals.close()
        self._sweeps.close()

    def _write(self, key: CacheKey, path: str, sealed: bytes, ends_at: float) -> bool:
        if self._breaker.is_open:
            return False
        try:
            self._put(key.namespace, path, sealed, ends_at)
        except OSError as error:
            self._breaker.failed(error)
            return False
        self._breaker.worked()
        self.culler.check()
        return True

    def _put(self, namespace: str, path: str, sealed: bytes, ends_at: float) -> None:
        for tries_left in reversed(range(_WRITE_TRIES)):
            written = self._folder.written(path, sealed, ends_at=ends_at)
            try:
                with written as temporary, self._totals.locked():
                    replaced = self._folder.place(temporary, path)
                    growth = disk_bytes(len(sealed)) - disk_bytes(replaced or 0)
                    self._totals.add(namespace, 1 if replaced is None else 0, growth)
            except FileNotFoundError:
                if not tries_left:
                    raise
            else:
                return

    def _files(self, shards: Iterable[str] = SHARDS) -> Iterator[EntryFile]:
        for shard in shards:
            try:
                yield from self._folder.list(shard)
            except OSError as error:
                self._breaker.failed(error)

    def _drop(self, file: EntryFile) -> Volume:
        return self._remove(file.namespace, file.path)

    def _remove(self, namespace: str, path: str, *, written_at: float | None = None) -> Volume:
        try:
            with self._totals.locked():
                size = self._folder.remove(path, written_at=written_at)
                if size is None:
                    return Volume()
                self._totals.add(namespace, -1, -disk_bytes(size))
        except OSError as error:
            self._breaker.failed(error)
            return Volume()
        return Volume(1, disk_bytes(size))

    def _sweep(self) -> SweepReport:
        self._folder.remove_set_aside()
        now, before = self._clock.wall(), self._totals.read()
        counted = dict.fromkeys(before, Volume())
        dropped = Volume(0, self._drop_orphans())
        allocated = used = 0
        for file in self._files():
            if file.namespace in counted:
                counted[file.namespace] += Volume(1, disk_bytes(file.size_bytes))
            if file.ends_at <= now:
                dropped += self._drop(file)
            else:
                allocated += file.allocated_bytes
                used += file.size_bytes
        self._totals.correct(before, counted)
        return SweepReport(dropped, allocated, used)

    def _drop_orphans(self) -> int:
        before = time.time() - _ORPHAN_AGE_S
        try:
            return sum(self._folder.remove_orphans(shard, before) for shard in SHARDS)
        except OSError as error:
            self._breaker.failed(error)
            return 0

    def _evict(self, file: EntryFile) -> int:
        """The bytes freed; 0 if it was written anew meanwhile."""
        dropped = self._remove(file.namespace, file.path, written_at=file.written_at)
        self._recorder.evicted(file.namespace, dropped.entries)
        return dropped.bytes

    def _samples(self) -> Iterator[list[EntryFile]]:
        """All files in parts; each is a fair sample, since files are spread by their hash."""
        first = self._totals.next_shard(len(SHARDS))
        sample: list[EntryFile] = []
        for shard in (*SHARDS[first:], *SHARDS[:first]):
            sample += self._files([shard])
            if len(sample) >= SAMPLE:
                yield sample
                sample = []
        yield sample
