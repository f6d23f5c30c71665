"""Processes of a benchmark: servers under gunicorn, and what runs beside them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from api import serving
from tests.ports import free_port


@contextmanager
def running(order: Sequence[str], environ: Mapping[str, str]) -> Iterator[None]:
    """A process of the product's or of its baselines', until the context is left; its log is written to a file."""
    with (
        TemporaryFile() as log,
        subprocess.Popen(order, env={**os.environ, **environ}, stdout=log, stderr=log) as process,
    ):
        try:
            yield
        finally:
            process.terminate()


@contextmanager
def served(order: Sequence[str], environ: Mapping[str, str]) -> Iterator[int]:
    """The port of a server, once it listens."""
    port = free_port()
    with running([_program("gunicorn"), *order, f"--bind=127.0.0.1:{port}"], environ):
        deadline = time.monotonic() + 60
        while socket.socket().connect_ex(("127.0.0.1", port)):
            if time.monotonic() > deadline:
                raise TimeoutError(order)
            time.sleep(0.1)
        yield port


@contextmanager
def beside(environ: Mapping[str, str]) -> Iterator[None]:
    """What the Procfile runs beside the servers: the sequencer and both projectors."""
    with (
        running(pumpurs("sequencer"), environ),
        running(pumpurs("projector", "--but", "scopes"), environ),
        running(pumpurs("projector", "scopes"), environ),
    ):
        yield


def peak_mib(port: int) -> float:
    """The most memory that any process of the server at a port has had since it began."""
    peaks = [0.0]
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            if f"--bind=127.0.0.1:{port}".encode() in (process / "cmdline").read_bytes():
                status = (process / "status").read_text()
                peaks.append(int(status.partition("VmHWM:")[2].split()[0]) / 1024)
    return max(peaks)


def pumpurs(*command: str) -> list[str]:
    """A process of the Procfile."""
    return [_program("pumpurs"), *command]


def as_ours(application: str) -> list[str]:
    """gunicorn's arguments for another application, with as many workers and threads as the API has."""
    return [
        "--worker-class=gthread",
        f"--workers={serving.workers}",
        f"--threads={serving.threads}",
        "--no-control-socket",
        "--log-level=warning",
        application,
    ]


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))
