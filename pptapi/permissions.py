"""Who may do what."""

from __future__ import annotations

from django.conf import settings
from rest_framework.permissions import BasePermission, IsAdminUser
from rest_framework.request import Request


class OpenUnlessClosed(BasePermission):
    """Everybody, or with REQUIRE_AUTHENTICATION whoever shows a valid token."""

    def has_permission(self, request: Request, view: object) -> bool:
        del view
        return not settings.REQUIRE_AUTHENTICATION or bool(request.user.is_authenticated)


class StaffOnly(IsAdminUser):
    """Whoever shows the token of a staff user."""
