from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from generate_content import composition
from generate_content.deck import ContentSource, Deck, Slide, Style, Usage
from generate_content.performance_cache.keys import CacheKey
from generate_content.rendering import keeping
from generate_content.services import DECKS, TEMPLATES
from generate_content.slides.registry import BY_NAME
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


def test_a_template_is_compiled_once_for_all_processes(settings, tmp_path, compilings):
    for _ in range(2):
        assert rendered(composition.build(in_folder(settings, tmp_path)))
    assert compilings == ["default_16_9"]


@pytest.mark.parametrize("clear", ["namespace", "template"])
def test_a_clear_of_the_templates_has_them_compiled_again_and_spares_decks(
    settings, tmp_path, compilings, clear
):
    first = composition.build(in_folder(settings, tmp_path))
    before = rendered(first)
    if clear == "namespace":
        first.cache.clear([TEMPLATES])
    else:
        first.templates.forget(first.catalogue.get("default_16_9"))
    assert rendered(first) == before  # this process has it at hand
    assert rendered(composition.build(in_folder(settings, tmp_path))) == before
    assert compilings == ["default_16_9"] * 2


def test_compiled_templates_are_no_requests(settings, tmp_path):
    services = composition.build(in_folder(settings, tmp_path))
    rendered(services)
    counted = services.cache.snapshot()
    assert (counted.total_hits, counted.total_misses) == (0, 0)


@pytest.fixture
def compilings(monkeypatch):
    """The ids of the templates that are compiled, in their order."""
    ids = []
    compile_template = keeping.compile_template
    monkeypatch.setattr(
        keeping, "compile_template", lambda one: ids.append(one.id) or compile_template(one)
    )
    return ids


def in_folder(settings, folder):
    return dataclasses.replace(settings.DECKS, cache_dir=folder)


def rendered(services):
    kind = BY_NAME["bullet"]
    content = kind.clean({"heading_text": "H", "bullet_points": ["a"]})
    slides = (Slide(kind, content, ContentSource.PROVIDED),)
    deck = Deck("A deck", "en", Style("default_16_9"), slides, "none")
    return services.presentations._renderer.render(deck).sha256


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
