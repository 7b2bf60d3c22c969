"""Texts become what an XML parser reads as the same texts."""

import pytest
from lxml import etree

from generate_content.rendering.markup import escaped, quoted

TEXTS = [
    "",
    "plain",
    "a & b",
    "<b>",
    "]]>",
    "&amp;",
    "it's",
    'say "so"',
    """both ' and \"""",
    "é漢字",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_parser_reads_the_text_back(text):
    read = etree.fromstring(f"<a b={quoted(text)}>{escaped(text)}</a>")
    assert (read.text or "", read.get("b")) == (text, text)


@pytest.mark.parametrize("text", ["two\nlines", "a\ttab", "a\rreturn"])
def test_an_attribute_keeps_its_white_space(text):
    assert etree.fromstring(f"<a b={quoted(text)}/>").get("b") == text
