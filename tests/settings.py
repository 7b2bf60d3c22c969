"""The project's own settings, out of reach of the developer's environment and `.env`."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="pptapi-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

_NEUTRAL = (  # set to nothing, which counts as not set, and hides what `.env` says
    "HOST PORT WORKERS PUBLIC_BASE_URL SECRET_KEY_FALLBACKS DEBUG ALLOWED_HOSTS CACHE_URL "
    "CACHE_MEMORY_MB CACHE_DISK_MB CACHE_SOFT_LIMIT_S CACHE_RENEW_MODEL_CALLS CONTENT_PROVIDER "
    "GEMINI_API_KEY GEMINI_MODEL GEMINI_API_ENDPOINT OPENAI_BASE_URL OPENAI_API_KEY OPENAI_MODEL "
    "CONTENT_TIMEOUT_S REQUIRE_AUTHENTICATION REGISTRATION_OPEN RATE_LIMIT_DECKS"
)
os.environ.update(dict.fromkeys(_NEUTRAL.split(), ""))
os.environ.update(
    SECRET_KEY="a key for the tests, long enough for HMAC-SHA256",
    CACHE_DIR=f"{_folder}/cache",
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{_folder}/db.sqlite3",
    CACHE_RENEW_AHEAD="off",  # no thread behind the tests, but where one wants it
    RATE_LIMIT_GENERATED="off",  # a test that wants a limit sets it
    RATE_LIMIT_LOGIN="off",
    NO_PROXY="127.0.0.1,localhost",
)

from pptapi.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the default takes 0.2 s
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
