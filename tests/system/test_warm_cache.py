"""`manage.py warm_cache`, as a process of its own and in this one."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from generate_content import composition
from tests.api.conftest import FOUR_SLIDES, cache_dir, configure, services  # noqa: F401 - fixtures
from tests.system.conftest import PROJECT_DIR


def lines_of(*bodies):
    return "".join(f"{json.dumps(body)}\n" for body in bodies)


def asked(prompt):
    return {"prompt": prompt, "content": FOUR_SLIDES}


def run(lines, folder, *options):
    path = folder / "requests.jsonl"
    path.write_text(lines)
    return call_command("warm_cache", str(path), *options)


def test_each_line_is_made_and_found_afterwards(services, tmp_path, capsys):  # noqa: F811
    run(lines_of(asked("One"), asked("Two")), tmp_path)
    assert capsys.readouterr().out.startswith("made 2, already cached 0, refused 0, failed 0, in ")
    run(lines_of(asked("One"), asked("Two")) + "\n", tmp_path, "--jobs", "1")
    assert "made 0, already cached 2 (" in capsys.readouterr().out


def test_a_running_servers_figures_know_nothing_of_it(services, tmp_path):  # noqa: F811
    run(lines_of(asked("One"), asked("One")), tmp_path)
    figures = composition.services().cache.snapshot()
    assert (figures.total_hits, figures.total_misses) == (0, 0)
    assert figures.namespaces["presentations"].volume.entries == 1
    assert composition.services().templates is not None
    assert len(figures.workers) == 1


def test_wrong_lines_are_told_and_the_others_made(services, tmp_path, capsys):  # noqa: F811
    with pytest.raises(SystemExit) as ended:
        run("not json\n" + lines_of({"layout": ["nope"]}, asked("One"), []), tmp_path)
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert "made 1, already cached 0, refused 3, failed 0" in told.out
    assert "line 1: refused: not JSON" in told.err
    assert "line 2: refused: " in told.err
    assert "This field is required." in told.err


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="cannot be read") as error:
        call_command("warm_cache", "/does/not/exist")
    assert error.value.returncode == 2


@pytest.mark.system
def test_the_workers_find_what_was_warmed(make_server, tmp_path):
    server = make_server(WORKERS="1")
    command = [sys.executable, "manage.py", "warm_cache", "-"]
    ended = subprocess.run(
        command,
        input=lines_of(asked("One")),
        cwd=PROJECT_DIR,
        env=server.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.startswith("made 1,")
    answer = server.post("/api/generate/presentation/", asked("One")).json()
    assert answer["metadata"]["cache_level"] == "file"
    counted = server.get("/api/generate/performance/").json()["namespaces"]["presentations"]
    assert (counted["hits"], counted["misses"]) == (1, 0)
