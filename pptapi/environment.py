"""The environment, read once and checked whole: every wrong variable is named at once.

Free of Django, because the launcher reads it too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import dj_database_url
from dj_database_url import DBConfig
from dotenv import dotenv_values
from environs import Env, EnvValidationError, ValidationError
from environs import validate as check

from pptapi.deck_settings import (
    DeckSettings,
    GeminiSettings,
    OpenAISettings,
    ProviderName,
    RenewAhead,
)
from pptapi.rates import Rate

PROJECT_DIR = Path(__file__).resolve().parent.parent
MEBIBYTE = 2**20
_CONNECTION_MAX_AGE_S = 60
_OF_DJANGO = "DJANGO_"  # DJANGO_SUPERUSER_*, read by its commands
_DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")


class WrongEnvironment(ValueError):
    """One or more variables cannot be used; the text names each with its reason."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        lines = (f"  {name}: {' '.join(reasons)}" for name, reasons in sorted(errors.items()))
        super().__init__("\n".join(["Wrong settings in the environment or in .env:", *lines]))
        self.errors = errors


@dataclass(frozen=True)
class ServerSettings:
    host: str
    port: int
    workers: int


@dataclass(frozen=True)
class Environment:
    """Everything that can be set from outside. Defaults: README.md, "Settings"."""

    server: ServerSettings
    secret_key: str | None
    """None: made at the first start."""
    secret_key_fallbacks: list[str]
    debug: bool
    allowed_hosts: list[str]
    database: DBConfig
    redis_url: str | None
    """None: level 2 is in each process."""
    decks: DeckSettings
    require_authentication: bool
    registration_open: bool
    rates: dict[str, Rate | None]
    unknown_names: tuple[str, ...] = ()
    """Set in the file, but nothing we read: others' variables, or misspelt ones of ours."""


class _Reader(Env):
    """A variable set to nothing counts as not set, as in `PORT= make run`."""

    def __init__(self) -> None:
        super().__init__(eager=False)
        self.known: set[str] = set()

    def _get_value(self, env_key: str, default: Any) -> Any:
        self.known.add(env_key)
        value = super()._get_value(env_key, default)
        return default if isinstance(value, str) and not value.strip() else value


def read_environment(env_file: Path = PROJECT_DIR / ".env") -> Environment:
    """The process's environment; what it lacks, from `env_file`. Raises: WrongEnvironment."""
    env = _Reader()
    for name, parse in _PARSERS.items():
        env.add_parser(name, parse)
    env.read_env(env_file, recurse=False)
    environment = _read(env)  # a wrong variable reads as None until `seal` tells of all of them
    try:
        env.seal()
    except EnvValidationError as error:
        raise WrongEnvironment(cast("dict[str, list[str]]", error.error_messages)) from None
    unknown = (name for name in dotenv_values(env_file) if name not in env.known)
    return replace(
        environment,
        unknown_names=tuple(name for name in unknown if not name.startswith(_OF_DJANGO)),
    )


def _read(env: Env) -> Environment:
    redis_url = env.cache_url("CACHE_URL", None)
    return Environment(
        server=ServerSettings(
            host=env.str("HOST", "127.0.0.1"),
            port=env.int("PORT", 8000, validate=check.Range(1, 65535)),
            workers=env.int("WORKERS", 2, validate=check.Range(1, 256)),
        ),
        secret_key=(
            env.common_secret_key("SECRET_KEY", "") if redis_url else env.str("SECRET_KEY", None)
        ),
        secret_key_fallbacks=env.names("SECRET_KEY_FALLBACKS", ""),
        debug=env.bool("DEBUG", False),
        allowed_hosts=env.names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]"),
        database=env.database("DATABASE_URL", f"sqlite:///{PROJECT_DIR}/db.sqlite3"),
        redis_url=redis_url,
        decks=_read_decks(env),
        require_authentication=env.bool("REQUIRE_AUTHENTICATION", False),
        registration_open=env.bool("REGISTRATION_OPEN", True),
        rates=_read_rates(env),
    )


def _read_decks(env: Env) -> DeckSettings:
    gemini_api_key = env.str("GEMINI_API_KEY", None)
    openai_base_url = env.http_url("OPENAI_BASE_URL", None)
    named: ProviderName | None = env.provider("CONTENT_PROVIDER", None)
    return DeckSettings(
        templates_dir=PROJECT_DIR / "templates_pptx",
        cache_dir=PROJECT_DIR / env.str("CACHE_DIR", "cache"),
        cache_memory_bytes=env.mebibytes("CACHE_MEMORY_MB", "100"),
        cache_disk_bytes=env.mebibytes("CACHE_DISK_MB", "1024"),
        soft_limit_s=env.float("CACHE_SOFT_LIMIT_S", None, validate=check.Range(0, 3600)),
        renew_ahead=env.renew_ahead("CACHE_RENEW_AHEAD", "provided"),
        renew_model_calls=env.int(
            "CACHE_RENEW_MODEL_CALLS", 20, validate=check.Range(1, 1_000_000)
        ),
        content_provider=named or _automatic_provider(gemini_api_key, openai_base_url),
        content_timeout_s=env.float("CONTENT_TIMEOUT_S", 60.0, validate=check.Range(1, 3600)),
        gemini=GeminiSettings(
            api_key=gemini_api_key,
            model=env.str("GEMINI_MODEL", "gemini-3.5-flash-lite"),
            api_endpoint=env.http_url("GEMINI_API_ENDPOINT", None),
        ),
        openai=OpenAISettings(
            base_url=openai_base_url,
            api_key=env.str("OPENAI_API_KEY", None),
            model=env.str("OPENAI_MODEL", None),
        ),
        public_base_url=env.http_url("PUBLIC_BASE_URL", None),
    )


def _automatic_provider(gemini_api_key: str | None, openai_base_url: str | None) -> ProviderName:
    """What `auto` is: Gemini with a key, else a server whose address is set, else offline."""
    if gemini_api_key:
        return ProviderName.GEMINI
    return ProviderName.OPENAI if openai_base_url else ProviderName.OFFLINE


def _read_rates(env: Env) -> dict[str, Rate | None]:
    login = env.rate("RATE_LIMIT_LOGIN", "10/min")
    return {
        "decks": env.rate("RATE_LIMIT_DECKS", "60000/min"),
        "generated": env.rate("RATE_LIMIT_GENERATED", "30/min"),
        "login": login,
        "register": login,
        "cleanup": Rate(60, "minute"),
    }


def _provider(text: str) -> ProviderName | None:
    if text == "auto":
        return None
    if text not in list(ProviderName):
        raise ValueError(f'"{text}" is none of auto, {", ".join(ProviderName)}.')
    return ProviderName(text)


def _renew_ahead(text: str) -> RenewAhead:
    if text not in list(RenewAhead):
        raise ValueError(f'"{text}" is none of {", ".join(RenewAhead)}.')
    return RenewAhead(text)


def _cache_url(text: str) -> str | None:
    """The URL of a Redis server; None for LocMem."""
    if text == "locmem://":
        return None
    url = urlsplit(text)
    is_server = url.scheme in ("redis", "rediss") and url.hostname
    if not is_server or not re.fullmatch(r"/?[0-9]*", url.path):
        raise ValueError(
            "It is neither locmem:// (the default) nor a URL like redis://:password@host:6379/0."
        )
    return text


def _common_secret_key(text: str) -> str:
    if not text:
        raise ValueError("With CACHE_URL=redis://... all hosts need the same one: set it.")
    return text


def _database(text: str) -> DBConfig:
    if text.partition("://")[0] not in _DATABASE_SCHEMES:
        raise ValueError(
            "It is neither a URL like sqlite:////absolute/path.sqlite3 nor one like "
            "postgresql://user:password@host/name."
        )
    return dj_database_url.parse(text, conn_max_age=_CONNECTION_MAX_AGE_S, conn_health_checks=True)


def _http_url(text: str) -> str:
    """Without the last slash."""
    url = urlsplit(text)
    if url.scheme not in ("http", "https") or not url.hostname or url.query or url.fragment:
        raise ValueError(f'"{text}" is no URL like https://decks.example.org.')
    return text.rstrip("/")


def _mebibytes(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f'"{text}" is no whole number of megabytes above 0.')
    return int(text) * MEBIBYTE


def _told(parse: Callable[[str], object]) -> Callable[..., object]:
    """A parser whose ValueError is told with the variable's name, not raised at once."""

    def parser(text: str | None, **_: object) -> object:
        try:
            return None if text is None else parse(text.strip())
        except ValueError as error:
            raise ValidationError(str(error)) from error

    return parser


_PARSERS = {
    "provider": _told(_provider),
    "renew_ahead": _told(_renew_ahead),
    "cache_url": _told(_cache_url),
    "common_secret_key": _told(_common_secret_key),
    "database": _told(_database),
    "http_url": _told(_http_url),
    "names": _told(lambda text: [name.strip() for name in text.split(",") if name.strip()]),
    "mebibytes": _told(_mebibytes),
    "rate": _told(Rate.parse),
}
