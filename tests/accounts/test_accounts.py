import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.db import connection
from django.test import override_settings
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken
from rest_framework_simplejwt.tokens import RefreshToken

pytestmark = pytest.mark.django_db

PASSWORD = "a long and unusual pass phrase"
ANN = {"username": "ann", "email": "ann@example.org", "password": PASSWORD}


def post(api, name, body, **headers):
    return api.post(f"/api/auth/{name}/", body, format="json", headers=headers)


@pytest.fixture
def ann(api):
    """What registering ann answered."""
    response = post(api, "register", ANN)
    assert response.status_code == 201, response.content
    return response.json()


def bearer(session):
    return {"Authorization": f"Bearer {session['access']}"}


def error(response, status, code):
    body = response.json()
    assert (response.status_code, body["error"]["code"]) == (status, code), body
    assert body["success"] is False
    return body["error"]


# register


def test_registering_answers_the_user_and_tokens(ann):
    assert ann["user"]["username"] == "ann"
    assert ann["tokens"] == {"access": ann["access"], "refresh": ann["refresh"]}
    assert ann["message"]
    assert "password" not in ann["user"]


def test_every_wrong_field_is_named_at_once(api):
    body = {
        "username": "a b",
        "email": "nobody",
        "password": "123",
        "password_confirm": "124",
        "first_name": ["x"],
    }
    details = error(post(api, "register", body), 400, "VALIDATION_ERROR")["details"]
    assert set(details) == set(body)
    assert len(details["password"]) == 3  # short, common, numeric


def test_a_password_like_the_name_is_refused(api):
    body = {**ANN, "username": "wintergarden", "password": "wintergarden1"}
    details = error(post(api, "register", body), 400, "VALIDATION_ERROR")["details"]
    assert "too similar to the username" in details["password"][0]


@pytest.mark.parametrize("username", ["ann", "ANN", "\uff41nn"])  # the last is normalised to ann
def test_a_taken_name_is_refused_in_any_case(api, ann, username):
    response = post(api, "register", {**ANN, "username": username})
    assert "username" in error(response, 400, "VALIDATION_ERROR")["details"]


@pytest.mark.parametrize("seen", [(False, True), (False, False)])  # validated; about to be saved
def test_two_who_register_one_name_at_once_do_not_make_a_500(api, ann, monkeypatch, seen):
    answers = iter(seen)
    monkeypatch.setattr("accounts.serializers._is_taken", lambda _: next(answers))
    response = post(api, "register", ANN)
    assert "username" in error(response, 400, "VALIDATION_ERROR")["details"]


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", True, None, [], {}, "x" * 2000])
@pytest.mark.parametrize("name", ["username", "email", "password", "first_name"])
def test_what_is_no_text_is_400_never_500(api, name, text):
    body = {**ANN, name: text}
    assert name in error(post(api, "register", body), 400, "VALIDATION_ERROR")["details"]


def test_registration_can_be_closed(api):
    with override_settings(REGISTRATION_OPEN=False):
        error(post(api, "register", ANN), 403, "PERMISSION_ERROR")
    assert not User.objects.exists()


# log in and out


def test_logging_in_answers_like_registering(api, ann):
    response = post(api, "login", {"username": "ann", "password": PASSWORD})
    assert response.status_code == 200
    assert set(response.json()) == set(ann)
    assert User.objects.get().last_login is not None


@pytest.mark.parametrize("username", ["ann", "bob"])
def test_a_wrong_password_and_an_unknown_name_look_the_same(api, ann, username):
    response = post(api, "login", {"username": username, "password": "wrong"})
    assert error(response, 401, "AUTHENTICATION_ERROR")["message"] == (
        "Wrong username or password."
    )
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_inactive_user_cannot_log_in(api, ann):
    User.objects.update(is_active=False)
    error(post(api, "login", ANN), 401, "AUTHENTICATION_ERROR")


def test_logging_in_works_with_a_stale_token_in_the_header(api, ann):
    response = post(api, "login", ANN, Authorization="Bearer stale")
    assert response.status_code == 200


def test_logins_are_limited(api, ann, limits):
    limits(login="2/min")
    for _ in range(2):
        response = post(api, "login", {"username": "ann", "password": "wrong"})
        assert response.status_code == 401
    response = post(api, "login", ANN)
    error(response, 429, "RATE_LIMIT_EXCEEDED")
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert response.headers["X-RateLimit-Remaining"] == "0"


def test_a_refresh_token_ends_with_logging_out(api, ann):
    assert post(api, "logout", {"refresh": ann["refresh"]}).status_code == 200
    error(post(api, "logout", {"refresh": ann["refresh"]}), 401, "AUTHENTICATION_ERROR")
    error(post(api, "token/refresh", {"refresh": ann["refresh"]}), 401, "AUTHENTICATION_ERROR")


# tokens


def test_a_refresh_token_renews_once(api, ann):
    renewed = post(api, "token/refresh", {"refresh": ann["refresh"]})
    assert renewed.status_code == 200
    assert set(renewed.json()) == {"access", "refresh"}
    error(post(api, "token/refresh", {"refresh": ann["refresh"]}), 401, "AUTHENTICATION_ERROR")
    again = post(api, "token/refresh", {"refresh": renewed.json()["refresh"]})
    assert again.status_code == 200


def test_of_two_renewals_at_once_one_succeeds(api, ann, monkeypatch):
    def lose_the_race(token):
        blacklisted = BlacklistedToken.objects.filter(token__jti=token["jti"])
        return blacklisted.first(), False

    monkeypatch.setattr(RefreshToken, "blacklist", lose_the_race)
    error(post(api, "token/refresh", {"refresh": ann["refresh"]}), 401, "AUTHENTICATION_ERROR")


@pytest.mark.parametrize("token", ["x", "a.b.c", "é.é.é", "a" * 10_000, "e30.e30.e30"])
@pytest.mark.parametrize(
    ("name", "field"),
    [("token/refresh", "refresh"), ("logout", "refresh"), ("token/verify", "token")],
)
def test_what_is_no_token_is_401(api, name, field, token):
    error(post(api, name, {field: token}), 401, "AUTHENTICATION_ERROR")


@pytest.mark.parametrize("name", ["token/refresh", "logout", "token/verify", "login"])
def test_an_empty_body_names_what_is_missing(api, name):
    assert error(post(api, name, {}), 400, "VALIDATION_ERROR")["details"]


def test_an_access_token_is_no_refresh_token(api, ann):
    error(post(api, "token/refresh", {"refresh": ann["access"]}), 401, "AUTHENTICATION_ERROR")


def test_tokens_of_a_user_who_is_gone_are_401(api, ann):
    User.objects.all().delete()
    error(post(api, "token/refresh", {"refresh": ann["refresh"]}), 401, "AUTHENTICATION_ERROR")
    error(post(api, "token/verify", {"token": ann["access"]}), 401, "AUTHENTICATION_ERROR")
    response = api.get("/api/auth/profile/", headers=bearer(ann))
    error(response, 401, "AUTHENTICATION_ERROR")


def test_both_kinds_of_token_can_be_verified(api, ann):
    for token in (ann["access"], ann["refresh"]):
        assert post(api, "token/verify", {"token": token}).status_code == 200
    post(api, "logout", {"refresh": ann["refresh"]})
    error(post(api, "token/verify", {"token": ann["refresh"]}), 401, "AUTHENTICATION_ERROR")


@pytest.mark.parametrize("header", ["", " ", "Bearer \xe9", "Bearer x", "Bearer a b"])
def test_a_header_that_names_nobody_is_401_where_no_token_is_needed(api, header):
    response = api.get("/api/generate/templates/", headers={"Authorization": header})
    error(response, 401, "AUTHENTICATION_ERROR")


# profile


def test_profile_needs_a_token(api):
    response = api.get("/api/auth/profile/")
    error(response, 401, "AUTHENTICATION_ERROR")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_profile_can_be_read_and_changed(api, ann):
    headers = bearer(ann)
    assert api.get("/api/auth/profile/", headers=headers).json() == ann["user"]
    changed = api.patch("/api/auth/profile", {"first_name": "Ann"}, format="json", headers=headers)
    assert changed.json() == {**ann["user"], "first_name": "Ann"}
    replaced = api.put(
        "/api/auth/profile/", {"email": "a@example.org"}, format="json", headers=headers
    )
    assert replaced.json()["email"] == "a@example.org"


def test_nobody_makes_himself_staff(api, ann):
    body = {"email": "a@example.org", "is_staff": True, "username": "root", "id": 7}
    api.put("/api/auth/profile/", body, format="json", headers=bearer(ann))
    user = User.objects.get()
    assert (user.is_staff, user.username) == (False, "ann")
    post(api, "register", {**ANN, "username": "bob", "is_staff": True, "is_superuser": True})
    assert not User.objects.filter(is_staff=True).exists()


def test_profile_put_names_what_is_missing(api, ann):
    response = api.put("/api/auth/profile/", {}, format="json", headers=bearer(ann))
    assert "email" in error(response, 400, "VALIDATION_ERROR")["details"]


# passwords


NEW = "another long and unusual phrase"


def test_a_new_password_ends_every_older_token(api, ann):
    body = {"old_password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    changed = post(api, "change-password", body, **bearer(ann))
    assert changed.status_code == 200
    error(api.get("/api/auth/profile/", headers=bearer(ann)), 401, "AUTHENTICATION_ERROR")
    error(post(api, "token/refresh", {"refresh": ann["refresh"]}), 401, "AUTHENTICATION_ERROR")
    assert api.get("/api/auth/profile/", headers=bearer(changed.json())).status_code == 200
    assert post(api, "login", {"username": "ann", "password": NEW}).status_code == 200


def test_a_wrong_new_password_changes_nothing(api, ann):
    body = {"old_password": "wrong", "new_password": "1", "new_password_confirm": "2"}
    response = post(api, "change-password", body, **bearer(ann))
    assert set(error(response, 400, "VALIDATION_ERROR")["details"]) == set(body)
    assert post(api, "login", ANN).status_code == 200


def test_changing_a_password_needs_a_token(api):
    error(post(api, "change-password", {}), 401, "AUTHENTICATION_ERROR")


# the lock on the database


@pytest.fixture
def locked_while_hashing(monkeypatch):
    """For each password hashed: whether the database was locked meanwhile."""
    hash_it, seen = MD5PasswordHasher.encode, []

    def encode(self, password, salt):
        seen.append(connection.in_atomic_block)
        return hash_it(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return seen


@pytest.mark.django_db(transaction=True)
def test_no_password_is_hashed_while_the_database_is_locked(api, locked_while_hashing):
    session = post(api, "register", ANN).json()
    session = post(api, "login", ANN).json()
    body = {"old_password": PASSWORD, "new_password": NEW}
    assert post(api, "change-password", body, **bearer(session)).status_code == 200
    assert len(locked_while_hashing) >= 4
    assert not any(locked_while_hashing)


@pytest.mark.django_db(transaction=True)
def test_a_wrong_refresh_token_takes_no_lock(api, django_assert_num_queries):
    with django_assert_num_queries(0):
        error(post(api, "token/refresh", {"refresh": "x"}), 401, "AUTHENTICATION_ERROR")
