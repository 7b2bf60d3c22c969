from __future__ import annotations

import json
import os

import pytest

from generate_content import kept_requests
from generate_content.kept_requests import KeptRequests
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.keys import CacheKey, digest
from generate_content.performance_cache.range_lock import open_lock_file, try_lock
from generate_content.performance_cache.signing import Signer

BODY = '{"prompt": "Bäume \\"und\\" Bücher"}'.encode()


def key(name):
    return CacheKey("presentations", "default_16_9", digest(name))


ONE, OTHER, THIRD = (key(name).digest for name in ("one", "other", "third"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept"


@pytest.fixture
def generations(tmp_path):
    return Generations(tmp_path / "generations", namespaces=["presentations"])


@pytest.fixture
def keep(path, generations):
    """What one worker has: `keep()` for another one."""
    return lambda signer=None: KeptRequests(
        path, signer=signer or Signer("key"), generations=generations
    )


def offered(requests, *names, body=BODY):
    """Has requests for these decks come in after a look that found them popular."""
    digests = [key(name).digest for name in names]
    requests.settle(digests)
    for name in names:
        requests.offer(key(name), body)
    return requests.settle(digests)


def test_a_popular_request_is_kept_as_it_was_sent_and_every_worker_has_it(keep):
    requests = keep()
    kept = offered(requests, "one")
    assert kept[ONE].key == key("one")
    assert json.loads(kept[ONE].body) == json.loads(BODY)
    assert keep().settle([ONE]) == kept


def test_of_what_is_not_popular_nothing_is_kept(keep):
    requests = keep()
    requests.offer(key("one"), BODY)
    assert requests.settle([ONE]) == {}
    requests.offer(key("other"), BODY)
    assert requests.settle([ONE, OTHER]) == {}


def test_what_is_not_popular_any_more_is_dropped(keep, path):
    requests = keep()
    offered(requests, "one", "other")
    assert requests.settle([OTHER]).keys() == {OTHER}
    assert len(keep().settle([ONE, OTHER])) == 1


def test_what_another_worker_has_kept_stays(keep):
    one, other = keep(), keep()
    one.settle([ONE])
    other.settle([OTHER])
    one.offer(key("one"), BODY)
    other.offer(key("other"), BODY)
    one.settle([ONE, OTHER])
    assert other.settle([ONE, OTHER]).keys() == {ONE, OTHER}


@pytest.mark.parametrize(
    "end",
    [
        lambda generations: generations.advance(["presentations"]),
        lambda generations: generations.advance_group("presentations", "default_16_9"),
        lambda generations: generations.advance_key(key("one")),
    ],
)
def test_what_ends_the_deck_ends_its_request(keep, generations, path, end):
    requests = keep()
    offered(requests, "one")
    end(generations)
    assert requests.settle([ONE]) == {}
    assert "Bücher".encode() not in path.read_bytes()
    requests.offer(key("one"), BODY)  # wanted again, from whoever asks for it now
    assert requests.settle([ONE]).keys() == {ONE}


def test_the_file_is_the_owners_and_whole(keep, path):
    offered(keep(), "one")
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "generations", "kept", "kept.lock",
    ]  # fmt: skip


@pytest.mark.parametrize("damage", [lambda raw: raw[:-1], lambda raw: raw[:10], lambda _: b""])
def test_a_damaged_file_is_ignored_and_removed(keep, path, damage):
    offered(keep(), "one")
    path.write_bytes(damage(path.read_bytes()))
    assert keep().settle([ONE]) == {}
    assert not path.exists()


def test_every_flipped_byte_is_found(keep, path):
    offered(keep(), "one")
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert keep().settle([ONE]) == {}


def test_another_installations_file_is_not_believed(keep):
    offered(keep(), "one")
    assert keep(Signer("other")).settle([ONE]) == {}


def test_a_former_key_will_do(keep):
    offered(keep(Signer("old")), "one")
    assert keep(Signer("new", ["old"])).settle([ONE]).keys() == {ONE}


def test_a_link_in_its_place_is_not_followed(keep, path, tmp_path):
    offered(keep(), "one")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert keep().settle([ONE]) == {}


def test_a_long_body_is_not_kept(keep, monkeypatch):
    monkeypatch.setattr(kept_requests, "MOST_BODY_BYTES", 10)
    assert offered(keep(), "one") == {}


def test_the_most_popular_are_kept_within_the_limit_of_bytes(keep, monkeypatch):
    requests = keep()
    offered(requests, "other", "third")
    monkeypatch.setattr(kept_requests, "MOST_BYTES", 2 * len(BODY))
    requests.settle([ONE, OTHER, THIRD])
    requests.offer(key("one"), BODY)
    assert requests.settle([ONE, OTHER, THIRD]).keys() == {ONE, OTHER}


def test_what_is_in_hand_is_limited_too(keep, monkeypatch):
    monkeypatch.setattr(kept_requests, "MOST_BYTES", len(BODY))
    requests = keep()
    requests.settle([ONE, OTHER])
    requests.offer(key("one"), BODY)
    requests.offer(key("other"), BODY)
    assert len(requests._offered) == 1


def test_while_another_process_is_writing_nothing_waits(keep, path):
    requests = keep()
    requests.settle([ONE])
    requests.offer(key("one"), BODY)
    lock = open_lock_file(path.with_name("kept.lock"))
    assert try_lock(lock, 0)
    assert requests.settle([ONE]) == {}
    os.close(lock)
    assert requests.settle([ONE]).keys() == {ONE}


def test_a_body_is_in_no_repr(keep):
    assert "Bücher" not in repr(offered(keep(), "one"))
