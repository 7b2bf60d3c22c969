"""The shapes of the answers, for the OpenAPI page; the views build plain dicts."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from generate_content.deck import ContentSource

_Shape = s.Serializer[Any]


class SlideSerializer(_Shape):
    slide_index = s.IntegerField()
    slide_type = s.CharField()
    content_source = s.ChoiceField(choices=[source.value for source in ContentSource])
    words_cache_level = s.CharField(
        required=False,
        help_text="Of a slide a model wrote: where its words were when the deck was made, or none.",
    )
    content = s.DictField()


class CitationSerializer(_Shape):
    slide_index = s.IntegerField()
    citation = s.CharField()
    unverified = s.BooleanField(required=False, help_text="True: a model proposed it.")


class WarningSerializer(_Shape):
    code = s.CharField()
    slide_index = s.IntegerField(required=False)
    message = s.CharField()


class TokensSerializer(_Shape):
    prompt_tokens = s.IntegerField()
    answer_tokens = s.IntegerField()
    total_tokens = s.IntegerField()


class ModelCallsSerializer(TokensSerializer):
    model_calls = s.IntegerField()


class DeckMetadataSerializer(_Shape):
    total_slides = s.IntegerField()
    provided_slides = s.IntegerField()
    generated_slides = s.IntegerField()
    mixed_slides = s.IntegerField()
    draft_slides = s.IntegerField()
    template_id = s.CharField()
    aspect_ratio = s.CharField()
    font = s.CharField()
    color = s.CharField()
    generation_time = s.FloatField(help_text="Seconds this answer took.")
    cache_hit = s.BooleanField()
    cache_level = s.ChoiceField(choices=["memory", "django", "file", "none"])
    speed_improvement = s.CharField(
        required=False,
        help_text='On hits, like "99.2%": 1 - this time / the time the deck took when it was made.',
    )
    usage = TokensSerializer(help_text="What a model was paid for this answer: 0 on hits.")
    content_provider = s.CharField(help_text="none, offline, gemini or openai")
    file_size_bytes = s.IntegerField()
    sha256 = s.CharField()
    expires_at = s.DateTimeField()


class DeckAnswerSerializer(_Shape):
    success = s.BooleanField()
    message = s.CharField()
    filename = s.CharField()
    file_url = s.URLField()
    slides = SlideSerializer(many=True)
    citations = CitationSerializer(many=True)
    warnings = WarningSerializer(many=True)
    metadata = DeckMetadataSerializer()


class SlideEstimateSerializer(_Shape):
    slide_index = s.IntegerField()
    slide_type = s.CharField()
    words = s.ChoiceField(choices=["provided", "cached", "write", "draft"])
    words_cache_level = s.CharField(required=False, help_text="memory, django or file")
    missing_fields = s.ListField(child=s.CharField(), required=False)


class EstimateSerializer(_Shape):
    success = s.BooleanField()
    message = s.CharField()
    content_provider = s.CharField(help_text="Who would write: none, offline, gemini or openai")
    deck_cached = s.BooleanField()
    slides = SlideEstimateSerializer(many=True)
    expected_usage = ModelCallsSerializer(help_text="At most, for a call answered well.")
    within_max_tokens = s.BooleanField(required=False, help_text="If max_tokens was sent.")


class ColorSchemeSerializer(_Shape):
    primary = s.CharField()
    secondary = s.CharField()
    accent = s.CharField()
    background = s.CharField()
    text = s.CharField()


class DimensionsSerializer(_Shape):
    width = s.IntegerField(help_text="Pixels.")
    height = s.IntegerField(help_text="Pixels.")
    dpi = s.IntegerField()


class UsageSerializer(_Shape):
    total_uses = s.IntegerField()
    last_used = s.DateTimeField(allow_null=True)


class TemplateSerializer(_Shape):
    template_id = s.CharField()
    name = s.CharField()
    category = s.CharField()
    aspect_ratio = s.CharField()
    description = s.CharField()
    author = s.CharField()
    version = s.CharField()
    slide_layouts = s.ListField(child=s.DictField(), help_text="type, description, fields")
    color_scheme = ColorSchemeSerializer()
    font_recommendations = s.ListField(child=s.CharField())
    dimensions = DimensionsSerializer()
    features = s.ListField(child=s.CharField())
    file_size_bytes = s.IntegerField()
    usage_statistics = UsageSerializer()


class TemplateListSerializer(_Shape):
    templates = s.DictField(child=TemplateSerializer())
    total_count = s.IntegerField()
    categories = s.ListField(child=s.CharField())
    aspect_ratios = s.ListField(child=s.CharField())


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


class ClearStatisticsSerializer(_Shape):
    """Of whole namespaces: 0 for what a `template_id` or a `request` ended."""

    memory_cache_cleared = s.IntegerField(help_text="Entries, over all workers.")
    django_cache_cleared = s.IntegerField(help_text="Entries, over all workers.")
    file_cache_cleared = s.IntegerField(help_text="Entries; the workers share them.")
    total_cleared = s.IntegerField(help_text="The sum: an entry counts at each level it was at.")
    memory_freed_mb = s.FloatField(help_text="Of the memory level; given back a little later.")


class ClearAnswerSerializer(_Shape):
    success = s.BooleanField()
    message = s.CharField()
    cleared_namespaces = s.ListField(child=s.CharField())
    statistics = ClearStatisticsSerializer()
    warnings = WarningSerializer(many=True, help_text="Where other hosts did not confirm.")
    timestamp = s.DateTimeField()


class WarmStatisticsSerializer(_Shape):
    requested = s.IntegerField()
    already_cached = s.IntegerField()
    made = s.IntegerField()
    failed = s.IntegerField()


class WarmFailureSerializer(_Shape):
    index = s.IntegerField(help_text="Of the request, from 0.")
    code = s.CharField()
    message = s.CharField()


class WarmAnswerSerializer(_Shape):
    success = s.BooleanField(help_text="Whether none failed.")
    message = s.CharField()
    statistics = WarmStatisticsSerializer()
    failures = WarmFailureSerializer(many=True)
    duration_ms = s.FloatField()
    timestamp = s.DateTimeField()


class CleanupStatisticsSerializer(_Shape):
    """Of what all workers share, and of the memory of the one that answers."""

    expired_entries_removed = s.IntegerField(help_text="At all levels; without decks.")
    disk_space_freed_mb = s.FloatField(help_text="Entries and decks.")
    memory_freed_mb = s.FloatField(help_text="In the worker that answers.")
    cleanup_duration_ms = s.FloatField()


class CacheHealthSerializer(_Shape):
    """After the cleanup, over all workers."""

    memory_usage_percent = s.FloatField(help_text="Of CACHE_MEMORY_MB times the workers.")
    disk_usage_percent = s.FloatField(help_text="Entries and decks, of CACHE_DISK_MB.")
    fragmentation_percent = s.FloatField(help_text="Of the disk blocks: allocated, but not used.")


class CleanupAnswerSerializer(_Shape):
    success = s.BooleanField()
    message = s.CharField()
    cleanup_statistics = CleanupStatisticsSerializer()
    cache_health = CacheHealthSerializer()
    timestamp = s.DateTimeField()


class HealthSerializer(_Shape):
    status = s.ChoiceField(choices=["healthy", "degraded", "unhealthy"])
    version = s.CharField()
    services = s.DictField(
        child=s.DictField(),
        help_text=(
            "By name: database, memory_cache, django_cache, file_cache, templates, "
            "content_provider. Each has a `status` as above, a `message` when it is not well, and "
            "what there is to know of it. The model is not called: its last outcome is told."
        ),
    )
