from __future__ import annotations

import shutil

import pytest
from django.contrib.auth.models import User

from generate_content import composition
from generate_content.performance_cache.keys import CacheKey
from generate_content.services import DECKS
from tests.api.conftest import FOUR_SLIDES

CLEAR = "/api/generate/cache/clear/"
CLEANUP = "/api/generate/cache/cleanup/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(api):
    api.force_authenticate(User.objects.create_user("boss", is_staff=True))
    return api


def test_clearing_needs_a_token(api):
    response = api.post(CLEAR, {"clear_all": True})
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert response.json()["error"]["code"] == "AUTHENTICATION_ERROR"


def test_clearing_is_for_staff(api):
    api.force_authenticate(User.objects.create_user("guest"))
    response = api.post(CLEAR, {"clear_all": True})
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "PERMISSION_ERROR"


def test_clearing_presentations_ends_decks_and_links(staff, make, cache_dir):
    answer = make(content=FOUR_SLIDES)
    body = staff.post(CLEAR, {"namespaces": ["presentations"]}).json()
    assert body["success"] is True
    assert body["cleared_namespaces"] == ["presentations"]
    statistics = body["statistics"]
    assert statistics.pop("memory_freed_mb") > 0
    assert statistics == {
        "memory_cache_cleared": 1,
        "django_cache_cleared": 1,
        "file_cache_cleared": 1,
        "total_cleared": 3,
    }
    assert staff.get(f"/api/generate/download/{answer['filename']}").status_code == 404
    assert make(content=FOUR_SLIDES)["metadata"]["cache_level"] == "none"


@pytest.mark.parametrize("name", ["gemini", "templates"])
def test_clearing_another_namespace_leaves_decks_alone(staff, make, name):
    make(content=FOUR_SLIDES)
    staff.post(CLEAR, {"namespaces": [name]})
    assert make(content=FOUR_SLIDES)["metadata"]["cache_level"] == "memory"


def test_a_clear_reaches_workers_that_have_followed_to_another_folder_a_moment_ago(
    staff, settings, cache_dir
):
    composition.services()
    shutil.rmtree(cache_dir)
    other = composition.build(settings.DECKS)
    key = CacheKey(DECKS, "frost", "0" * 64)
    other.cache.put(key, b"theirs")
    staff.post(CLEAR, {"clear_all": True})
    assert other.cache.get(key) is None


def test_clear_all_names_every_namespace(staff):
    body = staff.post(CLEAR, {"clear_all": True}).json()
    assert body["cleared_namespaces"] == ["gemini", "templates", "presentations"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"namespaces": []},
        {"namespaces": ["nope"]},
        {"namespaces": [3]},
        {"namespaces": "gemini"},
        {"namespaces": None},
        {"clear_all": False},
        {"clear_all": "yes"},
        {"clear_all": True, "foo": 1},
        {"namespaces": [{}]},
    ],
)
def test_a_wrong_clear_is_refused(staff, body):
    response = staff.post(CLEAR, body)
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "VALIDATION_ERROR"


def test_clearing_a_template_ends_its_decks_and_links_only(staff, make):
    ended = make(content=FOUR_SLIDES, template_id="frost_16_9")
    kept = make(content=FOUR_SLIDES)
    body = staff.post(CLEAR, {"template_id": "frost_16_9"}).json()
    assert body["message"] == "Cleared: template frost_16_9."
    assert body["cleared_namespaces"] == []
    assert staff.get(f"/api/generate/download/{ended['filename']}").status_code == 404
    assert staff.get(f"/api/generate/download/{kept['filename']}").status_code == 200
    again = make(content=FOUR_SLIDES, template_id="frost_16_9")
    assert again["metadata"]["cache_level"] == "none"
    assert make(content=FOUR_SLIDES)["metadata"]["cache_level"] == "memory"


def test_clearing_a_request_ends_its_deck_and_link_only(staff, make):
    ended, kept = make(prompt="One", content=FOUR_SLIDES), make(prompt="Two", content=FOUR_SLIDES)
    asked = {"prompt": "One", "content": FOUR_SLIDES}
    assert staff.post(CLEAR, {"request": asked}).json()["message"] == "Cleared: one request."
    assert staff.get(f"/api/generate/download/{ended['filename']}").status_code == 404
    assert staff.get(f"/api/generate/download/{kept['filename']}").status_code == 200
    assert make(prompt="One", content=FOUR_SLIDES)["metadata"]["cache_level"] == "none"
    assert make(prompt="Two", content=FOUR_SLIDES)["metadata"]["cache_level"] == "memory"


def test_an_unknown_template_is_not_cleared(staff):
    response = staff.post(CLEAR, {"template_id": "nope"})
    assert response.status_code == 400
    assert "default_16_9" in response.json()["error"]["details"]["template_id"][0]


def test_a_wrong_request_to_clear_is_told_field_by_field(staff):
    response = staff.post(CLEAR, {"request": {"layout": ["nope"]}, "namespaces": ["gemini"]})
    assert response.status_code == 400
    assert set(response.json()["error"]["details"]["request"]) == {"prompt", "layout"}


def test_cleanup_is_open_and_tells_what_it_did(api, make):
    make(content=FOUR_SLIDES)
    body = api.post(CLEANUP).json()
    assert body["success"] is True
    assert set(body["cleanup_statistics"]) == {
        "expired_entries_removed", "disk_space_freed_mb", "memory_freed_mb", "cleanup_duration_ms",
    }  # fmt: skip
    health = body["cache_health"]
    assert set(health) == {"memory_usage_percent", "disk_usage_percent", "fragmentation_percent"}
    assert all(0 <= value <= 100 for value in health.values())
    assert make(content=FOUR_SLIDES)["metadata"]["cache_level"] == "memory"


def test_a_cache_folder_removed_under_the_server_is_made_anew(make, cache_dir, monkeypatch):
    make(content=FOUR_SLIDES)
    shutil.rmtree(cache_dir)
    monkeypatch.setattr(composition._services, "_look_again_at", 0)  # as a second later
    levels = [make(content=FOUR_SLIDES)["metadata"]["cache_level"] for _ in range(2)]
    assert levels == ["none", "memory"]
    assert (cache_dir / "state" / "generations").exists()
