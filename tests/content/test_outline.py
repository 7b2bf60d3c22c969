import pytest

from generate_content.content.outline import Outline
from generate_content.content.outline_language import LANGUAGES, outline_language
from generate_content.content.story import STORIES
from generate_content.deck import Brief, Tone

PROMPTS = {
    ("en", "comparison"): [
        "Tea vs coffee",
        "Comparing trains and planes",
        "Should we buy or rent?",
    ],
    ("en", "how_to"): ["How to bake bread", "A step-by-step guide to beekeeping"],
    ("en", "report"): ["Q3 results", "Annual report 2026", "Report on our training course"],
    ("en", "pitch"): ["Pitch for a bike-sharing startup", "Proposal to the city council"],
    ("en", "lesson"): ["Artificial Intelligence Fundamentals", "Introduction to financial reports"],
    ("en", "general"): ["Trees in the city", "Herbs", "The flow of rivers"],
    ("de", "comparison"): ["Tee und Kaffee im Vergleich"],
    ("de", "how_to"): ["Wie man Brot backt"],
    ("de", "report"): ["Quartalsbericht 2026"],
    ("de", "pitch"): ["Pitch für Investoren"],
    ("de", "lesson"): ["Einführung in die Statistik"],
    ("fr", "comparison"): ["Différences entre thé et café"],
    ("fr", "how_to"): ["Comment faire du pain"],
    ("fr", "report"): ["Bilan trimestriel"],
    ("fr", "pitch"): ["Pitch pour des investisseurs"],
    ("fr", "lesson"): ["Introduction à la statistique"],
    ("es", "comparison"): ["Diferencias entre té y café"],
    ("es", "how_to"): ["Cómo hacer pan"],
    ("es", "report"): ["Informe trimestral"],
    ("es", "pitch"): ["Propuesta para inversores"],
    ("es", "lesson"): ["Introducción a la estadística"],
    ("hi", "comparison"): ["चाय और कॉफ़ी की तुलना"],
    ("hi", "how_to"): ["रोटी कैसे बनाएँ"],
    ("hi", "report"): ["तिमाही रिपोर्ट"],
    ("hi", "pitch"): ["निवेशकों के लिए पिच"],
    ("hi", "lesson"): ["सांख्यिकी का परिचय"],
    ("zh", "comparison"): ["茶与咖啡的比较"],
    ("zh", "how_to"): ["如何烤面包"],
    ("zh", "report"): ["2026年第三季度报告"],
    ("zh", "pitch"): ["面向投资人的路演"],
    ("zh", "lesson"): ["统计学入门"],
}
CASES = [
    (language, kind, prompt) for (language, kind), prompts in PROMPTS.items() for prompt in prompts
]


def headings(count, prompt="Green tea", *, taken=(), **brief):
    topics = Outline(Brief(prompt, **brief)).progression(count, taken=taken)
    return [topic.heading for topic in topics]


@pytest.mark.parametrize(("language", "kind", "prompt"), CASES)
def test_short_talk_has_the_steps_of_its_kind(language, kind, prompt):
    steps = outline_language(language).steps
    most_important = {steps[name].heading for name in STORIES[kind].ranked[:4]}
    named = {steps[name].heading for name in ("first_side", "second_side")}

    told = headings(4, prompt, language=language)

    assert len(set(told)) == 4
    assert set(told) >= most_important - named
    assert set(told) == most_important or kind == "comparison"


@pytest.mark.parametrize("language", LANGUAGES)
def test_english_prompt_tells_its_kind_whatever_the_language(language):
    told = headings(4, "How to bake bread", language=language)

    assert outline_language(language).steps["procedure"].heading in told


@pytest.mark.parametrize(
    ("tone", "step"), [(Tone.SALES_PITCH, "problem"), (Tone.EDUCATIONAL, "goals")]
)
def test_tone_tells_the_kind_if_the_prompt_does_not(tone, step):
    heading = outline_language("en").steps[step].heading

    assert heading in headings(4, tone=tone)
    assert heading not in headings(4, "Annual report", tone=tone)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 13, 26, 50])
@pytest.mark.parametrize(
    "kind", ["Tea vs coffee", "Baking: a guide", "Q3 report", "Pitch", "Lesson"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_never_run_out_and_differ_from_each_other(language, kind, count):
    told = headings(count, kind, language=language)

    assert len(set(told)) == len(told) == count


def test_steps_are_told_in_the_order_of_a_talk():
    told = headings(6, "Pitch: bikes for all")

    assert told == [
        *("The problem", "Why it matters", "The solution", "How it works", "Why believe it"),
        "What we ask for",
    ]


def test_heading_that_is_taken_is_left_out():
    assert "The problem" not in headings(6, "Pitch: bikes", taken={"the problem"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_tasks_fit_a_narrow_column_and_name_the_subject_in_the_quotes_of_the_language(language):
    outline = Outline(Brief("茶" * 100, language=language))
    tasks = [task for topic in outline.progression(50, taken=()) for task in topic.questions]
    opening, closing = outline_language(language).quotes

    assert max(map(len, tasks)) <= 70
    assert any(f"{opening}茶" in task and f"…{closing}" in task for task in tasks)
    assert "{" not in "".join(tasks)


@pytest.mark.parametrize(
    ("language", "prompt", "sides"),
    [
        ("en", "Tea vs. green coffee", ["Tea", "Green coffee"]),
        ("en", "Make a presentation about trains or planes?", ["Trains", "Planes"]),
        ("en", "Differences between SQL and NoSQL", ["SQL", "NoSQL"]),
        ("de", "Tee und Kaffee im Vergleich", ["Tee", "Kaffee"]),
        ("de", "Mieten oder kaufen: ein Vergleich", None),
        ("de", "Wärmepumpe oder Gasheizung?", ["Wärmepumpe", "Gasheizung"]),
        ("de", "Tea vs coffee", ["Tea", "Coffee"]),
        ("fr", "Différences entre le thé et le café", ["Le thé", "Le café"]),
        ("fr", "Le train ou l’avion ?", ["Le train", "L’avion"]),
        ("es", "¿Té o café?", ["Té", "Café"]),
        ("es", "Diferencias entre té y café", ["Té", "Café"]),
        ("hi", "चाय बनाम कॉफ़ी", ["चाय", "कॉफ़ी"]),
        ("zh", "茶与咖啡的比较", ["茶", "咖啡"]),
        ("en", "Comparing apples", None),
        ("en", "Should we buy or rent?", None),
        ("en", "Tea vs tea", None),
    ],
)
def test_comparison_names_its_sides_if_the_prompt_does(language, prompt, sides):
    steps = outline_language(language).steps
    unnamed = [steps["first_side"].heading, steps["second_side"].heading]

    told = headings(3, prompt, language=language)

    assert told[:2] == (sides or unnamed)


def test_name_of_a_side_that_is_taken_leaves_its_step_out():
    told = headings(4, "Tea vs coffee", taken={"tea"})

    assert "Tea" not in told
    assert "Coffee" in told
