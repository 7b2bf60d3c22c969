"""Compiled templates in the cache."""

from __future__ import annotations

from collections.abc import Callable

from generate_content import VERSION
from generate_content.catalogue import Template
from generate_content.performance_cache.keys import CacheKey, digest
from generate_content.performance_cache.tiered import TieredCache
from generate_content.services import TEMPLATES

_COMPILED = "compiled"  # beside the description, which has a key without it


class CompiledTemplates:
    """A `rendering.keeping.TemplateMemory`: over all workers, until `templates` is cleared."""

    def __init__(self, cache: TieredCache) -> None:
        self._cache = cache

    def get_or_make(self, template: Template, form: str, make: Callable[[], bytes]) -> bytes:
        """What is cached, else what one worker makes for all; counted as no request."""
        content = digest(VERSION, template.sha256, _COMPILED, form)
        key = CacheKey(TEMPLATES, template.id, content)
        return self._cache.ensure(key, lambda _: make()).payload
