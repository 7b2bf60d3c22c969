"""A complete deck becomes the bytes of a .pptx: the same deck always the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from threading import Lock

from generate_content.catalogue import Catalogue
from generate_content.deck import Deck, DeckWarning, Style
from generate_content.rendering.binding import Binding
from generate_content.rendering.drawing import SlideDrawing
from generate_content.rendering.keeping import TemplateMemory, compiled
from generate_content.rendering.package import Part
from generate_content.rendering.pages import Fitting, Page
from generate_content.rendering.pictures import plain
from generate_content.rendering.template import CompiledTemplate
from generate_content.rendering.theme import first_accent
from generate_content.slides.base import Content, SlideType


@dataclass(frozen=True)
class Rendered:
    """A finished file."""

    data: bytes = field(repr=False)
    sha256: str
    warnings: tuple[DeckWarning, ...] = ()
    pages: Mapping[int, int] = field(default_factory=dict)
    """Over how many slides of the file each of the deck's goes, in the file's order."""


class Renderer:
    """Draws decks on the templates of one catalogue. Threads may share it."""

    def __init__(self, catalogue: Catalogue, memory: TemplateMemory | None = None) -> None:
        """`memory`: where compiled templates outlive this process, if anywhere."""
        self._catalogue = catalogue
        self._memory = memory
        self._bindings: dict[str, Binding] = {}
        self._compiling = Lock()

    def render(self, deck: Deck) -> Rendered:
        """The deck as a .pptx. Raises: InvalidDeck, UnknownTemplate, TemplateMismatch."""
        binding = self._binding(deck.style)
        template = binding.template
        contents = [(slide.type, slide.drawn) for slide in deck.slides]
        pages = Fitting(template, deck.style).pages(contents)
        pages.sort(key=lambda page: deck.order.index(page.index))
        warnings = dict.fromkeys(_recoloured(template, deck.style))
        parts: dict[str, Part] = {}
        upright = cache(plain)  # the same picture may stand on many slides
        for number, page in enumerate(pages, start=1):
            warnings |= dict.fromkeys(_shrunk(page))
            drawing = SlideDrawing(
                template,
                page.sketch,
                page.settings,
                number=number,
                language=deck.language,
                upright=upright,
            )
            parts |= {part.name: part for part in drawing.parts()}
        data, sha256 = binding.bind(deck, parts.values(), len(pages))
        counts = Counter(page.index for page in pages)
        return Rendered(data, sha256, (*_continued(counts), *warnings), counts)

    def check(self, style: Style, slides: Iterable[tuple[SlideType, Content]]) -> None:
        """Whether the texts there are so far fit, before anybody writes the others.

        Raises: InvalidDeck, UnknownTemplate, TemplateMismatch.
        """
        Fitting(self._binding(style).template, style).pages(slides)

    def _binding(self, style: Style) -> Binding:
        source = self._catalogue.get(style.template_id)
        if source.id not in self._bindings:
            # One thread at a time: when several began at once, on a busy machine, one was seen to
            # miss an element that is there.
            with self._compiling:
                if source.id not in self._bindings:
                    self._bindings[source.id] = Binding(compiled(source, self._memory))
        return self._bindings[source.id]


def _continued(counts: Mapping[int, int]) -> Iterator[DeckWarning]:
    for index, count in counts.items():
        if count > 1:
            message = f"The slide goes on over {count} slides: its text is too long for one."
            yield DeckWarning("slide_continued", message, index)


def _recoloured(template: CompiledTemplate, style: Style) -> Iterator[DeckWarning]:
    """Where the caller's colour would not be seen on this template."""
    used = style.color and first_accent(style.color, template.grounds)
    if used != style.color:
        message = (
            f"{style.color} would hardly be seen on the ground of {template.source.id}:"
            f" {used}, the nearest of its hue that is, is used instead."
        )
        yield DeckWarning("color_adjusted", message)


def _shrunk(page: Page) -> Iterator[DeckWarning]:
    for name, size_pt, own_pt in page.hard_to_read():
        message = f"{name} is set in {size_pt:g} pt instead of {own_pt:g} pt, to fit its slide."
        yield DeckWarning("text_shrunk", message, page.index)
