"""Limits per user or address that hold over all worker processes.

The address is that of the connection. Behind a proxy every caller would share the proxy's:
let the proxy limit, or have it set the address (docs/SERVER.md).
"""

from __future__ import annotations

import ipaddress
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from generate_content.performance_cache.shared_memory import SharedTable
from pptapi.rates import WINDOWS_S, RateWindows, WindowState
from pptapi.shared_redis import PREFIX, shared_redis
from pptapi.state_folder import SharedState

COUNTED = "pptapi.rate_window"
"""In a request's environment: where its caller stands, if a layer before Django has counted it."""

_ROWS = 16_384  # callers remembered at a time; 640 KB


class RateLimitExceeded(Throttled):
    """No more in this window."""

    def __init__(self, window: WindowState) -> None:
        super().__init__(wait=window.wait_s)
        self.window = window


def rate_windows() -> RateWindows:
    """This process's view of the shared windows."""
    return _windows.get()


def _make_windows(folder: Path) -> RateWindows:
    table = SharedTable(folder / _WINDOWS, rows=_ROWS, columns=2, clock=time.time)
    if (redis := shared_redis()) is None:
        return RateWindows(table=table, rates=settings.RATES, clock=time.time)
    from generate_content.performance_cache.hosts.table import RedisTable  # noqa: PLC0415 - as there

    common = RedisTable(
        redis.link,
        prefix=f"{PREFIX}window:",
        columns=2,
        ttl_s=max(WINDOWS_S.values()),
        stand_in=table,
    )
    return RateWindows(table=common, rates=settings.RATES, clock=time.time)


_WINDOWS = "rate_windows"
_windows = SharedState(lambda: settings.DECKS.state_dir, _make_windows, marker=_WINDOWS)


def identity(request: HttpRequest | Request) -> str:
    """Whom a request is counted for: the user, else the address (of IPv6, the network: /64)."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user {user.pk}"
    return anonymous(str(request.META.get("REMOTE_ADDR", "")))


def anonymous(address: str) -> str:
    """The identity of whoever asks from this address without a token."""
    if ":" in address:
        address = str(ipaddress.ip_network((address.partition("%")[0], 64), strict=False))
    return f"address {address}"


class WindowThrottle(BaseThrottle):
    """Counts a request in its caller's window; the answer's X-RateLimit headers tell the state."""

    scope: str

    def allow_request(self, request: Request, view: object) -> bool:
        del view
        self.window: WindowState | None = None
        if request.method != "POST":  # is answered 405, or what is allowed
            return True
        if COUNTED in request.META:
            window = request.META[COUNTED]
        else:
            window = rate_windows().admit(self.scope, identity(request))
        self.window = window
        vars(request._request)["rate_window"] = window  # noqa: SLF001 - for the middleware
        return window is None or window.admitted

    def wait(self) -> float | None:
        return None if self.window is None else float(self.window.wait_s)


class DecksThrottle(WindowThrottle):
    scope = "decks"


class LoginThrottle(WindowThrottle):
    scope = "login"


class RegisterThrottle(WindowThrottle):
    scope = "register"


class CleanupThrottle(WindowThrottle):
    scope = "cleanup"


def admit_model_call(request: Request) -> None:
    """Counts a call of a model. Raises: RateLimitExceeded."""
    window = rate_windows().admit("generated", identity(request))
    if window is not None and not window.admitted:
        raise RateLimitExceeded(window)


def describe_windows(request: Request) -> dict[str, dict[str, int | str | None]]:
    """Each limit, and where the asking user or address stands; null where no limit is set."""
    who, windows = identity(request), rate_windows()
    return {name: _describe(windows.peek(name, who), windows, name) for name in windows.rates}


def _describe(
    state: WindowState | None, windows: RateWindows, name: str
) -> dict[str, int | str | None]:
    rate = windows.rates[name]
    if state is None or rate is None:
        return dict.fromkeys(("limit", "remaining", "reset_time", "window"))
    resets_at = datetime.fromtimestamp(state.resets_at, UTC)
    return {
        "limit": state.limit,
        "remaining": state.remaining,
        "reset_time": resets_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "window": rate.window,
    }
