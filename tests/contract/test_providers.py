"""What holds for every provider of words."""

import pytest

from generate_content.content.fill import fill
from generate_content.content.model_writer import ModelWriter
from generate_content.content.offline import OfflineOutline
from generate_content.deck import ContentSource
from generate_content.slides.registry import SLIDE_TYPES
from tests.content.conftest import (  # noqa: F401
    breaker,
    cache,
    flights,
    gemini,
    openai,
    openai_writer,
    writer,
    writer_for,
)
from tests.content.decks import deck_request, slide

WRITERS = {"gemini": "writer", "openai": "openai_writer"}


@pytest.fixture(params=["offline", *WRITERS])
def provider(request):
    if request.param == "offline":
        return OfflineOutline()
    return request.getfixturevalue(WRITERS[request.param])()


@pytest.fixture
def every_type():
    return deck_request(
        *(slide(slide_type.name) for slide_type in SLIDE_TYPES),
        speaker_notes=True,
        prompt="Green tea, and [where](https://tea.example) it grows",
    )


def test_every_gap_is_filled_for_every_slide_type(provider, every_type):
    deck = fill(every_type, provider)

    for index, wanted in every_type.gaps().items():
        assert set(wanted) <= set(deck.slides[index].content)


def test_words_are_within_what_each_field_takes(provider, every_type):
    deck = fill(every_type, provider)

    for drawn in deck.slides:
        assert drawn.type.clean(drawn.type.echo(drawn.content)) == drawn.content


def test_words_are_the_same_again(provider, every_type):
    assert fill(every_type, provider).slides == fill(every_type, provider).slides


def test_what_was_given_comes_back_untouched(provider):
    given = {"heading_text": "  My **own** words ", "notes": "Mine too"}
    request = deck_request(slide("title", title_text="Tea"), slide("bullet", **given))

    deck = fill(request, provider)

    assert deck.slides[0].content == {"title_text": "Tea"}
    assert deck.slides[0].source is ContentSource.PROVIDED
    assert deck.slides[1].content["heading_text"] == "My **own** words"
    assert deck.slides[1].content["notes"] == "Mine too"


def test_optional_fields_of_a_begun_slide_stay_empty(provider):
    deck = fill(deck_request(slide("title", title_text="Tea"), slide("bullet")), provider)

    assert set(deck.slides[0].content) == {"title_text"}


def test_provider_is_named_and_its_words_are_called_what_they_are(provider, every_type):
    deck = fill(every_type, provider)

    assert deck.provider == provider.name
    assert {drawn.source for drawn in deck.slides} == {provider.source}
    assert provider.source in (ContentSource.GENERATED, ContentSource.DRAFT)
    assert provider.identity.startswith(f"{provider.name}/")


def test_words_of_one_provider_are_never_taken_for_anothers(writer, openai_writer):  # noqa: F811
    writers = [writer(), openai_writer()]
    assert len({OfflineOutline.identity, *(one.identity for one in writers)}) == 3
    assert {one.source for one in writers} == {ContentSource.GENERATED}
    assert OfflineOutline.source is ContentSource.DRAFT
    assert ModelWriter.source is not OfflineOutline.source
