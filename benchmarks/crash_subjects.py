"""What is crashed in `crashes`: things that keep bytes by name in files."""

from __future__ import annotations

import hashlib
import os
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from django.core.cache.backends.filebased import FileBasedCache

from benchmarks.assembled import LIFETIMES, NAMESPACE, SIGNER, file_level, key_of
from generate_content.errors import NotFound
from generate_content.performance_cache.entry import Entry
from generate_content.performance_cache.file_state import FileTotals, LastSweep
from generate_content.performance_cache.generations import Generations
from generate_content.storage import TOTALS, DeckStore
from pptapi.state_folder import PrivateFolder

_LATER_S = 3600.0


class Subject(Protocol):
    """Something that keeps bytes by name in a folder, as one process sees it."""

    def put(self, name: str, payload: bytes) -> None: ...
    def get(self, name: str) -> bytes | None: ...
    def remove(self, name: str) -> None: ...
    def sweep(self) -> str:
        """Does it, and tells whether the books are right afterwards."""


class FileEntries:
    def __init__(self, folder: Path) -> None:
        self._level, self._folder = file_level(folder), folder / "entries"

    def put(self, name: str, payload: bytes) -> None:
        now = time.time()
        ends_at = now + _LATER_S
        self._level.set(key_of(name), Entry(payload, now, ends_at, ends_at, 0.5, (1, 2, 3)))

    def get(self, name: str) -> bytes | None:
        entry = self._level.get(key_of(name))
        return entry.payload if entry else None

    def remove(self, name: str) -> None:
        self._level.delete(key_of(name))

    def sweep(self) -> str:
        self._level.sweep()
        there = len(list(self._folder.rglob("*.pkl")))
        return _compared(self._level.usage()[NAMESPACE].entries, there)


class Decks:
    """The store of the decks themselves; its clock for the sweep runs an hour ahead, because
    it takes files younger than ten minutes for somebody's who still writes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._ahead_s, state = folder / "decks", 0.0, folder / "state"
        self._store = DeckStore(
            folder=self._folder,
            fallback=PrivateFolder(folder / "fallback"),
            signer=SIGNER,
            totals=FileTotals(state / "deck_totals", [TOTALS]),
            sweeps=LastSweep(state / "deck_sweep", interval_s=0, clock=time.time),
            limit_bytes=2**30,
            generations=Generations(state / "generations", namespaces=list(LIFETIMES)),
            clock=lambda: time.time() + self._ahead_s,
        )

    def put(self, name: str, payload: bytes) -> None:
        self._store.put(
            payload,
            key=key_of(name),
            filename=f"{name}.pptx",
            sha256=hashlib.sha256(payload).hexdigest(),
            written=False,
            expires_at=time.time() + 10 * _LATER_S,
        )

    def get(self, name: str) -> bytes | None:
        try:
            return self._store.open(f"{name}.pptx").data
        except NotFound:
            return None

    def remove(self, name: str) -> None:
        self._store.remove(f"{name}.pptx")

    def sweep(self) -> str:
        self._ahead_s = _LATER_S
        self._store.sweep()
        there = len(list(self._folder.rglob("*.pptx")))
        return _compared(self._store.volume().entries, there)


class DjangoFiles:
    def __init__(self, folder: Path) -> None:
        self._cache = FileBasedCache(str(folder / "django"), {"TIMEOUT": 3600})

    def put(self, name: str, payload: bytes) -> None:
        self._cache.set(name, payload)

    def get(self, name: str) -> bytes | None:
        found: bytes | None = self._cache.get(name)
        return found

    def remove(self, name: str) -> None:
        self._cache.delete(name)

    def sweep(self) -> str:
        return "no sweep, no books"


class DiskCache:
    def __init__(self, folder: Path) -> None:
        self._cache = _diskcache(folder / "diskcache")

    def put(self, name: str, payload: bytes) -> None:
        self._cache.set(name, payload)

    def get(self, name: str) -> bytes | None:
        found: bytes | None = self._cache.get(name)
        return found

    def remove(self, name: str) -> None:
        self._cache.delete(name)

    def sweep(self) -> str:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # one for each file that it mends
            self._cache.check(fix=True)
        return _compared(len(self._cache), len(list(self._cache)))


def _diskcache(folder: Path) -> Any:
    """Imported only here, because the test of ours does without."""
    return import_module("diskcache").Cache(str(folder))


def _compared(told: int, there: int) -> str:
    return f"right ({there})" if told == there else f"{told} told, {there} there"


def _is_entry(path: Path) -> bool:
    return path.suffix == ".pkl"


def _is_whole_deck(path: Path) -> bool:
    """A deck with its note, or the note of a deck."""
    if path.suffix == ".meta":
        return path.with_suffix("").exists()
    return path.suffix == ".pptx" and path.with_name(f"{path.name}.meta").exists()


def _is_django_entry(path: Path) -> bool:
    return path.suffix == ".djcache"


def _is_diskcache_value(path: Path) -> bool:
    """Its database, or a value's file that the database knows."""
    root = next(parent for parent in path.parents if parent.name == "diskcache")
    if path.name.startswith("cache.db"):
        return True
    known = _diskcache(root)._sql("SELECT filename FROM Cache").fetchall()
    return (os.path.relpath(path, root),) in known


SUBJECTS: dict[str, tuple[Callable[[Path], Subject], Callable[[Path], bool]]] = {
    "file level": (FileEntries, _is_entry),
    "deck store": (Decks, _is_whole_deck),
    "Django FileBasedCache": (DjangoFiles, _is_django_entry),
    "diskcache": (DiskCache, _is_diskcache_value),
}

OURS = ("file level", "deck store")
