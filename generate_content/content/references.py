"""All sources of a deck on a slide of their own, in the order that their style asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generate_content.deck import (
    UNVERIFIED,
    CitationStyle,
    ContentSource,
    Deck,
    DeckWarning,
    Slide,
)
from generate_content.slides.base import NOTES, Content
from generate_content.slides.references import REFERENCES

_SOME_UNVERIFIED = "Some sources on this slide were proposed by a model and are not verified."
_NO_CITATIONS = DeckWarning(
    "references_empty", "No slide has citations, so that there is no slide of references."
)
_NUMBERED = re.compile(r"\[\d+\]")

_HEADINGS = {
    "ar": "المراجع",
    "cs": "Zdroje",
    "da": "Kilder",
    "de": "Quellen",
    "el": "Βιβλιογραφία",
    "en": "References",
    "es": "Referencias",
    "fa": "منابع",
    "fi": "Lähteet",
    "fr": "Références",
    "he": "מקורות",
    "hi": "संदर्भ",
    "hu": "Források",
    "id": "Referensi",
    "it": "Riferimenti",
    "ja": "参考文献",
    "ko": "참고 문헌",
    "nb": "Kilder",
    "nl": "Bronnen",
    "no": "Kilder",
    "pl": "Źródła",
    "pt": "Referências",
    "ro": "Referințe",
    "ru": "Источники",
    "sv": "Källor",
    "th": "เอกสารอ้างอิง",
    "tr": "Kaynakça",
    "uk": "Джерела",
    "ur": "حوالہ جات",
    "vi": "Tài liệu tham khảo",
    "zh": "参考文献",
}


def with_references(deck: Deck, style: CitationStyle) -> Deck:
    """The deck with one more slide, the last of `slides`, or with a warning that it has no sources.

    In IEEE style in the order of first use and numbered; else by the alphabet.
    """
    proposed: dict[str, bool] = {}
    for slide in deck.slides:
        for citation in slide.citations:
            proposed[citation] = proposed.get(citation, True) and slide.has_proposed_citations
    if not proposed:
        return replace(deck, warnings=(*deck.warnings, _NO_CITATIONS))
    content: Content = {"heading_text": heading(deck.language), "entries": _set(proposed, style)}
    slide = Slide(REFERENCES, {**content, **_notes(proposed)}, _source(proposed))
    return replace(deck, slides=(*deck.slides, slide))


def heading(language: str) -> str:
    """For a BCP 47 tag; English for what is not there."""
    return _HEADINGS.get(language.split("-", maxsplit=1)[0].lower(), _HEADINGS["en"])


def _set(citations: Iterable[str], style: CitationStyle) -> tuple[str, ...]:
    told = tuple(citations)
    if style is not CitationStyle.IEEE:
        return tuple(sorted(told, key=_alphabetical))
    if any(map(_NUMBERED.match, told)):  # by the caller
        return told
    return tuple(f"[{number}] {citation}" for number, citation in enumerate(told, start=1))


def _alphabetical(citation: str) -> tuple[str, str]:
    """By letters and digits, whatever their case, accents and formatting."""
    letters = unicodedata.normalize("NFKD", citation.casefold())
    plain = "".join(char for char in letters if char.isalnum() or char.isspace())
    return plain.strip(), citation


def _notes(proposed: Mapping[str, bool]) -> Content:
    if not any(proposed.values()):
        return {}
    return {NOTES: UNVERIFIED if all(proposed.values()) else _SOME_UNVERIFIED}


def _source(proposed: Mapping[str, bool]) -> ContentSource:
    if not any(proposed.values()):
        return ContentSource.PROVIDED
    return ContentSource.GENERATED if all(proposed.values()) else ContentSource.MIXED
