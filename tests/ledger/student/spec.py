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
from ledger.student import compensating, consulting, learning, planning
from ledger.student.student import Student
from ledger.student.values import (
    Attendance,
    Document,
    PlanContent,
    PlannedCompensation,
    PlannedConsultation,
    RiskResult,
    Route,
)

SPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
SHA = "ab" * 32
NAME = Sealed("care", b"sealed")
CONTEXT = Context(
    at=datetime(2021, 8, 31, 12, tzinfo=UTC),
    actor="pedagogue",
    role="pedagogue",
    client="test",
    request_id=uuid5(SPACE, "request"),
    correlation_id=uuid5(SPACE, "request"),
)
MATHEMATICS = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal("1.00"))


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
            setting(kind), specialist_kind=kind, unit_cost=Decimal(cost), hour="clock"
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


# --- steps, each with what a test does not care about filled in -----------------------------------


def enrolled(stage: str = "grade-7", day: date = date(2020, 9, 1), name: str = "enrolment") -> Step:
    """Enrolled at the school."""
    return lambda world: learning.enrol(
        world.student, world.institution, enrolment_id=id_of(name), stage=stage, occurred_on=day
    )


def risk_identified(
    factor: str = "learning.low_achievement", day: date = date(2020, 9, 10)
) -> Step:
    """A risk, its id made from the factor."""
    return lambda world: learning.identify_risk(
        world.student, risk_id=id_of(factor), factor=factor, note=None, occurred_on=day
    )


def content(**changed: Any) -> PlanContent:
    """A plan of 2 hours of mathematics and 50.00 EUR of catering."""
    fields: dict[str, Any] = {
        "risks": (id_of("learning.low_achievement"),),
        "consultations": (PlannedConsultation("subject", "pedagogue", "mathematics", Decimal(2)),),
        "compensations": (PlannedCompensation("catering", Decimal(50)),),
        "crisis_support": False,
        "holiday_support": False,
        "youth_project_id": None,
        "prepared_by": "class teacher",
    }
    return PlanContent(**{**fields, **changed})


def plan_drafted(
    plan: PlanContent | None = None,
    *,
    semester: str = "2020/21 I",
    adult: bool = False,
    **changed: Any,
) -> Step:
    """A plan for the first semester of 2020/21."""
    fields: dict[str, Any] = {
        "plan_id": id_of("plan"),
        "enrolment_id": id_of("enrolment"),
        "copied_from": None,
        "occurred_on": date(2020, 9, 14),
    }
    return lambda world: planning.draft_plan(
        world.student,
        world.operation,
        world.institution,
        semester=semester,
        content=plan or content(),
        adult=adult,
        **{**fields, **changed},
    )


def plan_revised(plan: PlanContent, day: date = date(2020, 10, 1)) -> Step:
    """Another revision."""
    return lambda world: planning.revise_plan(
        world.student, plan_id=id_of("plan"), content=plan, adult=False, occurred_on=day
    )


def agreed(signatory: str = "learner", revision: int = 1, day: date = date(2020, 9, 15)) -> Step:
    """One signatory agrees."""
    return lambda world: planning.agree_plan(
        world.student,
        plan_id=id_of("plan"),
        revision=revision,
        signatory=signatory,
        form="paper",
        document_sha256=SHA,
        occurred_on=day,
    )


PLAN_IN_FORCE: tuple[Step, ...] = (
    enrolled(),
    risk_identified(),
    plan_drafted(),
    agreed("learner"),
    agreed("representative"),
)


def consultation(
    name: str = "consultation",
    hours: str = "1.00",
    starts: datetime = datetime(2020, 10, 6, 12, tzinfo=UTC),
    planned: PlannedConsultation = MATHEMATICS,
    **changed: Any,
) -> Step:
    """A consultation of an hour in mathematics, given in person."""
    fields: dict[str, Any] = {
        "ends": starts.replace(hour=starts.hour + 2),
        "delivery": "in_person",
        "attendance": Attendance("journal 7", SHA, None),
        "group": None,
    }
    line = PlannedConsultation(
        planned.kind, planned.specialist_kind, planned.subject, Decimal(hours)
    )
    return lambda world: consulting.record_consultation(
        world.student,
        world.operation,
        world.institution,
        world.specialist,
        consultation_id=id_of(name),
        plan_id=id_of("plan"),
        consultation=line,
        starts=starts,
        **{**fields, **changed},
    )


def claimed(name: str = "compensation", amount: str = "20.00", **changed: Any) -> Step:
    """A compensation of a month's catering."""
    fields: dict[str, Any] = {
        "kind": "catering",
        "first_day": date(2020, 10, 1),
        "last_day": date(2020, 10, 31),
        "document": Document("17", date(2020, 10, 31), "SIA Ēdnīca", SHA, Decimal(400)),
        "route": None,
        "payee": None,
        "occurred_on": date(2020, 11, 2),
    }
    return lambda world: compensating.claim_compensation(
        world.student,
        world.operation,
        world.institution,
        compensation_id=id_of(name),
        plan_id=id_of("plan"),
        amount=Decimal(amount),
        **{**fields, **changed},
    )


def approved(amount: str = "20.00", name: str = "compensation") -> Step:
    """The compensation approved; the actor is the context's."""
    return lambda world: compensating.approve_compensation(
        world.student,
        compensation_id=id_of(name),
        amount=Decimal(amount),
        occurred_on=date(2020, 11, 3),
    )


def paid(amount: str = "20.00", name: str = "compensation") -> Step:
    """The compensation paid out."""
    return lambda world: compensating.pay_compensation(
        world.student,
        compensation_id=id_of(name),
        payment_id=id_of("payment of " + name),
        amount=Decimal(amount),
        payment_reference="MU-1",
        occurred_on=date(2020, 11, 5),
    )


def by(actor: str, step: Step) -> Step:
    """The step, taken by somebody else."""

    def taken(world: World) -> None:
        with recording(replace(CONTEXT, actor=actor, reason="it was wrong")):
            step(world)

    return taken


def evaluated(*results: RiskResult, day: date = date(2020, 12, 18)) -> Step:
    """The plan evaluated."""
    return lambda world: planning.evaluate_plan(
        world.student,
        plan_id=id_of("plan"),
        results=results or (RiskResult(id_of("learning.low_achievement"), "reduced"),),
        narrative=None,
        support_goes_on=True,
        occurred_on=day,
    )


def route(origin: str, destination: str) -> Route:
    """A journey."""
    return Route(origin, destination)
