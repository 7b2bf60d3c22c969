import errno
import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from pptapi.state_folder import SharedState, in_writable_folder, private_temporary, stand_in


def make_file(folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "state").write_text("made")
    return folder


@pytest.fixture
def blocked(tmp_path):
    """A folder that cannot be made, since a file is in its way."""
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "state"
    yield folder
    fallback = private_temporary(folder)
    (fallback / "state").unlink(missing_ok=True)
    fallback.rmdir()


def test_a_folder_that_can_be_written_is_used(tmp_path):
    assert in_writable_folder(tmp_path / "state", make_file) == tmp_path / "state"


def test_a_folder_that_cannot_be_written_is_replaced_by_the_same_for_all(blocked, caplog):
    one, other = (in_writable_folder(blocked, make_file) for _ in range(2))
    assert one == other == private_temporary(blocked)
    assert one.stat().st_mode & 0o777 == 0o700
    assert "cannot be used" in caplog.text


def test_a_disk_without_room_is_replaced(blocked):
    def make(folder):
        if folder == blocked:
            raise OSError(errno.ENOSPC, "No space left on device")
        return make_file(folder)

    assert in_writable_folder(blocked, make) == private_temporary(blocked)


def test_what_fails_in_both_places_is_told(blocked):
    def fail(folder):
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        in_writable_folder(blocked, fail)


def test_a_stand_in_is_made_only_where_it_is_needed(tmp_path):
    folder = stand_in(tmp_path)
    assert not folder.path.exists()
    assert not folder.is_ours()


def test_what_is_no_folder_is_not_ours(tmp_path):
    folder = stand_in(tmp_path)
    folder.path.symlink_to(tmp_path)
    assert not folder.is_ours()
    folder.path.unlink()


def test_a_folder_that_others_can_read_is_not_private(blocked):
    fallback = private_temporary(blocked)
    fallback.chmod(0o755)
    with pytest.raises(PermissionError, match="not a private folder"):
        private_temporary(blocked)
    fallback.chmod(0o700)


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_shared_state_is_made_once_also_when_first_callers_come_together(tmp_path):
    made = []
    together = Barrier(8)
    state = SharedState(lambda: tmp_path, lambda f: made.append(make_file(f)), marker="state")

    def first_call(_):
        together.wait()
        state.get()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(first_call, range(8)))
    assert len(made) == 1


@pytest.mark.parametrize("empty", [shutil.rmtree, lambda folder: (folder / "state").unlink()])
def test_shared_state_is_made_anew_when_its_folder_was_emptied(tmp_path, empty):
    folder, clock = tmp_path / "folder", Clock()
    made = []

    def make(where):
        made.append(make_file(where))
        return len(made)

    state = SharedState(lambda: folder, make, marker="state", clock=clock)
    assert [state.get(), state.get()] == [1, 1]
    empty(folder)
    assert state.get() == 1  # not looked for yet
    clock.now += 1
    assert [state.get(), state.get()] == [2, 2]
    empty(folder)
    assert [state.get(), state.get(surely=True), state.get()] == [2, 3, 3]


def test_shared_state_is_made_anew_when_another_process_has_replaced_it(tmp_path):
    clock = Clock()
    state = SharedState(lambda: tmp_path, make_file, marker="state", clock=clock)
    first = state.get()
    (tmp_path / "other").write_text("theirs")
    (tmp_path / "other").replace(tmp_path / "state")
    clock.now += 1
    assert state.get() == first
    assert (tmp_path / "state").read_text() == "made"


@pytest.fixture
def workers(blocked):
    """Three that had to begin in the stand-in, with their clock and what they made where."""
    clock, made = Clock(), []

    def make(folder):
        made.append(make_file(folder))
        return folder

    states = [SharedState(lambda: blocked, make, marker="state", clock=clock) for _ in range(3)]
    stand_in = private_temporary(blocked)
    assert [state.get() for state in states] == [stand_in] * 3
    made.clear()
    return states, clock, made


def test_all_return_from_the_stand_in_soon_after_the_folder_was_repaired(workers, blocked):
    states, clock, made = workers
    blocked.parent.unlink()
    clock.now += 2
    assert [state.get() for state in states] == [blocked] * 3
    clock.now += 60
    assert [state.get() for state in states] == [blocked] * 3
    assert made == [blocked] * 3
    assert [path.name for path in blocked.iterdir()] == ["state"]


def test_what_happened_in_the_stand_in_is_carried_over_before_the_others_follow(blocked):
    clock, seen = Clock(), []
    stand_in = private_temporary(blocked)

    def carry_over(old, new):
        seen.append((old, new, (stand_in / "state").exists()))

    state = SharedState(
        lambda: blocked, make_file, marker="state", carry_over=carry_over, clock=clock
    )
    state.get()
    blocked.parent.unlink()
    clock.now += 2
    state.get()
    assert seen == [(stand_in, blocked, True)]


def test_who_made_something_in_the_folder_is_followed_at_once_where_it_matters(workers, blocked):
    states, clock, _ = workers
    states[1].get()
    blocked.parent.unlink()
    clock.now += 2
    assert states[0].get() == blocked
    assert states[1].get(surely=True) == blocked


def test_while_the_folder_cannot_be_used_nothing_is_made_anew(workers, blocked):
    states, clock, made = workers
    for _ in range(100):
        clock.now += 1
        assert states[0].get() == private_temporary(blocked)
    assert made == []


def test_a_making_that_fails_where_a_file_can_be_written_is_tried_less_and_less(blocked):
    clock, tries = Clock(), []

    def make(folder):
        if folder == blocked:
            tries.append(clock.now)
            raise OSError(errno.ENOSPC, "No space left on device")
        return make_file(folder)

    state = SharedState(lambda: blocked, make, marker="state", clock=clock)
    state.get()
    blocked.parent.unlink()
    for _ in range(100):
        clock.now += 1
        assert state.get() == private_temporary(blocked)
    assert tries == [0, 2, 6, 14, 30, 62, 94]


def test_a_file_that_takes_the_folders_place_sends_the_state_to_the_stand_in(tmp_path):
    folder, clock = tmp_path / "cache" / "state", Clock()
    state = SharedState(lambda: folder, make_file, marker="state", clock=clock)
    assert state.get() == folder
    shutil.rmtree(folder.parent)
    folder.parent.write_text("")
    clock.now += 1
    stand_in = state.get()
    assert stand_in == private_temporary(folder)
    shutil.rmtree(stand_in)
