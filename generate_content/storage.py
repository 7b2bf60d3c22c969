"""Generated decks on disk: bytes in, a `StoredDeck` out, and back by file name.

    <folder>/user_content_cache/<filename>        decks of provided text only
    <folder>/generated_content_cache/<filename>   decks with any written text
    .../<filename>.meta                           its note, signed: sha256, size, expiry, generation

A file without a valid note beside it does not exist. A note of another generation than the
present one is void, so clearing ends links at once, in every process, whatever the disk does.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from generate_content import deck_files
from generate_content.errors import NotFound, StorageError
from generate_content.performance_cache.file_state import FileTotals, LastSweep, SweepReport
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.signing import SIGNATURE_BYTES, Signer

TOTALS = "decks"
"""The row of the shared totals that counts decks."""

FILENAME = re.compile(r"[a-z0-9_]{1,80}\.pptx", re.ASCII)

_PROVIDED, _WRITTEN = "user_content_cache", "generated_content_cache"
_CLEARED = "cleared-"
_PURPOSE = "deck-note-2"  # the number is that of the fields
_STALE_TEMPORARY_S = 600  # a write takes milliseconds; what is older was left by a dead process
_LARGEST_NOTE_BYTES = 4096
_CULL_TO = 0.9  # of the limit, so that not every write culls


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


@dataclass(frozen=True)
class _Note:
    """What is known of a deck file without reading it."""

    sha256: str
    size_bytes: int
    expires_at: float
    key: CacheKey
    """What the deck is cached under: what ends the one ends the other."""
    generation: tuple[int, ...]

    @classmethod
    def decode(cls, body: bytes) -> _Note:
        fields = json.loads(body)
        key, generation = CacheKey(*fields.pop("key")), tuple(fields.pop("generation"))
        return cls(**fields, key=key, generation=generation)


class Generations(Protocol):
    """What is current: `performance_cache.generations`."""

    def current(self, key: CacheKey) -> tuple[int, ...]: ...


class DeckStore:
    """Decks in `folder`, or in `fallback` when that is full or read-only.

    `fallback` is private to this user and shared by all worker processes.
    """

    def __init__(
        self,
        *,
        folder: Path,
        fallback: Path,
        signer: Signer,
        totals: FileTotals,
        sweeps: LastSweep,
        limit_bytes: int,
        generations: Generations,
        clock: Callable[[], float],
    ) -> None:
        self._folder = folder
        self._fallback = fallback
        self._signer = signer
        self._totals = totals
        self._sweeps = sweeps
        self._limit_bytes = limit_bytes
        self._generations = generations
        self._clock = clock

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
        note = _Note(sha256, len(data), expires_at, key, self._generations.current(key))
        place = _WRITTEN if written else _PROVIDED
        try:
            self._write(self._folder / place / filename, data, note)
            degraded = False
        except OSError:
            degraded = True
        if degraded:
            try:
                self._write(self._fallback / place / filename, data, note)
            except OSError as error:
                raise StorageError("The presentation could not be stored.") from error
        return StoredDeck(filename, written, sha256, len(data), degraded)

    def holds(self, deck: StoredDeck) -> bool:
        """Whether the deck can still be downloaded; costs one look at the file system.

        Its note is written after it and removed after it: where the one is, so is the other.
        """
        root = self._fallback if deck.degraded else self._folder
        # Plain strings: pathlib would take longer than the look.
        path = f"{root}/{_WRITTEN if deck.written else _PROVIDED}/{deck.filename}"
        try:
            return os.stat(path).st_size == deck.size_bytes  # noqa: PTH116
        except OSError:
            return False

    def open(self, filename: str) -> DeckFile:
        """The deck's bytes. Raises: NotFound when it expired, was cleared or is damaged."""
        if FILENAME.fullmatch(filename):
            for path in self._places(filename):
                if deck := self._read(path):
                    return deck
        raise NotFound(
            "This presentation is not there (any more). Repeat the request that made it."
        )

    def remove(self, filename: str) -> None:
        """Frees the space of one deck; does nothing where there is none."""
        if FILENAME.fullmatch(filename):
            for path in self._places(filename):
                self._remove(path)

    def clear(self) -> None:
        """Frees the space of cleared decks, behind the caller's back; their links ended before."""
        for root in (self._folder, self._fallback):
            aside = root.with_name(f"{_CLEARED}{secrets.token_hex(8)}")
            with suppress(OSError):
                root.rename(aside)
                threading.Thread(target=shutil.rmtree, args=(aside, True), daemon=True).start()
        self._totals.correct(self._totals.read(), {TOTALS: Volume()})

    def sweep(self) -> SweepReport:
        """Removes what has expired and what dead processes left, and sets the totals right.

        At most once in a while over all processes; the others get the report of that time.
        """
        return self._sweeps.renew(self._sweep)

    def volume(self) -> Volume:
        """How many decks there are, and what they take."""
        return self._totals.read()[TOTALS]

    def _places(self, filename: str) -> Iterator[Path]:
        for root in (self._folder, self._fallback):
            for place in (_PROVIDED, _WRITTEN):
                yield root / place / filename

    def _write(self, path: Path, data: bytes, note: _Note) -> None:
        """Raises: OSError."""
        body = json.dumps(asdict(note)).encode()
        signed = self._signer.sign(_PURPOSE, path.name.encode(), b"\0", body) + body
        before = deck_files.size_bytes(path)
        deck_files.write_pair(path, data, signed)
        self._totals.add(TOTALS, int(before == 0), len(data) - before)
        if self._totals.all_bytes() > self._limit_bytes:
            self._cull()

    def _read(self, path: Path) -> DeckFile | None:
        """The deck if it is whole and in time; a damaged one is removed."""
        # Another process may be replacing the pair: look twice before calling it damaged.
        for _ in range(2):
            try:
                note = self._note(path)
                if note is not None and not self._is_current(note):
                    return None
                data = deck_files.read_regular(path, most_bytes=note.size_bytes if note else 0)
            except FileNotFoundError:  # or its note is not written yet
                return None
            except OSError:  # something else in its place
                break
            if note is not None and hashlib.sha256(data).hexdigest() == note.sha256:
                return DeckFile(data, note.sha256)
        self._remove(path)
        return None

    def _note(self, path: Path) -> _Note | None:
        """None if somebody else wrote it. Raises: OSError."""
        raw = deck_files.read_regular(deck_files.note_of(path), most_bytes=_LARGEST_NOTE_BYTES)
        signature, body = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
        if not self._signer.verify(_PURPOSE, signature, path.name.encode(), b"\0", body):
            return None
        return _Note.decode(body)

    def _sweep(self) -> SweepReport:
        before = self._totals.read()
        removed = kept = Volume()
        allocated = 0
        for root in (self._folder, self._fallback):
            for path in sorted(_files(root), key=_is_note):  # a deck goes before its note
                size = Volume(int(path.suffix == ".pptx"), deck_files.size_bytes(path))
                if self._is_garbage(path) and deck_files.discard(path):
                    removed += size
                else:
                    kept += size
                    allocated += deck_files.allocated_bytes(path)
            for aside in root.parent.glob(f"{_CLEARED}*"):
                shutil.rmtree(aside, ignore_errors=True)
        self._totals.correct(before, {TOTALS: kept})
        return SweepReport(removed, allocated, kept.bytes)

    def _is_current(self, note: _Note) -> bool:
        current = self._generations.current(note.key)
        return note.expires_at > self._clock() and note.generation == current

    def _is_garbage(self, path: Path) -> bool:
        if path.suffix == deck_files.TEMPORARY:
            with suppress(OSError):
                return path.stat().st_mtime < self._clock() - _STALE_TEMPORARY_S
            return False
        deck = path.with_suffix("") if path.suffix == deck_files.NOTE else path
        with suppress(OSError):
            if note := self._note(deck):
                return not self._is_current(note)
        # A deck whose note is not written yet looks the same as one without: give it time.
        with suppress(OSError):
            return path.stat().st_mtime < self._clock() - _STALE_TEMPORARY_S
        return False

    def _cull(self) -> None:
        """Removes the decks written longest ago until the limit is kept with room to spare."""
        decks = [path for path in _files(self._folder) if path.suffix == ".pptx"]
        for path in sorted(decks, key=deck_files.written_at):
            if self._totals.all_bytes() <= self._limit_bytes * _CULL_TO:
                break
            self._remove(path)

    def _remove(self, path: Path) -> None:
        size = deck_files.size_bytes(path)
        if deck_files.discard(path) and size:
            self._totals.add(TOTALS, -1, -size)
        deck_files.discard(deck_files.note_of(path))


def _files(root: Path) -> Iterator[Path]:
    for place in (_PROVIDED, _WRITTEN):
        with suppress(OSError):
            yield from list((root / place).iterdir())


def _is_note(path: Path) -> bool:
    return path.suffix == deck_files.NOTE
