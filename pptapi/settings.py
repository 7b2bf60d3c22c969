"""Django's settings. What can be set from outside is read in `environment.py`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import salted_hmac

from generate_content import VERSION
from pptapi import secret_key
from pptapi.environment import PROJECT_DIR, WrongEnvironment, read_environment

try:
    _environment = read_environment()
except WrongEnvironment as error:
    raise ImproperlyConfigured(str(error)) from None


def _secret_key() -> str:
    path = PROJECT_DIR / ".secret_key"
    try:
        return secret_key.load_or_make(path)
    except OSError as error:
        raise ImproperlyConfigured(
            f"No SECRET_KEY is set, and {path} cannot be made ({error.strerror}). Set SECRET_KEY: "
            "tokens, cache entries and download links end with it, so it has to outlive a restart."
        ) from error


DEBUG = _environment.debug
SECRET_KEY = _environment.secret_key or _secret_key()
SECRET_KEY_FALLBACKS = _environment.secret_key_fallbacks
ALLOWED_HOSTS = _environment.allowed_hosts

# What the project's own code reads.
DECKS = _environment.decks
RATES = _environment.rates
REQUIRE_AUTHENTICATION = _environment.require_authentication
REGISTRATION_OPEN = _environment.registration_open
MAX_BODY_BYTES = DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "drf_spectacular",
    "pptapi",
    "accounts",
    "generate_content",
]

# Short on purpose: it is most of what a cached answer costs.
MIDDLEWARE = ["pptapi.middleware.EdgeMiddleware"]

ROOT_URLCONF = "pptapi.urls"
WSGI_APPLICATION = "pptapi.wsgi.application"
APPEND_SLASH = False  # the middleware adds it; a redirect would lose a POST's body

TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
STATIC_URL = "/static/"

_SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",  # a writer waits at BEGIN, where the time-out below counts
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
_IS_SQLITE = "sqlite" in _environment.database["ENGINE"]
DATABASES = {
    "default": {**_environment.database, **({"OPTIONS": _SQLITE_OPTIONS} if _IS_SQLITE else {})}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = _environment.redis_url
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "unique-snowflake",
        "TIMEOUT": 300,
        "OPTIONS": {"MAX_ENTRIES": 1000, "CULL_FREQUENCY": 3},
    }
}
if REDIS_URL:  # for whoever asks Django's own framework; level 2 itself asks Redis without it
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "TIMEOUT": 300,
    }

_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator"},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]

USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["pptapi.permissions.OpenUnlessClosed"],
    "DEFAULT_PARSER_CLASSES": ["pptapi.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["pptapi.renderers.CompactJSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "pptapi.renderers.AlwaysJSON",
    "DEFAULT_SCHEMA_CLASS": "pptapi.schema.OptionalTokenSchema",
    "EXCEPTION_HANDLER": "pptapi.envelope.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": ["pptapi.renderers.CompactJSONRenderer"],
}

# Keys of their own, so that no other use of the secret key can be mistaken for a token.
TOKEN_SIGNING_KEYS = [
    salted_hmac("accounts.tokens", "", key, algorithm="sha256").hexdigest()
    for key in (SECRET_KEY, *SECRET_KEY_FALLBACKS)
]
SIMPLE_JWT = {
    "SIGNING_KEY": TOKEN_SIGNING_KEYS[0],
    "ACCESS_TOKEN_LIFETIME": timedelta(hours=2),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=7),
    "CHECK_REVOKE_TOKEN": True,  # a new password ends every older token, access and refresh
}

SPECTACULAR_SETTINGS = {
    "TITLE": "PowerPoint generation API",
    "DESCRIPTION": "Decks from your content, from a prompt, or both, cached at three levels.",
    "VERSION": VERSION,
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "pptapi.schema.describe_errors",
    ],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "pptapi.request_id.RequestIdFilter"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} [{request_id}] {message}", "style": "{"}
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # What a caller did wrong is in the answer; only what is ours goes to the log.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "httpx": {"level": "WARNING"},  # else a line per call of a model
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SILENCED_SYSTEM_CHECKS = [
    "security.W001",  # EdgeMiddleware sets these headers itself
    "security.W002",  # as W001
    "security.W003",  # no cookies, so no CSRF
]
