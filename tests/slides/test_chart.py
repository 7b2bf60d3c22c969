from __future__ import annotations

import pytest

from generate_content.slides.chart import Chart
from generate_content.slides.fields import InvalidField
from tests.slides.test_slide_types import TOPIC

CHART = Chart()


def row(*values, name="s"):
    return {"name": name, "values": list(values)}


def conflicts(**raw):
    with pytest.raises(InvalidField) as caught:
        CHART.clean(raw)
    return caught.value.problems


def test_each_series_has_a_value_for_each_category():
    assert conflicts(categories=["a", "b"], series=[row(1, 2), row(1), row(1, 2, 3)]) == {
        "series": {
            "1": {"values": ["Give 2 numbers, one for each category (there are 1)."]},
            "2": {"values": ["Give 2 numbers, one for each category (there are 3)."]},
        }
    }


def test_without_categories_the_series_agree_with_the_first():
    assert list(conflicts(series=[row(1, 2), row(1)])["series"]) == ["1"]


@pytest.mark.parametrize(
    ("series", "where"),
    [
        ([row(1, 2), row(1, 2)], "1"),
        ([row(1, -2)], "0"),
        ([row(0, 0)], "0"),
        ([row(*range(13))], "0"),
    ],
)
def test_a_pie_has_one_series_of_a_few_shares(series, where):
    assert list(conflicts(chart_type="pie", series=series)["series"]) == [where]
    assert CHART.clean({"chart_type": "bar", "series": series})


def test_a_pie_has_few_slices():
    names = [str(number) for number in range(13)]
    assert list(conflicts(chart_type="pie", categories=names)) == ["categories"]


def test_what_was_given_is_matched_by_a_draft():
    given = CHART.clean({"series": [row(*range(24))]})
    assert len(CHART.draft_beside(TOPIC, given)["categories"]) == 24
    given = CHART.clean({"categories": ["a", "b", "c", "d"], "chart_type": "pie"})
    [series] = CHART.draft_beside(TOPIC, given)["series"].items
    assert series["values"].items == (1, 1, 1, 1)


def test_a_draft_invents_no_numbers():
    draft = CHART.draft(TOPIC)
    [series] = draft["series"].items
    assert set(series["values"].items) == {1}
    assert series["name"] == TOPIC.words.to_fill_in
