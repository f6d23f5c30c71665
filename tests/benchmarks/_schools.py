"""Many schools, each with a partner, a teacher and learners of some history: copies of one that was really recorded."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import StoredEvent

from ledger.application import Ledger
from ledger.operation import OPERATION_ID
from ledger.store.holds import Holds, Spend
from ledger.student.commands import holding
from ledger.student.events import ConsultationRecorded
from ledger.student.values import PlannedConsultation
from tests.ledger.scene import SEMESTER, Scene, somebody
from tests.ledger.student.spec import SHA

SCHOOLS, LEARNERS = 60, 20
FIRST, LASTS = datetime(2020, 9, 7, 6, tzinfo=UTC), timedelta(minutes=15)
HOURS = Decimal("0.25")
MATHEMATICS = {"kind": "subject", "specialist_kind": "pedagogue", "subject": "mathematics"}

_UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass
class Learner:
    """Somebody who gets a quarter of an hour of mathematics each day, always at the same time."""

    school: UUID
    student: UUID
    plan: UUID
    teacher: UUID
    number: int
    """In the teacher's day."""
    days: int
    """How many were recorded."""

    def next_day(self) -> tuple[datetime, datetime]:
        """The time of the next consultation."""
        starts = FIRST + timedelta(days=self.days) + LASTS * self.number
        self.days += 1
        return starts, starts + LASTS

    def next_consultation(self) -> dict[str, Any]:
        """The body of the request that records it."""
        starts, ends = self.next_day()
        return {
            "plan_id": str(self.plan),
            "specialist_id": str(self.teacher),
            "consultation": {**MATHEMATICS, "hours": str(HOURS)},
            "starts": starts.isoformat(),
            "ends": ends.isoformat(),
            "delivery": "in_person",
            "attendance": {"reference": "journal", "sha256": SHA},
        }


def fill(ledger: Ledger, events: int) -> list[Learner]:
    """Record schools whose learners have so many events each; one of each school, then the next of each."""
    with somebody():
        scene = Scene(ledger)
        scene.set()
        first = [_first(scene, number, events) for number in range(LEARNERS)]
    streams = [scene.id(name) for name in ("Madona", "school", "teacher")]
    streams += [learner.student for learner in first]
    template = [each for id_ in streams for each in ledger.recorder.select_events(id_)]
    schools = [first, *(_copy(ledger, template, first) for _ in range(1, SCHOOLS))]
    return [learner for hour in zip(*schools, strict=True) for learner in hour]


def _first(scene: Scene, number: int, events: int) -> Learner:
    name = f"learner {number}"
    student = scene.student(name)
    learner = Learner(
        scene.id("school"), student, scene.id(f"{name} plan"), scene.id("teacher"), number, 0
    )
    given = PlannedConsultation(**MATHEMATICS, hours=HOURS)
    for _ in range(events - len(scene.ledger.recorder.select_events(student))):
        starts, ends = learner.next_day()
        scene.consult(name, consultation=given, starts=starts, ends=ends)
    return learner


def _copy(ledger: Ledger, template: list[StoredEvent], first: list[Learner]) -> list[Learner]:
    """The same events and holds under other ids, in one append."""
    ids: defaultdict[bytes, bytes] = defaultdict(lambda: str(uuid4()).encode())
    ids[str(OPERATION_ID).encode()] = str(OPERATION_ID).encode()

    def new(known: UUID) -> UUID:
        return UUID(ids[str(known).encode()].decode())

    copies = [
        StoredEvent(
            new(UUID(str(each.originator_id))),
            each.originator_version,
            each.topic,
            _UUID.sub(lambda found: ids[found[0]], each.state),
        )
        for each in template
    ]
    ledger.recorder.append(copies, _holds(ledger, copies))
    return [
        replace(
            each,
            school=new(each.school),
            student=new(each.student),
            plan=new(each.plan),
            teacher=new(each.teacher),
        )
        for each in first
    ]


def _holds(ledger: Ledger, copies: list[StoredEvent]) -> Holds:
    """The times that the consultations take, and what they spend."""
    facts = [ledger.mapper.to_domain_event(each) for each in copies]
    given = [fact for fact in facts if isinstance(fact, ConsultationRecorded)]
    held = [booking for fact in given for booking in holding.of_consultation(fact).book]
    spend = [Spend(fact.place.partner_id, SEMESTER, fact.amount) for fact in given]
    return Holds(book=tuple(held), spend=tuple(spend))
