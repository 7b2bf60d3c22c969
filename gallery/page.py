"""The page that shows the gallery's pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generate_content.catalogue import Template
from generate_content.slides.registry import BY_NAME

_COLUMNS = 2


def page(templates: Iterable[Template]) -> str:
    """docs/gallery/README.md, with a part for each family; of each, one template."""
    lines = [
        "# Gallery",
        "",
        "Every template family with every slide type, drawn by `make gallery` from the talks in",
        "`gallery/content/`. The figures in them are examples. LibreOffice made the pictures;",
        "PowerPoint breaks some lines elsewhere.",
        "",
    ]
    for template in templates:
        lines += _family(template)
    return "\n".join(lines)


def _family(template: Template) -> Iterator[str]:
    family = template.family
    yield from (f"## {template.name} ({template.category})", "", template.description, "")
    yield from ("| | |", "|---|---|")
    names = list(BY_NAME)
    for first in range(0, len(names), _COLUMNS):
        row = names[first : first + _COLUMNS]
        cells = [f"![{name}, {template.name}]({family}/{name}.png)" for name in row]
        cells += [""] * (_COLUMNS - len(row))
        yield f"| {' | '.join(cells)} |"
    yield from ("", "In all its shapes:", "")
    yield from (f"![{template.name} in its shapes]({family}/shapes.png)", "")
