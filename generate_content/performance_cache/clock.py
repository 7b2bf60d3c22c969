"""The two clocks a cache needs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    """`wall` for what is stored (it survives a restart, and may jump); `monotonic` for the rest.

    In seconds. The monotonic one must be the same for all processes of the host, as Linux's
    CLOCK_MONOTONIC is.
    """

    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
