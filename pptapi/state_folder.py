"""Where the workers keep what they share, when the folder for it cannot be written."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

logger = logging.getLogger(__name__)

_Made = TypeVar("_Made")


def in_writable_folder(preferred: Path, make: Callable[[Path], _Made]) -> _Made:
    """What `make` makes in `preferred`, or where that fails, in a private temporary folder.

    Whole sets of files are made at once, so that all of them are in one place; files that exist
    need no more room, so a disk that fills up later does not part one worker from the others.
    Raises: OSError if neither folder can be used.
    """
    try:
        return make(preferred)
    except OSError as error:
        fallback = private_temporary(preferred)
        logger.warning("%s cannot be used (%s): using %s", preferred, error.strerror, fallback)
        return make(fallback)


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
