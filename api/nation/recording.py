"""Lines as they are recorded without HTTP: by the same code as a batch's, each on its own day by whoever's it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

from flask import Flask, g

from api.batches.line import Reader, Said
from api.commands import Command
from api.idempotency import NAMELESS
from api.nation.lines import Line
from api.reach import Reach
from api.resources import ALL
from ledger.application import Recorded
from ledger.batches import Batches
from ledger.fact import Context
from ledger.once import KIND, reservation_key
from ledger.role import Role

NATION = UUID("0b5f4a3c-6a0e-5c57-8f0b-6c1a40a4c460")
_NOON = time(12, tzinfo=UTC)
_BY_PARTNER = (
    "students.approve_compensation",
    "students.refuse_compensation",
    "students.pay_compensation",
    "students.reverse_compensation",
    "partners.submit_settlement",
)
_OF_SCHOOLS = ("students", "specialists")


class LineRefused(Exception):
    """A line of the nation was refused: the ledger is not as this nation left it."""


class Clerks(Reader):
    """Reads lines as if each were told on its day: by a school, its partner, or the state service."""

    def __init__(self, client: str) -> None:
        commands = {each.name: each for resource in ALL for each in resource.commands}
        super().__init__(commands, dry_run=False)
        self.client = client
        self.day = date.min
        self._own: dict[str, Context] = {}

    def at(self) -> datetime:
        """Noon of the day."""
        return datetime.combine(self.day, _NOON)

    def context_of(self, command: Command) -> Context:
        """Who approves is not who claims, and so on: a post for each kind of command."""
        if found := self._own.get(command.name):
            return found
        actor, role = _post(command.name)
        request_id = uuid5(NATION, f"{self.client} {actor}")
        found = self._own[command.name] = Context(
            at=datetime.min.replace(tzinfo=UTC),
            actor=actor,
            role=role,
            client=self.client,
            request_id=request_id,
            correlation_id=request_id,
            once=NAMELESS,
        )
        return found


def _post(command: str) -> tuple[str, str]:
    if command in _BY_PARTNER or command.startswith("youth_project"):
        if command == "youth_projects.approve":
            return "IKVD (invented)", Role.NATIONAL.value
        return "partner (invented)", Role.PARTNER_COORDINATOR.value
    if command.split(".")[0] in _OF_SCHOOLS:
        return "school (invented)", Role.INSTITUTION_COORDINATOR.value
    return "IKVD (invented)", Role.NATIONAL.value


class Recorder:
    """Records lines in a ledger, a chunk at once."""

    def __init__(self, reach: Reach, client: str) -> None:
        self._reach = reach
        self._clerks = Clerks(client)
        self._batches = Batches(reach.ledger)

    def is_empty(self) -> bool:
        """Whether nothing is in the ledger, of what has its position."""
        return not self._reach.ledger.recorder.max_notification_id()

    def is_recorded(self, line: Line) -> bool:
        """Whether a line was recorded before."""
        key = reservation_key(self._clerks.client, key_of(line))
        return self._reach.ledger.recorder.reservation(KIND, key) is not None

    def record(self, lines: Sequence[Line]) -> int:
        """Record all of them by one append, or none; how many were not there before. LineRefused."""
        told = [self._read(line) for line in lines]
        outcomes = self._batches.record_together([each.told for each in told if each.told])
        new = 0
        for said, outcome in zip(told, outcomes, strict=True):
            if not isinstance(outcome, Recorded):
                raise LineRefused(f"{said.key}: {outcome!r}") from outcome
            new += not outcome.replayed
        return new

    def _read(self, line: Line) -> Said:
        self._clerks.day = date.fromordinal(line.day)
        said = self._clerks.read((1, line.text))
        if said.refused:
            raise LineRefused(f"{said.key}: {said.refused}") from said.refused
        return said


def key_of(line: Line) -> str:
    """The idempotency key of a line."""
    return line.text[len(b'{"key":"') : line.text.index(b'"', len(b'{"key":"'))].decode()


@contextmanager
def recorder(url: str, kek: bytes, client: str) -> Iterator[Recorder]:
    """Records in the ledger at a URL; called in the process that uses it."""
    with closing(Reach(url, kek)) as reach:
        app = Flask(__name__)
        reach.attach(app)
        reach.open()
        with app.test_request_context():
            g.who_asks = client.encode()
            yield Recorder(reach, client)
