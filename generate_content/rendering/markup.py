"""Texts as XML may hold them; most need no change, and that is soon seen."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

_NOT_IN_QUOTES = re.compile(r'[&<>"\n\r\t]')


def escaped(text: str) -> str:
    """As an element's text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """As an attribute's value, with its quotation marks."""
    return quoteattr(text) if _NOT_IN_QUOTES.search(text) else f'"{text}"'
