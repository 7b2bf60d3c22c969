import io
import re

import pytest
import yaml
from django.test import override_settings

from pptapi.settings import MAX_BODY_BYTES
from pptapi.wsgi import application


def test_index_tells_what_is_where(api):
    endpoints = api.get("/").json()["endpoints"]
    assert endpoints["documentation"] == "http://testserver/api/docs/"


def test_schema_describes_the_envelope_for_every_operation(api):
    schema = yaml.safe_load(api.get("/api/schema/").content)
    for path, operations in schema["paths"].items():
        for method in set(operations) & {"get", "post", "put", "patch", "delete"}:
            responses = operations[method]["responses"]
            content = responses["4XX"]["content"]["application/json"]
            assert content["schema"]["$ref"].endswith("/Error"), (method, path)


def test_schema_tells_where_a_token_is_optional(api):
    paths = yaml.safe_load(api.get("/api/schema/").content)["paths"]
    assert {} in paths["/api/generate/presentation/"]["post"]["security"]
    assert paths["/api/auth/profile/"]["get"]["security"] == [{"jwtAuth": []}]


def test_schema_can_be_had_as_json(api):
    assert api.get("/api/schema/?format=json").json()["openapi"].startswith("3")


def test_schema_is_free_of_notes_for_developers(api):
    schema = api.get("/api/schema/?format=json").content.decode()
    for note in ("ontext: ", "validated_data", "DeckRequest.", "Raises:"):
        assert note not in schema


def test_schema_explains_what_the_figures_are(api):
    shapes = yaml.safe_load(api.get("/api/schema/").content)["components"]["schemas"]
    for name in ("SystemMetrics", "CleanupStatistics", "CacheHealth", "ClearStatistics"):
        assert "description" in shapes[name]
    for name, figure in [
        ("Health", "services"),
        ("Trends", "cache_efficiency"),
        ("Overall", "speed_improvement"),
        ("Popular", "failed"),
        ("RateLimit", "remaining"),
    ]:
        assert "description" in shapes[name]["properties"][figure]


def test_schema_makes_no_warning():
    from django.core.management import call_command

    call_command("spectacular", "--fail-on-warn", "--validate", "--file", "/dev/null")


def test_documentation_works_without_a_network(api):
    page = api.get("/api/docs/").content.decode()
    sources = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(sources) >= 3
    for source in sources:
        assert source.startswith("/static/")
        response = api.get(source)
        assert response.status_code == 200
        assert b"".join(response.streaming_content)
        assert response.headers["X-Request-ID"]


PAGES = ["/api/docs/", "/api/schema/"]


@pytest.mark.parametrize("page", PAGES)
def test_documentation_is_open_whatever_token_is_shown(api, page):
    with override_settings(REQUIRE_AUTHENTICATION=True):
        assert api.get(page, headers={"Authorization": "Bearer stale"}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("page", PAGES)
def test_wrong_methods_on_the_documentation_are_405_in_the_envelope(api, page, method):
    response = getattr(api, method)(page, headers={"Accept": "text/html"})
    assert response.status_code == 405
    assert response.json()["error"]["code"] == "METHOD_NOT_ALLOWED"
    assert response.headers["X-Request-ID"]


@pytest.mark.parametrize("page", PAGES)
def test_the_documentation_tells_its_options_in_json(api, page):
    response = api.options(page)
    assert response.status_code == 200
    assert response.json()["name"]
    assert "GET" in response.headers["Allow"]


def test_an_unknown_format_of_the_schema_is_404_in_the_envelope(api):
    response = api.get("/api/schema/?format=xml")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "NOT_FOUND_ERROR"


def test_the_schema_is_yaml_for_who_accepts_neither_form(api):
    response = api.get("/api/schema/", headers={"Accept": "image/png"})
    assert yaml.safe_load(response.content)["openapi"]


@pytest.mark.parametrize("name", ["..%2f..%2fsettings.py", "../../views.py", "nope.js"])
def test_static_files_are_only_those_of_the_documentation(api, name):
    response = api.get(f"/static/drf_spectacular_sidecar/{name}")
    assert response.json()["error"]["code"] == "NOT_FOUND_ERROR"


class Chunked(io.BytesIO):
    """A body of unknown length that notes how much of it was read."""

    taken = 0

    def read(self, size=-1):
        data = super().read(size)
        self.taken += len(data)
        return data


def answer_to_chunked(body):
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/api/auth/login",
        "CONTENT_TYPE": "application/json",
        "HTTP_TRANSFER_ENCODING": "chunked",
        "HTTP_HOST": "localhost",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": body,
        "wsgi.input_terminated": True,
    }
    statuses = []
    content = b"".join(application(environ, lambda status, headers: statuses.append(status)))
    return statuses[0], content


@pytest.mark.django_db
def test_a_chunked_body_is_read():
    status, content = answer_to_chunked(Chunked(b'{"username": ""}'))
    assert status.startswith("400")
    assert b"may not be blank" in content


@pytest.mark.django_db
def test_a_chunked_body_over_the_limit_is_read_no_further_than_that():
    body = Chunked(b" " * (MAX_BODY_BYTES + 1_000_000))
    status, content = answer_to_chunked(body)
    assert status.startswith("413")
    assert b"REQUEST_TOO_LARGE" in content
    assert body.taken == MAX_BODY_BYTES + 1
