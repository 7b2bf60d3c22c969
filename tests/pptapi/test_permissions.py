import pytest
from django.contrib.auth.models import User
from django.test import override_settings
from rest_framework_simplejwt.tokens import RefreshToken

pytestmark = pytest.mark.django_db


def bearer(user):
    return {"Authorization": f"Bearer {RefreshToken.for_user(user).access_token}"}


def test_open_by_default_closed_by_setting(api):
    ann = User.objects.create_user("ann")
    assert api.get("/api/generate/rate-limits/").status_code == 200
    with override_settings(REQUIRE_AUTHENTICATION=True):
        response = api.get("/api/generate/rate-limits/")
        assert response.json()["error"]["code"] == "AUTHENTICATION_ERROR"
        assert response.status_code == 401
        assert api.get("/api/generate/rate-limits/", headers=bearer(ann)).status_code == 200


def test_a_bad_token_is_401_also_where_none_is_needed(api):
    response = api.get("/api/generate/rate-limits/", headers={"Authorization": "Bearer x"})
    assert response.status_code == 401


@pytest.mark.parametrize("route", ["/", "/api/docs/", "/api/schema/"])
def test_the_documentation_stays_open(api, route):
    with override_settings(REQUIRE_AUTHENTICATION=True):
        assert api.get(route).status_code == 200
