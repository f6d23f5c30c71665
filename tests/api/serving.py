"""A server of the API as the Procfile starts it, and what it logs."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_bytes
from typing import Any

from tests.ports import free_port

GUNICORN = Path(sys.executable).with_name("gunicorn")


class Served:
    """Where it listens, and where its log is."""

    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        self.log = log
        self.url = f"http://127.0.0.1:{port}"
        self.pid = 0

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What it has logged; each line is an object."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        return [
            int(path.parent.name) for path in Path("/proc").glob("[0-9]*/stat") if self._began(path)
        ]

    def _began(self, stat: Path) -> bool:
        try:
            _state, parent, *_ = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            return False
        return int(parent) == self.pid

    def kill(self, *processes: int) -> None:
        """Without a chance to finish anything; where they are workers, others take their place."""
        for process in processes:
            os.kill(process, signal.SIGKILL)

    def raw(self, sent: bytes) -> bytes:
        """What is answered to bytes that need be no request."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as client:
            client.sendall(sent)
            return b"".join(iter(lambda: client.recv(65_536), b""))


@contextmanager
def served(
    database_url: str, folder: Path, *, config: str = "python:api.serving", **settings: str
) -> Iterator[Served]:
    """Start one over a database, with two workers as ever."""
    server = Served(free_port(), folder / "stderr")
    given = {
        "DATABASE_URL": database_url,
        "PUMPURS_KEK": base64.b64encode(token_bytes(32)).decode(),
        "PORT": str(server.port),
        "PUMPURS_METRICS_DIR": str(folder / "metrics"),
        **settings,
    }
    command = [str(GUNICORN), "--config", config]
    with (
        server.log.open("wb") as log,
        subprocess.Popen(command, env=os.environ | given, stderr=log) as running,
    ):
        server.pid = running.pid
        try:
            _await(server.port)
            yield server
        finally:
            running.terminate()


def _await(port: int) -> None:
    """Until somebody listens; the first request then waits for the program to be loaded."""
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)
