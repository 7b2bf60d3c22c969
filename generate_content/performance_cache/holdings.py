"""What the levels hold, over all workers: their own ones' volumes published, the shared ones' read.

A worker's memory is its own, so nobody else can free it when a namespace is cleared. Each frees
what was cleared when it next comes by; until then its published volume is not believed, because
it bears the stamp of a generation that has ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Lock

from generate_content.performance_cache.figures import (
    Counts,
    LevelFigures,
    LossFigures,
    NamespaceFigures,
    Snapshot,
)
from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.level import Level, Volume
from generate_content.performance_cache.statistics import Statistics


class Holdings:
    """The books of one chain of levels."""

    def __init__(
        self,
        *,
        levels: Sequence[Level],
        namespaces: Sequence[str],
        generations: Generations,
        statistics: Statistics,
    ) -> None:
        self._levels = levels
        self._own_levels = tuple(level for level in levels if not level.shared)
        self._namespaces = namespaces
        self._generations = generations
        self._statistics = statistics
        self._lock = Lock()
        self._freed = {name: generations.of_namespace(name) for name in namespaces}
        self.publish()
        renew_after_fork(self)

    def free_cleared(self, namespace: str) -> None:
        """Frees what was cleared, by whomever, since this worker last came by."""
        if self._freed[namespace] == self._generations.of_namespace(namespace):
            return
        with self._lock:
            stamp = self._generations.of_namespace(namespace)
            if self._freed[namespace] != stamp:  # else another thread did, and new entries came
                for level in self._own_levels:
                    level.clear(namespace)
                self._freed[namespace] = stamp
        self.publish()

    def publish(self) -> None:
        """Tells the other workers what this one's own levels hold."""
        with self._lock:
            for level in self._own_levels:
                for name, volume in level.usage().items():
                    self._statistics.publish(level.name, name, self._freed[name], volume)

    def volumes(self) -> Mapping[tuple[str, str], Volume]:
        """By level and namespace, over all workers."""
        return self._counts().volumes

    def snapshot(self) -> Snapshot:
        """The statistics of all workers, after putting this one's own in order."""
        for name in self._namespaces:
            self.free_cleared(name)
        self.publish()
        counts = self._counts()
        last = self._levels[-1].name
        return Snapshot(
            levels={level.name: self._level(counts, level) for level in self._levels},
            namespaces={
                name: NamespaceFigures(
                    *counts.namespaces[name],
                    counts.volumes[last, name],
                    sum((counts.losses[level, name] for level in counts.levels), LossFigures()),
                    counts.timings[name],
                    counts.stale[name],
                )
                for name in self._namespaces
            },
            keys_at_rest=counts.keys_at_rest,
            answers=counts.answers,
            workers=counts.workers,
        )

    def after_fork(self) -> None:
        self._lock = Lock()

    def _level(self, counts: Counts, level: Level) -> LevelFigures:
        volumes = (counts.volumes[level.name, name] for name in self._namespaces)
        losses = (counts.losses[level.name, name] for name in self._namespaces)
        return LevelFigures(
            *counts.levels[level.name],
            sum(volumes, Volume()),
            sum(losses, LossFigures()),
            counts.breakers[level.name] if level.shared else None,
        )

    def _counts(self) -> Counts:
        """The statistics, with the volumes of the shared levels filled in."""
        stamps = {name: self._generations.of_namespace(name) for name in self._namespaces}
        counts = self._statistics.read(stamps)
        shared = {
            (level.name, name): volume
            for level in self._levels
            if level.shared
            for name, volume in level.usage().items()
        }
        return replace(counts, volumes={**counts.volumes, **shared})
