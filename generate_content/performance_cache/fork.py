"""What a forked child must make anew: locks another thread may hold, descriptors it shares."""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class Renewable(Protocol):
    def after_fork(self) -> None:
        """Called in the child, before anything else runs there."""


_renewables: WeakSet[Renewable] = WeakSet()


def renew_after_fork(thing: Renewable) -> None:
    """Has `thing.after_fork()` called in every child forked while `thing` lives."""
    _renewables.add(thing)


def _renew_all() -> None:
    for thing in list(_renewables):
        thing.after_fork()


os.register_at_fork(after_in_child=_renew_all)
