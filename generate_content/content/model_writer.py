"""Words from a language model: asked once for all slides, once more for those it got wrong."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from generate_content.content import planning
from generate_content.content.citations import set_proposed
from generate_content.content.links import urls_in_request, without_invented_links
from generate_content.content.numbers import invented, numbers_of_caller, shows_none
from generate_content.content.planning import slide_key
from generate_content.content.prompts import PROMPT_VERSION, Question, compose
from generate_content.content.provider import (
    Admission,
    Deadline,
    Estimate,
    Gaps,
    TextModel,
    Writing,
    admit_all,
)
from generate_content.content.tokens import most_answer_tokens, tokens_in
from generate_content.deck import (
    NO_TOKENS,
    CitationStyle,
    ContentSource,
    DeckRequest,
    SlideRequest,
    Usage,
)
from generate_content.errors import ErrorTree, InvalidDeck, InvalidProviderReply
from generate_content.slides.base import CITATION_LENGTH, CITATIONS, Content, SlideType
from generate_content.slides.fields import InvalidField


@dataclass(frozen=True)
class _Answer:
    """The slides of one reply: those that hold, and what is wrong with the others."""

    types: Mapping[int, SlideType]
    """Of the slides that were open."""
    words: Mapping[int, Content]
    problems: Mapping[int, ErrorTree]
    usage: Usage


class ModelWriter:
    """A `ContentProvider` over any `TextModel`; trusts no word of it unchecked."""

    source = ContentSource.GENERATED

    def __init__(
        self,
        *,
        model: TextModel,
        timeout_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`timeout_s`: for all the words of one deck, repetitions and waiting included."""
        self._model = model
        self._timeout_s = timeout_s
        self._clock = clock
        self.name = model.name
        self.identity = f"{model.name}/{model.model}/{PROMPT_VERSION}"

    def write(self, request: DeckRequest, gaps: Gaps, *, admit: Admission = admit_all) -> Writing:
        """Words that each slide type accepts. Raises: ContentError; what `admit` raises."""
        deadline = Deadline.after(self._timeout_s, self._clock)
        self._model.check_ready()
        self._check_budget(request, gaps)
        admit()
        first = self._ask(request, gaps, {}, deadline)
        first = _without_invented_numbers(request, first)
        if not first.problems:
            return Writing(first.words, usage=first.usage, types=first.types)
        planned = request.planned(first.types)
        refused = {index: planned.gaps()[index] for index in first.problems}
        self._check_rest(planned, refused, first)
        second = self._ask(planned, refused, first.problems, deadline)
        second = _without_invented_numbers(planned, replace(second, types=first.types))
        if second.problems:
            raise InvalidProviderReply(
                self.name,
                f"{self.name} did not write what was asked for, also when asked again: "
                f"{', '.join(slide_key(index) for index in second.problems)}.",
            )
        words = {**first.words, **second.words}
        return Writing(
            {index: words[index] for index in gaps},
            usage=first.usage + second.usage,
            types=first.types,
        )

    def estimate(self, request: DeckRequest, gaps: Gaps) -> Estimate:
        return Estimate(_most_usage(request, compose(request, gaps)) if gaps else NO_TOKENS)

    def forget(self, request: DeckRequest, gaps: Gaps) -> None:
        """Nothing is remembered."""

    def _check_budget(self, request: DeckRequest, gaps: Gaps) -> None:
        """Raises: InvalidDeck if one good call may take more than the request allows."""
        most = self.estimate(request, gaps).usage
        if request.max_tokens is None or most.total_tokens <= request.max_tokens:
            return
        slides = ", ".join(slide_key(index) for index in gaps)
        told = (
            f"Writing {slides} may take up to {most.total_tokens} tokens "
            f"({most.prompt_tokens} for the question, {most.answer_tokens} for the answer)."
        )
        raise InvalidDeck("The words may take too many tokens", {"max_tokens": [told]})

    def _check_rest(self, request: DeckRequest, refused: Gaps, first: _Answer) -> None:
        """Raises: InvalidProviderReply if too little is left to ask once more."""
        most = first.usage + _most_usage(request, compose(request, refused, first.problems))
        if request.max_tokens is not None and most.total_tokens > request.max_tokens:
            raise InvalidProviderReply(
                self.name,
                f"{self.name} did not write what was asked for, and to ask again could take more "
                "than max_tokens.",
            )

    def _ask(
        self,
        request: DeckRequest,
        gaps: Gaps,
        problems: Mapping[int, ErrorTree],
        deadline: Deadline,
    ) -> _Answer:
        question = compose(request, gaps, problems)
        reply = self._model.generate(
            system=question.system, user=question.user, schema=question.schema, deadline=deadline
        )
        reply.check_whole(self.name)
        answer = _parse(reply.text, urls_in_request(request))
        plan = planning.read(request, answer)
        planned = request.planned(plan.types)
        words: dict[int, Content] = {}
        wrong: dict[int, ErrorTree] = dict(plan.problems)
        for index, wanted in planned.gaps().items():
            if index not in gaps or index in wrong:
                continue
            slide = plan.slides.get(index, _named(answer, slide_key(index)))
            try:
                words[index] = _clean(
                    planned.slides[index], slide, wanted, request.brief.citation_style
                )
            except InvalidField as error:
                wrong[index] = error.problems
        return _Answer(plan.types, words, wrong, reply.usage)


def _most_usage(request: DeckRequest, question: Question) -> Usage:
    return Usage(
        tokens_in(question.system) + tokens_in(question.user) + tokens_in(str(question.schema)),
        most_answer_tokens(question.schema, request.brief.language),
    )


def _without_invented_numbers(request: DeckRequest, answer: _Answer) -> _Answer:
    """Slides that were to show the caller's numbers, and show others, become slides by rule."""
    known = numbers_of_caller(request)
    types, words, problems = dict(answer.types), dict(answer.words), dict(answer.problems)
    for index in answer.types.keys() & answer.words.keys():
        numbers = invented(types[index], words[index], known)
        if numbers or shows_none(types[index], words[index]):
            lacking = f"the request has no number {', '.join(numbers)}" if numbers else "no number"
            told = f"Not a {types[index].name}: {lacking}."
            types[index] = planning.with_another(request.planned(types), index)
            problems[index] = {planning.LAYOUT: [told]}
            del words[index]
    return _Answer(types, words, problems, answer.usage)


def _named(answer: object, key: str) -> object:
    return answer.get(key) if isinstance(answer, dict) else None


def _parse(text: str, known_urls: AbstractSet[str]) -> object:
    """The JSON value without invented links; None, which no slide accepts, if it is none.

    Nor if it is nested too deep to be read, or to be looked through.
    """
    try:
        return without_invented_links(json.loads(text), known_urls)
    except (ValueError, RecursionError):
        return None


def _clean(
    slide: SlideRequest, reply: object, wanted: tuple[str, ...], style: CitationStyle
) -> Content:
    """Checked as a caller's words are; no citation is the honest answer of who knows none."""
    cited = reply.get(CITATIONS) if isinstance(reply, dict) else None
    if cited == []:
        wanted = tuple(name for name in wanted if name != CITATIONS)
    elif isinstance(reply, dict) and isinstance(cited, list):
        reply = {**reply, CITATIONS: [set_proposed(one, style, CITATION_LENGTH) for one in cited]}
    return slide.type.clean_reply(reply, wanted, slide.given)
