"""A slide whose texts are too long goes on on further ones, at breaks a reader would choose.

Among all ways to spread it over as few pages as can be, the one of the most even pages is taken;
to part sub-points from their point, or a sentence from the next, counts against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TypeAlias

from generate_content.rendering.inline import parse
from generate_content.slides.base import CITATIONS, NOTES, Content, SlideType
from generate_content.slides.fields import Field
from generate_content.slides.pieces import Piece, broken
from generate_content.slides.values import Value

Good: TypeAlias = Callable[[Content], bool]
"""Whether a part of the slide's content, without heading and foot, stands well on one slide."""

Step: TypeAlias = Mapping[str, tuple[Piece, ...]]
"""What comes next, by field; stays on one page."""

Flow: TypeAlias = Sequence[Step]


def on_pages(slide_type: SlideType, content: Content, goods: Sequence[Good]) -> Sequence[Content]:
    """The contents of the slide's pages; only its own if one holds it, or no number of them does.

    `goods`: what is asked of a page, and what may be asked instead where no page is like that.
    """
    fields = slide_type.fields
    flowing = {name: fields[name] for name in fields if fields[name].flows and name in content}
    if not flowing:
        return [content]
    foot_and_head = {NOTES, CITATIONS, _heading(slide_type)}
    repeated = {name: content[name] for name in content.keys() - flowing.keys() - foot_and_head}
    for good in goods:
        if good({**repeated, **{name: content[name] for name in flowing}}):
            return [content]
        paging = _Paging(flowing, repeated, good)
        for flows in _flows(flowing, content):
            if parts := paging.parts(flows):
                return list(_pages(slide_type, content, parts))
    return [content]


def _heading(slide_type: SlideType) -> str:
    return next(name for name, field in slide_type.fields.items() if field.place == "title")


def _pages(slide_type: SlideType, content: Content, parts: Sequence[Content]) -> Iterator[Content]:
    """Each with its heading, told which page it is, and its sources; the first with the notes."""
    heading = _heading(slide_type)
    for number, part in enumerate(parts, start=1):
        page = {
            name: part.get(name, value)
            for name, value in content.items()
            if name in part or not slide_type.all_fields()[name].flows
        }
        if heading in page:
            page[heading] = f"{page[heading]} ({number}/{len(parts)})"
        if number > 1:
            page.pop(NOTES, None)
        yield page


def _flows(fields: Mapping[str, Field], content: Content) -> Iterator[Sequence[Flow]]:
    """Columns of as many points go on point by point, side by side; others each by itself."""
    pieces = {name: field.pieces(content[name]) for name, field in fields.items()}
    points = [list(_by_point(told)) for told in pieces.values()]
    if len(points) > 1 and len(set(map(len, points))) == 1:
        rows = zip(*points, strict=True)
        yield [[dict(zip(pieces, row, strict=True)) for row in rows]]
    yield [[{name: (piece,)} for piece in told] for name, told in pieces.items()]


def _by_point(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Each point with its sub-points."""
    starts = [number for number, piece in enumerate(pieces) if not piece.level]
    for start, end in pairwise([*starts, len(pieces)]):
        yield tuple(pieces[start:end])


@dataclass(frozen=True)
class _Paging:
    """Spreads the flows of one slide over pages that are `good`."""

    fields: Mapping[str, Field]
    repeated: Content
    good: Good

    def parts(self, flows: Sequence[Flow]) -> Sequence[Content]:
        """What flows, page by page; nothing if no number of pages holds it."""
        parted = [self._broken(flow) for flow in flows]
        if not all(parted):
            return []
        reaches = [self._reaches(flow) for flow in parted]
        count = max(map(_fewest, reaches))
        parts: list[dict[str, Value]] = [{} for _ in range(count)]
        for flow, reach in zip(parted, reaches, strict=True):
            for number, (start, end) in enumerate(_even(flow, reach, count)):
                parts[number] |= self._joined(flow[start:end])
        return parts

    def _broken(self, flow: Flow) -> list[Step]:
        """In steps that each fit a page; none at all where one can be broken no further."""
        fine: list[Step] = []
        for step in flow:
            if self._fit([step]):
                fine.append(step)
                continue
            smaller = _smaller(step)
            inner = self._broken(smaller) if len(smaller) > 1 else []
            if not inner:
                return []
            fine += inner
        return fine

    def _reaches(self, flow: Flow) -> list[int]:
        """For each step the end of the fullest page that begins with it."""
        reaches: list[int] = []
        end = 0
        for start in range(len(flow)):
            end = max(end, start + 1)
            while end < len(flow) and self._fit(flow[start : end + 1]):
                end += 1
            reaches.append(end)
        return reaches

    def _fit(self, flow: Flow) -> bool:
        return self.good({**self.repeated, **self._joined(flow)})

    def _joined(self, flow: Flow) -> dict[str, Value]:
        return {
            name: self.fields[name].joined([piece for step in flow for piece in step[name]])
            for name in flow[0]
        }


def _smaller(step: Step) -> list[Step]:
    """The text broken, but not within formatting; only the step itself if that cannot be."""
    pieces = [(name, piece) for name, told in step.items() for piece in told]
    if len(pieces) > 1:
        return [step]
    [(name, piece)] = pieces
    smaller = broken(piece)
    return [{name: (one,)} for one in _formatted_apart(smaller)] if len(smaller) > 1 else [step]


def _formatted_apart(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces that are formatted as they were together: others are joined again."""
    texts = [str(piece.part) for piece in pieces]
    whole, start = _shown("".join(texts)), 0
    for end in range(1, len(pieces) + 1):
        before, after = "".join(texts[:end]), "".join(texts[end:])
        if _shown(before) + _shown(after) == whole:
            yield replace(pieces[start], part="".join(texts[start:end]))
            start = end


def _shown(text: str) -> str:
    return "".join(run.text for run in parse(text))


def _fewest(reaches: Sequence[int]) -> int:
    """How many pages it takes at least."""
    count = start = 0
    while start < len(reaches):
        start, count = reaches[start], count + 1
    return count


def _even(flow: Flow, reaches: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """Start and end of each of `count` pages, or of as many as there are steps."""
    weights = [max(sum(one.weight for one in told) for told in step.values()) for step in flow]
    sums, last = [0, *accumulate(weights)], len(flow)
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, (0,))}
    for _ in range(min(count, last)):
        further: dict[int, tuple[int, tuple[int, ...]]] = {}
        for start, (before, cuts) in best.items():
            for end in range(start + 1, reaches[start] + 1 if start < last else 0):
                cost = before + (sums[end] - sums[start]) ** 2
                cost += round(_reluctance(flow[end]) * sums[last] ** 2) if end < last else 0
                if end not in further or cost <= further[end][0]:  # the last page is the short one
                    further[end] = (cost, (*cuts, end))
        best = further
    return iter(pairwise(best[last][1]))


def _reluctance(step: Step) -> float:
    return max(told[0].reluctance for told in step.values())
