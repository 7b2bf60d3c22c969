"""The secret key of an installation that was given none."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path

_KEY_BYTES = 50


def load_or_make(path: Path) -> str:
    """The key in `path`, made there at the first start, readable for its owner only.

    The lock lets workers that start together agree on one key, and a crash leaves no half of one.
    Raises: OSError where the file can neither be read nor made.
    """
    if path.is_file() and (key := path.read_text(encoding="ascii").strip()):
        return key  # also where nothing can be written any more
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(fd, "r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if key := file.read().strip():
            return key
        key = secrets.token_urlsafe(_KEY_BYTES)
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
        return key
