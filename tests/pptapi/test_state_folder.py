import errno
import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from pptapi.state_folder import SharedState, in_writable_folder, private_temporary


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
