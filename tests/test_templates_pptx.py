"""The templates' files, beside the sources that draw them."""

import cmath
import math
import re
import subprocess
import sys
import zipfile
from itertools import combinations

import pytest

from generate_content.rendering.colors import to_oklch
from tests.samples import TEMPLATES

pytestmark = pytest.mark.no_cover

BUILD = "import build, pathlib, sys; build.build(pathlib.Path(sys.argv[1]))"


def test_the_files_are_what_their_sources_draw(tmp_path):
    subprocess.run([sys.executable, "-B", "-c", BUILD, str(tmp_path)], cwd=TEMPLATES, check=True)
    built, kept = parts_of(tmp_path), parts_of(TEMPLATES)
    names = sorted(built.keys() | kept.keys())
    assert [name for name in names if built.get(name) != kept.get(name)] == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.pptx")), ids=lambda path: path.stem)
def test_three_lines_of_a_chart_are_told_apart_by_their_colours(path):
    theme = content(path)["ppt/theme/theme1.xml"].decode()
    accents = [re.search(rf'<a:accent{n}><a:srgbClr val="(\w+)"', theme)[1] for n in (1, 2, 3)]
    for one, other in combinations(map(to_oklch, (f"#{accent}" for accent in accents)), 2):
        assert difference(one, other) > 0.12
        assert abs((one[2] - other[2] + 180) % 360 - 180) > 25  # degrees between their hues


def difference(one, other):
    """In OKLab: 0 for the same, about 0.02 for what is just seen, to 1 for black and white."""
    around = (cmath.rect(chroma, math.radians(hue)) for _, chroma, hue in (one, other))
    return math.hypot(one[0] - other[0], abs(next(around) - next(around)))


def parts_of(folder):
    """The content of each template's files by name."""
    return {
        path.name: content(path) for path in folder.iterdir() if path.suffix in {".pptx", ".json"}
    }


def content(path):
    """The parts of a package, uncompressed: compression differs between versions of zlib."""
    if path.suffix == ".json":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
