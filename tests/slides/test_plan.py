import random

import pytest

from generate_content.slides import plan
from generate_content.slides.registry import BY_NAME, SLIDE_TYPES

FACTS = {"chart", "table", "big-number"}


def ruled(count):
    return [plan.by_rule(position, count).name for position in range(count)]


@pytest.mark.parametrize("count", range(1, 51))
def test_a_plan_by_rule_opens_and_closes_and_has_no_three_alike_in_a_row(count):
    names = ruled(count)

    assert names[0] == "title"
    assert names.count("title") == 1
    assert all(len(set(names[i : i + 3])) > 1 for i in range(count - 2))
    assert (names[-1] == "closing") == (count >= 5)
    assert names.count("agenda") == (count >= 10)


def test_a_plan_by_rule_has_no_place_for_made_up_facts():
    assert not FACTS & set(ruled(50))
    assert not {"quote", "timeline"} & set(ruled(50))


@pytest.mark.parametrize("count", [1, 2, 4, 5, 10, 50])
@pytest.mark.parametrize("with_facts", [True, False])
def test_what_a_writer_may_choose_keeps_the_frame_of_a_talk(count, with_facts):
    known = [plan.choices(i, count, with_facts=with_facts) for i in range(count)]

    assert list(known[0]) == ["title"]
    assert all(plan.by_rule(i, count).name in one for i, one in enumerate(known))
    for inner in known[1:-1]:
        assert not {"title", "closing", "quote"} & inner.keys()
        assert (set(inner) >= FACTS) == with_facts
    assert all("agenda" not in one for one in [*known[:1], *known[2:]])
    if count >= 5:
        assert list(known[-1]) == ["closing"]


def test_three_alike_in_a_row_are_broken_at_the_last_that_is_free():
    bullet = BY_NAME["bullet"]
    types = [BY_NAME["title"], *[bullet] * 5]

    assert list(plan.too_alike(types, {0, 1, 2, 3, 4, 5})) == [3]
    assert list(plan.too_alike(types, {2})) == [2]
    assert plan.too_alike(types, set()) == {}


def test_any_sequence_is_mended_where_it_may_be():
    rng = random.Random(4)
    for _ in range(2000):
        count = rng.randint(1, 12)
        types = [rng.choice(SLIDE_TYPES[:3]) for _ in range(count)]
        free = {i for i in range(count) if rng.random() < 0.6}

        changed = plan.too_alike(types, free)

        assert changed.keys() <= free
        mended = [changed.get(i, types[i]).name for i in range(count)]
        for start in range(count - 2):
            row = range(start, start + 3)
            assert len({mended[i] for i in row}) > 1 or not free & set(row)


def test_another_type_differs_from_the_one_there():
    for count in (3, 6, 12):
        for position in range(1, count):
            types = [plan.by_rule(i, count) for i in range(count)]
            for one in SLIDE_TYPES:
                there = [*types[:position], one, *types[position + 1 :]]
                assert plan.another(there, position) is not one or one.name == "closing"
