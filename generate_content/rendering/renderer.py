"""A complete deck becomes the bytes of a .pptx: the same deck always the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from threading import Lock

from generate_content.catalogue import Catalogue
from generate_content.deck import Deck, DeckWarning, Style
from generate_content.errors import DeckDoesNotFit
from generate_content.rendering.balance import balanced, unnoticed_pt
from generate_content.rendering.binding import Binding
from generate_content.rendering.canvas import Sketch, sketch
from generate_content.rendering.charts import fit_charts
from generate_content.rendering.drawing import SlideDrawing
from generate_content.rendering.fit import (
    DoesNotFit,
    PlacedText,
    Setting,
    placed,
)
from generate_content.rendering.fonts import Font, font_named
from generate_content.rendering.keeping import TemplateMemory, compiled
from generate_content.rendering.package import Part
from generate_content.rendering.pictures import plain
from generate_content.rendering.tables import fit_tables
from generate_content.rendering.template import (
    CompiledTemplate,
    TextStyle,
)
from generate_content.slides.base import Content, SlideType


@dataclass(frozen=True)
class Rendered:
    """A finished file."""

    data: bytes = field(repr=False)
    sha256: str
    warnings: tuple[DeckWarning, ...] = ()


class Renderer:
    """Draws decks on the templates of one catalogue. Threads may share it."""

    def __init__(self, catalogue: Catalogue, memory: TemplateMemory | None = None) -> None:
        """`memory`: where compiled templates outlive this process, if anywhere."""
        self._catalogue = catalogue
        self._memory = memory
        self._bindings: dict[str, Binding] = {}
        self._compiling = Lock()

    def render(self, deck: Deck) -> Rendered:
        """The deck as a .pptx. Raises: DeckDoesNotFit, UnknownTemplate, TemplateMismatch."""
        binding = self._binding(deck.style)
        template = binding.template
        contents = [(slide.type, slide.drawn) for slide in deck.slides]
        fitted = _fitted(template, deck.style, contents)
        warnings: list[DeckWarning] = []
        parts: dict[str, Part] = {}
        upright = cache(plain)  # the same picture may stand on many slides
        for index, (slide, (drawn, settings)) in enumerate(zip(deck.slides, fitted, strict=True)):
            warnings += dict.fromkeys(_shrunk(index, slide.type, drawn, settings))
            drawing = SlideDrawing(
                template,
                drawn,
                settings,
                number=index + 1,
                language=deck.language,
                upright=upright,
            )
            parts |= {part.name: part for part in drawing.parts()}
        data, sha256 = binding.bind(deck, parts.values())
        return Rendered(data, sha256, tuple(warnings))

    def check(self, style: Style, slides: Iterable[tuple[SlideType, Content]]) -> None:
        """Whether the texts there are so far fit, before anybody writes the others.

        Raises: DeckDoesNotFit, UnknownTemplate, TemplateMismatch.
        """
        _fitted(self._binding(style).template, style, slides)

    def _binding(self, style: Style) -> Binding:
        source = self._catalogue.get(style.template_id)
        if source.id not in self._bindings:
            # One thread at a time: when several began at once, on a busy machine, one was seen to
            # miss an element that is there.
            with self._compiling:
                if source.id not in self._bindings:
                    self._bindings[source.id] = Binding(compiled(source, self._memory))
        return self._bindings[source.id]


def _fitted(
    template: CompiledTemplate, style: Style, slides: Iterable[tuple[SlideType, Content]]
) -> list[tuple[Sketch, Mapping[str, Setting]]]:
    """Each slide's texts with their settings. Raises: DeckDoesNotFit, for all that do not."""
    fonts = partial(_font, template, style)
    sketches: list[Sketch] = []
    texts: list[list[PlacedText]] = []
    frames: list[Mapping[str, Setting]] = []
    problems: list[tuple[int, tuple[str, ...], str]] = []
    for index, (slide_type, content) in enumerate(slides):
        layout = template.layouts[slide_type.name]
        drawn = sketch(slide_type, content, layout, template_id=template.source.id)
        measured, framed, refusals = _measured(drawn, fonts)
        sketches.append(drawn)
        texts.append(measured)
        frames.append(framed)
        problems += [
            (index, slide_type.path_at(place), _too_long(capacity, error.unit))
            for error in refusals
            for place, capacity in error.capacities.items()
        ]
    if problems:
        first, *more = problems
        raise DeckDoesNotFit(*first, *more)
    settings = [{**one, **framed} for one, framed in zip(balanced(texts), frames, strict=True)]
    return list(zip(sketches, settings, strict=True))


def _measured(
    drawn: Sketch, fonts: Callable[[TextStyle], Font]
) -> tuple[list[PlacedText], Mapping[str, Setting], list[DoesNotFit]]:
    """A slide's texts, the settings of its tables and charts, and what does not fit."""
    texts: list[PlacedText] = []
    frames: dict[str, Setting] = {}
    refusals: list[DoesNotFit] = []
    try:
        texts = placed(drawn, fonts)
    except DoesNotFit as error:
        refusals.append(error)
    for fitting in (fit_tables, fit_charts):
        try:
            frames |= fitting(drawn, fonts)
        except DoesNotFit as error:
            refusals.append(error)
    return texts, frames, refusals


def _too_long(capacity: int, unit: str) -> str:
    return f"The text is too long for its slide, even at 12 pt: about {capacity} {unit} fit."


def _font(template: CompiledTemplate, style: Style, text: TextStyle) -> Font:
    own = template.source.heading_font if text.heading else template.source.body_font
    return font_named(style.font or own)


def _shrunk(
    index: int, slide_type: SlideType, drawn: Sketch, settings: Mapping[str, Setting]
) -> Iterable[DeckWarning]:
    for place, setting in settings.items():
        style = drawn.layout.places[place].style
        assert style is not None
        if setting.shrunk and setting.size_pt < unnoticed_pt(style):
            message = (
                f"{slide_type.path_at(place)[0]} is set in {setting.size_pt:g} pt instead of"
                f" {style.size_pt:g} pt, to fit its slide."
            )
            yield DeckWarning("text_shrunk", message, index)
