"""Where the workers keep what they share, when the folder for it cannot be written."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import tempfile
from pathlib import Path

logger = logging.getLogger(__name__)

_ROOM_BYTES = 2 * 2**20  # twice what all files of the state take


def writable_or_temporary(preferred: Path) -> Path:
    """`preferred` if files can be made in it, else a private temporary folder.

    The fallback's name follows from `preferred`, so that all workers find the same one.
    Raises: OSError if neither can be written.
    """
    try:
        _probe(preferred)
    except OSError as error:
        fallback = private_temporary(preferred)
        logger.warning("%s cannot be written (%s): using %s", preferred, error.strerror, fallback)
        return fallback
    return preferred


def _probe(folder: Path) -> None:
    """Raises: OSError unless files can be changed in it and there is, or was once, room for them.

    The files are made whole at the first start. A disk that fills up later must not move one worker
    elsewhere while the others stay: hence the mark, which asks for no more room.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark = folder / "had_room"
    if mark.exists():
        os.close(os.open(mark, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW))
        return
    with tempfile.TemporaryFile(dir=folder) as file:
        os.posix_fallocate(file.fileno(), 0, _ROOM_BYTES)
    mark.touch(mode=0o600)


def private_temporary(preferred: Path) -> Path:
    """A folder that stands in for `preferred`: this user's own, the same in all workers.

    Raises: OSError if it cannot be made, PermissionError if somebody else made it.
    """
    name = hashlib.sha256(os.fsencode(preferred.absolute())).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"pptapi-{os.getuid()}-{name}"
    folder.mkdir(exist_ok=True, mode=0o700)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise PermissionError(f"{folder} is not a private folder of this user.")
    return folder
