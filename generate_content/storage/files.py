"""A deck and its note as files: written whole, the note second; read without surprises."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from stat import S_ISREG
from typing import Protocol

from generate_content.performance_cache.culling import SAMPLE
from generate_content.performance_cache.file_folder import disk_bytes
from generate_content.storage.notes import LARGEST_NOTE_BYTES

DECK, NOTE, TEMPORARY = ".pptx", ".meta", ".tmp"

_WRITE_TRIES = 20  # each is lost only to a clear at that very moment


class OwnFolder(Protocol):
    """A folder whose name somebody else may have taken: `pptapi.state_folder`."""

    @property
    def path(self) -> Path: ...
    def is_ours(self) -> bool: ...
    def make(self) -> None:
        """Raises: OSError, also when it is not ours."""


def write_pair(
    path: Path,
    data: bytes,
    note: bytes,
    *,
    placing: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> None:
    """Bytes first, note second: a deck is there when its note is. Raises: OSError.

    Both take their places within `placing()`.
    """
    for tries_left in reversed(range(_WRITE_TRIES)):
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with _written(path, data) as deck, _written(note_of(path), note) as meta, placing():
                deck.replace(path)
                meta.replace(note_of(path))
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


@contextmanager
def _written(path: Path, data: bytes) -> Iterator[Path]:
    """A temporary file beside `path`, to be renamed to it; on failure nothing is left behind.

    Raises: OSError.
    """
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(6)}{TEMPORARY}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(data)
        yield temporary
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


def charged_bytes(path: Path) -> int:
    """What a deck takes on the disk together with its note; 0 if there is none."""
    try:
        return disk_bytes(path.stat().st_size) + disk_bytes(LARGEST_NOTE_BYTES)
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


@dataclass(frozen=True, slots=True)
class FoundDeck:
    """A deck as it was when it was listed."""

    path: Path
    written_at: float


def samples(folders: Iterable[Path], *, random: Random) -> Iterator[list[FoundDeck]]:
    """All decks of the folders, mixed, in parts: only the names are read at once."""
    names = [(folder, name) for folder in folders for name in _deck_names(folder)]
    random.shuffle(names)
    for first in range(0, len(names), SAMPLE):
        paths = [folder / name for folder, name in names[first : first + SAMPLE]]
        yield [FoundDeck(path, written_at(path)) for path in paths]


def _deck_names(folder: Path) -> list[str]:
    with suppress(OSError), os.scandir(folder) as found:
        return [entry.name for entry in found if entry.name.endswith(DECK)]
    return []
