"""`GET health/`: every service really probed, but the model, which is never called for it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime

from django.core.cache import caches
from django.db import DatabaseError, connection
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from generate_content import VERSION, composition
from generate_content.api.answers import HealthSerializer
from generate_content.content.breaker import BreakerState
from generate_content.performance_cache.hosts.away import RedisAway
from generate_content.performance_cache.keys import CacheKey, digest
from pptapi.shared_redis import PREFIX, SharedRedis

HEALTHY, DEGRADED, UNHEALTHY = "healthy", "degraded", "unhealthy"
_PROBE = b"probe"


class HealthView(APIView):
    """200 while decks can be made, if only slowly; 503 when they cannot."""

    authentication_classes = []
    permission_classes = []

    @extend_schema(
        operation_id="get_health",
        responses={200: HealthSerializer, 503: HealthSerializer},
        tags=["service"],
    )
    def get(self, request: Request) -> Response:
        del request
        services = composition.services()
        probes: dict[str, Callable[[composition.Services], dict[str, object]]] = {
            "database": _database,
            "memory_cache": _memory_cache,
            "django_cache": _django_cache,
            "file_cache": _file_cache,
            "templates": _templates,
            "content_provider": _content_provider,
        }
        found = {name: probe(services) for name, probe in probes.items()}
        states = {str(service["status"]) for service in found.values()}
        overall = next(state for state in (UNHEALTHY, DEGRADED, HEALTHY) if state in states)
        body = {"status": overall, "version": VERSION, "services": found}
        unavailable = overall == UNHEALTHY
        return Response(
            body, status=status.HTTP_503_SERVICE_UNAVAILABLE if unavailable else status.HTTP_200_OK
        )


def _database(services: composition.Services) -> dict[str, object]:
    del services
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            tables = connection.introspection.table_names(cursor)
    except DatabaseError:
        return {"status": UNHEALTHY, "message": "The database does not answer."}
    if "auth_user" not in tables:
        message = "The database has no tables: run `manage.py prepare_server`."
        return {"status": UNHEALTHY, "message": message}
    return {"status": HEALTHY, "engine": connection.vendor}


def _memory_cache(services: composition.Services) -> dict[str, object]:
    services.memory.usage()  # what it holds differs by worker: `performance/` has the sums
    return {"status": HEALTHY, "limit_bytes": services.memory.limit_bytes}


def _django_cache(services: composition.Services) -> dict[str, object]:
    if services.redis is not None:
        return _redis(services.redis)
    key = str(CacheKey("health", "probe", digest("probe")))
    caches["default"].set(key, _PROBE, 5)
    if caches["default"].get(key) != _PROBE:
        return {"status": DEGRADED, "message": "It does not return what was stored."}
    caches["default"].delete(key)
    return {"status": HEALTHY, "engine": "locmem"}


def _redis(redis: SharedRedis) -> dict[str, object]:
    """While it is away this host goes on alone: its own levels, limits and flights."""
    try:
        redis.link.probe(f"{PREFIX}probe")
    except RedisAway:
        message = (
            "Redis refuses what it should store; the log tells why."
            if redis.link.is_there
            else "Redis does not answer; this host goes on without it."
        )
        return {"status": DEGRADED, "engine": "redis", "message": message}
    return {"status": HEALTHY, "engine": "redis"}


def _file_cache(services: composition.Services) -> dict[str, object]:
    """Decks made while the folder cannot be written are kept for a while elsewhere."""
    folder = services.settings.cache_dir
    try:
        with tempfile.NamedTemporaryFile(dir=folder) as file:
            file.write(_PROBE)
            file.flush()
    except OSError as error:
        return {"status": DEGRADED, "message": f"Its folder takes no files: {error.strerror}."}
    if complaint := services.files.degraded:
        return {"status": DEGRADED, "message": f"It rests after a failed write: {complaint}."}
    return {"status": HEALTHY}


def _templates(services: composition.Services) -> dict[str, object]:
    count = len(services.catalogue)
    return {"status": HEALTHY if count else UNHEALTHY, "count": count}


def _content_provider(services: composition.Services) -> dict[str, object]:
    provider = services.settings.content_provider.value
    if services.breaker is None:
        return {"status": HEALTHY, "provider": provider}
    breaker = services.breaker.status()
    at = breaker.last_at
    configured = services.settings.provider_is_configured
    well = configured and breaker.state is not BreakerState.OPEN and not breaker.failures
    return {
        "status": HEALTHY if well else DEGRADED,
        "provider": provider,
        "configured": configured,
        "breaker": breaker.state.value,
        "failures_in_a_row": breaker.failures,
        "last_outcome": breaker.last_outcome,
        "last_at": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None,
    }
