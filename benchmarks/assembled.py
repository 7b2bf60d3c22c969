"""What several benchmarks share: a cache put together as the service does it, and a table."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache

from generate_content.performance_cache.django_cache import DjangoCacheLevel
from generate_content.performance_cache.files import FileLevel
from generate_content.performance_cache.freshness import Lifetime
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.keys import CacheKey, digest
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.signing import Signer
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics
from generate_content.performance_cache.tiered import TieredCache

NAMESPACE = "presentations"
LIFETIMES = {NAMESPACE: Lifetime(3600.0)}
SIGNER = Signer("a key for benchmarks only")


@dataclass(frozen=True)
class Assembled:
    cache: TieredCache
    memory: MemoryLevel
    files: FileLevel


def assemble(folder: Path, *, memory_bytes: int = 100 * 2**20) -> Assembled:
    """A cache of this process; all that are made in one folder share it as workers do."""
    if not settings.configured:
        settings.configure()
        django.setup()
    names, state = list(LIFETIMES), folder / "state"
    memory = MemoryLevel(namespaces=names, limit_bytes=memory_bytes)
    locmem = DjangoCacheLevel(LocMemCache("assembled", {"TIMEOUT": 300}), namespaces=names)
    files = file_level(folder)
    cache = TieredCache(
        levels=(memory, locmem, files),
        namespaces=LIFETIMES,
        generations=Generations(state / "generations", namespaces=names),
        flights=SingleFlight(state / "flights"),
        statistics=Statistics(state / "statistics", namespaces=names),
    )
    return Assembled(cache, memory, files)


def file_level(folder: Path) -> FileLevel:
    return FileLevel(
        folder / "entries",
        state_dir=folder / "state",
        namespaces=list(LIFETIMES),
        signer=SIGNER,
    )


def key_of(name: str) -> CacheKey:
    return CacheKey(NAMESPACE, "default", digest(name))


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Prints columns as wide as they need: the first to the left, figures to the right."""
    lines = [list(heads), *([_text(cell) for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    print(title)
    for line in lines:
        first, *rest = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join([first, *(text.strip().rjust(len(text)) for text in rest)]).rstrip())
    print(flush=True)


def conclude(broken: Sequence[str]) -> None:
    """Ends with 1, and says so, where a promise of ours was broken."""
    if broken:
        sys.exit("\n".join(["BROKEN:", *broken]))


def _text(cell: object) -> str:
    return f"{cell:.3g}" if isinstance(cell, float) else str(cell)
