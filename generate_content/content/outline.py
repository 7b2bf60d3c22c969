"""Which steps of a talk an offline draft takes, and how they name their subject."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from generate_content.content.story import FACETS, FIRST_HALF, FOCUS, OPENING, SECOND_HALF, Step
from generate_content.content.subject import subject_of
from generate_content.slides.base import Topic

_TASK_LENGTH = 70
"""So that a task fits any place a draft puts it, the narrow columns too."""
_SUBJECT = "{subject}"
_LONGEST_NAME = 32


def _focus_steps(count: int) -> tuple[Step, ...]:
    """Steps beyond the talk's own: one per facet, then numbered, so that they never run out."""
    named = [f"In focus: {facet}" for facet in FACETS]
    numbered = [f"Further point {number}" for number in range(1, count + 1)]
    first_rank = len(FIRST_HALF) + len(SECOND_HALF) + 1
    headings = enumerate([*named, *numbered], start=first_rank)
    return tuple(Step(rank, heading, FOCUS) for rank, heading in headings)


def opening(subject: str) -> Topic:
    """The step that introduces the subject itself."""
    return _topic(subject, subject, OPENING)


def focus(subject: str, heading: str) -> Topic:
    """Tasks that fit under any heading."""
    return _topic(subject, heading, FOCUS)


def progression(subject: str, count: int, *, taken: Collection[str]) -> tuple[Topic, ...]:
    """`count` steps in the order of a talk, under headings that differ from each other.

    A short talk gets the steps of the lowest ranks, a longer one more in between. Headings in
    `taken` (case-folded) are left out.
    """
    story = (*FIRST_HALF, *_focus_steps(count + len(taken)), *SECOND_HALF)
    free = [step for step in story if step.heading.casefold() not in taken]
    told = {step.rank for step in sorted(free, key=lambda step: step.rank)[:count]}
    return tuple(
        _topic(subject, step.heading, step.questions) for step in free if step.rank in told
    )


def _topic(subject: str, heading: str, tasks: Iterable[str]) -> Topic:
    return Topic(subject, heading, tuple(_naming(subject, task) for task in tasks))


def _naming(subject: str, task: str) -> str:
    """In quotation marks the subject reads well however it was put."""
    if _SUBJECT not in task:
        return task
    room = _TASK_LENGTH - len(task.replace(_SUBJECT, "“”"))
    return task.replace(_SUBJECT, f"“{subject_of(subject, max_length=min(room, _LONGEST_NAME))}”")
