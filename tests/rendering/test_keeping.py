"""A compiled template as bytes, and back in another process."""

import os
import pickle
import subprocess
import sys
from dataclasses import replace

import pytest

from generate_content.catalogue import Catalogue
from generate_content.deck import ContentSource, Deck, Slide, Style
from generate_content.rendering import keeping
from generate_content.rendering.keeping import compiled, dumped, form, loaded
from generate_content.rendering.renderer import Renderer
from generate_content.rendering.template import compile_template
from generate_content.slides.registry import BY_NAME
from tests.samples import TEMPLATES

CATALOGUE = Catalogue(TEMPLATES)
SOURCE = CATALOGUE.get("galaxy_16_9")


class Memory:
    """A `TemplateMemory` of this process."""

    def __init__(self):
        self.kept = {}

    def get_or_make(self, template, form, make):
        key = (template.sha256, form)
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]


def deck():
    kind = BY_NAME["bullet"]
    content = kind.clean({"heading_text": "H", "bullet_points": ["a", "b"]})
    slides = (Slide(kind, content, ContentSource.PROVIDED),)
    return Deck("A deck", "en", Style(SOURCE.id), slides, "none")


def test_what_is_loaded_is_what_was_dumped():
    made = compile_template(SOURCE)
    again = loaded(dumped(made), SOURCE)
    assert again == made
    assert again.source is SOURCE


def test_the_file_of_the_template_is_not_in_it():
    source = replace(SOURCE, data=b"the template's file")
    made = replace(compile_template(SOURCE), source=source)
    assert source.data not in dumped(made)


def test_a_remembered_template_is_not_compiled_again(monkeypatch):
    memory = Memory()
    first = Renderer(CATALOGUE, memory).render(deck())
    monkeypatch.delattr(keeping, "compile_template")
    assert Renderer(CATALOGUE, memory).render(deck()) == first


def test_a_memory_that_was_cleared_has_it_compiled_again():
    memory = Memory()
    first = compiled(SOURCE, memory)
    memory.kept.clear()
    assert compiled(SOURCE, memory) == first
    assert len(memory.kept) == 1


def test_a_loaded_template_needs_no_python_pptx():
    code = (
        "import sys;"
        "from tests.rendering.test_keeping import *;"
        "loaded(sys.stdin.buffer.read(), SOURCE);"
        "print('pptx' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=dumped(compile_template(SOURCE)),
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"False\n"


@pytest.mark.parametrize("wanted", [os.getcwd, Catalogue, keeping.form])
def test_a_pickle_that_asks_for_anything_else_is_refused(wanted):
    with pytest.raises(pickle.UnpicklingError, match="asks for"):
        loaded(pickle.dumps(wanted), SOURCE)


def test_another_compressor_is_another_form(monkeypatch):
    before = form()
    monkeypatch.setattr(keeping.zlib, "ZLIB_RUNTIME_VERSION", "1.2.3-other")
    assert form.__wrapped__() != before
