"""Whether the same decks are the same bytes wherever they are made.

    python -m tests.sameness               a hash per deck: every slide type on every template
    python -m tests.sameness --elsewhere   ... and the same from a second virtual environment

The second one is made from requirements.txt in a temporary folder, and works under another hash
seed, time zone, locale, umask and working folder. Ends with 1 where a hash differs.
"""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from generate_content.catalogue import Catalogue
from generate_content.deck import ContentSource, Deck, Slide, Style
from generate_content.rendering.renderer import Renderer
from generate_content.slides.registry import BY_NAME, SLIDE_TYPES
from tests.samples import TEMPLATES, of_every_kind, shortest, written

PROJECT_DIR = Path(__file__).parent.parent
KINDS = {"latin": "en", "marks": "de", "arabic": "ar-EG", "japanese": "ja"}
"""Kinds of text, each with a language."""
ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Chatham",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "SOURCE_DATE_EPOCH": "1000000000",
}


def hashes() -> Iterator[tuple[str, str]]:
    """(name, SHA-256) of each deck."""
    catalogue = Catalogue(TEMPLATES)
    renderer = Renderer(catalogue)
    for template_id in catalogue.ids():
        for kind, language in KINDS.items():
            font, color = (None, None) if kind == "latin" else ("Georgia", "#7a1f5c")
            style = Style(template_id, font=font, color=color)
            deck = Deck(f"A sample, {kind}", language, style, tuple(_slides(kind)), "none")
            yield f"{template_id} {kind}", renderer.render(deck).sha256


def _slides(kind: str) -> Iterator[Slide]:
    for slide_type in SLIDE_TYPES:
        yield Slide(slide_type, shortest(slide_type), ContentSource.PROVIDED)
        content = written(slide_type, kind)
        charts = of_every_kind(content) if slide_type.name == "chart" else ()
        for one in (content, *charts):
            yield Slide(slide_type, one, ContentSource.PROVIDED)
    for picture in _pictures():
        texts = {"main_heading": "A picture", "sub_heading": "S", "notes": "Said, *not* shown."}
        content = BY_NAME["content-image"].clean({**texts, "image": picture})
        yield Slide(BY_NAME["content-image"], content, ContentSource.PROVIDED)


def _pictures() -> Iterator[str]:
    """One that is kept as it is, and one that is turned, and so compressed anew."""
    gradient = Image.linear_gradient("L").convert("RGB")
    sideways = Image.Exif()
    sideways[0x0112] = 6
    for kind, options in (("PNG", {}), ("JPEG", {"exif": sideways})):
        buffer = io.BytesIO()
        gradient.save(buffer, kind, **options)
        encoded = base64.b64encode(buffer.getvalue()).decode()
        yield f"data:image/{kind.lower()};base64,{encoded}"


def report(python: str, environment: dict[str, str], folder: Path, umask: int) -> str:
    """What this module prints when run so."""
    found = subprocess.run(
        [python, "-m", "tests.sameness"],
        cwd=folder,
        env={**os.environ, **environment, "PYTHONPATH": str(PROJECT_DIR)},
        umask=umask,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return found.stdout


def elsewhere() -> str:
    """The report of a second virtual environment."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = f"{folder}/bin/python"
        install = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*install, "-r", PROJECT_DIR / "requirements.txt"], check=True)
        return report(python, ELSEWHERE, Path(folder), 0o077)


def main() -> None:
    here = "".join(f"{sha256}  {name}\n" for name, sha256 in hashes())
    sys.stdout.write(here)
    if "--elsewhere" in sys.argv[1:]:
        differing = set(here.splitlines()) ^ set(elsewhere().splitlines())
        sys.exit(f"differs elsewhere: {sorted(differing)}" if differing else 0)


if __name__ == "__main__":
    main()
