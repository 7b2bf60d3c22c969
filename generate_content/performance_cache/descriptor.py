"""A file descriptor with an owner."""

from __future__ import annotations

import os
import weakref


class Descriptor:
    """An open file, closed (and what is locked through it freed) when nobody refers to it."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._close = weakref.finalize(self, os.close, number)

    def fileno(self) -> int:
        """Raises: ValueError when it is closed."""
        if not self._close.alive:
            raise ValueError("The descriptor is closed.")
        return self._number

    def close(self) -> None:
        """Closes it, once."""
        self._close()

    @property
    def closed(self) -> bool:
        return not self._close.alive
