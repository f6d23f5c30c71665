"""pumpurs run: the whole ledger on this machine, until it is told to stop."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sys
import sysconfig
import time
from importlib import resources
from pathlib import Path

import click
from honcho.environ import parse_procfile

from api.cli.address import HOST, port_option
from api.cli.command import Problem, Unavailable
from api.demo.diary import CLIENT as DEMO_CLIENT
from api.processes import Processes
from ledger.key_encryption_key import load_kek
from ledger.store import embedded
from ledger.store.connection import Role, connect

WORD_EVERY_S = 15.0
RELEASE = "release"  # the Procfile's line that is run to its end before the others start


@click.command()
@port_option
@click.option(
    "--data",
    envvar="PUMPURS_DATA",
    type=click.Path(file_okay=False, path_type=Path),
    default=".data",
    show_default=True,
    show_envvar=True,
    help="The folder of the database, where DATABASE_URL names no other.",
)
@click.option(
    "--demo/--no-demo",
    envvar="PUMPURS_DEMO",
    default=True,
    show_default=True,
    show_envvar=True,
    help="Load the demo when the ledger is empty.",
)
def run(port: int, data: Path, *, demo: bool) -> None:
    """Serve the ledger on this machine, until Ctrl-C.

    Starts the database, brings it up to date, starts the processes of the Procfile, and starts
    again the one that crashes.
    """
    require_free(port)
    with embedded.database(data) as url:
        load_kek(os.environ, data)  # its processes are told a DATABASE_URL, and make no key then
        environ = os.environ | {
            "DATABASE_URL": url,
            "PUMPURS_DATA": str(data.absolute()),
            "PORT": str(port),
            "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")]),
            "PYTHONUNBUFFERED": "1",
        }
        with Processes(environ, sys.stderr) as processes:
            for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(order, processes.tell_to_stop)
            serve(processes, url, port, demo=demo)


def serve(processes: Processes, url: str, port: int, *, demo: bool) -> None:
    """Start everything, say when it is ready, and look after it until told to stop."""
    commands = procfile()
    release = commands.pop(RELEASE)
    code = processes.run(RELEASE, release)
    if code and not processes.told_to_stop:
        raise Unavailable("The database could not be brought up to date.")
    first = first_client(url)
    if demo and first in (None, DEMO_CLIENT):  # its load may have been cut short
        # Before the others: what follows fact by fact would take its share of the machine.
        if first is None:
            processes.say("demo", "loading the demo")
        code = processes.run("demo", "pumpurs demo load")
        if code and not processes.told_to_stop:
            raise Problem("The demo could not be loaded.")
    for name, command in commands.items():
        processes.start(name, command)
    if processes.watch(until=Readiness(processes, port)):
        click.echo(f"Ready: http://{HOST}:{port}")
        processes.watch()


def procfile() -> dict[str, str]:
    """The commands of the Procfile by name, in its order."""
    text = resources.files("api").joinpath("Procfile").read_text("utf-8")
    return dict(parse_procfile(text).processes)


def require_free(port: int) -> None:
    """Raise Unavailable when something else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Unavailable(
                f"Port {port} of {HOST} cannot be used ({error.strerror}). Set PORT to another."
            ) from error


def first_client(url: str) -> str | None:
    """Who recorded the first event; None when there is none."""
    query = "SELECT convert_from(state, 'UTF8')::jsonb ->> 'client' FROM events ORDER BY ticket, line LIMIT 1"
    with connect(url, Role.READER) as connection:
        first: tuple[str | None] | None = connection.execute(query).fetchone()
    return first[0] if first else None


def readiness(port: int) -> str:
    """What the API says when asked whether it is ready; empty when it is."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        return "" if answer.status == http.HTTPStatus.OK else answer.read().decode()
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        connection.close()


class Readiness:
    """Whether the API is ready; when that takes long, what it says is passed on from time to time."""

    def __init__(self, processes: Processes, port: int) -> None:
        self._processes = processes
        self._port = port
        self._next_word = time.monotonic() + WORD_EVERY_S

    def __call__(self) -> bool:
        said = readiness(self._port)
        if said and time.monotonic() > self._next_word:
            self._processes.say("run", f"not ready yet: {said}")
            self._next_word += WORD_EVERY_S
        return not said
