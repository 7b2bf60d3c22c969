"""The templates' files, beside the sources that draw them."""

import subprocess
import sys
import zipfile

from tests.samples import TEMPLATES

BUILD = "import build, pathlib, sys; build.build(pathlib.Path(sys.argv[1]))"


def test_the_files_are_what_their_sources_draw(tmp_path):
    subprocess.run([sys.executable, "-B", "-c", BUILD, str(tmp_path)], cwd=TEMPLATES, check=True)
    built, kept = parts_of(tmp_path), parts_of(TEMPLATES)
    names = sorted(built.keys() | kept.keys())
    assert [name for name in names if built.get(name) != kept.get(name)] == []


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
