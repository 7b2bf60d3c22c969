"""Exclusive locks on single bytes of a file, that end with the process that holds them.

Linux open-file-description locks: they belong to the descriptor, so that two threads of one
process exclude each other too, and closing another descriptor of the file drops nothing (with
POSIX locks it drops all). The byte need not exist: a lock at offset 2**61 makes no file grow.
Source: fcntl(2), "Open file description locks".
"""

from __future__ import annotations

import errno
import fcntl
import os
import struct
from pathlib import Path

_FLOCK = "hhqqi4x"  # struct flock: type, whence, start, length, pid (0 for these locks)


def open_lock_file(path: Path) -> int:
    """A new descriptor of the lock file, which is made when missing and never removed."""
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(path, flags, 0o600)


def try_lock(descriptor: int, offset: int) -> bool:
    """Takes the lock if nobody has it; never waits."""
    try:
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, _request(fcntl.F_WRLCK, offset))
    except OSError as error:
        if error.errno in {errno.EAGAIN, errno.EACCES}:
            return False
        raise
    return True


def unlock(descriptor: int, offset: int) -> None:
    """Frees the lock, even if a forked child still has the descriptor."""
    fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, _request(fcntl.F_UNLCK, offset))


def is_locked(descriptor: int, offset: int) -> bool:
    """Whether somebody holds the lock through another descriptor."""
    answer = fcntl.fcntl(descriptor, fcntl.F_OFD_GETLK, _request(fcntl.F_WRLCK, offset))
    kind: int = struct.unpack(_FLOCK, answer)[0]
    return kind != fcntl.F_UNLCK


def _request(kind: int, offset: int) -> bytes:
    return struct.pack(_FLOCK, kind, os.SEEK_SET, offset, 1, 0)
