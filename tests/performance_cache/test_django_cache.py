from __future__ import annotations

import time

import pytest
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache

from generate_content.performance_cache.django_cache import LARGEST_VALUE_BYTES, DjangoCacheLevel
from generate_content.performance_cache.level import Volume
from tests.performance_cache.assembly import FakeClock, entry, key

NAMES = ["decks", "words"]


@pytest.fixture
def backend(tmp_path):
    return LocMemCache(
        str(tmp_path), {"TIMEOUT": 300, "OPTIONS": {"MAX_ENTRIES": 30, "CULL_FREQUENCY": 3}}
    )


@pytest.fixture
def level(backend):
    return DjangoCacheLevel(backend, namespaces=NAMES, clock=FakeClock().clock())


def timeouts(backend) -> list[float]:
    return [expiry - time.time() for expiry in backend._expire_info.values()]


def test_an_entry_stays_for_300_s_at_most(backend, level):
    level.set(key(), entry(life_s=3600))
    assert timeouts(backend) == [pytest.approx(300, abs=5)]


def test_an_entry_stays_no_longer_than_its_remaining_life(backend, level):
    level.set(key(), entry(life_s=20))
    assert timeouts(backend) == [pytest.approx(20, abs=5)]


def test_large_values_are_kept_out(level):
    level.set(key("large"), entry(b"x" * (LARGEST_VALUE_BYTES + 1)))
    level.set(key("fits"), entry(b"x" * LARGEST_VALUE_BYTES))
    assert level.get(key("large")) is None
    assert level.get(key("fits")) is not None


def test_counts_follow_what_the_backend_drops_at_its_limit(backend, level):
    for number in range(100):
        level.set(key(str(number)), entry())
        level.set(key(str(number), namespace="words"), entry())
    assert len(backend._cache) <= 30
    assert sum(level.usage().values(), Volume()).entries == len(backend._cache)


def test_counts_follow_what_the_backend_drops_when_it_expires(backend, level):
    level.set(key(), entry())
    backend._expire_info[backend.make_key(str(key()))] = time.time() - 1
    assert level.sweep() == Volume(1, 0)
    assert level.usage()["decks"] == Volume()


def test_entries_of_others_in_the_same_backend_are_neither_counted_nor_cleared(backend, level):
    backend.set("decks", "not ours")
    backend.set("throttle:somebody", [1, 2])
    level.set(key(), entry())
    assert level.usage() == {"decks": Volume(1, 0), "words": Volume()}
    level.clear("decks")
    assert level.usage()["decks"] == Volume()
    assert backend.get("throttle:somebody") == [1, 2]


def test_a_backend_that_cannot_count_counts_nothing():
    level = DjangoCacheLevel(DummyCache("", {}), namespaces=NAMES, clock=FakeClock().clock())
    level.set(key(), entry())
    assert level.get(key()) is None
    assert level.usage() == {"decks": Volume(), "words": Volume()}
    level.clear("decks")
    assert level.sweep() == Volume()
