import pytest

from pptapi.middleware import canonical_path


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("/", "/"),
        ("//", "/"),
        ("/api/auth/login", "/api/auth/login/"),
        ("/api/auth/login/", "/api/auth/login/"),
        ("/api/generate/templates/aspect-ratio/16:9", "/api/generate/templates/aspect-ratio/16:9/"),
        ("/api/generate/templates/a.b", "/api/generate/templates/a.b/"),
        ("/api/generate/download/a.pptx", "/api/generate/download/a.pptx"),
        ("/api/generate/download/a.pptx/", "/api/generate/download/a.pptx"),
    ],
)
def test_paths_end_with_a_slash_unless_they_name_a_file(given, canonical):
    assert canonical_path(given) == canonical


@pytest.mark.parametrize("route", ["/", "/nope", "/api/schema", "/api/auth/profile"])
def test_every_answer_names_its_request(api, route):
    one, other = api.get(route), api.get(route)
    assert one.headers["X-Request-ID"] != other.headers["X-Request-ID"]


def test_a_sane_request_id_is_kept(api):
    response = api.get("/nope", headers={"X-Request-ID": "trace-1:2.3_4"})
    assert response.headers["X-Request-ID"] == "trace-1:2.3_4"


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, "a\nb", "é"])
def test_an_insane_request_id_is_replaced(api, given):
    assert api.get("/", headers={"X-Request-ID": given}).headers["X-Request-ID"] != given


def test_answers_carry_the_security_headers(api):
    headers = api.get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_answers_tell_their_length(api):
    response = api.get("/nope")
    assert int(response.headers["Content-Length"]) == len(response.content)


def test_accept_is_no_reason_to_refuse(api):
    response = api.get("/", headers={"Accept": "text/html"})
    assert response.headers["Content-Type"] == "application/json"
