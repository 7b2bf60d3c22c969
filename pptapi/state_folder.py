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
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

logger = logging.getLogger(__name__)

_Made = TypeVar("_Made")
_LOOK_INTERVAL_S = 1.0
_RETURN_INTERVAL_S = 2.0
_LONGEST_RETURN_INTERVAL_S = 32.0
_PROBE_BYTES = 4096


class _View(NamedTuple, Generic[_Made]):
    made: _Made
    marker: Path
    inode: int
    stands_in: bool
    """Whether it is in the stand-in for the folder."""


class SharedState(Generic[_Made]):
    """This process's view of what the workers share in a folder.

    Made at the first `get()`, so never before a fork, and once, also when first requests come
    together. Made anew when `marker`, one of its files, is not the one any more: somebody has
    emptied the folder, and workers that start from now on would share without this one. Likewise
    when it had to be made in the stand-in and the folder can be used again: whoever finds that
    first takes the stand-in's marker away, so that the others follow at their next look.
    """

    def __init__(
        self,
        folder: Callable[[], Path],
        make: Callable[[Path], _Made],
        *,
        marker: str,
        carry_over: Callable[[_Made, _Made], object] = lambda _old, _new: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`carry_over`: brings what happened in the stand-in to what was made in the folder."""
        self._folder = folder
        self._make = make
        self._marker = marker
        self._carry_over = carry_over
        self._clock = clock
        self._lock = threading.Lock()
        self._view: _View[_Made] | None = None
        self._look_again_at = 0.0
        self._return_at = 0.0
        self._return_interval_s = _RETURN_INTERVAL_S
        os.register_at_fork(after_in_child=self.forget)

    def get(self, *, surely: bool = False) -> _Made:
        """`surely`: also if the folder was emptied within the last second.

        Raises: OSError if it can be made neither in the folder nor in its stand-in.
        """
        view = self._view
        if view is None or surely or self._clock() >= self._look_again_at:
            view = self._looked_at(view)
        return view.made

    def forget(self) -> None:
        """Has the next `get()` make it anew."""
        self._lock = threading.Lock()
        self._view = None

    def _looked_at(self, view: _View[_Made] | None) -> _View[_Made]:
        """The view to go on with."""
        lost = view is None or self._is_lost(view)
        if view is not None and not lost and not self._may_return(view):
            return view
        with self._lock:
            if self._view is view:  # no other thread was here before
                self._view = self._made_anew() if view is None or lost else self._returned(view)
            assert self._view is not None
            return self._view

    def _made_anew(self) -> _View[_Made]:
        preferred = self._folder()
        self._return_interval_s = _RETURN_INTERVAL_S
        self._return_at = self._clock() + self._return_interval_s
        return in_writable_folder(
            preferred, lambda folder: self._made_in(folder, stands_in=folder != preferred)
        )

    def _made_in(self, folder: Path, *, stands_in: bool) -> _View[_Made]:
        made = self._make(folder)
        marker = folder / self._marker
        return _View(made, marker, marker.stat().st_ino, stands_in)

    def _is_lost(self, view: _View[_Made]) -> bool:
        self._look_again_at = self._clock() + _LOOK_INTERVAL_S
        try:
            return view.marker.stat().st_ino != view.inode
        except OSError:  # nor could a worker that starts now find it
            return True

    def _may_return(self, view: _View[_Made]) -> bool:
        now = self._clock()
        if not view.stands_in or now < self._return_at:
            return False
        self._return_at = now + self._return_interval_s
        return _can_be_written(self._folder())

    def _returned(self, view: _View[_Made]) -> _View[_Made]:
        """Out of the stand-in; `view` itself if that fails, which is then tried less often."""
        folder = self._folder()
        try:
            back = self._made_in(folder, stands_in=False)
            self._carry_over(view.made, back.made)
        except OSError:
            self._return_interval_s = min(2 * self._return_interval_s, _LONGEST_RETURN_INTERVAL_S)
            self._return_at = self._clock() + self._return_interval_s
            return view
        logger.warning("%s can be used again", folder)
        with suppress(OSError):
            view.marker.unlink()
        return back


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


def _can_be_written(folder: Path) -> bool:
    """Whether it takes a file now; leaves none there."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:
            probe.write(bytes(_PROBE_BYTES))
    except OSError:
        return False
    return True


@dataclass(frozen=True)
class PrivateFolder:
    """A folder of this user's own in one where all may write: somebody may have made it first."""

    path: Path

    def is_ours(self) -> bool:
        """Whether it is there, and nobody else can change it or look into it."""
        try:
            status = self.path.lstat()
        except OSError:
            return False
        is_closed = stat.S_ISDIR(status.st_mode) and not status.st_mode & 0o077
        return is_closed and status.st_uid == os.getuid()

    def make(self) -> None:
        """Does nothing where it is there. Raises: OSError, PermissionError if it is not ours."""
        self.path.mkdir(exist_ok=True, mode=0o700)
        if not self.is_ours():
            raise PermissionError(f"{self.path} is not a private folder of this user.")


def stand_in(preferred: Path) -> PrivateFolder:
    """The one for `preferred`, the same in all workers; it need not be there."""
    name = hashlib.sha256(os.fsencode(preferred.absolute())).hexdigest()[:16]
    return PrivateFolder(Path(tempfile.gettempdir()) / f"pptapi-{os.getuid()}-{name}")


def private_temporary(preferred: Path) -> Path:
    """The path of the stand-in, which is there now. Raises: OSError, as `PrivateFolder.make`."""
    folder = stand_in(preferred)
    folder.make()
    return folder.path
