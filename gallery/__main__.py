"""Draws every slide type of every family, and each family's shapes, with a page that shows them.

python -m gallery [FOLDER]      docs/gallery, where nothing else is told
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from gallery.decks import GalleryDeck, gallery_decks
from gallery.fonts import replaced
from gallery.page import page
from gallery.pictures import converted, missing_programs, pages, save_small, sheet
from generate_content.catalogue import ASPECT_RATIOS, Catalogue
from generate_content.rendering.renderer import Renderer

ROOT = Path(__file__).parent.parent
_WIDE = "16:9"
_WIDTH_PX = 800
_FIRST_IN_SHEETS = ("title", "content-image", "comparison", "big-number", "chart", "timeline")

Drawn = Mapping[str, Path]
"""Pictures by slide type."""


def main(folder: Path) -> int:
    if missing := missing_programs():
        print(f"The gallery needs {', '.join(missing)}.")
        return 1
    catalogue = Catalogue(ROOT / "templates_pptx")
    decks = list(gallery_decks(catalogue))
    fonts = [font for one in decks for font in (one.template.heading_font, one.template.body_font)]
    for font, used in replaced(fonts):
        print(f"{font} is drawn in {used}: lines break elsewhere than in PowerPoint.")
    families = {one.template.family: one.template for one in decks}
    with tempfile.TemporaryDirectory() as scratch:
        drawn = _drawn(decks, Renderer(catalogue), Path(scratch))
        for family in families:
            _save(folder / family, _shapes(decks, drawn, family))
    folder.joinpath("README.md").write_text(page(families.values()), "utf-8")
    print(f"{len(decks)} decks of {len(families)} families, in {folder}")
    return 0


def _drawn(decks: list[GalleryDeck], renderer: Renderer, scratch: Path) -> Mapping[str, Drawn]:
    """By template id."""
    files = []
    for one in decks:
        files.append(scratch / f"{one.template.id}.pptx")
        files[-1].write_bytes(renderer.render(one.deck).data)
    return {
        one.template.id: dict(
            zip(one.slide_types(), pages(pdf, scratch / one.template.id), strict=True)
        )
        for one, pdf in zip(decks, converted(files, "pdf", scratch), strict=True)
    }


def _shapes(
    decks: list[GalleryDeck], drawn: Mapping[str, Drawn], family: str
) -> Mapping[str, Drawn]:
    """A family's pictures by aspect ratio."""
    templates = [one.template for one in decks if one.template.family == family]
    return {template.aspect_ratio: drawn[template.id] for template in templates}


def _save(folder: Path, shapes: Mapping[str, Drawn]) -> None:
    for name, path in shapes[_WIDE].items():
        with Image.open(path) as picture:
            save_small(picture.convert("RGB"), folder / f"{name}.png", _WIDTH_PX)
    drawn = [shapes[ratio] for ratio in ASPECT_RATIOS if ratio in shapes]
    rows = [
        [pictures[name] for name in dict.fromkeys((*_FIRST_IN_SHEETS, *pictures))]
        for pictures in drawn
    ]
    overview = sheet(rows)
    save_small(overview, folder / "shapes.png", overview.width)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "gallery"))
