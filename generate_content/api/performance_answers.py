"""The shape of `GET performance/`, for the OpenAPI page; the view builds plain dicts."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from generate_content.api.answers import ModelCallsSerializer

_Shape = s.Serializer[Any]


class LevelSerializer(_Shape):
    hits = s.IntegerField()
    misses = s.IntegerField()
    hit_rate_percent = s.FloatField()
    avg_access_time_ms = s.FloatField()
    refused = s.IntegerField(help_text="Entries not admitted: too large, or no room at all.")


class MemoryLevelSerializer(LevelSerializer):
    entries = s.IntegerField()
    memory_usage_mb = s.FloatField()
    evictions = s.IntegerField(help_text="Entries dropped at the limit.")


class DjangoLevelSerializer(LevelSerializer):
    entries = s.IntegerField()


class FileLevelSerializer(LevelSerializer):
    files = s.IntegerField()
    disk_usage_mb = s.FloatField(help_text="Of the entries, without the decks.")
    evictions = s.IntegerField(help_text="Entries dropped at the limit.")


class OverallSerializer(_Shape):
    total_hits = s.IntegerField()
    total_misses = s.IntegerField()
    overall_hit_rate = s.FloatField(help_text="0 to 100.")
    speed_improvement = s.CharField(
        allow_null=True,
        help_text='Mean over the hits, like "96.2%": 1 - answering / making; null before any.',
    )


class CacheStatisticsSerializer(_Shape):
    memory_cache = MemoryLevelSerializer()
    django_cache = DjangoLevelSerializer()
    file_cache = FileLevelSerializer()
    overall = OverallSerializer()


class SystemMetricsSerializer(_Shape):
    """Sums over the workers, but for `process_id`."""

    memory_usage_mb = s.FloatField(help_text="Resident; pages they share count for each.")
    memory_percent = s.FloatField(help_text="Of the machine's.")
    cpu_percent = s.FloatField(help_text="Since the last look; 100 is one processor.")
    disk_io_read_mb = s.FloatField()
    disk_io_write_mb = s.FloatField()
    process_id = s.IntegerField(help_text="Of the worker that answers.")
    thread_count = s.IntegerField()


class TrendsSerializer(_Shape):
    avg_response_time_cached = s.FloatField(help_text="Seconds.")
    avg_response_time_uncached = s.FloatField(help_text="Seconds.")
    cache_efficiency = s.CharField(
        allow_null=True,
        help_text='Like "96.2%": 1 - cached / uncached average; null before there are both.',
    )
    requests_per_second = s.FloatField(help_text="Over the last 60 s.")


class NamespaceCountsSerializer(_Shape):
    hits = s.IntegerField()
    misses = s.IntegerField()
    entries = s.IntegerField(help_text="In the level that all workers share, as are the bytes.")
    bytes = s.IntegerField()
    evictions = s.IntegerField(help_text="Over all levels.")
    refused = s.IntegerField(help_text="Over all levels.")
    avg_hit_time_ms = s.FloatField(help_text="Of the look-ups that found a value.")
    makings = s.IntegerField(help_text="Values made, behind answers too.")
    avg_making_time_ms = s.FloatField()
    waits = s.IntegerField(help_text="Requests that waited for another's making.")
    avg_wait_time_ms = s.FloatField()
    total_wait_time_ms = s.FloatField()
    stale_served = s.IntegerField(help_text="Hits on expired entries, told by a warning.")
    renewed = s.IntegerField(help_text="Values made anew behind an answer.")
    failed_renewals = s.IntegerField()


class LevelBreakerSerializer(_Shape):
    state = s.ChoiceField(
        choices=["closed", "open", "half_open"],
        help_text="open: the level is left alone for seconds; half_open: the next use is a trial.",
    )
    workers = s.IntegerField(help_text="In how many it is not closed.")
    since = s.DateTimeField(required=False)
    reason = s.CharField(required=False)


class MakingsBreakerSerializer(_Shape):
    keys_at_rest = s.IntegerField(help_text="Failed several times in a row; not made for seconds.")


class ModelBreakerSerializer(_Shape):
    state = s.ChoiceField(choices=["closed", "open", "half_open"])
    failures_in_a_row = s.IntegerField()
    last_outcome = s.CharField(required=False)
    retry_after_s = s.FloatField(required=False)


class BreakersSerializer(_Shape):
    file_cache = LevelBreakerSerializer()
    django_cache = LevelBreakerSerializer(
        required=False, help_text="Where workers share it: with Redis."
    )
    makings = MakingsBreakerSerializer()
    content_provider = ModelBreakerSerializer(
        required=False, help_text="Where a model is configured."
    )


class PopularSerializer(_Shape):
    tracked = s.IntegerField(help_text="Decks whose requests have a counter.")
    renewed_ahead = s.IntegerField(help_text="Popular decks made again before they expired.")
    predicted = s.IntegerField(help_text="Decks made before the hour that asks for them.")
    failed = s.IntegerField(help_text="Makings ahead that failed.")
    model_calls_this_hour = s.IntegerField(help_text="Of CACHE_RENEW_MODEL_CALLS; one a deck.")


class PerformanceSerializer(_Shape):
    cache_statistics = CacheStatisticsSerializer()
    system_metrics = SystemMetricsSerializer()
    performance_trends = TrendsSerializer()
    namespaces = s.DictField(child=NamespaceCountsSerializer())
    breakers = BreakersSerializer()
    workers = s.ListField(child=s.IntegerField(), help_text="Their process ids.")
    popular = PopularSerializer()
    usage = ModelCallsSerializer(help_text="Of all workers: also answers that were no good.")
