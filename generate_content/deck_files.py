"""A deck and its note as files: written whole, the note second; read without surprises."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from pathlib import Path
from stat import S_ISREG

NOTE, TEMPORARY = ".meta", ".tmp"

_WRITE_TRIES = 20  # each is lost only to a clear at that very moment


def write_pair(path: Path, data: bytes, note: bytes) -> None:
    """Bytes first, note second: a deck is there when its note is. Raises: OSError."""
    for tries_left in reversed(range(_WRITE_TRIES)):
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _replace(path, data)
            _replace(note_of(path), note)
        # The folder was cleared away meanwhile: mkdir itself may find it there and then not.
        except (FileNotFoundError, FileExistsError):
            if not tries_left:
                raise
        else:
            return


def read_regular(path: Path, *, most_bytes: int) -> bytes:
    """Raises: OSError, also for a link or a pipe in the file's place, or a file that has grown."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not S_ISREG(status.st_mode) or status.st_size > most_bytes:
            raise OSError(errno.EINVAL, "not the file that was written", os.fspath(path))
        return file.read()


def discard(path: Path) -> bool:
    """Whether it is gone, whatever it was; not so where the medium is read-only."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _replace(path: Path, data: bytes) -> None:
    """Writes the file as one step; on failure nothing is left behind. Raises: OSError."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(6)}{TEMPORARY}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(data)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def note_of(path: Path) -> Path:
    return path.with_name(path.name + NOTE)


def size_bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def allocated_bytes(path: Path) -> int:
    try:
        return path.stat().st_blocks * 512
    except OSError:
        return 0


def written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
