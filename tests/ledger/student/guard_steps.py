"""Steps in the guard against double funding."""

from datetime import date
from decimal import Decimal
from typing import Any

from ledger.document import Document
from ledger.student import compensating, consulting, guarding
from ledger.student.values import PlannedCompensation
from tests.ledger.student.spec import SHA, Step, id_of
from tests.ledger.student.steps import (
    MATHEMATICS,
    agreed,
    content,
    enrolled,
    plan_drafted,
    represented,
    risk_identified,
)


def plan_in_force(**changed: Any) -> tuple[Step, ...]:
    """A plan of all that is compensated, and three hours."""
    kinds = ("catering", "public_transport", "special_transport", "learning_aids")
    planned = tuple(PlannedCompensation(kind, Decimal(200)) for kind in kinds)
    drafted = plan_drafted(content(compensations=planned, **changed))
    learner = (enrolled(), represented(), risk_identified())
    return (*learner, drafted, agreed("learner"), agreed("representative"))


PLAN = plan_in_force()


def document(number: str, total: str = "400") -> Document:
    """Another paper."""
    return Document(number, date(2020, 10, 1), "SIA Cits", SHA, Decimal(total))


def declared(name: str = "support", **changed: Any) -> Step:
    """Another project gives consultations in subjects and catering this autumn."""
    fields: dict[str, Any] = {
        "programme": "SAM 8.3.2",
        "funder": "ESF",
        "kinds": ("subject", "catering"),
        "first_day": date(2020, 9, 1),
        "last_day": date(2020, 12, 31),
        "occurred_on": date(2020, 9, 2),
    }
    return lambda world: guarding.declare_other_support(
        world.student, support_id=id_of(name), **{**fields, **changed}
    )


def withdrawn(day: date = date(2020, 11, 20)) -> Step:
    """The declaration taken back."""
    return lambda world: guarding.withdraw_other_support(
        world.student, support_id=id_of("support"), occurred_on=day
    )


def decided(decision: str = "double_funding", day: date = date(2020, 11, 10)) -> Step:
    """The first warning decided on."""
    return lambda world: guarding.decide_warning(
        world.student,
        warning_id=next(iter(world.student.warnings)),
        decision=decision,
        occurred_on=day,
    )


def decision_voided(day: date = date(2020, 11, 12)) -> Step:
    """The decision taken back."""
    return lambda world: guarding.void_decision(
        world.student, warning_id=next(iter(world.student.warnings)), occurred_on=day
    )


def refused(name: str = "compensation") -> Step:
    """The claim refused."""
    return lambda world: compensating.refuse_compensation(
        world.student, compensation_id=id_of(name), occurred_on=date(2020, 11, 15)
    )


def voided(name: str = "consultation") -> Step:
    """The consultation taken back."""
    return lambda world: consulting.void_consultation(
        world.student, consultation_id=id_of(name), occurred_on=date(2020, 11, 15)
    )


def missed(day: date = date(2020, 10, 6)) -> Step:
    """An hour that the learner missed."""
    return lambda world: consulting.miss_consultation(
        world.student,
        world.operation,
        world.institution,
        consultation_id=id_of("missed"),
        plan_id=id_of("plan"),
        specialist_id=world.specialist.id,
        consultation=MATHEMATICS,
        occurred_on=day,
    )
