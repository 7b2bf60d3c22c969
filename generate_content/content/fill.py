"""A request with gaps becomes a complete deck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generate_content.content.numbers import invented, numbers_of_caller
from generate_content.content.provider import Admission, ContentProvider, Writing, admit_all
from generate_content.deck import (
    ContentSource,
    Deck,
    DeckRequest,
    DeckWarning,
    Slide,
    SlideRequest,
)
from generate_content.slides.base import CITATIONS, Content

NOBODY = "none"
"""The provider of a deck without gaps."""


def fill(request: DeckRequest, provider: ContentProvider, *, admit: Admission = admit_all) -> Deck:
    """The deck with each gap written by `provider`, who is asked only if there are gaps.

    What was given comes back untouched. Raises: ContentError; what `admit` raises.
    """
    gaps = request.gaps()
    writing = provider.write(request, gaps, admit=admit) if gaps else Writing({})
    slides = tuple(
        _complete(slide, writing.words.get(index, {}), provider.source, writing.levels.get(index))
        for index, slide in enumerate(request.planned(writing.types).slides)
    )
    return Deck(
        title=request.brief.prompt,
        language=request.brief.language,
        style=request.style,
        slides=slides,
        provider=provider.name if gaps else NOBODY,
        warnings=(
            *writing.warnings,
            *_unverified_citations(writing),
            *(_unverified_numbers(request, slides) if gaps else ()),
        ),
        usage=writing.usage,
    )


def _complete(
    slide: SlideRequest, written: Content, source: ContentSource, level: str | None
) -> Slide:
    """Given and written fields in the order of the slide type's fields."""
    both = {**written, **slide.given}
    content = {name: both[name] for name in slide.type.all_fields() if name in both}
    return Slide(
        slide.type,
        content,
        _source(slide.given, written, source),
        has_proposed_citations=CITATIONS in written,
        words_level=level,
    )


def _source(given: Content, written: Content, source: ContentSource) -> ContentSource:
    if not written:
        return ContentSource.PROVIDED
    if source is ContentSource.GENERATED and given:
        return ContentSource.MIXED
    return source


def _unverified_numbers(request: DeckRequest, slides: Sequence[Slide]) -> Iterator[DeckWarning]:
    """Of slides that were asked for by their type: a planned one shows none but the caller's."""
    known = numbers_of_caller(request)
    for index, slide in enumerate(slides):
        written = slide.source in {ContentSource.GENERATED, ContentSource.MIXED}
        if written and (numbers := invented(slide.type, slide.content, known)):
            yield DeckWarning(
                "numbers_unverified",
                f"A model wrote numbers that your request does not have: {', '.join(numbers)}."
                " Check each before you rely on it.",
                index,
            )


def _unverified_citations(writing: Writing) -> tuple[DeckWarning, ...]:
    """Said here and not by the model's writer, so that cached words carry the warning too."""
    return tuple(
        DeckWarning(
            "citations_unverified",
            "The sources were proposed by a model. Check each before you rely on it.",
            index,
        )
        for index, content in sorted(writing.words.items())
        if CITATIONS in content
    )
