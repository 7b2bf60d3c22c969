from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from generate_content.deck import Usage
from generate_content.usage import TemplateUsage, TokenUsage, Uses

NOW = 1_900_000_000.0


@pytest.fixture
def open_usage(tmp_path):
    return lambda now=NOW: TemplateUsage(tmp_path / "uses", clock=lambda: now)


def test_a_template_never_used_has_no_last_use(open_usage):
    assert open_usage().of("frost") == Uses(0, None)


def test_uses_of_one_template_are_no_other_ones(open_usage):
    usage = open_usage()
    usage.record("frost")
    usage.record("frost")
    usage.record("galaxy")
    assert usage.of("frost") == Uses(2, datetime.fromtimestamp(NOW, UTC))
    assert usage.of("galaxy").total == 1


def test_no_use_is_lost_between_threads(open_usage):
    usage = open_usage()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: usage.record("frost"), range(20_000)))
    assert usage.of("frost").total == 20_000


def use(path, names):
    usage = TemplateUsage(path, clock=lambda: NOW + 5)
    for name in names:
        usage.record(name)


def test_uses_are_summed_over_workers_and_outlive_them(open_usage, tmp_path):
    usage = open_usage()
    usage.record("frost")
    worker = multiprocessing.get_context("spawn").Process(
        target=use, args=(tmp_path / "uses", ["galaxy", "frost", "frost"])
    )
    worker.start()
    worker.join()
    assert usage.of("frost") == Uses(3, datetime.fromtimestamp(NOW + 5, UTC))
    assert usage.of("galaxy").total == 1


def test_more_templates_than_there_is_room_for_are_counted_together(open_usage):
    usage = open_usage()
    for number in range(600):
        usage.record(f"template {number}")
    assert usage.of("template 0").total == 1
    assert usage.of("template 599").total == 600 - 511


def test_tokens_are_summed_over_workers_also_over_one_that_was_replaced(tmp_path):
    def work(times):
        for _ in range(times):
            TokenUsage(tmp_path / "tokens").record(Usage(42, 17))

    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=work, args=(times,)) for times in (1, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    here = TokenUsage(tmp_path / "tokens")
    here.record(Usage(1, 1))
    assert here.total() == (4, Usage(127, 52))
    here.reset()
    assert here.total() == (0, Usage())


def test_no_token_is_lost_between_threads(tmp_path):
    tokens = TokenUsage(tmp_path / "tokens")
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: tokens.record(Usage(2, 1)), range(4000)))
    assert tokens.total() == (4000, Usage(8000, 4000))
