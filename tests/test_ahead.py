"""Whole decks under clocks that stand still, looked after by two workers of one host."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import signal
import threading
import time
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache

from generate_content import ahead as module
from generate_content.ahead import Ahead
from generate_content.api.serializers import DeckRequestSerializer
from generate_content.catalogue import Catalogue
from generate_content.content.offline import OfflineOutline
from generate_content.content.provider import admit_all
from generate_content.deck import ContentSource
from generate_content.errors import ProviderUnavailable
from generate_content.kept_requests import KeptRequests
from generate_content.ledger import Ledger
from generate_content.performance_cache.django_cache import DjangoCacheLevel
from generate_content.performance_cache.entry import Found
from generate_content.performance_cache.file_state import FileTotals, LastSweep
from generate_content.performance_cache.files import FileLevel
from generate_content.performance_cache.freshness import Lifetime
from generate_content.performance_cache.generations import Generations
from generate_content.performance_cache.keys import CacheKey, digest
from generate_content.performance_cache.memory import MemoryLevel
from generate_content.performance_cache.popular import PopularKeys
from generate_content.performance_cache.signing import Signer
from generate_content.performance_cache.single_flight import SingleFlight
from generate_content.performance_cache.statistics import Statistics
from generate_content.performance_cache.tiered import TieredCache
from generate_content.rendering.renderer import Renderer
from generate_content.services import DECKS, TEMPLATES, WORDS, PresentationService
from generate_content.storage import TOTALS, DeckStore
from generate_content.usage import TemplateUsage
from pptapi.state_folder import PrivateFolder
from tests.performance_cache.assembly import FakeClock

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S
WEEK = Lifetime(7 * DAY_S, grace_s=DAY_S)
MIDNIGHT = 22_000 * DAY_S
BEGIN = Ahead._begin
CATALOGUE = Catalogue(settings.DECKS.templates_dir)


class Model(OfflineOutline):
    """Passes for a model: is asked before it writes, and counts."""

    name = "gemini"
    source = ContentSource.GENERATED

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0
        self.fails = False

    def write(self, request, gaps, *, admit=admit_all):
        admit()
        self.calls += 1
        if self.fails:
            raise ProviderUnavailable("gemini", "Down.")
        return super().write(request, gaps)


@dataclass
class Worker:
    presentations: PresentationService
    ahead: Ahead
    ledger: Ledger
    cache: TieredCache

    def ask(self, body, times=1):
        """The level that answered the first of so many requests."""
        answer = self.presentations.create(read(body), admit=admit_all)
        for _ in range(times):
            self.ahead.asked(answer.key, body.encode(), read)
        return answer.level

    def look(self):
        self.ahead.look(read)

    def becomes_popular(self, body):
        """Asked for often, and once more when that is known: then it is kept."""
        self.ask(body, 20)
        self.look()
        self.ask(body)
        self.look()


def read(body):
    serializer = DeckRequestSerializer(data=json.loads(body), context={"catalogue": CATALOGUE})
    return serializer.validated_data["deck"] if serializer.is_valid() else None


def provided(prompt="Trees"):
    return json.dumps({"prompt": prompt, "content": [{"title_text": prompt}]})


def written(prompt="Bees"):
    return json.dumps({"prompt": prompt, "num_slides": 1})


@pytest.fixture
def clock():
    clock = FakeClock()
    clock.wall_s = MIDNIGHT
    return clock


@pytest.fixture(autouse=True)
def _no_thread(monkeypatch):
    monkeypatch.setattr(Ahead, "_begin", lambda *_: None)


@pytest.fixture
def start(tmp_path, clock):
    """Starts a worker of the host: `start(life=..., provider=..., with_models=...)`."""

    def build(*, life=WEEK, provider=None, with_models=False, model_calls=20):
        return make_worker(
            tmp_path,
            clock,
            life=life,
            provider=provider or OfflineOutline(),
            with_models=with_models,
            model_calls=model_calls,
        )

    return build


def make_worker(folder, clock, *, life, provider, with_models, model_calls):
    state = folder / "state"
    lifetimes = {DECKS: life, WORDS: Lifetime(HOUR_S), TEMPLATES: Lifetime(DAY_S)}
    names = list(lifetimes)
    times = clock.clock()
    signer = Signer("key")
    generations = Generations(state / "generations", namespaces=names)
    statistics = Statistics(state / "statistics", namespaces=names, clock=times)
    backend = LocMemCache(f"{folder}-{time.monotonic()}", {"TIMEOUT": 300})
    cache = TieredCache(
        levels=(
            MemoryLevel(namespaces=names, limit_bytes=2**26, clock=times),
            DjangoCacheLevel(backend, namespaces=names, clock=times),
            FileLevel(
                folder / "entries", state_dir=state, namespaces=names, signer=signer, clock=times
            ),
        ),
        namespaces=lifetimes,
        generations=generations,
        flights=SingleFlight(state / "flights"),
        statistics=statistics,
        clock=times,
        random=lambda: 0.0,
    )
    store = DeckStore(
        folder=folder / "decks",
        fallback=PrivateFolder(folder / "fallback"),
        signer=signer,
        totals=FileTotals(state / "deck_totals", [TOTALS]),
        sweeps=LastSweep(state / "deck_sweep", interval_s=10, clock=times.wall),
        limit_bytes=2**30,
        generations=generations,
        clock=times.wall,
    )
    presentations = PresentationService(
        cache=cache,
        catalogue=CATALOGUE,
        provider=provider,
        renderer=Renderer(CATALOGUE),
        store=store,
        signer=signer,
        statistics=statistics,
        usage=TemplateUsage(state / "uses", clock=times.wall),
        clock=time.perf_counter,
        slow_seats=4,
    )
    ledger = Ledger(state / "ahead", model_calls=model_calls, clock=times.wall)
    ahead = Ahead(
        presentations=presentations,
        popular=PopularKeys(state / "popular", clock=times.wall),
        kept=KeptRequests(state / "kept", signer=signer, generations=generations),
        ledger=ledger,
        lock_path=state / "ahead.lock",
        with_models=with_models,
        clock=times.wall,
    )
    return Worker(presentations, ahead, ledger, cache)


def days(clock, number, *, step_s=HOUR_S):
    for _ in range(int(number * DAY_S / step_s)):
        clock.advance(step_s)
        yield


def test_a_popular_deck_is_made_again_before_it_expires_in_front_of_anybody(start, clock):
    leader, other = start(), start()
    leader.becomes_popular(provided())
    levels = []
    for _ in days(clock, 21):
        leader.look()
        other.look()
        levels += [leader.ask(provided()), other.ask(provided())]
    assert set(levels) <= {"memory", "django", "file"}
    assert leader.ledger.figures(0).renewed == 3
    counted = leader.cache.snapshot().namespaces[DECKS]
    assert counted.misses == 1  # its first making; what is done ahead is no request


def test_an_unpopular_deck_expires(start, clock):
    worker = start()
    worker.ask(provided())
    worker.look()
    worker.ask(provided())
    for _ in days(clock, 7):
        worker.look()
    assert worker.ask(provided()) == "none"
    assert worker.ledger.figures(0).renewed == 0


def test_what_is_not_asked_for_any_more_is_not_renewed_for_ever(start, clock):
    worker = start()
    worker.ask(provided(), 2000)
    worker.becomes_popular(provided())
    for _ in days(clock, 30):
        worker.look()
    assert worker.ledger.figures(0).renewed == 1  # 2000 requests leave 31 after six days
    assert worker.ask(provided()) == "none"


def test_a_cleared_deck_is_not_made_again_ahead(start, clock):
    worker = start()
    worker.becomes_popular(provided())
    worker.cache.clear([DECKS])
    for _ in days(clock, 7):
        worker.look()
    worker = start()  # nor after a start
    worker.look()
    assert worker.ledger.figures(0) == start().ledger.figures(0)
    assert worker.ledger.figures(0).renewed == worker.ledger.figures(0).predicted == 0


def test_a_deck_that_is_cleared_during_a_look_is_not_made_again(start, clock, monkeypatch):
    worker = start()
    for body in (provided("One"), provided("Other")):
        worker.ask(body, 1000)
        worker.becomes_popular(body)
    clock.advance(6.5 * DAY_S)
    warm = worker.presentations.warm

    def warm_and_clear(request, **options):
        level = warm(request, **options)
        worker.cache.clear([DECKS])
        return level

    monkeypatch.setattr(worker.presentations, "warm", warm_and_clear)
    worker.look()
    assert worker.ledger.figures(0).renewed == 1


def asked_daily(worker, clock, body, *, number):
    """Levels of a deck that is asked for every hour, looked after each time."""
    levels = []
    for _ in days(clock, number):
        worker.look()
        levels.append(worker.ask(body))
    return levels


def test_a_deck_of_a_model_is_not_renewed_where_only_provided_ones_are(start, clock):
    model = Model()
    worker = start(provider=model)
    worker.becomes_popular(written())
    levels = asked_daily(worker, clock, written(), number=7)
    assert levels.count("none") == 1
    assert (model.calls, worker.ledger.figures(0).model_calls) == (2, 0)


def test_a_deck_of_a_model_is_renewed_where_all_are(start, clock):
    model = Model()
    worker = start(provider=model, with_models=True)
    worker.becomes_popular(written())
    levels = asked_daily(worker, clock, written(), number=7)
    assert "none" not in levels
    assert (model.calls, worker.ledger.figures(0).renewed) == (2, 1)


def test_no_more_models_are_called_ahead_in_an_hour_than_the_budget_has(start, clock):
    model = Model()
    worker = start(provider=model, with_models=True, model_calls=2)
    bodies = [written(f"Bees {number}") for number in range(5)]
    for body in bodies:
        worker.ask(body, 1000)
    worker.look()
    for body in bodies:
        worker.ask(body)
    worker.look()
    clock.advance(6.5 * DAY_S)
    renewed = []
    for _ in range(4):
        worker.look()
        worker.look()
        renewed.append(worker.ledger.figures(0).renewed)
        clock.advance(HOUR_S)
    assert renewed == [2, 4, 5, 5]
    assert model.calls == 10


def test_a_making_that_fails_is_counted_and_the_others_go_on(start, clock, caplog):
    model = Model()
    worker = start(provider=model, with_models=True)
    for body in (written("A secret"), provided()):
        worker.ask(body, 1000)
        worker.becomes_popular(body)
    clock.advance(6.5 * DAY_S)
    model.fails = True
    worker.look()
    figures = worker.ledger.figures(0)
    assert (figures.failed, figures.renewed) == (1, 1)
    assert "ProviderUnavailable" in caplog.text
    assert "secret" not in caplog.text


def test_at_a_start_what_is_popular_and_expired_meanwhile_is_made(start, clock):
    worker = start()
    worker.ask(provided(), 2000)
    worker.becomes_popular(provided())
    del worker
    gc.collect()
    clock.advance(8 * DAY_S)  # nobody ran
    worker = start()
    worker.look()
    assert worker.ledger.figures(0).predicted == 1
    assert worker.ask(provided()) == "memory"


def test_at_a_start_every_worker_carries_up_what_is_popular(start):
    leader = start()
    leader.becomes_popular(provided())
    other = start()
    other.look()
    assert other.ask(provided()) == "memory"  # without a look: "file"


MORNING, EVENING = provided("Morning"), provided("Evening")


def test_an_hour_finds_ready_what_it_asked_for_on_other_days(start, clock):
    worker = start(life=Lifetime(6 * HOUR_S))
    levels = {MORNING: [], EVENING: []}
    predicted = []
    for _ in days(clock, 3, step_s=60.0):
        minute = round(clock.wall_s - MIDNIGHT) // 60 % 1440
        body = {9 * 60 + 10: MORNING, 18 * 60 + 10: EVENING}.get(minute)
        if body:
            levels[body].append(worker.ask(body))
        if minute % 5 == 4:
            before = worker.ledger.figures(0).predicted
            worker.look()
            if worker.ledger.figures(0).predicted > before:
                predicted.append(minute)
    # The first day tells what is asked for, the second how; the third has it ready.
    assert levels == {
        MORNING: ["none", "none", "memory"],
        EVENING: ["none", "none", "memory"],
    }
    assert predicted == [8 * 60 + 59, 17 * 60 + 59]
    assert worker.ledger.figures(0).renewed == 0


def test_a_folder_that_cannot_be_written_is_told_and_looked_at_again(start, monkeypatch, caplog):
    worker = start()

    def refuse(*_):
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(KeptRequests, "settle", refuse)
        worker.look()
    assert "Read-only" in caplog.text
    worker.look()


def test_the_thread_begins_with_the_first_request_and_ends_with_its_worker(start, monkeypatch):
    monkeypatch.setattr(module, "LOOK_INTERVAL_S", 0.001)
    monkeypatch.setattr(Ahead, "_begin", BEGIN)
    looked = threading.Event()
    monkeypatch.setattr(Ahead, "look", lambda *_: looked.set())
    worker = start()
    worker.ask(provided(), 2)
    thread = worker.ahead._thread
    assert thread.name == "ahead"
    assert looked.wait(10)
    del worker
    gc.collect()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_fails_frees_the_lock_and_the_next_request_starts_another(start, monkeypatch):
    monkeypatch.setattr(module, "LOOK_INTERVAL_S", 0.001)
    monkeypatch.setattr(Ahead, "_begin", BEGIN)
    worker, other = start(), start()
    assert worker.ahead._leads()
    assert not other.ahead._leads()
    monkeypatch.setattr(Ahead, "look", lambda *_: 1 / 0)
    begun = threading.Thread.start
    started = []
    monkeypatch.setattr(threading.Thread, "start", lambda self: (started.append(self), begun(self)))
    worker.ask(provided())
    (thread,) = started
    thread.join(10)
    assert worker.ahead._thread is None
    assert other.ahead._leads()
    monkeypatch.setattr(Ahead, "look", lambda *_: None)
    worker.ask(provided())
    assert worker.ahead._thread.is_alive()


class Recording:
    """Stands in for the service: its one deck is always about to expire."""

    def __init__(self, log, lasts_s):
        self._log, self._lasts_s = log, lasts_s

    def find(self, key):
        return Found(b"", "file", 0.0, 1.0, 0.1, stale=False)

    def key(self, request):
        return KEY

    def calls_a_model(self, request):
        return False

    def warm(self, request, *, admit, newer_than):
        with self._log.open("a") as log:
            log.write(f"{os.getpid()}\n")
        time.sleep(self._lasts_s)
        return "none"


KEY = CacheKey(DECKS, "default_16_9", digest("deck"))


def serve(pipe, folder, lasts_s):
    generations = Generations(folder / "generations", namespaces=[DECKS])
    kept = KeptRequests(folder / "kept", signer=Signer("key"), generations=generations)
    ahead = Ahead(
        presentations=Recording(folder / "log", lasts_s),
        popular=PopularKeys(folder / "popular", clock=time.time),
        kept=kept,
        ledger=Ledger(folder / "ahead", model_calls=1, clock=time.time),
        lock_path=folder / "ahead.lock",
        with_models=False,
        clock=time.time,
    )
    ahead._begin = lambda *_: None
    while True:
        for _ in range(pipe.recv()):
            ahead.asked(KEY, b"{}", lambda _: object())
        ahead.look(lambda _: object())
        pipe.send(os.getpid())


def test_of_four_processes_one_makes_and_when_it_is_killed_another_takes_over(tmp_path):
    context = multiprocessing.get_context("spawn")
    log = tmp_path / "log"
    log.touch()
    processes, pipes = [], []
    for number in range(4):
        here, there = context.Pipe()
        process = context.Process(target=serve, args=(there, tmp_path, 60 * (number == 0)))
        process.start()
        processes.append(process)
        pipes.append(here)
    try:
        for _ in range(2):  # the first look finds it popular, the second keeps it and makes it
            pipes[0].send(10)
        while not log.read_text():
            time.sleep(0.005)
        for pipe in pipes[1:]:
            pipe.send(0)
        others = [pipe.recv() for pipe in pipes[1:]]
        assert log.read_text().split() == [str(processes[0].pid)]
        os.kill(processes[0].pid, signal.SIGKILL)
        processes[0].join()
        for pipe in pipes[1:]:
            pipe.send(0)
            pipe.recv()
        first, second = log.read_text().split()
        assert int(first) == processes[0].pid
        assert int(second) in others
    finally:
        for process in processes:
            process.kill()
            process.join()
