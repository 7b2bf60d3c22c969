"""A deck on its way: `DeckRequest` (may have gaps), then `Deck` (complete; knows who wrote it)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from generate_content.slides.base import CITATIONS, NOTES, Content, SlideType
from generate_content.slides.values import Value


class ContentSource(StrEnum):
    """Who wrote a slide."""

    PROVIDED = "provided"  # all of it came with the request
    GENERATED = "generated"  # all of it was written by the model
    MIXED = "mixed"  # both
    DRAFT = "draft"  # any of it is offline placeholder text


class CitationStyle(StrEnum):
    APA = "apa"
    MLA = "mla"
    CHICAGO = "chicago"
    IEEE = "ieee"


class Tone(StrEnum):
    DEFAULT = "default"
    CASUAL = "casual"
    PROFESSIONAL = "professional"
    FUNNY = "funny"
    EDUCATIONAL = "educational"
    SALES_PITCH = "sales_pitch"


class Verbosity(StrEnum):
    CONCISE = "concise"
    STANDARD = "standard"
    TEXT_HEAVY = "text-heavy"


@dataclass(frozen=True)
class SlideRequest:
    """One slide as asked for: what was given, under canonical names and in canonical form."""

    type: SlideType
    given: Content
    is_open: bool = False
    """Whether the type is only what our rules say; a writer may choose another."""


class Overflow(StrEnum):
    """What becomes of a text that is too long for its slide."""

    REFUSE = "refuse"  # the request is
    CONTINUE = "continue"  # it goes on on further slides


@dataclass(frozen=True)
class Style:
    """How a deck looks; None: as the template has it."""

    template_id: str
    font: str | None = None
    color: str | None = None
    """#rrggbb, lower case."""
    overflow: Overflow = Overflow.REFUSE


@dataclass(frozen=True)
class Brief:
    """What a writer is told beside the slides."""

    prompt: str
    language: str = "en"
    tone: Tone = Tone.PROFESSIONAL
    verbosity: Verbosity = Verbosity.STANDARD
    speaker_notes: bool = False
    include_citations: bool = False
    citation_style: CitationStyle = CitationStyle.APA
    references_slide: bool = False
    """Whether all citations are gathered on a slide; no writer is told."""


@dataclass(frozen=True)
class DeckRequest:
    """A valid request; some of its slides may have gaps."""

    brief: Brief
    style: Style
    slides: tuple[SlideRequest, ...]
    max_tokens: int | None = None
    """The most that a model may be paid for the words, prompt included."""
    asker: str = ""
    """Who asks, where that matters: words written with one's slides in view are no one else's."""

    def gaps(self) -> Mapping[int, tuple[str, ...]]:
        """The field names to write, by slide index; slides without gaps are left out."""
        wanted = {index: self.wanted(slide) for index, slide in enumerate(self.slides)}
        return {index: names for index, names in wanted.items() if names}

    def open_slides(self) -> tuple[int, ...]:
        """The slides whose type a writer may choose."""
        return tuple(index for index, slide in enumerate(self.slides) if slide.is_open)

    def planned(self, types: Mapping[int, SlideType]) -> DeckRequest:
        """The request with these slides' types settled."""
        slides = tuple(
            SlideRequest(types[index], slide.given) if index in types else slide
            for index, slide in enumerate(self.slides)
        )
        return replace(self, slides=slides)

    def own_values(self) -> Iterator[Value]:
        """The prompt, and whatever the caller gave."""
        yield self.brief.prompt
        for slide in self.slides:
            yield from slide.given.values()

    def wanted(self, slide: SlideRequest) -> tuple[str, ...]:
        """Required fields that are missing; the optional ones too if nothing at all was given."""
        names = [
            name
            for name, field in slide.type.fields.items()
            if name not in slide.given and field.writable and (field.required or not slide.given)
        ]
        if names and self.brief.include_citations and CITATIONS not in slide.given:
            names.append(CITATIONS)
        if self.brief.speaker_notes and NOTES not in slide.given:
            names.append(NOTES)
        return tuple(names)


@dataclass(frozen=True)
class DeckWarning:
    """An automatic change or a shortcoming that the caller should know of."""

    code: str
    message: str
    slide_index: int | None = None


@dataclass(frozen=True)
class Usage:
    """Tokens that a model was paid for; 0 for words that were given, drafted or cached."""

    prompt_tokens: int = 0
    answer_tokens: int = 0

    @property
    def total_tokens(self) -> int:
        return self.prompt_tokens + self.answer_tokens

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt_tokens + other.prompt_tokens, self.answer_tokens + other.answer_tokens
        )


NO_TOKENS = Usage()


UNVERIFIED = "The sources on this slide were proposed by a model and are not verified."


@dataclass(frozen=True)
class Slide:
    """One complete slide."""

    type: SlideType
    content: Content
    source: ContentSource
    has_proposed_citations: bool = False
    """Whether a model proposed them, so that nobody has verified them."""
    words_level: str | None = field(default=None, compare=False)
    """Of a model's words: the cache level they were found at, or "none"; else None."""

    @property
    def notes(self) -> str | None:
        value = self.content.get(NOTES)
        return value if isinstance(value, str) else None

    @property
    def drawn(self) -> Content:
        """What is drawn: the content, with a word to the speaker on unverified sources."""
        if not self.has_proposed_citations:
            return self.content
        return {**self.content, NOTES: "\n\n".join(filter(None, (self.notes, UNVERIFIED)))}

    @property
    def citations(self) -> tuple[str, ...]:
        value = self.content.get(CITATIONS, ())
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True)
class Deck:
    """A complete deck: nothing is missing, and each slide knows who wrote it."""

    title: str
    language: str
    style: Style
    slides: tuple[Slide, ...]
    provider: str
    """Who filled the gaps: "gemini", "offline", ...; "none" if there were none."""
    warnings: tuple[DeckWarning, ...] = ()
    usage: Usage = NO_TOKENS

    @property
    def order(self) -> Sequence[int]:
        """The slides' indexes as they follow in the file: what was added before the talk's end."""
        count = len(self.slides)
        last = [slide.type for slide in self.slides[-2:]]
        if len(last) > 1 and last[0].ends_the_talk and last[1].is_appendix:
            return (*range(count - 2), count - 1, count - 2)
        return range(count)
