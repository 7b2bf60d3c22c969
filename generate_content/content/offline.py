"""The words when no model is at hand: an outline for the author to fill in, called a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generate_content.content.outline import Outline
from generate_content.content.outline_language import is_offered
from generate_content.content.provider import Admission, Estimate, Gaps, Writing, admit_all
from generate_content.content.subject import HEADING_LENGTH
from generate_content.deck import ContentSource, DeckRequest, DeckWarning, SlideRequest
from generate_content.slides.base import CITATIONS, NOTES, Content, SlideType, Topic
from generate_content.slides.plan import another

OUTLINE_VERSION = "5"
"""Changes whenever the same request would get other words."""


class OfflineOutline:
    """A `ContentProvider` that asks the author the right questions and claims nothing."""

    name = "offline"
    identity = f"offline/{OUTLINE_VERSION}"
    source = ContentSource.DRAFT

    def write(self, request: DeckRequest, gaps: Gaps, *, admit: Admission = admit_all) -> Writing:
        """A draft of each gap but citations, which are never made up. `admit` is not asked."""
        del admit
        outline = Outline(request.brief)
        types = {} if outline.has_sides else _without_sides(request)
        planned = request.planned(types)
        gaps = {index: names for index, names in planned.gaps().items() if index in gaps}
        topics = _topics(planned, gaps, outline)
        words = {
            index: _draft(planned.slides[index], topics[index], wanted, outline.language.notes)
            for index, wanted in gaps.items()
        }
        return Writing(words, tuple(_warnings(request, gaps)), types=types)

    def estimate(self, request: DeckRequest, gaps: Gaps) -> Estimate:
        """Nothing is paid for a draft."""
        del request, gaps
        return Estimate()

    def forget(self, request: DeckRequest, gaps: Gaps) -> None:
        """Nothing is remembered."""


def _without_sides(request: DeckRequest) -> Mapping[int, SlideType]:
    """Other types for open slides that would compare what the subject does not name."""
    types = [slide.type for slide in request.slides]
    return {
        index: another(types, index) for index in request.open_slides() if types[index].compares
    }


def _topics(request: DeckRequest, gaps: Gaps, outline: Outline) -> Mapping[int, Topic]:
    """What each slide with gaps is about: its own heading if it has one, else the next step."""
    headings = {index: _given_heading(slide) for index, slide in enumerate(request.slides)}
    taken = {heading.casefold() for heading in headings.values() if heading}
    topics = {index: outline.focus(heading) for index in gaps if (heading := headings[index])}
    for index in gaps:
        if index not in topics and request.slides[index].type.shows_the_way:
            topics[index] = outline.overview()
    for index in gaps:
        if index not in topics and request.slides[index].type.compares:
            beside = outline.beside()
            if beside.heading.casefold() not in taken:
                topics[index] = beside
                taken.add(beside.heading.casefold())
    if _may_close(request, gaps) and (closing := outline.closing()).heading.casefold() not in taken:
        topics.setdefault(len(request.slides) - 1, closing)
        taken.add(closing.heading.casefold())
    untold = [index for index in gaps if index not in topics]
    if untold[:1] == [0] and outline.subject.casefold() not in taken:
        topics[untold.pop(0)] = outline.opening()
        taken.add(outline.subject.casefold())
    topics |= dict(zip(untold, outline.progression(len(untold), taken=taken), strict=True))
    return _looking_ahead(topics, headings)


def _may_close(request: DeckRequest, gaps: Gaps) -> bool:
    """Whether the last slide is to be drafted, and is one that ends a talk."""
    last = len(request.slides) - 1
    return last in gaps and request.slides[last].type.ends_the_talk


def _looking_ahead(
    topics: Mapping[int, Topic], given: Mapping[int, str | None]
) -> Mapping[int, Topic]:
    """The topics, each with the headings that follow it: an agenda lists them."""
    headings = [given[index] or topics[index].heading for index in sorted(given)]
    return {
        index: replace(topic, ahead=tuple(filter(_is_short, headings[index + 1 :])))
        for index, topic in topics.items()
    }


def _is_short(heading: str) -> bool:
    return len(heading) <= HEADING_LENGTH


def _given_heading(slide: SlideRequest) -> str | None:
    headings = (name for name, field in slide.type.fields.items() if field.place == "title")
    value = slide.given.get(next(headings, ""))
    return value if isinstance(value, str) else None


def _draft(slide: SlideRequest, topic: Topic, wanted: tuple[str, ...], label: str) -> Content:
    """The wanted fields, held to the same limits as a model's words."""
    drafted = slide.type.draft_beside(topic, slide.given)
    draft = {**drafted, NOTES: f"{label} {' '.join(topic.questions)}"}
    names = [name for name in wanted if name != CITATIONS]
    return slide.type.clean_reply(slide.type.echo(draft), names, slide.given)


def _warnings(request: DeckRequest, gaps: Gaps) -> Iterator[DeckWarning]:
    in_english = "" if is_offered(request.brief.language) else " It is in English."
    numbers = ", ".join(str(index + 1) for index in gaps)
    slides = f"Slide {numbers} is" if len(gaps) == 1 else f"Slides {numbers} are"
    if len(gaps) == len(request.slides):
        slides = "All of it is"
    yield DeckWarning(
        "offline_draft",
        f"No model wrote these words, since none is configured. {slides} an outline with tasks "
        f"for you to fill in, not finished content.{in_english}",
    )
    if any(CITATIONS in wanted for wanted in gaps.values()):
        yield DeckWarning(
            "citations_unavailable",
            "No citations were added: without a model none can be proposed, and none is made up.",
        )
