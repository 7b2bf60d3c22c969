"""Decks as pictures: LibreOffice sets them, poppler draws them, Pillow makes them small."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

PROGRAMS = {"soffice": "LibreOffice", "pdftoppm": "poppler-utils", "fc-match": "fontconfig"}
_DRAWN_PX = 1600  # twice what is kept, so that edges are smooth
_COLORS = 256
_TIMEOUT_S = 600
_MARGIN_PX, _ROW_PX, _SHEET_PX = 12, 150, 1408
_PAPER = (208, 208, 208)


def missing_programs() -> list[str]:
    """Each with what brings it; empty if all are there."""
    return [f"{name} ({brings})" for name, brings in PROGRAMS.items() if shutil.which(name) is None]


def converted(files: Sequence[Path], kind: str, folder: Path) -> Sequence[Path]:
    """The files as `kind` (pdf, pptx) in the folder, in the same order."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    options = [profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    command = ["soffice", *options, *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT_S)
    return [folder / f"{file.stem}.{kind}" for file in files]


def pages(pdf: Path, folder: Path) -> list[Path]:
    """Pictures of the PDF's pages, in a folder that is made for them."""
    folder.mkdir()
    scale = ["-scale-to-x", str(_DRAWN_PX), "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", *scale, "-png", pdf, folder / "page"], check=True)
    return sorted(folder.glob("page-*.png"))


def save_small(picture: Image.Image, path: Path, width_px: int) -> None:
    """Saves it that wide, as a PNG of few colours."""
    height_px = round(picture.height * width_px / picture.width)
    small = picture.resize((width_px, height_px), Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    small.quantize(_COLORS).save(path, optimize=True)


def sheet(rows: Sequence[Sequence[Path]]) -> Image.Image:
    """The rows one below the other, all pictures as high as each other, as many as have room."""
    height = len(rows) * (_ROW_PX + _MARGIN_PX) + _MARGIN_PX
    made = Image.new("RGB", (_SHEET_PX, height), _PAPER)
    for number, row in enumerate(rows):
        left, top = _MARGIN_PX, _MARGIN_PX + number * (_ROW_PX + _MARGIN_PX)
        for one in map(_as_high, row):
            if left + one.width + _MARGIN_PX > _SHEET_PX:
                break
            made.paste(one, (left, top))
            left += one.width + _MARGIN_PX
    return made


def _as_high(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        size = (round(picture.width * _ROW_PX / picture.height), _ROW_PX)
        return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
