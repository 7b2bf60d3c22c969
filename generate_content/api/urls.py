"""Routes under /api/generate/; each answers with and without its trailing slash."""

from django.urls import path

from generate_content.api.cache import CleanupView, ClearView
from generate_content.api.estimate import EstimateView
from generate_content.api.health import HealthView
from generate_content.api.performance import PerformanceView
from generate_content.api.presentations import DownloadView, PresentationView
from generate_content.api.templates import (
    TemplatesByAspectRatioView,
    TemplatesByCategoryView,
    TemplatesView,
    TemplateView,
)
from generate_content.api.warm import WarmView

urlpatterns = [
    path("presentation/", PresentationView.as_view(), name="presentation"),
    path("presentation/estimate/", EstimateView.as_view(), name="estimate"),
    path("download/<str:filename>", DownloadView.as_view(), name="download"),
    path("templates/", TemplatesView.as_view(), name="templates"),
    path("templates/category/<str:category>/", TemplatesByCategoryView.as_view()),
    path("templates/aspect-ratio/<str:aspect_ratio>/", TemplatesByAspectRatioView.as_view()),
    path("templates/<str:template_id>/", TemplateView.as_view(), name="template"),
    path("performance/", PerformanceView.as_view(), name="performance"),
    path("cache/clear/", ClearView.as_view(), name="cache-clear"),
    path("cache/cleanup/", CleanupView.as_view(), name="cache-cleanup"),
    path("cache/warm/", WarmView.as_view(), name="cache-warm"),
    path("health/", HealthView.as_view(), name="health"),
]
