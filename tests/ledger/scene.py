"""A recorded ledger to test in: the operation, a partner, a school, a specialist, a student with a plan in force."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4, uuid5

import psycopg

from ledger.application import Ledger, Recorded
from ledger.document import Document
from ledger.fact import Once, recording
from ledger.operation import STAGES, Shares
from ledger.student.values import (
    Attendance,
    PlanContent,
    PlannedCompensation,
    PlannedConsultation,
)
from tests.ledger.student.spec import CONTEXT, SHA, SPACE

START = date(2017, 3, 16)
SEMESTER = "2020/21 I"
PLANNED = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal(100))


@contextmanager
def somebody(**changed: Any) -> Iterator[None]:
    """A recording context; whatever is given differs from the usual one."""
    with recording(replace(CONTEXT, **{"request_id": uuid4(), **changed})):
        yield


def once(key: str, body: str = "body") -> Once:
    """The client's name for a request."""
    return Once(key, body)


@dataclass
class Scene:
    """Ids of what was recorded, and the commands tests use most, defaults filled in."""

    ledger: Ledger

    def id(self, name: str) -> UUID:
        """The same id for the same name."""
        return uuid5(SPACE, name)

    def set(self) -> None:
        """Record the operation's rules, a partner, a school and a specialist."""
        self._operation()
        ledger, day = self.ledger, date(2017, 9, 1)
        ledger.partners.join(
            partner_id=self.id("Madona"),
            name="Madonas novads",
            kind="municipality",
            municipality="LV-059",
            occurred_on=day,
        )
        ledger.partners.sign_agreement(
            partner_id=self.id("Madona"), number="P6-13/51", occurred_on=day
        )
        school = self.id("school")
        ledger.institutions.register(
            institution_id=school, name="Kalsnavas pamatskola", kind="general", occurred_on=day
        )
        ledger.institutions.join_operation(
            institution_id=school, membership_id=self.id("membership"), occurred_on=day
        )
        ledger.institutions.place(
            institution_id=school,
            placement_id=self.id("placement"),
            municipality="LV-059",
            occurred_on=day,
        )
        ledger.institutions.attach_to_partner(
            institution_id=school,
            attachment_id=self.id("attachment"),
            partner_id=self.id("Madona"),
            occurred_on=day,
        )
        self.specialist("teacher")

    def _operation(self) -> None:
        operations = self.ledger.operations
        operations.open(
            number="8.3.4.0/16/I/001",
            name="PuMPuRS",
            first_day=START,
            last_day=date(2023, 12, 31),
            source="test",
            occurred_on=START,
        )
        rule: dict[str, Any] = {"valid_from": START, "source": "test", "occurred_on": START}
        operations.set_cofinancing(
            rule_id=uuid4(), shares=Shares(Decimal(85), Decimal(15), Decimal(0)), **rule
        )
        operations.set_target_group(rule_id=uuid4(), stages=STAGES, **rule)
        operations.set_delivery_mode(rule_id=uuid4(), mode="in_person", valid_until=None, **rule)
        operations.set_rate(
            rule_id=uuid4(),
            specialist_kind="pedagogue",
            unit_cost=Decimal("12.35"),
            hour="clock",
            method_document="test",
            **rule,
        )
        operations.allow_groups(rule_id=uuid4(), largest=3, **rule)

    def specialist(self, name: str) -> UUID:
        """A pedagogue of the school."""
        specialists, day = self.ledger.specialists, date(2017, 9, 1)
        specialists.register(specialist_id=self.id(name), name="Kāda Skolotāja", occurred_on=day)
        specialists.qualify(
            specialist_id=self.id(name),
            qualification_id=uuid4(),
            kind="pedagogue",
            valid_from=day,
            valid_until=None,
            occurred_on=day,
        )
        specialists.attach_to_institution(
            specialist_id=self.id(name),
            attachment_id=uuid4(),
            institution_id=self.id("school"),
            occurred_on=day,
        )
        return self.id(name)

    def student(self, name: str, personal_code: str | None = None) -> UUID:
        """A student with a plan in force for 2020/21 I."""
        students, student, day = self.ledger.students, self.id(name), date(2020, 9, 1)
        students.register(
            student,
            name="Izdomāts Bērns",
            personal_code=personal_code,
            birth_date=None,
            occurred_on=day,
        )
        students.enrol(
            student,
            enrolment_id=self.id(f"{name} enrolment"),
            institution_id=self.id("school"),
            stage="grade-7",
            occurred_on=day,
        )
        students.identify_risk(
            student,
            risk_id=self.id(f"{name} risk"),
            factor="learning.low_achievement",
            note="slikti redz",
            occurred_on=day,
        )
        self._representative(name)
        students.draft_plan(
            student,
            plan_id=self.id(f"{name} plan"),
            semester=SEMESTER,
            enrolment_id=self.id(f"{name} enrolment"),
            content=self.content(name),
            occurred_on=day,
        )
        for signatory in ("learner", "representative"):
            students.agree_plan(
                student,
                plan_id=self.id(f"{name} plan"),
                revision=1,
                signatory=signatory,
                form="paper",
                document_sha256=None,
                occurred_on=day,
            )
        return student

    def _representative(self, name: str) -> None:
        self.ledger.students.name_representative(
            self.id(name),
            representative_id=self.id(f"{name} representative"),
            relation="mother",
            name="Kāda Māte",
            contact=None,
            occurred_on=date(2020, 9, 1),
        )

    def content(self, name: str) -> PlanContent:
        """100 hours of mathematics and 500 EUR of catering."""
        return PlanContent(
            risks=(self.id(f"{name} risk"),),
            consultations=(PLANNED,),
            compensations=(PlannedCompensation("catering", Decimal(500)),),
            crisis_support=False,
            holiday_support=False,
            youth_project_id=None,
            prepared_by="class teacher",
        )

    def consult(self, name: str, hour: int = 0, **changed: Any) -> Recorded:
        """An hour of mathematics, `hour` hours after 8:00 on 2020-09-07 (twelve to a day)."""
        starts = datetime(2020, 9, 7, 8, tzinfo=UTC) + timedelta(days=hour // 12, hours=hour % 12)
        fields: dict[str, Any] = {
            "consultation_id": uuid4(),
            "plan_id": self.id(f"{name} plan"),
            "specialist_id": self.id("teacher"),
            "consultation": PlannedConsultation("subject", "pedagogue", "mathematics", Decimal(1)),
            "starts": starts,
            "ends": starts + timedelta(hours=1),
            "delivery": "in_person",
            "attendance": Attendance("journal", SHA, None),
        }
        return self.ledger.students.record_consultation(self.id(name), **{**fields, **changed})

    def claim(self, name: str, amount: str, **changed: Any) -> Recorded:
        """A claim of October's catering from one invoice of 100.00 EUR."""
        fields: dict[str, Any] = {
            "compensation_id": uuid4(),
            "plan_id": self.id(f"{name} plan"),
            "kind": "catering",
            "first_day": date(2020, 10, 1),
            "last_day": date(2020, 10, 31),
            "document": Document("17", date(2020, 10, 31), "SIA Ēdnīca", SHA, Decimal(100)),
            "occurred_on": date(2020, 11, 2),
        }
        return self.ledger.students.claim_compensation(
            self.id(name), amount=Decimal(amount), **{**fields, **changed}
        )

    def register(self, student: UUID, personal_code: str | None) -> Recorded:
        """A student, only registered."""
        return self.ledger.students.register(
            student,
            name="Bērns",
            personal_code=personal_code,
            birth_date=None,
            occurred_on=date(2020, 9, 1),
        )


def events_in(url: str) -> int:
    """How many events the database holds."""
    with psycopg.connect(url) as connection:
        [count] = connection.execute("SELECT count(*) FROM events").fetchone() or (0,)
        return int(count)
