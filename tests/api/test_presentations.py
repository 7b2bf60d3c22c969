from __future__ import annotations

import hashlib
import json
import re

import pytest

from generate_content.api.examples import DECK_REQUESTS
from generate_content.slides import registry
from tests.api.conftest import FOUR_SLIDES, NINE_SLIDES, texts

URL = "/api/generate/presentation/"


def wrong(api, **body):
    """The details of the 400 that this body gets."""
    response = api.post(URL, {"prompt": "Trees", **body})
    assert response.status_code == 400, response.content
    error = response.json()["error"]
    assert error["code"] == "VALIDATION_ERROR"
    return error["details"]


def test_a_complete_deck_is_made_downloaded_and_holds_what_was_sent(make, open_deck):
    answer = make(content=FOUR_SLIDES)
    assert answer["success"] is True
    assert answer["message"] == "Presentation generated successfully"
    assert answer["citations"] == answer["warnings"] == []
    names = [slide["slide_type"] for slide in answer["slides"]]
    assert names == ["title", "bullet", "two-column", "content-image"]
    assert [slide["content"] for slide in answer["slides"]] == FOUR_SLIDES
    assert {slide["content_source"] for slide in answer["slides"]} == {"provided"}
    deck = open_deck(answer)
    assert deck.core_properties.title == "Trees"
    for slide, content in zip(deck.slides, FOUR_SLIDES, strict=True):
        shown = "\n".join(texts(slide))
        for value in content.values():
            for text in value if isinstance(value, list) else [value]:
                assert text in shown


def test_every_slide_type_is_told_by_its_content_and_echoed_as_sent(make, open_deck):
    answer = make(content=NINE_SLIDES)
    names = [slide["slide_type"] for slide in answer["slides"]]
    assert names == list(registry.BY_NAME)[4:]
    assert [slide["content"] for slide in answer["slides"]] == NINE_SLIDES
    slides = open_deck(answer).slides
    [table] = [shape.table for shape in slides[6].shapes if shape.has_table]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        NINE_SLIDES[6]["columns"],
        *NINE_SLIDES[6]["rows"],
    ]
    [chart] = [shape.chart for shape in slides[7].shapes if shape.has_chart]
    assert list(chart.plots[0].categories) == ["2024", "2025"]
    assert [list(series.values) for series in chart.plots[0].series] == [[310, 420.5]]


def test_wrong_parts_of_tables_charts_and_timelines_are_all_named(api):
    details = wrong(
        api,
        content=[
            {"heading_text": "h", "columns": ["a", "b"], "rows": [["1", "2"], ["3"]]},
            {
                "heading_text": "h",
                "chart_type": "radar",
                "categories": ["a"],
                "series": [{"name": "s", "values": [1, "2"]}, {"name": "t"}],
            },
            {"heading_text": "h", "events": [{"when": "1", "what": "w", "why": "?"}, "now"]},
        ],
    )
    assert details["content"]["0"] == {
        "rows": {"1": ["Give 2 cells, one for each column (it has 1)."]}
    }
    assert set(details["content"]["1"]) == {"chart_type", "series"}
    assert details["content"]["1"]["series"] == {
        "0": {"values": {"1": ["A valid number is required."]}},
        "1": {"values": ["This field is required."]},
    }
    assert details["content"]["2"]["events"] == {
        "0": {"why": ["Unknown field. The fields are: when, what."]},
        "1": ["Expected an object with when and what."],
    }


def test_a_table_too_tall_for_its_slide_is_refused_with_what_would_fit(api):
    rows = [["A cell with quite a lot of text in it"] * 8] * 20
    content = [{"heading_text": "h", "columns": list("abcdefgh"), "rows": rows}]
    [message] = wrong(api, content=content)["content"]["0"]["rows"]
    assert re.search(r"even at 12 pt: about \d+ rows like these fit", message)


@pytest.mark.parametrize(
    "given",
    [
        {"columns": list("abcdefgh")},
        {"rows": [["1", "2", "3", "4", "5", "6"]]},
        {"categories": [f"c{number}" for number in range(24)]},
        {"series": [{"name": "s", "values": [1] * 24}, {"name": "t", "values": [-1] * 24}]},
        {"chart_type": "pie", "categories": ["a", "b"]},
        {"events": [{"when": "now", "what": "this"}]},
    ],
)
def test_a_part_of_a_table_or_chart_is_drafted_to_match_the_other(make, given):
    answer = make(content=[given])
    assert answer["slides"][0]["content"].items() >= given.items()
    assert answer["slides"][0]["content_source"] == "draft"


def test_the_metadata_is_that_of_the_contract(api):
    response = api.post(URL, {"prompt": "Memory cache: Test!", "content": FOUR_SLIDES})
    body = response.json()
    assert re.fullmatch(r"memory_cache_test_[0-9a-f]{12,}\.pptx", body["filename"])
    assert body["file_url"] == f"http://testserver/api/generate/download/{body['filename']}"
    assert response["Location"] == body["file_url"]
    metadata = body["metadata"]
    assert metadata.pop("generation_time") > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", metadata.pop("expires_at"))
    data = api.get(f"/api/generate/download/{body['filename']}").content
    assert metadata.pop("sha256") == hashlib.sha256(data).hexdigest()
    assert metadata.pop("file_size_bytes") == len(data)
    assert metadata == {
        "total_slides": 4,
        "provided_slides": 4,
        "generated_slides": 0,
        "mixed_slides": 0,
        "draft_slides": 0,
        "template_id": "default_16_9",
        "aspect_ratio": "16:9",
        "font": "Calibri",
        "color": metadata["color"],
        "cache_hit": False,
        "cache_level": "none",
        "content_provider": "none",
        "usage": {"prompt_tokens": 0, "answer_tokens": 0, "total_tokens": 0},
    }


def test_the_same_request_again_is_a_hit_with_the_same_deck(make):
    first, second = make(content=FOUR_SLIDES), make(content=FOUR_SLIDES)
    assert (first["metadata"]["cache_level"], second["metadata"]["cache_level"]) == (
        "none",
        "memory",
    )
    assert second["metadata"]["cache_hit"] is True
    assert re.fullmatch(r"-?\d+\.\d%", second["metadata"]["speed_improvement"])
    assert "speed_improvement" not in first["metadata"]
    for key in ("filename", "slides", "file_url"):
        assert first[key] == second[key]
    assert first["metadata"]["sha256"] == second["metadata"]["sha256"]
    assert first["metadata"]["expires_at"] == second["metadata"]["expires_at"]


def test_after_a_restart_the_files_answer_then_memory(make, configure):
    levels = [make(content=FOUR_SLIDES)["metadata"]["cache_level"]]
    configure()
    levels += [make(content=FOUR_SLIDES)["metadata"]["cache_level"] for _ in range(2)]
    assert levels == ["none", "file", "memory"]


@pytest.mark.parametrize(
    "same",
    [
        {"layout": ["title", "bullet", "two-column", "content-image"]},
        {"num_slides": 4, "template_id": "default_16_9", "aspect_ratio": "16:9"},
        {"language": "en", "tone": "professional", "speaker_notes": False},
        {"prompt": "  Trees "},
    ],
)
def test_what_only_spells_out_a_default_is_the_same_request(make, same):
    make(content=FOUR_SLIDES)
    assert make(content=FOUR_SLIDES, **same)["metadata"]["cache_level"] == "memory"


@pytest.mark.parametrize(
    "other",
    [
        {"prompt": "Other"},
        {"color": "#ff0000"},
        {"font": "Arial"},
        {"template_id": "frost_16_9"},
        {"language": "de"},
    ],
)
def test_any_difference_is_another_deck(make, other):
    first = make(content=FOUR_SLIDES)
    second = make(content=FOUR_SLIDES, **other)
    assert second["metadata"]["cache_level"] == "none"
    assert second["filename"] != first["filename"]
    assert second["metadata"]["sha256"] != first["metadata"]["sha256"]


def test_font_and_color_reach_the_theme(make, open_deck):
    answer = make(content=FOUR_SLIDES, font="Courier New", color="#AB12CD")
    assert answer["metadata"]["font"] == "Courier New"
    assert answer["metadata"]["color"] == "#ab12cd"
    master = open_deck(answer).slide_master
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    assert b"Courier New" in theme.blob
    assert b"AB12CD" in theme.blob.upper()


SOURCE = {"authors": ["Oke, Timothy R."], "year": 1982, "title": "Heat", "container": "Weather"}


@pytest.mark.parametrize(
    ("style", "entry"),
    [
        ("apa", "Oke, T. R. (1982). Heat. *Weather*."),
        ("mla", "Oke, Timothy R. “Heat.” *Weather*, 1982."),
        ("chicago", "Oke, Timothy R. 1982. “Heat.” *Weather*."),
        ("ieee", "T. R. Oke, “Heat,” *Weather*, 1982."),
    ],
)
def test_sources_are_set_in_the_style_asked_for_beside_texts_as_they_were(
    make, open_deck, style, entry
):
    content = [{**FOUR_SLIDES[1], "citations": ["As sent.", SOURCE]}]
    answer = make(content=content, citation_style=style)
    assert [cited["citation"] for cited in answer["citations"]] == ["As sent.", entry]
    assert not any("unverified" in cited for cited in answer["citations"])
    shown = "\n".join(texts(open_deck(answer).slides[0]))
    assert "As sent." in shown
    assert entry.replace("*", "") in shown


def test_every_wrong_source_is_named_beside_the_other_mistakes(make):
    sources = [{**SOURCE, "url": "no"}, 1, {"year": 2}, "x" * 301, SOURCE]
    content = [{"heading_text": "", "bullet_points": ["a"], "citations": sources}]
    details = make(400, content=content, layout=["bullet"])["error"]["details"]
    slide = details["content"]["0"]
    assert set(slide) == {"heading_text", "citations"}
    assert set(slide["citations"]) == {"0", "1", "2", "3"}
    assert set(slide["citations"]["0"]) == {"url"}
    assert set(slide["citations"]["2"]) == {"title"}


def test_a_wrong_style_hides_no_other_mistake(make):
    details = make(400, content=[{"citations": [{}]}], layout=["bullet"], citation_style="x")
    assert set(details["error"]["details"]) == {"citation_style", "content"}


def test_notes_and_citations_are_drawn_and_told(make, open_deck):
    content = [{**FOUR_SLIDES[1], "notes": "Say this.", "citations": ["Oke (1982)."]}]
    answer = make(content=content)
    assert answer["citations"] == [{"slide_index": 0, "citation": "Oke (1982)."}]
    slide = open_deck(answer).slides[0]
    assert slide.notes_slide.notes_text_frame.text == "Say this."
    assert any("Oke (1982)." in text for text in texts(slide))


def test_an_empty_slide_without_a_model_is_an_honest_draft(make):
    answer = make(num_slides=3)
    assert {slide["content_source"] for slide in answer["slides"]} == {"draft"}
    assert answer["metadata"]["draft_slides"] == 3
    assert answer["metadata"]["content_provider"] == "offline"
    assert [warning["code"] for warning in answer["warnings"]] == ["offline_draft"]


def test_any_offline_text_makes_a_slide_a_draft(make):
    answer = make(
        layout=["bullet", "title"], content=[{"heading_text": "Mine"}, {"title_text": "t"}]
    )
    assert [slide["content_source"] for slide in answer["slides"]] == ["draft", "provided"]
    assert answer["slides"][0]["content"]["heading_text"] == "Mine"
    assert "subtitle_text" not in answer["slides"][1]["content"]


def test_written_decks_and_provided_decks_have_their_own_folders(make, cache_dir):
    make(num_slides=1)
    make(content=FOUR_SLIDES)
    decks = cache_dir / "presentations"
    assert len(list((decks / "generated_content_cache").glob("*.pptx"))) == 1
    assert len(list((decks / "user_content_cache").glob("*.pptx"))) == 1
    entries = list((cache_dir / "performance").rglob("presentations:*.pkl"))
    assert len(entries) == 2


def test_an_image_is_echoed_by_type_size_and_hash_only(make, open_deck):
    import base64
    import io

    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG")
    uri = "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
    answer = make(content=[{**FOUR_SLIDES[3], "image": uri}])
    assert answer["slides"][0]["content"]["image"] == {
        "type": "image/png",
        "size_bytes": len(file.getvalue()),
        "sha256": hashlib.sha256(file.getvalue()).hexdigest(),
    }
    assert any(
        shape.shape_type == 13 or hasattr(shape, "image")
        for shape in open_deck(answer).slides[0].shapes
    )


def test_every_wrong_field_is_named_at_once(api):
    details = wrong(
        api,
        prompt="x" * 501,
        layout=["title", "invalid_layout"],
        content=[{"title_text": ""}, {}, {}],
        template_id="nope",
        aspect_ratio="3:2",
        color="blue",
        font="",
        language="english!",
        tone="angry",
        verbosity="lots",
        citation_style="harvard",
        speaker_notes="yes",
        include_citations=None,
        foo=1,
    )
    assert set(details) == {
        "prompt", "layout", "content", "template_id", "aspect_ratio", "color", "font", "language",
        "tone", "verbosity", "citation_style", "speaker_notes", "include_citations", "foo",
    }  # fmt: skip
    assert details["layout"]["1"] == ['"invalid_layout" is not a valid choice.']


def test_an_unknown_template_names_the_known_ones(api):
    assert "galaxy_16_9" in wrong(api, num_slides=1, template_id="nope")["template_id"][0]


@pytest.mark.parametrize("ratio", ["4:3", "16:10", "1:1"])
@pytest.mark.usefixtures("one_template")
def test_a_shape_without_a_template_is_refused(api, ratio):
    assert list(wrong(api, num_slides=1, aspect_ratio=ratio)) == ["aspect_ratio"]


@pytest.mark.parametrize(
    "value", [None, 1, 1.5, True, [], {}, ["a"], "", "  ", "\x00", "\ud800", "x" * 501]
)
def test_a_wrong_prompt_is_refused(api, value):
    body = json.dumps({"prompt": value, "num_slides": 1})
    response = api.post(URL, body, content_type="application/json")
    assert response.status_code == 400
    assert list(response.json()["error"]["details"]) == ["prompt"]


@pytest.mark.parametrize("value", [0, 51, -1, 10**40, 1.5, "3", True, None, [], float("1e300")])
def test_a_wrong_number_of_slides_is_refused(api, value):
    assert list(wrong(api, num_slides=value)) == ["num_slides"]


@pytest.mark.parametrize("body", ["[]", "3", '"text"', "null", "true"])
def test_a_body_that_is_no_object_is_a_400(api, body):
    assert api.post(URL, body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("value", [3, "text", {}, None, True])
def test_layout_and_content_must_be_lists(api, value):
    assert set(wrong(api, layout=value, content=value)) == {"layout", "content"}


def test_sixty_bullets_and_ten_thousand_characters_are_refused_by_field(api):
    details = wrong(
        api,
        content=[
            {"heading_text": "h", "bullet_points": ["b"] * 60},
            {"title_text": "x" * 10_000},
        ],
    )
    assert set(details["content"]) == {"0", "1"}


def test_what_cannot_fit_is_refused_with_the_capacity_and_is_not_counted(api, services):
    details = wrong(api, content=[{"heading_text": "h", "bullet_points": ["W" * 400] * 15}])
    assert "characters" in details["content"]["0"]["bullet_points"][0]
    counted = services.cache.snapshot().namespaces["presentations"]
    assert (counted.hits, counted.misses) == (0, 0)


HOSTILE = [
    "<script>alert(1)</script> & \"quotes\" 'n' all",
    "{{ 7 * 7 }} {% debug %} ${x} #{y} %s %(a)s {0}",
    "../../../etc/passwd",
    "C:\\Windows\\con.pptx",
    "]]><a:t>x</a:t>",
    "مرحبا بالعالم 123 English",
    "שלום עולם",
    "人工智能基础与应用",
    "日本語、テスト。",
    "ภาษาไทยไม่มีช่องว่างระหว่างคำ",
    "👩‍👩‍👧‍👦 🇩🇪 👍🏽 e\u0301\u0301\u0301",
    "a\u200bb\u202ec\u2066d",
    "x" * 110,
    "=1+1",
    "_x000D_",
    "\U0010fffd private",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_shown_as_sent(make, open_deck, text):
    answer = make(
        prompt=text,
        content=[
            {"title_text": text, "subtitle_text": text, "notes": text, "citations": [text]},
            {"heading_text": text, "bullet_points": [text, text]},
        ],
    )
    assert re.fullmatch(r"[a-z0-9_]{1,80}\.pptx", answer["filename"])
    deck = open_deck(answer)
    for slide in deck.slides:
        shown = texts(slide)
        assert sum(text in one for one in shown) >= 2, shown
    assert deck.slides[0].notes_slide.notes_text_frame.text == text


def test_a_deck_behind_a_lost_file_is_made_again(make, cache_dir):
    first = make(content=FOUR_SLIDES)
    next((cache_dir / "presentations").rglob("*.pptx")).unlink()
    second = make(content=FOUR_SLIDES)
    assert second["metadata"]["cache_level"] == "none"
    assert second["metadata"]["sha256"] == first["metadata"]["sha256"]


def test_requests_are_counted_exactly(make, api, services):
    for _ in range(3):
        make(content=FOUR_SLIDES)
    make(num_slides=2)
    api.post(URL, {"prompt": ""})
    counted = services.cache.snapshot().namespaces["presentations"]
    assert (counted.hits, counted.misses) == (2, 2)


def test_public_base_url_begins_the_links(make, configure):
    configure(public_base_url="https://decks.example.org")
    assert make(num_slides=1)["file_url"].startswith(
        "https://decks.example.org/api/generate/download/"
    )


def test_a_post_without_the_trailing_slash_works(api):
    response = api.post(URL.rstrip("/"), {"prompt": "Trees", "num_slides": 1})
    assert response.status_code == 201


def test_a_full_cache_folder_costs_a_warning_not_the_request(make, cache_dir, configure, open_deck):
    (cache_dir / "presentations").parent.mkdir(parents=True, exist_ok=True)
    (cache_dir / "presentations").write_bytes(b"a file in the folder's place")
    answer = make(content=FOUR_SLIDES)
    assert [warning["code"] for warning in answer["warnings"]] == ["storage_degraded"]
    assert len(open_deck(answer).slides) == 4
    assert make(content=FOUR_SLIDES)["metadata"]["cache_level"] == "memory"


@pytest.mark.parametrize(
    "body",
    [
        {"layout": ["y"] * 100_000},
        {"content": [{}] * 100_000},
        {f"f{number}": 1 for number in range(100_000)},
        {"layout": ["title"], "content": [{f"f{number}": 1 for number in range(100_000)}]},
        {"content": [{f"f{number}": 1 for number in range(100_000)}]},
        {"layout": ["x" * 1_000_000]},
        {"content": [{"heading_text": "h", "bullet_points": [3] * 100_000}]},
        {"num_slides": 1, "tone": ["a"] * 100_000},
        {"num_slides": 1, "aspect_ratio": "x" * 1_000_000},
    ],
)
def test_no_answer_grows_with_the_mistakes(api, body):
    response = api.post(URL, {"prompt": "Trees", **body})
    assert response.status_code == 400
    assert len(response.content) < 20_000


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "hi", "zh"])
def test_an_outline_is_drawn_in_its_language_without_shrinking_a_text(make, language):
    answer = make(num_slides=24, language=language, speaker_notes=True)
    assert [warning["code"] for warning in answer["warnings"]] == ["offline_draft"]
    assert answer["metadata"]["draft_slides"] == 24


@pytest.mark.parametrize("example", DECK_REQUESTS, ids=lambda example: example.name)
def test_the_examples_of_the_schema_are_taken(make, example):
    answer = make(**example.value)
    assert len(answer["slides"]) >= example.value.get("num_slides", 1)
