import pytest

from generate_content.content.citations import (
    Source,
    read_source,
    set_in,
    set_proposed,
    set_within,
    source_schema,
)
from generate_content.deck import CitationStyle
from generate_content.rendering.inline import parse
from generate_content.slides.fields import InvalidField

APA, MLA, CHICAGO, IEEE = CitationStyle

ARTICLE = Source(
    "The energetic basis of urban heat",
    ("Oke, Timothy R.", "Smith, Jean-Paul"),
    "1982",
    "Quarterly Journal",
    "https://example.org/x",
)
REPORT = Source("Air quality guidelines", ("World Health Organization",), "2021")
THREE = Source(
    "Deep learning", ("LeCun, Yann", "Bengio, Yoshua", "Hinton, Geoffrey"), "2015", "Nature"
)
NAMELESS = Source("Is it so?", container="A site")


@pytest.mark.parametrize(
    ("source", "style", "entry"),
    [
        (
            ARTICLE,
            APA,
            (
                "Oke, T. R., & Smith, J.-P. (1982). The energetic basis of urban heat. "
                "*Quarterly Journal*. https://example.org/x"
            ),
        ),
        (
            ARTICLE,
            MLA,
            (
                "Oke, Timothy R., and Jean-Paul Smith. “The energetic basis of urban heat.” "
                "*Quarterly Journal*, 1982, example.org/x."
            ),
        ),
        (
            ARTICLE,
            CHICAGO,
            (
                "Oke, Timothy R., and Jean-Paul Smith. 1982. “The energetic basis of urban heat.” "
                "*Quarterly Journal*. https://example.org/x"
            ),
        ),
        (
            ARTICLE,
            IEEE,
            (
                "T. R. Oke and J.-P. Smith, “The energetic basis of urban heat,” "
                "*Quarterly Journal*, 1982. [Online]. Available: https://example.org/x"
            ),
        ),
        (REPORT, APA, "World Health Organization. (2021). *Air quality guidelines*."),
        (REPORT, MLA, "World Health Organization. *Air quality guidelines*. 2021."),
        (REPORT, CHICAGO, "World Health Organization. 2021. *Air quality guidelines*."),
        (REPORT, IEEE, "World Health Organization, *Air quality guidelines*, 2021."),
        (THREE, APA, "LeCun, Y., Bengio, Y., & Hinton, G. (2015). Deep learning. *Nature*."),
        (THREE, MLA, "LeCun, Yann, et al. “Deep learning.” *Nature*, 2015."),
        (
            THREE,
            CHICAGO,
            "LeCun, Yann, Yoshua Bengio, and Geoffrey Hinton. 2015. “Deep learning.” *Nature*.",
        ),
        (THREE, IEEE, "Y. LeCun, Y. Bengio, and G. Hinton, “Deep learning,” *Nature*, 2015."),
        (NAMELESS, APA, "Is it so? (n.d.). *A site*."),
        (NAMELESS, MLA, "“Is it so?” *A site*."),
        (NAMELESS, CHICAGO, "“Is it so?” n.d. *A site*."),
        (NAMELESS, IEEE, "“Is it so?” *A site*, n.d."),
    ],
)
def test_source_is_set_in_its_style(source, style, entry):
    assert set_in(style, source) == entry


def test_many_authors_are_shortened_where_the_style_says_so():
    seven = Source("T", tuple(f"Name{number}, A." for number in range(7)), "2020", "C")

    assert set_in(IEEE, seven).startswith("A. Name0 et al., “T,”")
    assert set_in(MLA, seven).startswith("Name0, A., et al. “T.”")
    assert "Name5, A., & Name6, A. (2020)" in set_in(APA, seven)


def test_markup_in_a_title_is_not_wrapped_in_more():
    assert "*" not in set_in(APA, Source("A * B")).replace("A * B", "")


@pytest.mark.parametrize("style", CitationStyle)
def test_entry_gives_up_its_least_important_parts_for_want_of_room(style):
    whole = set_in(style, ARTICLE)
    shorter = [
        set_within(style, ARTICLE, length) for length in (len(whole), len(whole) - 1, 110, 1)
    ]

    assert shorter[0] == whole
    assert "example.org" not in shorter[1]
    assert "Quarterly" in shorter[1]
    assert "Quarterly" not in shorter[3]
    assert "Smith" not in shorter[3]
    assert "energetic" in shorter[3]
    italic = f"*{ARTICLE.title}*"
    assert italic not in shorter[3]  # it stays a part of something


def test_caller_gives_a_source_as_fields():
    given = {
        "authors": ["Oke, T. R."],
        "year": 1982,
        "title": " Heat ",
        "container": "A journal",
        "url": "https://a.example/x",
    }

    assert read_source(given) == Source(
        "Heat", ("Oke, T. R.",), "1982", "A journal", "https://a.example/x"
    )
    assert read_source({"title": "T", "year": "c. 1900"}).year == "c. 1900"


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({}, {"title"}),
        ({"title": ""}, {"title"}),
        ({"title": None}, {"title"}),
        ({"title": "x" * 201}, {"title"}),
        ({"title": "T", "doi": "1"}, {"doi"}),
        ({"title": "T", "authors": "Oke"}, {"authors"}),
        ({"title": "T", "authors": []}, {"authors"}),
        ({"title": "T", "authors": [1]}, {"authors"}),
        ({"title": "T", "year": True}, {"year"}),
        ({"title": "T", "year": 0}, {"year"}),
        ({"title": "T", "url": "javascript:alert(1)", "container": ""}, {"url", "container"}),
    ],
)
def test_every_wrong_part_of_a_source_is_named(wrong, fields):
    with pytest.raises(InvalidField) as refused:
        read_source(wrong)

    assert set(refused.value.problems) == fields


def test_what_a_model_does_not_know_is_left_out():
    proposed = {"authors": [], "year": "", "title": "Heat", "container": "", "url": "no address"}

    assert set_proposed(proposed, APA, 90) == "*Heat*. (n.d.)."


@pytest.mark.parametrize("odd", ["A text.", 1, None, {"title": ""}, {"title": [1]}])
def test_what_is_no_source_is_left_for_the_fields_own_check(odd):
    assert set_proposed(odd, APA, 90) == odd


def test_model_is_asked_for_every_part():
    schema = source_schema()

    assert schema["required"] == list(schema["properties"])
    assert schema["required"] == ["authors", "year", "title", "container", "url"]


@pytest.mark.parametrize("style", CitationStyle)
@pytest.mark.parametrize("odd", ["Line1\nLine2", "a`b", "€", "😀"])
def test_no_mark_of_formatting_is_left_in_an_entry(style, odd):
    source = read_source({"title": odd, "container": "c`d", "authors": ["A, B"]})
    shown = "".join(run.text for run in parse(set_in(style, source)))
    assert not {"*", "`", "\n"} & set(shown)


def test_a_name_has_letters():
    for name in (",", ", ", "-"):
        with pytest.raises(InvalidField) as refused:
            read_source({"title": "t", "authors": ["A, B", name]})
        assert refused.value.problems == {"authors": {"1": ["Expected a name."]}}
