from concurrent.futures import ThreadPoolExecutor

import pytest

from pptapi.secret_key import load_or_make


def test_the_key_is_made_once_and_kept(tmp_path):
    path = tmp_path / ".secret_key"
    key = load_or_make(path)
    assert len(key) >= 50
    assert load_or_make(path) == key
    assert path.stat().st_mode & 0o777 == 0o600


def test_all_who_start_together_get_one_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(load_or_make, [tmp_path / ".secret_key"] * 64))
    assert len(keys) == 1


def test_half_a_start_leaves_room_for_the_next(tmp_path):
    path = tmp_path / ".secret_key"
    path.touch(mode=0o600)
    assert load_or_make(path) == path.read_text()


def test_a_link_in_its_place_is_not_followed(tmp_path):
    path = tmp_path / ".secret_key"
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError):
        load_or_make(path)
