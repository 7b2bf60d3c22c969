"""This process's way to the Redis server that several hosts share, when `CACHE_URL` names one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

if TYPE_CHECKING:
    from generate_content.performance_cache.hosts.backplane import Backplane
    from generate_content.performance_cache.hosts.link import RedisLink

PREFIX = "pptapi:"
"""Of every name there; installations that share a server use databases of their own."""


class SharedRedis(NamedTuple):
    link: RedisLink
    backplane: Backplane


@cache
def shared_redis() -> SharedRedis | None:
    """The one of this process; None where each host is on its own."""
    if settings.REDIS_URL is None:
        return None
    # Here, because nobody else should pay for the client's package: 0.2 s and 10 MB.
    from generate_content.performance_cache.hosts.backplane import Backplane  # noqa: PLC0415
    from generate_content.performance_cache.hosts.link import RedisLink  # noqa: PLC0415

    link = RedisLink(settings.REDIS_URL)
    return SharedRedis(link, Backplane(link, channel=f"{PREFIX}news"))
