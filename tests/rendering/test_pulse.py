"""The Pulse family: its pictures have round corners, and so has the artwork in their place."""

import random

import pptx
import pytest
from lxml import etree

from generate_content.rendering.artwork.pulse import _glasses, _packed
from generate_content.rendering.artwork.shapes import Drawing
from generate_content.rendering.places import Frame
from tests.rendering.test_artwork import drawn
from tests.samples import TEMPLATES

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHAPES = ["16_9", "16_10", "4_3", "1_1"]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_artworks_corners_are_as_round_as_a_pictures(shape):
    layouts = pptx.Presentation(TEMPLATES / f"pulse_{shape}.pptx").slide_layouts
    layout = layouts.get_by_name("Content with Picture")
    picture = next(one for one in layout.placeholders if one.placeholder_format.idx == 2)
    geometry = picture._element.find(f".//{A}prstGeom")
    assert geometry.get("prst") == "roundRect"
    share = int(geometry.find(f".//{A}gd").get("fmla").removeprefix("val ")) / 100_000
    frame = Frame(picture.left, picture.top, picture.width, picture.height)
    root, _ = drawn("pulse", "Growth", frame)
    corner = int(next(root.iter(f"{A}arcTo")).get("wR"))
    assert corner == pytest.approx(share * min(frame.width, frame.height), rel=1e-3)


def test_a_placeholder_without_a_radius_stays_a_rectangle():
    layouts = pptx.Presentation(TEMPLATES / "frost_16_9.pptx").slide_layouts
    text = etree.tostring(layouts.get_by_name("Content with Picture")._element).decode()
    assert 'prst="rect"' in text
    assert "roundRect" not in text


@pytest.mark.parametrize(
    "frame", [Frame(0, 0, 4_000_000, 9_000_000), Frame(0, 0, 500_000, 500_000)]
)
def test_glasses_and_cells_keep_apart(frame):
    for seed in range(50):
        rng = random.Random(seed)
        drawing = Drawing(frame, 2)
        glasses = list(_glasses(drawing, rng))
        cells = [cell for glass in glasses for cell in _packed(glass.scaled(0.88), rng)]
        assert len(cells) > 5 * len(glasses)
        for circles in (glasses, cells):
            for number, one in enumerate(circles):
                for other in circles[:number]:
                    apart = abs(complex(*one.center) - complex(*other.center))
                    assert apart > one.radius + other.radius
