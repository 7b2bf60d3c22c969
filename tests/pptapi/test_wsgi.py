"""The callable as a server loads it: in a process where nothing was asked before."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[2]

FIRST_REQUESTS = """
import io, json, os, sys
from pptapi.wsgi import application

def ask(method, path, body=b""):
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "",
        "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "localhost", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
    }
    statuses = []
    b"".join(application(environ, lambda status, headers: statuses.append(status[:3])))
    return statuses[0]

ann = json.dumps({
    "username": "ann", "email": "a@example.org", "password": "long unusual phrase"
}).encode()
before = set(sys.modules)
shared = len(os.listdir(os.environ["CACHE_DIR"] + "/state"))
statuses = [
    ask("GET", "/"),
    ask("GET", "/nope"),
    ask("POST", "/"),
    ask("GET", "/api/generate/health"),
    ask("GET", "/api/generate/templates"),
    ask("GET", "/api/generate/performance"),
    ask("GET", "/api/generate/rate-limits"),
    ask("POST", "/api/generate/presentation", b"{}"),
    ask("POST", "/api/auth/register", ann),
    ask("POST", "/api/auth/login", ann),
    ask("GET", "/api/auth/profile"),
]
print(*statuses)
print(*sorted(set(sys.modules) - before))
print(shared, len(os.listdir(os.environ["CACHE_DIR"] + "/state")))
"""


def test_the_first_requests_import_nothing_and_make_no_shared_file(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "pptapi.settings",
        "CACHE_DIR": str(tmp_path / "cache"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
    }

    def run(*arguments):
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=PROJECT_DIR, env=environment, capture_output=True, text=True, check=True
        ).stdout

    run("manage.py", "prepare_server")
    statuses, imported, shared_files = run("-c", FIRST_REQUESTS).splitlines()
    assert statuses == "200 404 405 200 200 200 200 400 201 200 401"
    assert imported == ""
    before, after = map(int, shared_files.split())
    assert before == after
    assert before > 3
