"""After any history of commands, read models agree with the aggregates, and what was known stays known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ledger.errors import LedgerError
from ledger.institution import Institution
from ledger.operation import OPERATION_ID, Operation
from ledger.partner import Partner
from ledger.scope import Scope
from ledger.student.plan import Plan, consultation_key
from ledger.student.student import Student
from projections.differences import Differences
from projections.funding import Funding
from projections.institutions import Institutions
from projections.journal import Journal
from projections.operations import Operations
from projections.outcomes import Outcomes
from projections.partners import Partners
from projections.plan_rows import PlanState
from projections.plans import Plans
from projections.scopes import Scopes
from projections.students import Students
from projections.timeline import Timeline
from projections.versions import FOREVER
from tests.conftest import NewDatabase
from tests.projections.histories import FIRST, STUDENTS, VERBS, Step, histories
from tests.projections.shown import Shown, shown

QUESTIONS = (Students, Timeline, Plans, Partners, Institutions, Funding, Journal, Outcomes, Scopes)
RULES = (Operations, Differences)
LAST = date(2023, 12, 31)
DAYS = (FIRST, date(2020, 10, 15), None)


@pytest.fixture(scope="module")
def taken() -> Iterator[Counter[str]]:
    """How often each command was not refused, over all histories: most kinds are, or they prove little."""
    counted: Counter[str] = Counter()
    yield counted
    assert len(counted) > len(VERBS) / 2, set(VERBS) - set(counted)


# Not shrunk: every try is a database.
@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(history=histories(), batch=st.integers(1, 40))
def test_any_history(
    new_database: NewDatabase, taken: Counter[str], history: list[Step], batch: int
) -> None:
    """What is answered now is what the aggregates say; asked as known earlier, it is what was answered
    then; and built anew, the read models are the same, whatever the batches."""
    with new_database() as url, shown(url, *QUESTIONS, *RULES) as world:
        for name in STUDENTS:
            world.scene.student(name)
        answered: dict[int, Any] = {}
        for number, step in enumerate(history):
            with suppress(LedgerError):
                step.take(world.scene)
                taken[step.verb] += 1
            if number % 15 == 0:
                position = world.position()
                world.now(batch)
                answered[position] = answers(world, None)
        assert world.differences() == []
        for position, answer in answered.items():
            assert answers(world, position) == answer
        for name in STUDENTS:
            agree_on_student(world, name)
        agree_on_references(world)
        agree_on_rules(world)


def answers(world: Shown, known_at: int | None) -> list[Any]:
    """Every question, on several days."""
    reader, scene = world.connection, world.scene
    school, until = Scope("institution", str(scene.id("school"))), known_at or FOREVER
    found: list[Any] = [Scopes.within(reader, [school], after=0, until=until, limit=1000)]
    for day in DAYS:
        when: dict[str, Any] = {"as_of": day, "known_at": known_at}
        plans = Plans.page(reader, **when)
        found += [
            [Students.get(reader, scene.id(name), **when) for name in STUDENTS],
            [Timeline.page(reader, scene.id(name), limit=1000, **when) for name in STUDENTS],
            plans,
            [
                contents(Plans.revision(reader, each.student_id, each.plan_id, **when))
                for each in plans
            ],
            Plans.count(reader, **when),
            Partners.page(reader, **when),
            Partners.semesters(reader, **when),
            Institutions.page(reader, on=day, known_at=known_at),
            Funding.totals(reader, ["municipality", "kind", "funding_source"], **when),
            Funding.lines(reader, **when),
            Journal.posted(reader, **when),
            Journal.balances(reader, **when),
            Operations.page(reader, **when),
            Differences.page(reader, limit=1000, **when),
            Outcomes.learners(reader, as_of=day or LAST, known_at=known_at),
            Outcomes.cohorts(reader, as_of=day or LAST, known_at=known_at),
        ]
    return found


def contents(plan: Any) -> Any:
    """A plan without the positions up to which its rows are known: these are known only later."""
    return plan and (
        [each.signatory for each in plan.agreements],
        plan.revision.in_force_from,
        plan.consultations,
        plan.compensations,
    )


def agree_on_student(world: Shown, name: str) -> None:
    """Counts, and each plan with its lines, as the aggregate has them."""
    student = world.scene.ledger.load(Student, world.scene.id(name))
    found = Students.get(world.connection, student.id)
    assert found
    assert found.student.open_risks == sum(risk.is_open for risk in student.risks.values())
    assert found.student.representatives == sum(
        not each.voided for each in student.representatives.values()
    )
    assert found.student.plans == sum(not plan.voided for plan in student.plans.values())
    assert {each.enrolment_id: (each.first_day, each.last_day) for each in found.enrolments} == {
        key: (each.first_day, each.last_day)
        for key, each in student.enrolments.items()
        if not each.voided
    }
    states = {
        each.plan_id: each for each in Plans.page(world.connection) if each.student_id == student.id
    }
    assert set(states) == set(student.plans)
    for plan_id, plan in student.plans.items():
        agree_on_plan(world, plan, states[plan_id])


def agree_on_plan(world: Shown, plan: Plan, found: PlanState) -> None:
    """State, revision in force, hours held and euros claimed."""
    in_force = plan.revision_on(date(9999, 1, 1))
    assert found.revision_in_force == (in_force and in_force.number)
    assert found.latest_revision == plan.latest.number
    flags = ("voided", plan.voided), ("closed", plan.closed_on), ("evaluated", plan.evaluated_on)
    states = [state for state, holds in flags if holds] + ["in_force"] * bool(in_force)
    assert found.state == next(iter(states), "returned" if plan.latest.returned_on else "draft")
    shown = Plans.revision(world.connection, found.student_id, found.plan_id)
    assert shown
    held: dict[str, Decimal] = defaultdict(Decimal)
    for line in shown.consultations:
        held[consultation_key(line.kind, line.specialist_kind, line.subject)] += line.held
    assert {key: hours for key, hours in held.items() if hours} == {
        key: hours for key, by_day in plan.held.items() if (hours := sum(by_day.values()))
    }
    claimed = {line.kind: line.claimed for line in shown.compensations if line.claimed}
    assert claimed == {
        kind: amount for kind, by_day in plan.claimed.items() if (amount := sum(by_day.values()))
    }


def agree_on_references(world: Shown) -> None:
    """The school on each day, and the partner's agreement and payments."""
    school = world.scene.ledger.load(Institution, world.scene.id("school"))
    for day in DAYS[:-1]:
        [found] = Institutions.page(world.connection, on=day)
        assert day
        assert found.member == school.is_member(day)
    partner = world.scene.ledger.load(Partner, world.scene.id("Madona"))
    [state] = Partners.page(world.connection)
    assert state.agreement == (partner.agreement and partner.agreement.number)
    standing = sum(not payment.voided for payment in partner.payments.values())
    assert Partners.received(world.connection).payments == standing


def agree_on_rules(world: Shown) -> None:
    """What differs from the rules is what the aggregates say, measure by measure."""
    reader, operation = world.now(), world.scene.ledger.load(Operation, OPERATION_ID)
    expected = {}
    for name in STUDENTS:
        student = world.scene.ledger.load(Student, world.scene.id(name))
        for event in world.scene.ledger.events.get(student.id):
            match event:
                case Student.ConsultationRecorded(consultation_id=measure, occurred_on=day):
                    stands = not student.consultation(measure).voided
                    cost = operation.rate_on(event.specialist_kind, day).unit_cost
                    agrees = event.unit_cost == cost
                case Student.CompensationClaimed(compensation_id=measure, first_day=day):
                    stands, agrees = student.compensation(measure).standing, True
                case _:
                    continue
            if stands and not (agrees and event.shares == operation.shares_on(day)):
                expected[measure] = event.shares.esf
    found = Differences.page(reader, limit=1000)
    assert {each.measure_id: each.esf for each in found} == expected
