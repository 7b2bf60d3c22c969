"""The real stack over a cache folder of its own."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pptx
import pytest
from django.core.cache import caches

from generate_content import composition
from pptapi.deck_settings import GeminiSettings, ProviderName
from tests.samples import TEMPLATES

FOUR_SLIDES = [
    {"title_text": "Trees", "subtitle_text": "In cities"},
    {"heading_text": "Why", "bullet_points": ["Shade", "Air"]},
    {"heading_text": "How", "left_column": ["Plant", "Water"], "right_column": ["Prune"]},
    {"main_heading": "Now", "sub_heading": "The best time was twenty years ago."},
]

NINE_SLIDES = [
    {"heading_text": "Where we plant", "sub_heading": "Three streets"},
    {"heading_text": "Agenda", "items": ["Why", "Where", "When"]},
    {"quote_text": "Plant one today.", "attribution": "A gardener"},
    {"value": "42 %", "label": "of streets have shade", "context": "Counted in June."},
    {
        "heading_text": "Two kinds",
        "left_heading": "Lime",
        "left_points": ["Fast", "Sticky"],
        "right_heading": "Oak",
        "right_points": ["Slow", "Strong"],
    },
    {
        "heading_text": "The year",
        "events": [{"when": "March", "what": "Plant"}, {"when": "July", "what": "Water"}],
    },
    {
        "heading_text": "Costs",
        "columns": ["Item", "Euro"],
        "rows": [["Tree", "310"], ["Stake", ""]],
    },
    {
        "heading_text": "Planted",
        "chart_type": "column",
        "categories": ["2024", "2025"],
        "series": [{"name": "Trees", "values": [310, 420.5]}],
    },
    {"title_text": "Thank you", "contact_text": "trees@example.org"},
]


@pytest.fixture
def cache_dir(tmp_path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def configure(settings, cache_dir, monkeypatch, tmp_path):
    """Builds the services anew: `configure(content_provider=...)`; as after a restart."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    caches["default"].clear()

    def build(**changes):
        base = settings.DECKS
        settings.DECKS = dataclasses.replace(base, cache_dir=cache_dir, **changes)
        composition.forget()
        caches["default"].clear()
        return composition.services()

    yield build
    composition.forget()
    caches["default"].clear()


@pytest.fixture(autouse=True)
def services(configure):
    return configure(
        content_provider=ProviderName.OFFLINE,
        public_base_url=None,
        gemini=GeminiSettings(api_key=None, model="m", api_endpoint=None),
    )


@pytest.fixture
def one_template(configure, tmp_path):
    """The catalogue has `default_16_9` alone."""
    folder = tmp_path / "templates"
    folder.mkdir()
    for name in ("default_16_9.json", "default_16_9.pptx"):
        (folder / name).write_bytes((TEMPLATES / name).read_bytes())
    configure(templates_dir=folder)


@pytest.fixture
def make(api):
    """POSTs a request for a deck; answers its body, having checked the status."""

    def post(status=201, **body):
        response = api.post("/api/generate/presentation/", {"prompt": "Trees", **body})
        assert response.status_code == status, response.content
        return response.json()

    return post


@pytest.fixture
def open_deck(api):
    """The deck behind an answer, as python-pptx reads it."""

    def download(answer):
        response = api.get(answer["file_url"].removeprefix("http://testserver"))
        assert response.status_code == 200
        return pptx.Presentation(io.BytesIO(response.content))

    return download


def texts(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
