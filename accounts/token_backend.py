"""Tokens that outlive a change of the secret key: SECRET_KEY_FALLBACKS still verify them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from rest_framework_simplejwt import state
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenBackendExpiredToken
from rest_framework_simplejwt.settings import api_settings


class RotatingTokenBackend(TokenBackend):
    """Signs with the newest key; accepts what an older one signed."""

    def __init__(self, algorithm: str, signing_keys: Sequence[str]) -> None:
        newest, *older = signing_keys
        super().__init__(algorithm, newest)
        self._older = [TokenBackend(algorithm, key) for key in older]

    def decode(self, token: Any, verify: bool = True) -> dict[str, Any]:  # noqa: FBT001, FBT002
        try:
            return super().decode(token, verify)
        except TokenBackendExpiredToken:
            raise
        except TokenBackendError:
            for backend in self._older:
                try:
                    return backend.decode(token, verify)
                except TokenBackendExpiredToken:
                    raise
                except TokenBackendError:
                    continue
            raise


def install() -> None:
    """Makes every token use it; Simple JWT has no setting for this."""
    state.token_backend = RotatingTokenBackend(api_settings.ALGORITHM, settings.TOKEN_SIGNING_KEYS)
