from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.token_backend import install  # noqa: PLC0415 - needs the apps loaded

        install()
