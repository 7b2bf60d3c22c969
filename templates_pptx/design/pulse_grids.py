"""Pulse: where everything stands, for each shape of slide."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import WIDE, Box, halves


@dataclass(frozen=True)
class Spread:
    """A slide of large type beside a pulse: `line` is where the one meets the other.

    `first` and `count` choose the columns of the rhythm.
    """

    title: Box
    text: Box
    foot: Box
    pulse: Box
    line: float
    first: int
    count: int


@dataclass(frozen=True)
class Grid:
    """Measures for one slide shape; ``trace`` is the height of the line along its foot."""

    left: float
    width: float
    title: Box
    body: Box
    foot: Box
    trace: float
    number: Box
    points: Box
    drops: float
    columns: tuple[Box, Box]
    panels: tuple[Box, Box]
    picture: Box
    picture_title: Box
    picture_text: Box
    cover: Spread
    closing: Spread
    section_title: Box
    section_text: Box
    section_foot: Box
    dish: Box
    agenda_title: Box
    agenda_panel: Box
    agenda_cells: Box
    quote: Box
    said: Box
    pill: Box
    seam: float
    label: Box
    context: Box
    when: Box
    what: Box


def _wide() -> Grid:
    left, width = 0.95, 11.433
    body = Box(left, 2.05, width, 4.2)
    w, h = WIDE.width, WIDE.height
    return Grid(
        left=left,
        width=width,
        title=Box(left, 0.5, width, 1.3),
        body=body,
        foot=Box(left, 6.72, 9.6, 0.64),
        trace=6.62,
        number=Box(left + width - 0.65, 6.47, 0.65, 0.3),
        points=Box(left, 2.05, 9.9, 4.2),
        drops=w - 1.85,
        columns=halves(Box(left, 2.4, width, 3.85), 0.65),
        panels=halves(Box(left, 2.0, width, 4.28), 0.4),
        picture=Box(7.55, 0.75, 4.833, 5.35),
        picture_title=Box(left, 0.75, 6.0, 1.95),
        picture_text=Box(left, 2.95, 6.0, 3.3),
        cover=Spread(
            title=Box(left, 0.9, 6.1, 2.95),
            text=Box(left, 4.4, 5.9, 1.6),
            foot=Box(left, 6.72, 6.0, 0.64),
            pulse=Box(7.25, 0.5, w - 7.25, 7.2),
            line=4.1,
            first=0,
            count=9,
        ),
        closing=Spread(
            title=Box(6.3, 0.9, 6.1, 2.95),
            text=Box(6.3, 4.4, 6.0, 1.7),
            foot=Box(6.3, 6.72, 6.0, 0.64),
            pulse=Box(0, 0.5, 5.9, 7.2),
            line=4.1,
            first=5,
            count=9,
        ),
        section_title=Box(left, 1.1, 7.0, 2.65),
        section_text=Box(left, 4.3, 6.6, 1.5),
        section_foot=Box(left, 6.72, 6.8, 0.64),
        dish=Box(8.35, 1.05, 5.4 * 0.82, 5.4 * 0.82),
        agenda_title=Box(left, 0.85, 3.7, 2.3),
        agenda_panel=Box(5.1, 0.75, w - 5.1 - 0.95, 5.5),
        agenda_cells=Box(left, 3.5, 3.0, 2.7),
        quote=Box(left, 1.0, width, 3.95),
        said=Box(left + 1.0, 5.2, 9.6, 0.95),
        pill=Box(left, 0.85, width, 3.0),
        seam=8.75,
        label=Box(left, 4.2, 5.4, 2.05),
        context=Box(6.85, 4.25, left + width - 6.85, 2.0),
        when=Box(left, 2.15, width, 1.0),
        what=Box(left, 4.15, width, 2.1),
    )


GRIDS = {WIDE.key: _wide()}
