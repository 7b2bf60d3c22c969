from __future__ import annotations

import errno
import os

import pytest

from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.shared_memory import SharedWords
from tests.performance_cache.processes import workers


@pytest.fixture
def open_generations(tmp_path):
    return lambda: Generations(tmp_path / "state" / "generations", namespaces=["decks", "words"])


def test_advancing_a_namespace_changes_its_stamp_only(open_generations):
    generations = open_generations()
    before = generations.current("decks", "frost"), generations.current("words", "frost")
    generations.advance("decks")
    after = generations.current("decks", "frost"), generations.current("words", "frost")
    assert after[0][0] != before[0][0]
    assert after[0][1] == before[0][1]
    assert after[1] == before[1]


def test_advancing_a_group_changes_that_group_of_that_namespace_only(open_generations):
    generations = open_generations()
    keys = [("decks", "galaxy"), ("words", "frost"), ("decks", "frost")]
    before = [generations.current(*key) for key in keys]
    generations.advance_group("decks", "frost")
    after = [generations.current(*key) for key in keys]
    assert after[:2] == before[:2]
    assert after[2] != before[2]


def test_stamps_survive_a_restart(open_generations):
    generations = open_generations()
    generations.advance("decks")
    current = generations.current("decks", "frost")
    generations.close()
    assert open_generations().current("decks", "frost") == current


def test_a_disk_that_takes_no_stamp_is_told_and_the_stamp_holds(
    open_generations, monkeypatch, caplog
):
    def refusal(words):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(SharedWords, "flush", refusal)
    generations = open_generations()
    before = generations.current("decks", "frost")
    generations.advance("decks")
    assert not generations.is_current("decks", "frost", before)
    assert "Input/output error" in caplog.text


def test_a_lost_file_begins_with_other_stamps(open_generations, tmp_path):
    current = open_generations().current("decks", "frost")
    (tmp_path / "state" / "generations").unlink()
    lost = open_generations().current("decks", "frost")
    assert lost[0] != current[0]
    assert lost[1] != current[1]


def test_any_number_of_groups_can_be_asked_for(open_generations):
    generations = open_generations()
    first = generations.current("decks", "group 0")
    for number in range(3000):
        generations.current("decks", f"group {number}")
    assert generations.current("decks", "group 0") == first
    assert len(generations._known) <= 1024


def test_an_unknown_namespace_is_an_error(open_generations):
    with pytest.raises(KeyError):
        open_generations().current("unknown", "frost")


def advance(assembly, namespace):
    assembly.generations.advance(namespace)


def test_other_processes_see_the_new_stamp_at_once(tmp_path, open_generations):
    generations = open_generations()
    with workers(tmp_path, 1) as (worker,):
        before = generations.current("decks", "frost")
        worker.run(advance, "decks")
        assert generations.current("decks", "frost") != before
