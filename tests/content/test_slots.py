import threading
from concurrent.futures import ThreadPoolExecutor

from generate_content.content.slots import Slots


def waits(slots, number, served):
    """A thread that waits for a place, once it really does."""
    before = len(slots._waiting)

    def wait():
        assert slots.acquire(timeout_s=5)
        served.append(number)
        slots.release()

    thread = threading.Thread(target=wait)
    thread.start()
    while len(slots._waiting) == before:
        pass
    return thread


def test_places_are_taken_and_given_back():
    slots = Slots(2)

    assert [slots.acquire(timeout_s=0) for _ in range(3)] == [True, True, False]
    slots.release()
    assert slots.acquire(timeout_s=0)


def test_those_who_wait_are_served_in_the_order_of_coming_and_before_a_newcomer():
    slots, served = Slots(1), []
    slots.acquire(timeout_s=0)
    threads = [waits(slots, number, served) for number in range(8)]

    assert not slots.acquire(timeout_s=0)
    slots.release()
    for thread in threads:
        thread.join(5)

    assert served == list(range(8))
    assert slots.acquire(timeout_s=0)


def test_who_gave_up_is_passed_over():
    slots = Slots(1)
    slots.acquire(timeout_s=0)
    assert not slots.acquire(timeout_s=0.01)

    slots.release()

    assert slots.acquire(timeout_s=0)


def test_no_place_is_lost_or_made_when_many_give_up_at_once():
    slots = Slots(3)
    taken, most = [], []

    def take(number):
        if slots.acquire(timeout_s=number % 5 / 10_000):
            taken.append(1)
            most.append(len(taken))
            taken.pop()
            slots.release()

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(take, range(4000)))

    assert max(most) <= 3
    assert [slots.acquire(timeout_s=0) for _ in range(4)] == [True, True, True, False]
