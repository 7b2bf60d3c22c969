"""`num_slides`, `layout` and `content` of a request, as slides: every wrong place named at once."""

from __future__ import annotations

from collections.abc import Sequence

from generate_content.content.citations import read_source, set_in
from generate_content.deck import CitationStyle, SlideRequest
from generate_content.errors import ErrorTree
from generate_content.slides import plan, registry
from generate_content.slides.base import CITATIONS, Content, SlideType
from generate_content.slides.fields import InvalidField
from generate_content.slides.picture import pixels_to_decode

MAX_SLIDES = 50
MAX_PIXELS = 100_000_000  # of all distinct pictures of a request; a second or two to check


def read_slides(
    num_slides: int | None,
    layout: Sequence[object] | None,
    content: Sequence[object] | None,
    *,
    style: CitationStyle = CitationStyle.APA,
) -> tuple[SlideRequest, ...]:
    """One `SlideRequest` a slide, its sources set in `style`.

    Raises: InvalidField, its problems keyed by request field.
    """
    problems: dict[str, ErrorTree] = _count_problems(num_slides, layout, content)
    problems = problems or _picture_problems(content)
    if problems:
        # Positions would only confuse while the lists do not even match.
        raise InvalidField(problems | _layout_problems(layout))
    count = num_slides or len(layout or content or ())
    problems |= _layout_problems(layout)
    slides: list[SlideRequest] = []
    wrong: dict[str, ErrorTree] = {}
    for position in range(count):
        name = layout[position] if layout else None
        given = content[position] if content is not None else {}
        try:
            slides.append(_read_slide(position, count, name, given, style))
        except InvalidField as error:
            wrong[str(position)] = error.problems
    if wrong:
        problems["content"] = wrong
    if problems:
        raise InvalidField(problems)
    return tuple(slides)


def _count_problems(
    num_slides: int | None, layout: Sequence[object] | None, content: Sequence[object] | None
) -> dict[str, ErrorTree]:
    if num_slides is None and layout is None and content is None:
        return {"num_slides": ["This field is required unless layout or content tells it."]}
    expected = num_slides or len(layout or content or ())
    problems: dict[str, ErrorTree] = {}
    for name, values in (("layout", layout), ("content", content)):
        if values is None:
            continue
        if not values or len(values) > MAX_SLIDES:
            problems[name] = [f"Give 1 to {MAX_SLIDES} slides (there are {len(values)})."]
        elif len(values) != expected:
            source = "num_slides is" if num_slides else "layout has"
            problems[name] = [f"Has {len(values)} slides, but {source} {expected}."]
    return problems


def _picture_problems(content: Sequence[object] | None) -> dict[str, ErrorTree]:
    """Told before any picture is decoded: one small body could ask for minutes of work."""
    slides = [given for given in content or () if isinstance(given, dict)]
    pictures = {value for given in slides for value in given.values() if isinstance(value, str)}
    if sum(map(pixels_to_decode, pictures)) <= MAX_PIXELS:
        return {}
    return {"content": [f"All pictures together may have at most {MAX_PIXELS} pixels."]}


def _layout_problems(layout: Sequence[object] | None) -> dict[str, ErrorTree]:
    wrong: dict[str, ErrorTree] = {}
    for position, name in enumerate((layout or ())[:MAX_SLIDES]):
        if not isinstance(name, str):
            wrong[str(position)] = ["Not a valid string."]
        elif name not in registry.BY_NAME:
            wrong[str(position)] = [f'"{name[:64]}" is not a valid choice.']
    return {"layout": wrong} if wrong else {}


def _read_slide(
    position: int, count: int, name: object, given: object, style: CitationStyle
) -> SlideRequest:
    if not isinstance(given, dict):
        raise InvalidField(["Expected an object with the slide's fields; {} means: write it."])
    if name is None and not given:
        return SlideRequest(plan.by_rule(position, count), _EMPTY, is_open=True)
    if name is None:
        slide_type = _inferred_type(given)
    elif isinstance(name, str) and name in registry.BY_NAME:
        slide_type = registry.BY_NAME[name]
    else:
        return _UNREADABLE  # its layout is already among the problems
    return SlideRequest(slide_type, _clean(slide_type, given, style))


def _clean(slide_type: SlideType, given: dict[str, object], style: CitationStyle) -> Content:
    """With sources set as texts. Raises: InvalidField, those of the sources among the others."""
    citations = given.get(CITATIONS)
    if not isinstance(citations, list):
        return slide_type.clean(given)
    entries, wrong = _set_sources(citations, style)
    problems: dict[str, ErrorTree] = {CITATIONS: wrong} if wrong else {}
    try:
        cleaned = slide_type.clean({**given, CITATIONS: entries})
    except InvalidField as error:
        raise InvalidField(_merged(error.problems, problems)) from error
    if problems:
        raise InvalidField(problems)
    return cleaned


def _set_sources(
    citations: list[object], style: CitationStyle
) -> tuple[list[object], dict[str, ErrorTree]]:
    """The citations as texts, and what is wrong with their sources."""
    entries: list[object] = []
    wrong: dict[str, ErrorTree] = {}
    for position, citation in enumerate(citations):
        if not isinstance(citation, dict):
            entries.append(citation)
            continue
        try:
            entries.append(set_in(style, read_source(citation)))
        except InvalidField as error:
            wrong[str(position)] = error.problems
            entries.append("told already")
    return entries, wrong


def _merged(one: ErrorTree, other: ErrorTree) -> ErrorTree:
    if isinstance(one, list) or isinstance(other, list):
        return one
    both = one.keys() & other.keys()
    return {**other, **one, **{name: _merged(one[name], other[name]) for name in both}}


def _inferred_type(given: dict[str, object]) -> SlideType:
    if slide_type := registry.knowing(given):
        return slide_type
    known = "; ".join(
        f"{slide_type.name}: {', '.join(slide_type.all_fields())}"
        for slide_type in registry.SLIDE_TYPES
    )
    names = ", ".join(name[:64] for name in list(given)[:20])
    raise InvalidField([f"No slide type knows all of {names}. There are {known}."])


_EMPTY: Content = {}
_UNREADABLE = SlideRequest(registry.SLIDE_TYPES[0], _EMPTY)
