"""Given facts, when a verb, then facts: a student's rules told in sentences, without a database."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

import pytest

from ledger.errors import LedgerError
from ledger.fact import Context, Fact, recording
from ledger.institution import Institution
from ledger.operation import Operation, Shares
from ledger.operation.rules import STAGES, Setting
from ledger.sealed import Sealed
from ledger.specialist import Specialist
from ledger.student import learning
from ledger.student.student import Student

SPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
SHA = "ab" * 32
NAME = Sealed("care", b"sealed")
CONTEXT = Context(
    at=datetime(2023, 12, 31, 12, tzinfo=UTC),
    actor="pedagogue",
    role="pedagogue",
    client="test",
    request_id=uuid5(SPACE, "request"),
    correlation_id=uuid5(SPACE, "request"),
)


def id_of(name: str) -> UUID:
    """The same id for the same name, in every test."""
    return uuid5(SPACE, name)


def _operation() -> Operation:
    start, end = date(2017, 3, 16), date(2022, 12, 31)
    operation = Operation.open(
        number="8.3.4.0/16/I/001",
        name="PuMPuRS",
        first_day=start,
        last_day=end,
        source="test",
        occurred_on=start,
    )

    def setting(name: str, day: date = start) -> Setting:
        return Setting(id_of(name), day, "test", day)

    operation.set_cofinancing(
        setting("shares"), shares=Shares(Decimal(85), Decimal(15), Decimal(0))
    )
    operation.set_target_group(setting("from grade 5"), stages=STAGES[4:])
    operation.set_target_group(setting("all grades", date(2021, 9, 1)), stages=STAGES)
    operation.set_delivery_mode(setting("in person"), mode="in_person", valid_until=None)
    operation.set_delivery_mode(
        setting("remote", date(2020, 3, 23)), mode="remote", valid_until=None
    )
    for kind, cost in (("pedagogue", "12.35"), ("psychologist", "17.43")):
        operation.set_rate(
            setting(kind),
            specialist_kind=kind,
            unit_cost=Decimal(cost),
            hour="clock",
            method_document="test",
        )
    operation.set_ceiling(setting("ceiling"), kind="catering", period="month", amount=Decimal(60))
    operation.allow_groups(setting("groups"), largest=3)
    return operation


def _institution() -> Institution:
    institution = Institution.register(
        id_of("school"), name="Kalsnavas pamatskola", kind="general", occurred_on=date(2017, 9, 1)
    )
    institution.join_operation(id_of("membership"), occurred_on=date(2017, 11, 1))
    institution.place(id_of("placement"), municipality="LV-059", occurred_on=date(2017, 9, 1))
    institution.attach_to_partner(
        id_of("attachment"), partner_id=id_of("Madona"), occurred_on=date(2017, 9, 1)
    )
    return institution


def _specialist() -> Specialist:
    specialist = Specialist.register(id_of("teacher"), name=NAME, occurred_on=date(2017, 9, 1))
    specialist.qualify(
        id_of("qualification"),
        kind="pedagogue",
        valid_from=date(2017, 9, 1),
        valid_until=None,
        occurred_on=date(2017, 9, 1),
    )
    specialist.attach_to_institution(
        id_of("post"), institution_id=id_of("school"), occurred_on=date(2017, 9, 1)
    )
    return specialist


def _student() -> Student:
    return learning.register(
        id_of("student"),
        name=NAME,
        personal_code=None,
        birth_date=None,
        occurred_on=date(2020, 9, 1),
    )


@dataclass
class World:
    """One student, and everything its commands look at."""

    operation: Operation = field(default_factory=_operation)
    institution: Institution = field(default_factory=_institution)
    specialist: Specialist = field(default_factory=_specialist)
    student: Student = field(default_factory=_student)


Step = Callable[[World], None]


class Given:
    """A world in which some steps were taken."""

    def __init__(self, *steps: Step) -> None:
        with recording(replace(CONTEXT, reason="it was wrong")):
            self.world = World()
            for step in steps:
                step(self.world)
        self.before = len(self.world.student.pending_events)

    def when(self, step: Step, **context: Any) -> "When":
        """The step that the test is about, in a context of its own."""
        return When(self, step, replace(CONTEXT, **context))


class When:
    """A step, taken or refused."""

    def __init__(self, given: Given, step: Step, context: Context) -> None:
        self.given, self.step, self.context = given, step, context

    def then(self, *expected: type[Fact]) -> list[Any]:
        """It records exactly these facts, and returns them."""
        with recording(self.context):
            self.step(self.given.world)
        recorded = list(self.given.world.student.pending_events[self.given.before :])
        assert [type(each) for each in recorded] == list(expected)
        return recorded

    def then_refused(self, error: type[LedgerError]) -> LedgerError:
        """It is refused, and nothing is recorded."""
        with recording(self.context), pytest.raises(error) as refusal:
            self.step(self.given.world)
        assert len(self.given.world.student.pending_events) == self.given.before
        assert "{" not in str(refusal.value)
        return refusal.value


given = Given
