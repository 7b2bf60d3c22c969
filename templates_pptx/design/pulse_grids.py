"""Pulse: where everything stands, for each shape of slide."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import LAPTOP, SQUARE, STANDARD, WIDE, Box, halves


@dataclass(frozen=True)
class Spread:
    """A slide of large type beside a pulse, whose line lies at its middle.

    ``columns`` are those of the rhythm that it shows.
    """

    title: Box
    text: Box
    foot: Box
    pulse: Box
    columns: slice


@dataclass(frozen=True)
class Section:
    """A heading beside a glass; the line that leads to it lies at its middle."""

    title: Box
    text: Box
    foot: Box
    dish: Box


@dataclass(frozen=True)
class Agenda:
    title: Box
    panel: Box
    cells: Box


@dataclass(frozen=True)
class Figure:
    """A number in a capsule whose two parts meet at ``seam``.

    ``value`` is so low that a long number is set smaller rather than broken.
    """

    pill: Box
    seam: float
    value: Box
    value_pt: float
    label: Box
    context: Box


@dataclass(frozen=True)
class Grid:
    """Measures for one slide shape; ``trace`` is the height of the line along its foot.

    ``short_title`` is the title's place over what needs the most room.
    """

    title: Box
    short_title: Box
    title_pt: float
    body: Box
    foot: Box
    trace: float
    number: Box
    table: Box
    chart_card: Box
    chart: Box
    columns: tuple[Box, Box]
    panels: tuple[Box, Box]
    panel_head: float
    picture: Box
    picture_title: Box
    picture_text: Box
    quote: Box
    said: Box
    when: Box
    what: Box
    cover: Spread
    closing: Spread
    section: Section
    agenda: Agenda
    figure: Figure


def _wide() -> Grid:
    left, width = 0.95, 11.433
    return Grid(
        title=Box(left, 0.58, width, 1.14),
        short_title=Box(left, 0.58, width, 1.14),
        title_pt=32,
        body=Box(left, 1.95, width, 4.4),
        foot=Box(left, 6.72, 9.3, 0.64),
        trace=6.62,
        number=Box(11.733, 6.47, 0.65, 0.3),
        table=Box(left, 1.85, width, 4.5),
        chart_card=Box(left, 1.8, width, 4.52),
        chart=Box(left + 0.2, 2, width - 0.4, 4.12),
        columns=halves(Box(left, 2.3, width, 4.05), 0.65),
        panels=halves(Box(left, 1.8, width, 4.54), 0.3),
        panel_head=0.95,
        picture=Box(7.55, 0.75, 4.833, 5.35),
        picture_title=Box(left, 0.75, 6.0, 1.95),
        picture_text=Box(left, 2.95, 6.0, 3.3),
        quote=Box(left, 1.0, width, 3.85),
        said=Box(left, 4.85, width, 1.35),
        when=Box(left, 2.2, width, 1.0),
        what=Box(left, 4.05, width, 2.35),
        cover=Spread(
            title=Box(left, 0.9, 6.1, 2.95),
            text=Box(left, 4.4, 5.9, 1.6),
            foot=Box(left, 6.3, 6.0, 1.06),
            pulse=Box(7.25, 0.5, WIDE.width - 7.25, 7.2),
            columns=slice(9),
        ),
        closing=Spread(
            title=Box(6.3, 0.9, 6.083, 2.95),
            text=Box(6.3, 4.4, 6.083, 1.7),
            foot=Box(6.3, 6.3, 6.083, 1.06),
            pulse=Box(0, 0.5, 5.9, 7.2),
            columns=slice(5, None),
        ),
        section=Section(
            title=Box(left, 1.0, 6.7, 2.8),
            text=Box(left, 4.3, 6.4, 1.6),
            foot=Box(left, 6.3, 6.7, 1.06),
            dish=Box(7.9, 1.62, 4.85, 4.85),
        ),
        agenda=Agenda(
            title=Box(left, 0.85, 3.5, 2.5),
            panel=Box(4.75, 0.75, left + width - 4.75, 5.5),
            cells=Box(left, 3.55, 2.75, 2.7),
        ),
        figure=Figure(
            pill=Box(left, 0.85, width, 3.0),
            seam=8.75,
            value=Box(left, 1.16, 8.75 - left, 2.55),
            value_pt=138,
            label=Box(left, 4.2, 5.4, 2.05),
            context=Box(6.85, 4.25, left + width - 6.85, 2.0),
        ),
    )


def _laptop() -> Grid:
    left, width = 0.72, 10.56
    return Grid(
        title=Box(left, 0.58, width, 1.14),
        short_title=Box(left, 0.58, width, 1.14),
        title_pt=32,
        body=Box(left, 1.95, width, 4.4),
        foot=Box(left, 6.72, 8.5, 0.64),
        trace=6.62,
        number=Box(10.63, 6.47, 0.65, 0.3),
        table=Box(left, 1.85, width, 4.5),
        chart_card=Box(left, 1.8, width, 4.54),
        chart=Box(left + 0.1, 1.9, width - 0.2, 4.34),
        columns=halves(Box(left, 2.3, width, 4.05), 0.6),
        panels=halves(Box(left, 1.8, width, 4.54), 0.25),
        panel_head=0.84,
        picture=Box(6.78, 0.75, 4.5, 5.35),
        picture_title=Box(left, 0.75, 5.5, 2.1),
        picture_text=Box(left, 3.1, 5.5, 3.15),
        quote=Box(left, 1.0, width, 3.85),
        said=Box(left, 4.85, width, 1.35),
        when=Box(left, 2.2, width, 1.0),
        what=Box(left, 4.05, width, 2.35),
        cover=Spread(
            title=Box(left, 0.9, 5.5, 2.95),
            text=Box(left, 4.4, 5.3, 1.7),
            foot=Box(left, 6.3, 5.5, 1.06),
            pulse=Box(6.55, 0.5, LAPTOP.width - 6.55, 7.2),
            columns=slice(8),
        ),
        closing=Spread(
            title=Box(5.7, 0.9, 5.58, 2.95),
            text=Box(5.7, 4.4, 5.58, 1.7),
            foot=Box(5.7, 6.3, 5.58, 1.06),
            pulse=Box(0, 0.5, 5.3, 7.2),
            columns=slice(6, None),
        ),
        section=Section(
            title=Box(left, 1.0, 6.0, 2.8),
            text=Box(left, 4.3, 5.7, 1.7),
            foot=Box(left, 6.3, 6.0, 1.06),
            dish=Box(7.1, 1.9, 4.3, 4.3),
        ),
        agenda=Agenda(
            title=Box(left, 0.85, 3.2, 2.7),
            panel=Box(4.3, 0.75, left + width - 4.3, 5.5),
            cells=Box(left, 3.7, 2.5, 2.55),
        ),
        figure=Figure(
            pill=Box(left, 0.85, width, 2.9),
            seam=8.2,
            value=Box(left, 1.18, 8.2 - left, 2.4),
            value_pt=138,
            label=Box(left, 4.1, 4.9, 2.15),
            context=Box(6.15, 4.15, left + width - 6.15, 2.1),
        ),
    )


def _standard() -> Grid:
    left, width = 0.6, 8.8
    return Grid(
        title=Box(left, 0.36, width, 1.05),
        short_title=Box(left, 0.36, width, 0.72),
        title_pt=28,
        body=Box(left, 1.6, width, 4.85),
        foot=Box(left, 6.84, 6.7, 0.64),
        trace=6.76,
        number=Box(8.75, 6.61, 0.65, 0.3),
        table=Box(left, 1.1, width, 5.49),
        chart_card=Box(left, 1.23, width, 5.3),
        chart=Box(left + 0.1, 1.29, width - 0.2, 5.18),
        columns=halves(Box(left, 1.95, width, 4.5), 0.45),
        panels=halves(Box(left, 1.23, width, 5.28), 0.2),
        panel_head=0.78,
        picture=Box(5.7, 0.75, 3.7, 5.5),
        picture_title=Box(left, 0.75, 4.7, 2.2),
        picture_text=Box(left, 3.15, 4.7, 3.25),
        quote=Box(left, 0.95, width, 4.1),
        said=Box(left, 5.05, width, 1.3),
        when=Box(left, 1.75, width, 1.1),
        what=Box(left, 3.75, width, 2.7),
        cover=Spread(
            title=Box(left, 0.9, 5.1, 2.95),
            text=Box(left, 4.4, 4.9, 1.9),
            foot=Box(left, 6.35, 5.1, 1.06),
            pulse=Box(6.0, 0.5, STANDARD.width - 6.0, 7.2),
            columns=slice(6),
        ),
        closing=Spread(
            title=Box(4.4, 0.9, 5.0, 2.95),
            text=Box(4.4, 4.4, 5.0, 1.9),
            foot=Box(4.4, 6.35, 5.0, 1.06),
            pulse=Box(0, 0.5, 3.95, 7.2),
            columns=slice(8, None),
        ),
        section=Section(
            title=Box(left, 1.0, 5.1, 2.8),
            text=Box(left, 4.3, 4.9, 1.9),
            foot=Box(left, 6.35, 5.3, 1.06),
            dish=Box(5.9, 2.25, 3.6, 3.6),
        ),
        agenda=Agenda(
            title=Box(left, 0.36, 6.9, 1.05),
            panel=Box(left, 1.8, width, 4.55),
            cells=Box(7.9, 0.25, 1.5, 1.35),
        ),
        figure=Figure(
            pill=Box(left, 0.75, width, 2.7),
            seam=7.1,
            value=Box(left, 1.14, 7.1 - left, 2.05),
            value_pt=115,
            label=Box(left, 3.68, width, 1.0),
            context=Box(left, 4.82, width, 1.6),
        ),
    )


def _square() -> Grid:
    left, width = 0.75, 8.5
    return Grid(
        title=Box(left, 0.65, width, 1.2),
        short_title=Box(left, 0.65, width, 1.2),
        title_pt=32,
        body=Box(left, 2.15, width, 6.6),
        foot=Box(left, 9.2, 6.4, 0.64),
        trace=9.1,
        number=Box(8.6, 8.95, 0.65, 0.3),
        table=Box(left, 2.1, width, 6.7),
        chart_card=Box(left, 2.1, width, 6.7),
        chart=Box(left + 0.25, 2.35, width - 0.5, 6.2),
        columns=(Box(left, 2.55, width, 2.85), Box(left, 5.95, width, 2.85)),
        panels=(Box(left, 2.05, width, 3.3), Box(left, 5.53, width, 3.3)),
        panel_head=0.84,
        picture=Box(left, 0.75, width, 4.2),
        picture_title=Box(left, 5.1, width, 1.3),
        picture_text=Box(left, 6.6, width, 2.15),
        quote=Box(left, 1.1, width, 5.9),
        said=Box(left, 7.0, width, 1.6),
        when=Box(left, 2.7, width, 1.2),
        what=Box(left, 5.0, width, 3.6),
        cover=Spread(
            title=Box(left, 0.8, width, 2.4),
            text=Box(left, 3.4, width, 1.2),
            foot=Box(left, 4.7, width, 0.64),
            pulse=Box(0, 5.5, SQUARE.width, 4.3),
            columns=slice(None),
        ),
        closing=Spread(
            title=Box(left, 4.7, width, 2.2),
            text=Box(left, 7.15, width, 1.7),
            foot=Box(left, 9.2, width, 0.64),
            pulse=Box(0, 0.3, SQUARE.width, 4.1),
            columns=slice(None, None, -1),
        ),
        section=Section(
            title=Box(left, 0.8, width, 2.2),
            text=Box(left, 3.2, width, 1.2),
            foot=Box(left, 9.3, width, 0.64),
            dish=Box(4.65, 4.5, 4.6, 4.6),
        ),
        agenda=Agenda(
            title=Box(left, 0.65, 6.2, 1.6),
            panel=Box(left, 2.5, width, 6.25),
            cells=Box(7.3, 0.55, 1.95, 1.75),
        ),
        figure=Figure(
            pill=Box(left, 1.0, width, 3.4),
            seam=7.15,
            value=Box(left, 1.72, 7.15 - left, 2.1),
            value_pt=115,
            label=Box(left, 4.75, width, 1.05),
            context=Box(left, 5.95, width, 2.6),
        ),
    )


GRIDS = {
    WIDE.key: _wide(),
    LAPTOP.key: _laptop(),
    STANDARD.key: _standard(),
    SQUARE.key: _square(),
}
