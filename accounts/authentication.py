"""Who asks, by the token in the `Authorization` header."""

from __future__ import annotations

from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication


class TokenAuthentication(JWTAuthentication):
    """Nobody without the header; a header that cannot be read is a wrong token, not none."""

    def get_header(self, request: Request) -> bytes:
        header = super().get_header(request)  # None if there is none, whatever its annotation says
        if header is not None and not header.strip():  # what Granian makes of bytes beyond ASCII
            raise AuthenticationFailed("The Authorization header is empty, or not ASCII.")
        return header
