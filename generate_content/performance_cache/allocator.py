"""Has the C library give freed memory back, without which no limit in bytes is true.

glibc gives each thread an arena of its own, with free space of its own; and it maps large blocks by
themselves, so that they go back to the system when freed, but raises the size it does so from with
each that is freed, after which they leave holes too. Both together made 78 MB of a limit of 32
(benchmarks/memory_limit.py). Source: mallopt(3).
"""

from __future__ import annotations

import ctypes

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_MAPPED_FROM_BYTES = 128 * 1024
"""glibc's own first value, which stays now that it is set."""
_KEPT_FREE_BYTES = 2**20
"""At the heap's end, for the next request: giving back each bit at once doubles the page faults."""
_ARENAS = 1
"""Python allocates under a lock of its own, so more would not be faster."""


def return_freed_memory() -> bool:
    """Whether the C library took it: glibc does, other ones need nothing of the kind.

    To be called before threads start, since an arena that exists stays.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    wanted = {
        _M_MMAP_THRESHOLD: _MAPPED_FROM_BYTES,
        _M_TRIM_THRESHOLD: _KEPT_FREE_BYTES,
        _M_ARENA_MAX: _ARENAS,
    }
    return all(mallopt(name, value) for name, value in wanted.items())
