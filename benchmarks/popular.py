"""What counting popular requests costs a request, and how well a bounded sketch counts.

    python -m benchmarks.popular

Processor time, since the machine has other work too; the same cached POST with and without it,
taking turns.
"""

from __future__ import annotations

import io
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

_folder = tempfile.TemporaryDirectory()
os.environ.update(
    DJANGO_SETTINGS_MODULE="pptapi.settings",
    CACHE_DIR=f"{_folder.name}/cache",
    DATABASE_URL=f"sqlite:///{_folder.name}/db.sqlite3",
    SECRET_KEY="a key for one benchmark only, long enough",
    RATE_LIMIT_DECKS="off",
    CONTENT_PROVIDER="offline",
    CACHE_RENEW_AHEAD="provided",
)

from generate_content.api import popular as hook  # noqa: E402 - the environment comes first
from generate_content.performance_cache import popular  # noqa: E402 - as above
from generate_content.performance_cache.keys import digest  # noqa: E402 - as above
from generate_content.performance_cache.popular import PopularKeys  # noqa: E402 - as above
from pptapi.wsgi import application  # noqa: E402 - as above

_REQUESTS, _ROUNDS = popular.BATCH, 25  # so that each round adds one batch
_STREAM = 400_000
_BODY = json.dumps({"prompt": "Benchmark", "content": [{"title_text": "Benchmark"}]}).encode()


def main() -> None:
    counted, uncounted = cached_posts()
    print(f"cached POST in process, best of {_ROUNDS} rounds: {uncounted:.1f} us")
    print(f"  with counting: {counted:.1f} us, {counted / uncounted:.3f} of it")
    tell_quality("one key", 1)
    tell_quality("Zipf over 50,000 keys", 50_000)


def tell_quality(name: str, keys: int) -> None:
    stream = zipf(keys)
    with tempfile.TemporaryDirectory() as folder:
        counting = PopularKeys(Path(folder) / "popular", clock=time.time)
        took_us = cpu_us(counting.record, stream)
        counting.flush()
        size = (Path(folder) / "popular").stat().st_size
    print(f"counted, {name}: {took_us:.2f} us a request; {size:,} bytes of shared memory")
    truth = Counter(stream)
    found = counting.top(popular.COUNTERS)
    top = [key for key, _ in truth.most_common(100)]
    right = len({one.digest for one in found[: len(top)]} & set(top))
    error = max(one.count - truth[one.digest] for one in found)
    bound = truth.total() / popular.COUNTERS
    print(f"  {right} of the top {len(top)} found, largest error {error:.0f}, bound {bound:.0f}")


def cached_posts() -> tuple[float, float]:
    """Microseconds with and without counting, taking turns."""
    post(0)
    post(1)
    ways = (hook.asked, lambda *_: None)
    rounds: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for way, found in zip(ways, rounds, strict=True):
            vars(hook)["asked"] = way
            found.append(cpu_us(post, range(_REQUESTS)))
    return min(rounds[0]), min(rounds[1])


def post(number: int) -> None:
    del number
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/api/generate/presentation/",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(_BODY)),
        "wsgi.input": io.BytesIO(_BODY),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
    }
    list(application(environ, lambda *_: io.BytesIO().write))


def zipf(keys: int) -> list[str]:
    """The n-th most popular is asked for 1/n as often as the first."""
    names = [digest(str(number)) for number in range(keys)]
    weights = list(accumulate(1 / number for number in range(1, keys + 1)))
    return random.Random(1).choices(names, cum_weights=weights, k=_STREAM)


def cpu_us(work: Callable[[Any], None], each: Sequence[object]) -> float:
    """Microseconds of this thread's processor time for each."""
    started = time.thread_time()
    for one in each:
        work(one)
    return (time.thread_time() - started) / len(each) * 1e6


if __name__ == "__main__":
    main()
