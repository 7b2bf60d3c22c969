"""A picture of the template's own, of native shapes in the theme's colours."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from generate_content.errors import TemplateMismatch
from generate_content.rendering.artwork.circuit import circuit, circuit_track
from generate_content.rendering.artwork.collage import collage, collage_track
from generate_content.rendering.artwork.facets import facets
from generate_content.rendering.artwork.orbits import orbits
from generate_content.rendering.artwork.pulse import pulse, pulse_track
from generate_content.rendering.artwork.shapes import Drawing
from generate_content.rendering.artwork.tiles import tiles
from generate_content.rendering.artwork.tracks import facet_track, orbit_track, tile_track
from generate_content.rendering.places import Frame

STYLES: Mapping[str, Callable[[Drawing, random.Random], None]] = {
    "tiles": tiles,
    "facets": facets,
    "orbits": orbits,
    "pulse": pulse,
    "circuit": circuit,
    "collage": collage,
}

TRACKS: Mapping[str, Callable[[Drawing, Sequence[int]], None]] = {
    "tiles": tile_track,
    "facets": facet_track,
    "orbits": orbit_track,
    "pulse": pulse_track,
    "circuit": circuit_track,
    "collage": collage_track,
}


def draw_artwork(
    style: str, seed: str, frame: Frame, *, first_id: int, template_id: str
) -> tuple[str, int]:
    """A group that fills the frame exactly, and the last shape id it took.

    The same seed gives the same picture. Raises: TemplateMismatch, for an unknown style.
    """
    if style not in STYLES:
        message = f'"{style}" is no style of artwork. Known: {", ".join(STYLES)}.'
        raise TemplateMismatch(message, template_id=template_id)
    drawing = Drawing(frame, first_id)
    STYLES[style](drawing, random.Random(seed))  # noqa: S311 for looks, and repeatable
    return drawing.xml(), drawing.last_id


def draw_track(
    style: str, marks: Sequence[int], frame: Frame, *, first_id: int, mirrored: bool = False
) -> tuple[str, int]:
    """A timeline's line along the frame with a mark at each distance from its left, in EMU.

    Mirrored, from its right.
    """
    drawing = Drawing(frame, first_id)
    TRACKS[style](drawing, marks)
    return drawing.xml(mirrored=mirrored), drawing.last_id
