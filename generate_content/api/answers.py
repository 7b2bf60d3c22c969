"""The shapes of the answers, for the OpenAPI page; the views build plain dicts."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from generate_content.deck import ContentSource

_Shape = s.Serializer[Any]


class SlideSerializer(_Shape):
    slide_index = s.IntegerField(help_text="Of the request, from 0; so it is everywhere else.")
    slide_number = s.IntegerField(
        required=False,
        help_text="Where it begins in the file, from 1; told if not all are at slide_index + 1.",
    )
    pages = s.IntegerField(
        required=False, help_text="Over how many slides of the file it goes on, if several."
    )
    slide_type = s.CharField(
        help_text="A layout, or `references`: the slide that was added for references_slide."
    )
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
    total_slides = s.IntegerField(help_text="As many as `slides` has.")
    file_slides = s.IntegerField(
        required=False, help_text="Slides in the file, if some go on over several."
    )
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
    slide_type = s.CharField(allow_null=True, help_text="Null: a model chooses it.")
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
