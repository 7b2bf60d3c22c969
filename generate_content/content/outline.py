"""Which steps of a talk an offline draft takes, and how they name their subject."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generate_content.content.outline_language import OutlineLanguage, Step, outline_language
from generate_content.content.story import STORIES, Kind
from generate_content.content.subject import subject_of
from generate_content.deck import Brief, Tone
from generate_content.slides.base import SIDE_LENGTH, DraftWords, Topic

_TASK_LENGTH = 70
"""So that a task fits any place a draft puts it, the narrow columns too."""
_SUBJECT = "{subject}"
_LONGEST_NAME = 32
_LAST, _BESIDE = "next", "criteria"

_KINDS_OF_TONES = {Tone.SALES_PITCH: Kind.PITCH, Tone.EDUCATIONAL: Kind.LESSON}


class Outline:
    """The outline of one talk."""

    def __init__(self, brief: Brief) -> None:
        self.language = outline_language(brief.language)
        # A prompt may be in English whatever the language of the deck.
        known = (self.language, outline_language("en"))
        self.subject = subject_of(brief.prompt, orders=[language.order for language in known])
        self._kind = _kind(brief, known)
        self._sides = _sides(self.subject, known)
        self._words = _naming_sides(self.language.words, self._sides)

    def opening(self) -> Topic:
        """The step that introduces the subject itself."""
        return self._topic(self.subject, self.language.opening)

    @property
    def has_sides(self) -> bool:
        """Whether the subject names two sides to compare."""
        return bool(self._sides)

    def closing(self) -> Topic:
        """The step that every talk can end with."""
        return self._step(_LAST)

    def beside(self) -> Topic:
        """The step in which the two sides stand beside each other."""
        return self._step(_BESIDE)

    def _step(self, name: str) -> Topic:
        step = self.language.steps[name]
        return self._topic(step.heading, step.tasks)

    def overview(self) -> Topic:
        """What tells of the talk itself."""
        return self._topic(self.language.agenda, self.language.focus)

    def focus(self, heading: str) -> Topic:
        """Tasks that fit under any heading."""
        return self._topic(heading, self.language.focus)

    def progression(self, count: int, *, taken: Collection[str]) -> tuple[Topic, ...]:
        """`count` steps in the order of a talk, under headings that differ from each other.

        A short talk gets the most important ones, a longer one more in between. Headings in
        `taken` (case-folded) are left out.
        """
        story, steps = STORIES[self._kind], {**self.language.steps, **self._sides}
        between = {step.heading: step for step in self._focus_steps(count + len(taken))}
        free = {name: step for name, step in {**steps, **between}.items() if _is_free(step, taken)}
        chosen = [name for name in (*story.ranked, *between) if name in free][:count]
        told = (*story.before, *between, *story.after)
        return tuple(
            self._topic(free[name].heading, free[name].tasks) for name in told if name in chosen
        )

    def _focus_steps(self, count: int) -> Iterator[Step]:
        """Steps beyond the talk's own: one per facet, then numbered, so that they never run out."""
        language = self.language
        for facet in language.facets:
            yield Step(language.facet.format(facet=facet), language.focus)
        for number in range(1, count + 1):
            yield Step(language.further.format(number=number), language.focus)

    def _topic(self, heading: str, tasks: Iterable[str]) -> Topic:
        questions = tuple(self._naming(task) for task in tasks)
        words = replace(self._words, quotation=self._naming(self._words.quotation))
        return Topic(self.subject, heading, questions, words)

    def _naming(self, task: str) -> str:
        """The task with the subject in quotation marks, as much of it as there is room for."""
        if _SUBJECT not in task:
            return task
        opening, closing = self.language.quotes
        room = _TASK_LENGTH - len(task.replace(_SUBJECT, opening + closing))
        name = subject_of(self.subject, max_length=min(room, _LONGEST_NAME))
        return task.replace(_SUBJECT, f"{opening}{name}{closing}")


def _is_free(step: Step, taken: Collection[str]) -> bool:
    return step.heading.casefold() not in taken


def _kind(brief: Brief, languages: Iterable[OutlineLanguage]) -> Kind:
    """What the prompt says first, else what the tone suggests."""
    for language in languages:
        found = {
            kind: match.start()
            for kind, pattern in language.kinds.items()
            if (match := pattern.search(brief.prompt))
        }
        if found:
            return min(found, key=found.__getitem__)
    return _KINDS_OF_TONES.get(brief.tone, Kind.GENERAL)


def _sides(subject: str, languages: Sequence[OutlineLanguage]) -> Mapping[str, Step]:
    """The steps of a comparison's two sides under their names, if the subject tells both."""
    for language in languages:
        if match := language.sides.fullmatch(subject):
            names = [name[0].upper() + name[1:] for name in match.groups() if name]
            steps = languages[0].steps
            if names[0].casefold() != names[1].casefold():
                return {
                    step: replace(steps[step], heading=name)
                    for step, name in zip(("first_side", "second_side"), names, strict=True)
                }
    return {}


def _naming_sides(words: DraftWords, sides: Mapping[str, Step]) -> DraftWords:
    if not sides:
        return words
    left, right = (subject_of(step.heading, max_length=SIDE_LENGTH) for step in sides.values())
    return replace(words, sides=(left, right))
