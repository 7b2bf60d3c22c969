#!/usr/bin/env python3
"""Build every template and its description beside this file.

    python templates_pptx/build.py

The files are reproducible: the same sources give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from design import circuit, collage, default, frost, galaxy, pulse
from design.canvas import LAPTOP, SQUARE, STANDARD, WIDE, Canvas
from design.model import AUTHOR, VERSION, Design
from design.package import pack

CANVASES = (WIDE, LAPTOP, STANDARD, SQUARE)
FAMILIES: tuple[Callable[[Canvas], Design], ...] = (
    default.design,
    frost.design,
    galaxy.design,
    pulse.design,
    circuit.design,
    collage.design,
)


def describe(design: Design) -> dict[str, object]:
    """What a program must know to fill the template, taken from the drawing itself."""
    return {
        "name": design.name,
        "category": design.category,
        "aspect_ratio": design.canvas.ratio,
        "description": design.description,
        "author": AUTHOR,
        "version": VERSION,
        "features": list(design.features),
        "font_recommendations": list(design.font_recommendations),
        "artwork": design.artwork,
        "layouts": {
            layout.key: {
                "layout": layout.name,
                "description": layout.description,
                "placeholders": layout.roles(),
            }
            for layout in design.layouts
        },
    }


def build(folder: Path) -> list[Path]:
    """Write all templates into ``folder`` and return the paths."""
    written: list[Path] = []
    for draw in FAMILIES:
        for canvas in CANVASES:
            design = draw(canvas)
            template, description = folder / f"{design.stem}.pptx", folder / f"{design.stem}.json"
            template.write_bytes(pack(design))
            text = json.dumps(describe(design), indent=2, ensure_ascii=False) + "\n"
            description.write_text(text, encoding="utf-8", newline="\n")
            written += [template, description]
    return written


if __name__ == "__main__":
    for path in build(Path(__file__).resolve().parent):
        print(f"{path.stat().st_size:8d}  {path.name}")
