from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest

from generate_content.performance_cache.entry import Found
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.policy import Policy
from tests.performance_cache.assembly import LIFETIMES, START, assemble, key
from tests.performance_cache.processes import in_threads

TTL_S = LIFETIMES["decks"].ttl_s


@pytest.fixture
def cache(assembly):
    return assembly.cache


def never(ends_at):
    raise AssertionError("It was made, and should have been found.")


def requests(cache, namespace="decks") -> tuple[int, int]:
    figures = cache.snapshot().namespaces[namespace]
    return figures.hits, figures.misses


def lookups(cache) -> dict[str, tuple[int, int]]:
    return {name: (one.hits, one.misses) for name, one in cache.snapshot().levels.items()}


def test_what_is_missing_is_made_and_then_found_in_memory(cache):
    made = cache.get_or_create(key(), lambda _: b"deck")
    assert made == Found(b"deck", "none", START, START + TTL_S, made_in_s=0.0, stale=False)
    assert cache.get_or_create(key(), never) == made._replace(level="memory")


def test_the_maker_is_told_until_when_its_value_may_be_served(cache):
    told = []

    def make(ends_at):
        told.append(ends_at)
        return b"value"

    cache.get_or_create(key(), make, policy=Policy(ttl_s=30))
    cache.get_or_create(key(namespace="words"), make)
    assert told == [START + 30, START + 60 + 600]
    assert cache.get(key()).expires_at == START + 30
    assert cache.get(key(namespace="words")).expires_at == START + 60


def test_after_a_restart_it_is_found_in_the_files_and_then_in_memory(assembly):
    cache = assembly.cache
    cache.put(key(), b"deck")
    assembly.forget_memory()
    assert [cache.get(key()).level for _ in range(2)] == ["file", "memory"]


def test_a_hit_below_is_carried_upward_with_its_remaining_life(assembly, clock):
    cache = assembly.cache
    cache.put(key(), b"deck", ttl_s=100)
    assembly.forget_memory()
    clock.advance(60)
    assert cache.get(key()).level == "file"
    assert assembly.memory.get(key()).expires_at == START + 100
    assert assembly.django.get(key()).expires_at == START + 100
    clock.advance(41)
    assert cache.get(key()) is None


def test_a_hit_in_the_middle_goes_to_memory_only(assembly):
    cache = assembly.cache
    cache.put(key(), b"deck")
    assembly.memory.delete(key())
    assembly.files.delete(key())
    assert [cache.get(key()).level for _ in range(2)] == ["django", "memory"]
    assert assembly.files.get(key()) is None


def test_expired_value_is_made_again(cache, clock):
    cache.get_or_create(key(), lambda _: b"old")
    clock.advance(TTL_S + 1)
    assert cache.get_or_create(key(), lambda _: b"new").payload == b"new"


def test_a_clock_put_back_a_day_fails_no_request(cache, clock):
    cache.get_or_create(key(), lambda _: b"deck", policy=Policy(ttl_s=100))
    clock.put_back(86_400)
    assert cache.get_or_create(key(), never).payload == b"deck"
    assert cache.get_or_create(key("other"), lambda _: b"other").level == "none"


class InvalidRequest(Exception):
    pass


class Outage(Exception):
    pass


@pytest.mark.parametrize("error", [Outage, KeyboardInterrupt])
def test_a_failed_making_goes_through_and_leaves_nothing(cache, error):
    def fail(_):
        raise error

    with pytest.raises(error):
        cache.get_or_create(key(), fail)
    assert cache.get(key(), counted=False) is None
    assert requests(cache) == (0, 1)
    assert cache.get_or_create(key(), lambda _: b"deck").level == "none"


def test_a_request_that_turned_out_wrong_counts_neither_way(cache):
    def fail(_):
        raise InvalidRequest

    with pytest.raises(InvalidRequest):
        cache.get_or_create(key(), fail, policy=Policy(uncounted_errors=(InvalidRequest,)))
    assert requests(cache) == (0, 0)


def test_what_is_refused_is_dropped_at_all_levels_and_made_again(assembly):
    cache = assembly.cache
    cache.put(key(), b"points to a deck that is gone")
    found = cache.get_or_create(key(), lambda _: b"new", accept=lambda payload: payload == b"new")
    assert (found.payload, found.level) == (b"new", "none")
    assert requests(cache) == (0, 1)
    assert lookups(cache) == {"memory": (0, 1), "django": (0, 1), "file": (0, 1)}
    assert cache.get(key()).payload == b"new"


def test_a_stale_pointer_in_memory_does_not_hide_a_good_one_below(assembly):
    cache = assembly.cache
    cache.put(key(), b"old")
    old = assembly.memory.get(key())
    cache.put(key(), b"new")  # by another worker, say
    assembly.memory.set(key(), old)
    found = cache.get_or_create(key(), never, accept=lambda payload: payload == b"new")
    assert (found.payload, found.level) == (b"new", "django")


def test_each_level_counts_the_look_ups_that_came_to_it(assembly):
    cache = assembly.cache
    cache.get_or_create(key(), lambda _: b"deck")
    cache.get_or_create(key(), never)
    assembly.forget_memory()
    cache.get(key())
    cache.get(key("unknown"))
    assert lookups(cache) == {"memory": (1, 3), "django": (0, 3), "file": (1, 2)}
    assert requests(cache) == (2, 2)
    snapshot = cache.snapshot()
    assert (snapshot.total_hits, snapshot.total_misses) == (2, 2)


def test_internal_look_ups_are_not_counted(cache):
    cache.put(key(), b"deck")
    cache.get(key(), counted=False)
    cache.get(key("unknown"), counted=False)
    assert requests(cache) == (0, 0)
    assert lookups(cache) == {"memory": (0, 0), "django": (0, 0), "file": (0, 0)}


def test_threads_that_come_together_make_it_once_and_count_exactly(tmp_path):
    cache = assemble(tmp_path).cache
    makings, together = [], threading.Barrier(8, timeout=5)

    def ask(_):
        together.wait()
        return cache.get_or_create(key(), lambda _: makings.append(1) or b"deck").level

    levels = in_threads(8, ask)
    assert len(makings) == 1
    assert levels.count("none") == 1
    assert set(levels) <= {"none", "memory", "django", "file"}  # wherever a waiter saw it first
    assert requests(cache) == (7, 1)


def test_waiters_that_share_an_error_count_a_miss_each(tmp_path):
    cache = assemble(tmp_path).cache
    together = threading.Barrier(4, timeout=5)

    def fail(_):
        raise Outage

    def ask(_):
        together.wait()
        with pytest.raises(Outage):
            cache.get_or_create(key(), fail, policy=Policy(shared_errors=(Outage,)))

    in_threads(4, ask)
    assert requests(cache) == (0, 4)


def test_the_slow_part_is_entered_around_a_making_and_not_around_a_hit(cache):
    entered = []

    @contextmanager
    def seat():
        entered.append("in")
        yield
        entered.append("out")

    cache.get_or_create(
        key(), lambda _: entered.append("made") or b"deck", policy=Policy(slow_part=seat)
    )
    cache.get_or_create(key(), never, policy=Policy(slow_part=seat))
    assert entered == ["in", "made", "out"]


def test_no_seat_for_the_slow_part_is_a_miss(cache):
    def full():
        raise Outage

    with pytest.raises(Outage):
        cache.get_or_create(key(), never, policy=Policy(slow_part=full))
    assert requests(cache) == (0, 1)


def test_deleting_ends_one_entry_at_every_level(assembly):
    cache = assembly.cache
    cache.put(key(), b"deck")
    cache.put(key("other"), b"deck")
    cache.delete(key())
    assert cache.get(key()) is None
    assert cache.get(key("other")) is not None
    assert cache.snapshot().levels["memory"].volume.entries == 1


def test_clearing_ends_one_namespace_and_tells_what_there_was(cache):
    cache.put(key("one"), b"deck")
    cache.put(key("two"), b"deck")
    cache.put(key(namespace="words"), b"words")
    cleared = cache.clear(["decks", "decks"]).volumes
    assert {name: volume.entries for name, volume in cleared.items()} == {
        "memory": 2,
        "django": 2,
        "file": 2,
    }
    assert cleared["memory"].bytes > 2000
    assert cleared["file"].bytes == 2 * 4096
    assert cache.get(key("one")) is None
    assert cache.get(key(namespace="words")).level == "memory"
    assert cache.clear(["decks"]).volumes["file"] == Volume()


@pytest.mark.parametrize("asked", [["decks", "words"], ["words", "decks"]])
def test_a_clear_ends_namespaces_in_their_own_order(tmp_path, monkeypatch, asked):
    lifetimes = {name: LIFETIMES[name] for name in ("words", "decks")}  # decks are made of words
    assembly, ended = assemble(tmp_path, lifetimes=lifetimes), []
    monkeypatch.setattr(assembly.generations, "advance", lambda names: ended.extend(names) or {})
    assembly.cache.clear(asked)
    assert ended == ["words", "decks"]


def test_clearing_an_unknown_namespace_clears_nothing(cache):
    cache.put(key(), b"deck")
    with pytest.raises(KeyError):
        cache.clear(["decks", "unknown"])
    assert cache.get(key()) is not None


def test_clearing_a_group_leaves_the_other_groups(cache):
    cache.put(key(group="frost"), b"deck")
    cache.put(key(group="galaxy"), b"deck")
    cache.clear_group("decks", "frost")
    assert cache.get(key(group="frost")) is None
    assert cache.get(key(group="galaxy")) is not None


@pytest.mark.parametrize(
    "clear",
    [
        lambda cache: cache.clear(["decks"]),
        lambda cache: cache.clear_group("decks", "default"),
        lambda cache: cache.delete(key()),
    ],
    ids=["namespace", "group", "key"],
)
def test_a_making_that_began_before_a_clear_leaves_nothing(assembly, clear):
    cache = assembly.cache

    def make(_):
        clear(cache)
        return b"made of what was cleared"

    assert cache.get_or_create(key(), make).level == "none"
    assert cache.get(key()) is None
    assert assembly.files.usage()["decks"] == Volume()


def test_a_cleared_entry_that_comes_back_at_a_level_is_not_served(assembly):
    cache = assembly.cache
    cache.put(key(), b"deck")
    kept = assembly.files.get(key())
    cache.clear(["decks"])
    assembly.files.set(key(), kept)  # by a worker that was about to write when it was cleared
    assert cache.get(key()) is None
    assert assembly.files.get(key()) is None


def test_cleared_entries_stay_cleared_after_a_restart(assembly, tmp_path, clock):
    assembly.cache.put(key(), b"deck")
    kept = assembly.files.get(key())
    assembly.cache.clear(["decks"])
    assembly.files.set(key(), kept)
    assert assemble(tmp_path, clock=clock.clock()).cache.get(key()) is None


def test_a_lost_state_folder_makes_misses(assembly, tmp_path, clock):
    assembly.cache.put(key(), b"deck")
    (tmp_path / "state" / "generations").unlink()
    assert assemble(tmp_path, clock=clock.clock()).cache.get(key()) is None


def test_a_clear_by_another_worker_is_seen_and_frees_memory_here(tmp_path, clock):
    one = assemble(tmp_path, clock=clock.clock())
    other = assemble(tmp_path, clock=clock.clock())
    other.cache.put(key(), b"deck")
    other.cache.put(key("second"), b"deck")
    assert one.cache.snapshot().levels["memory"].volume.entries == 2
    assert one.cache.clear(["decks"]).volumes["memory"].entries == 2
    assert one.cache.snapshot().levels["memory"].volume == Volume()
    assert other.memory.usage()["decks"].entries == 2
    assert other.cache.get(key()) is None
    other.cache.put(key("third"), b"deck")
    assert other.memory.usage()["decks"].entries == 1
    assert one.cache.snapshot().levels["memory"].volume.entries == 1


def test_cleanup_drops_what_has_expired_and_tells_how_much(assembly, clock):
    cache = assembly.cache
    cache.put(key(), b"deck", ttl_s=10)
    cache.put(key("long"), b"deck")
    clock.advance(20)
    done = cache.cleanup()
    assert done.expired_entries_removed == 2  # in memory and in the files
    assert done.disk_bytes_freed == 4096
    assert done.memory_bytes_freed > 1000
    assert done.duration_ms >= 0
    assert cache.snapshot().levels["memory"].volume.entries == 1


def test_an_unknown_namespace_is_an_error(cache):
    with pytest.raises(KeyError):
        cache.get_or_create(key(namespace="unknown"), never)


def test_a_fresh_value_is_made_anew_where_a_newer_one_is_wanted(assembly, clock):
    old = assembly.cache.get_or_create(key(), lambda _: b"old")
    clock.advance(10)
    new = assembly.cache.ensure(key(), lambda _: b"new", newer_than=old.created_at)
    assert (new.level, new.payload) == ("none", b"new")
    again = assembly.cache.ensure(key(), never, newer_than=old.created_at)
    assert (again.level, again.payload) == ("memory", b"new")
    assert requests(assembly.cache) == (0, 1)


def test_values_made_together_count_one_look_up_each(assembly):
    cache = assembly.cache
    assert cache.look(key()) is None
    assert cache.look(key(), again=True) is None
    assert requests(cache) == (0, 0)
    assert {misses for _, misses in lookups(cache).values()} == {1}
    cache.put(key(), b"deck", generation=cache.generation(key()))
    assert cache.look(key(), again=True).payload == b"deck"
    assert requests(cache) == (1, 0)


def test_a_value_in_its_grace_is_found_only_if_asked_for(cache, clock):
    words = key(namespace="words")
    cache.put(words, b"old")
    clock.advance(LIFETIMES["words"].ttl_s + 1)
    assert cache.look(words) is None
    found = cache.look(words, stale=True)
    assert (found.payload, found.stale) == (b"old", True)
    assert cache.snapshot().namespaces["words"].stale.served == 1


def test_a_value_whose_making_began_before_a_clear_is_not_put(cache):
    began = cache.generation(key())
    cache.clear(["decks"])
    cache.put(key(), b"cleared", generation=began)
    assert cache.look(key()) is None
