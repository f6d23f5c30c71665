"""Batches: ten thousand measures in one request, with all checks, against the library saving such events."""

from __future__ import annotations

import http.client
import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import UUID, uuid4

from psycopg.conninfo import conninfo_to_dict

from ledger.application import opened
from ledger.role import Role
from ledger.scope import NATIONAL
from tests.api.people import People
from tests.benchmarks import Figure, durable_server, interleaved, ratios
from tests.benchmarks._measures import lines
from tests.benchmarks._schools import Learner, fill
from tests.benchmarks._served import beside, peak_mib, served
from tests.benchmarks.baseline.plain import Student, Students
from tests.benchmarks.posts import KEK, database, settle

LINES, LEARNERS, SAVED = 10_000, 500, 500
"""Lines of a batch, the learners that they are about, and how many events the library saves at once."""
LARGE = 40_000
"""Lines of the batch whose memory is compared: it keeps 1 024 learners with all that was given them, and no more."""
EVENTS = 10
"""That a learner has at first: registered, enrolled, with a plan in force. Each round adds twenty."""


def measure() -> list[Figure]:
    """Both on one PostgreSQL, each in a database of its own, with as many learners."""
    with durable_server() as url, TemporaryDirectory() as name, ExitStack() as stack:
        api = stack.enter_context(ours(url, Path(name)))
        contenders = {"ours": api.batch, "stock": stack.enter_context(stock(url))}
        for contender in contenders.values():
            contender()
        rates = interleaved(contenders, before_turn=lambda: settle(url))
        of_small = peak_mib(api.port)
        send(api.port, api.token, api.learners[LEARNERS:], LARGE)
        of_large = peak_mib(api.port)
    what = "a batch of 10 000 measures"
    return [
        Figure(f"{what}: ours", tuple(rates["ours"]), "lines/s", at_least=10_000),
        Figure(f"{what}: the library's save", tuple(rates["stock"]), "events/s"),
        Figure(f"{what}: ours to stock", ratios(rates["ours"], rates["stock"]), at_least=0.4),
        Figure(f"{what}: memory of a worker", (of_small,), "MiB"),
        Figure("memory, a batch of 40 000 to 10 000", (of_large / of_small,), at_most=2),
    ]


@dataclass(frozen=True)
class Served:
    """The API at a port, who may record there, and the learners."""

    port: int
    token: Mapping[str, str]
    learners: Sequence[Learner]

    def batch(self) -> float:
        """Lines a second of a batch."""
        return send(self.port, self.token, self.learners[:LEARNERS], LINES)


@contextmanager
def ours(url: str, folder: Path) -> Iterator[Served]:
    """The API as it is served, with the sequencer and the projector running."""
    people = People(folder)
    with opened(url, KEK) as ledger:
        learners = sorted(fill(ledger, EVENTS), key=lambda each: each.school)
        token = people.grant(ledger, "system", (Role.MACHINE, NATIONAL))
    environ = {"DATABASE_URL": url, "PUMPURS_KEK": b64encode(KEK).decode(), **people.environ}
    with (
        beside(environ),
        served(["--config=python:api.serving"], environ) as port,
    ):
        yield Served(port, token, learners)


def send(port: int, token: Mapping[str, str], learners: Sequence[Learner], count: int) -> float:
    """Lines a second of one batch, from its first byte to the last of its answer; all have to be recorded."""
    body = lines(learners, count)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    started = perf_counter()
    headers = {"Content-Type": "application/x-ndjson", **token}
    connection.request("POST", "/api/v1/batches", body, headers)
    answers = connection.getresponse().read().splitlines()
    rate = count / (perf_counter() - started)
    connection.close()
    refused = [each for each in answers if json.loads(each)["status"] != 201]
    if refused or len(answers) != count:
        raise RuntimeError(f"{len(answers)} answers: {refused[:1]}")
    return rate


@contextmanager
def stock(url: str) -> Iterator[Callable[[], float]]:
    """The library as it comes: events of learners that are in memory, saved by the hundred; events a second."""
    at = conninfo_to_dict(database(url, "stock"))
    students = Students(
        {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": str(at["dbname"]),
            "POSTGRES_HOST": str(at["host"]),
            "POSTGRES_PORT": str(at["port"]),
            "POSTGRES_USER": str(at["user"]),
            "POSTGRES_PASSWORD": str(at.get("password", "")),
            # Its other way, a pipeline, is a tenth slower, and client and server were seen waiting
            # for each other in it for ever.
            "POSTGRES_ENABLE_DB_FUNCTIONS": "y",
        }
    )
    made = [Student("Izdomāts Bērns") for _ in range(LEARNERS)]
    for at_once in range(0, LEARNERS, SAVED):
        students.save(*made[at_once : at_once + SAVED])
    learner = Learner(uuid4(), UUID(int=1), uuid4(), uuid4(), 0, 0)
    each_gets = LINES // LEARNERS

    def save() -> float:
        started = perf_counter()
        for at_once in range(0, LEARNERS, SAVED // each_gets):
            some = made[at_once : at_once + SAVED // each_gets]
            for student in some:
                students.tell(student, [learner.next_consultation() for _ in range(each_gets)])
            students.save(*some)
        return LINES / (perf_counter() - started)

    yield save
    students.close()
