"""LibreOffice, which nobody here wrote, opens every sample deck and shows every slide."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pptx
import pytest

from tests.api.conftest import *  # noqa: F403 - the real stack, with a folder of its own

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "scripts" / "samples").glob("*.json"))


@pytest.mark.libreoffice
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_deck_is_opened_and_saved_again_with_the_same_texts(api, make, sample, tmp_path):
    answer = make(**json.loads(sample.read_text()))
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(api.get(f"/api/generate/download/{answer['filename']}").content)
    convert(deck, tmp_path / "again", "pptx")
    convert(deck, tmp_path / "again", "pdf")
    assert (tmp_path / "again" / "deck.pdf").read_bytes().startswith(b"%PDF")
    before, after = (slides(path) for path in (deck, tmp_path / "again" / "deck.pptx"))
    assert len(after) == len(answer["slides"])
    for texts_before, texts_after in zip(before, after, strict=True):
        assert texts_before <= texts_after


def convert(deck, folder, kind):
    profile = f"-env:UserInstallation=file://{folder.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, deck]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def slides(path):
    """The texts of each slide, but its number."""
    return [
        {
            shape.text_frame.text
            for shape in slide.shapes
            if shape.has_text_frame and not shape.text_frame.text.isdigit()
        }
        for slide in pptx.Presentation(path).slides
    ]
