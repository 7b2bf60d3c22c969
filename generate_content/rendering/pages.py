"""A deck's slides as the slides of its file: each text in its setting, each slide on its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from generate_content.deck import Overflow, Style
from generate_content.errors import DeckDoesNotFit, InvalidDeck
from generate_content.rendering.alike import alike
from generate_content.rendering.balance import balanced, unnoticed_pt
from generate_content.rendering.canvas import Sketch, sketch
from generate_content.rendering.charts import fit_charts
from generate_content.rendering.continued import on_pages
from generate_content.rendering.direction import as_it_runs
from generate_content.rendering.fit import DoesNotFit, PlacedText, Setting, placed
from generate_content.rendering.fonts import Font, font_named
from generate_content.rendering.places import TextStyle
from generate_content.rendering.tables import TableFit, fit_tables
from generate_content.rendering.template import CompiledTemplate
from generate_content.slides.base import Content, SlideType

MAX_PAGES = 200  # slides of a file, where 50 may go on


@dataclass(frozen=True)
class Page:
    """One slide of the file."""

    index: int
    """Of the deck's slide whose page it is."""
    type: SlideType
    sketch: Sketch
    settings: Mapping[str, Setting]

    def hard_to_read(self) -> Iterator[tuple[str, float, float]]:
        """Fields in much smaller type than their places are made for: name, size, own size."""
        for place, setting in self.settings.items():
            if not setting.shrunk:
                continue
            own_pt = self.sketch.layout.places[place].styles[0].size_pt
            wanted_pt = min(own_pt, self.sketch.most_pt.get(place, own_pt))
            if setting.size_pt < min(unnoticed_pt(wanted_pt), wanted_pt):
                yield self.type.path_at(place)[0], setting.size_pt, wanted_pt


@dataclass(frozen=True)
class _Measured:
    """A page whose texts have no common sizes yet, and which of them do not fit it."""

    index: int
    type: SlideType
    sketch: Sketch
    texts: Sequence[PlacedText]
    frames: Mapping[str, Setting]
    """Of its tables and charts."""
    misfits: Sequence[DoesNotFit]

    @property
    def fits(self) -> bool:
        return not self.misfits

    @property
    def reads_well(self) -> bool:
        """Also from the last row."""
        return self.fits and not any(self.page(balanced([self.texts])[0]).hard_to_read())

    def page(self, settings: Iterable[Setting]) -> Page:
        """With the settings of its texts, in their order."""
        of_texts = {text.place.role: one for text, one in zip(self.texts, settings, strict=True)}
        return Page(self.index, self.type, self.sketch, {**of_texts, **self.frames})

    def problems(self) -> Iterator[tuple[int, tuple[str, ...], str]]:
        for error in self.misfits:
            for place, capacity in error.capacities.items():
                fitting = f"about {capacity} {error.unit} fit"
                message = f"The text is too long for its slide, even at 12 pt: {fitting}."
                yield self.index, self.type.path_at(place), message


@dataclass(frozen=True)
class Fitting:
    """Fits texts to one template in one style."""

    template: CompiledTemplate
    style: Style

    def pages(self, slides: Iterable[tuple[SlideType, Content]]) -> list[Page]:
        """Each slide's pages: one, unless it is to go on. Raises: InvalidDeck."""
        measured: list[Sequence[_Measured]] = []
        for index, slide in enumerate(slides):
            measured.append(self._slide(index, *slide))
            if sum(map(len, measured)) > MAX_PAGES:  # told at once: to spread texts takes time
                message = f"The deck would go on over more than {MAX_PAGES} slides."
                raise InvalidDeck("The deck gets too long", {"overflow": [message]})
        problems = [problem for one in measured for page in one for problem in page.problems()]
        if problems:
            first, *more = problems
            raise DeckDoesNotFit(*first, *more)
        # The pages of a slide are balanced as one, to be read as one.
        settings = balanced([[text for page in one for text in page.texts] for one in measured])
        return [
            page.page([next(own) for _ in page.texts])
            for one, own in zip(measured, map(iter, settings), strict=True)
            for page in one
        ]

    def _slide(self, index: int, slide_type: SlideType, content: Content) -> Sequence[_Measured]:
        whole = self._page(index, slide_type, content)
        may_go_on = self.style.overflow is Overflow.CONTINUE or slide_type.always_continues
        if not may_go_on or whole.reads_well:
            return [whole]
        layout = whole.sketch.layout
        wholes = {
            role: TableFit(text, layout.places[role], self._font)
            for role, text in whole.sketch.tables.items()
        }

        def page(part: Content) -> _Measured:
            return self._page(index, slide_type, part, wholes)

        goods = [lambda part: page(part).reads_well, lambda part: page(part).fits]
        pages = [page(one) for one in on_pages(slide_type, content, goods)]
        if len(pages) == 1 or any(one.misfits for one in pages):
            return pages
        tables = alike([one.sketch for one in pages], wholes)
        return [
            replace(one, frames={**one.frames, **own})
            for one, own in zip(pages, tables, strict=True)
        ]

    def _page(
        self,
        index: int,
        slide_type: SlideType,
        content: Content,
        wholes: Mapping[str, TableFit] = MappingProxyType({}),
    ) -> _Measured:
        """`wholes`: the tables that the page's are parts of, by place."""
        layout = self.template.layouts[slide_type.borrows or slide_type.name]
        asked = sketch(slide_type, content, layout, template_id=self.template.source.id)
        drawn = as_it_runs(asked)
        texts: Sequence[PlacedText] = ()
        frames: dict[str, Setting] = {}
        misfits: list[DoesNotFit] = []
        try:
            texts = placed(drawn, self._font)
        except DoesNotFit as error:
            misfits.append(error)
        for fitting in (partial(fit_tables, wholes=wholes), fit_charts):
            try:
                frames |= fitting(drawn, self._font)
            except DoesNotFit as error:
                misfits.append(error)
        return _Measured(index, slide_type, drawn, texts, frames, misfits)

    def _font(self, text: TextStyle) -> Font:
        source = self.template.source
        return font_named(
            self.style.font or (source.heading_font if text.heading else source.body_font)
        )
