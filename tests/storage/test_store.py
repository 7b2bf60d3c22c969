from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from generate_content.errors import NotFound, StorageError
from generate_content.performance_cache.culling import CEILING
from generate_content.performance_cache.file_state import FileTotals, LastSweep
from generate_content.performance_cache.hosts.away import RedisAway
from generate_content.performance_cache.keys import CacheKey
from generate_content.performance_cache.level import Volume
from generate_content.performance_cache.signing import Signer
from generate_content.storage import TOTALS, DeckStore, files
from generate_content.storage.shelf import DeckShelf
from pptapi.state_folder import PrivateFolder
from tests.performance_cache.processes import in_threads, watch_listings

CHARGE = 2 * 4096
"""What a deck of few bytes takes on the disk, with its note."""


class World:
    """A store with its clock and generation in hand."""

    def __init__(self, tmp_path, limit_bytes=2**20, shelf=None):
        self.now = 1_000.0
        self.generation = 1
        self.key = CacheKey("presentations", "frost", "0" * 64)
        state = tmp_path / "state"
        self.folder = tmp_path / "cache" / "presentations"
        self.fallback = tmp_path / "private" / "presentations"
        self.store = DeckStore(
            folder=self.folder,
            fallback=PrivateFolder(self.fallback.parent),
            signer=Signer("key"),
            totals=FileTotals(state / "decks", [TOTALS]),
            sweeps=LastSweep(state / "sweep", interval_s=0, clock=lambda: self.now),
            limit_bytes=limit_bytes,
            generations=self,
            clock=lambda: self.now,
            shelf=DeckShelf(shelf, signer=Signer("key")) if shelf is not None else None,
        )

    def current(self, key):
        assert key == self.key
        return (self.generation, 0, 0)

    def put(self, data=b"deck", filename="a_1.pptx", *, written=False):
        sha256 = hashlib.sha256(data).hexdigest()
        return self.store.put(
            data,
            key=self.key,
            filename=filename,
            sha256=sha256,
            written=written,
            expires_at=self.now + 60,
        )


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def test_a_deck_comes_back_byte_for_byte(world):
    stored = world.put(b"deck")
    deck = world.store.open("a_1.pptx")
    assert (deck.data, deck.sha256) == (b"deck", stored.sha256)
    assert world.store.holds(stored)


def test_provided_and_written_decks_have_their_own_folders(world):
    world.put(filename="a_1.pptx")
    world.put(filename="b_2.pptx", written=True)
    assert (world.folder / "user_content_cache" / "a_1.pptx").read_bytes() == b"deck"
    assert (world.folder / "generated_content_cache" / "b_2.pptx").exists()


@pytest.mark.parametrize(
    "name", ["../a.pptx", "a/b.pptx", "", ".pptx", "A.pptx", "a.pptx.meta", "a\0.pptx"]
)
def test_a_name_that_is_none_of_ours_is_not_found_and_not_written(world, name):
    with pytest.raises(NotFound):
        world.store.open(name)
    with pytest.raises(StorageError):
        world.put(filename=name)


def test_an_expired_deck_is_not_found(world):
    world.put()
    world.now += 60
    with pytest.raises(NotFound):
        world.store.open("a_1.pptx")


def test_clearing_ends_the_link_at_once_even_if_the_file_stays(world):
    world.put()
    world.generation += 1
    with pytest.raises(NotFound):
        world.store.open("a_1.pptx")


@pytest.mark.parametrize("suffix", ["", ".meta"])
def test_every_flipped_byte_and_every_truncation_of_a_deck_or_its_note_ends_it(world, suffix):
    data = b"PK\x03\x04 a deck of some bytes"
    world.put(data)
    path = world.folder / "user_content_cache" / f"a_1.pptx{suffix}"
    whole = path.read_bytes()
    flipped = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    for broken in (*flipped, *(whole[:length] for length in range(len(whole)))):
        world.put(data)
        path.write_bytes(broken)
        with pytest.raises(NotFound):
            world.store.open("a_1.pptx")


def test_a_pickle_in_a_notes_place_is_never_executed(world):
    world.put()
    note = world.folder / "user_content_cache" / "a_1.pptx.meta"
    for forged in (pickle.dumps(Bomb()), note.read_bytes()[:32] + pickle.dumps(Bomb())):
        world.put()
        note.write_bytes(forged)
        with pytest.raises(NotFound):
            world.store.open("a_1.pptx")


class Bomb:
    """Pickled, it raises SystemExit when read by an unpickler."""

    def __reduce__(self):
        return (exec, ("raise SystemExit",))


@pytest.mark.parametrize("damage", [b"dec", b"Deck", b"", b"deckdeck"])
def test_a_damaged_deck_is_removed_and_not_found(world, damage):
    stored = world.put()
    path = world.folder / "user_content_cache" / "a_1.pptx"
    path.write_bytes(damage)
    with pytest.raises(NotFound):
        world.store.open("a_1.pptx")
    assert not path.exists()
    assert not world.store.holds(stored)


def test_a_deck_whose_note_was_lost_is_removed_by_its_download_so_that_it_is_made_again(world):
    stored = world.put()
    path = world.folder / "user_content_cache" / "a_1.pptx"
    path.with_name("a_1.pptx.meta").unlink()
    world.now = path.stat().st_mtime + 60
    with pytest.raises(NotFound):
        world.store.open("a_1.pptx")
    assert not world.store.holds(stored)
    assert world.store.volume() == Volume()


def test_a_deck_whose_note_is_being_written_is_left_alone(world):
    stored = world.put()
    path = world.folder / "user_content_cache" / "a_1.pptx"
    path.with_name("a_1.pptx.meta").unlink()
    world.now = path.stat().st_mtime + 1
    with pytest.raises(NotFound):
        world.store.open("a_1.pptx")
    assert world.store.holds(stored)


def test_a_forged_note_is_not_believed(world):
    world.put()
    note = world.folder / "user_content_cache" / "a_1.pptx.meta"
    note.write_bytes(note.read_bytes().replace(b"1060", b"9060"))
    with pytest.raises(NotFound):
        world.store.open("a_1.pptx")


def test_a_note_of_another_deck_is_not_believed(world):
    world.put(filename="a_1.pptx")
    world.put(filename="b_2.pptx")
    folder = world.folder / "user_content_cache"
    (folder / "a_1.pptx.meta").write_bytes((folder / "b_2.pptx.meta").read_bytes())
    with pytest.raises(NotFound):
        world.store.open("a_1.pptx")


def test_a_full_or_read_only_folder_sends_decks_to_the_fallback(world):
    world.folder.parent.mkdir(parents=True)
    world.folder.write_bytes(b"a file where the folder should be")
    stored = world.put()
    assert stored.degraded
    assert world.store.holds(stored)
    assert world.store.open("a_1.pptx").data == b"deck"


def test_no_place_at_all_is_a_storage_error(world):
    for root in (world.folder, world.fallback):
        root.parent.mkdir(mode=0o700)
        root.write_bytes(b"")
    with pytest.raises(StorageError):
        world.put()


def test_a_fallback_that_is_not_needed_is_not_made(world):
    world.store.holds(world.put())
    world.store.sweep()
    world.store.clear()
    assert not world.fallback.parent.exists()


@pytest.fixture
def foreign(world):
    """A deck and other things in a fallback that others can change, as if they had made it."""
    world.folder.parent.mkdir()
    world.folder.write_bytes(b"")
    stored = world.put()
    world.fallback.parent.chmod(0o777)
    (world.fallback.parent / "cleared-0123456789abcdef").mkdir()
    (world.fallback / "user_content_cache" / "b_1.pptx").write_bytes(b"theirs")
    yield stored
    world.fallback.parent.chmod(0o700)


def test_a_fallback_of_somebody_elses_is_no_place(world, foreign):
    assert not world.store.holds(foreign)
    with pytest.raises(NotFound):
        world.store.open("a_1.pptx")
    with pytest.raises(StorageError):
        world.put()


def test_nothing_is_removed_from_a_fallback_of_somebody_elses(world, foreign):
    before = sorted(world.fallback.parent.rglob("*"))
    world.now = time.time() + 3600
    with suppress(NotFound):
        world.store.open("b_1.pptx")
    world.store.remove("b_1.pptx")
    world.store.sweep()
    world.store.clear()
    assert list(world.store.culler._samples()) == []
    assert sorted(world.fallback.parent.rglob("*")) == before


def test_a_failed_write_leaves_nothing_behind(world, monkeypatch):
    def full_disk(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full_disk)
    with pytest.raises(StorageError):
        world.put()
    assert [path for path in world.folder.rglob("*") if path.is_file()] == []


def test_sweeping_removes_the_expired_and_counts_the_rest(world):
    world.put(b"old deck", filename="a_1.pptx")
    world.now += 60
    kept = world.put(b"new", filename="b_2.pptx")
    swept = world.store.sweep()
    assert swept.dropped == Volume(1, CHARGE)
    assert world.store.holds(kept)
    assert world.store.volume() == Volume(1, CHARGE)
    assert not (world.folder / "user_content_cache" / "a_1.pptx.meta").exists()


def test_sweeping_removes_what_dead_writers_left_but_not_what_live_ones_write(world):
    folder = world.folder / "user_content_cache"
    world.put()
    for name in ("x.pptx.abc.tmp", "orphan_1.pptx"):
        (folder / name).write_bytes(b"half")
    world.now = (folder / "orphan_1.pptx").stat().st_mtime
    world.store.sweep()
    assert (folder / "x.pptx.abc.tmp").exists()
    world.now += 3600
    world.store.sweep()
    assert not (folder / "x.pptx.abc.tmp").exists()
    assert not (folder / "orphan_1.pptx").exists()


def test_the_decks_written_longest_ago_go_when_the_limit_is_passed(tmp_path):
    world = World(tmp_path, limit_bytes=28_000)
    for number in range(5):
        world.put(b"x" * 30, filename=f"d_{number}.pptx")
        path = world.folder / "user_content_cache" / f"d_{number}.pptx"
        if path.exists():
            os.utime(path, (number, number))
        world.store.culler.join()
    kept = sorted(path.name for path in world.folder.rglob("*.pptx"))
    assert kept == ["d_2.pptx", "d_3.pptx", "d_4.pptx"]
    assert world.store.volume().bytes == 3 * CHARGE
    assert not list(world.folder.rglob("d_0.pptx.meta"))


def test_a_deck_is_charged_what_it_and_its_note_take_on_the_disk(world):
    world.put(b"x" * 5000)
    path = world.folder / "user_content_cache" / "a_1.pptx"
    on_disk = sum(files.allocated_bytes(file) for file in path.parent.iterdir())
    assert world.store.volume() == Volume(1, 3 * 4096) == Volume(1, on_disk)
    world.store._totals.add(TOTALS, 7, 77)  # as a killed process leaves it
    assert world.store.sweep().used_bytes < on_disk
    assert world.store.volume() == Volume(1, on_disk)
    world.put(b"")
    assert world.store.volume() == Volume(1, 4096)
    world.store.remove("a_1.pptx")
    assert world.store.volume() == Volume()


def test_the_fallback_is_kept_under_the_limit_too(tmp_path):
    world = World(tmp_path, limit_bytes=28_000)
    world.folder.parent.mkdir(parents=True)
    world.folder.write_bytes(b"a file where the folder should be")
    for number in range(5):
        world.put(b"x" * 30, filename=f"d_{number}.pptx")
        world.store.culler.join()
    assert len(list(world.fallback.rglob("*.pptx"))) == 3
    assert world.store.volume() == Volume(3, 3 * CHARGE)


def test_a_deck_waits_for_room_then_goes_to_the_fallback(world, monkeypatch):
    monkeypatch.setattr(world.store.culler, "wait_for_room", lambda: False)
    assert world.put().degraded


def test_a_deck_made_again_since_it_was_listed_is_not_culled(world):
    world.put(b"old")
    path = world.folder / "user_content_cache" / "a_1.pptx"
    os.utime(path, (1, 1))
    [[listed]] = files.samples([path.parent], random=Random(1))
    stored = world.put(b"new deck")
    assert world.store._remove(path, written_at=listed.written_at) == 0
    assert world.store.holds(stored)
    assert world.store.volume() == Volume(1, CHARGE)


def test_samples_are_mixed_and_of_decks_only(world, monkeypatch):
    monkeypatch.setattr(files, "SAMPLE", 8)
    for number in range(20):
        world.put(filename=f"d_{number:02}.pptx", written=number % 2 == 0)
    folders = [world.folder / place for place in ("user_content_cache", "generated_content_cache")]
    samples = list(files.samples([*folders, world.folder / "none"], random=Random(1)))
    names = [deck.path.name for sample in samples for deck in sample]
    assert [len(sample) for sample in samples] == [8, 8, 4]
    assert sorted(names) == [f"d_{number:02}.pptx" for number in range(20)]
    assert len({deck.path.parent for deck in samples[0]}) == 2


DECK = b"x" * 1000


def flood(world, name, threads=4):
    """The highest total that any thread saw."""
    highest = []

    def write(thread):
        for number in range(100):
            world.put(DECK, filename=f"{name}_{thread}_{number}.pptx")
            highest.append(world.store.volume().bytes)

    in_threads(threads, write)
    world.store.culler.join()
    return max(highest)


def assert_counted_exactly(world):
    decks = {path.name for path in world.folder.rglob("*.pptx")}
    notes = {path.name.removesuffix(".meta") for path in world.folder.rglob("*.meta")}
    assert decks == notes
    assert world.store.volume() == Volume(len(decks), len(decks) * CHARGE)
    assert not world.fallback.exists()


def test_a_flood_of_threads_does_not_pass_the_ceiling(tmp_path):
    limit_bytes = 50 * CHARGE
    world = World(tmp_path, limit_bytes=limit_bytes)
    assert flood(world, "flood") <= limit_bytes * CEILING + 4 * CHARGE
    assert_counted_exactly(world)


def flood_apart(tmp_path, limit_bytes, name):
    highest = flood(World(tmp_path, limit_bytes=limit_bytes), name, threads=2)
    assert highest <= limit_bytes * CEILING + 4 * CHARGE


def test_a_flood_of_processes_does_not_pass_the_ceiling(tmp_path):
    limit_bytes = 50 * CHARGE
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=flood_apart, args=(tmp_path, limit_bytes, name))
        for name in ("one", "other")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert_counted_exactly(World(tmp_path))


def test_no_folder_is_listed_in_the_thread_of_who_stores(tmp_path, monkeypatch):
    world = World(tmp_path, limit_bytes=10 * CHARGE)
    listed_by = watch_listings(monkeypatch)
    for number in range(50):
        world.store.holds(world.put(DECK, filename=f"d_{number}.pptx"))
        with suppress(NotFound):
            world.store.open("d_1.pptx")
    world.store.culler.join()
    assert listed_by
    assert threading.get_ident() not in listed_by


def damage_with(kind, path):
    path.unlink()
    if kind == "directory":
        (path / "inside").mkdir(parents=True)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to("/etc/hostname")
    elif kind == "empty":
        path.touch()
    else:
        path.write_bytes(b"forged")


def test_a_file_that_has_grown_is_not_read(world, monkeypatch):
    world.put()
    path = world.folder / "user_content_cache" / "a_1.pptx"
    with path.open("ab") as file:
        file.truncate(2**33)  # a hole: reading it would take all memory
    with pytest.raises(NotFound):
        world.store.open("a_1.pptx")
    assert not path.exists()


@pytest.mark.parametrize("error", [FileNotFoundError, FileExistsError])
def test_a_folder_cleared_away_again_and_again_is_made_again(world, monkeypatch, error):
    mkdir, failures = Path.mkdir, iter(range(10))

    def cleared_meanwhile(self, *args, **options):
        if next(failures, None) is not None:
            raise error
        mkdir(self, *args, **options)

    monkeypatch.setattr("pathlib.Path.mkdir", cleared_meanwhile)
    assert not world.put().degraded


@pytest.mark.parametrize("kind", ["directory", "pipe", "link", "empty", "forged"])
@pytest.mark.parametrize("suffix", ["", ".meta"])
def test_whatever_stands_in_a_files_place_goes_and_the_deck_can_be_made_again(world, kind, suffix):
    stored = world.put()
    damage_with(kind, world.folder / "user_content_cache" / f"a_1.pptx{suffix}")
    with pytest.raises(NotFound):
        world.store.open("a_1.pptx")
    assert not world.store.holds(stored)
    assert not world.put().degraded
    assert world.store.open("a_1.pptx").data == b"deck"


def test_sweeping_removes_what_a_dead_clear_left_and_no_folder_of_somebody_elses(world):
    world.put()
    for name in ("cleared-0123456789abcdef", "cleared-invoices-2026", "cleared-0123456789ABCDEF"):
        (world.folder.parent / name).mkdir()
        (world.folder.parent / name / "invoice.pdf").touch()
    world.store.sweep()
    found = sorted(path.name for path in world.folder.parent.iterdir())
    assert found == ["cleared-0123456789ABCDEF", "cleared-invoices-2026", "presentations"]


@pytest.mark.parametrize("kind", ["directory", "pipe", "link", "empty", "forged"])
def test_sweeping_survives_whatever_it_finds(world, kind):
    world.put()
    damage_with(kind, world.folder / "user_content_cache" / "a_1.pptx")
    damage_with(kind, world.folder / "user_content_cache" / "a_1.pptx.meta")
    world.now = time.time() + 3600
    world.store.sweep()
    assert list((world.folder / "user_content_cache").iterdir()) == []


def test_sweeping_a_read_only_folder_removes_nothing_and_does_not_fail(world, monkeypatch):
    world.put()
    world.now += 60

    def refuse(self, **_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    assert world.store.sweep().dropped == Volume()


def test_a_deck_stored_while_another_clears_is_kept(world, monkeypatch):
    written, cleared = files._written, []

    @contextmanager
    def clear_in_between(path, data):
        with written(path, data) as temporary:
            if len(cleared) < 2:
                cleared.append(path)
                world.store.clear()
            yield temporary

    monkeypatch.setattr(files, "_written", clear_in_between)
    assert not world.put().degraded
    assert world.store.volume() == Volume(1, CHARGE)
    assert world.store.open("a_1.pptx").data == b"deck"


def test_clearing_frees_the_space(world):
    world.put()
    world.store.clear()
    assert not world.folder.exists()
    assert world.store.volume() == Volume()
    world.put()
    assert world.store.open("a_1.pptx").data == b"deck"


def test_sweeping_removes_the_note_of_a_deck_whose_remover_died_in_between(world):
    world.put()
    (world.folder / "user_content_cache" / "a_1.pptx").unlink()
    world.store.sweep()
    assert list((world.folder / "user_content_cache").iterdir()) == []


def test_a_sweep_leaves_no_deck_without_its_note(world, monkeypatch):
    world.put()
    world.now += 60  # it has expired
    removed = []
    unlink = Path.unlink

    def told(self, **options):
        removed.append(self.suffix)
        unlink(self, **options)

    monkeypatch.setattr("pathlib.Path.unlink", told)
    world.store.sweep()
    assert removed == [".pptx", ".meta"]


def test_a_removed_deck_leaves_nothing(world):
    world.put()
    world.store.remove("a_1.pptx")
    assert list((world.folder / "user_content_cache").iterdir()) == []
    assert world.store.volume() == Volume()
    world.store.remove("../a_1.pptx")


class Shelf:
    """What all hosts see; `is_there = False`: Redis is away."""

    def __init__(self):
        self.kept: dict[str, bytes] = {}
        self.is_there = True

    def put(self, name, data, *, ends_at):
        if self.is_there:
            self.kept[name] = data

    def get(self, name):
        self._look()
        return self.kept.get(name)

    def remove(self, name):
        self._look()
        return self.kept.pop(name, None) is not None

    def clear(self):
        self.kept.clear()

    def _look(self):
        if not self.is_there:
            raise RedisAway("away")


class TestSeveralHosts:
    @pytest.fixture
    def shelf(self):
        return Shelf()

    @pytest.fixture
    def one(self, tmp_path, shelf):
        return World(tmp_path / "one", shelf=shelf)

    @pytest.fixture
    def other(self, tmp_path, shelf):
        return World(tmp_path / "other", shelf=shelf)

    @pytest.mark.parametrize("written", [False, True])
    def test_a_deck_made_on_one_is_served_by_the_other_which_keeps_it(
        self, one, other, shelf, written
    ):
        stored = one.put(written=written)
        assert other.store.holds(stored)
        shelf.kept.clear()
        assert other.store.holds(stored)
        assert other.store.open("a_1.pptx").data == b"deck"

    def test_a_link_alone_leads_to_the_deck_too(self, one, other):
        stored = one.put(b"deck")
        assert other.store.open("a_1.pptx").sha256 == stored.sha256

    def test_a_deck_kept_in_a_fallback_folder_is_found_where_another_host_keeps_it(
        self, one, other, shelf
    ):
        one.folder.parent.mkdir(parents=True)
        one.folder.write_bytes(b"no folder can be made here")
        stored = one.put()
        assert stored.degraded
        assert other.store.holds(stored)
        shelf.kept.clear()
        assert other.store.holds(stored)

    def test_a_deck_whose_file_was_lost_is_fetched_back(self, one):
        stored = one.put()
        next(one.folder.rglob("*.pptx")).unlink()
        assert one.store.holds(stored)

    @pytest.mark.parametrize("at", [0, 1, 2, 3, 40, -1])
    def test_one_that_was_changed_on_the_way_does_not_exist(self, one, other, shelf, at):
        stored = one.put()
        packed = bytearray(shelf.kept["a_1.pptx"])
        packed[at] ^= 0x55
        shelf.kept["a_1.pptx"] = bytes(packed)
        if at == 0:  # tells the folder only
            assert other.store.holds(stored)
        else:
            assert not other.store.holds(stored)
            with pytest.raises(NotFound):
                other.store.open("a_1.pptx")

    @pytest.mark.parametrize("length", [0, 1, 2, 3, 100])
    def test_one_that_was_cut_does_not_exist(self, one, other, shelf, length):
        stored = one.put()
        shelf.kept["a_1.pptx"] = shelf.kept["a_1.pptx"][:length]
        assert not other.store.holds(stored)

    def test_one_under_the_name_of_another_does_not_exist(self, one, other, shelf):
        one.put()
        shelf.kept["b_2.pptx"] = shelf.kept["a_1.pptx"]
        with pytest.raises(NotFound):
            other.store.open("b_2.pptx")

    def test_a_cleared_or_expired_one_is_not_fetched(self, one, other):
        stored = one.put()
        other.generation += 1
        assert not other.store.holds(stored)
        other.generation -= 1
        other.now += 61
        assert not other.store.holds(stored)

    def test_removing_and_clearing_reach_what_all_see(self, one, shelf):
        one.put()
        one.store.remove("a_1.pptx")
        assert shelf.kept == {}
        one.put()
        one.store.clear()
        assert shelf.kept == {}

    def test_without_redis_each_host_has_its_own(self, one, other, shelf):
        shelf.is_there = False
        stored = one.put()
        assert one.store.holds(stored)
        assert not other.store.holds(stored)
        with pytest.raises(NotFound):
            other.store.open("a_1.pptx")
        one.store.remove("a_1.pptx")
        one.store.clear()
        assert not one.store.holds(stored)
