"""Links in a model's words: only those that the caller gave stay links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from generate_content.deck import DeckRequest
from generate_content.slides.values import texts_in

# As wide as what the drawing takes for a link, or wider.
_LINK = re.compile(
    r"\[([^\[\]]*)\]\(\s*(https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\s*\)", re.IGNORECASE
)
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LONGEST_TEXT = 10_000
"""No field takes a longer one, so that it need not be looked through."""
_AFTER_URL = ".,;:!?)]}'*`"


def urls_in(texts: Iterable[str]) -> AbstractSet[str]:
    """Every URL in the texts, as it stands and without the punctuation after it."""
    found = {url for text in texts for url in _URL.findall(text)}
    return found | {url.rstrip(_AFTER_URL) for url in found}


def urls_in_request(request: DeckRequest) -> AbstractSet[str]:
    """Every URL of the caller's own words."""
    return urls_in(text for value in request.own_values() for text in texts_in(value))


def without_invented_links(value: object, known_urls: AbstractSet[str]) -> object:
    """A JSON value whose texts keep the words of a link, but its URL only if it is known."""
    if isinstance(value, str):
        return _unlinked(value, known_urls) if len(value) <= _LONGEST_TEXT else value
    if isinstance(value, list):
        return [without_invented_links(item, known_urls) for item in value]
    if isinstance(value, dict):
        return {key: without_invented_links(item, known_urls) for key, item in value.items()}
    return value


def _unlinked(text: str, known_urls: AbstractSet[str]) -> str:
    def keep_or_open(link: re.Match[str]) -> str:
        return link[0] if link[2] in known_urls else link[1]

    while (opened := _LINK.sub(keep_or_open, text)) != text:
        text = opened  # a link taken away may leave another behind: [[a](x)](y)
    return text
