"""pumpurs run: the whole ledger on this machine, until it is told to stop."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import sys
import sysconfig
import time
from collections.abc import Iterable, Mapping
from importlib import resources
from itertools import count
from pathlib import Path

import click
from honcho.environ import parse_procfile

from api import metrics_files
from api.cli import metrics
from api.cli.address import HOST, data_option, port_option
from api.cli.command import Problem, Unavailable
from api.demo import begin as begin_demo
from api.demo import beginning
from api.demo.diary import CLIENT as DEMO_CLIENT
from api.demo.people import Person, everybody
from api.identity import LocalIssuer, local_issuer
from api.identity.starting import is_tried_out, require_safe
from api.processes import Processes
from api.settings import require_readable
from ledger.application import opened
from ledger.key_encryption_key import load_kek
from ledger.store import embedded
from ledger.store.connection import Role, connect

WORD_EVERY_S = 15.0
ASK_EVERY_S = 2.0  # seldom enough for the log, more often at first
RELEASE = "release"  # the Procfile's line that is run to its end before the others start


@click.command()
@port_option
@data_option
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
    feed_port, metrics_place = places_beside(port, os.environ)
    for each in (port, feed_port):
        require_free(each)
    require_readable(os.environ)
    settings = os.environ | local_logins(data)
    require_safe(settings, [HOST])
    kek = load_kek(os.environ, data)  # its processes are told a DATABASE_URL, and make none then
    with embedded.database(data) as url:
        environ = settings | {
            "DATABASE_URL": url,
            "PUMPURS_DATA": str(data.absolute()),
            "HOST": HOST,
            "PORT": str(port),
            "FEED_PORT": str(feed_port),
            metrics.VARIABLE: metrics_place,
            "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")]),
            "PYTHONUNBUFFERED": "1",
            metrics_files.FOLDER: str(data.absolute() / "metrics"),
            "PUMPURS_LOG": os.environ.get("PUMPURS_LOG", "text"),
        }
        with Processes(environ, sys.stderr) as processes:
            for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(order, processes.tell_to_stop)
            commands = procfile()
            release(processes, commands.pop(RELEASE))
            local = local_issuer.VARIABLE in environ
            is_demo = begin(processes, url, kek, demo=demo, local=local)
            if not is_free(*metrics.address(metrics_place)):
                taken = f"not served: something else listens at {metrics_place}"
                processes.say("metrics", f"{taken}; set PUMPURS_METRICS to another place")
                del commands["metrics"]
            for name, command in commands.items():
                processes.start(name, command)
            if processes.watch(until=Readiness(processes, port)):
                if local:
                    say_logins(processes, everybody() if is_demo else everybody()[:1])
                click.echo(f"Ready: http://{HOST}:{port}")
                processes.watch()


def local_logins(data: Path) -> dict[str, str]:
    """The issuer whose tokens the ledger believes, unless it is configured whom to believe."""
    if not is_tried_out(os.environ):
        return {}
    path = Path(os.environ.get(local_issuer.VARIABLE) or data / local_issuer.FILE).absolute()
    LocalIssuer.make(path)
    return {local_issuer.VARIABLE: str(path)}


def release(processes: Processes, command: str) -> None:
    """Bring the database up to date; Unavailable."""
    code = processes.run(RELEASE, command)
    if code and not processes.told_to_stop:
        raise Unavailable("The database could not be brought up to date.")


def begin(processes: Processes, url: str, kek: bytes, *, demo: bool, local: bool) -> bool:
    """Load the demo, or see to it that somebody can sign in; whether it is the demo. Problem."""
    first = first_clients(url)
    is_demo = set(first) <= {DEMO_CLIENT}  # its load may have been cut short
    if demo and is_demo:
        # Before the others: what follows fact by fact would take its share of the machine.
        if len(first) <= len(beginning()):
            processes.say("demo", "loading the demo")
        code = processes.run("demo", "pumpurs demo load")
        if code and not processes.told_to_stop:
            raise Problem("The demo could not be loaded.")
    elif local and (is_demo or not anybody_let_in(url)):
        with opened(url, kek, max_connections=1) as ledger:
            begin_demo(ledger)
    return is_demo and (demo or len(first) > len(beginning()))


def say_logins(processes: Processes, people: Iterable[Person]) -> None:
    """Who may sign in on this machine, and how."""
    processes.say("logins", "a token for each: pumpurs token NAME")
    for each in people:
        processes.say("logins", f"{each.actor:<24} {each.name}, {each.place}")


def procfile() -> dict[str, str]:
    """The commands of the Procfile by name, in its order."""
    text = resources.files("api").joinpath("Procfile").read_text("utf-8")
    return dict(parse_procfile(text).processes)


def places_beside(port: int, environ: Mapping[str, str]) -> tuple[int, str]:
    """The port of the feed and the place of the metrics: the two ports after this one, unless others are set.

    So several ledgers run beside each other where each has a PORT of its own. BadParameter.
    """
    feed = port_of("FEED_PORT", environ.get("FEED_PORT") or port + 1)
    if feed == port:
        raise click.BadParameter(f"{feed} is the PORT already.", param_hint="FEED_PORT")
    place = environ.get(metrics.VARIABLE)
    if not place:
        after = next(each for each in count(port + 2) if each != feed)
        return feed, f"{HOST}:{port_of(metrics.VARIABLE, after)}"
    host, taken = metrics.address(place)
    if host in (HOST, "0.0.0.0") and taken in (port, feed):  # noqa: S104  compared, not listened at
        whose = "PORT" if taken == port else "FEED_PORT"
        raise click.BadParameter(f"{taken} is the {whose} already.", param_hint=metrics.VARIABLE)
    return feed, place


def port_of(variable: str, said: str | int) -> int:
    """A port that was said, or follows from PORT; BadParameter, which names what to set."""
    try:
        port: int = click.IntRange(1, 65535)(said)
    except click.BadParameter as error:
        follows = "" if isinstance(said, str) else " It follows from PORT: set it, or a lower PORT."
        raise click.BadParameter(error.message + follows, param_hint=variable) from error
    return port


def require_free(port: int) -> None:
    """Raise Unavailable when something else listens on the port."""
    try:
        bind(HOST, port)
    except OSError as error:
        raise Unavailable(
            f"Port {port} of {HOST} cannot be used ({error.strerror}). Set PORT or FEED_PORT to another."
        ) from error


def is_free(host: str, port: int) -> bool:
    """Whether one may listen there."""
    try:
        bind(host, port)
    except OSError:
        return False
    return True


def bind(host: str, port: int) -> None:
    """Listen there for a moment; OSError."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def first_clients(url: str) -> list[str | None]:
    """Who recorded the first events: as many as the demo begins with, and one more."""
    query = "SELECT convert_from(state, 'UTF8')::jsonb ->> 'client' FROM events ORDER BY ticket, line LIMIT %s"
    with connect(url, Role.READER) as connection:
        rows = connection.execute(query, [len(beginning()) + 1]).fetchall()
    return [client for (client,) in rows]


def anybody_let_in(url: str) -> bool:
    """Whether access was ever opened for anybody."""
    query = "SELECT EXISTS (SELECT FROM reservations WHERE kind = 'actor')"
    with connect(url, Role.READER) as connection:
        [found] = connection.execute(query).fetchone() or (False,)
    return bool(found)


def readiness(port: int) -> str:
    """What keeps the API from being ready, in a sentence; empty when nothing does."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        if answer.status == http.HTTPStatus.OK:
            return ""
        said = json.load(answer)
    except (OSError, ValueError, http.client.HTTPException):
        return "the API does not answer yet"
    finally:
        connection.close()
    if not isinstance(said, dict) or not (reasons := said.get("reasons")):
        return f"the API answers {answer.status}"  # what went wrong before it came to its reasons
    first, *more = reasons
    return f"{first} (and {len(more)} more)" if more else str(first)


class Readiness:
    """Whether the API is ready; when that takes long, what it says is passed on from time to time."""

    def __init__(self, processes: Processes, port: int) -> None:
        self._processes = processes
        self._port = port
        self._next_word = time.monotonic() + WORD_EVERY_S
        self._next_question = time.monotonic()
        self._pause_s = 0.1

    def __call__(self) -> bool:
        if time.monotonic() < self._next_question:
            return False
        said = readiness(self._port)
        if said and time.monotonic() > self._next_word:
            self._processes.say("run", f"not ready yet: {said}")
            self._next_word += WORD_EVERY_S
        self._next_question = time.monotonic() + self._pause_s
        self._pause_s = min(2 * self._pause_s, ASK_EVERY_S)
        return not said
