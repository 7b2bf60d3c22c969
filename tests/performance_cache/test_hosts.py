"""Two hosts that share Redis: two folders, each with a cache of its own."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from generate_content.performance_cache.hosts import flights
from tests.performance_cache.assembly import LIFETIMES, assemble, key
from tests.performance_cache.processes import in_threads, workers
from tests.system.conftest import wait_until

pytestmark = pytest.mark.redis


@pytest.fixture
def make_host(tmp_path, redis_server):
    made = []

    def make(name: str):
        made.append(assemble(tmp_path / name, redis_url=redis_server.url))
        return made[-1]

    yield make
    for host in made:
        host.close()


@pytest.fixture
def one(make_host):
    return make_host("one")


@pytest.fixture
def other(make_host):
    return make_host("other")


def never(_ends_at):
    raise AssertionError("It was there to be found.")


def outage(redis_server, *hosts) -> None:
    redis_server.stop()
    for host in hosts:
        wait_until(lambda host=host: not host.redis.link.is_there, 5)


def recovery(redis_server, *hosts) -> None:
    redis_server.start()
    for host in hosts:
        wait_until(lambda host=host: host.redis.link.is_there, 5)


@contextmanager
def redis_server_back_for_a_new_one_first(redis_server, *hosts):
    """Those that were there before find Redis only afterwards."""
    for host in hosts:
        host.close()
    redis_server.start()
    yield
    for host in hosts:
        host.redis.backplane.after_fork()  # so that it begins to listen anew
        host.redis.backplane.join(host.generations.others)


class TestLevel:
    def test_what_one_host_made_the_other_finds(self, one, other):
        one.cache.get_or_create(key(), lambda _: b"deck")
        found = other.cache.get_or_create(key(), never)
        assert (found.payload, found.level) == (b"deck", "django")
        assert other.cache.get_or_create(key(), never).level == "memory"

    def test_it_is_in_the_files_of_the_other_only_when_promoted_there(self, one, other):
        one.cache.put(key(), b"deck")
        other.cache.get(key())
        assert other.files.get(key()) is None

    def test_entries_are_counted_once_for_all_hosts(self, one, other):
        one.cache.put(key("one"), b"deck")
        other.cache.put(key("two"), b"deck")
        for host in (one, other):
            assert host.cache.snapshot().levels["django"].volume.entries == 2

    def test_what_others_wrote_into_redis_is_a_miss_and_is_removed(self, one, other, redis_server):
        one.cache.put(key(), b"deck")
        with redis_server.client() as client:
            name = f"pptapi:entry:decks:{key().digest}"
            sealed = client.get(name)
            client.set(name, sealed[:-1] + bytes([sealed[-1] ^ 1]))
            assert other.cache.get(key()) is None
            assert client.get(name) is None

    def test_a_value_of_another_kind_in_its_place_is_a_miss(self, one, redis_server):
        with redis_server.client() as client:
            client.rpush(f"pptapi:entry:decks:{key().digest}", "a list")
        assert one.cache.get(key()) is None
        one.cache.put(key(), b"deck")
        assert one.redis.link.is_there


class TestClearing:
    @pytest.mark.parametrize(
        "clear",
        [
            lambda cache: cache.clear(["decks"]).everywhere,
            lambda cache: cache.clear_group("decks", "default"),
            lambda cache: cache.delete(key()),
        ],
        ids=["namespace", "group", "key"],
    )
    def test_when_it_returns_no_host_serves_what_was_cleared(self, one, other, clear):
        for _ in range(20):
            one.cache.get_or_create(key(), lambda _: b"deck")
            other.cache.get_or_create(key(), lambda _: b"deck")
            assert clear(one.cache)
            assert other.cache.get(key()) is None
            assert one.cache.get(key()) is None

    def test_a_making_that_began_before_on_the_other_host_leaves_nothing(self, one, other):
        def make(_ends_at):
            assert one.cache.clear(["decks"]).everywhere
            return b"made of what was cleared"

        other.cache.get_or_create(key(), make)
        assert other.cache.get(key()) is None
        assert one.cache.get(key()) is None

    def test_clears_of_two_hosts_at_once_both_hold(self, one, other):
        for _ in range(20):
            one.cache.put(key(), b"deck")
            with ThreadPoolExecutor(2) as pool:
                hosts = (one.cache, other.cache)
                cleared = list(pool.map(lambda cache: cache.clear(["decks"]), hosts))
            assert all(done.everywhere for done in cleared)
            assert one.cache.get(key()) is None
            assert other.cache.get(key()) is None
            assert one.generations.current(key()) == other.generations.current(key())

    def test_the_room_in_redis_is_freed_behind(self, one, redis_server):
        for number in range(30):
            one.cache.put(key(str(number)), b"deck")
        one.cache.clear(["decks"])
        assert one.cache.snapshot().levels["django"].volume.entries == 0
        one.cache.put(key("0"), b"made anew")
        with redis_server.client() as client:
            wait_until(lambda: len(client.keys("pptapi:entry:decks:*")) == 1, 5)
        assert one.django.get(key("0")).payload == b"made anew"

    def test_what_was_cleared_while_redis_was_away_is_told_when_it_is_back(
        self, one, other, redis_server
    ):
        other.cache.put(key(), b"deck")
        outage(redis_server, one, other)
        assert not one.cache.clear(["decks"]).everywhere
        assert other.cache.get(key()) is not None  # it cannot know yet
        recovery(redis_server, one, other)
        wait_until(lambda: other.cache.get(key()) is None, 5)
        assert one.generations.current(key()) == other.generations.current(key())

    def test_what_was_made_since_a_clear_outlives_the_outage(self, one, other, redis_server):
        one.cache.put(key(), b"cleared")
        other.cache.get(key())
        outage(redis_server, one, other)
        one.cache.clear(["decks"])
        one.cache.put(key(), b"made since")
        recovery(redis_server, one, other)
        wait_until(lambda: one.generations.all() == other.generations.all(), 5)
        assert one.cache.get(key()).payload == b"made since"
        wait_until(lambda: other.django.get(key()) is not None, 5)
        assert other.cache.get(key()).payload == b"made since"
        assert one.cache.snapshot().levels["django"].volume.entries == 1

    def test_two_clears_in_one_outage_both_hold(self, one, other, redis_server):
        outage(redis_server, one, other)
        one.cache.clear(["decks"])
        one.cache.put(key(), b"made before the other cleared")
        other.cache.clear(["decks"])
        recovery(redis_server, one, other)
        wait_until(lambda: one.generations.all() == other.generations.all(), 5)
        assert one.cache.get(key()) is None
        assert other.cache.get(key()) is None

    def test_a_clear_that_redis_refuses_is_told_when_it_takes_it(self, one, other, redis_server):
        one.cache.put(key(), b"deck")
        other.cache.get(key())
        with redis_server.client() as client:
            client.config_set("maxmemory", 1)
            assert not one.cache.clear(["decks"]).everywhere
            assert other.cache.get(key()) is not None
            client.config_set("maxmemory", 0)
        wait_until(lambda: other.cache.get(key()) is None, 5)

    def test_it_is_told_also_if_the_process_that_cleared_is_gone(
        self, one, other, make_host, redis_server
    ):
        other.cache.put(key(), b"deck")
        outage(redis_server, one, other)
        one.cache.clear(["decks"])
        one.close()
        recovery(redis_server, other)
        assert other.cache.get(key()) is not None
        make_host("one")  # the host's next process
        wait_until(lambda: other.cache.get(key()) is None, 5)

    def test_a_host_that_was_down_during_a_clear_learns_of_it_at_its_start(self, one, make_host):
        other = make_host("other")
        other.cache.put(key(), b"deck")
        other.close()
        assert one.cache.clear(["decks"]).everywhere
        assert make_host("other").cache.get(key()) is None

    def test_redis_with_older_data_brings_nothing_back(self, one, other, redis_server):
        with redis_server.client() as client:
            name = next(iter(client.keys("pptapi:generations:*")))
            before = client.hgetall(name)
            one.cache.put(key(), b"deck")
            kept = one.files.get(key())
            one.cache.clear(["decks"])
            client.hset(name, mapping=before)
            for host in (one, other):
                host.redis.link.lost(ConnectionError("so that all compare again"))
                wait_until(lambda host=host: host.redis.link.is_there, 5)
                host.files.set(key(), kept)
                assert host.cache.get(key()) is None
            raised = client.hgetall(name)
        assert sum(raised[place] != stamp for place, stamp in before.items()) == 1

    def test_an_empty_redis_costs_nobody_an_entry(self, one, other, redis_server):
        one.cache.put(key(), b"deck")
        other.cache.get(key())
        outage(redis_server, one, other)
        recovery(redis_server, one, other)
        assert one.cache.get(key()).level == "memory"
        assert other.cache.get(key()).level == "memory"

    def test_when_a_new_host_fills_an_empty_redis_first_the_others_tell_it_what_they_know(
        self, one, make_host, redis_server
    ):
        outage(redis_server, one)
        with redis_server_back_for_a_new_one_first(redis_server, one):
            other = make_host("other")
        wait_until(lambda: one.redis.link.is_there, 5)
        wait_until(lambda: one.generations.all() == other.generations.all(), 5)

    @pytest.mark.parametrize("turn", range(4))
    def test_a_new_host_after_redis_lost_the_stamps_clears_for_the_others_too(
        self, one, make_host, redis_server, turn
    ):
        one.cache.put(key(), b"deck")
        with redis_server.client() as client:
            client.flushall()
        other = make_host("other")
        assert other.cache.clear(["decks"]).everywhere
        assert one.cache.get(key()) is None
        wait_until(lambda: one.generations.all() == other.generations.all(), 5)

    def test_stamps_that_redis_lost_are_put_back(self, one, redis_server, monkeypatch):
        with redis_server.client() as client:
            client.flushall()
            one.generations.others._compared_at = 0.0
            wait_until(lambda: client.keys("pptapi:generations:*"), 5)

    def test_a_broken_connection_is_noticed_and_all_is_compared(self, one, other, redis_server):
        with redis_server.client() as client:
            for _ in range(5):
                other.cache.put(key(), b"deck")
                client.client_kill_filter(_type="pubsub")
                one.cache.clear(["decks"])
                wait_until(lambda: other.cache.get(key()) is None, 5)

    def test_a_host_that_joins_later_costs_nobody_an_entry(self, one, make_host):
        one.cache.put(key(), b"deck")
        other = make_host("other")
        assert other.cache.get(key()).level == "django"
        assert one.cache.get(key()).level == "memory"

    def test_a_process_that_hangs_is_not_waited_for_long(self, one, other, monkeypatch):
        monkeypatch.setattr("generate_content.performance_cache.hosts.backplane.CONFIRM_S", 0.3)
        monkeypatch.setattr(
            "generate_content.performance_cache.hosts.generations.GenerationsOfHosts.hear",
            lambda self, body: time.sleep(1) if self._generations is other.generations else None,
        )
        assert not one.cache.clear(["decks"]).everywhere


class TestStrangers:
    @pytest.mark.parametrize(
        "message",
        [
            b"no JSON",
            b"5",
            b"[]",
            b'["stamps", "", 0, 5]',
            b'["stamps", "", 0, {"a": "b"}]',
            b'["stamps", "", 0, {"0": 7, "1": 0, "2": 99999999999999999999, "9999999": 5}]',
            b'["landed", "", 0, {"a": 1}]',
            b'["landed", "", 0, null]',
            b'["confirmed", "", 0, null]',
            b'["unknown", "", 0, null]',
            b'[[], "", 0, {}]',
            b'["confirmed", "", [], {}]',
            b'["stamps", "", 0, {"2": Infinity}]',
            b"[" * 100_000,
        ],
    )
    def test_what_strangers_say_does_no_harm(self, one, other, redis_server, message):
        one.cache.put(key(), b"deck")
        before = one.generations.current(key())
        with redis_server.client() as client:
            client.publish("news", message)
        assert one.generations.current(key()) == before
        assert one.cache.clear(["decks"]).everywhere
        assert other.cache.get(key()) is None

    @pytest.mark.parametrize("poison", ["9007199254740991", "1e300", "inf", "nan", "-5", ""])
    def test_poisoned_stamps_keep_no_clear_from_the_others(self, one, other, redis_server, poison):
        other.cache.put(key(), b"deck")
        with redis_server.client() as client:
            name = next(iter(client.keys("pptapi:generations:*")))
            client.hset(name, mapping=dict.fromkeys(client.hkeys(name), poison))
        assert one.cache.clear(["decks"]).everywhere
        assert other.cache.get(key()) is None

    def test_a_stranger_among_the_stamps_is_left_out(self, one, make_host, redis_server):
        with redis_server.client() as client:
            name = next(iter(client.keys("pptapi:generations:*")))
            client.hset(name, "no place", "no stamp")
            other = make_host("other")
            assert other.redis.link.is_there


class TestOutage:
    def test_requests_go_on_without_redis(self, one, other, redis_server):
        one.cache.get_or_create(key(), lambda _: b"deck")
        redis_server.stop()
        assert one.cache.get_or_create(key(), never).level == "memory"
        one.forget_memory()
        assert one.cache.get_or_create(key(), never).level == "file"
        assert other.cache.get_or_create(key(), lambda _: b"made").payload == b"made"

    def test_it_is_told_like_a_breaker_that_is_open_until_redis_is_back(self, one, redis_server):
        def state():
            return one.cache.snapshot().levels["django"].breaker.state

        assert state() == "closed"
        outage(redis_server, one)
        assert state() == "open"
        recovery(redis_server, one)
        assert state() == "closed"

    def test_a_frozen_redis_is_waited_for_once(self, one, redis_server):
        redis_server.freeze()
        started = time.monotonic()
        for number in range(50):
            one.cache.get_or_create(key(str(number)), lambda _: b"deck")
        redis_server.thaw()
        assert time.monotonic() - started < 3
        wait_until(lambda: one.redis.link.is_there, 5)

    def test_what_was_made_meanwhile_is_there_for_others_afterwards(self, one, other, redis_server):
        outage(redis_server, one, other)
        one.cache.get_or_create(key(), lambda _: b"deck")
        recovery(redis_server, one, other)
        wait_until(lambda: other.django.get(key()) is not None, 5)
        assert other.cache.get_or_create(key(), never).level == "django"

    def test_a_redis_without_room_refuses_and_is_still_asked(self, one, redis_server, caplog):
        with redis_server.client() as client:
            client.config_set("maxmemory", 1)
            one.cache.put(key(), b"deck")
            assert one.redis.link.is_there
            one.forget_memory()
            assert one.cache.get(key()).level == "file"
            assert "maxmemory" in one.redis.link.degraded
            client.config_set("maxmemory", 0)
        one.cache.put(key("second"), b"deck")
        assert one.redis.link.degraded is None
        told = [record.message for record in caplog.records if "refuses" in record.message]
        assert len(told) == 1
        assert told[0].isprintable()
        assert len(told[0]) < 300

    def test_a_start_without_redis_joins_when_it_comes(self, make_host, redis_server):
        one = make_host("one")
        redis_server.stop()
        other = make_host("other")
        assert other.cache.get_or_create(key("own"), lambda _: b"own").payload == b"own"
        redis_server.start()
        wait_until(lambda: one.redis.link.is_there and other.redis.link.is_there, 5)
        wait_until(lambda: one.generations.all() == other.generations.all(), 5)


def make_slowly(assembly, name, seconds):
    """(payload, level, whether it was made here)."""
    made = []

    def make(_ends_at):
        made.append(name)
        time.sleep(seconds)
        return b"deck"

    found = in_threads(8, lambda _: assembly.cache.get_or_create(key(name), make))
    return [one.level for one in found], len(made)


class TestFlights:
    def test_two_groups_of_two_processes_make_a_cold_key_once(self, tmp_path, redis_server):
        url = redis_server.url
        with (
            workers(tmp_path / "one", 2, url) as ones,
            workers(tmp_path / "other", 2, url) as others,
        ):
            group = [*ones, *others]
            for number in range(5):
                for worker in group:
                    worker.begin(make_slowly, f"deck {number}", 0.05)
                answers = [worker.end() for worker in group]
                assert sum(made for _, made in answers) == 1
                levels = [level for found, _ in answers for level in found]
                assert levels.count("none") == 1
                assert len(levels) == 32

    def test_a_slow_making_keeps_its_lease(self, one, other, monkeypatch):
        monkeypatch.setattr(flights, "LEASE_S", 0.8)
        began = threading.Event()

        def make_slowly(_ends_at):
            began.set()
            time.sleep(2.0)
            return b"deck"

        with ThreadPoolExecutor(1) as pool:
            maker = pool.submit(one.cache.get_or_create, key(), make_slowly)
            assert began.wait(5)
            assert other.cache.get_or_create(key(), never).level == "django"
            assert maker.result().level == "none"

    def test_when_the_maker_is_killed_another_host_takes_over_within_a_second(
        self, tmp_path, other, redis_server
    ):
        with workers(tmp_path / "one", 1, redis_server.url) as (maker,):
            maker.begin(make_slowly, "deck", 60)
            with redis_server.client() as client:
                wait_until(lambda: client.keys("pptapi:flight:*"), 5)
            with ThreadPoolExecutor(1) as pool:
                waiting = pool.submit(
                    other.cache.get_or_create, key("deck"), lambda _: b"taken over"
                )
                maker.kill()
                killed_at = time.monotonic()
                assert waiting.result(5).payload == b"taken over"
        assert time.monotonic() - killed_at < 1

    def test_a_lease_of_a_process_that_listens_no_more_is_void(self, one, redis_server):
        with redis_server.client() as client:
            client.set(f"pptapi:flight:{key()}", "news:somebody who died|token", px=60_000)
        assert one.cache.get_or_create(key(), lambda _: b"deck").level == "none"

    def test_a_lease_that_is_no_lease_is_void(self, one, redis_server):
        with redis_server.client() as client:
            client.set(f"pptapi:flight:{key()}", "a stranger's")
        assert one.cache.get_or_create(key(), lambda _: b"deck").level == "none"

    def test_a_host_that_was_cut_off_is_waited_for_as_long_as_its_lease(
        self, one, other, redis_server
    ):
        channel = other.redis.backplane.own_channel  # somebody listens there
        with redis_server.client() as client:
            client.set(f"pptapi:flight:{key()}", f"{channel}|token", px=500)
        started = time.monotonic()
        assert one.cache.get_or_create(key(), lambda _: b"deck").level == "none"
        assert time.monotonic() - started >= 0.4

    def test_nobody_gives_back_what_is_anothers_by_now(self, one, redis_server):
        with redis_server.client() as client:

            def make(_ends_at):
                client.set(f"pptapi:flight:{key()}", "another host:its token", px=60_000)
                return b"deck"

            one.cache.get_or_create(key(), make)
            assert client.get(f"pptapi:flight:{key()}") == b"another host:its token"

    def test_when_redis_goes_away_during_a_making_the_others_go_on(self, one, other, redis_server):
        def make(_ends_at):
            redis_server.stop()
            return b"deck"

        assert one.cache.get_or_create(key(), make).payload == b"deck"
        assert other.cache.get_or_create(key(), lambda _: b"deck").payload == b"deck"


def test_every_namespace_has_a_shelf(one):
    assert set(one.django.usage()) == set(LIFETIMES)
