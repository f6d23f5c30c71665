"""Small worlds in which the same commands are told one by one, and in batches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import msgspec

from ledger.application import Recorded
from ledger.batches import Told
from ledger.document import Document
from ledger.errors import LedgerError
from ledger.fact import Once, recording
from ledger.student.values import Attendance, PlannedConsultation
from tests.ledger.scene import Scene
from tests.ledger.student.spec import CONTEXT, SHA

QUARTER = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal("0.25"))
DAY = date(2020, 11, 2)


@dataclass(frozen=True)
class World:
    """Two learners with a plan in force and a teacher of their own."""

    scene: Scene
    name: str

    def begin(self) -> None:
        """Make it."""
        self.scene.specialist(f"{self.name} teacher")
        for who in (0, 1):
            self.scene.student(f"{self.name} {who}", self.code(who))

    def id(self, name: object) -> UUID:
        """The same in every ledger."""
        return self.scene.id(f"{self.name} {name}")

    def code(self, number: int) -> str:
        """A personal code that no other world has."""
        return f"32{self.scene.id(self.name).int % 10**8:08}{number}"

    def events(self) -> list[dict[str, Any]]:
        """What is recorded about the learners, without what is random."""
        streams = [self.id(who) for who in (0, 1, 2)]
        recorder = self.scene.ledger.recorder
        return [
            _certain(msgspec.json.decode(each.state)) | {"topic": each.topic}
            for stream in streams
            for each in recorder.select_events(stream)
        ]


def _certain(value: Any) -> Any:
    if isinstance(value, dict):
        random = ("salt", "box", "request_id")
        return {key: _certain(each) for key, each in value.items() if key not in random}
    return [_certain(each) for each in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Line:
    """A command on one of the learners, in words that mean the same in every ledger."""

    verb: str
    who: int
    what: int
    """A day, a document, a code, or the line that made what is taken back."""
    key: int | None

    def told(self, world: World, number: int) -> Told:
        """As it is told to the world's ledger."""
        once = None if self.key is None else Once(f"{world.name} {self.key}", f"{self}")
        context = replace(CONTEXT, reason="it was wrong", once=once)
        command = partial(VERBS[self.verb], world, self, world.id(f"made {number}"))

        def tell() -> Recorded:
            with recording(context):
                return command()

        return Told(context, tell, (world.id(self.who), world.id(1 - self.who)))


def _consult(world: World, line: Line, made: UUID) -> Recorded:
    starts = datetime(2020, 9, 7 + line.what, 8, tzinfo=UTC)
    return world.scene.ledger.students.record_consultation(
        world.id(line.who),
        consultation_id=made,
        plan_id=world.id(f"{line.who} plan"),
        specialist_id=world.id("teacher"),
        consultation=QUARTER,
        starts=starts,
        ends=starts + timedelta(minutes=15),
        delivery="in_person",
        attendance=Attendance("journal", SHA, None),
    )


def _void(world: World, line: Line, _made: UUID) -> Recorded:
    return world.scene.ledger.students.void_consultation(
        world.id(line.who), consultation_id=world.id(f"made {line.what}"), occurred_on=DAY
    )


def _claim(world: World, line: Line, made: UUID) -> Recorded:
    number = f"{world.name} {line.what % 2}"
    return world.scene.ledger.students.claim_compensation(
        world.id(line.who),
        compensation_id=made,
        plan_id=world.id(f"{line.who} plan"),
        kind="catering",
        first_day=date(2020, 10, 1 + line.what),
        last_day=date(2020, 10, 2 + line.what),
        amount=Decimal(60),
        document=Document(
            number, date(2020, 10, 31), "Caterer", f"{made.int % 2:064x}", Decimal(100)
        ),
        occurred_on=DAY,
    )


def _refuse(world: World, line: Line, _made: UUID) -> Recorded:
    return world.scene.ledger.students.refuse_compensation(
        world.id(line.who), compensation_id=world.id(f"made {line.what}"), occurred_on=DAY
    )


def _risk(world: World, line: Line, made: UUID) -> Recorded:
    factor = ("learning.low_achievement", "no.such.factor")[line.what % 2]
    return world.scene.ledger.students.identify_risk(
        world.id(line.who), risk_id=made, factor=factor, note="note", occurred_on=DAY
    )


def _recode(world: World, line: Line, _made: UUID) -> Recorded:
    return world.scene.ledger.students.correct_personal_data(
        world.id(line.who),
        name="Bērns",
        personal_code=world.code(line.what),
        birth_date=None,
        occurred_on=DAY,
    )


def _register(world: World, line: Line, _made: UUID) -> Recorded:
    return world.scene.register(world.id(2), world.code(line.what))


def _merge(world: World, line: Line, _made: UUID) -> Recorded:
    return world.scene.ledger.students.merge(
        world.id(line.who), duplicate_id=world.id(1 - line.who), occurred_on=DAY
    )


def _void_merge(world: World, line: Line, _made: UUID) -> Recorded:
    return world.scene.ledger.students.void_merge(
        world.id(line.who), duplicate_id=world.id(1 - line.who), occurred_on=DAY
    )


VERBS: Mapping[str, Callable[[World, Line, UUID], Recorded]] = {
    "consult": _consult,
    "void": _void,
    "claim": _claim,
    "refuse": _refuse,
    "risk": _risk,
    "recode": _recode,
    "register": _register,
    "merge": _merge,
    "void_merge": _void_merge,
}


def said(outcome: Recorded | Exception) -> tuple[object, ...]:
    """What a client is told, but for the ticket."""
    if isinstance(outcome, LedgerError):
        return type(outcome), str(outcome)
    assert isinstance(outcome, Recorded), repr(outcome)
    return outcome.id, outcome.version, outcome.made, outcome.replayed


def alone(told: Told) -> Recorded | Exception:
    """What becomes of a command that is told by itself."""
    try:
        return told.tell()
    except LedgerError as error:
        return error
