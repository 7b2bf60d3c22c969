"""The server as a process: it starts, survives its clients and its workers' deaths, and stops."""

from __future__ import annotations

import http.client
import os
import select
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest

from tests.system.conftest import PROJECT_DIR, Server, free_port, wait_until

pytestmark = pytest.mark.system

HEALTH = "/api/generate/health"
FAST_S = 0.5
"""Far above what an answer takes (about 1 ms), far below what a blocked server would take."""


def test_it_starts_answers_and_stops(server):
    assert server.get(HEALTH).json()["status"] == "healthy"
    wait_until(lambda: "make admin" in server.log, 5)
    assert f"curl -s {server.url}/api/generate/presentation/" in server.log
    assert len(server.workers()) == 2
    assert server.stop() == 0


def test_it_says_that_it_serves_when_it_does(tmp_path):
    server = Server(tmp_path, {}, port=free_port())
    command = [sys.executable, "-m", "pptapi.serve"]
    with subprocess.Popen(
        command, cwd=PROJECT_DIR, env=server.environment(), stdout=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout.readline() == b"\n"
            assert process.stdout.readline().startswith(b"Serving on")
            assert server.get(HEALTH).status == 200  # at the first try
        finally:
            process.terminate()


def test_ctrl_c_in_a_terminal_stops_it_at_once(make_server):
    for _ in range(3):
        server = make_server()
        group = os.getpgid(server.process.pid)
        began = time.monotonic()
        for process in [*server.workers(), server.process]:  # a terminal tells the whole group
            if os.getpgid(process.pid) == group:
                os.kill(process.pid, signal.SIGINT)
        assert server.process.wait(20) == 0
        assert time.monotonic() - began < 5  # far below the 15 s after which workers are killed


def test_a_worker_that_is_just_starting_stops_too(server):
    server.workers()[0].kill()
    wait_until(lambda: len(pids(server)) == 2, 20)
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 5


def test_workers_end_with_their_parent(server):
    workers = server.workers()
    server.process.kill()
    wait_until(lambda: not any(worker.is_running() for worker in workers), 20)


def test_it_stops_at_once_also_while_its_workers_start(server):
    server.workers()[0].kill()
    wait_until(lambda: len(pids(server)) == 2, 20)
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 10  # not the 15 s after which a deaf worker is killed


def test_what_was_stored_is_there_after_a_restart(server):
    ann = {"username": "ann", "email": "a@example.org", "password": "long unusual phrase"}
    assert server.post("/api/auth/register", ann).status == 201
    server.stop()
    server.start()
    assert server.post("/api/auth/login", ann).status == 200


def test_a_killed_worker_is_replaced_however_often(server):
    for _ in range(3):
        victim = server.workers()[0]
        victim.kill()
        wait_until(lambda pid=victim.pid: pid not in pids(server) and len(pids(server)) == 2, 20)
    wait_until(lambda: answers_twenty_times(server), 20)
    assert server.process.poll() is None


def test_a_worker_that_is_told_to_stop_is_replaced(server):
    victim = server.workers()[0]
    victim.terminate()
    wait_until(lambda: victim.pid not in pids(server) and len(pids(server)) == 2, 20)
    wait_until(lambda: answers_twenty_times(server), 20)


def pids(server):
    return {worker.pid for worker in server.workers()}


def answers_twenty_times(server):
    try:
        return all(server.get(HEALTH).status == 200 for _ in range(20))
    except OSError:  # the kernel had handed the connection to the dead worker
        return False


def test_workers_start_small_and_without_the_model_package(shared_server):
    for worker in shared_server.workers():
        assert worker.memory_info().rss < 120 * 2**20
        assert not any("cygrpc" in mapped.path for mapped in worker.memory_maps())


def test_connections_are_kept_alive(shared_server):
    connection = http.client.HTTPConnection("127.0.0.1", shared_server.port)
    for _ in range(3):
        connection.request("GET", HEALTH)
        local = connection.sock.getsockname()
        connection.getresponse().read()
        assert connection.sock is not None
        assert connection.sock.getsockname() == local
    connection.close()


# clients that are slow


def drip_body(server, stop):
    head = (
        b"POST /api/generate/presentation/ HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
    )
    drip(server, stop, head, b"x")


def drip_head(server, stop):
    drip(server, stop, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", b"x")


def read_slowly(server, stop):
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        path = b"/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js"
        client.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while not stop.wait(0.05):
            client.recv(16)


def drip(server, stop, head, piece):
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(head)
        while not stop.wait(0.05):
            client.sendall(piece)


@pytest.mark.parametrize("dawdle", [drip_body, drip_head, read_slowly])
def test_twenty_slow_clients_do_not_block_the_others(make_server, dawdle):
    server = make_server(WORKERS="1")
    stop = threading.Event()
    clients = [threading.Thread(target=dawdle, args=(server, stop)) for _ in range(20)]
    for client in clients:
        client.start()
    try:
        took_s = [timed(server) for _ in range(40)]
    finally:
        stop.set()
        for client in clients:
            client.join()
    assert statistics.median(took_s) < FAST_S / 5
    assert max(took_s) < FAST_S


def test_more_slow_bodies_than_threads_do_not_block_the_others(make_server):
    server = make_server(WORKERS="1")
    head = (
        b"POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\nx"
    )
    with ExitStack() as opened:
        address = ("127.0.0.1", server.port)
        clients = [opened.enter_context(socket.create_connection(address)) for _ in range(100)]
        for client in clients:
            client.sendall(head)
        wait_until(lambda: len(answered(clients)) == 100 - 48, 20)
        answer = answered(clients)[0].recv(2000)
        assert answer.startswith(b"HTTP/1.1 503")
        assert b"SERVICE_UNAVAILABLE" in answer
        assert b"retry-after" in answer.lower()
        assert max(timed(server) for _ in range(20)) < FAST_S
    assert server.post("/api/auth/login", {}).status == 400


def answered(clients):
    return select.select(clients, [], [], 0)[0]


def timed(server):
    began = time.monotonic()
    assert server.get(HEALTH).status == 200
    return time.monotonic() - began


# the edge, through the real server


def test_a_chunked_body_is_read(shared_server):
    status, content = send_chunked(shared_server, [b'{"user', b'name": "ann"}'])
    assert (status, b"password" in content) == (400, True)


def test_a_chunked_body_over_the_limit_is_refused_while_it_comes(shared_server):
    status, content = send_chunked(shared_server, [b" " * 2**20] * 11)
    assert (status, b"REQUEST_TOO_LARGE" in content) == (413, True)


def send_chunked(server, pieces):
    headers = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        connection.request("POST", "/api/auth/login", iter(pieces), headers, encode_chunked=True)
        with connection.getresponse() as response:
            return response.status, response.read()


def test_a_body_too_large_is_refused_before_it_is_sent(shared_server):
    with socket.create_connection(("127.0.0.1", shared_server.port), timeout=20) as client:
        client.sendall(
            b"POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/json\r\nContent-Length: 20000000\r\n\r\n"
        )
        assert client.recv(100).startswith(b"HTTP/1.1 413")


def test_a_post_without_the_slash_is_not_redirected(shared_server):
    assert shared_server.post("/api/auth/login", {}).status == 400


def test_a_token_that_is_not_ascii_is_401_where_none_is_needed(shared_server):
    with socket.create_connection(("127.0.0.1", shared_server.port), timeout=20) as client:
        client.sendall(
            b"GET /api/generate/templates HTTP/1.1\r\nHost: localhost\r\n"
            b"Authorization: Bearer \xe9\r\n\r\n"
        )
        assert client.recv(100).startswith(b"HTTP/1.1 401")


def test_of_many_renewals_at_once_one_succeeds(make_server):
    server = make_server(RATE_LIMIT_LOGIN="off")
    renew_all_at_once(server)


def test_limits_hold_over_all_workers(make_server):
    server = make_server(RATE_LIMIT_LOGIN="5/hour")
    statuses = [server.post("/api/auth/login", {}).status for _ in range(12)]
    # the hour may end meanwhile; then a second window admits five more
    assert statuses.count(400) in (5, 10)
    assert set(statuses) == {400, 429}


# what does not start


def start(server, **settings):
    environment = {**server.environment(), **settings}
    command = [sys.executable, "-m", "pptapi.serve"]
    return subprocess.run(
        command, cwd=PROJECT_DIR, env=environment, capture_output=True, timeout=30, check=False
    )


def test_a_taken_port_is_told(shared_server):
    ended = start(shared_server)
    assert ended.returncode == 1
    assert b"Address already in use. Set HOST or PORT" in ended.stderr


def test_wrong_settings_are_told_without_a_traceback(shared_server):
    ended = start(shared_server, CONTENT_PROVIDER="other", WORKERS="none")
    assert ended.returncode == 1
    assert b'CONTENT_PROVIDER: "other" is none of auto, gemini, openai, offline' in ended.stderr
    assert b"WORKERS" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_workers_that_cannot_start_end_the_server(shared_server):
    script = (
        "from pptapi import serve; from pptapi.environment import ServerSettings;"
        f"settings = ServerSettings('127.0.0.1', {free_port()}, 2);"
        "serve.run('127.0.0.1', settings, application='pptapi.no_such_module:application')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT_DIR,
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert ended.returncode == 1
    assert b"Could not import 'pptapi.no_such_module'" in ended.stderr
    assert ended.stderr.count(b"Process granian-worker") <= 2
    assert b"Serving on" not in ended.stdout


def test_a_database_that_cannot_be_opened_ends_the_start(shared_server, tmp_path):
    ended = start(
        shared_server, PORT=str(free_port()), DATABASE_URL=f"sqlite:///{tmp_path}/no/db.sqlite3"
    )
    assert ended.returncode == 1
    assert b"DATABASE_URL) cannot be used: unable to open database file" in ended.stderr
    assert b"Traceback" not in ended.stderr


# PostgreSQL, when SQLite is outgrown


@pytest.mark.postgres
def test_accounts_work_over_postgresql(make_server):
    server = make_server(DATABASE_URL=os.environ["TEST_POSTGRES_URL"], RATE_LIMIT_LOGIN="off")
    renew_all_at_once(server)
    assert server.get(HEALTH).json()["status"] == "healthy"


def renew_all_at_once(server):
    name = f"ann-{time.time_ns()}"
    ann = {"username": name, "email": "a@example.org", "password": "long unusual phrase"}
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: server.post("/api/auth/register", ann).status, range(8)))
    assert sorted(statuses) == [201] + [400] * 7
    refresh = server.post("/api/auth/login", ann).json()["refresh"]
    with ThreadPoolExecutor(8) as pool:
        renew = {"refresh": refresh}
        statuses = list(
            pool.map(lambda _: server.post("/api/auth/token/refresh", renew).status, range(8))
        )
    assert sorted(statuses) == [200] + [401] * 7
