"""What the documentation claims of the cache: its commands, on a small scale, end well."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.system.conftest import PROJECT_DIR

pytestmark = pytest.mark.system


def claim(name: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *arguments],
        cwd=PROJECT_DIR,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("subject", ["file level", "deck store"])
def test_killed_writers_leave_nothing_wrong_and_nothing_after_a_sweep(subject):
    claim("crashes", "40", subject)
