"""Whether the pictures are drawn in the fonts they are meant for."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator

# Open fonts with the same advance widths: in them, lines break where they break in PowerPoint.
_TWINS = {
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Arial": "Liberation Sans",
    "Times New Roman": "Liberation Serif",
    "Courier New": "Liberation Mono",
    "Georgia": "Gelasio",
}


def replaced(fonts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(font, what is drawn in its place), where lines will break elsewhere."""
    for font in sorted(set(fonts)):
        command = ["fc-match", "--format=%{family[0]}", font]
        used = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if used not in {font, _TWINS.get(font)}:
            yield font, used
