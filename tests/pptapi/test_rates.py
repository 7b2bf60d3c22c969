import pytest

from generate_content.performance_cache.shared_memory import SharedTable
from pptapi.rates import Rate, RateWindows


class Clock:
    now = 120.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def windows(tmp_path, clock):
    return make_windows(tmp_path, clock)


def make_windows(folder, clock):
    table = SharedTable(folder / "windows", rows=64, columns=2, clock=clock)
    rates = {"login": Rate.parse("2/min"), "decks": None}
    return RateWindows(table=table, rates=rates, clock=clock)


@pytest.mark.parametrize(
    ("text", "limit", "window_s"),
    [("60000/min", 60000, 60), ("5/s", 5, 1), ("10/hour", 10, 3600), ("1/d", 1, 86400)],
)
def test_rate_is_read_in_any_of_its_units(text, limit, window_s):
    rate = Rate.parse(text)
    assert (rate.limit, rate.window_s) == (limit, window_s)


def test_off_is_no_rate():
    assert Rate.parse("off") is None


@pytest.mark.parametrize("text", ["", "0/min", "-1/min", "10", "10/fortnight", "1.5/min", "Off"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(ValueError, match="neither a rate"):
        Rate.parse(text)


def test_no_more_than_the_limit_is_admitted(windows):
    states = [windows.admit("login", "a") for _ in range(4)]
    assert [state.admitted for state in states] == [True, True, False, False]
    assert [state.remaining for state in states] == [1, 0, 0, 0]


def test_the_next_window_starts_anew(windows, clock):
    for _ in range(3):
        windows.admit("login", "a")
    clock.now = 179.5
    refused = windows.admit("login", "a")
    assert (refused.admitted, refused.wait_s, refused.resets_at) == (False, 1, 180)
    clock.now = 180.0
    assert windows.admit("login", "a").admitted


def test_callers_and_scopes_do_not_share_a_window(windows):
    for _ in range(3):
        windows.admit("login", "a")
    assert windows.admit("login", "b").admitted
    assert windows.admit("decks", "a") is None


def test_looking_does_not_count(windows):
    assert [windows.peek("login", "a").remaining for _ in range(3)] == [2, 2, 2]


def test_windows_are_shared_by_all_who_open_the_table(tmp_path, clock):
    one, other = make_windows(tmp_path, clock), make_windows(tmp_path, clock)
    one.admit("login", "a")
    assert other.admit("login", "a").remaining == 0
    assert not one.admit("login", "a").admitted


def test_of_a_large_limit_no_more_is_admitted_over_all_processes(tmp_path, clock):
    rates = {"decks": Rate.parse("5000/min")}
    table = SharedTable(tmp_path / "windows", rows=64, columns=2, clock=clock)
    workers = [RateWindows(table=table, rates=rates, clock=clock) for _ in range(3)]
    admitted = sum(workers[turn % 3].admit("decks", "a").admitted for turn in range(6000))
    assert 5000 - 2 * 5 <= admitted <= 5000


def test_what_remains_of_a_large_limit_is_told_to_one(tmp_path, clock):
    rates = {"decks": Rate.parse("5000/min")}
    table = SharedTable(tmp_path / "windows", rows=64, columns=2, clock=clock)
    windows = RateWindows(table=table, rates=rates, clock=clock)
    told = [windows.admit("decks", "a").remaining for _ in range(12)]
    assert told == list(range(4999, 4987, -1))
    assert windows.peek("decks", "a").remaining == 4988


def test_what_remains_is_near_the_truth_from_the_first_request_on(tmp_path, clock):
    rates = {"decks": Rate.parse("60000/min")}
    table = SharedTable(tmp_path / "windows", rows=64, columns=2, clock=clock)
    workers = [RateWindows(table=table, rates=rates, clock=clock) for _ in range(2)]
    for used in range(1, 2001):
        workers[used % 2].admit("decks", "a")
        too_little = 60000 - used - workers[used % 2].peek("decks", "a").remaining
        assert 0 <= too_little <= min(60, used)


def test_a_busy_process_asks_the_common_counter_once_in_a_thousandth(tmp_path, clock):
    rates = {"decks": Rate.parse("60000/min")}
    table = SharedTable(tmp_path / "windows", rows=64, columns=2, clock=clock)
    windows = RateWindows(table=table, rates=rates, clock=clock)
    asked = []
    update = table.update
    table.update = lambda *row: asked.append(row) or update(*row)
    for _ in range(6000):
        windows.admit("decks", "a")
    assert len(asked) <= 6000 / 60 + 6


def test_permits_of_a_past_window_are_not_used(tmp_path, clock):
    rates = {"decks": Rate.parse("5000/min")}
    table = SharedTable(tmp_path / "windows", rows=64, columns=2, clock=clock)
    windows = RateWindows(table=table, rates=rates, clock=clock)
    windows.admit("decks", "a")
    clock.now += 60
    assert windows.admit("decks", "a").remaining == 4999


def test_the_blocks_of_callers_long_gone_are_forgotten(tmp_path, clock):
    rates = {"decks": Rate.parse("5000/min")}
    table = SharedTable(tmp_path / "windows", rows=64, columns=2, clock=clock)
    windows = RateWindows(table=table, rates=rates, clock=clock)
    for number in range(5000):
        windows.admit("decks", f"caller {number}")
    assert len(windows._blocks) <= 4096
