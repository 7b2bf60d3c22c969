from __future__ import annotations

import errno
import os

import pytest

from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.shared_memory import SharedWords
from tests.performance_cache.assembly import key
from tests.performance_cache.processes import workers


@pytest.fixture
def open_generations(tmp_path):
    return lambda: Generations(tmp_path / "state" / "generations", namespaces=["decks", "words"])


def test_advancing_a_namespace_changes_its_stamp_only(open_generations):
    generations = open_generations()
    before = (
        generations.current(key(namespace="decks", group="frost")),
        generations.current(key(namespace="words", group="frost")),
    )
    generations.advance(["decks"])
    after = (
        generations.current(key(namespace="decks", group="frost")),
        generations.current(key(namespace="words", group="frost")),
    )
    assert after[0][0] != before[0][0]
    assert after[0][1] == before[0][1]
    assert after[1] == before[1]


def test_advancing_a_group_changes_that_group_of_that_namespace_only(open_generations):
    generations = open_generations()
    keys = [("decks", "galaxy"), ("words", "frost"), ("decks", "frost")]
    before = [generations.current(key(namespace=name, group=group)) for name, group in keys]
    generations.advance_group("decks", "frost")
    after = [generations.current(key(namespace=name, group=group)) for name, group in keys]
    assert after[:2] == before[:2]
    assert after[2] != before[2]


def test_stamps_survive_a_restart(open_generations):
    generations = open_generations()
    generations.advance(["decks"])
    current = generations.current(key(namespace="decks", group="frost"))
    generations.close()
    assert open_generations().current(key(namespace="decks", group="frost")) == current


def test_a_disk_that_takes_no_stamp_is_told_and_the_stamp_holds(
    open_generations, monkeypatch, caplog
):
    def refusal(words):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(SharedWords, "flush", refusal)
    generations = open_generations()
    before = generations.current(key(namespace="decks", group="frost"))
    generations.advance(["decks"])
    assert not generations.is_current(key(group="frost"), before)
    assert "Input/output error" in caplog.text


def test_a_lost_file_begins_with_other_stamps(open_generations, tmp_path):
    current = open_generations().current(key(namespace="decks", group="frost"))
    (tmp_path / "state" / "generations").unlink()
    lost = open_generations().current(key(namespace="decks", group="frost"))
    assert lost[0] != current[0]
    assert lost[1] != current[1]


def test_any_number_of_groups_can_be_asked_for(open_generations):
    generations = open_generations()
    first = generations.current(key(namespace="decks", group="group 0"))
    for number in range(3000):
        generations.current(key(namespace="decks", group=f"group {number}"))
    assert generations.current(key(namespace="decks", group="group 0")) == first
    assert len(generations._known) <= 1024


def test_an_unknown_namespace_is_an_error(open_generations):
    with pytest.raises(KeyError):
        open_generations().current(key(namespace="unknown", group="frost"))


def advance(assembly, namespace):
    assembly.generations.advance([namespace])


def test_other_processes_see_the_new_stamp_at_once(tmp_path, open_generations):
    generations = open_generations()
    with workers(tmp_path, 1) as (worker,):
        before = generations.current(key(namespace="decks", group="frost"))
        worker.run(advance, "decks")
        assert generations.current(key(namespace="decks", group="frost")) != before


def test_advancing_a_key_changes_that_key_only(open_generations):
    generations = open_generations()
    one, other = key("one", group="frost"), key("other", group="frost")
    before = generations.current(one), generations.current(other)
    generations.advance_key(one)
    assert generations.current(one)[:2] == before[0][:2]
    assert not generations.is_current(one, before[0])
    assert generations.is_current(other, before[1])
