import threading
import time

import pytest

from generate_content.content.breaker import BREAKER_COLUMNS, Breaker
from generate_content.content.patient_model import PatientModel
from generate_content.content.provider import Deadline, FinishReason, Reply
from generate_content.deck import Usage
from generate_content.errors import (
    InvalidProviderReply,
    ProviderNotConfigured,
    ProviderRateLimited,
    ProviderTimeout,
    ProviderUnavailable,
    ReplyBlocked,
    ReplyTruncated,
)
from generate_content.performance_cache.shared_memory import SharedTable

FINE = Reply("{}", FinishReason.STOP, Usage(1, 2))


class Scripted:
    """A model that does what it was told, call by call; the last word holds on."""

    name = "scripted"
    model = "scripted-1"

    def __init__(self, *script):
        self.script = list(script)
        self.calls = 0

    def check_ready(self):
        pass

    def generate(self, *, system, user, schema, deadline):
        self.calls += 1
        step = self.script[min(self.calls, len(self.script)) - 1]
        if callable(step):
            step = step()
        if isinstance(step, Exception):
            raise step
        return step


@pytest.fixture
def breaker(tmp_path):
    table = SharedTable(tmp_path / "b", rows=8, columns=BREAKER_COLUMNS, clock=time.time)
    return Breaker(service="scripted", table=table)


@pytest.fixture
def patient(breaker):
    def make(model, **changes):
        make.slept = []
        options = {"sleep": make.slept.append, "jitter": lambda: 0.0, **changes}
        return PatientModel(model=model, breaker=breaker, **options)

    return make


def ask(model, timeout_s=60.0):
    return model.generate(system="", user="", schema={}, deadline=Deadline.after(timeout_s))


def unavailable():
    return ProviderUnavailable("scripted", "down")


def test_passing_failure_is_tried_again(patient):
    model = Scripted(unavailable(), unavailable(), FINE)

    assert ask(patient(model)) is FINE

    assert patient.slept == [0.5, 1.0]


def test_few_tries_are_enough(patient, breaker):
    model = Scripted(unavailable())

    with pytest.raises(ProviderUnavailable):
        ask(patient(model))

    assert model.calls == 3
    assert breaker.status().failures == 1


def test_waits_are_spread(patient):
    with pytest.raises(ProviderUnavailable):
        ask(patient(Scripted(unavailable()), jitter=lambda: 1.0))

    assert patient.slept == [0.625, 1.25]


def test_services_own_word_on_when_to_come_back_is_respected(patient):
    model = Scripted(ProviderRateLimited("scripted", "slow down", retry_after_s=7), FINE)

    ask(patient(model))

    assert patient.slept == [7]


def test_wait_that_does_not_fit_the_deadline_is_passed_on(patient):
    model = Scripted(ProviderRateLimited("scripted", "slow down", retry_after_s=34))

    with pytest.raises(ProviderRateLimited) as raised:
        ask(patient(model), timeout_s=30)

    assert (model.calls, patient.slept, raised.value.retry_after_s) == (1, [], 34)


@pytest.mark.parametrize("error", [ProviderTimeout, ProviderNotConfigured, InvalidProviderReply])
def test_what_trying_again_cannot_mend_is_not_tried_again(patient, error):
    model = Scripted(error("scripted", "no"))

    with pytest.raises(error):
        ask(patient(model))

    assert model.calls == 1


@pytest.mark.parametrize(
    ("reason", "error"),
    [(FinishReason.BLOCKED, ReplyBlocked), (FinishReason.LENGTH, ReplyTruncated)],
)
def test_reply_that_is_not_whole_is_an_error_and_no_failure_of_the_service(
    patient, breaker, reason, error
):
    model = Scripted(Reply('{"a": "b', reason, Usage()))

    with pytest.raises(error):
        ask(patient(model))

    assert model.calls == 1
    assert (breaker.status().failures, breaker.status().last_outcome) == (0, error.reason)


def test_after_five_failures_in_a_row_nobody_is_called(patient):
    model = Scripted(unavailable())
    careful = patient(model, attempts=1)
    for _ in range(5):
        with pytest.raises(ProviderUnavailable):
            ask(careful)

    with pytest.raises(ProviderUnavailable) as raised:
        ask(careful)
    with pytest.raises(ProviderUnavailable):
        careful.check_ready()

    assert model.calls == 5
    assert 14 < raised.value.retry_after_s <= 15


def test_deadline_holds_against_a_call_that_does_not_end(patient, breaker):
    hang = threading.Event()
    started = time.monotonic()

    with pytest.raises(ProviderTimeout):
        ask(patient(Scripted(hang.wait)), timeout_s=0.2)
    elapsed_s = time.monotonic() - started
    hang.set()

    assert elapsed_s < 0.4
    assert breaker.status().last_outcome == "timeout"


def test_calls_at_one_time_are_bounded_also_when_left_behind(patient, breaker):
    hang = threading.Event()
    model = Scripted(hang.wait)
    narrow = patient(model, max_concurrent=1)
    with pytest.raises(ProviderTimeout):
        ask(narrow, timeout_s=0.1)

    with pytest.raises(ProviderTimeout):
        ask(narrow, timeout_s=0.1)

    assert model.calls == 1
    assert breaker.status().failures == 1  # waiting for our own calls is not the service's fault
    hang.set()


def test_slot_is_free_again_after_each_call(patient):
    narrow = patient(Scripted(unavailable(), FINE), max_concurrent=1)

    for _ in range(3):
        assert ask(narrow, timeout_s=2) is FINE


def test_unforeseen_error_goes_through(patient):
    with pytest.raises(ZeroDivisionError):
        ask(patient(Scripted(ZeroDivisionError())))


def test_tokens_of_every_answer_are_told_also_of_one_that_is_no_good(patient):
    paid = []
    cut = Reply("{", FinishReason.LENGTH, Usage(1, 9))
    asking = patient(
        Scripted(ProviderUnavailable("scripted", "Down."), FINE, cut), paid=paid.append
    )

    ask(asking)
    with pytest.raises(ReplyTruncated):
        ask(asking)

    assert paid == [Usage(1, 2), Usage(1, 9)]


def test_tokens_of_an_answer_that_came_too_late_are_told_too(patient):
    paid, told = [], threading.Event()
    answered = threading.Event()

    def late():
        answered.wait(5)
        return FINE

    def pay(usage):
        paid.append(usage)
        told.set()

    with pytest.raises(ProviderTimeout):
        ask(patient(Scripted(late), paid=pay), timeout_s=0.05)
    answered.set()

    assert told.wait(5)
    assert paid == [Usage(1, 2)]
