"""Clearing in constant time: a stamp per namespace, group and key, seen by every process.

An entry carries the stamps of the moment its making began and is served only while they are
current; changing a stamp thus ends all entries under it at once, in every process, whatever
their number, and also those still being made. Stamps begin at random and only grow: a lost file
makes misses and never brings cleared entries back. Where several hosts share Redis, one of them is
told of each change and tells the others (`hosts.generations`).
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

from generate_content.performance_cache.entry import Generation
from generate_content.performance_cache.keys import CacheKey, digest
from generate_content.performance_cache.shared_memory import SharedWords

_log = logging.getLogger(__name__)

_EPOCH, _JOINED = 0, 1
_FIRST_STAMP = 2
MOST_STAMP = 2**53 - 2**20  # Lua's numbers hold 2**53 exactly; random ones begin below half of it
_HASHED_WORDS = 4096
"""Groups and keys share a stamp where their hashes meet: some misses more, never wrong."""
_REMEMBERED_GROUPS = 1024


def _random_stamp() -> int:
    return secrets.randbits(52)


class Change(NamedTuple):
    """A stamp that changed here, and what it was when this host was last in step with others."""

    stamp: int
    before: int


Changes: TypeAlias = Mapping[int, Change]
"""By the places of the stamps."""


class OtherHosts(Protocol):
    """Who has to know of a change beside this host."""

    def tell(self, changes: Changes) -> bool:
        """Whether all of them know now."""


class Generations:
    """The stamps, in `path`; they survive restarts. Raises: OSError when that cannot be made."""

    def __init__(
        self, path: Path, *, namespaces: Sequence[str], stamp: Callable[[], int] = _random_stamp
    ) -> None:
        self._places = {name: at for at, name in enumerate(sorted(namespaces), _FIRST_STAMP)}
        self._first_hashed = _FIRST_STAMP + len(self._places)
        # From a stamp to how often it was advanced without other hosts knowing.
        self._to_untold = stamps = len(self._places) + _HASHED_WORDS
        self._known: dict[tuple[str, str], tuple[int, int]] = {}
        # The epoch begins at 0, because small numbers are read faster.
        initial = chain((0, 0), (stamp() for _ in range(stamps)), (0 for _ in range(stamps)))
        self._words = SharedWords(path, _FIRST_STAMP + 2 * stamps, initial=initial.__next__)
        self._view = self._words.view()
        self.epoch = self._view[_EPOCH : _EPOCH + 1]
        """One word, that changes after any stamp: while it stays, so does what was current."""
        self.others: OtherHosts | None = None

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

    def advance(self, namespaces: Iterable[str]) -> Changes:
        """Ends every entry of the namespaces on this host; what there is to `tell` other hosts."""
        return self._advance([self._places[name] for name in namespaces])

    def advance_group(self, namespace: str, group: str) -> bool:
        """Ends every entry of the group in this namespace; whether all other hosts know it."""
        return self.tell(self._advance([self._find_group(namespace, group)[1]]))

    def advance_key(self, key: CacheKey) -> bool:
        """Ends the one entry, also where a making of it is under way, in the same way."""
        return self.tell(self._advance([self._find(key)[2]]))

    def advance_places(self, places: Sequence[int]) -> Changes:
        """Ends what has these stamps, which others name by their places."""
        return self._advance(places)

    def ahead_of(self, stamps: Mapping[int, int]) -> Mapping[int, int] | None:
        """Which of the stamps are newer here, and what they are here; None if these are none."""
        if not all(self._is_stamp(place, stamp) for place, stamp in stamps.items()):
            return None
        view = self._view
        return {place: view[place] for place, stamp in stamps.items() if view[place] > stamp}

    def tell(self, changes: Changes) -> bool:
        """Whether all other hosts know these; those that do not will when they can be reached."""
        return self.others is None or self.others.tell(changes)

    def all(self) -> Mapping[int, int]:
        """Every stamp by its place, which means the same on each host with these namespaces."""
        view = self._view
        return {place: view[place] for place in range(_FIRST_STAMP, _FIRST_STAMP + self._to_untold)}

    def untold(self) -> Changes:
        """What other hosts may not know yet; survives the process."""
        return {
            place: Change(stamp, stamp - times)
            for place, stamp in self.all().items()
            if (times := self._view[place + self._to_untold])
        }

    def told(self, stamps: Mapping[int, int]) -> None:
        """Other hosts know these, or later ones."""
        with self._words.locked() as words:
            for place, stamp in stamps.items():
                if self._is_stamp(place, stamp) and words[place] == stamp:
                    words[place + self._to_untold] = 0

    def learn(self, stamps: Mapping[int, int]) -> None:
        """What other hosts know. At the first time all of it is taken over, but for what has
        changed here and is untold; later only what is newer.
        """
        with self._words.locked() as words:
            joined, words[_JOINED] = words[_JOINED], 1
            news = {
                place: stamp
                for place, stamp in stamps.items()
                if self._is_stamp(place, stamp)
                if stamp > words[place]
                or (stamp < words[place] and not joined and not words[place + self._to_untold])
            }
            if not news:
                return
            for place, stamp in news.items():
                words[place] = stamp
            words[_EPOCH] += 1
        self._flush()

    @property
    def has_advanced(self) -> bool:
        """Whether any stamp has ever changed here."""
        return bool(self._view[_EPOCH])

    @property
    def has_joined(self) -> bool:
        """Whether it has ever learnt from other hosts."""
        return bool(self._view[_JOINED])

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else advances anything meanwhile; reading goes on."""
        with self._words.locked():
            yield

    def close(self) -> None:
        self.epoch.release()
        self._view.release()
        self._words.close()

    def _advance(self, places: Sequence[int]) -> Changes:
        told_to = int(self.others is not None)
        with self._words.locked() as words:
            for place in places:
                words[place] += 1
                words[place + self._to_untold] += told_to
            words[_EPOCH] += 1  # second: whoever sees it sees the stamp too
            changes = {
                place: Change(words[place], words[place] - words[place + self._to_untold])
                for place in places
            }
        self._flush()
        return changes

    def _is_stamp(self, place: int, stamp: int) -> bool:
        return 0 <= place - _FIRST_STAMP < self._to_untold and 0 < stamp < MOST_STAMP

    def _flush(self) -> None:
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
