"""`references_slide` over the whole stack."""

from pptx.util import Pt

from tests.api.conftest import FOUR_SLIDES, texts

OKE = {"authors": ["Oke, Timothy R."], "year": 1982, "title": "Urban heat"}
CLOSING = {"title_text": "Thanks", "contact_text": "trees@example.org"}
CITED = [
    {**FOUR_SLIDES[0], "citations": ["Zola, E. (1880). *Trees*."]},
    {**FOUR_SLIDES[1], "citations": [OKE, "Zola, E. (1880). *Trees*."]},
    CLOSING,
]
LAYOUT = ["title", "bullet", "closing"]


def test_citations_are_gathered_before_the_closing_slide(make, open_deck):
    answer = make(content=CITED, layout=LAYOUT, references_slide=True)
    file = open_deck(answer).slides
    assert [texts(slide)[0] for slide in file] == ["Trees", "Why", "References", "Thanks"]
    entries = file[2].placeholders[1].text_frame
    assert [one.text for one in entries.paragraphs] == [
        "Oke, T. R. (1982). Urban heat.",
        "Zola, E. (1880). Trees.",
    ]
    assert entries._txBody.xml.count("<a:buNone/>") == 2
    assert {run.font.size for one in entries.paragraphs for run in one.runs} == {Pt(18)}


def test_the_answer_counts_it_and_keeps_the_requests_indexes(make):
    answer = make(content=CITED, layout=LAYOUT, references_slide=True)
    slides, metadata = answer["slides"], answer["metadata"]
    assert [(one["slide_index"], one["slide_type"], one["slide_number"]) for one in slides] == [
        (0, "title", 1),
        (1, "bullet", 2),
        (2, "closing", 4),
        (3, "references", 3),
    ]
    assert slides[3]["content_source"] == "provided"
    assert slides[3]["content"]["heading_text"] == "References"
    assert (metadata["total_slides"], metadata["provided_slides"]) == (4, 4)
    assert [one["slide_index"] for one in answer["citations"]] == [0, 1, 1]


def test_a_long_list_goes_on_whatever_overflow_says(make, open_deck):
    many = [
        {**FOUR_SLIDES[1], "citations": [f"{n}{m}: {'A long title of a book ' * 5}" for m in "ab"]}
        for n in range(10, 19)
    ]
    answer = make(content=many, references_slide=True)
    listed = answer["slides"][-1]
    assert listed["pages"] > 1
    file = list(open_deck(answer).slides)[-listed["pages"] :]
    assert texts(file[0])[0] == f"References (1/{listed['pages']})"
    shown = [one.text for slide in file for one in slide.placeholders[1].text_frame.paragraphs]
    assert shown == [text.strip() for text in listed["content"]["entries"]] == sorted(shown)
    assert len(shown) == 18


def test_without_it_nothing_is_added_and_without_citations_that_is_told(make):
    assert len(make(content=CITED, layout=LAYOUT)["slides"]) == 3
    answer = make(content=FOUR_SLIDES, references_slide=True)
    assert len(answer["slides"]) == 4
    assert [one["code"] for one in answer["warnings"]] == ["references_empty"]


def test_ieee_numbers_it_and_the_language_names_it(make):
    answer = make(
        content=CITED, layout=LAYOUT, references_slide=True, citation_style="ieee", language="de"
    )
    assert answer["slides"][3]["content"] == {
        "heading_text": "Quellen",
        "entries": ["[1] Zola, E. (1880). *Trees*.", "[2] T. R. Oke, *Urban heat*, 1982."],
    }


def test_callers_cannot_lay_it_out_themselves(make):
    details = make(status=400, layout=["references"])["error"]["details"]
    assert details["layout"] == {"0": ['"references" is not a valid choice.']}
    assert (
        "references_slide" in make(status=400, num_slides=1, references_slide=1)["error"]["details"]
    )
