"""Steps in a student's life, each with what a test does not care about filled in."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ledger.document import Document
from ledger.fact import recording
from ledger.student import assessing, compensating, consulting, learning, planning
from ledger.student.values import (
    Attendance,
    PlanContent,
    PlannedCompensation,
    PlannedConsultation,
    RiskResult,
    Route,
)
from tests.ledger.student.spec import CONTEXT, NAME, SHA, Step, World, id_of

MATHEMATICS = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal("1.00"))


def enrolled(
    stage: str = "grade-7",
    day: date = date(2020, 9, 1),
    name: str = "enrolment",
    last_day: date | None = None,
) -> Step:
    """Enrolled at the school."""
    return lambda world: learning.enrol(
        world.student,
        world.institution,
        enrolment_id=id_of(name),
        stage=stage,
        last_day=last_day,
        occurred_on=day,
    )


def left(day: date = date(2020, 12, 1)) -> Step:
    """The learner left."""
    return lambda world: learning.leave(
        world.student, enrolment_id=id_of("enrolment"), last_day=day
    )


def leaving_voided() -> Step:
    """The leaving taken back."""
    return lambda world: learning.void_leaving(
        world.student, enrolment_id=id_of("enrolment"), occurred_on=date(2020, 12, 1)
    )


def enrolment_voided(name: str = "enrolment") -> Step:
    """The enrolment taken back."""
    return lambda world: learning.void_enrolment(
        world.student, enrolment_id=id_of(name), occurred_on=date(2020, 12, 1)
    )


def promoted(stage: str = "grade-8", day: date = date(2020, 12, 1)) -> Step:
    """On to the next grade."""
    return lambda world: learning.promote(
        world.student,
        world.operation,
        enrolment_id=id_of("enrolment"),
        stage=stage,
        occurred_on=day,
    )


def promotion_voided(promoted_on: date = date(2020, 12, 1), day: date = date(2020, 12, 1)) -> Step:
    """The promotion taken back."""
    return lambda world: learning.void_promotion(
        world.student,
        world.operation,
        enrolment_id=id_of("enrolment"),
        promoted_on=promoted_on,
        occurred_on=day,
    )


def risk_identified(
    factor: str = "learning.low_achievement", day: date = date(2020, 9, 10)
) -> Step:
    """A risk, its id made from the factor."""
    return lambda world: assessing.identify_risk(
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


def represented(relation: str = "mother", day: date = date(2020, 9, 1)) -> Step:
    """A representative named."""
    return lambda world: learning.name_representative(
        world.student,
        representative_id=id_of("mother"),
        relation=relation,
        name=NAME,
        contact=None,
        occurred_on=day,
    )


PLAN_IN_FORCE: tuple[Step, ...] = (
    enrolled(),
    represented(),
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


def approved(
    amount: str = "20.00", name: str = "compensation", day: date = date(2020, 11, 3)
) -> Step:
    """The compensation approved; the actor is the context's."""
    return lambda world: compensating.approve_compensation(
        world.student,
        compensation_id=id_of(name),
        amount=Decimal(amount),
        occurred_on=day,
    )


def paid(amount: str = "20.00", name: str = "compensation", day: date = date(2020, 11, 5)) -> Step:
    """The compensation paid out."""
    return lambda world: compensating.pay_compensation(
        world.student,
        compensation_id=id_of(name),
        payment_id=id_of("payment of " + name),
        amount=Decimal(amount),
        payment_reference="MU-1",
        occurred_on=day,
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
