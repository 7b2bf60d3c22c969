import pytest

from generate_content.content.links import urls_in, urls_in_request, without_invented_links
from tests.content.decks import deck_request, slide

KNOWN = urls_in(
    ["See https://example.org/tea, and [the docs](https://example.org/docs).", "HTTP://EXAMPLE.ORG"]
)


@pytest.mark.parametrize(
    "text",
    [
        "[tea](https://example.org/tea)",
        "[docs](https://example.org/docs)",
        "[top](HTTP://EXAMPLE.ORG)",
        "no link at all",
        "array[0](x)",
        "https://elsewhere.example stays text",
    ],
)
def test_known_links_and_plain_text_stay(text):
    assert without_invented_links(text, KNOWN) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a [link](https://evil.example) here", "a link here"),
        ("[prefix](https://example.org/te)", "prefix"),
        ("[longer](https://example.org/tea?x=1)", "longer"),
        ("**[bold](https://evil.example)**", "**bold**"),
        ("[[in](https://evil.example)](https://evil.example)", "in"),
        ("[w](https://e.example/A_(b))", "w"),
        ("[](https://evil.example)", ""),
    ],
)
def test_invented_links_become_their_words(text, words):
    assert without_invented_links(text, KNOWN) == words


def test_every_text_of_a_reply_is_looked_at():
    reply = {"slide_0": {"points": ["[a](https://evil.example)", 1, None]}}

    assert without_invented_links(reply, KNOWN) == {"slide_0": {"points": ["a", 1, None]}}


def test_text_that_no_field_takes_costs_no_time():
    text = "[" * 5_000_000

    assert without_invented_links(text, KNOWN) is text


@pytest.mark.parametrize(
    "given",
    [
        slide("table", rows=[["", "https://a.example/x"]]),
        slide("timeline", events=[{"when": "1", "what": "See https://a.example/x."}]),
        slide("chart", series=[{"name": "https://a.example/x", "values": [1]}]),
    ],
    ids=lambda given: given.type.name,
)
def test_urls_of_cells_events_and_series_are_known(given):
    assert "https://a.example/x" in urls_in_request(deck_request(given))


def test_invented_links_lose_their_urls_in_lists_of_objects_too():
    told = {"events": [{"when": "1", "what": "[here](https://a.example/x)"}], "rows": [["", 1]]}

    kept = without_invented_links(told, set())

    assert kept == {"events": [{"when": "1", "what": "here"}], "rows": [["", 1]]}
