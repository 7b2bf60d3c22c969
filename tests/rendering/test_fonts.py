"""Widths and heights of letters."""

import json
import unicodedata
from pathlib import Path

import pytest

from generate_content.rendering import fonts
from generate_content.rendering.fonts import font_named, line_height_em

TABLES = sorted((Path(fonts.__file__).parent / "metrics").glob("*.json"))
TEXT = "Growth came from three markets, and each of them asks for a plan of its own (2024)."


def width(name, text=TEXT, *, bold=False, italic=False):
    face = font_named(name).face(bold=bold, italic=italic)
    return sum(face[char] for char in text)


@pytest.mark.parametrize(
    ("name", "letter", "thousandths"),
    [
        ("Calibri", "e", 498),
        ("Arial", "e", 556),
        ("Helvetica", "W", 944),
        ("Times New Roman", "e", 444),
        ("Courier New", "W", 600),
        ("Calibri", "W", 890),
        ("Arial", "ж", 669),
    ],
)
def test_a_font_with_an_open_twin_has_its_very_widths(name, letter, thousandths):
    assert width(name, letter) == pytest.approx(thousandths / 1000, abs=0.0006)


def test_names_are_known_in_any_case():
    assert font_named("ARIAL").faces == font_named("Arial").faces


def test_each_style_has_its_own_widths():
    assert width("Calibri", bold=True) > width("Calibri")
    assert width("Times New Roman", italic=True) != width("Times New Roman")


def test_a_style_that_was_not_told_is_as_wide_as_the_upright_one():
    assert width("Verdana", italic=True) == width("Verdana")
    assert width("Verdana", bold=True, italic=True) == width("Verdana", bold=True)


@pytest.mark.parametrize("name", ["Segoe UI", "Trebuchet MS", "Gill Sans MT", "Tahoma", "Aptos"])
def test_a_font_without_a_twin_is_as_wide_as_what_may_stand_in(name):
    assert width(name) >= max(width("Arial"), width("Noto Sans"), width("Tahoma"))


def test_an_unknown_font_is_as_wide_as_the_widest():
    unknown = width("Nobody Knows Sans")
    assert unknown >= max(width(name, bold=True) for name in ("Arial", "Verdana", "Georgia"))


def test_an_unknown_monospaced_font_gives_every_letter_its_place():
    assert width("Somebody's Mono", "iiii") == width("Somebody's Mono", "WWWW")


def test_letters_that_a_font_lacks_are_as_wide_as_their_base():
    assert width("Arial", "ǻ") == width("Arial", "a")


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_table_tells_every_letter_once(table):
    for style in json.loads(table.read_text(encoding="utf-8")).values():
        chars = "".join(style.values())
        assert len(chars) == len(set(chars))
        assert set(map(chr, range(0x20, 0x7F))) <= set(chars)
        assert all(0 < int(thousandths) < 2000 for thousandths in style)
        assert not any(unicodedata.category(char) in {"Mn", "Cf"} for char in chars)


def test_every_table_is_named_by_a_font():
    named = {table for table, _ in fonts._FONTS.values()}
    assert named == {path.stem for path in TABLES}


def test_accents_do_not_make_lines_higher_but_other_scripts_do():
    arial = font_named("Arial")
    assert line_height_em("Größe Żółć", arial) == line_height_em("abc", arial)
    assert line_height_em("ไทย", arial) > line_height_em("abc", arial)
