import re

import pytest

from pptapi.environment import PROJECT_DIR, WrongEnvironment, read_environment
from pptapi.rates import Rate


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Reads an environment of just these variables."""

    def read_with(dotenv="", **variables):
        for name in _EVERY:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        (tmp_path / ".env").write_text(dotenv)
        return read_environment(tmp_path / ".env")

    return read_with


_EVERY = [
    "HOST",
    "PORT",
    "WORKERS",
    "PUBLIC_BASE_URL",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "DEBUG",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "CACHE_URL",
    "CACHE_DIR",
    "CACHE_MEMORY_MB",
    "CACHE_DISK_MB",
    "CACHE_RENEW_AHEAD",
    "CACHE_RENEW_MODEL_CALLS",
    "CONTENT_PROVIDER",
    "GEMINI_API_KEY",
    "GEMINI_MODEL",
    "GEMINI_API_ENDPOINT",
    "OPENAI_BASE_URL",
    "OPENAI_API_KEY",
    "OPENAI_MODEL",
    "CONTENT_TIMEOUT_S",
    "REQUIRE_AUTHENTICATION",
    "REGISTRATION_OPEN",
    "RATE_LIMIT_DECKS",
    "RATE_LIMIT_GENERATED",
    "RATE_LIMIT_LOGIN",
]


def test_defaults_are_those_of_the_documentation(read):
    found = read()
    assert (found.server.host, found.server.port, found.server.workers) == ("127.0.0.1", 8000, 2)
    assert found.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert (found.debug, found.require_authentication, found.registration_open) == (
        False,
        False,
        True,
    )
    assert found.database["NAME"] == str(PROJECT_DIR / "db.sqlite3")
    assert found.rates["decks"] == Rate(60_000, "minute")
    assert found.rates["generated"] == Rate(30, "minute")
    assert found.rates["login"] == Rate(10, "minute")
    decks = found.decks
    assert decks.cache_dir == PROJECT_DIR / "cache"
    assert (decks.cache_memory_bytes, decks.cache_disk_bytes) == (100 * 2**20, 1024 * 2**20)
    assert (decks.content_provider, decks.content_timeout_s) == ("offline", 60)
    assert (decks.gemini.model, decks.gemini.api_endpoint) == ("gemini-3.5-flash-lite", None)
    assert decks.public_base_url is None
    assert decks.soft_limit_s is None
    assert (decks.renew_ahead, decks.renew_model_calls) == ("provided", 20)


def test_the_environment_goes_before_dotenv(read):
    found = read("PORT=9000\nWORKERS=3\n", PORT="9001")
    assert (found.server.port, found.server.workers) == (9001, 3)


def test_a_variable_set_to_nothing_is_not_set(read):
    assert read(PORT="", GEMINI_API_KEY=" ").server.port == 8000


def test_names_in_dotenv_that_nothing_reads_are_told(read):
    found = read("CACHE_DISC_MB=5\nCACHE_DISK_MB=6\nDJANGO_SUPERUSER_USERNAME=ann\nPORT=\n")
    assert found.unknown_names == ("CACHE_DISC_MB",)
    assert found.decks.cache_disk_bytes == 6 * 2**20


def test_what_else_is_in_the_environment_is_not_our_business(read):
    assert read(CACHE_DISC_MB="5").unknown_names == ()


def test_every_name_of_the_example_is_known(read):
    lines = (PROJECT_DIR / ".env.example").read_text().splitlines()
    names = [line[1:].partition("=")[0] for line in lines if re.match(r"#[A-Z_]+=", line)]
    assert len(names) > 20
    assert read("\n".join(f"{name}=" for name in names)).unknown_names == ()


def test_every_wrong_variable_is_named_at_once(read):
    with pytest.raises(WrongEnvironment) as caught:
        read(PORT="high", WORKERS="0", RATE_LIMIT_DECKS="lots", DEBUG="maybe", CACHE_DISK_MB="0")
    assert set(caught.value.errors) == {
        "PORT",
        "WORKERS",
        "RATE_LIMIT_DECKS",
        "DEBUG",
        "CACHE_DISK_MB",
    }
    assert "neither a rate" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("CONTENT_PROVIDER", "claude", "none of auto, gemini, openai, offline"),
        ("OPENAI_BASE_URL", "127.0.0.1:11434", "no URL like"),
        ("CACHE_URL", "memcached://127.0.0.1", "neither locmem"),
        ("CACHE_URL", "redis://", "neither locmem"),
        ("CACHE_URL", "redis://127.0.0.1/decks", "neither locmem"),
        ("CACHE_RENEW_AHEAD", "some", "none of off, provided, all"),
        ("CACHE_RENEW_MODEL_CALLS", "0", ""),
        ("DATABASE_URL", "mysql://root@127.0.0.1/decks", "sqlite:///.*postgresql://"),
        ("DATABASE_URL", "sqlite:db.sqlite3", "sqlite:///.*postgresql://"),
        ("DATABASE_URL", "postgresql://host:name", "not a valid url"),
        ("PUBLIC_BASE_URL", "decks.example.org", "no URL like"),
        ("CONTENT_TIMEOUT_S", "nan", ""),
        ("CACHE_SOFT_LIMIT_S", "-1", ""),
        ("CONTENT_TIMEOUT_S", "0", ""),
    ],
)
def test_what_cannot_be_used_is_refused_at_start(read, name, value, reason):
    with pytest.raises(WrongEnvironment, match=f"(?s){name}.*{reason}"):
        read(**{name: value})


def test_auto_is_gemini_with_a_key(read):
    assert read(GEMINI_API_KEY="k").decks.content_provider == "gemini"
    assert read(GEMINI_API_KEY="k", OPENAI_BASE_URL="http://x").decks.content_provider == "gemini"


def test_auto_is_a_compatible_server_with_an_address(read):
    decks = read(OPENAI_BASE_URL="http://127.0.0.1:11434/v1/", OPENAI_MODEL="m").decks
    assert (decks.content_provider, decks.openai.base_url) == (
        "openai",
        "http://127.0.0.1:11434/v1",
    )
    assert (decks.openai.model, decks.openai.api_key) == ("m", None)


def test_provider_named_goes_before_what_is_there(read):
    there = {"GEMINI_API_KEY": "k", "OPENAI_BASE_URL": "http://x"}
    for name in ("gemini", "openai", "offline"):
        assert read(CONTENT_PROVIDER=name, **there).decks.content_provider == name


def test_provider_that_lacks_something_is_not_configured(read):
    assert not read(CONTENT_PROVIDER="gemini").decks.provider_is_configured
    assert not read(CONTENT_PROVIDER="openai", OPENAI_MODEL="m").decks.provider_is_configured
    assert not read(OPENAI_BASE_URL="http://x").decks.provider_is_configured
    assert read(OPENAI_BASE_URL="http://x", OPENAI_MODEL="m").decks.provider_is_configured
    assert read(GEMINI_API_KEY="k").decks.provider_is_configured
    assert read().decks.provider_is_configured


def test_gemini_without_a_key_is_an_error_of_each_request_not_of_the_start(read):
    decks = read(CONTENT_PROVIDER="gemini").decks
    assert (decks.content_provider, decks.gemini.api_key) == ("gemini", None)


def test_the_keys_are_in_no_repr(read):
    decks = read(GEMINI_API_KEY="sesame", OPENAI_API_KEY="sesame").decks
    assert "sesame" not in repr(decks)


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("sqlite:////tmp/db.sqlite3", "sqlite3"),
        ("postgres://ann:secret@127.0.0.1/decks", "postgresql"),
        ("postgresql://ann:secret@127.0.0.1/decks", "postgresql"),
    ],
)
def test_accounts_are_in_sqlite_or_postgresql(read, url, engine):
    assert read(DATABASE_URL=url).database["ENGINE"] == f"django.db.backends.{engine}"


def test_lists_forgive_spaces(read):
    assert read(ALLOWED_HOSTS="a.example, b.example,").allowed_hosts == ["a.example", "b.example"]


def test_links_begin_with_the_base_url_without_its_slash(read):
    found = read(PUBLIC_BASE_URL="https://decks.example.org/")
    assert found.decks.public_base_url == "https://decks.example.org"


def test_redis_needs_a_key_that_all_hosts_have(read):
    with pytest.raises(WrongEnvironment, match="SECRET_KEY: With CACHE_URL"):
        read(CACHE_URL="redis://127.0.0.1/1")
    found = read(CACHE_URL="redis://:secret@127.0.0.1:6380/1", SECRET_KEY="common")
    assert (found.redis_url, found.secret_key) == ("redis://:secret@127.0.0.1:6380/1", "common")


def test_locmem_is_no_redis_and_needs_no_key(read):
    found = read(CACHE_URL="locmem://")
    assert (found.redis_url, found.secret_key) == (None, None)
