"""Clearing in constant time: a stamp per namespace, group and key, seen by every process.

An entry carries the stamps of the moment its making began and is served only while they are
current; changing a stamp thus ends all entries under it at once, in every process, whatever
their number, and also those still being made. Stamps begin at random: a lost file makes misses
and never brings cleared entries back.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from generate_content.performance_cache.entry import Generation
from generate_content.performance_cache.keys import CacheKey, digest
from generate_content.performance_cache.shared_memory import SharedWords

_log = logging.getLogger(__name__)

_EPOCH = 0
_HASHED_WORDS = 4096
"""Groups and keys share a stamp where their hashes meet: some misses more, never wrong."""
_REMEMBERED_GROUPS = 1024


def _random_stamp() -> int:
    return secrets.randbits(64)


class Generations:
    """The stamps, in `path`; they survive restarts. Raises: OSError when that cannot be made."""

    def __init__(
        self, path: Path, *, namespaces: Sequence[str], stamp: Callable[[], int] = _random_stamp
    ) -> None:
        self._places = {name: place for place, name in enumerate(sorted(namespaces), _EPOCH + 1)}
        self._first_hashed = _EPOCH + 1 + len(self._places)
        self._known: dict[tuple[str, str], tuple[int, int]] = {}
        stamps = chain((0,), iter(stamp, None))  # the epoch from 0: small numbers are read faster
        words = self._first_hashed + _HASHED_WORDS
        self._words = SharedWords(path, words, initial=stamps.__next__)
        self._view = self._words.view()
        self.epoch = self._view[_EPOCH : _EPOCH + 1]
        """One word, that changes after any stamp: while it stays, so does what was current."""

    def current(self, key: CacheKey) -> Generation:
        """Raises: KeyError for an unknown namespace."""
        view = self._view
        of_namespace, of_group, of_key = self._find(key)
        return view[of_namespace], view[of_group], view[of_key]

    def is_current(self, key: CacheKey, generation: Generation) -> bool:
        """Whether nothing ended this generation."""
        return self.current(key) == generation

    def of_namespace(self, namespace: str) -> int:
        return self._view[self._places[namespace]]

    def advance(self, namespace: str) -> None:
        """Ends every entry of the namespace."""
        self._advance(self._places[namespace])

    def advance_group(self, namespace: str, group: str) -> None:
        """Ends every entry of the group in this namespace."""
        self._advance(self._find_group(namespace, group)[1])

    def advance_key(self, key: CacheKey) -> None:
        """Ends the one entry, also where a making of it is under way."""
        self._advance(self._find(key)[2])

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else advances anything meanwhile; reading goes on."""
        with self._words.locked():
            yield

    def close(self) -> None:
        self.epoch.release()
        self._view.release()
        self._words.close()

    def _advance(self, place: int) -> None:
        with self._words.locked() as words:
            words[place] += 1
            words[_EPOCH] += 1  # second: whoever sees it sees the stamp too
        try:
            self._words.flush()
        except OSError as error:
            _log.warning("A clear may not survive a power cut: %s", error.strerror)

    def _find(self, key: CacheKey) -> tuple[int, int, int]:
        """Where the three stamps are."""
        of_group = self._known.get(key[:2]) or self._find_group(key.namespace, key.group)
        # The digest's last digits: its first ones choose files and locks.
        return *of_group, self._first_hashed + int(key.digest[-15:], 16) % _HASHED_WORDS

    def _find_group(self, namespace: str, group: str) -> tuple[int, int]:
        """Where the first two are; the hash is computed once per group, within reason."""
        places = self._known.get((namespace, group))
        if places is None:
            hashed = int(digest(namespace, group)[:15], 16)
            places = self._places[namespace], self._first_hashed + hashed % _HASHED_WORDS
            if len(self._known) >= _REMEMBERED_GROUPS:
                self._known.clear()
            self._known[namespace, group] = places
        return places
