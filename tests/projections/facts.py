"""A student's monetary facts, made directly and put in the log: what the tests of projections fold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import msgspec
from eventsourcing.persistence import StoredEvent

from ledger.calendar import semester_on
from ledger.document import Document
from ledger.fact import Context, recording, stamped
from ledger.institution import Place
from ledger.operation import Shares
from ledger.store.append import append
from ledger.store.connection import Role, connect
from ledger.store.sequencer import Sequencer
from ledger.student.student import Student
from ledger.student.values import Attendance, Route

SHA = "0" * 64
HOUR = Decimal("12.34")
USUAL = Shares(Decimal(85), Decimal(15), Decimal(0))


def place(number: int = 1, municipality: str = "LV-059", region: str = "vidzeme") -> Place:
    """An institution of its own partner, always the same one for a number."""
    return Place(UUID(int=1000 + number), UUID(int=2000 + number), municipality, region)


class Story:
    """Streams of students, written in the order in which things are recorded."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self._versions: dict[UUID, int] = {}

    def record(self, event: type[Any], student: UUID, occurred_on: date, **fields: Any) -> Any:
        """Add an event to a student's stream, at its next version."""
        version = self._versions[student] = self._versions.get(student, 0) + 1
        with recording(_context(occurred_on)):
            made = event(
                originator_id=student,
                originator_version=version,
                **stamped(event, {"occurred_on": occurred_on, **fields}),
            )
        self.events.append(made)
        return made

    def consultation(
        self,
        student: UUID,
        day: date,
        hours: Decimal = Decimal(1),
        where: Place | None = None,
        shares: Shares = USUAL,
        unit_cost: Decimal = HOUR,
    ) -> UUID:
        """A consultation given on a day; its id."""
        consultation_id = uuid4()
        starts = datetime.combine(day, time(12), UTC)
        self.record(
            Student.ConsultationRecorded,
            student,
            day,
            consultation_id=consultation_id,
            plan_id=student,
            revision=1,
            semester=semester_on(day).code,
            place=where or place(),
            kind="subject",
            specialist_id=UUID(int=1),
            specialist_kind="pedagogue",
            subject="latvian",
            starts=starts,
            ends=starts + timedelta(hours=float(hours)),
            hours=hours,
            delivery="in_person",
            attendance=Attendance("journal 1", SHA, None),
            group=None,
            unit_cost=unit_cost,
            rate_version=1,
            amount=(unit_cost * hours).quantize(Decimal("0.01")),
            shares=shares,
        )
        return consultation_id

    def missed(self, student: UUID, day: date) -> UUID:
        """A planned consultation that nobody came to; its id."""
        consultation_id = uuid4()
        self.record(
            Student.ConsultationMissed,
            student,
            day,
            consultation_id=consultation_id,
            plan_id=student,
            revision=1,
            semester=semester_on(day).code,
            place=place(),
            kind="subject",
            specialist_id=UUID(int=1),
            specialist_kind="pedagogue",
            subject="latvian",
            hours=Decimal("0.50"),
        )
        return consultation_id

    def void(self, student: UUID, day: date, consultation_id: UUID) -> None:
        """A consultation taken back on a day."""
        self.record(Student.ConsultationVoided, student, day, consultation_id=consultation_id)

    def claim(
        self,
        student: UUID,
        day: date,
        amount: Decimal,
        where: Place | None = None,
        kind: str = "catering",
        shares: Shares = USUAL,
    ) -> UUID:
        """A compensation claimed on a day; its id."""
        compensation_id = uuid4()
        self.record(
            Student.CompensationClaimed,
            student,
            day,
            compensation_id=compensation_id,
            plan_id=student,
            revision=1,
            semester=semester_on(day).code,
            place=where or place(),
            kind=kind,
            first_day=day,
            last_day=day,
            amount=amount,
            document=Document("1", day, "caterer", SHA, amount),
            route=Route("Madona", "Ērgļi") if kind == "public_transport" else None,
            payee=None,
            shares=shares,
        )
        return compensation_id

    def approve(self, student: UUID, day: date, compensation_id: UUID, amount: Decimal) -> None:
        """A compensation approved on a day."""
        self.record(
            Student.CompensationApproved,
            student,
            day,
            compensation_id=compensation_id,
            amount=amount,
        )

    def pay(self, student: UUID, day: date, compensation_id: UUID, amount: Decimal) -> UUID:
        """A compensation paid on a day; the payment's id."""
        payment_id = uuid4()
        self.record(
            Student.CompensationPaid,
            student,
            day,
            compensation_id=compensation_id,
            payment_id=payment_id,
            amount=amount,
            payment_reference="bank 1",
        )
        return payment_id

    def reverse(self, student: UUID, day: date, compensation_id: UUID, payment_id: UUID) -> None:
        """A payment of a compensation taken back on a day."""
        self.record(
            Student.CompensationReversed,
            student,
            day,
            compensation_id=compensation_id,
            payment_id=payment_id,
        )


def lessons(count: int, day: date = date(2020, 10, 1)) -> Story:
    """So many consultations of an hour on one day, each of another student."""
    story = Story()
    for _ in range(count):
        story.consultation(uuid4(), day)
    return story


def put_in_log(url: str, story: Iterable[Any]) -> int:
    """Append events as one, give them positions; the ticket."""
    stored = [
        StoredEvent(
            each.originator_id,
            each.originator_version,
            each.TOPIC,
            msgspec.json.encode(each),
        )
        for each in story
    ]
    with connect(url, Role.WRITER) as connection:
        ticket = append(connection, stored)
    Sequencer(url).sequence_once()
    return ticket


def _context(day: date) -> Context:
    return Context(
        at=datetime.combine(day, time(15), UTC),
        actor="teacher",
        role="specialist",
        client="tests",
        request_id=UUID(int=1),
        correlation_id=UUID(int=1),
    )
