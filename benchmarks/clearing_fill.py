"""Puts entries into the cache of the service that the environment describes: COUNT."""

import sys

import django

django.setup()

from generate_content import composition  # noqa: E402 - it needs the apps
from generate_content.performance_cache.keys import CacheKey, digest  # noqa: E402
from generate_content.services import DECKS  # noqa: E402

if __name__ == "__main__":
    with composition.apart() as services:
        for number in range(int(sys.argv[1])):
            key = CacheKey(DECKS, "default_16_9", digest(f"filled {number}"))
            services.cache.put(key, b"x" * 2000)
