from __future__ import annotations

import errno
import fcntl
import os
import pickle
import shutil
import socket
import stat
import threading
import time

import pytest

from generate_content.performance_cache import file_folder, files
from generate_content.performance_cache.culling import CEILING
from generate_content.performance_cache.files import FileLevel
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.level_breaker import REST_S
from generate_content.performance_cache.sealing import seal
from generate_content.performance_cache.signing import Signer
from tests.performance_cache.assembly import FakeClock, entry, key
from tests.performance_cache.processes import in_threads, watch_listings

NAMES = ["decks", "words"]


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def make_level(tmp_path, clock):
    def make(**options):
        settings = {"namespaces": NAMES, "signer": Signer("the key"), "clock": clock.clock()}
        return FileLevel(tmp_path / "entries", state_dir=tmp_path / "state", **settings | options)

    return make


@pytest.fixture
def level(make_level):
    return make_level()


@pytest.fixture
def path(tmp_path):
    digest = key().digest
    return tmp_path / "entries" / "decks" / digest[:2] / f"decks:{digest}.pkl"


def refuse(monkeypatch, name: str, code: int) -> None:
    """Has a system call fail, the way a full or read-only disk makes it fail for any user."""

    def refusal(*args, **kwargs):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(file_folder.os, name, refusal)


def files_in(folder) -> list[str]:
    found = (path for path in folder.rglob("*") if not path.is_dir())
    return sorted(str(path.relative_to(folder)) for path in found)


def test_an_entry_is_a_pickle_named_by_namespace_and_hash(level, path):
    level.set(key(), entry(b"payload"))
    assert path.is_file()
    assert pickle.loads(path.read_bytes()[40:]) == (tuple(key()), tuple(entry(b"payload")))


def test_entries_are_for_the_owner_only(level, path):
    level.set(key(), entry())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_entries_survive_a_restart(level, make_level):
    level.set(key(), entry())
    reborn = make_level()
    assert reborn.get(key()) == entry()
    assert reborn.usage() == level.usage() == {"decks": Volume(1, 4096), "words": Volume()}


def test_entries_survive_a_rotated_key(level, make_level):
    level.set(key(), entry())
    assert make_level(signer=Signer("new", ["the key"])).get(key()) == entry()


def test_an_entry_under_an_unknown_key_is_a_miss_and_is_removed(level, make_level, path):
    level.set(key(), entry())
    assert make_level(signer=Signer("stranger")).get(key()) is None
    assert not path.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: b"",
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: b"PPTCACH0" + data[8:],
        lambda data: os.urandom(100_000),
        lambda data: pickle.dumps({"not": "ours"}),
    ],
    ids=["truncated", "empty", "flipped", "old schema", "noise", "foreign"],
)
def test_a_damaged_file_is_a_miss_and_is_removed(level, path, damage):
    level.set(key(), entry())
    path.write_bytes(damage(path.read_bytes()))
    assert level.get(key()) is None
    assert not path.exists()


def test_an_entry_moved_to_another_key_is_a_miss(level, path):
    level.set(key("secret"), entry(b"another person's deck"))
    digest = key("secret").digest
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path.parent.parent / digest[:2] / f"decks:{digest}.pkl", path)
    assert level.get(key()) is None
    assert not path.exists()


def test_two_keys_of_one_digest_never_serve_each_other(level):
    level.set(CacheKey("decks", "default", "ab" * 32), entry())
    assert level.get(CacheKey("decks", "frost", "ab" * 32)) is None


def test_a_link_in_a_files_place_is_not_followed_but_removed(level, path, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(seal(key(), entry(), Signer("the key")))
    path.parent.mkdir(parents=True)
    path.symlink_to(elsewhere)
    assert level.get(key()) is None
    assert not path.is_symlink()
    assert elsewhere.exists()


def test_a_pipe_in_a_files_place_does_not_make_us_wait(level, path):
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    assert level.get(key()) is None
    assert not path.exists()


def test_a_socket_in_a_files_place_is_a_miss_and_is_removed(level, path, monkeypatch):
    path.parent.mkdir(parents=True)
    monkeypatch.chdir(path.parent)  # a socket's address is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path.name)
    assert level.get(key()) is None
    assert not path.exists()
    assert level.degraded is None


@pytest.fixture
def folder_in_its_place(level, path):
    level.set(key(), entry())
    path.unlink()
    (path / "inside").mkdir(parents=True)


@pytest.mark.usefixtures("folder_in_its_place")
class TestAFolderInAFilesPlace:
    def test_is_a_miss_and_is_removed(self, level, path):
        assert level.get(key()) is None
        assert not path.exists()
        assert level.degraded is None
        assert level.usage()["decks"] == Volume()

    def test_is_replaced_by_a_write(self, level):
        level.set(key(), entry(b"anew"))
        assert level.get(key()).payload == b"anew"
        assert level.degraded is None
        assert level.usage()["decks"] == Volume(1, 4096)

    def test_goes_with_a_sweep(self, level, path, clock):
        clock.advance(4000)
        level.sweep()
        assert not path.exists()
        assert level.degraded is None


@pytest.mark.parametrize("digest", ["", "ab", "../" * 21 + "x", "A" * 64, "ab" * 32 + "\n"])
def test_a_digest_that_is_none_leads_nowhere(level, digest):
    with pytest.raises(ValueError, match="64 hexadecimal"):
        level.get(CacheKey("decks", "default", digest))


def test_large_payloads_come_back_whole(level):
    payload = os.urandom(3_000_000)
    level.set(key(), entry(payload))
    assert level.get(key()).payload == payload


@pytest.mark.parametrize(
    "code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EMFILE]
)
@pytest.mark.parametrize("call", ["open", "write", "replace"])
def test_a_medium_that_refuses_costs_the_entry_and_leaves_nothing(
    level, monkeypatch, tmp_path, call, code
):
    level.set(key("before"), entry())
    with monkeypatch.context() as patch:
        refuse(patch, call, code)
        level.set(key(), entry())
    assert level.degraded == os.strerror(code)
    assert len(files_in(tmp_path / "entries")) == 1
    assert level.usage()["decks"].entries == 1
    assert level.get(key("before")) is not None


def test_after_a_refusal_the_level_rests_then_writes_again(level, monkeypatch, clock):
    with monkeypatch.context() as patch:
        refuse(patch, "write", errno.ENOSPC)
        level.set(key(), entry())
    level.set(key(), entry())
    assert level.get(key()) is None
    clock.advance(REST_S + 0.1)
    assert level.degraded
    level.set(key(), entry())
    assert level.get(key()) is not None
    assert level.degraded is None


def test_a_refused_write_ends_the_entry_it_would_have_replaced(level, monkeypatch):
    level.set(key(), entry(b"old"))
    refuse(monkeypatch, "write", errno.ENOSPC)
    level.set(key(), entry(b"new"))
    assert level.get(key()) is None
    assert level.usage()["decks"] == Volume()


def test_a_half_written_file_is_removed(level, monkeypatch, tmp_path):
    write, calls = os.write, []

    def full_after_ten_bytes(descriptor, data):
        if calls:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        calls.append(1)
        return write(descriptor, data[:10])

    monkeypatch.setattr(file_folder.os, "write", full_after_ten_bytes)
    level.set(key(), entry())
    assert files_in(tmp_path / "entries") == []
    assert level.degraded


def test_a_write_in_pieces_is_whole(level, monkeypatch):
    write = os.write
    monkeypatch.setattr(file_folder.os, "write", lambda fd, data: write(fd, data[:7]))
    level.set(key(), entry(b"x" * 100))
    assert level.get(key()).payload == b"x" * 100


def test_out_of_descriptors_a_read_is_a_miss_and_removes_nothing(level, monkeypatch, path):
    level.set(key(), entry())
    with monkeypatch.context() as patch:
        refuse(patch, "open", errno.EMFILE)
        assert level.get(key()) is None
    assert path.exists()
    assert level.get(key()) is not None


def test_a_read_leaves_no_trace_on_the_disk(level, path):
    level.set(key(), entry())
    os.utime(path, (1, path.stat().st_mtime))  # so old that any mount would note an access
    assert level.get(key()) is not None
    assert path.stat().st_atime == 1


def test_a_file_of_somebody_elses_is_read_all_the_same(level, monkeypatch):
    level.set(key(), entry())
    opened = os.open

    def refuse_without_note(path, flags, *mode):
        if flags & os.O_NOATIME:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        return opened(path, flags, *mode)

    monkeypatch.setattr(file_folder.os, "open", refuse_without_note)
    assert level.get(key()) is not None


def test_a_removed_folder_is_made_again(level, tmp_path):
    level.set(key(), entry())
    shutil.rmtree(tmp_path / "entries")
    assert level.get(key()) is None
    level.set(key(), entry())
    assert level.get(key()) is not None


def test_above_the_limit_the_oldest_entries_go(make_level, clock, tmp_path):
    level = make_level(limit_bytes=20 * 65_536)
    for number in range(21):
        level.set(key(str(number)), entry(b"x" * 65_000))
        time.sleep(0.005)  # the file system's clock is that coarse, and only it may tell the age
    level.culler.join()
    assert [level.get(key(str(number))) is None for number in range(21)] == [True] * 3 + [
        False
    ] * 18
    assert level.usage()["decks"] == Volume(18, 18 * 65_536)
    assert len(files_in(tmp_path / "entries")) == 18


def test_a_cull_of_a_large_folder_looks_at_a_part_of_it(make_level, monkeypatch, tmp_path):
    monkeypatch.setattr(files, "SAMPLE", 10)
    level = make_level(limit_bytes=200 * 4096)
    for number in range(260):
        level.set(key(str(number)), entry())
        level.culler.join()
    kept = len(files_in(tmp_path / "entries"))
    assert 180 <= kept <= 200
    assert level.usage()["decks"] == Volume(kept, kept * 4096)


def test_a_file_written_anew_since_it_was_listed_is_not_evicted(level):
    level.set(key(), entry(b"old"))
    [[listed]] = [sample for sample in level._samples() if sample]
    time.sleep(0.01)  # the file system's clock is that coarse
    level.set(key(), entry(b"new"))
    assert level._evict(listed) == 0
    assert level.get(key()).payload == b"new"


def test_above_the_ceiling_nothing_is_admitted_until_there_is_room(make_level, monkeypatch):
    level = make_level(limit_bytes=20 * 4096)
    with monkeypatch.context() as patch:
        patch.setattr(level.culler, "check", lambda: None)  # nobody makes room
        for number in range(30):
            level.set(key(str(number)), entry())
    assert level.usage()["decks"].entries == 23
    level.set(key(), entry())
    level.culler.join()
    assert level.usage()["decks"].entries == 18
    assert level.get(key()) is None
    level.set(key(), entry())
    assert level.get(key()) is not None


def test_what_a_refused_entry_would_replace_ends(make_level, monkeypatch):
    level = make_level(limit_bytes=20 * 4096)
    level.set(key(), entry(b"old"))
    monkeypatch.setattr(level.culler, "has_room", lambda: False)
    level.set(key(), entry(b"new"))
    assert level.get(key()) is None


def test_no_folder_is_listed_in_the_thread_of_who_writes(make_level, monkeypatch):
    listed_by = watch_listings(monkeypatch)
    level = make_level(limit_bytes=20 * 4096)
    for number in range(100):
        level.set(key(str(number)), entry())
        level.get(key(str(number)))
    level.culler.join()
    assert listed_by
    assert threading.get_ident() not in listed_by


def test_a_flood_of_four_threads_does_not_pass_the_ceiling(make_level, tmp_path):
    limit_bytes = 200 * 4096
    level = make_level(limit_bytes=limit_bytes)
    highest = []

    def flood(thread):
        for number in range(500):
            level.set(key(f"{thread} {number}"), entry())
            highest.append(level.usage()["decks"].bytes)

    in_threads(4, flood)
    level.culler.join()
    assert max(highest) <= limit_bytes * CEILING + 4 * 4096  # one write of each, under way
    kept = len(files_in(tmp_path / "entries"))
    assert level.usage()["decks"] == Volume(kept, kept * 4096)
    assert kept <= 200


def test_a_cull_ends_when_the_medium_refuses_to_remove(make_level, monkeypatch):
    level = make_level(limit_bytes=20 * 4096)
    refuse(monkeypatch, "unlink", errno.EROFS)
    for number in range(25):
        level.set(key(str(number)), entry(b"x" * 100))
    level.culler.join()
    assert level.degraded == os.strerror(errno.EROFS)


def test_a_folder_emptied_by_somebody_else_corrects_the_totals(make_level, tmp_path):
    level = make_level(limit_bytes=20 * 4096)
    for number in range(20):
        level.set(key(str(number)), entry(b"x" * 100))
    shutil.rmtree(tmp_path / "entries")
    level.set(key("new"), entry())
    level.culler.join()
    assert level.usage()["decks"] == Volume()  # the new one went too: it was all there was to drop
    level.set(key("newer"), entry())
    assert level.get(key("newer")) is not None
    assert level.usage()["decks"] == Volume(1, 4096)


def test_an_entry_above_a_sixteenth_of_the_limit_is_not_admitted(make_level, path):
    level = make_level(limit_bytes=16 * 8192)
    level.set(key(), entry(b"x" * 8192))
    assert not path.exists()
    level.set(key(), entry(b"x" * 4096))
    assert path.exists()


def test_a_sweep_removes_the_expired_and_what_dead_writers_left(
    level, clock, tmp_path, monkeypatch
):
    monkeypatch.setattr(files, "_ORPHAN_AGE_S", -1.0)
    level.set(key("short"), entry(life_s=10))
    level.set(key("long"), entry(life_s=1000))
    shard = tmp_path / "entries" / "decks" / key().digest[:2]
    shard.mkdir(exist_ok=True)
    (shard / "dead.tmp").write_bytes(b"x" * 5000)
    (shard / "alive.tmp").write_bytes(b"x")
    (shard / "README").write_bytes(b"not ours")
    with (shard / "alive.tmp").open("rb") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        clock.advance(20)
        assert level.sweep() == Volume(1, 4096 + 8192)
    digest = key("long").digest
    left = [f"{digest[:2]}/decks:{digest}.pkl", f"{shard.name}/README", f"{shard.name}/alive.tmp"]
    assert files_in(tmp_path / "entries" / "decks") == sorted(left)
    assert level.usage()["decks"] == Volume(1, 4096)


def test_a_young_temporary_file_is_left_to_its_writer(level, tmp_path):
    shard = tmp_path / "entries" / "decks" / "00"
    shard.mkdir(parents=True)
    (shard / "young.tmp").write_bytes(b"x")
    level.sweep()
    assert (shard / "young.tmp").exists()


def test_within_ten_seconds_a_sweep_answers_what_the_last_one_did(level, make_level, clock):
    other = make_level()
    level.set(key("one"), entry(life_s=10))
    clock.advance(20)
    assert level.sweep() == Volume(1, 4096)
    level.set(key("two"), entry(at=clock.wall_s, life_s=5))
    clock.advance(9)
    assert other.sweep() == Volume(1, 4096)
    clock.advance(2)
    assert other.sweep() == Volume(1, 4096)
    assert other.usage()["decks"] == Volume()
    clock.advance(11)
    assert other.sweep() == Volume()


def test_a_sweep_corrects_totals_that_a_dead_process_left_wrong(level, path, clock):
    level.set(key(), entry())
    level.set(key(namespace="words"), entry())
    path.unlink()
    assert level.usage()["decks"] == Volume(1, 4096)
    level.sweep()
    assert level.usage() == {"decks": Volume(), "words": Volume(1, 4096)}


def test_a_sweep_tells_how_full_its_disk_blocks_are(level):
    level.set(key(), entry(b"x" * 1000))
    level.sweep()
    report = level.last_sweep()
    assert 1000 < report.used_bytes < 1400
    assert report.allocated_bytes % 512 == 0
    assert report.allocated_bytes >= report.used_bytes


def test_an_expired_file_of_an_unknown_namespace_is_swept_too(level, tmp_path, clock):
    digest = key().digest
    stray = tmp_path / "entries" / "former" / digest[:2] / f"former:{digest}.pkl"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    os.utime(stray, (clock.wall_s - 1, clock.wall_s - 1))
    assert level.sweep() == Volume(1, 4096)
    assert not stray.exists()


def test_a_clear_frees_the_room_behind_the_caller(level, tmp_path):
    for number in range(20):
        level.set(key(str(number)), entry())
    level.set(key(namespace="words"), entry())
    level.clear("decks")
    assert [level.get(key(str(number))) for number in range(20)] == [None] * 20
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(10)
    assert len(files_in(tmp_path / "entries")) == 1
    assert level.usage() == {"decks": Volume(), "words": Volume(1, 4096)}


def test_a_clear_renames_and_looks_at_no_entry(level, monkeypatch):
    level.set(key(), entry())
    monkeypatch.setattr(files.EntryFolder, "list", None)
    monkeypatch.setattr(files.EntryFolder, "remove", None)
    monkeypatch.setattr(files.EntryFolder, "remove_set_aside", lambda _: None)
    level.clear("decks")
    assert level.get(key()) is None


def test_what_a_killed_process_had_set_aside_is_swept(level, tmp_path, monkeypatch):
    level.set(key(), entry())
    with monkeypatch.context() as killed:
        killed.setattr(files.EntryFolder, "remove_set_aside", lambda _: None)
        level.clear("decks")
    assert len(files_in(tmp_path / "entries")) == 1
    level.sweep()
    assert files_in(tmp_path / "entries") == []


def test_a_folder_of_somebody_elses_is_not_taken_for_one_set_aside(level, tmp_path):
    foreign = tmp_path / "entries" / ".cleared-invoices-2026" / "invoice.pdf"
    foreign.parent.mkdir(parents=True)
    foreign.touch()
    level.sweep()
    assert foreign.exists()


def test_a_write_finds_its_folder_set_aside_and_makes_it_anew(level, monkeypatch):
    level.set(key("first"), entry())
    really_write, writes = file_folder._write_all, []

    def clear_first(descriptor: int, data: bytes) -> None:
        if not writes:
            level.clear("decks")
        writes.append(data)
        really_write(descriptor, data)

    monkeypatch.setattr(file_folder, "_write_all", clear_first)
    level.set(key(), entry())
    assert level.get(key()) is not None
    assert level.degraded is None
    assert len(writes) == 2


def test_a_clear_on_a_medium_that_refuses_says_why(level, monkeypatch):
    level.set(key(), entry())
    refuse(monkeypatch, "rename", errno.EROFS)
    level.clear("decks")
    assert level.degraded == os.strerror(errno.EROFS)
