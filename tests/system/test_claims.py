"""What the documentation claims of the cache: its commands, on a small scale, end well."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.system.conftest import PROJECT_DIR

pytestmark = pytest.mark.system


def claim(name: str, *arguments: str) -> str:
    """What the command prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *arguments],
        cwd=PROJECT_DIR,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("subject", ["file level", "deck store"])
def test_killed_writers_leave_nothing_wrong_and_nothing_after_a_sweep(subject):
    claim("crashes", "40", subject)


def test_under_load_no_cleared_entry_is_served_after_a_clear_was_answered():
    claim("clearing", "9", "10")


def test_counts_are_exact_over_workers_one_of_them_killed_and_replaced():
    claim("counting", "600")


def test_no_request_fails_when_the_disk_or_the_clock_does():
    told = claim("degraded", "5")
    if "not measured" in told:
        pytest.skip("a tmpfs cannot be mounted here, so no disk was full or read-only")
