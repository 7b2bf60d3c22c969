"""`python -m pptapi.serve`: prepares the database, then runs the workers until it is told to stop.

This parent process stays small: it imports neither Django nor the app, and each worker imports
them on its own. Why Granian, and what each number below was measured to do: docs/SERVER.md.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from pptapi.environment import PROJECT_DIR, ServerSettings, WrongEnvironment, read_environment

THREADS = 64
"""Per worker: requests in Python at a time. Each slow model call holds one."""

CONNECTIONS = 1000
"""Per worker: open connections, idle ones included; more wait in the kernel's queue."""

STOP_TIMEOUT_S = 15
"""For requests in flight, when the server stops; then the worker is killed."""

_KNOCK_S = 0.05
_ANSWER_TIMEOUT_S = 5
_PR_SET_PDEATHSIG = 1  # prctl(2)
_STOPPED_FROM_OUTSIDE = (0, -signal.SIGKILL, -signal.SIGTERM)


class Server(MPServer):
    """Granian, with a rule of its own for which dead workers are replaced.

    A worker that cannot start (it exits above 0) ends the server: the next could not either. One
    that somebody stopped (the kernel, short of memory; an operator) is replaced, however often.
    Granian itself ends when any worker dies again within 5.5 s, which is left for crashes only.
    """

    welcome = ""
    """Printed when the first worker answers."""

    def startup(self, *args: Any, **options: Any) -> None:
        super().startup(*args, **options)  # type: ignore[no-untyped-call]
        threading.Thread(target=self._welcome, daemon=True).start()

    def _welcome(self) -> None:
        while not self.interrupt_signal:
            if answers(self.bind_addr, self.bind_port):
                print(self.welcome, flush=True)  # noqa: T201 - for whoever started it
                return
            time.sleep(_KNOCK_S)

    def _respawn_workers(self, workers: list[int], *args: Any, **options: Any) -> None:
        exit_codes = {index: self.wrks[index].inner.exitcode for index in workers}
        if any(code and code > 0 for code in exit_codes.values()):
            self.interrupt_children = workers  # so the exit code is 1
            self.interrupt_signal = True
            self.main_loop_interrupt.set()
            return
        super()._respawn_workers(workers, *args, **options)
        for index, code in exit_codes.items():
            if code in _STOPPED_FROM_OUTSIDE:
                self.respawned_wrks.pop(index, None)


def main() -> None:
    try:
        environment = read_environment()
        server = environment.server
        address = free_address(server)
    except (WrongEnvironment, OSError) as error:
        sys.exit(str(error))
    if unknown := environment.unknown_names:
        told = f"Warning: in .env, but no settings of this service: {', '.join(unknown)}."
        print(told, file=sys.stderr)  # noqa: T201 - for whoever started it
    prepare = [sys.executable, str(PROJECT_DIR / "manage.py"), "prepare_server"]
    if failure := subprocess.run(prepare, check=False).returncode:  # noqa: S603 - our own words
        sys.exit(failure)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pptapi.settings")
    run(address, server)


def free_address(server: ServerSettings) -> str:
    """The IP address to listen on. Raises: OSError if it is not ours, or its port is taken.

    Asked here, because the workers share the port with SO_REUSEPORT, and so would join any other
    server of this user without a word.
    """
    try:
        found = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, sockaddr = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(sockaddr)
            return str(sockaddr[0])
    except OSError as error:
        raise OSError(
            f"Cannot listen on {server.host}:{server.port}: {error.strerror}. "
            "Set HOST or PORT to something else."
        ) from error


def run(
    address: str, server: ServerSettings, *, application: str = "pptapi.wsgi:application"
) -> None:
    """Returns when it was told to stop; exits with 1 if the workers cannot run."""
    os.register_at_fork(after_in_child=_begin_worker)
    workers = Server(
        application,
        address=address,
        port=server.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=server.workers,
        blocking_threads=THREADS,
        backlog=4096,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_TIMEOUT_S,
        working_dir=PROJECT_DIR,
        log_level=LogLevels.error,
    )
    workers.welcome = welcome(server)
    workers.serve()


def answers(address: str, port: int) -> bool:
    """Whether a worker serves there: what is no HTTP gets a 400, and asks no Python code."""
    try:
        with socket.create_connection((address, port), timeout=_ANSWER_TIMEOUT_S) as knock:
            knock.sendall(b"?\r\n\r\n")
            return bool(knock.recv(1))
    except OSError:
        return False


def _begin_worker() -> None:
    """In each worker, before anything else: it is its parent's word that stops it, or its death.

    Until a worker has handlers of its own it would keep the parent's, which do nothing in it. And
    one that a terminal's Ctrl-C reaches as well as the parent's word hangs: its own process group
    keeps it out of the terminal's.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def welcome(server: ServerSettings) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(server.host, server.host)  # noqa: S104
    base = f"http://{host}:{server.port}"
    workers = "1 worker" if server.workers == 1 else f"{server.workers} workers"
    body = '{"prompt": "Bees in the city", "layout": ["title", "bullet"]}'
    return f"""
Serving on {base}  ({workers}; Ctrl-C stops it)

A first deck:     curl -s {base}/api/generate/presentation/ \\
                    -H 'Content-Type: application/json' -d '{body}'
Documentation:    {base}/api/docs/
A staff user:     make admin   (clearing the caches needs one)
"""


if __name__ == "__main__":
    main()
