"""Slides bound into a deck on their template: what decks have in common is made ready once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from xml.sax.saxutils import escape

from generate_content.deck import Deck
from generate_content.rendering.package import HEAD, Packed, Packer, Part, Relationship
from generate_content.rendering.template import CORE_NAME, RELATION, CompiledTemplate
from generate_content.rendering.theme import restyled

MAX_TITLE_LENGTH = 255  # of a core property, in PowerPoint
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_TIME = "1980-01-01T00:00:00Z"  # as in the ZIP: the true one would make equal decks differ
_STYLES = 128  # remembered: about 1 KB each, a quarter of a millisecond to make


class Binding:
    """Binds decks on one template. Threads may share it."""

    def __init__(self, template: CompiledTemplate) -> None:
        self.template = template
        self._packer = Packer(template.base)
        self._theme = lru_cache(_STYLES)(self._restyled)
        self._listing = lru_cache(_STYLES)(self._listed)

    def bind(self, deck: Deck, parts: Iterable[Part], count: int) -> Packed:
        """`count` slides with their parts, the theme in the caller's style, the deck's title."""
        theme = self._theme(deck.style.font, deck.style.color, deck.language)
        listing = self._listing(count)
        return self._packer.pack([theme, listing, _core_properties(deck), *parts])

    def _restyled(self, font: str | None, color: str | None, language: str) -> Part:
        theme = self.template.theme
        grounds = self.template.grounds
        data = restyled(theme.data, font=font, color=color, language=language, grounds=grounds)
        return Part(theme.name, theme.content_type, data, theme.relationships)

    def _listed(self, count: int) -> Part:
        """The presentation with so many slides."""
        part, numbers = self.template.presentation, range(1, count + 1)
        relationships = [
            Relationship(f"slide{number}", f"{RELATION}/slide", f"/ppt/slides/slide{number}.xml")
            for number in numbers
        ]
        rows = "".join(f'<p:sldId id="{255 + number}" r:id="slide{number}"/>' for number in numbers)
        head, mark, tail = part.data.partition(b"<p:sldSz ")
        data = head + f"<p:sldIdLst>{rows}</p:sldIdLst>".encode() + mark + tail
        return Part(part.name, part.content_type, data, (*part.relationships, *relationships))


def _core_properties(deck: Deck) -> Part:
    title = escape(deck.title[:MAX_TITLE_LENGTH])
    data = (
        f"{HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title>"
        f"<dc:language>{escape(deck.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_TIME}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_TIME}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()
    return Part(CORE_NAME, _CORE, data)
