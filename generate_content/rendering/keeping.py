"""Compiled templates as bytes, so that another process need not compile them again."""

from __future__ import annotations

import hashlib
import inspect
import io
import pickle
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any, Protocol

from generate_content.catalogue import Template
from generate_content.rendering import markup, package, places, template, theme
from generate_content.rendering.package import Base, ContentTypes, Part, Relationship
from generate_content.rendering.places import Frame, Layout, Place, TextStyle
from generate_content.rendering.template import CompiledTemplate, compile_template
from generate_content.rendering.theme import Grounds

_KEPT = (
    *(CompiledTemplate, Layout, Place, TextStyle, Frame, Grounds),
    *(Base, ContentTypes, Part, Relationship),
)
_SOURCE = "source"


class TemplateMemory(Protocol):
    """Where processes leave compiled templates for each other."""

    def get_or_make(self, template: Template, form: str, make: Callable[[], bytes]) -> bytes:
        """What was made of the template in that form, else what `make` returns."""


def compiled(source: Template, memory: TemplateMemory | None) -> CompiledTemplate:
    """The template as it is remembered, else compiled. Raises: TemplateMismatch."""
    if memory is None:
        return compile_template(source)
    kept = memory.get_or_make(source, form(), lambda: dumped(compile_template(source)))
    return loaded(kept, source)


def dumped(made: CompiledTemplate) -> bytes:
    """All but its source, which every process has."""
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=5).dump(made)
    return buffer.getvalue()


def loaded(kept: bytes, source: Template) -> CompiledTemplate:
    """What `dumped` was given, of this source. Raises: UnpicklingError for anything else."""
    made: CompiledTemplate = _Unpickler(kept, source).load()
    return made


@cache
def form() -> str:
    """What the bytes depend on besides the template: this code, and what compresses."""
    state = hashlib.sha256(zlib.ZLIB_RUNTIME_VERSION.encode())
    for module in (template, places, package, markup, theme):
        state.update(inspect.getsource(module).encode())
    return state.hexdigest()


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: Any) -> str | None:
        return _SOURCE if isinstance(obj, Template) else None


class _Unpickler(pickle.Unpickler):
    """Refuses every name but those of our own values, so that no pickle can call anything."""

    _known = {(kind.__module__, kind.__qualname__): kind for kind in _KEPT}

    def __init__(self, kept: bytes, source: Template) -> None:
        super().__init__(io.BytesIO(kept))
        self._source = source

    def persistent_load(self, pid: Any) -> Template:
        if pid != _SOURCE:
            raise pickle.UnpicklingError(f"A compiled template refers to {pid!r}.")
        return self._source

    def find_class(self, module: str, name: str) -> type:
        try:
            return self._known[module, name]
        except KeyError:
            message = f"A compiled template asks for {module}.{name}."
            raise pickle.UnpicklingError(message) from None
