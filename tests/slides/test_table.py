from __future__ import annotations

import pytest

from generate_content.slides.fields import InvalidField
from generate_content.slides.table import Table
from tests.slides.test_slide_types import TOPIC

TABLE = Table()


def conflicts(**raw):
    with pytest.raises(InvalidField) as caught:
        TABLE.clean(raw)
    return caught.value.problems


def test_rows_are_as_long_as_the_columns():
    found = conflicts(columns=["a", "b"], rows=[["1", "2"], ["3"], ["4", "5", "6"]])
    assert found == {
        "rows": {
            "1": ["Give 2 cells, one for each column (it has 1)."],
            "2": ["Give 2 cells, one for each column (it has 3)."],
        }
    }


def test_without_columns_the_first_row_tells_the_length():
    assert conflicts(rows=[["1", "2"], ["3"]]) == {
        "rows": {"1": ["Give 2 cells, like the first row (it has 1)."]}
    }


def test_a_draft_matches_what_was_given():
    given = TABLE.clean({"columns": ["a", "b", "c", "d", "e"]})
    rows = TABLE.draft_beside(TOPIC, given)["rows"]
    assert {len(row) for row in rows.cells} == {5}
    given = TABLE.clean({"rows": [["1", "2"]]})
    assert len(TABLE.draft_beside(TOPIC, given)["columns"]) == 2


def test_a_writers_rows_are_held_against_the_given_columns():
    given = TABLE.clean({"columns": ["a", "b"]})
    with pytest.raises(InvalidField):
        TABLE.clean_reply({"rows": [["1", "2", "3"]]}, ["rows"], given)
    assert TABLE.clean_reply({"rows": [["1", "2"]]}, ["rows"], given)
