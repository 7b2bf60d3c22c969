from __future__ import annotations

import dataclasses

import pytest
from django.db import DatabaseError

from pptapi.deck_settings import GeminiSettings, ProviderName

pytestmark = pytest.mark.django_db
HEALTH = "/api/generate/health/"


def test_a_well_system_is_healthy(api):
    response = api.get(HEALTH)
    assert response.status_code == 200
    body = response.json()
    assert body["status"] == "healthy"
    assert body["version"]
    assert {service["status"] for service in body["services"].values()} == {"healthy"}


def test_a_database_that_does_not_answer_is_a_503(api, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("generate_content.api.health.connection.cursor", fail)
    response = api.get(HEALTH)
    assert response.status_code == 503
    assert response.json()["status"] == "unhealthy"
    assert response.json()["services"]["database"]["status"] == "unhealthy"


def test_a_database_without_tables_is_told(api, monkeypatch):
    monkeypatch.setattr(
        "generate_content.api.health.connection.introspection.table_names", lambda _: []
    )
    response = api.get(HEALTH)
    assert response.status_code == 503
    assert "prepare_server" in response.json()["services"]["database"]["message"]


def test_a_folder_that_takes_no_files_only_degrades(api, services, monkeypatch, cache_dir):
    gone = dataclasses.replace(services.settings, cache_dir=cache_dir / "gone")
    monkeypatch.setattr(
        "generate_content.composition.services",
        lambda: dataclasses.replace(services, settings=gone),
    )
    response = api.get(HEALTH)
    assert (response.status_code, response.json()["status"]) == (200, "degraded")


def test_the_models_outage_is_told_but_the_model_not_called(api, configure):
    services = configure(
        content_provider=ProviderName.GEMINI,
        gemini=GeminiSettings(api_key="k", model="m", api_endpoint="http://127.0.0.1:9"),
    )
    assert api.get(HEALTH).json()["services"]["content_provider"]["last_outcome"] is None
    for _ in range(5):
        services.breaker.failed("unavailable")
    response = api.get(HEALTH)
    provider = response.json()["services"]["content_provider"]
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert (provider["breaker"], provider["last_outcome"]) == ("open", "unavailable")
