"""Plans: by revision, in force from a day on, and what was given under them, as known then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec import structs

from ledger.student.commands import Students as Commands
from ledger.student.values import PlanContent, PlannedConsultation, RiskResult
from projections.plan_rows import PlanCount, PlanFilter, PlanShown, PlanState
from projections.plans import Plans
from tests.ledger.scene import somebody
from tests.projections.shown import Shown, shown

DAY, LATER = date(2020, 9, 1), date(2020, 10, 1)
NOVEMBER = {"first_day": date(2020, 11, 1), "last_day": date(2020, 11, 2)}


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Plans) as world:
        world.scene.student("Anna")
        yield world


def commands(world: Shown) -> tuple[Commands, UUID, dict[str, Any]]:
    """What can be recorded, about whom, and about which plan."""
    plan = {"plan_id": world.scene.id("Anna plan")}
    return world.scene.ledger.students, world.scene.id("Anna"), plan


def content(world: Shown, hours: str) -> PlanContent:
    """The content of Anna's plan with other hours of mathematics."""
    consultation = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal(hours))
    return structs.replace(world.scene.content("Anna"), consultations=(consultation,))


def agree(
    world: Shown, revision: int, signatory: str, day: date = LATER, student: str = "Anna"
) -> None:
    """A signatory agrees to a revision of the plan."""
    world.scene.ledger.students.agree_plan(
        world.scene.id(student),
        plan_id=world.scene.id(f"{student} plan"),
        revision=revision,
        signatory=signatory,
        form="paper",
        document_sha256=None,
        occurred_on=day,
    )


def state(world: Shown, day: date | None = None, known_at: int | None = None) -> PlanState:
    """Anna's plan as of a day."""
    [plan] = Plans.page(world.now(), as_of=day, known_at=known_at)
    return plan


def in_force(world: Shown, day: date, known_at: int | None = None) -> PlanShown | None:
    """What governs a measure for Anna that day."""
    return Plans.in_force(world.now(), world.scene.id("Anna"), on=day, known_at=known_at)


def test_a_revision_is_in_force_once_all_have_agreed(world: Shown) -> None:
    """Until then the last agreed one is; both are kept, with what they plan."""
    students, anna, plan = commands(world)
    more = content(world, "120")
    students.revise_plan(anna, content=more, occurred_on=LATER, **plan)
    agree(world, 2, "learner", LATER)
    between = world.position()
    agree(world, 2, "representative", date(2020, 10, 5))
    assert state(world, date(2020, 10, 4)).revision_in_force == 1
    assert state(world, date(2020, 10, 4)).latest_revision == 2
    assert state(world, date(2020, 10, 5)).revision_in_force == 2
    assert state(world, known_at=between).revision_in_force == 1
    before, after = in_force(world, date(2020, 10, 4)), in_force(world, date(2020, 10, 5))
    assert before
    assert after
    assert (before.revision.revision, after.revision.revision) == (1, 2)
    assert before.consultations[0].planned == 100
    assert after.consultations[0].planned == 120
    assert [each.signatory for each in after.agreements] == ["learner", "representative"]
    first = Plans.revision(world.now(), anna, plan["plan_id"], 1)
    assert first
    assert first.revision == before.revision
    assert Plans.revision(world.now(), anna, plan["plan_id"], 3) is None
    assert Plans.revision(world.now(), anna, plan["plan_id"], 0) is None
    assert Plans.revision(world.now(), anna, uuid4()) is None
    assert in_force(world, date(2020, 8, 31)) is None
    assert in_force(world, date(2021, 3, 1)) is None


def test_an_agreement_voided_never_was(world: Shown) -> None:
    """The plan was in force on no day, once that is known."""
    students, anna, plan = commands(world)
    before = world.position()
    students.void_agreement(anna, revision=1, signatory="representative", occurred_on=LATER, **plan)
    assert state(world, DAY).state == "draft"
    assert state(world, DAY, known_at=before).state == "in_force"
    assert Plans.count(world.now()) == PlanCount(plans=0, students=0)
    assert Plans.count(world.now(), known_at=before) == PlanCount(plans=1, students=1)
    agree(world, 1, "representative", date(2020, 10, 2))
    assert state(world, LATER).state == "draft"
    assert state(world, date(2020, 10, 2)).agreed_on == date(2020, 10, 2)


def test_states_follow_the_days_on_which_things_happened(world: Shown) -> None:
    """Returned, evaluated, closed; what was taken back never was."""
    students, anna, plan = commands(world)
    students.revise_plan(anna, content=content(world, "9"), occurred_on=LATER, **plan)
    students.return_plan(anna, revision=2, signatory="learner", occurred_on=LATER, **plan)
    assert state(world, LATER).state == "in_force"
    shown = Plans.revision(world.now(), anna, plan["plan_id"], 2, as_of=LATER)
    assert shown
    assert (shown.revision.returned_on, shown.revision.returned_by) == (LATER, "learner")
    results = (RiskResult(world.scene.id("Anna risk"), "reduced"),)
    students.evaluate_plan(
        anna,
        results=results,
        narrative=None,
        support_goes_on=True,
        occurred_on=date(2020, 12, 20),
        **plan,
    )
    students.close_plan(anna, occurred_on=date(2020, 12, 22), **plan)
    closed = world.position()
    assert state(world, date(2020, 12, 20)).state == "evaluated"
    assert state(world, date(2020, 12, 20)).support_goes_on is True
    assert state(world, date(2020, 12, 19)).support_goes_on is None
    assert state(world, date(2020, 12, 22)).state == "closed"
    assert in_force(world, date(2020, 12, 21))
    assert in_force(world, date(2020, 12, 22)) is None
    assert Plans.count(world.now()) == PlanCount(plans=1, students=1)
    students.reopen_plan(anna, occurred_on=date(2020, 12, 23), **plan)
    students.void_evaluation(anna, occurred_on=date(2020, 12, 23), **plan)
    assert state(world, date(2020, 12, 22)).state == "in_force"
    assert state(world, date(2020, 12, 22), known_at=closed).state == "closed"


def test_planned_held_and_missed_hours(world: Shown) -> None:
    """By kind, specialist and subject; a voided consultation never was."""
    students, anna, plan = commands(world)
    first = world.scene.consult("Anna", 0)
    world.scene.consult("Anna", 25)
    students.miss_consultation(
        anna,
        consultation_id=uuid4(),
        specialist_id=world.scene.id("teacher"),
        consultation=PlannedConsultation("subject", "pedagogue", "mathematics", Decimal("1.50")),
        occurred_on=date(2020, 9, 9),
        **plan,
    )
    before = world.position()
    assert first.made
    students.void_consultation(anna, consultation_id=first.made, occurred_on=LATER)

    def hours(day: date, known_at: int | None = None) -> tuple[str, str, str]:
        shown = in_force(world, day, known_at)
        assert shown
        [line] = shown.consultations
        assert (line.kind, line.subject) == ("subject", "mathematics")
        return str(line.planned), str(line.held), str(line.missed)

    assert hours(LATER) == ("100.00", "1.00", "1.50")
    assert hours(LATER, before) == ("100.00", "2.00", "1.50")
    assert hours(date(2020, 9, 7), before) == ("100.00", "1.00", "0.00")
    assert hours(date(2020, 9, 7)) == ("100.00", "0.00", "0.00")


def test_claimed_and_paid_amounts(world: Shown) -> None:
    """A refused claim and a reversed payment count until that day; paid anew it is paid once."""
    students, anna, _ = commands(world)
    paid, refused = (
        world.scene.claim("Anna", "40.00"),
        world.scene.claim("Anna", "5.00", **NOVEMBER),
    )
    assert paid.made
    assert refused.made
    with somebody(actor="director"):
        students.approve_compensation(
            anna, compensation_id=paid.made, amount=Decimal("30.00"), occurred_on=date(2020, 11, 3)
        )
    refusal: dict[str, Any] = {"compensation_id": refused.made, "occurred_on": date(2020, 11, 10)}
    students.refuse_compensation(anna, **refusal)

    def pay(day: date) -> None:
        students.pay_compensation(
            anna,
            compensation_id=paid.made or uuid4(),
            payment_id=world.scene.id("payment"),
            amount=Decimal("30.00"),
            payment_reference="MU-1",
            occurred_on=day,
        )

    def amounts(day: date, known_at: int | None = None) -> tuple[str, str, str]:
        shown = in_force(world, day, known_at)
        assert shown
        [line] = shown.compensations
        return str(line.planned), str(line.claimed), str(line.paid)

    pay(date(2020, 11, 5))
    before = world.position()
    students.reverse_compensation(anna, compensation_id=paid.made, occurred_on=date(2020, 11, 20))
    pay(date(2020, 12, 1))
    assert amounts(date(2020, 11, 2)) == ("500.00", "45.00", "0.00")
    assert amounts(date(2020, 11, 10)) == ("500.00", "40.00", "30.00")
    assert amounts(date(2020, 11, 20)) == ("500.00", "40.00", "0.00")
    assert amounts(date(2020, 11, 20), before) == ("500.00", "40.00", "30.00")
    assert amounts(date(2020, 12, 1)) == ("500.00", "40.00", "30.00")


def test_plans_and_distinct_students_are_counted(world: Shown) -> None:
    """Plans that came into force and were not voided; a learner with two plans is one learner."""
    world.scene.student("Juris")
    students, juris = world.scene.ledger.students, world.scene.id("Juris")
    second = world.scene.id("Juris second plan")
    students.copy_plan(
        juris,
        plan_id=second,
        copied_from=world.scene.id("Juris plan"),
        semester="2020/21 II",
        enrolment_id=world.scene.id("Juris enrolment"),
        prepared_by="class teacher",
        occurred_on=date(2021, 1, 15),
    )
    for signatory in ("learner", "representative"):
        students.agree_plan(
            juris,
            plan_id=second,
            revision=1,
            signatory=signatory,
            form="paper",
            document_sha256=None,
            occurred_on=date(2021, 1, 18),
        )
    year = PlanFilter(municipality="LV-059", school_year="2020/21")
    connection = world.now()
    assert Plans.count(connection, year) == PlanCount(plans=3, students=2)
    assert Plans.count(connection, replace(year, semester="2020/21 I")).plans == 2
    assert Plans.count(connection, year, as_of=date(2021, 1, 17)).plans == 2
    assert Plans.count(connection, replace(year, municipality="LV-021")).plans == 0
    before = world.position()
    students.void_plan(juris, plan_id=second, occurred_on=date(2021, 1, 19))
    connection = world.now()
    assert Plans.count(connection, year, as_of=date(2021, 1, 18)) == PlanCount(plans=2, students=2)
    assert Plans.count(connection, year, known_at=before) == PlanCount(plans=3, students=2)
    [voided] = Plans.page(connection, PlanFilter(state="voided"))
    assert (voided.plan_id, voided.copied_from) == (second, world.scene.id("Juris plan"))
    [first, *_] = everything = Plans.page(connection)
    assert Plans.page(connection, after=first.position) == everything[1:]
    assert Plans.page(connection, PlanFilter(student_id=juris), limit=1) == [everything[1]]
    assert world.differences() == []
