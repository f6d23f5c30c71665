"""Other processes that use an embedded PostgreSQL, and a look at the server's own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from ledger.store import embedded

COMMAND = """
import sys
from pathlib import Path
from ledger.store.embedded import server
with server(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""
ROOT = Path(embedded.__file__).parents[2]


@contextmanager
def command(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process that uses the server, and the URL it got; ends when its input is closed."""
    order = [sys.executable, "-c", COMMAND, str(data)]
    with subprocess.Popen(
        order, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("postgresql://")
        try:
            yield process, url
        finally:
            if process.stdin and not process.stdin.closed:
                process.stdin.close()


def ask(url: str, question: str = "SELECT 1") -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    return row and row[0]


def postmaster(data: Path) -> int:
    return int((data / "postgres/postmaster.pid").read_text().split()[0])


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def processes(data: Path) -> set[int]:
    """The postmaster and its children; not the keeper, which ends a moment after them."""
    main = postmaster(data)
    stats = (path.parent.name for path in Path("/proc").glob("[0-9]*/stat"))
    return {main} | {int(pid) for pid in stats if _is_child(int(pid), main)}


def _is_child(pid: int, of: int) -> bool:
    try:
        return parent(pid) == of
    except OSError:
        return False


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def eventually(true: Callable[[], object], within_s: float = 15) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not become true in time"
        time.sleep(0.02)


def log(data: Path) -> str:
    return (data / "postgres.log").read_text()


def kill(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
