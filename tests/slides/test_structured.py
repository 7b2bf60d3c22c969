from __future__ import annotations

import pytest

from generate_content.slides.fields import InvalidField, Text
from generate_content.slides.structured import Choice, NumberList, RecordList, RowList
from generate_content.slides.values import Numbers, Records, Rows, texts_in

NUMBERS = NumberList(place="values", help="Numbers.", max_items=3)
ROWS = RowList(
    place="table", help="Rows.", max_items=3, max_cells=2, max_length=5, brief=2, brief_items=1
)
EVENTS = RecordList(
    place="events",
    help="Events.",
    parts={
        "when": Text(place="when", help="A date.", max_length=5, brief=3),
        "values": NUMBERS,
    },
    max_items=2,
    brief_items=1,
)
CHOICE = Choice(place="kind", help="Which.", options=("bar", "pie"))


def problems(field, value):
    with pytest.raises(InvalidField) as caught:
        field.clean(value)
    return caught.value.problems


def test_numbers_are_whole_where_they_can_be():
    cleaned = NUMBERS.clean([3.0, 2.5, -4])
    assert cleaned == Numbers((3, 2.5, -4))
    assert repr(cleaned.items) == "(3, 2.5, -4)"
    assert NUMBERS.echo(cleaned) == [3, 2.5, -4]


@pytest.mark.parametrize(
    "value", [True, None, "3", [], {}, float("nan"), float("inf"), -float("inf"), 10**400, 1e16]
)
def test_what_is_no_finite_number_is_refused_by_position(value):
    assert list(problems(NUMBERS, [1, value])) == ["1"]


@pytest.mark.parametrize("field", [NUMBERS, ROWS, EVENTS])
@pytest.mark.parametrize("value", [None, 3, "text", {}, [], [[], [], [], []]])
def test_what_is_no_list_of_the_right_length_is_refused_whole(field, value):
    assert isinstance(problems(field, value), list)


def test_cells_may_be_empty_and_are_trimmed():
    assert ROWS.clean([["  ", "a "], ["b", ""]]) == Rows((("", "a"), ("b", "")))


def test_wrong_cells_are_named_by_row_and_cell():
    found = problems(ROWS, [["a"], ["b", True], ["c", "123456"]])
    assert found["1"] == {"1": ["Not a valid string."]}
    assert "no more than 5 characters" in found["2"]["1"][0]
    assert "no more than 2 items" in problems(ROWS, [["a", "b", "c"]])["0"][0]


def test_a_record_has_exactly_its_parts():
    cleaned = EVENTS.clean([{"values": [1], "when": " now "}])
    assert cleaned == Records(({"when": "now", "values": Numbers((1,))},))
    assert EVENTS.echo(cleaned) == [{"when": "now", "values": [1]}]
    found = problems(EVENTS, [{"when": None, "who": "me"}, 3])
    assert found["0"] == {
        "who": ["Unknown field. The fields are: when, values."],
        "when": ["This field may not be null."],
        "values": ["This field is required."],
    }
    assert found["1"] == ["Expected an object with when and values."]


def test_a_choice_is_one_of_its_options():
    assert CHOICE.clean("pie") == "pie"
    assert "Choices: bar, pie." in problems(CHOICE, "radar")[0]
    assert problems(CHOICE, ["bar"]) == ["Not a valid string."]


def test_writers_keep_to_tighter_limits():
    assert "no more than 1 items" in problems(ROWS.written(), [["a"], ["b"]])[0]
    assert "no more than 2 characters" in problems(ROWS.written(), [["abc"]])["0"]["0"][0]
    assert "no more than 3 characters" in str(
        problems(EVENTS.written(), [{"when": "long", "values": [1]}])
    )


def test_an_echo_cleans_to_the_same_value():
    for field, value in (
        (NUMBERS, [1, 2.5]),
        (ROWS, [["a", ""], ["b", "c"]]),
        (EVENTS, [{"when": "now", "values": [0.1]}]),
        (CHOICE, "bar"),
    ):
        cleaned = field.clean(value)
        assert field.clean(field.echo(cleaned)) == cleaned


def test_all_texts_of_a_value_are_found():
    assert list(texts_in(Rows((("a", "b"), ("c", ""))))) == ["a", "b", "c", ""]
    assert list(texts_in(Records(({"when": "a", "values": Numbers((1,))},)))) == ["a"]
    assert list(texts_in(("a", "b"))) == ["a", "b"]
    assert list(texts_in("a")) == ["a"]


def test_numbers_in_cells_are_taken_as_texts():
    assert ROWS.clean([[1, 2.5], [-3.0, "a"]]) == Rows((("1", "2.5"), ("-3", "a")))
    assert "between" in problems(ROWS, [[1e300]])["0"]["0"][0]
