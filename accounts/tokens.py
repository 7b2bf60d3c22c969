"""The life of the tokens: given out in pairs, renewed once, ended.

An access token lives two hours, a refresh token seven days. A refresh token renews one time; a new
password ends every token of the user at once.
"""

from __future__ import annotations

from typing import TypedDict, TypeVar, cast

from django.contrib.auth.models import User
from django.db import transaction
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken, Token, UntypedToken

_Kind = TypeVar("_Kind", bound=Token)


class TokenPair(TypedDict):
    access: str
    refresh: str


def give(user: User) -> TokenPair:
    refresh = RefreshToken.for_user(user)
    return {"access": str(refresh.access_token), "refresh": str(refresh)}


def renew(refresh: str) -> TokenPair:
    """A new pair for the user of `refresh`, which ends.

    Raises: TokenError, also if the token was used before; AuthenticationFailed if its user is gone,
    inactive, or has a new password.
    """
    token = _read(RefreshToken, refresh)
    user = _user(token)
    with transaction.atomic():
        _, is_first_use = cast("tuple[BlacklistedToken, bool]", token.blacklist())
        if not is_first_use:  # another request used it since the line that read it
            raise TokenError("Token is blacklisted")
        return give(user)


def end(refresh: str) -> None:
    """Raises: TokenError."""
    _read(RefreshToken, refresh).blacklist()


def end_all(user: User) -> None:
    """Ends every refresh token of the user; access tokens end with the password they name."""
    open_tokens = OutstandingToken.objects.filter(user=user, blacklistedtoken__isnull=True)
    BlacklistedToken.objects.bulk_create(
        [BlacklistedToken(token=token) for token in open_tokens], ignore_conflicts=True
    )


def check(token: str) -> None:
    """Raises: TokenError, AuthenticationFailed: whatever would keep it from being accepted."""
    untyped = _read(UntypedToken, token)
    if BlacklistedToken.objects.filter(token__jti=untyped["jti"]).exists():
        raise TokenError("Token is blacklisted")
    _user(untyped)


def _read(kind: type[_Kind], text: str) -> _Kind:
    return kind(cast("Token", text))  # text is what it takes, whatever its annotation says


def _user(token: Token) -> User:
    """Raises: AuthenticationFailed if the user is gone, inactive, or has a new password."""
    return cast("User", JWTAuthentication().get_user(token))
