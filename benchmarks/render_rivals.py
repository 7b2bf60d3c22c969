"""The same deck by other means: a plain python-pptx script, and PptxGenJS in a warm process."""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pptx

from generate_content.catalogue import Template

PPTXGENJS = "pptxgenjs@4.0.1"
_SCRIPT = Path(__file__).with_name("pptxgenjs.js")

Told = Sequence[tuple[str, dict[str, Any]]]
"""Slide types with their content."""


def python_pptx_script(template: Template, slides: Told) -> bytes:
    """What one writes with python-pptx: open the template, add slides, fill placeholders, save."""
    deck: Any = pptx.Presentation(io.BytesIO(template.data))
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    for kind, content in slides:
        layout = template.layouts[kind]
        slide = deck.slides.add_slide(layouts[layout.name])
        roles = {idx: role for role, idx in layout.placeholders.items()}
        texts = dict(zip(("title", *_ROLES[kind]), _texts(content), strict=True))
        for placeholder in list(slide.placeholders):
            role = roles.get(placeholder.placeholder_format.idx)
            if role in texts:
                placeholder.text_frame.text = "\n".join(texts[role])
            else:
                placeholder._element.getparent().remove(placeholder._element)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


_ROLES = {"title": ("subtitle",), "bullet": ("body",), "two-column": ("left", "right")}


def _texts(content: dict[str, Any]) -> Iterator[Sequence[str]]:
    """Paragraphs by field."""
    for value in content.values():
        yield [value] if isinstance(value, str) else value


@dataclass(frozen=True)
class Made:
    wall_ms: float
    cpu_ms: float
    size_bytes: int


@contextmanager
def pptxgenjs(folder: Path, slides: Told) -> Iterator[Callable[[str], Made]]:
    """Makes the deck once more, plain or `compressed`, in one process that stays warm."""
    told = []
    for kind, content in slides:
        (title,), *texts = _texts(content)
        told.append({"kind": kind, "title": title, "texts": texts})
    command = ["node", str(_SCRIPT), str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asked, answered = process.stdin, process.stdout

        def make(how: str) -> Made:
            print(how, file=asked, flush=True)
            return Made(**json.loads(answered.readline()))

        print(json.dumps(told), file=asked, flush=True)
        yield make
        asked.close()


@contextmanager
def installed_pptxgenjs() -> Iterator[Path]:
    """A folder with the pinned release, from npm, for as long as it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        quiet = ["--no-audit", "--no-fund", "--silent"]
        subprocess.run(["npm", "install", *quiet, PPTXGENJS], cwd=folder, check=True)
        yield Path(folder)
