"""What the cache remembers of a deck: how its answer is shown, and where its file is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from generate_content.catalogue import Template
from generate_content.deck import NO_TOKENS, ContentSource, Deck, DeckWarning, Slide, Usage
from generate_content.storage import StoredDeck


@dataclass(frozen=True)
class DeckRecord:
    """What is remembered of a deck: its answer, but for the times and the cache level.

    The parts that no two answers differ in are kept as the JSON they are sent as, so that a hit
    has nothing to encode.
    """

    file: StoredDeck
    template_id: str
    made_in_s: float
    content: bytes
    """`"slides": ..., "citations": ..., "warnings": ...`, without braces."""
    metadata: bytes
    """The members of `metadata` that stay, without braces."""
    usage: Usage = NO_TOKENS
    """What a model was paid for it, once."""

    def encode(self) -> bytes:
        head = {
            "file": vars(self.file),
            "template_id": self.template_id,
            "made_in_s": self.made_in_s,
            "usage": vars(self.usage),
        }
        # No JSON written without indentation has a line feed in it.
        return b"\n".join((json.dumps(head).encode(), self.content, self.metadata))

    def with_warning(self, warning: DeckWarning) -> DeckRecord:
        """The same deck with a warning that concerns one answer only."""
        told = self.content.removesuffix(b"]")  # the warnings come last
        comma = b"" if told.endswith(b"[") else b","
        return replace(self, content=b"".join((told, comma, _json(_warning(warning)), b"]")))

    @classmethod
    def of(
        cls,
        deck: Deck,
        *,
        template: Template,
        file: StoredDeck,
        pages: Mapping[int, int],
        warnings: Sequence[DeckWarning],
        made_in_s: float,
    ) -> DeckRecord:
        """`pages`: of the file, for each of the deck's slides, in the file's order."""
        content = _members(
            slides=_slides(deck, pages),
            citations=_citations(deck),
            warnings=[_warning(warning) for warning in warnings],
        )
        metadata = _members(**_metadata(deck, template, file, pages))
        return cls(file, template.id, made_in_s, content, metadata, deck.usage)

    @staticmethod
    @lru_cache(maxsize=32)  # each answer asks twice: is the file there, and what is in it
    def decode(payload: bytes) -> DeckRecord:
        head, content, metadata = payload.split(b"\n")
        fields = json.loads(head)
        file = StoredDeck(**fields["file"])
        usage = Usage(**fields.get("usage", {}))  # entries of before have none
        made_in_s = fields["made_in_s"]
        return DeckRecord(file, fields["template_id"], made_in_s, content, metadata, usage)


def _slides(deck: Deck, pages: Mapping[int, int]) -> list[dict[str, object]]:
    places = _places(pages)
    return [
        {
            "slide_index": index,
            **places[index],
            "slide_type": slide.type.name,
            "content_source": slide.source.value,
            **({"words_cache_level": slide.words_level} if slide.words_level else {}),
            "content": slide.type.echo(slide.content),
        }
        for index, slide in enumerate(deck.slides)
    ]


def _places(pages: Mapping[int, int]) -> dict[int, dict[str, int]]:
    """Where each slide is in the file; nothing if each is one slide of it, in the same order."""
    if list(pages.items()) == [(index, 1) for index in range(len(pages))]:
        return {index: {} for index in pages}
    begins = accumulate(pages.values(), initial=1)
    return {
        index: {"slide_number": number, **({"pages": count} if count > 1 else {})}
        for (index, count), number in zip(pages.items(), begins, strict=False)
    }


def _citations(deck: Deck) -> list[dict[str, object]]:
    return [
        {"slide_index": index, "citation": citation, **_mark(slide)}
        for index, slide in enumerate(deck.slides)
        for citation in slide.citations
    ]


def _mark(slide: Slide) -> dict[str, object]:
    return {"unverified": True} if slide.has_proposed_citations else {}


def _warning(warning: DeckWarning) -> dict[str, object]:
    shown: dict[str, object] = {"code": warning.code, "message": warning.message}
    if warning.slide_index is not None:
        shown["slide_index"] = warning.slide_index
    return shown


def _metadata(
    deck: Deck, template: Template, file: StoredDeck, pages: Mapping[int, int]
) -> dict[str, object]:
    sources = [slide.source for slide in deck.slides]
    in_file = sum(pages.values())
    return {
        "total_slides": len(sources),
        **({"file_slides": in_file} if in_file > len(sources) else {}),
        **{f"{source.value}_slides": sources.count(source) for source in ContentSource},
        "template_id": template.id,
        "aspect_ratio": template.aspect_ratio,
        "font": deck.style.font or template.body_font,
        "color": deck.style.color or template.colors.primary,
        "content_provider": deck.provider,
        "file_size_bytes": file.size_bytes,
        "sha256": file.sha256,
    }


def _members(**members: object) -> bytes:
    """A JSON object without its braces."""
    return _json(members)[1:-1]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
