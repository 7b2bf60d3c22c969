"""What was made ahead of its time, and what that cost, over all workers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generate_content.errors import NotBegun
from generate_content.performance_cache.shared_memory import SharedWords

_HOUR_S = 3600


@dataclass(frozen=True)
class AheadFigures:
    """Since the server's start, over all workers; the first as of now."""

    tracked: int
    """Keys that have a counter."""
    renewed: int
    predicted: int
    """Decks made for an hour, or after a start, before anybody asked."""
    failed: int
    model_calls: int
    """In this hour, one a deck."""


NOTHING_AHEAD = AheadFigures(0, 0, 0, 0, 0)


class Ledger:
    """What was made ahead, and how many model calls that took in this hour, over all workers.

    Raises: OSError when the file cannot be made.
    """

    _RENEWED, _PREDICTED, _FAILED, _HOUR, _CALLS = range(5)

    def __init__(self, path: Path, *, model_calls: int, clock: Callable[[], float]) -> None:
        """`model_calls`: the most an hour."""
        self._words = SharedWords(path, 5)
        self._most_calls = model_calls
        self._clock = clock

    def renewed(self) -> None:
        self._words.add(self._RENEWED, 1)

    def predicted(self) -> None:
        self._words.add(self._PREDICTED, 1)

    def failed(self) -> None:
        self._words.add(self._FAILED, 1)

    def take_model_call(self) -> None:
        """Raises: NotBegun when those of this hour are used up."""
        with self._words.locked() as words:
            if not self.has_model_calls():
                raise NotBegun("The model calls of this hour are used up.")
            calls = self._calls()
            words[self._HOUR], words[self._CALLS] = self._hour(), calls + 1

    def has_model_calls(self) -> bool:
        return self._calls() < self._most_calls

    def figures(self, tracked: int) -> AheadFigures:
        return AheadFigures(
            tracked=tracked,
            renewed=self._words[self._RENEWED],
            predicted=self._words[self._PREDICTED],
            failed=self._words[self._FAILED],
            model_calls=self._calls(),
        )

    def reset(self) -> None:
        """The counts to 0, at a start; the hour's budget stays used."""
        for place in (self._RENEWED, self._PREDICTED, self._FAILED):
            self._words[place] = 0

    def _calls(self) -> int:
        return self._words[self._CALLS] if self._words[self._HOUR] == self._hour() else 0

    def _hour(self) -> int:
        return int(self._clock() // _HOUR_S)
