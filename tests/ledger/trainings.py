"""Trainings as tests tell of them: a workshop of three modules, and every verb on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from ledger.document import Document
from ledger.fact import recording
from ledger.institution import Institution
from ledger.operation import Operation, Shares
from ledger.operation.rules import Setting
from ledger.training import Outline, Schedule, StaffCount, Training, holding, paying, planning
from tests.ledger.spec import CONTEXT, id_of

SHA = "ab" * 32
FIRST, LAST = date(2019, 10, 1), date(2020, 6, 30)
DAYS = (date(2019, 11, 5), date(2020, 2, 11), date(2020, 3, 24))
PAID = date(2020, 4, 15)
ROOM = Schedule(FIRST, LAST, "in_person", "Madonas novads, Kalsnava")
Verb = Callable[[Training], object]


def outline(**changed: Any) -> Outline:
    """A school workshop for all; whatever is given differs."""
    fields: dict[str, Any] = {
        "kind": "school_workshop",
        "title": "Sadarbība skolā",
        "provider": "SIA Mācības",
        "modules": 3,
        "contract": None,
        "hours": None,
        "municipality": None,
        "region": None,
    }
    return Outline(**{**fields, **changed})


def operation() -> Operation:
    """It runs from 2017 to 2023 and the ESF pays 85 %."""
    start = date(2017, 3, 16)
    with recording(CONTEXT):
        made = Operation.open(
            number="8.3.4.0/16/I/001",
            name="PuMPuRS",
            first_day=start,
            last_day=date(2023, 12, 31),
            source="test",
            occurred_on=start,
        )
        shares = Shares(Decimal(85), Decimal(15), Decimal(0))
        made.set_cofinancing(Setting(uuid4(), start, "test", start), shares=shares)
    return made


def school(name: str, municipality: str) -> Institution:
    """A school of a partner, in a municipality since 2017."""
    day = date(2017, 9, 1)
    with recording(CONTEXT):
        made = Institution.register(id_of(name), name=name, kind="general", occurred_on=day)
        made.place(id_of("placement"), municipality=municipality, occurred_on=day)
        made.attach_to_partner(id_of("attachment"), partner_id=id_of("partner"), occurred_on=day)
    return made


OPERATION = operation()


def planned(
    schedule: Schedule = ROOM,
    schools: tuple[Institution, ...] = (),
    day: date = date(2019, 9, 2),
    **changed: Any,
) -> Callable[[], Training]:
    """A training was planned."""
    named = outline(institutions=tuple(each.id for each in schools), **changed)
    return lambda: planning.plan_training(
        id_of("training"),
        outline=named,
        schedule=schedule,
        institutions=schools,
        occurred_on=day,
    )


def corrected(schedule: Schedule = ROOM, **changed: Any) -> Verb:
    """It had been planned otherwise."""
    return lambda training: planning.correct_planning(
        training,
        outline=outline(**changed),
        schedule=schedule,
        institutions=(),
        occurred_on=PAID,
    )


def planning_voided(training: Training) -> None:
    """It was never planned."""
    planning.void_planning(training, occurred_on=PAID)


def moved(
    first_day: date = FIRST,
    last_day: date = LAST,
    delivery: str = "remote",
    day: date = date(2019, 9, 20),
    name: str = "move",
) -> Verb:
    """To other days, or online."""
    return lambda training: planning.move_training(
        training,
        move_id=id_of(name),
        schedule=Schedule(first_day, last_day, delivery, None),
        institutions=(),
        occurred_on=day,
    )


def move_voided(name: str = "move", day: date = PAID) -> Verb:
    """It was not moved."""
    return lambda training: planning.void_move(training, move_id=id_of(name), occurred_on=day)


def held(
    number: int = 1,
    day: date | None = None,
    participants: int = 20,
    name: str = "",
    hours: str = "8",
    **changed: Any,
) -> Verb:
    """A module was held."""
    fields: dict[str, Any] = {
        "delivery": "in_person",
        "staff": (StaffCount("pedagogue", participants),),
    }
    return lambda training: holding.hold_module(
        training,
        OPERATION,
        module_id=id_of(name or f"module {number}"),
        number=number,
        hours=Decimal(hours),
        occurred_on=day or DAYS[number - 1],
        **{**fields, **changed},
    )


def module_voided(number: int = 1, day: date = PAID) -> Verb:
    """A module was not held."""
    return lambda training: holding.void_module(
        training, module_id=id_of(f"module {number}"), occurred_on=day
    )


def certified(certificates: int = 20, day: date = PAID, name: str = "certificates") -> Verb:
    """Participants got certificates."""
    return lambda training: holding.certify_participants(
        training,
        certification_id=id_of(name),
        certificates=certificates,
        numbers="PP-101 … PP-120",
        occurred_on=day,
    )


def certification_voided(training: Training) -> None:
    """They did not."""
    holding.void_certification(training, certification_id=id_of("certificates"), occurred_on=PAID)


def completed(training: Training, day: date = DAYS[2]) -> None:
    """All of it was held."""
    holding.complete_training(training, occurred_on=day)


def completion_voided(training: Training, day: date = PAID) -> None:
    """Not all of it was held."""
    holding.void_completion(training, occurred_on=day)


def cancelled(day: date = date(2020, 3, 13)) -> Verb:
    """The rest will not be held."""
    return lambda training: holding.cancel_training(training, occurred_on=day)


def cancellation_voided(training: Training) -> None:
    """It goes on."""
    holding.void_cancellation(training, occurred_on=PAID)


def document(total: str = "1000.00", number: str = "R-7", sha: str = SHA) -> Document:
    """An invoice of spring 2020."""
    return Document(number, date(2020, 4, 1), "SIA Mācības", sha, Decimal(total))


def paid(
    amount: str = "800.00",
    day: date = PAID,
    name: str = "cost",
    kind: str = "teaching",
    proof: Document | None = None,
) -> Verb:
    """A cost was paid."""
    return lambda training: paying.record_cost(
        training,
        OPERATION,
        cost_id=id_of(name),
        kind=kind,
        amount=Decimal(amount),
        document=proof or document(),
        occurred_on=day,
    )


def cost_reversed(day: date = PAID) -> Verb:
    """It came back."""
    return lambda training: paying.reverse_cost(training, cost_id=id_of("cost"), occurred_on=day)
