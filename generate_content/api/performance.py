"""`GET performance/`: measured figures, summed over the workers, since the server's start."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import psutil
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from generate_content import composition
from generate_content.ahead import Ahead
from generate_content.api.figures import mebibytes, milliseconds, percent, tokens
from generate_content.api.performance_answers import PerformanceSerializer
from generate_content.content.breaker import Breaker
from generate_content.ledger import NOTHING_AHEAD
from generate_content.performance_cache.figures import (
    AnswerFigures,
    BreakerFigures,
    LevelFigures,
    NamespaceFigures,
    Snapshot,
)
from generate_content.usage import CpuLoad, TokenUsage
from pptapi.permissions import OpenUnlessClosed


class PerformanceView(APIView):
    """Hits, misses and times of each cache level, and what the workers use."""

    permission_classes = [OpenUnlessClosed]

    @extend_schema(
        operation_id="get_performance", responses=PerformanceSerializer, tags=["performance"]
    )
    def get(self, request: Request) -> Response:
        del request
        services = composition.services()
        figures = services.cache.snapshot()
        return Response(
            {
                "cache_statistics": _cache_statistics(figures),
                "system_metrics": _system_metrics(figures.workers, services.cpu_load),
                "performance_trends": _trends(figures.answers),
                "namespaces": {name: _namespace(of) for name, of in figures.namespaces.items()},
                "breakers": _breakers(figures, services.breaker),
                "workers": list(figures.workers),
                "popular": _popular(services.ahead),
                "usage": _usage_of_models(services.tokens),
            }
        )


def _cache_statistics(figures: Snapshot) -> dict[str, object]:
    memory, django, file = (figures.levels[name] for name in ("memory", "django", "file"))
    hits, misses = figures.total_hits, figures.total_misses
    return {
        "memory_cache": {
            **_level(memory),
            "entries": memory.volume.entries,
            "memory_usage_mb": mebibytes(memory.volume.bytes),
            "evictions": memory.losses.evicted,
        },
        "django_cache": {**_level(django), "entries": django.volume.entries},
        "file_cache": {
            **_level(file),
            "files": file.volume.entries,
            "disk_usage_mb": mebibytes(file.volume.bytes),
            "evictions": file.losses.evicted,
        },
        "overall": {
            "total_hits": hits,
            "total_misses": misses,
            "overall_hit_rate": percent(hits, hits + misses),
            "speed_improvement": _share(figures.answers.mean_saved),
        },
    }


def _usage_of_models(used: TokenUsage) -> dict[str, int]:
    calls, total = used.total()
    return {"model_calls": calls, **tokens(total)}


def _namespace(of: NamespaceFigures) -> dict[str, float]:
    return {
        "hits": of.hits,
        "misses": of.misses,
        "entries": of.volume.entries,
        "bytes": of.volume.bytes,
        "evictions": of.losses.evicted,
        "refused": of.losses.refused,
        "avg_hit_time_ms": milliseconds(of.timings.hits.mean_s),
        "makings": of.timings.makings.times,
        "avg_making_time_ms": milliseconds(of.timings.makings.mean_s),
        "waits": of.timings.waits.times,
        "avg_wait_time_ms": milliseconds(of.timings.waits.mean_s),
        "total_wait_time_ms": milliseconds(of.timings.waits.total_s),
        "stale_served": of.stale.served,
        "renewed": of.stale.renewed,
        "failed_renewals": of.stale.failed_renewals,
    }


def _breakers(figures: Snapshot, model: Breaker | None) -> dict[str, object]:
    """By what they protect; the model's only where one is configured."""
    told: dict[str, object] = {
        f"{name}_cache": _level_breaker(level.breaker)
        for name, level in figures.levels.items()
        if level.breaker
    }
    told["makings"] = {"keys_at_rest": figures.keys_at_rest}
    if model:
        status = model.status()
        told["content_provider"] = _known(
            state=status.state.value,
            failures_in_a_row=status.failures,
            last_outcome=status.last_outcome,
            retry_after_s=status.retry_after_s,
        )
    return told


def _level_breaker(breaker: BreakerFigures) -> dict[str, object]:
    since = datetime.fromtimestamp(breaker.since, UTC) if breaker.since else None
    return _known(
        state=breaker.state,
        workers=breaker.workers,
        since=since and since.strftime("%Y-%m-%dT%H:%M:%SZ"),
        reason=breaker.reason,
    )


def _known(**values: object) -> dict[str, object]:
    """Without those that are None."""
    return {name: value for name, value in values.items() if value is not None}


def _level(level: LevelFigures) -> dict[str, float]:
    return {
        "hits": level.hits,
        "misses": level.misses,
        "hit_rate_percent": percent(level.hits, level.hits + level.misses),
        "avg_access_time_ms": milliseconds(level.mean_access_time_s),
        "refused": level.losses.refused,
    }


def _popular(ahead: Ahead | None) -> dict[str, int]:
    figures = ahead.figures() if ahead else NOTHING_AHEAD
    return {
        "tracked": figures.tracked,
        "renewed_ahead": figures.renewed,
        "predicted": figures.predicted,
        "failed": figures.failed,
        "model_calls_this_hour": figures.model_calls,
    }


def _trends(answers: AnswerFigures) -> dict[str, object]:
    known = answers.cached and answers.uncached and answers.mean_uncached_s
    efficiency = 1 - answers.mean_cached_s / answers.mean_uncached_s if known else None
    return {
        "avg_response_time_cached": round(answers.mean_cached_s, 6),
        "avg_response_time_uncached": round(answers.mean_uncached_s, 6),
        "cache_efficiency": _share(efficiency),
        "requests_per_second": round(answers.per_second, 2),
    }


def _share(share: float | None) -> str | None:
    return None if share is None else f"{share:.1%}"


def _system_metrics(workers: Iterable[int], load: CpuLoad) -> dict[str, float]:
    used = [use for pid in workers if (use := _usage(pid))]
    return {
        "memory_usage_mb": mebibytes(sum(use.memory_bytes for use in used)),
        "memory_percent": percent(
            sum(use.memory_bytes for use in used), psutil.virtual_memory().total
        ),
        "cpu_percent": round(load.percent(sum(use.cpu_s for use in used)), 2),
        "disk_io_read_mb": mebibytes(sum(use.read_bytes for use in used)),
        "disk_io_write_mb": mebibytes(sum(use.written_bytes for use in used)),
        "process_id": os.getpid(),
        "thread_count": sum(use.threads for use in used),
    }


@dataclass(frozen=True)
class _Usage:
    """What one worker uses, as the system counts it."""

    memory_bytes: int
    cpu_s: float
    read_bytes: int
    written_bytes: int
    threads: int


def _usage(pid: int) -> _Usage | None:
    """None for a worker that has just ended."""
    try:
        process = psutil.Process(pid)
        with process.oneshot():
            times, io = process.cpu_times(), process.io_counters()
            return _Usage(
                memory_bytes=process.memory_info().rss,
                cpu_s=times.user + times.system,
                read_bytes=io.read_bytes,
                written_bytes=io.write_bytes,
                threads=process.num_threads(),
            )
    except psutil.NoSuchProcess:
        return None
