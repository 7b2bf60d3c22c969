"""A linter for .pptx files: the causes of "PowerPoint found a problem with content", and what
PowerPoint's own accessibility checker asks.
"""

from __future__ import annotations

from tests.rendering.linter.archive import opened
from tests.rendering.linter.charts import chart_problems
from tests.rendering.linter.decks import deck_problems
from tests.rendering.linter.markup import malformed, markup_problems
from tests.rendering.linter.packages import package_problems
from tests.rendering.linter.pictures import picture_problems
from tests.rendering.linter.properties import property_problems
from tests.rendering.linter.slides import slide_problems
from tests.rendering.linter.tables import table_problems

_CHECKS = (
    package_problems,
    markup_problems,
    deck_problems,
    slide_problems,
    table_problems,
    chart_problems,
    picture_problems,
    property_problems,
)


def problems(data: bytes) -> list[str]:
    """What is wrong with the file, as "part: what"; empty if nothing is."""
    archive, found = opened(data)
    if archive is None or (unreadable := list(malformed(archive))):
        return found or unreadable
    for check in _CHECKS:
        found += check(archive)
    return found
