"""The app: what it does when the server starts."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig

from pptapi.signals import server_starting


class GenerateContentConfig(AppConfig):
    name = "generate_content"

    def ready(self) -> None:
        server_starting.connect(begin_statistics, dispatch_uid="begin statistics")


def begin_statistics(**_: Any) -> None:
    """Statistics count from the server's start, over all workers, replaced ones included."""
    from generate_content import composition  # noqa: PLC0415 - other commands need none of it

    composition.reset_statistics()
