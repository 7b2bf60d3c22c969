"""Level 2: a backend of Django's cache framework; LocMem, in this process, as it stands.

The only file of the cache that knows Django. Entries are plain tuples; they need no signature
where nobody else can write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from threading import Lock

from django.core.cache.backends.base import BaseCache

from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.entry import Entry
from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.level import UNRECORDED, Recorder, Volume

LARGEST_VALUE_BYTES = 64 * 2**10  # LocMem counts entries, not bytes: large ones are kept out
LONGEST_LIFE_S = 300.0


class DjangoCacheLevel:
    """Entries for at most `longest_life_s`, whatever is left of their life.

    It records no evictions: LocMem drops a third of its entries at its limit and tells nobody,
    and from outside they cannot be told from entries that expired.
    """

    name = "django"
    shared = False

    def __init__(
        self,
        backend: BaseCache,
        *,
        namespaces: Sequence[str],
        longest_life_s: float = LONGEST_LIFE_S,
        largest_value_bytes: int = LARGEST_VALUE_BYTES,
        clock: Clock | None = None,
        recorder: Recorder = UNRECORDED,
    ) -> None:
        self._backend = backend
        self._longest_life_s = longest_life_s
        self._largest_value_bytes = largest_value_bytes
        self._wall = (clock or Clock()).wall
        self._recorder = recorder
        self._census = _Census(backend, namespaces)

    def get(self, key: CacheKey, *, stale: bool = False) -> Entry | None:
        stored = self._backend.get(str(key))
        if stored is None:
            self._census.settle()  # LocMem has dropped it now if it had expired
            return None
        group, fields = stored
        entry = Entry._make(fields)
        now = self._wall()
        if group != key.group or entry.ends_at <= now:
            self.delete(key)
            return None
        return entry if stale or now < entry.expires_at else None

    def set(self, key: CacheKey, entry: Entry) -> None:
        life_s = min(self._longest_life_s, entry.remaining_s(self._wall()))
        too_large = entry.size_bytes > self._largest_value_bytes
        if life_s <= 0 or too_large:
            self.delete(key)
            if too_large:
                self._recorder.refused(key.namespace)
            return
        is_new = str(key) not in self._census
        self._backend.set(str(key), (key.group, tuple(entry)), life_s)
        self._census.settle(key.namespace, is_new)

    def delete(self, key: CacheKey) -> None:
        self._census.settle(key.namespace, -self._backend.delete(str(key)))

    def clear(self, namespace: str) -> None:
        dropped = sum(self._backend.delete(key) for key in self._census.held_keys(namespace))
        self._census.settle(namespace, -dropped)

    def sweep(self) -> Volume:
        # has_key() drops what has expired
        expired = sum(not self._backend.has_key(key) for key in self._census.held_keys())
        self._census.settle()
        return Volume(expired, 0)

    def usage(self) -> Mapping[str, Volume]:
        """Entry counts; the bytes are unknown, 0. All 0 for a backend that cannot tell."""
        return self._census.usage()


class _Census:
    """How many entries each namespace has in a LocMem backend.

    LocMem drops entries on its own, at its limit and when they expire: when its length is not
    the sum of our counts, they are counted anew (at most MAX_ENTRIES, 1000).
    """

    def __init__(self, backend: BaseCache, namespaces: Sequence[str]) -> None:
        self._prefix = backend.make_key("")
        held = getattr(backend, "_cache", None)
        self._held: Mapping[str, object] | None = held if isinstance(held, Mapping) else None
        self._counts = dict.fromkeys(namespaces, 0)
        self._total = 0
        self._lock = Lock()
        self.settle()
        renew_after_fork(self)

    def __contains__(self, key: str) -> bool:
        return self._held is not None and self._prefix + key in self._held

    def held_keys(self, namespace: str = "") -> list[str]:
        """The keys held now, of one namespace or all, others' too."""
        start = f"{self._prefix}{namespace}:" if namespace else ""
        held = list(self._held or ())  # one step for the interpreter: no other thread gets between
        return [key.removeprefix(self._prefix) for key in held if key.startswith(start)]

    def settle(self, namespace: str = "", change: int = 0) -> None:
        """Takes note of a change of ours, and of what the backend did by itself."""
        if self._held is None:
            return
        with self._lock:
            if change:
                self._counts[namespace] += change
                self._total += change
            if self._total != len(self._held):
                self._recount()

    def usage(self) -> Mapping[str, Volume]:
        self.settle()
        with self._lock:
            return {name: Volume(count, 0) for name, count in self._counts.items()}

    def after_fork(self) -> None:
        self._lock = Lock()

    def _recount(self) -> None:
        keys = self.held_keys()
        names = Counter(key.rpartition(":")[0] for key in keys)
        self._counts = {name: names[name] for name in self._counts}
        self._total = len(keys)
