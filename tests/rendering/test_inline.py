"""Inline marks become formatting; whatever is none stays as it was sent."""

import pytest

from generate_content.rendering.inline import MAX_URL_LENGTH, Run, link_target, parse


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", [Run("plain")]),
        ("a **b** c", [Run("a "), Run("b", bold=True), Run(" c")]),
        ("*i*", [Run("i", italic=True)]),
        ("***x***", [Run("x", bold=True, italic=True)]),
        ("**b *i***", [Run("b ", bold=True), Run("i", bold=True, italic=True)]),
        ("`a*b*c`", [Run("a*b*c", code=True)]),
        ("[t](https://a.example/x_(y))", [Run("t", url="https://a.example/x_(y)")]),
        ("**[t](http://a.example)**", [Run("t", bold=True, url="http://a.example")]),
        ("[**t**](http://a.example)", [Run("t", bold=True, url="http://a.example")]),
    ],
)
def test_marks_become_runs(text, runs):
    assert list(parse(text)) == runs


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4",
        "2*3*4",
        "**",
        "****",
        "* item",
        "** spaced **",
        "**over\nlines**",
        "`",
        "``",
        "snake_case_name",
        "[t](ftp://a.example)",
        "[t](javascript:alert(1))",
        "[t](https://a b)",
        "[t](https://)",
        "[t](https://[::1)",
        "[t](https://a.example:port/)",
        "[](https://a.example)",
        "{{ template }} {% tag %} <b>&amp;</b>",
        "C:\\path\\*.* and ../../etc/passwd",
    ],
)
def test_what_is_no_mark_stays_as_sent(text):
    assert parse(text) == (Run(text),)


def test_a_link_as_long_as_powerpoint_takes_is_one_and_a_longer_one_is_text():
    head = "https://a.example/"
    longest = head + "x" * (MAX_URL_LENGTH - len(head))
    assert parse(f"[t]({longest})") == (Run("t", url=longest),)
    assert parse(f"[t]({longest}x)") == (Run(f"[t]({longest}x)"),)


def test_a_link_is_written_in_ascii():
    assert link_target("HTTPS://ü.example/ä?q=ö#ß") == (
        "https://xn--tda.example/%C3%A4?q=%C3%B6#%C3%9F"
    )
    assert link_target("https://a.example/100%25?a=1&b=2") == "https://a.example/100%25?a=1&b=2"
    assert link_target('https://a.example/"<>') == "https://a.example/%22%3C%3E"


def test_many_marks_are_read_in_no_time():
    for hostile in ("*" * 600, "**a" * 200, "[" * 600, "`" * 600, "[a](" * 150, "**a*" * 150):
        assert "".join(run.text for run in parse(hostile))
