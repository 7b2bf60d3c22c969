"""The References slide: every source once, in the order of its style, marked as what it is."""

import pytest

from generate_content.content.references import heading, with_references
from generate_content.deck import UNVERIFIED, CitationStyle, ContentSource, Deck, Slide, Style
from generate_content.slides.registry import BY_NAME

APA, MLA, CHICAGO, IEEE = CitationStyle


def slide(*citations, proposed=False, name="title"):
    content = {"title_text": "t", "citations": citations} if citations else {"title_text": "t"}
    source = ContentSource.GENERATED if proposed else ContentSource.PROVIDED
    return Slide(BY_NAME[name], content, source, has_proposed_citations=proposed)


def deck(*slides, language="en"):
    return Deck("A deck", language, Style("default_16_9"), slides, "none")


def references(style, *slides):
    return with_references(deck(*slides), style).slides[-1]


@pytest.mark.parametrize("style", [APA, MLA, CHICAGO])
def test_sources_stand_once_each_by_the_alphabet(style):
    made = references(style, slide("zeta, Z.", "*Émile*. (1762)."), slide("Oke, T.", "zeta, Z."))
    assert made.content["entries"] == ("*Émile*. (1762).", "Oke, T.", "zeta, Z.")


def test_ieee_counts_them_in_the_order_of_first_use():
    made = references(IEEE, slide("Z, x.", "A, y."), slide("B, z.", "A, y."))
    assert made.content["entries"] == ("[1] Z, x.", "[2] A, y.", "[3] B, z.")


def test_numbers_of_the_callers_own_are_not_doubled():
    made = references(IEEE, slide("[7] Z, x.", "A, y."))
    assert made.content["entries"] == ("[7] Z, x.", "A, y.")


def test_a_deck_without_citations_says_so():
    made = with_references(deck(slide(), slide()), APA)
    assert len(made.slides) == 2
    assert [warning.code for warning in made.warnings] == ["references_empty"]


@pytest.mark.parametrize(
    ("slides", "source", "notes"),
    [
        ([slide("A")], ContentSource.PROVIDED, None),
        ([slide("A", proposed=True)], ContentSource.GENERATED, UNVERIFIED),
        ([slide("A"), slide("B", proposed=True)], ContentSource.MIXED, "Some sources on this"),
        ([slide("A"), slide("A", proposed=True)], ContentSource.PROVIDED, None),
    ],
)
def test_it_tells_who_gave_the_sources(slides, source, notes):
    made = references(APA, *slides)
    assert made.source is source
    assert made.notes == notes or made.notes.startswith(notes)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("de-AT", "Quellen"), ("ZH-Hant", "参考文献"), ("ar", "المراجع"), ("tlh", "References")],
)
def test_the_heading_is_in_the_decks_language_where_that_is_known(language, expected):
    assert heading(language) == expected
    made = with_references(deck(slide("A"), language=language), APA)
    assert made.slides[-1].content["heading_text"] == expected


def test_it_stands_before_the_talks_end_and_else_at_the_end():
    ended = with_references(deck(slide("A"), slide(), slide(name="closing")), APA)
    assert list(ended.order) == [0, 1, 3, 2]
    open_end = with_references(deck(slide(name="closing"), slide("A")), APA)
    assert list(open_end.order) == [0, 1, 2]
    assert list(deck(slide(), slide(name="closing")).order) == [0, 1]
