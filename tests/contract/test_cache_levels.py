"""One suite over every level of the cache: what the chain may rely on, whichever level it asks."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest
from django.core.cache.backends.locmem import LocMemCache

from generate_content.performance_cache.django_cache import DjangoCacheLevel
from generate_content.performance_cache.files import FileLevel
from generate_content.performance_cache.hosts.link import RedisLink
from generate_content.performance_cache.level import Level, Volume
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.redis_cache import RedisLevel
from generate_content.performance_cache.signing import Signer
from tests.performance_cache.assembly import FakeClock, entry, key

NAMES = ["decks", "words"]


def memory_level(tmp_path, clock):
    return MemoryLevel(namespaces=NAMES, clock=clock)


def django_level(tmp_path, clock):
    backend = LocMemCache(str(tmp_path), {"TIMEOUT": 300})
    return DjangoCacheLevel(backend, namespaces=NAMES, longest_life_s=10**6, clock=clock)


def file_level(tmp_path, clock):
    signer = Signer("the key")
    return FileLevel(
        tmp_path / "entries", state_dir=tmp_path, namespaces=NAMES, signer=signer, clock=clock
    )


def redis_level(link, clock):
    link.found()
    return RedisLevel(
        link, prefix="entry:", namespaces=NAMES, signer=Signer("the key"), clock=clock
    )


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(
    params=[
        pytest.param(memory_level, id="memory"),
        pytest.param(django_level, id="django"),
        pytest.param(redis_level, id="redis", marks=pytest.mark.redis),
        pytest.param(file_level, id="file"),
    ]
)
def level(request, tmp_path, clock) -> Iterator[Level]:
    if request.param is not redis_level:
        yield request.param(tmp_path, clock.clock())
    else:
        link = RedisLink(request.getfixturevalue("redis_server").url)
        yield redis_level(link, clock.clock())
        link.close()


def test_an_unknown_key_is_a_miss(level):
    assert level.get(key()) is None


def test_an_entry_comes_back_as_it_was(level):
    kept = entry(b"\x00\xffbytes", stamp=2**64 - 1)
    level.set(key(), kept)
    assert level.get(key()) == kept


@pytest.mark.parametrize("payload", [b"", b"null", b"false", b"{}", pickle.dumps(None)])
def test_empty_values_are_values(level, payload):
    level.set(key(), entry(payload))
    found = level.get(key())
    assert found is not None
    assert found.payload == payload


def test_a_second_entry_replaces_the_first(level):
    level.set(key(), entry(b"old"))
    level.set(key(), entry(b"new"))
    assert level.get(key()).payload == b"new"
    assert level.usage()["decks"].entries == 1


def test_keys_that_differ_in_any_part_do_not_meet(level):
    level.set(key(), entry())
    assert level.get(key("another")) is None
    assert level.get(key(namespace="words")) is None
    assert level.get(key(group="frost")) is None


def test_expired_entry_is_a_miss_and_is_dropped(level, clock):
    level.set(key(), entry(life_s=10))
    clock.advance(9.9)
    assert level.get(key()) is not None
    clock.advance(0.2)
    assert level.get(key()) is None
    assert level.usage()["decks"] == Volume()


def test_an_entry_that_has_expired_already_is_not_kept(level):
    level.set(key(), entry(at=entry().created_at - 100, life_s=50))
    assert level.get(key()) is None
    assert level.usage()["decks"].entries == 0


def test_an_expired_entry_ends_the_one_it_would_replace(level):
    level.set(key(), entry(b"old"))
    level.set(key(), entry(at=entry().created_at - 100, life_s=50))
    assert level.get(key()) is None


def test_an_entry_from_the_future_lives_no_longer_than_its_whole_life(level, clock):
    clock.put_back(86_400)  # the entry's times are now a day ahead
    level.set(key(), entry(life_s=10))
    assert level.get(key()) is not None
    clock.advance(86_400 + 11)
    assert level.get(key()) is None


def test_an_entry_in_its_grace_is_kept_for_who_asks_for_stale_ones(level, clock):
    kept = entry(life_s=10, grace_s=20)
    level.set(key(), kept)
    assert level.get(key(), stale=True) == kept
    clock.advance(10.1)
    assert level.get(key()) is None
    assert level.usage()["decks"].entries == 1
    assert level.sweep().entries == 0
    assert level.get(key(), stale=True) == kept
    clock.advance(20)
    assert level.get(key(), stale=True) is None
    assert level.usage()["decks"] == Volume()


def test_an_entry_written_in_its_grace_is_kept_as_such(level):
    kept = entry(at=entry().created_at - 100, life_s=50, grace_s=100)
    level.set(key(), kept)
    assert level.get(key()) is None
    assert level.get(key(), stale=True) == kept


def test_deleting_drops_one_entry_only(level):
    level.set(key("one"), entry())
    level.set(key("two"), entry())
    level.delete(key("one"))
    level.delete(key("never there"))
    assert level.get(key("one")) is None
    assert level.get(key("two")) is not None
    assert level.usage()["decks"].entries == 1


def test_clearing_a_namespace_leaves_the_others(level):
    for number in range(3):
        level.set(key(f"{number}"), entry())
    level.set(key(namespace="words"), entry())
    level.clear("decks")
    assert [level.get(key(f"{number}")) for number in range(3)] == [None] * 3
    assert level.get(key(namespace="words")) is not None
    assert level.usage()["decks"] == Volume()
    assert level.usage()["words"].entries == 1


def test_after_a_clear_the_namespace_takes_and_counts_entries_again(level):
    level.set(key("before"), entry())
    level.clear("decks")
    level.set(key("before"), entry(b"anew"))
    level.set(key("after"), entry())
    assert level.get(key("before")).payload == b"anew"
    assert level.usage()["decks"].entries == 2
    level.delete(key("before"))
    assert level.usage()["decks"].entries == 1


def test_usage_is_the_sum_of_what_is_kept(level):
    assert level.usage() == {"decks": Volume(), "words": Volume()}
    level.set(key("one"), entry(b"x" * 1000))
    one = level.usage()["decks"].bytes
    level.set(key("two"), entry(b"x" * 1000))
    assert level.usage()["decks"] == Volume(2, 2 * one)
    level.set(key("two"), entry(b"x" * 30_000))
    assert level.usage()["decks"].entries == 2
    level.delete(key("two"))
    assert level.usage()["decks"] == Volume(1, one)


def test_a_reader_cannot_change_what_is_kept(level):
    level.set(key(), entry(b"as written"))
    found = level.get(key())
    with pytest.raises(AttributeError):
        found.payload = b"changed"
    assert found._replace(payload=b"changed") != level.get(key())


def test_a_sweep_drops_what_has_expired(level, clock):
    level.set(key("short"), entry(life_s=10))
    level.set(key("long"), entry(life_s=1000))
    clock.advance(20)
    swept = level.sweep()
    assert swept.entries == (1 if level.name != "django" else 0)  # those keep their own time
    assert level.get(key("long")) is not None


def test_a_sweep_of_nothing_drops_nothing(level):
    assert level.sweep() == Volume()
