import errno

import pytest

from pptapi.state_folder import in_writable_folder, private_temporary


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
