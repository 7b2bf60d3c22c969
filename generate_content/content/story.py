"""The steps of a talk, in the order in which they are told: data for the offline outline.

Each step is a heading that fits any subject, and tasks for the author. Nothing here claims
anything about a subject: an outline that invents facts would be worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step of a talk; the lower its rank, the shorter the talks that still have it.

    `{subject}` in a task stands for the subject.
    """

    rank: int
    heading: str
    questions: tuple[str, ...]


def _step(rank: int, heading: str, *questions: str) -> Step:
    return Step(rank, heading, questions)


OPENING = (
    "Say for whom this is, and what they should do with it.",
    "Name the one message that people should remember.",
    "Say in one sentence why now is the time to talk about it.",
    "Add who speaks, and the date.",
)

FIRST_HALF = (
    _step(
        8,
        "The message in brief",
        "Sum up {subject} in one sentence.",
        "Add the three points that carry it.",
        "Say what you ask of the audience.",
        "Keep only what a person in a hurry needs.",
    ),
    _step(
        1,
        "Why it matters",
        "Say whom {subject} touches, and how.",
        "Name what is lost if nothing happens.",
        "Name what is gained if it is done well.",
        "Give one number with its source.",
    ),
    _step(
        4,
        "Where we stand today",
        "Describe the present state of {subject} plainly.",
        "Say what works well and should stay.",
        "Say what does not work, and for whom.",
        "Give a date or number that shows it.",
    ),
    _step(
        11,
        "Who it concerns",
        "List the groups that {subject} touches.",
        "Say what each group needs or expects.",
        "Say who decides, and who carries the work.",
        "Name who is easily forgotten.",
    ),
    _step(
        12,
        "The terms we use",
        "Define three words one must know for {subject}.",
        "Use the words of the audience, not of the trade.",
        "Name a word that is often misunderstood.",
        "Leave out every term that comes up only once.",
    ),
    _step(
        15,
        "How we got here",
        "Say when and how {subject} began.",
        "Add the two or three turning points since.",
        "Say what was tried, and what came of it.",
        "Say what has changed most recently.",
    ),
    _step(
        2,
        "How it works",
        "Explain {subject} as you would to a newcomer.",
        "Break it into three or four steps.",
        "Say what goes in, and what comes out.",
        "Name the step that people most often get wrong.",
    ),
    _step(
        6,
        "The main parts",
        "List the parts of {subject}, at most five.",
        "Say in a few words what each part does.",
        "Show how the parts depend on each other.",
        "Mark the part that matters most here.",
    ),
    _step(
        5,
        "An example",
        "Choose a well-known case of {subject}.",
        "Describe the situation before.",
        "Say what was done, step by step.",
        "Say what came of it, with a source.",
    ),
    _step(
        9,
        "What the evidence says",
        "Add the best finding on {subject}, and its source.",
        "Add a finding that points the other way.",
        "Say how reliable the numbers are.",
        "Say what the audience should conclude.",
    ),
)

SECOND_HALF = (
    _step(
        17,
        "What others do",
        "Name two cases that compare to {subject}.",
        "Say what they do differently, and why.",
        "Say what can be taken over.",
        "Say what does not fit here.",
    ),
    _step(
        7,
        "The options",
        "Describe the first option in one line.",
        "Say what speaks for it, and what against it.",
        "Describe the second option in one line.",
        "Say what speaks for it, and what against it.",
    ),
    _step(
        13,
        "Benefits and costs",
        "List the measurable benefits of {subject}.",
        "List the benefits that cannot.",
        "List the costs, once and every year.",
        "Say when one outweighs the other.",
    ),
    _step(
        10,
        "Risks and limits",
        "Say what is likely to go wrong with {subject}.",
        "Name the worst thing that could go wrong.",
        "Say how each would be noticed early.",
        "Say what is out of scope on purpose.",
    ),
    _step(
        18,
        "Common misunderstandings",
        "Say what people often believe of {subject}.",
        "Say what is true instead, with a source.",
        "Explain where the mistake comes from.",
        "Say how to check it for oneself.",
    ),
    _step(
        20,
        "What is still open",
        "List what nobody can answer yet about {subject}.",
        "Say which of them must be settled first.",
        "Say who can answer them, and by when.",
        "Say what to do until then.",
    ),
    _step(
        14,
        "What it takes",
        "List the people and skills that {subject} needs.",
        "Estimate the time, and say how sure you are.",
        "Estimate the money, and where it comes from.",
        "Name what must be in place before the start.",
    ),
    _step(
        16,
        "The plan in stages",
        "Describe the first stage and its result.",
        "Describe the second stage and its result.",
        "Put a date to each stage.",
        "Say at which point the plan can still change.",
    ),
    _step(
        19,
        "How success is measured",
        "Choose two or three measures for {subject}.",
        "Give today's value of each.",
        "Give the value to reach, and by when.",
        "Say who looks at them, and how often.",
    ),
    _step(
        21,
        "Who does what",
        "Name one person for each task.",
        "Say who supports, and who is only informed.",
        "Say when they meet.",
        "Name who steps in when someone is away.",
    ),
    _step(
        22,
        "Questions to expect",
        "Write down the hardest question about {subject}.",
        "Prepare an answer in two sentences.",
        "Write down what you do not know yet.",
        "Say where to send questions later.",
    ),
    _step(
        23,
        "The decision to take",
        "State the decision as a question with a yes or no.",
        "Say what you recommend, and why.",
        "Say what happens if it is put off.",
        "Name who decides, and by when.",
    ),
    _step(
        3,
        "Next steps",
        "Name the first step, and who takes it.",
        "Add the two steps after that, with dates.",
        "Say what you need from the audience.",
        "Say when you will report back.",
    ),
    _step(
        24,
        "Where to read on",
        "List two sources for an overview of {subject}.",
        "List one source that goes deeper.",
        "Say what each of them is good for.",
        "Add a contact for questions.",
    ),
)

FOCUS = (
    "Say what matters most about it for {subject}.",
    "Support it with an example or a number, and its source.",
    "Say whom it affects, and how.",
    "Say what follows from it.",
)
FACETS = (
    *("people", "time", "money", "quality", "tools", "data", "skills", "safety", "rules and law"),
    *("environment", "ethics", "communication", "places", "partners", "culture", "technology"),
    *("health", "access", "trust", "growth", "change", "exceptions", "dependencies", "maintenance"),
    *("privacy", "alternatives", "training", "everyday use"),
)
