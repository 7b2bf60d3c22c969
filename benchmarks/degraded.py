"""A disk that is full, read-only, out of inodes or gone; a clock that jumps: what fails, and costs.

    .venv/bin/python -m benchmarks.degraded [cold requests] [trouble ...]

Two servers of 2 workers are asked in turns, all of whose files are on a tmpfs. One has no trouble;
the other, whose CACHE_DIR has a small tmpfs of its own, is asked before each trouble begins, while
it lasts and after it has ended. The link of each new deck is followed: a request has failed when
it is not answered 201, a link when it does not lead to the deck. To make the folder read-only, a
read-only mount of itself is put over it (root is stopped by no mode). The clock is moved back by a
`sitecustomize` that shifts `time.time`, which is all that caches, store and limits read.
"""

from __future__ import annotations

import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.assembled import conclude, table
from benchmarks.service import DECKS, Client, Service, running

COLD, CACHED_PER_COLD = 40, 5
_DAY_S = 24 * 3600.0
_REST_S = 5.5  # the file level takes no writes for 5 s after a refusal
_SLIDES = [
    {"title_text": "Quarterly review", "subtitle_text": "What we learned"},
    {"heading_text": "Three things moved", "bullet_points": ["Churn fell", "Margins held", "Hire"]},
]
_SHIFTED_CLOCK = """
import mmap, os, struct, time
with open(os.environ["CLOCK_OFFSET"], "rb") as file:
    offset = mmap.mmap(file.fileno(), 8, prot=mmap.PROT_READ)
real = time.time
time.time = lambda: real() + struct.unpack("d", offset[:8])[0]
"""

Trouble = Callable[[Path], Iterator[None]]


@dataclass
class Load:
    """What one server was asked."""

    cold_s: list[float] = field(default_factory=list)
    cached_s: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """Requests and links, with what was answered instead."""
    made: int = 0
    warned: int = 0
    """That the storage is degraded; of the decks that were made."""


def main() -> None:
    cold = int(sys.argv[1]) if len(sys.argv) > 1 else COLD
    mounts = may_mount()
    rows: list[tuple[object, ...]] = []
    broken = []
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        folder = Path(temporary)
        if mounts:
            stack.enter_context(tmpfs(folder, "size=512m"))
        services = stack.enter_context(servers(folder, mounts=mounts))
        measure(services, "warm up", 5)
        for name in sys.argv[2:] or TROUBLES:
            if name in NEED_A_MOUNT and not mounts:
                rows.append((name, "not measured: mounts are not permitted here", *[""] * 4))
                continue
            before, _ = measure(services, f"before {name}", cold)
            with contextmanager(TROUBLES[name])(folder):
                meanwhile, normal = measure(services, name, cold)
            if name in NEED_A_MOUNT:
                time.sleep(_REST_S)
            after, _ = measure(services, f"after {name}", cold)
            failed = [*before.failed, *meanwhile.failed, *after.failed]
            broken += [f"{name}: {failure}" for failure in failed]
            costs = (
                compared(normal.cold_s, meanwhile.cold_s),
                compared(normal.cached_s, meanwhile.cached_s),
            )
            warned = [f"{load.warned} of {load.made}" for load in (meanwhile, after)]
            rows.append((name, *costs, len(failed), *warned))
    heads = ("", "cold POST, ms", "cached POST, ms", "failed", "warned", "warned afterwards")
    title = f"{cold} cold and {cold * CACHED_PER_COLD} cached requests before, meanwhile, after"
    table(f"{title}; against a server without trouble", heads, rows)
    conclude(broken)


def compared(normal_s: Sequence[float], then_s: Sequence[float]) -> str:
    normal, then = statistics.median(normal_s) * 1000, statistics.median(then_s) * 1000
    return f"{then:.2f} / {normal:.2f} = {then / normal:.2f} x"


@contextmanager
def servers(folder: Path, *, mounts: bool) -> Iterator[tuple[Service, Service]]:
    """The one to trouble, whose disk is at `folder`/disk, and the other one."""
    for name in ("site", "disk", "other"):
        (folder / name).mkdir()
    offsets = folder / "offset", folder / "other" / "offset"
    for offset in offsets:
        offset.write_bytes(struct.pack("d", 0.0))
    (folder / "site" / "sitecustomize.py").write_text(_SHIFTED_CLOCK)
    same = {"PYTHONPATH": str(folder / "site"), "WORKERS": "2"}
    with ExitStack() as stack:
        if mounts:
            stack.enter_context(tmpfs(folder / "disk", "size=48m,nr_inodes=4000"))
        first = running(
            folder,
            CACHE_DIR=str(folder / "disk" / "cache"),
            CLOCK_OFFSET=str(offsets[0]),
            **same,
        )
        second = running(folder / "other", CLOCK_OFFSET=str(offsets[1]), **same)
        yield stack.enter_context(first), stack.enter_context(second)


def measure(services: Sequence[Service], name: str, cold: int) -> list[Load]:
    """Of each server, asked in turns, so that the machine's other work hits all alike."""
    pairs = [(service.client(), Load()) for service in services]
    loads = [load for _, load in pairs]
    for number in range(cold):
        body = {"prompt": f"{name} {number}", "content": _SLIDES}
        for client, load in pairs:
            load.cold_s.append(ask(client, load, body))
        for _ in range(CACHED_PER_COLD):
            for client, load in pairs:
                load.cached_s.append(ask(client, load, body))
        pairs.reverse()  # nobody is always the first
    for client, _ in pairs:
        client.close()
    return loads


def ask(client: Client, load: Load, body: Mapping[str, object]) -> float:
    """Seconds that the answer took."""
    began = time.perf_counter()
    answer = client.post(DECKS, body)
    took_s = time.perf_counter() - began
    if answer.status != 201:
        load.failed.append(f"{answer.status} {answer.content[:300]!r}")
        return took_s
    found = answer.json()
    if not found["metadata"]["cache_hit"]:
        load.made += 1
        load.warned += any(one["code"] == "storage_degraded" for one in found["warnings"])
        linked = client.get(urlsplit(found["file_url"]).path)
        if linked.status != 200:
            load.failed.append(f"{body['prompt']}: its link answers {linked.status}")
    return took_s


def full_disk(folder: Path) -> Iterator[None]:
    filler = folder / "disk" / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (2**20, 4096, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)
    yield
    filler.unlink()


def no_inodes(folder: Path) -> Iterator[None]:
    filler = folder / "disk" / "filler"
    filler.mkdir()
    with suppress(OSError):
        for number in range(2**20):
            (filler / str(number)).touch()
    yield
    shutil.rmtree(filler)


def read_only(folder: Path) -> Iterator[None]:
    cache = str(folder / "disk" / "cache")
    mount("--bind", cache, cache)
    try:
        mount("-o", "remount,bind,ro", cache)
        yield
    finally:
        subprocess.run(["umount", "--lazy", cache], check=True)


def removed(folder: Path) -> Iterator[None]:
    shutil.rmtree(folder / "disk" / "cache")
    yield


def a_day_back(folder: Path) -> Iterator[None]:
    set_offset(folder, -_DAY_S)
    yield
    set_offset(folder, 0.0)


def set_offset(folder: Path, seconds: float) -> None:
    with (folder / "offset").open("r+b") as file:  # in place: the servers have mapped it
        file.write(struct.pack("d", seconds))


TROUBLES: dict[str, Trouble] = {
    "full disk": full_disk,
    "no inodes left": no_inodes,
    "read-only folder": read_only,
    "CACHE_DIR removed": removed,
    "clock a day back": a_day_back,
}
NEED_A_MOUNT = ("full disk", "no inodes left", "read-only folder")


def may_mount() -> bool:
    refusals = (OSError, subprocess.CalledProcessError)
    with (
        tempfile.TemporaryDirectory() as folder,
        suppress(*refusals),
        tmpfs(Path(folder), "size=1m"),
    ):
        return True
    return False


@contextmanager
def tmpfs(folder: Path, options: str) -> Iterator[None]:
    mount("-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


if __name__ == "__main__":
    main()
