"""Where the workers keep what they share, when the folder for it cannot be written."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

logger = logging.getLogger(__name__)

_Made = TypeVar("_Made")
_LOOK_INTERVAL_S = 1.0


class _View(NamedTuple, Generic[_Made]):
    made: _Made
    marker: Path
    inode: int


class SharedState(Generic[_Made]):
    """This process's view of what the workers share in a folder.

    Made at the first `get()`, so never before a fork, and once, also when first requests come
    together. Made anew when `marker`, one of its files, is not the one any more: somebody has
    emptied the folder, and workers that start from now on would share without this one.
    """

    def __init__(
        self,
        folder: Callable[[], Path],
        make: Callable[[Path], _Made],
        *,
        marker: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._make = make
        self._marker = marker
        self._clock = clock
        self._lock = threading.Lock()
        self._view: _View[_Made] | None = None
        self._look_again_at = 0.0
        os.register_at_fork(after_in_child=self.forget)

    def get(self, *, surely: bool = False) -> _Made:
        """`surely`: also if the folder was emptied within the last second.

        Raises: OSError if it can be made neither in the folder nor in its stand-in.
        """
        view = self._view
        look = surely or self._clock() >= self._look_again_at
        if view is None or (look and self._is_lost(view)):
            with self._lock:
                if self._view is view:
                    self._view = self._made_anew()
                view = self._view
        assert view is not None
        return view.made

    def forget(self) -> None:
        """Has the next `get()` make it anew."""
        self._lock = threading.Lock()
        self._view = None

    def _made_anew(self) -> _View[_Made]:
        used: list[Path] = []

        def make(folder: Path) -> _Made:
            made = self._make(folder)
            used.append(folder)
            return made

        made = in_writable_folder(self._folder(), make)
        marker = used[-1] / self._marker
        return _View(made, marker, marker.stat().st_ino)

    def _is_lost(self, view: _View[_Made]) -> bool:
        self._look_again_at = self._clock() + _LOOK_INTERVAL_S
        try:
            return view.marker.stat().st_ino != view.inode
        except FileNotFoundError:
            return True


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
