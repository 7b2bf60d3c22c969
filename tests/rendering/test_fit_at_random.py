"""Thousands of random texts, each laid out anew, letter by letter, at the size that fit chose.

The simulation here shares the widths of letters with the code, and nothing else: it walks along the
text and breaks where a program may, as three programs do it.
"""

import random
from dataclasses import dataclass
from itertools import pairwise

import pytest

from generate_content.rendering.canvas import Numbering, Paragraph
from generate_content.rendering.fit import (
    SCALE_PT,
    TIGHT_EM,
    LevelSetting,
    PlacedText,
    Setting,
)
from generate_content.rendering.fonts import font_named, line_height_em
from generate_content.rendering.inline import Run
from generate_content.rendering.measure import SMALLEST_PT, Measure
from generate_content.rendering.places import Frame, Place, TextStyle

pytestmark = pytest.mark.no_cover

FONTS = ["Calibri", "Cambria", "Arial", "Times New Roman", "Courier New", "Georgia", "Nobody Sans"]
WORDS = {
    "latin": ["growth", "came", "from", "three", "markets,", "each", "asks", "for", "a", "plan."],
    "accents": ["Größe", "façade", "Übung", "Żółć", "niño", "Việt", "Nam", "Łódź", "Ærø"],
    "combined": ["e\u0301te\u0301", "a\u0308\u0323b", "n\u0303o", "Z\u0351\u036b\u0343a"],
    "greek": ["η", "ανάπτυξη", "ήρθε", "από", "τρεις", "αγορές"],
    "cyrillic": ["Рост", "пришёл", "с", "трёх", "рынков", "ЩЖШ"],
    "hyphens": [
        "twenty-second-hand",
        "half-truths–made",
        "and/or",
        "twenty-second-hand-made-in-between-" * 4,
        "https://example.org/a-long-path/to_some-thing?with=values&more=of-them/" * 2,
    ],
    "chinese": ["增长来自三个市场,", "每个市场都需要(自己)的计划。", "「好」！？"],
    "japanese": ["成長は「三つ」の市場から、", "データーベース。", "ｶﾀｶﾅっ"],
    "korean": ["성장은", "세", "시장에서", "나왔고", "각", "시장에는"],
    "thai": ["การเติบโตมาจากสามตลาด", "และแต่ละตลาดต้องการแผน"],
    "arabic": ["جاء", "النمو", "من", "ثلاثة", "أسواق", "ولكل", "منها"],
    "hebrew": ["הצמיחה", "הגיעה", "משלושה", "שווקים"],
    "hindi": ["विकास", "तीन", "बाज़ारों", "से", "आया"],
    "emoji": ["🚀", "👩‍👩‍👧‍👦", "🇫🇷", "🎉🎉🎉🎉", "❤️"],
    "long": ["x" * 200, "Donaudampfschifffahrtsgesellschaftskapitän", "W" * 60],
    "stuck": ["(", "a )", "?", "mot !", "[ b", "50 %", "№ 7"],
    "narrow": ["i", "l", "1", "..."],
    "capitals": ["WWW", "MMM", "@@"],
}
PLAIN = ("latin", "accents", "greek", "cyrillic", "chinese", "narrow", "capitals")
HYPHENS = "-–—"
PROGRAMS = ("", HYPHENS, f"{HYPHENS}/?&=.,;:!)_%|")  # after what they break, beside spaces
WIDTH_IN_USE, HEIGHT_IN_USE = 0.95, 0.97
SEAM_EM = 0.25
NONE = Setting((LevelSetting(0, shrunk=True, space_before_pt=0),))
CLOSING, OPENING = "!),.:;?]}、。」！？ー)っ%", "([{「（№"
IDEOGRAPHS = [("\u2e80", "\u312f"), ("\u3400", "\u9fff"), ("\uff01", "\uff9f")]


@dataclass(frozen=True)
class Case:
    place: Place
    font: str
    paragraphs: tuple[Paragraph, ...]


def case(rng, scripts):
    styles = [style(rng, size) for size in sorted(rng.sample(range(12, 60), 2), reverse=True)]
    width, height = rng.uniform(120, 820), rng.choice([40, 90, 200, 320])
    place = Place("body", 1, "body", "Body", Frame(0, 0, 1, 1), width, height, tuple(styles))
    some = rng.sample(scripts, rng.choice([1, 1, 1, 2, 3]))
    count = rng.choice([1, 1, 2, 3, 6])
    paragraphs = tuple(paragraph(rng, some, number) for number in range(1, count + 1))
    return Case(place, rng.choice(FONTS), paragraphs)


def style(rng, size):
    return TextStyle(
        size_pt=size,
        line_spacing=rng.choice([0.88, 0.95, 1.0, 1.08]),
        space_before_pt=rng.choice([0, 6, 16]),
        bold=rng.random() < 0.3,
        tracking_pt=0,
        heading=False,
        list_marks=True,
        centered=False,
        indent_pt=rng.choice([0, 28, 50]),
    )


def paragraph(rng, scripts, number):
    words = [rng.choice(WORDS[rng.choice(scripts)]) for _ in range(rng.choice([1, 3, 8, 20]))]
    runs = []
    while words:
        part, words = words[: (size := rng.randint(1, 12))], words[size:]
        text = rng.choice([" ", " ", " ", "  ", "\n"]).join(part) + (" " if words else "")
        bold, italic, code = (rng.random() < 0.15 for _ in range(3))
        runs.append(Run(text, bold=bold, italic=italic, code=code))
    # Not beside plain words only: the code counts the number's width, the simulation does not.
    numbered = "stuck" in scripts or "long" in scripts
    numbering = Numbering("arabicPeriod", number, number) if numbered else None
    return Paragraph(tuple(runs), numbering, level=rng.choice([0, 0, 1]))


def letters(one, font, level_style):
    """(character, width in em) of a paragraph; East Asian and Western ones stand apart."""
    before = " "
    for run in one.runs:
        set_in = font_named("Courier New") if run.code else font
        widths = set_in.face(bold=run.bold or level_style.bold, italic=run.italic)
        for char in run.text:
            kinds = {is_ideograph(char), is_ideograph(before)}
            apart = len(kinds) == 2 and " " not in (char, before) and "\n" not in (char, before)
            yield char, widths[char] + (SEAM_EM if apart else 0)
            before = char


def is_ideograph(char):
    return any(first <= char <= last for first, last in IDEOGRAPHS)


def may_break(char, following, marks):
    if char == " ":
        return following not in CLOSING
    if following == " ":
        return False
    if is_ideograph(char) or is_ideograph(following):
        return char not in OPENING and following not in CLOSING
    return char in marks


def count_lines(line, width, marks):
    """Of letters in one line, each program filling it as far as it goes."""
    lines, start, last, used, at = 1, 0, 0, 0.0, 0
    while at < len(line):
        char, em = line[at]
        used += em
        if used > width and char != " " and at > start:
            at = start = last if last > start else at
            lines, used = lines + 1, 0.0
            continue
        following = line[at + 1][0] if at + 1 < len(line) else " "
        if may_break(char, following, marks):
            last = at + 1
        at += 1
    return lines


def split(chars):
    lines = [[]]
    for char, em in chars:
        if char == "\n":
            lines.append([])
        else:
            lines[-1].append((char, em))
    return lines


def heights_pt(one, setting):
    """Of the whole text, in each program."""
    font, heights = font_named(one.font), [0.0] * len(PROGRAMS)
    for number, para in enumerate(one.paragraphs):
        level, level_style = setting.levels[para.level], one.place.styles[para.level]
        width = (one.place.inner_width_pt - level_style.indent_pt) * WIDTH_IN_USE / level.size_pt
        lines = split(letters(para, font, level_style))
        own_pt = line_height_em(para.text, font) * level_style.line_spacing * level.size_pt
        for program, marks in enumerate(PROGRAMS):
            count = sum(count_lines(line, width, marks) for line in lines)
            heights[program] += count * (level.leading_pt or own_pt)
            heights[program] += level.space_before_pt if number else 0
    return heights


def words_em(line):
    """The widths of what no program breaks unless it must."""
    word_em = 0.0
    for (char, em), (following, _) in pairwise([*line, (" ", 0)]):
        word_em += em if char != " " else 0
        if char == " " or following == " " or may_break(char, following, PROGRAMS[-1]):
            yield word_em
            word_em = 0.0


def parts_a_word(one, setting):
    """Whether a word is too long for its line that would not be at the smallest size."""
    font = font_named(one.font)
    for para in one.paragraphs:
        level, level_style = setting.levels[para.level], one.place.styles[para.level]
        width_pt = (one.place.inner_width_pt - level_style.indent_pt) * WIDTH_IN_USE
        for line in split(letters(para, font, level_style)):
            for word_em in words_em(line):
                if word_em * SMALLEST_PT <= width_pt < word_em * level.size_pt:
                    return True
    return False


def in_use_pt(one):
    return one.place.text_height_pt * HEIGHT_IN_USE


def placed(one):
    measure = Measure(one.place, font_named(one.font))
    return PlacedText(one.place, [measure.paragraph(para) for para in one.paragraphs])


def cases(seed, scripts=tuple(WORDS)):
    rng = random.Random(seed)
    return [case(rng, scripts) for _ in range(500)]


def passed_over(text):
    """The setting of the next size up, with the least space; of a text refused, the last one."""
    own, found = text.place.styles[0].size_pt, text.largest
    larger = [size for size in (own, *SCALE_PT) if size <= own and size > (found or NONE).size_pt]
    tight = found is None and TIGHT_EM
    return text.setting(min(larger), 0.5, tight or None) if larger else None


@pytest.mark.parametrize("seed", range(4))
def test_no_program_needs_more_height_than_the_box_has(seed):
    for one in cases(seed):
        if setting := placed(one).largest:
            assert max(heights_pt(one, setting)) < in_use_pt(one) + 1e-6, one


@pytest.mark.parametrize("seed", range(2))
def test_no_larger_size_of_the_scale_would_have_fitted(seed):
    """Of texts whose breaks are beyond doubt."""
    for one in cases(seed, PLAIN):
        if setting := passed_over(placed(one)):
            too_high = max(heights_pt(one, setting)) > in_use_pt(one)
            assert too_high or parts_a_word(one, setting), one


@pytest.mark.parametrize("seed", range(2))
def test_no_word_is_broken_that_a_smaller_size_would_keep_whole(seed):
    for one in cases(seed, PLAIN):
        if setting := placed(one).largest:
            assert not parts_a_word(one, setting), one


@pytest.mark.parametrize("seed", range(2))
def test_what_fits_at_a_size_fits_at_any_smaller_one(seed):
    for one in cases(seed):
        text, own = placed(one), one.place.styles[0].size_pt
        fitting = [text.at(size) is not None for size in (own, *(s for s in SCALE_PT if s < own))]
        assert fitting == sorted(fitting)


def test_every_outcome_is_among_the_cases():
    outcomes = [placed(one).largest for one in cases(0)]
    shrunk = [setting for setting in outcomes if setting and setting.shrunk]
    assert min(outcomes.count(None), len(shrunk), len(outcomes) - len(shrunk)) > 50
