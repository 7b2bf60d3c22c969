"""One deck, one look: texts in places alike are set in sizes alike."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from generate_content.rendering.fit import PlacedText, Setting, below
from generate_content.rendering.places import Place

_STEPS = 2  # of the scale: so far a text comes down to one like it on another slide
_NOTICEABLE = 0.6  # of the template's size: less looks like another design
_READABLE_PT = 14.0  # from the last row of a room
_LARGE_PT = 40.0  # in any design


def balanced(slides: Sequence[Sequence[PlacedText]]) -> list[list[Setting]]:
    """The settings of each slide's texts: one in places alike on it, a near one over the deck."""
    groups = [_alike(texts) for texts in slides]
    smallest_pt: dict[_Look, float] = {}
    for group in groups:
        for look, texts in group.items():
            smallest_pt[look] = min(_points(texts), smallest_pt.get(look, math.inf))
    shared = [
        {look: iter(_shared(texts, smallest_pt[look])) for look, texts in group.items()}
        for group in groups
    ]
    return [
        [next(own[_look(text)]) for text in texts]
        for texts, own in zip(slides, shared, strict=True)
    ]


_SIDES = ("left", "right")
_Look = tuple[int, int, int, float]


def _look(text: PlacedText) -> _Look:
    """The same for the two columns of a slide, side by side or one above the other, and for a row
    of events, however many they are; another for a column and a heading.
    """
    place = text.place
    top = 0 if place.role.startswith(_SIDES) else place.frame.top
    width = 0 if place.divided else place.frame.width
    return top, width, place.frame.height, text.most_pt


def _alike(texts: Iterable[PlacedText]) -> Mapping[_Look, list[PlacedText]]:
    groups: defaultdict[_Look, list[PlacedText]] = defaultdict(list)
    for text in texts:
        groups[_look(text)].append(text)
    return groups


def _points(texts: Iterable[PlacedText]) -> float:
    """The largest size at which all of them fit."""
    return min(text.largest.size_pt for text in texts if text.largest)


def _shared(texts: Sequence[PlacedText], smallest_pt: float) -> Iterator[Setting]:
    """The setting of each: of one size, which goes towards the smallest in the deck."""
    points = _nearer(_points(texts), smallest_pt, texts[0].place)
    settings = [_at(text, points) for text in texts]
    gaps = min(setting.gaps for setting in settings)
    for text, setting in zip(texts, settings, strict=True):
        yield setting if setting.gaps == gaps else _closer(text, setting, gaps)


def _at(text: PlacedText, points: float) -> Setting:
    """At that size, which is known to fit."""
    setting = text.largest
    if setting is None or setting.size_pt != points:
        setting = text.at(points)
    assert setting is not None
    return setting


def _closer(text: PlacedText, setting: Setting, gaps: float) -> Setting:
    """With less of the space between its paragraphs."""
    leading_pt = setting.levels[0].leading_pt
    return text.setting(setting.size_pt, gaps, leading_pt and leading_pt / setting.size_pt)


def _nearer(own_pt: float, smallest_pt: float, place: Place) -> float:
    """A few steps towards the smallest, though not to where a reader would notice."""
    if own_pt == smallest_pt:
        return own_pt
    *_, lowest_pt = islice(below(own_pt), _STEPS)
    return max(smallest_pt, lowest_pt, min(own_pt, unnoticed_pt(place.styles[0].size_pt)))


def unnoticed_pt(wanted_pt: float) -> float:
    """The smallest size that a reader takes for the one wanted, or for large enough."""
    return min(max(_NOTICEABLE * wanted_pt, _READABLE_PT), _LARGE_PT)
