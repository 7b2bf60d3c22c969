"""Default: the mosaics, cut to what each slide shape has room for."""

from __future__ import annotations

from .default_tiles import Cell, bow, dot, full, half, quarter, square, wedge
from .draw import ACCENT1, ACCENT2, ACCENT4, ACCENT6, BG1, BG2, TX1, TX2

# ---------------------------------------------------------------- on every slide

SPINE = (
    Cell(0, 0, square, TX1),
    Cell(0, 1, quarter("nw"), ACCENT2, ACCENT1),
    Cell(0, 2, quarter("sw"), ACCENT4),
)

FOOT = (
    Cell(1, 0, quarter("se"), ACCENT4),
    Cell(0, 1, quarter("se"), ACCENT1),
    Cell(1, 1, quarter("nw"), ACCENT6, TX1),
)

# ---------------------------------------------------------------- covers

# Four columns on the right edge, the first empty beside the text: the contour is a stair.
COVER = (
    Cell(1, 0, quarter("se"), ACCENT4),
    Cell(2, 0, square, ACCENT1),
    Cell(3, 0, quarter("sw"), ACCENT2, TX1),
    Cell(2, 1, quarter("nw"), ACCENT6, BG1),
    Cell(3, 1, half("w"), BG1, ACCENT1),
    Cell(1, 2, wedge("se"), TX1),
    Cell(2, 2, full, ACCENT2, TX1),
    Cell(3, 2, bow("ne"), ACCENT4, BG1),
    Cell(2, 3, bow("se"), ACCENT1, ACCENT4),
    Cell(3, 3, square, ACCENT2),
    Cell(1, 4, dot, ACCENT2),
    Cell(2, 4, wedge("ne"), TX1, ACCENT6),
    Cell(3, 4, quarter("nw"), ACCENT6, ACCENT1),
    Cell(0, 5, quarter("se"), ACCENT1),
    Cell(1, 5, square, TX1),
    Cell(2, 5, half("s"), ACCENT6, BG1),
    Cell(3, 5, quarter("ne"), ACCENT1, TX1),
)

# Three rows that climb from the left: for a square slide, whose text has the upper half.
COVER_BELOW = (
    Cell(6, 0, dot, ACCENT2),
    Cell(7, 0, quarter("se"), ACCENT4),
    Cell(5, 1, quarter("se"), ACCENT1),
    Cell(6, 1, square, ACCENT6),
    Cell(7, 1, bow("ne"), ACCENT4, TX1),
    Cell(2, 2, wedge("se"), TX1),
    Cell(3, 2, full, ACCENT2, TX1),
    Cell(4, 2, quarter("sw"), ACCENT6, BG1),
    Cell(5, 2, half("s"), BG1, ACCENT1),
    Cell(6, 2, quarter("nw"), ACCENT2, BG1),
    Cell(7, 2, square, ACCENT1),
    Cell(0, 3, quarter("ne"), ACCENT1),
    Cell(1, 3, half("w"), ACCENT6, BG1),
    Cell(2, 3, square, ACCENT2),
    Cell(3, 3, bow("se"), ACCENT1, ACCENT4),
    Cell(4, 3, wedge("ne"), TX1, ACCENT6),
    Cell(5, 3, quarter("nw"), ACCENT4, TX1),
    Cell(6, 3, full, BG1, ACCENT1),
    Cell(7, 3, quarter("ne"), TX1, ACCENT2),
)

# ---------------------------------------------------------------- sections

# A stair down to the lower left corner, on ink: there TX2 is the light one.
STAIR = (
    Cell(4, 2, quarter("se"), ACCENT2),
    Cell(3, 3, wedge("se"), ACCENT4),
    Cell(4, 3, quarter("sw"), ACCENT6, ACCENT1),
    Cell(2, 4, quarter("se"), ACCENT1),
    Cell(3, 4, full, TX2, ACCENT2),
    Cell(4, 4, square, ACCENT4),
    Cell(0, 5, dot, ACCENT2),
    Cell(1, 5, quarter("se"), ACCENT4),
    Cell(2, 5, half("s"), ACCENT6, ACCENT1),
    Cell(3, 5, square, TX2),
    Cell(4, 5, bow("ne"), ACCENT1, ACCENT6),
)

# The same stair as wide as a square slide.
LONG_STAIR = (
    Cell(7, 4, quarter("se"), ACCENT2),
    Cell(6, 5, wedge("se"), ACCENT4),
    Cell(7, 5, quarter("sw"), ACCENT6, ACCENT1),
    Cell(4, 6, dot, ACCENT2),
    Cell(5, 6, quarter("se"), ACCENT1),
    Cell(6, 6, full, TX2, ACCENT2),
    Cell(7, 6, square, ACCENT4),
    Cell(2, 7, quarter("se"), ACCENT1),
    Cell(3, 7, square, ACCENT2),
    Cell(4, 7, quarter("sw"), ACCENT4, ACCENT1),
    Cell(5, 7, half("s"), ACCENT6, ACCENT1),
    Cell(6, 7, square, TX2),
    Cell(7, 7, bow("ne"), ACCENT1, ACCENT6),
)

# ---------------------------------------------------------------- pictures, agendas, numbers

# What a picture stands on.
PLINTH = (
    Cell(0, 0, quarter("ne"), ACCENT2),
    Cell(1, 0, square, TX1),
    Cell(2, 0, half("w"), ACCENT4, ACCENT1),
    Cell(3, 0, quarter("nw"), ACCENT6, BG2),
)

# What a picture leans on.
PILLAR = (
    Cell(0, 0, quarter("sw"), ACCENT4, TX1),
    Cell(0, 1, half("e"), ACCENT6, ACCENT1),
    Cell(0, 2, square, ACCENT2),
    Cell(0, 3, quarter("nw"), ACCENT1, BG2),
)

PANEL = (
    Cell(0, 0, quarter("sw"), ACCENT4),
    Cell(0, 1, quarter("ne"), ACCENT6, ACCENT1),
    Cell(1, 1, wedge("sw"), TX1),
    Cell(2, 1, full, ACCENT2, ACCENT4),
    Cell(3, 1, quarter("nw"), ACCENT1),
)

# The right end of a panel that lies along the top.
PANEL_END = (
    Cell(1, 0, quarter("se"), ACCENT4),
    Cell(2, 0, quarter("sw"), ACCENT6, ACCENT1),
    Cell(1, 1, full, ACCENT2, ACCENT4),
    Cell(2, 1, wedge("ne"), TX1, ACCENT6),
    Cell(0, 2, quarter("se"), ACCENT1),
    Cell(1, 2, square, TX1),
    Cell(2, 2, bow("se"), ACCENT4, BG1),
)

MARKS = (Cell(0, 0, quarter("se"), ACCENT2), Cell(1, 0, quarter("se"), ACCENT2))

TOWER = (
    Cell(1, 0, quarter("sw"), ACCENT2, TX1),
    Cell(2, 0, square, ACCENT1),
    Cell(0, 0, quarter("ne"), ACCENT4),
    Cell(1, 1, full, ACCENT6, ACCENT1),
    Cell(2, 1, bow("sw"), ACCENT4, BG2),
    Cell(2, 2, quarter("nw"), TX1, ACCENT2),
    Cell(2, 3, dot, ACCENT2),
)

# A row that hangs from the top of a square slide, heavier to the right.
EAVES = (
    Cell(0, 0, quarter("ne"), ACCENT4),
    Cell(1, 0, square, TX1),
    Cell(2, 0, half("n"), ACCENT6, ACCENT1),
    Cell(3, 0, quarter("sw"), ACCENT2, TX1),
    Cell(4, 0, square, ACCENT1),
    Cell(5, 0, bow("sw"), ACCENT4, BG2),
    Cell(3, 1, dot, ACCENT2),
    Cell(4, 1, full, ACCENT6, ACCENT1),
    Cell(5, 1, quarter("nw"), TX1, ACCENT2),
)

# ---------------------------------------------------------------- closings

FRIEZE = (
    Cell(10, 0, quarter("se"), ACCENT4),
    Cell(0, 1, quarter("ne"), ACCENT1),
    Cell(1, 1, square, TX1),
    Cell(2, 1, half("s"), ACCENT6, BG1),
    Cell(3, 1, quarter("nw"), ACCENT2, ACCENT4),
    Cell(4, 1, full, BG1, ACCENT1),
    Cell(5, 1, wedge("sw"), TX1),
    Cell(6, 1, bow("se"), ACCENT4, BG1),
    Cell(7, 1, quarter("sw"), ACCENT6, TX1),
    Cell(8, 1, square, ACCENT2),
    Cell(9, 1, half("w"), BG1, ACCENT1),
    Cell(10, 1, quarter("nw"), TX1, ACCENT6),
)

TALL_FRIEZE = (
    Cell(7, 0, quarter("se"), ACCENT4),
    Cell(0, 1, dot, ACCENT2),
    Cell(3, 1, quarter("se"), ACCENT4),
    Cell(4, 1, quarter("sw"), ACCENT2, ACCENT1),
    Cell(5, 1, wedge("se"), TX1),
    Cell(6, 1, bow("se"), ACCENT1, BG1),
    Cell(7, 1, square, ACCENT6),
    Cell(0, 2, quarter("ne"), ACCENT1),
    Cell(1, 2, square, TX1),
    Cell(2, 2, half("s"), ACCENT6, BG1),
    Cell(3, 2, full, BG1, ACCENT1),
    Cell(4, 2, wedge("sw"), TX1),
    Cell(5, 2, quarter("sw"), ACCENT6, TX1),
    Cell(6, 2, square, ACCENT2),
    Cell(7, 2, quarter("nw"), TX1, ACCENT4),
)
