"""Generated decks on disk: bytes in, a `StoredDeck` out, and back by file name.

    <folder>/user_content_cache/<filename>        decks of provided text only
    <folder>/generated_content_cache/<filename>   decks with any written text
    .../<filename>.meta                           its note, signed: sha256, size, expiry, generation

Where several hosts share Redis, a deck is kept there too, and a host that does not have the file
fetches it once. A file without a valid note beside it does not exist. A note of another generation
than the present one is void, so clearing ends links at once, in every process, whatever the disk
does.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Protocol

from generate_content.errors import NotFound, StorageError
from generate_content.performance_cache.culling import Culler
from generate_content.performance_cache.file_folder import disk_bytes
from generate_content.performance_cache.file_state import FileTotals, LastSweep, SweepReport
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.signing import Signer
from generate_content.storage import files
from generate_content.storage.files import FoundDeck, OwnFolder
from generate_content.storage.notes import LARGEST_NOTE_BYTES, Note
from generate_content.storage.shelf import DeckShelf

TOTALS = "decks"
"""The row of the shared totals that counts decks."""

FILENAME = re.compile(r"[a-z0-9_]{1,80}\.pptx", re.ASCII)

_PROVIDED, _WRITTEN = "user_content_cache", "generated_content_cache"
_CLEARED = "cleared-"
_CLEARED_NAME = re.compile(r"cleared-[0-9a-f]{16}", re.ASCII)
_MOST_WRITE_S = 5  # a deck older than this waits for its note in vain
_STALE_TEMPORARY_S = 600  # a write takes milliseconds; what is older was left by a dead process


@dataclass(frozen=True)
class StoredDeck:
    """Where a deck is kept, and what to expect there."""

    filename: str
    written: bool
    """Whether any of its words were written for the caller."""
    sha256: str
    size_bytes: int
    degraded: bool
    """Whether it had to go to the fallback folder."""


@dataclass(frozen=True)
class DeckFile:
    """A deck's bytes, whole and checked."""

    data: bytes
    sha256: str


class Generations(Protocol):
    """What is current: `performance_cache.generations`."""

    def current(self, key: CacheKey) -> tuple[int, ...]: ...


class DeckStore:
    """Decks in `folder`, or in a folder of `fallback` when that is full or read-only.

    `fallback` is private to this user, shared by all worker processes, and made when it is needed;
    one that somebody else has made is as good as none.
    """

    def __init__(
        self,
        *,
        folder: Path,
        fallback: OwnFolder,
        signer: Signer,
        totals: FileTotals,
        sweeps: LastSweep,
        limit_bytes: int,
        generations: Generations,
        clock: Callable[[], float],
        shelf: DeckShelf | None = None,
        random: Random | None = None,
    ) -> None:
        random = random or Random()  # noqa: S311 -- for samples
        self._folder = folder
        self._private = fallback
        self._fallback = fallback.path / folder.name
        self._signer = signer
        self._totals = totals
        self._sweeps = sweeps
        self._generations = generations
        self._clock = clock
        self._shelf = shelf
        self.culler: Culler[FoundDeck] = Culler(
            totals.cull_lock,
            limit_bytes=limit_bytes,
            held_bytes=totals.all_bytes,
            samples=lambda: files.samples(self._folders(), random=random),
            drop=lambda deck: self._remove(deck.path, written_at=deck.written_at),
            recount=self.sweep,
        )

    def put(
        self,
        data: bytes,
        *,
        key: CacheKey,
        filename: str,
        sha256: str,
        written: bool,
        expires_at: float,
    ) -> StoredDeck:
        """Keeps the deck; the same name again replaces it. Raises: StorageError."""
        if not FILENAME.fullmatch(filename):
            raise StorageError(f"{filename!r} is no name of a deck")
        note = Note(sha256, len(data), expires_at, key, self._generations.current(key))
        sealed = note.seal(filename, self._signer)
        degraded = self._keep(filename, data, sealed, written=written)
        if self._shelf is not None:
            self._shelf.put(filename, data, sealed, written=written, ends_at=expires_at)
        return StoredDeck(filename, written, sha256, len(data), degraded)

    def holds(self, deck: StoredDeck) -> bool:
        """Whether the deck can still be downloaded; costs one look at the file system, or once on
        each host what it takes to fetch it.

        Its note is written after it and removed after it: where the one is, so is the other. If
        somebody else removes the note, the next download finds out.
        """
        return self._is_here(deck) or self._fetch(deck.filename) is not None

    def _is_here(self, deck: StoredDeck) -> bool:
        roots = (self._folder, self._fallback)
        for root in reversed(roots) if deck.degraded else roots:
            # Plain strings: pathlib would take longer than the look.
            path = f"{root}/{_WRITTEN if deck.written else _PROVIDED}/{deck.filename}"
            with suppress(OSError):
                is_there = os.stat(path).st_size == deck.size_bytes  # noqa: PTH116
                if is_there and (root is self._folder or self._private.is_ours()):
                    return True
        return False

    def open(self, filename: str) -> DeckFile:
        """The deck's bytes. Raises: NotFound when it expired, was cleared or is damaged."""
        if FILENAME.fullmatch(filename):
            for path in self._places(filename):
                if deck := self._read(path):
                    return deck
            if deck := self._fetch(filename):
                return deck
        raise NotFound(
            "This presentation is not there (any more). Repeat the request that made it."
        )

    def remove(self, filename: str) -> None:
        """Frees the space of one deck; does nothing where there is none."""
        if FILENAME.fullmatch(filename):
            for path in self._places(filename):
                self._remove(path)
            if self._shelf is not None:
                self._shelf.remove(filename)

    def clear(self) -> None:
        """Frees the space of cleared decks, behind the caller's back; their links ended before."""
        with self._totals.locked():  # no write gets between the folders and the totals
            for root in self._roots():
                aside = root.with_name(f"{_CLEARED}{secrets.token_hex(8)}")
                with suppress(OSError):
                    root.rename(aside)
                    threading.Thread(target=shutil.rmtree, args=(aside, True), daemon=True).start()
            self._totals.correct(self._totals.read(), {TOTALS: Volume()})
        if self._shelf is not None:
            self._shelf.clear()

    def sweep(self) -> SweepReport:
        """Removes what has expired and what dead processes left, and sets the totals right.

        At most once in a while over all processes; the others get the report of that time.
        """
        return self._sweeps.renew(self._sweep)

    def volume(self) -> Volume:
        """How many decks there are, and what they take on the disk with their notes."""
        return self._totals.read()[TOTALS]

    def _roots(self) -> tuple[Path, ...]:
        """Where decks of ours can be."""
        return (self._folder, self._fallback) if self._private.is_ours() else (self._folder,)

    def _folders(self) -> list[Path]:
        return [root / place for root in self._roots() for place in (_PROVIDED, _WRITTEN)]

    def _places(self, filename: str) -> Iterator[Path]:
        return (folder / filename for folder in self._folders())

    def _keep(self, filename: str, data: bytes, note: bytes, *, written: bool) -> bool:
        """Whether it had to go to the fallback folder. Raises: StorageError."""
        place = _WRITTEN if written else _PROVIDED
        with suppress(OSError):
            self._wait_for_room()
            self._write(self._folder / place / filename, data, note)
            return False
        try:
            self._private.make()
            self._write(self._fallback / place / filename, data, note)
        except OSError as error:
            raise StorageError("The presentation could not be stored.") from error
        return True

    def _fetch(self, filename: str) -> DeckFile | None:
        """The deck that another host made, kept here from now on; None if there is none."""
        deck = self._shelf.get(filename) if self._shelf is not None else None
        if deck is None or not self._is_current(deck.note):
            return None
        with suppress(StorageError):
            self._keep(filename, deck.data, deck.sealed, written=deck.written)
        return DeckFile(deck.data, deck.note.sha256)

    def _write(self, path: Path, data: bytes, note: bytes) -> None:
        """Raises: OSError."""
        files.write_pair(path, data, note, placing=lambda: self._accounted(path))
        self.culler.check()

    @contextmanager
    def _accounted(self, path: Path) -> Iterator[None]:
        """Brings what happens to the deck in here into the totals, exactly."""
        with self._totals.locked():
            before = files.charged_bytes(path)
            try:
                yield
            finally:
                after = files.charged_bytes(path)
                self._totals.add(TOTALS, int(after > 0) - int(before > 0), after - before)

    def _wait_for_room(self) -> None:
        """A deck cannot be left out, as a cache's entry can. Raises: OSError."""
        if not self.culler.wait_for_room():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _read(self, path: Path) -> DeckFile | None:
        """The deck if it is whole and in time; a damaged one is removed."""
        # Another process may be replacing the pair: look twice before calling it damaged.
        for _ in range(2):
            try:
                note = self._note(path)
                if note is not None and not self._is_current(note):
                    return None
                data = files.read_regular(path, most_bytes=note.size_bytes if note else 0)
            except FileNotFoundError:
                self._remove_noteless(path)
                return None
            except OSError:  # something else in its place
                break
            if note is not None and hashlib.sha256(data).hexdigest() == note.sha256:
                return DeckFile(data, note.sha256)
        self._remove(path)
        return None

    def _remove_noteless(self, path: Path) -> None:
        """Has the deck made anew if its note was lost; spares one whose note is being written."""
        written_at = files.written_at(path)
        if 0 < written_at < self._clock() - _MOST_WRITE_S:
            self._remove(path, written_at=written_at)

    def _note(self, path: Path) -> Note | None:
        """None if somebody else wrote it. Raises: OSError."""
        sealed = files.read_regular(files.note_of(path), most_bytes=LARGEST_NOTE_BYTES)
        return Note.unseal(sealed, path.name, self._signer)

    def _sweep(self) -> SweepReport:
        before = self._totals.read()
        removed = kept = Volume()
        allocated = used = 0
        for root in self._roots():
            for path in sorted(_files(root), key=_is_note):  # a deck goes before its note
                is_deck = path.suffix == files.DECK
                size_bytes = files.size_bytes(path)
                if self._is_garbage(path) and files.discard(path):
                    removed += Volume(int(is_deck), disk_bytes(size_bytes))
                    continue
                if is_deck:
                    kept += Volume(1, files.charged_bytes(path))
                allocated += files.allocated_bytes(path)
                used += size_bytes
            for aside in root.parent.glob(f"{_CLEARED}*"):
                if _CLEARED_NAME.fullmatch(aside.name):  # others may keep their own folders here
                    shutil.rmtree(aside, ignore_errors=True)
        self._totals.correct(before, {TOTALS: kept})
        return SweepReport(removed, allocated, used)

    def _is_current(self, note: Note) -> bool:
        current = self._generations.current(note.key)
        return note.expires_at > self._clock() and note.generation == current

    def _is_garbage(self, path: Path) -> bool:
        if path.suffix == files.TEMPORARY:
            with suppress(OSError):
                return path.stat().st_mtime < self._clock() - _STALE_TEMPORARY_S
            return False
        deck = path.with_suffix("") if path.suffix == files.NOTE else path
        with suppress(OSError):
            if note := self._note(deck):
                return not (self._is_current(note) and deck.exists())
        # A deck whose note is not written yet looks the same as one without: give it time.
        with suppress(OSError):
            return path.stat().st_mtime < self._clock() - _STALE_TEMPORARY_S
        return False

    def _remove(self, path: Path, *, written_at: float | None = None) -> int:
        """The bytes freed; none if it was written anew since `written_at`."""
        with self._accounted(path):
            size = files.charged_bytes(path)
            if written_at is not None and files.written_at(path) != written_at:
                return 0
            gone = files.discard(path)
            files.discard(files.note_of(path))
        return size if gone else 0


def _files(root: Path) -> Iterator[Path]:
    for place in (_PROVIDED, _WRITTEN):
        with suppress(OSError):
            yield from list((root / place).iterdir())


def _is_note(path: Path) -> bool:
    return path.suffix == files.NOTE
