"""The gallery: a talk for each category with every slide type, and a tool that draws them."""

import io
import re
import zipfile
from dataclasses import replace

import pptx
import pytest
from PIL import Image

import gallery.__main__ as tool
from gallery import pictures
from gallery.decks import CONTENT, gallery_decks
from gallery.page import page
from generate_content.catalogue import CATEGORIES, Catalogue
from generate_content.rendering.renderer import Renderer
from generate_content.slides.registry import BY_NAME
from tests.rendering import contrast, linter
from tests.samples import TEMPLATES

CATALOGUE = Catalogue(TEMPLATES)
RENDERER = Renderer(CATALOGUE)
DECKS = {one.template.id: one for one in gallery_decks(CATALOGUE)}


@pytest.fixture(scope="module", params=DECKS)
def gallery_deck(request):
    return DECKS[request.param]


def test_each_category_has_a_talk():
    assert {path.stem for path in CONTENT.glob("*.json")} == set(CATEGORIES)
    assert set(DECKS) == set(CATALOGUE.ids())


def test_a_talk_has_every_slide_type_once(gallery_deck):
    assert sorted(gallery_deck.slide_types()) == sorted(BY_NAME)


def test_a_talk_is_a_sound_deck_that_reads(gallery_deck):
    rendered = RENDERER.render(gallery_deck.deck)
    assert linter.problems(rendered.data) == []
    assert contrast.too_faint(rendered.data) == []


def test_the_page_shows_every_slide_type_of_every_family(gallery_deck):
    family = gallery_deck.template.family
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", page([gallery_deck.template]))
    assert shown == [*(f"{family}/{name}.png" for name in BY_NAME), f"{family}/shapes.png"]


def test_without_its_programs_the_tool_says_which_it_needs(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tool.main(tmp_path / "gallery") == 1
    assert "soffice (LibreOffice)" in capsys.readouterr().out
    assert not (tmp_path / "gallery").exists()


@pytest.mark.libreoffice
def test_a_family_is_drawn_as_small_pictures_with_a_page(monkeypatch, tmp_path, capsys):
    if missing := pictures.missing_programs():
        pytest.skip(f"needs {', '.join(missing)}")
    full = DECKS["default_16_9"]
    kept = [one for one in full.deck.slides if one.type.name in {"title", "chart"}]
    short = replace(full, deck=replace(full.deck, slides=tuple(kept)))
    monkeypatch.setattr(tool, "gallery_decks", lambda _catalogue: [short])
    monkeypatch.setattr(tool, "_FIRST_IN_SHEETS", ("chart", "title"))
    assert tool.main(tmp_path) == 0
    drawn = {path.stem: path for path in (tmp_path / "default").iterdir()}
    assert set(drawn) == {"title", "chart", "shapes"}
    with Image.open(drawn["title"]) as picture:
        assert picture.size == (800, 450)
        assert len(picture.convert("RGB").getcolors(800 * 450)) > 20
    assert all(path.stat().st_size < 60_000 for path in drawn.values())
    assert "1 decks of 1 families" in capsys.readouterr().out


def texts(data):
    """Of each slide, all that stands in shapes, cells and charts, without line ends and numbers."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        yield {" ".join(text.split()) for shape in slide.shapes for text in _texts_of(shape)}


def _texts_of(shape):
    if shape.has_text_frame and not shape.text_frame.text.isdigit():
        yield from shape.text_frame.text.splitlines()
    elif shape.has_table:
        yield from (cell.text for row in shape.table.rows for cell in row.cells)
    elif shape.has_chart:
        yield from map(str, shape.chart.plots[0].categories)
        yield from (series.name for series in shape.chart.plots[0].series)


@pytest.mark.libreoffice
def test_libreoffice_saves_every_talk_again_with_the_same_texts(tmp_path):
    files = []
    for name, one in DECKS.items():
        files.append(tmp_path / f"{name}.pptx")
        files[-1].write_bytes(RENDERER.render(one.deck).data)
    again = pictures.converted(files, "pptx", tmp_path / "again")
    for before, after in zip(files, again, strict=True):
        pairs = zip(texts(before.read_bytes()), texts(after.read_bytes()), strict=True)
        for told, kept in pairs:
            assert told <= kept, before.name
