from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from generate_content import composition
from generate_content.deck import Usage
from generate_content.performance_cache.keys import CacheKey
from generate_content.services import DECKS
from pptapi.signals import server_starting


def test_the_servers_start_begins_the_statistics_anew(settings, tmp_path):
    settings.DECKS = dataclasses.replace(settings.DECKS, cache_dir=tmp_path)
    services = composition.build(settings.DECKS)
    services.cache.statistics.miss(DECKS)
    assert services.cache.snapshot().total_misses == 1
    services.cache.statistics.close()
    services.tokens.record(Usage(42, 17))
    server_starting.send(sender=None)
    again = composition.build(settings.DECKS)
    assert again.cache.snapshot().total_misses == 0
    assert again.tokens.total() == (0, Usage())


def test_services_are_built_once_a_process_also_when_its_first_requests_come_together():
    composition.forget()
    together = Barrier(8)

    def first_request(_):
        together.wait()
        return composition.services()

    with ThreadPoolExecutor(8) as threads:
        built = list(threads.map(first_request, range(8)))
    assert len(set(map(id, built))) == 1


@pytest.mark.parametrize("cleared", [True, False])
def test_a_clear_in_the_stand_in_ends_what_the_folder_still_holds(settings, tmp_path, cleared):
    stand_in, back = (
        composition.build(dataclasses.replace(settings.DECKS, cache_dir=tmp_path / name))
        for name in ("stand_in", "back")
    )
    key = CacheKey(DECKS, "frost", "0" * 64)
    back.cache.put(key, b"kept")
    if cleared:
        stand_in.cache.clear_group(DECKS, "frost")
    composition._carry_over(stand_in, back)
    assert (back.cache.get(key) is None) == cleared


def test_the_deck_folder_and_the_entries_share_the_disk_limit(settings, tmp_path):
    told = dataclasses.replace(settings.DECKS, cache_dir=tmp_path, cache_disk_bytes=1000)
    services = composition.build(told)
    assert services.files.limit_bytes == 250
