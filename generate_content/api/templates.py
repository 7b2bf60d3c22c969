"""`GET templates/...`: what decks can look like."""

from __future__ import annotations

from collections.abc import Iterable

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from generate_content import composition
from generate_content.api.answers import TemplateListSerializer, TemplateSerializer
from generate_content.catalogue import Template
from pptapi.permissions import OpenUnlessClosed


class TemplateAPIView(APIView):
    permission_classes = [OpenUnlessClosed]

    def listing(self, templates: Iterable[Template]) -> Response:
        services = composition.services()
        described = {template.id: services.templates.describe(template) for template in templates}
        return Response(
            {
                "templates": described,
                "total_count": len(described),
                "categories": sorted({str(one["category"]) for one in described.values()}),
                "aspect_ratios": sorted({str(one["aspect_ratio"]) for one in described.values()}),
            }
        )


class TemplatesView(TemplateAPIView):
    @extend_schema(
        operation_id="list_templates", responses=TemplateListSerializer, tags=["templates"]
    )
    def get(self, request: Request) -> Response:
        del request
        catalogue = composition.services().catalogue
        return self.listing(catalogue.all())


class TemplateView(TemplateAPIView):
    @extend_schema(operation_id="get_template", responses=TemplateSerializer, tags=["templates"])
    def get(self, request: Request, template_id: str) -> Response:
        del request
        services = composition.services()
        template = services.catalogue.find(template_id)
        return Response(services.templates.describe(template))


class TemplatesByCategoryView(TemplateAPIView):
    @extend_schema(
        operation_id="list_templates_by_category",
        responses=TemplateListSerializer,
        tags=["templates"],
    )
    def get(self, request: Request, category: str) -> Response:
        del request
        return self.listing(composition.services().catalogue.by_category(category))


class TemplatesByAspectRatioView(TemplateAPIView):
    @extend_schema(
        operation_id="list_templates_by_aspect_ratio",
        responses=TemplateListSerializer,
        tags=["templates"],
    )
    def get(self, request: Request, aspect_ratio: str) -> Response:
        del request
        return self.listing(composition.services().catalogue.by_aspect_ratio(aspect_ratio))
