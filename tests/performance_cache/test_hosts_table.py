from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from generate_content.performance_cache.hosts.link import RedisLink
from generate_content.performance_cache.hosts.table import RedisTable
from generate_content.performance_cache.shared_memory import SharedTable

pytestmark = pytest.mark.redis


@pytest.fixture
def make_table(tmp_path, redis_server):
    """Tables of several processes: each with a connection of its own."""

    links = []

    def make(name: str = "one") -> RedisTable:
        link = RedisLink(redis_server.url)
        links.append(link)
        link.found()
        stand_in = SharedTable(tmp_path / name, rows=8, columns=2, clock=lambda: 1.0)
        return RedisTable(link, prefix="window:", columns=2, ttl_s=60, stand_in=stand_in)

    yield make
    for link in links:
        link.close()


def add(row):
    return row[0] + 1, 2**64 - 1


def test_a_row_begins_at_nothing_and_is_seen_by_all(make_table):
    one, other = make_table(), make_table("other")
    assert one.read("name") == (0, 0)
    assert one.update("name", add) == (1, 2**64 - 1)
    assert other.read("name") == (1, 2**64 - 1)
    assert other.read("another name") == (0, 0)


def test_no_change_is_lost(make_table):
    tables = [make_table(str(number)) for number in range(4)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: tables[number % 4].update("name", add), range(200)))
    assert tables[0].read("name")[0] == 200


def test_a_row_is_forgotten_some_time_after_its_last_change(make_table, redis_server):
    make_table().update("name", add)
    with redis_server.client() as client:
        assert 0 < client.ttl("window:name") <= 60


def test_what_is_no_row_counts_as_none(make_table, redis_server):
    with redis_server.client() as client:
        client.set("window:name", b"short")
    table = make_table()
    assert table.read("name") == (0, 0)
    assert table.update("name", add)[0] == 1


def test_without_redis_the_host_counts_for_itself(make_table, redis_server):
    one, other = make_table(), make_table("other")
    one.update("name", add)
    redis_server.stop()
    assert one.update("name", add)[0] == 1
    assert one.update("name", add)[0] == 2
    assert one.read("name")[0] == 2
    assert other.read("name") == (0, 0)
