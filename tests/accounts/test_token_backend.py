import pytest
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenBackendExpiredToken

from accounts.token_backend import RotatingTokenBackend

OLD, NEW, STRANGE = "o" * 64, "n" * 64, "s" * 64


@pytest.fixture
def backend():
    return RotatingTokenBackend("HS256", [NEW, OLD])


def signed(key, **claims):
    return TokenBackend("HS256", key).encode({"who": "ann", **claims})


@pytest.mark.parametrize("key", [NEW, OLD])
def test_a_token_of_either_key_is_accepted(backend, key):
    assert backend.decode(signed(key)) == {"who": "ann"}


def test_a_new_token_is_signed_with_the_new_key(backend):
    assert TokenBackend("HS256", NEW).decode(backend.encode({"who": "bob"})) == {"who": "bob"}


def test_a_token_of_no_known_key_is_refused(backend):
    with pytest.raises(TokenBackendError):
        backend.decode(signed(STRANGE))


@pytest.mark.parametrize("key", [NEW, OLD])
def test_an_expired_token_is_told_as_expired(backend, key):
    with pytest.raises(TokenBackendExpiredToken):
        backend.decode(signed(key, exp=1))
