"""POST one consultation: the whole API with all that runs beside it, against two applications that check nothing."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ledger.application import opened
from ledger.role import Role
from ledger.scope import Scope
from tests.api.people import People
from tests.benchmarks import Figure, durable_server, interleaved, ratios
from tests.benchmarks._load import post, send
from tests.benchmarks._schools import LEARNERS, SCHOOLS, Learner, fill
from tests.benchmarks._served import as_ours, beside, served
from tests.benchmarks.baseline import bare
from tests.benchmarks.baseline.plain import Students

ROUNDS, CONNECTIONS = 7, 8
EVENTS = 26
"""That a learner has at first; each round adds one, and there is one to warm up: thirty in the middle."""
KEK = bytes(32)
Tokens = Mapping[UUID, Mapping[str, str]]
NOBODY: Tokens = defaultdict(lambda: {"Authorization": "Bearer " + "x" * 400})
"""What is sent to those who ask nobody: as long as a token."""


class Contender:
    """A server with learners of its own; each of them gets one consultation in a round."""

    def __init__(self, port: int, learners: Sequence[Learner], tokens: Tokens = NOBODY) -> None:
        self.p50_ms: list[float] = []
        self.p99_ms: list[float] = []
        self._port = port
        self._learners = learners
        self._tokens = tokens
        self.round()
        self.p50_ms, self.p99_ms = [], []

    def round(self) -> float:
        """Requests a second."""
        rate, seconds = send(self._port, CONNECTIONS, self._requests())
        percentiles = quantiles(seconds, n=100)
        self.p50_ms.append(percentiles[49] * 1000)
        self.p99_ms.append(percentiles[98] * 1000)
        return rate

    def _requests(self) -> list[bytes]:
        """The next consultation of each, as the systems of their schools send it."""
        return [
            post(
                f"/api/v1/students/{learner.student}/consultations",
                {"Idempotency-Key": str(uuid4()), **self._tokens[learner.school]},
                json.dumps(learner.next_consultation()).encode(),
            )
            for learner in self._learners
        ]


def measure() -> list[Figure]:
    """All three on one PostgreSQL, each in a database of its own, with as many learners and events."""
    with durable_server() as url, TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        contenders = {
            "ours": stack.enter_context(ours(url, folder)),
            "plain": stack.enter_context(plain(url)),
            "bare": stack.enter_context(bare_insert(url)),
        }
        rates = interleaved(
            {name: contender.round for name, contender in contenders.items()},
            rounds=ROUNDS,
            before_turn=lambda: settle(url),
        )
    p99 = {name: contender.p99_ms for name, contender in contenders.items()}
    return [
        *(Figure(f"a consultation: {name}", tuple(rates[name]), "posts/s") for name in rates),
        *(
            Figure(f"a consultation: {name}, p50", tuple(contender.p50_ms), "ms")
            for name, contender in contenders.items()
        ),
        *(Figure(f"a consultation: {name}, p99", tuple(p99[name]), "ms") for name in p99),
        Figure("a consultation: ours to plain", ratios(rates["ours"], rates["plain"]), at_least=2),
        Figure("a consultation: ours to bare", ratios(rates["ours"], rates["bare"]), at_least=0.33),
        Figure(
            "a consultation: p99, ours to plain", ratios(p99["ours"], p99["plain"]), at_most=1.2
        ),
    ]


@contextmanager
def ours(url: str, folder: Path) -> Iterator[Contender]:
    """The API as it is served, with the sequencer and the projector running."""
    people = People(folder)
    with opened(url, KEK) as ledger:
        learners = fill(ledger, EVENTS)
        tokens = {
            school: people.grant(
                ledger, f"system-{school}", (Role.MACHINE, Scope("institution", str(school)))
            )
            for school in {learner.school for learner in learners}
        }
    kek = b64encode(KEK).decode()
    environ = {"DATABASE_URL": url, "PUMPURS_KEK": kek, **people.environ}
    with (
        beside(environ),
        served(["--config=python:api.serving"], environ) as port,
    ):
        yield Contender(port, learners, tokens)


@contextmanager
def plain(url: str) -> Iterator[Contender]:
    """Flask and the library as it comes."""
    at = conninfo_to_dict(database(url, "plain"))
    environ = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(at["dbname"]),
        "POSTGRES_HOST": str(at["host"]),
        "POSTGRES_PORT": str(at["port"]),
        "POSTGRES_USER": str(at["user"]),
        "POSTGRES_PASSWORD": str(at.get("password", "")),
    }
    students = Students(environ)
    learners = []
    for number in range(SCHOOLS * LEARNERS):
        [student] = students.register("Izdomāts Bērns")
        learner = Learner(uuid4(), student, uuid4(), uuid4(), number // SCHOOLS, 0)
        bodies = [learner.next_consultation() for _ in range(EVENTS - 1)]
        students.record_consultations(student, bodies)
        learners.append(learner)
    students.close()
    with served(as_ours("tests.benchmarks.baseline.plain:create_app()"), environ) as port:
        yield Contender(port, learners)


@contextmanager
def bare_insert(url: str) -> Iterator[Contender]:
    """Flask and one INSERT of as many bytes as an event of ours has."""
    of_its_own = database(url, "bare")
    with psycopg.connect(of_its_own) as connection:
        connection.execute(bare.TABLE)
    environ = {"DATABASE_URL": of_its_own, "ROW_BYTES": str(event_bytes(url))}
    learners = [
        Learner(uuid4(), UUID(int=number), uuid4(), uuid4(), number // SCHOOLS, EVENTS)
        for number in range(SCHOOLS * LEARNERS)
    ]
    with served(as_ours("tests.benchmarks.baseline.bare:create_app()"), environ) as port:
        yield Contender(port, learners)


def database(url: str, name: str) -> str:
    """Another database on the same server."""
    with psycopg.connect(url, autocommit=True) as superuser:
        superuser.execute(f"CREATE DATABASE {name}".encode())
    return make_conninfo(url, dbname=name)


def event_bytes(url: str) -> int:
    """How long a consultation's event is in our log."""
    query = (
        "SELECT avg(length(state))::int FROM events WHERE topic = 'student.consultation_recorded'"
    )
    return int(one(url, query))


def settle(url: str) -> None:
    """Until sequencer and projector have nothing left to do: a turn measures its own work alone."""
    query = (
        "SELECT (SELECT count(*) FROM events) = (SELECT max(position) FROM log) AND"
        " (SELECT min(position) FROM projections) = (SELECT max(position) FROM log)"
    )
    while not one(url, query):
        sleep(0.1)


def one(url: str, query: str) -> Any:
    """The one value of the one row."""
    with psycopg.connect(url) as connection:
        [value] = connection.execute(query.encode()).fetchone() or [None]
    return value
