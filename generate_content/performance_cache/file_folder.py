"""The folder of level 3: names, atomic writes, bounded reads, listings. Knows bytes, not entries.

    <folder>/<namespace>/<first two digits of the hash>/<namespace>:<hash>.pkl

A folder per namespace, because it can then be set aside whole, by one renaming; 256 subfolders,
because a cull can then look at a part of a large one. A file appears whole or not at all: it is
written beside its place under a lock, then renamed; a temporary file without a lock belonged to a
process that died. The modification time is the moment the entry ends, so that a sweep need not
open it; the change time, which the system sets, is when it was written.
"""

# A Path costs more than the system call it is made for.
# ruff: noqa: PTH103, PTH104, PTH105, PTH108, PTH120
from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generate_content.performance_cache.keys import CacheKey

SHARDS = tuple(f"{shard:02x}" for shard in range(256))

_HASH = re.compile(r"[0-9a-f]{64}")
_ENTRY_NAME = re.compile(r"([^:]+):[0-9a-f]{64}\.pkl")
_TEMPORARY = ".tmp"
_CLEARED = ".cleared-"
_CLEARED_NAME = re.compile(r"\.cleared-[0-9a-f]{16}")
_DISK_BLOCK_BYTES = 4096
_FIRST_READ_BYTES = 64 * 2**10
# Neither a symbolic link nor a waiting pipe put in a file's place may catch us.
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def disk_bytes(size_bytes: int) -> int:
    """What a file of this size takes on a disk of 4 KiB blocks."""
    return -(-size_bytes // _DISK_BLOCK_BYTES) * _DISK_BLOCK_BYTES


@dataclass(frozen=True, slots=True)
class EntryFile:
    """A file as a listing shows it."""

    path: str
    namespace: str
    size_bytes: int
    allocated_bytes: int
    written_at: float
    ends_at: float


class EntryFolder:
    """All methods raise OSError as the system does, except where they say otherwise."""

    def __init__(self, folder: Path, *, largest_file_bytes: int) -> None:
        self._folder = os.fspath(folder)
        self._largest_file_bytes = largest_file_bytes

    def path(self, key: CacheKey) -> str:
        """Raises: ValueError for a digest that is none, which could lead elsewhere."""
        if not _HASH.fullmatch(key.digest):
            raise ValueError("A cache key's digest must be 64 hexadecimal digits.")
        return f"{self._folder}/{key.namespace}/{key.digest[:2]}/{key.namespace}:{key.digest}.pkl"

    def read(self, path: str) -> bytes | None:
        """The file's bytes; None if there is none. What is too large is cut off."""
        try:
            descriptor = _open_unmarked(path)
        except FileNotFoundError:
            return None
        try:
            data = os.read(descriptor, _FIRST_READ_BYTES)
            if len(data) == _FIRST_READ_BYTES:
                with os.fdopen(os.dup(descriptor), "rb") as rest:
                    data += rest.read(self._largest_file_bytes)
            return data
        finally:
            os.close(descriptor)

    @contextmanager
    def written(self, path: str, data: bytes, *, ends_at: float) -> Iterator[str]:
        """A temporary file beside `path`, to be placed there; removed if that fails."""
        temporary = f"{os.path.dirname(path)}/{secrets.token_hex(8)}{_TEMPORARY}"
        descriptor = _create(temporary)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _write_all(descriptor, data)
            os.utime(descriptor, (ends_at, ends_at))
            yield temporary
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        finally:
            os.close(descriptor)

    def place(self, temporary: str, path: str) -> int | None:
        """Returns the size of the file it replaced, None if there was none."""
        replaced = _size(path)
        try:
            os.replace(temporary, path)
        except IsADirectoryError:
            shutil.rmtree(path)
            os.replace(temporary, path)
        return replaced

    def remove(self, path: str, *, written_at: float | None = None) -> int | None:
        """The size of the removed file; None if it was gone already, or was written anew."""
        try:
            status = os.lstat(path)
            if written_at is not None and status.st_ctime != written_at:
                return None
            if stat.S_ISDIR(status.st_mode):
                shutil.rmtree(path)
            else:
                os.unlink(path)
        except FileNotFoundError:
            return None
        return status.st_size

    def list(self, shard: str) -> Iterator[EntryFile]:
        """The entries in a subfolder of each namespace; other files are not ours to touch."""
        for found in self._scan(shard):
            if name := _ENTRY_NAME.fullmatch(found.name):
                with suppress(FileNotFoundError):
                    yield _entry_file(found, name[1])

    def remove_orphans(self, shard: str, written_before: float) -> int:
        """Removes what writers that died left behind; returns the disk bytes freed."""
        freed = 0
        for found in self._scan(shard):
            if found.name.endswith(_TEMPORARY):
                with suppress(FileNotFoundError):
                    status = found.stat(follow_symlinks=False)
                    if status.st_ctime < written_before and _is_unlocked(found.path):
                        os.unlink(found.path)
                        freed += disk_bytes(status.st_size)
        return freed

    def set_aside(self, namespace: str) -> None:
        """Takes the namespace's files out of their place, all at once, whatever their number."""
        aside = f"{self._folder}/{_CLEARED}{secrets.token_hex(8)}"
        with suppress(FileNotFoundError):
            os.rename(f"{self._folder}/{namespace}", aside)

    def remove_set_aside(self) -> None:
        """Frees the room of what was set aside, by whomever; tells nothing of what it cannot."""
        with suppress(OSError):
            for found in _scan(self._folder):
                if _CLEARED_NAME.fullmatch(found.name):
                    shutil.rmtree(found.path, ignore_errors=True)

    def _scan(self, shard: str) -> Iterator[os.DirEntry[str]]:
        for namespace in _scan(self._folder):
            if not namespace.name.startswith(_CLEARED):
                yield from _scan(f"{namespace.path}/{shard}")


def _open_unmarked(path: str) -> int:
    """Opened without noting the access: our files' modification times lie in the future, so that
    even a disk mounted `relatime` would write such a note at every read.
    """
    try:
        return os.open(path, _READ | os.O_NOATIME)
    except PermissionError:  # the file is somebody else's
        return os.open(path, _READ)


def _create(path: str) -> int:
    try:
        return os.open(path, _CREATE, 0o600)
    except FileNotFoundError:
        shard = os.path.dirname(path)
        namespace = os.path.dirname(shard)
        for folder in (os.path.dirname(namespace), namespace, shard):
            os.makedirs(folder, mode=0o700, exist_ok=True)
        return os.open(path, _CREATE, 0o600)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _size(path: str) -> int | None:
    try:
        return os.lstat(path).st_size
    except FileNotFoundError:
        return None


def _scan(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _entry_file(found: os.DirEntry[str], namespace: str) -> EntryFile:
    status = found.stat(follow_symlinks=False)
    return EntryFile(
        path=found.path,
        namespace=namespace,
        size_bytes=status.st_size,
        allocated_bytes=status.st_blocks * 512,
        written_at=status.st_ctime,
        ends_at=status.st_mtime,
    )


def _is_unlocked(path: str) -> bool:
    descriptor = os.open(path, _READ)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
