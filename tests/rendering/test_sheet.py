"""Paragraphs as DrawingML: only what differs from the layout is written."""

from generate_content.rendering.canvas import Paragraph
from generate_content.rendering.fit import LevelSetting
from generate_content.rendering.inline import parse
from generate_content.rendering.places import TextStyle
from generate_content.rendering.sheet import Sheet

STYLE = TextStyle(
    size_pt=22,
    line_spacing=1.0,
    space_before_pt=8,
    bold=False,
    tracking_pt=0,
    heading=False,
    list_marks=True,
    centered=False,
    indent_pt=0,
)
AS_IT_IS = LevelSetting(22, shrunk=False, space_before_pt=8)


def xml(level, setting):
    return Sheet("en").paragraph(Paragraph(parse("text"), level=level), STYLE, setting)


def test_a_paragraph_as_the_layout_has_it_says_nothing_of_its_looks():
    assert "<a:pPr" not in xml(0, AS_IT_IS)
    assert "sz=" not in xml(0, AS_IT_IS)


def test_a_paragraph_says_its_level():
    assert '<a:pPr lvl="1"></a:pPr>' in xml(1, AS_IT_IS)


def test_a_smaller_paragraph_says_its_size_and_its_space():
    smaller = xml(1, LevelSetting(18, shrunk=True, space_before_pt=6))
    assert 'lvl="1"' in smaller
    assert 'sz="1800"' in smaller
    assert '<a:spcBef><a:spcPts val="600"/></a:spcBef>' in smaller


def test_closer_paragraphs_of_the_same_size_say_their_space_only():
    closer = xml(0, LevelSetting(22, shrunk=False, space_before_pt=4))
    assert "sz=" not in closer
    assert '<a:spcPts val="400"/>' in closer
