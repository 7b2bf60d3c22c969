"""Every error of every kind, as a client sees it."""

import io
import logging
import re
import sqlite3
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest
from django.test import override_settings
from django.urls import path
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import APIView

from generate_content import errors
from pptapi import envelope, schema, urls
from pptapi.parsers import StrictJSONParser

raised: list[Exception] = []


class Raising(APIView):
    def get(self, request):
        raise raised[0]


class Echo(APIView):
    def post(self, request):
        return Response(request.data)


def plain(request: HttpRequest):
    raise raised[0]


urlpatterns = [
    path("raise/", Raising.as_view()),
    path("plain/", plain),
    path("echo/", Echo.as_view()),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def answer_to(api):
    def raise_it(exception, route="/raise/"):
        raised[:] = [exception]
        return api.get(route)

    return raise_it


def check(response, status, code):
    body = response.json()
    assert set(body) == {"success", "error", "timestamp"}
    assert set(body["error"]) == {"code", "message", "details"}
    assert (response.status_code, body["error"]["code"]) == (status, code)
    assert body["success"] is False
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", body["timestamp"])
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["X-Request-ID"]
    return body["error"]


SERVICE = "gemini"


@pytest.mark.parametrize(
    ("exception", "status", "code"),
    [
        (exceptions.ValidationError({"layout": {"1": ["no"]}}), 400, "VALIDATION_ERROR"),
        (errors.InvalidDeck("no", {"layout": ["no"]}), 400, "VALIDATION_ERROR"),
        (errors.UnknownTemplate("x", ["a"]), 400, "VALIDATION_ERROR"),
        (errors.DeckDoesNotFit(1, ("title_text",), "long"), 400, "VALIDATION_ERROR"),
        (exceptions.ParseError("no"), 400, "PARSE_ERROR"),
        (exceptions.NotAuthenticated(), 401, "AUTHENTICATION_ERROR"),
        (exceptions.PermissionDenied(), 403, "PERMISSION_ERROR"),
        (exceptions.NotFound(), 404, "NOT_FOUND_ERROR"),
        (Http404("no"), 404, "NOT_FOUND_ERROR"),
        (PermissionDenied(), 403, "PERMISSION_ERROR"),
        (RequestDataTooBig(), 413, "REQUEST_TOO_LARGE"),
        (errors.NotFound("no", {"known": ["a"]}), 404, "NOT_FOUND_ERROR"),
        (errors.ReplyBlocked(SERVICE, "no"), 502, "GEMINI_SERVICE_ERROR"),
        (errors.ReplyTruncated(SERVICE, "no"), 502, "GEMINI_SERVICE_ERROR"),
        (errors.InvalidProviderReply(SERVICE, "no"), 502, "GEMINI_SERVICE_ERROR"),
        (errors.ProviderTimeout(SERVICE, "no"), 504, "GEMINI_SERVICE_ERROR"),
        (errors.ProviderUnavailable(SERVICE, "no"), 503, "GEMINI_SERVICE_ERROR"),
        (errors.ProviderRateLimited(SERVICE, "no"), 503, "GEMINI_SERVICE_ERROR"),
        (errors.ProviderNotConfigured(SERVICE, "no"), 503, "GEMINI_SERVICE_ERROR"),
        (errors.RenderError("no", template_id="x"), 500, "FILE_GENERATION_ERROR"),
        (errors.StorageError("no"), 500, "FILE_GENERATION_ERROR"),
        (errors.TemplateMismatch("no", template_id="x"), 500, "TEMPLATE_LOADING_ERROR"),
        (ZeroDivisionError("secret"), 500, "INTERNAL_ERROR"),
    ],
)
def test_each_error_has_its_status_and_code(answer_to, exception, status, code):
    check(answer_to(exception), status, code)


@pytest.fixture
def error_of_sqlite(tmp_path):
    """What Django raises when SQLite refuses `statement`, while another holds the lock."""
    holder, asker = (sqlite3.connect(tmp_path / "db", timeout=0) for _ in range(2))

    def provoke(statement):
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as refused:
            asker.execute(statement)
        error = OperationalError(str(refused.value))
        error.__cause__ = refused.value
        return error

    yield provoke
    holder.close()
    asker.close()


def test_a_locked_database_is_503_and_tells_when_to_come_back(answer_to, error_of_sqlite):
    response = answer_to(error_of_sqlite("BEGIN IMMEDIATE"))
    assert check(response, 503, "SERVICE_UNAVAILABLE")["details"]["service"] == "database"
    assert response.headers["Retry-After"] == "2"


def test_a_database_server_out_of_reach_is_503(answer_to):
    check(answer_to(OperationalError("connection refused")), 503, "SERVICE_UNAVAILABLE")


def test_a_missing_table_is_500(answer_to, error_of_sqlite):
    check(answer_to(error_of_sqlite("SELECT * FROM nowhere")), 500, "INTERNAL_ERROR")


def test_every_content_error_has_a_status():
    leaves, found = [errors.ContentError], []
    while leaves:
        kind = leaves.pop()
        leaves += kind.__subclasses__()
        found += [kind.reason] if hasattr(kind, "reason") else []
    assert set(found) == set(envelope._CONTENT_STATUS)


def test_a_failing_model_tells_its_reason_and_when_to_come_back(answer_to):
    response = answer_to(errors.ProviderRateLimited(SERVICE, "Slow down.", retry_after_s=6.2))
    details = check(response, 503, "GEMINI_SERVICE_ERROR")["details"]
    assert details == {"service": "gemini", "reason": "rate_limited", "retry_after": 7}
    assert response.headers["Retry-After"] == "7"
    assert "Retry-After" not in answer_to(errors.ProviderTimeout(SERVICE, "no")).headers


def test_a_failure_in_the_making_tells_its_stage(answer_to):
    response = answer_to(errors.StorageError("no"))
    assert check(response, 500, "FILE_GENERATION_ERROR")["details"] == {"stage": "storage"}
    response = answer_to(errors.TemplateMismatch("no", template_id="frost_16_9"))
    details = check(response, 500, "TEMPLATE_LOADING_ERROR")["details"]
    assert details == {"stage": "template", "template_id": "frost_16_9"}


@pytest.mark.parametrize("route", ["/raise/", "/plain/"])
def test_the_unforeseen_is_logged_and_leaks_nothing(answer_to, caplog, route):
    with caplog.at_level(logging.ERROR):
        response = answer_to(ZeroDivisionError("secret"), route)
    found = check(response, 500, "INTERNAL_ERROR")
    assert "secret" not in response.content.decode()
    assert found["details"] == {"request_id": response.headers["X-Request-ID"]}
    assert any("secret" in str(record.exc_info) for record in caplog.records)


def test_details_that_utf8_cannot_carry_are_escaped(answer_to):
    response = answer_to(exceptions.ValidationError({"x": ['"\ud800" is wrong']}))
    assert check(response, 400, "VALIDATION_ERROR")["details"] == {"x": ['"\ud800" is wrong']}


# what never reaches a view


@pytest.mark.parametrize("debug", [False, True])
def test_unknown_paths_are_404_in_the_envelope(api, debug):
    with override_settings(DEBUG=debug):
        assert "/nope" in check(api.get("/nope"), 404, "NOT_FOUND_ERROR")["message"]


@pytest.mark.parametrize(
    ("exception", "status", "code"),
    [
        (SuspiciousOperation("no"), 400, "PARSE_ERROR"),
        (PermissionDenied(), 403, "PERMISSION_ERROR"),
        (Http404(), 404, "NOT_FOUND_ERROR"),
    ],
)
def test_what_django_answers_itself_is_in_the_envelope(answer_to, exception, status, code):
    check(answer_to(exception, "/plain/"), status, code)


def test_a_body_within_the_limit_is_read(api):
    text = "x" * 9 * 2**20
    assert send(api, f'{{"a":"{text}"}}'.encode()).status_code == 200


def test_a_host_that_is_not_ours_is_told_where_hosts_are_set(api):
    response = api.get("/", headers={"Host": "evil.example"})
    found = check(response, 400, "BAD_HOST")
    assert "ALLOWED_HOSTS" in found["message"]
    assert found["details"]["host"] == "evil.example"


def test_a_wrong_method_names_the_right_ones(api):
    response = api.delete("/")
    check(response, 405, "METHOD_NOT_ALLOWED")
    assert "GET" in response.headers["Allow"]


def send(api, body, content_type="application/json"):
    return api.generic("POST", "/echo", body, content_type=content_type)


def test_a_body_over_the_limit_is_refused_before_it_is_read(api):
    class Unread(io.BytesIO):
        def read(self, size=-1):
            raise AssertionError("was read")

    environ = {"CONTENT_LENGTH": str(10 * 2**20 + 1), "wsgi.input": Unread()}
    response = api.generic("POST", "/echo/", b"", content_type="application/json", **environ)
    check(response, 413, "REQUEST_TOO_LARGE")


@pytest.mark.parametrize("content_type", ["text/plain", "", "application/x-www-form-urlencoded"])
def test_another_type_than_json_is_415(api, content_type):
    found = check(send(api, b"a=1", content_type), 415, "UNSUPPORTED_MEDIA_TYPE")
    assert "application/json" in found["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"not json",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a": "\xff"}',
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": 1e999}',
        b'{"a": 1, "a": 2}',
        '{"a": 1}'.encode("utf-16"),
        b"\x00",
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_json_is_a_parse_error(api, body):
    check(send(api, body), 400, "PARSE_ERROR")


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"null", b"3", b"true"])
def test_json_that_is_no_object_is_a_validation_error(api, body):
    check(send(api, body), 400, "VALIDATION_ERROR")


@pytest.mark.parametrize(
    "body", [b'{"a":"\\ud800"}', '{"a":"\u2028é🎉"}'.encode(), b'{"a":[{"b":null}]}', b"{}"]
)
def test_json_comes_back_as_it_went(api, body):
    response = send(api, body)
    assert response.status_code == 200
    assert response.content == body


def test_a_byte_order_mark_is_forgiven(api):
    assert send(api, b'\xef\xbb\xbf{"a":1}').json() == {"a": 1}


def test_a_repeated_key_is_found_fast_in_a_large_object():
    names = ", ".join(f'"k{number}": 1' for number in range(200_000))
    body = f'{{{names}, "k7": 2}}'.encode()

    class Stream:
        def read(self):
            return body

    with pytest.raises(exceptions.ParseError, match='"k7" stands twice'):
        StrictJSONParser().parse(Stream())


def test_the_schema_lists_every_code():
    source = Path(envelope.__file__).read_text()
    codes = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)+)"', source)) - {"ALLOWED_HOSTS", "HTTP_HOST"}
    listed = schema._ENVELOPE["properties"]["error"]["properties"]["code"]["enum"]
    assert set(listed) == codes
