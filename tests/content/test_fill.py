import pytest

from generate_content.content.fill import fill
from generate_content.content.provider import Writing
from generate_content.deck import ContentSource, DeckWarning, Usage
from tests.content.decks import STYLE, deck_request, slide


class Writer:
    """A provider that writes the name of each wanted field."""

    name = identity = "writer"

    def __init__(self, source=ContentSource.GENERATED):
        self.source = source
        self.asked = []

    def write(self, request, gaps, *, admit):
        self.asked.append(gaps)
        admit()
        words = {
            index: request.slides[index].type.clean_reply(
                {name: [name] if "text" not in name else name for name in wanted}, wanted
            )
            for index, wanted in gaps.items()
        }
        return Writing(words, (DeckWarning("note", "Said by the writer."),), Usage(3, 4))


def test_deck_without_gaps_is_nobodys_work():
    writer = Writer()
    request = deck_request(slide("title", title_text="Tea"), language="fr")

    deck = fill(request, writer)

    assert writer.asked == []
    assert deck.provider == "none"
    assert (deck.title, deck.language, deck.style) == ("Green tea", "fr", STYLE)
    assert deck.slides[0].source is ContentSource.PROVIDED
    assert (deck.warnings, deck.usage) == ((), Usage())


def test_sources_tell_who_wrote_each_slide():
    request = deck_request(
        slide("title", title_text="Tea"), slide("bullet", heading_text="Why"), slide("bullet")
    )

    deck = fill(request, Writer())

    assert [drawn.source for drawn in deck.slides] == ["provided", "mixed", "generated"]
    assert deck.provider == "writer"
    assert deck.usage == Usage(3, 4)
    assert [warning.code for warning in deck.warnings] == ["note"]


def test_any_offline_text_makes_a_slide_a_draft():
    request = deck_request(slide("bullet", heading_text="Why"), slide("bullet"))

    deck = fill(request, Writer(ContentSource.DRAFT))

    assert [drawn.source for drawn in deck.slides] == ["draft", "draft"]


def test_fields_come_in_the_order_of_the_slide_type():
    request = deck_request(slide("bullet", bullet_points=["Given"]))

    deck = fill(request, Writer())

    assert list(deck.slides[0].content.items()) == [
        ("heading_text", "heading_text"),
        ("bullet_points", ("Given",)),
    ]


def test_written_citations_are_called_unverified():
    request = deck_request(
        slide("title", title_text="Tea", citations=["A book"]),
        slide("bullet"),
        include_citations=True,
    )

    deck = fill(request, Writer())

    [warning] = [w for w in deck.warnings if w.code == "citations_unverified"]
    assert warning.slide_index == 1


def test_refusal_of_the_quota_passes_through():
    def refuse():
        raise PermissionError

    with pytest.raises(PermissionError):
        fill(deck_request(slide("title")), Writer(), admit=refuse)
