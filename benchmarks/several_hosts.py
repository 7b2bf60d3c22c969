"""Two hosts that share Redis: what a hit, a clear, a cold key, a killed maker and an outage cost.

    .venv/bin/python -m benchmarks.several_hosts

Two folders with processes of their own stand for the hosts; needs `redis-server`, which it starts
on a port of its own. Peers in the same run: Django's `get_or_set` and dogpile.cache, both over that
Redis, dogpile with its distributed lock.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import django
from django.conf import settings

settings.configure()
django.setup()

from django.core.cache.backends.redis import RedisCache  # noqa: E402 - it needs the settings
from dogpile.cache import make_region  # noqa: E402 - as above

from tests.performance_cache.assembly import Assembly, assemble, key  # noqa: E402 - as above
from tests.standins.redis_server import RedisServer  # noqa: E402 - as above

THREADS = 8
MAKING_S = 0.05
ROUNDS = 10
PAYLOAD = os.urandom(2048)

Get = Callable[[str, Callable[[], bytes]], object]

# Redis is stopped and frozen on purpose here, and hosts end while it is there.
logging.getLogger("generate_content.performance_cache.hosts.link").setLevel(logging.ERROR)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, RedisServer(Path(folder)) as redis:
        hits(Path(folder), redis)
        stampedes(Path(folder), redis)
        take_over(Path(folder), redis)
        outages(Path(folder), redis)


def hits(folder: Path, redis: RedisServer) -> None:
    one, other = (assemble(folder / name, redis_url=redis.url) for name in ("one", "other"))
    wanted = key()
    one.cache.put(wanted, PAYLOAD)
    client = redis.client()
    client.set("floor", PAYLOAD)
    times = in_turns(
        {
            "floor: redis-py GET, 2 KB": partial(client.get, "floor"),
            "level 2 in Redis, hit (signature, full key, times)": partial(one.django.get, wanted),
            "clear of a namespace, confirmed by both hosts": partial(one.cache.clear, ["words"]),
        },
        calls=300,
    )
    floor_us = next(iter(times.values()))
    print(f"{'median of 300 calls, taking turns':<56}{'us':>9}{'of the floor':>14}")
    for name, each_us in times.items():
        print(f"{name:<56}{each_us:9.0f}{each_us / floor_us:14.2f}")
    one.close()
    other.close()


def in_turns(calls_by_name: dict[str, Callable[[], object]], *, calls: int) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in calls_by_name}
    for _ in range(calls):
        for name, call in calls_by_name.items():
            started = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - started)
    return {name: statistics.median(each) * 1e6 for name, each in times.items()}


def stampedes(folder: Path, redis: RedisServer) -> None:
    print(f"\none cold key, 2 hosts x 2 processes x {THREADS} threads, {ROUNDS} keys")
    print(f"{'':<44}{'makings a key':>14}{'slowest answer, ms':>20}")
    for name, connect in {
        "ours": ours,
        "Django get_or_set over Redis": get_or_set,
        "dogpile.cache over Redis, distributed lock": dogpile,
    }.items():
        made, slowest_s = stampede(folder, redis, connect)
        print(f"{name:<44}{made / ROUNDS:14.1f}{slowest_s * 1000:20.0f}")


def stampede(
    folder: Path, redis: RedisServer, connect: Callable[[Path, str], Get]
) -> tuple[int, float]:
    """All makings, and the median over the keys of the slowest answer's seconds."""
    context = multiprocessing.get_context("spawn")
    ends: list[Connection] = []
    for number in range(4):
        here, there = context.Pipe()
        host = folder / f"host-{number % 2}"
        context.Process(target=ask, args=(there, connect, host, redis.url), daemon=True).start()
        ends.append(here)
    for end in ends:
        end.recv()
    made, slowest = 0, []
    for turn in range(ROUNDS):
        for end in ends:
            end.send(f"key {connect.__name__} {turn}")
        answers = [end.recv() for end in ends]
        made += sum(makings for makings, _ in answers)
        slowest.append(max(elapsed_s for _, elapsed_s in answers))
    for end in ends:
        end.send("")
    return made, statistics.median(slowest)


def ask(there: Connection, connect: Callable[[Path, str], Get], host: Path, url: str) -> None:
    """One process: asks for each name it is sent, in all its threads at once."""
    get = connect(host, url)
    there.send("ready")
    with ThreadPoolExecutor(THREADS) as pool:
        while name := there.recv():
            made: list[int] = []

            def make(made: list[int] = made) -> bytes:
                made.append(1)
                time.sleep(MAKING_S)
                return PAYLOAD

            started = time.perf_counter()
            list(pool.map(lambda _, name=name, make=make: get(name, make), range(THREADS)))
            there.send((len(made), time.perf_counter() - started))


def ours(host: Path, url: str) -> Get:
    cache = assemble(host, redis_url=url).cache
    return lambda name, make: cache.get_or_create(key(name), lambda _: make())


def get_or_set(_host: Path, url: str) -> Get:
    cache = RedisCache(url, {})
    return lambda name, make: cache.get_or_set(name.replace(" ", "-"), make)


def dogpile(_host: Path, url: str) -> Get:
    region = make_region().configure(
        "dogpile.cache.redis",
        arguments={"url": url, "distributed_lock": True, "thread_local_lock": False},
    )
    return region.get_or_create


def take_over(folder: Path, redis: RedisServer) -> None:
    """Seconds from the kill of a maker on one host to the answer of a waiter on the other."""
    other = assemble(folder / "other", redis_url=redis.url)
    client = redis.client()
    found: list[float] = []
    for turn in range(ROUNDS):
        name = f"killed {turn}"
        context = multiprocessing.get_context("spawn")
        maker = context.Process(target=make_for_ever, args=(folder / "one", redis.url, name))
        maker.start()
        while not client.exists(f"pptapi:flight:{key(name)}"):
            time.sleep(0.01)
        with ThreadPoolExecutor(THREADS) as pool:
            waiters = [
                pool.submit(other.cache.get_or_create, key(name), lambda _: PAYLOAD)
                for _ in range(THREADS)
            ]
            time.sleep(0.3)
            assert maker.pid is not None
            os.kill(maker.pid, signal.SIGKILL)
            started = time.perf_counter()
            answered = [waiter.result().level for waiter in waiters]
            found.append(time.perf_counter() - started)
        assert answered.count("none") == 1, answered
        maker.join()
    other.close()
    print(
        f"\nmaker killed on one host, {THREADS} waiters on the other: all answered after "
        f"{statistics.median(found):.2f} s (median of {ROUNDS}; worst {max(found):.2f} s), "
        "one making, no failure"
    )


def make_for_ever(host: Path, url: str, name: str) -> None:
    def make(_ends_at: float) -> bytes:
        time.sleep(600)
        return b""

    assemble(host, redis_url=url).cache.get_or_create(key(name), make)


def outages(folder: Path, redis: RedisServer) -> None:
    host = assemble(folder / "one", redis_url=redis.url)
    rows = {"Redis is there": cold_ms(host, "before")}
    redis.stop()
    rows["Redis stopped, the first request"] = cold_ms(host, "first", count=1)
    rows["Redis stopped"] = cold_ms(host, "during")
    redis.start()
    rows["Redis started, until it is used again"] = wait_ms(host)
    redis.freeze()
    rows["Redis frozen, the first request"] = cold_ms(host, "frozen first", count=1)
    rows["Redis frozen"] = cold_ms(host, "frozen")
    redis.thaw()
    rows["Redis thawed, until it is used again"] = wait_ms(host)
    host.close()
    print(f"\n{'a cold key whose making takes no time, median of 100':<56}{'ms':>9}")
    for name, each_ms in rows.items():
        print(f"{name:<56}{each_ms:9.2f}")


def cold_ms(host: Assembly, name: str, *, count: int = 100) -> float:
    times: list[float] = []
    for number in range(count):
        started = time.perf_counter()
        host.cache.get_or_create(key(f"{name} {number}"), lambda _: PAYLOAD)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def wait_ms(host: Assembly) -> float:
    assert host.redis is not None
    started = time.perf_counter()
    while not host.redis.link.is_there:
        time.sleep(0.001)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
