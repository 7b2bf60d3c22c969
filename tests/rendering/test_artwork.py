"""Artwork: exact, inside its frame, of native shapes in theme colours."""

import itertools
import random
import re

import pytest
from lxml import etree

from generate_content.errors import TemplateMismatch
from generate_content.rendering.artwork import STYLES, draw_artwork
from generate_content.rendering.artwork.tiles import _fitting
from generate_content.rendering.places import Frame
from generate_content.rendering.sheet import NAMESPACES

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FRAMES = [Frame(7_620_000, 0, 4_572_000, 5_715_000), Frame(1, 2, 4_800_001, 3_500_003)]
HIGH = Frame(0, 0, 1_500_000, 6_000_000)
WIDE = Frame(0, 0, 6_000_000, 1_500_000)
SEEDS = ["Growth", "", "中文", "a" * 120, "seed 5", "seed 6"]


def drawn(style, seed, frame):
    xml, last_id = draw_artwork(style, seed, frame, first_id=7, template_id="t")
    return etree.fromstring(f"<x {NAMESPACES}>{xml}</x>"), last_id


@pytest.mark.parametrize("style", STYLES)
def test_the_same_seed_gives_the_same_picture(style):
    first, again, other = (
        draw_artwork(style, seed, FRAMES[0], first_id=7, template_id="t")
        for seed in ("Growth", "Growth", "Why now")
    )
    assert first == again != other


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("seed", SEEDS)
def test_it_fills_the_frame_and_stays_inside(style, frame, seed):
    root, _ = drawn(style, seed, frame)
    boxes = [
        tuple(int(xfrm[row].get(name)) for row, name in ((0, "x"), (0, "y"), (1, "cx"), (1, "cy")))
        for xfrm in root.iter(f"{A}xfrm")
    ]
    group, ground, *shapes = boxes
    assert group == (frame.left, frame.top, frame.width, frame.height)
    assert ground == (0, 0, frame.width, frame.height)
    for x, y, width, height in shapes:
        assert min(width, height) >= 0
        assert 0 <= x <= x + width <= frame.width
        assert 0 <= y <= y + height <= frame.height


@pytest.mark.parametrize(("width", "height"), [(4, 5), (3, 5), (6, 4), (9, 4)])
def test_discs_are_round_where_a_frame_is_of_whole_tiles(width, height):
    frame = Frame(0, 0, width * 1_143_000, height * 1_143_000)
    sizes = [
        (xfrm[1].get("cx"), xfrm[1].get("cy"))
        for seed in SEEDS
        for xfrm in drawn("tiles", seed, frame)[0].iter(f"{A}xfrm")
        if xfrm.getnext() is not None and xfrm.getnext().get("prst") == "ellipse"
    ]
    assert sizes
    assert all(width == height for width, height in sizes)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("sides", [(1, 1), (1, 4), (4, 1)])
def test_any_seed_draws_in_a_frame_of_any_shape(style, sides):
    width, height = (side * 1_500_000 for side in sides)
    for seed in map(str, range(40)):
        drawn(style, seed, Frame(0, 0, width, height))


@pytest.mark.parametrize("style", STYLES)
def test_its_colours_are_the_themes_and_its_ids_its_own(style):
    root, last_id = drawn(style, "Growth", FRAMES[0])
    ids = [int(shape.get("id")) for shape in root.iter() if shape.tag.endswith("}cNvPr")]
    assert ids == list(range(7, last_id + 1))
    assert not list(root.iter(f"{A}srgbClr"))
    assert "decorative" in etree.tostring(root).decode()


@pytest.mark.parametrize("style", STYLES)
def test_it_has_whole_numbers_only(style):
    xml, _ = draw_artwork(style, "Growth", FRAMES[1], first_id=2, template_id="t")
    assert not re.search(r'"-?[0-9]+\.[0-9]+"', xml)


def test_an_unknown_style_is_the_templates_fault():
    with pytest.raises(TemplateMismatch, match="cubes"):
        draw_artwork("cubes", "x", FRAMES[0], first_id=2, template_id="t")


@pytest.mark.parametrize("style", STYLES)
def test_it_can_be_drawn_for_any_heading(style):
    # About one heading in a hundred surrounds a tile with all the colours a ground may have.
    known = ["Risk result sales 51", "Energy market cloud 5", "Data energy data 3"]
    frames = itertools.cycle([*[FRAMES[0]] * 3, FRAMES[1], WIDE, HIGH])
    for seed, frame in zip(known + [f"Heading {n}" for n in range(2000)], frames, strict=False):
        draw_artwork(style, seed, frame, first_id=2, template_id="t")


def test_tiles_side_by_side_differ():
    """Of the colours around a tile in the grid, none at its sides is its own."""
    for number in range(500):
        grounds = {}
        rng = random.Random(number)
        for row in range(5):
            for column in range(4):
                ground, _ = rng.choice(_fitting(grounds, row, column, 1))
                assert ground not in {
                    grounds.get((row - 1, column)),
                    grounds.get((row, column - 1)),
                }
                grounds[row, column] = ground
