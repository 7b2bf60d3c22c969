"""What a design consists of."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import Canvas
from .draw import BG1, BG2, TX1, Fill, Group, Paint, Stroke
from .text import Level, Placeholder

AUTHOR = "PPT Generation API"
VERSION = "1.0.0"


@dataclass(frozen=True)
class Palette:
    """The twelve theme colours, as RRGGBB, under one name."""

    name: str
    dk1: str
    lt1: str
    dk2: str
    lt2: str
    accents: tuple[str, str, str, str, str, str]
    hlink: str
    fol_hlink: str
    dark: bool = False


@dataclass(frozen=True)
class Fonts:
    name: str
    heading: str
    body: str


@dataclass(frozen=True)
class Layout:
    """One layout: ``key`` in the description file, ``name`` in PowerPoint, ``kind`` in its XML."""

    key: str
    name: str
    description: str
    kind: str | None
    placeholders: tuple[Placeholder, ...]
    art: tuple[Group, ...] = ()
    ground: Fill | None = None
    master_art: bool = True
    inverted: bool = False
    """Whether ground and text change places; links then take the last accent, a light one, or in a
    dark family its second dark colour.
    """

    def roles(self) -> dict[str, int]:
        """Placeholders a caller fills; the slide number is copied by the renderer instead."""
        return {p.role: p.idx for p in self.placeholders if p.kind != "sldNum"}


@dataclass(frozen=True)
class Master:
    """The one slide master; its levels are the fallback for whatever a layout does not say."""

    title: Placeholder
    body: Placeholder
    number: Placeholder
    text: tuple[Level, ...]
    art: tuple[Group, ...] = ()
    ground: Fill = BG1


@dataclass(frozen=True)
class TableLook:
    """How tables look; without accents, any recolouring reads well. None: nothing is drawn."""

    head: Paint | None = TX1
    head_text: Paint = BG1
    band: Paint | None = BG2
    edge: Stroke | None = None
    under_head: Stroke | None = None
    between: Stroke | None = None


@dataclass(frozen=True)
class Design:
    """A family drawn for one canvas."""

    id: str
    name: str
    category: str
    description: str
    features: tuple[str, ...]
    font_recommendations: tuple[str, ...]
    artwork: str
    canvas: Canvas
    palette: Palette
    fonts: Fonts
    master: Master
    layouts: tuple[Layout, ...]
    table: TableLook = TableLook()

    @property
    def stem(self) -> str:
        return f"{self.id}_{self.canvas.key}"
