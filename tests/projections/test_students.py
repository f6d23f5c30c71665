"""Students: where each learns, under which risks, as of a day and as known then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.student.commands import Students as Commands
from projections.student_rows import StudentFilter, StudentShown
from projections.students import Students
from tests.projections.shown import Shown, shown

DAY = date(2020, 9, 1)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Students) as world:
        world.scene.student("Anna")
        yield world


def anna(world: Shown, day: date | None = None, known_at: int | None = None) -> StudentShown:
    """Anna on a day."""
    found = Students.get(world.now(), world.scene.id("Anna"), as_of=day, known_at=known_at)
    assert found
    return found


def commands(world: Shown) -> tuple[Commands, UUID]:
    """What can be recorded, and about whom."""
    return world.scene.ledger.students, world.scene.id("Anna")


def test_a_student_with_enrolment_risk_and_plan(world: Shown) -> None:
    """On the day; before it was registered there is nothing."""
    shown = anna(world)
    state = shown.student
    assert (state.institution_id, state.stage) == (world.scene.id("school"), "grade-7")
    assert (state.open_risks, state.representatives, state.plans) == (1, 1, 1)
    [risk] = shown.risks
    assert (risk.factor, risk.risk_group) == ("learning.low_achievement", "learning")
    connection = world.now()
    assert Students.get(connection, world.scene.id("Anna"), as_of=date(2020, 8, 31)) is None
    assert Students.get(connection, world.scene.id("Anna"), known_at=1) is None


def test_stages_and_leaving_by_day(world: Shown) -> None:
    """The grade is the one of that day; the last day is still a day there."""
    students, student = commands(world)
    enrolment: dict[str, Any] = {"enrolment_id": world.scene.id("Anna enrolment")}
    students.promote(student, stage="grade-8", occurred_on=date(2021, 9, 1), **enrolment)
    before = world.position()
    students.leave(student, last_day=date(2022, 5, 31), **enrolment)
    left = world.position()
    assert anna(world, date(2021, 8, 31)).student.stage == "grade-7"
    assert anna(world, date(2021, 9, 1)).student.stage == "grade-8"
    [ended] = anna(world, date(2022, 5, 31)).enrolments
    assert ended.last_day == date(2022, 5, 31)
    assert anna(world, date(2022, 5, 31)).student.stage == "grade-8"
    assert anna(world, date(2022, 6, 1)).student.stage is None
    assert anna(world, date(2022, 6, 1), known_at=before).student.stage == "grade-8"
    [still] = anna(world, date(2022, 5, 30)).enrolments
    assert still.last_day is None
    students.void_leaving(student, occurred_on=date(2022, 6, 2), **enrolment)
    assert anna(world, date(2022, 6, 1)).student.stage == "grade-8"
    assert anna(world, date(2022, 6, 1), known_at=left).student.stage is None


def test_risks_are_open_until_resolved_and_never_were_when_voided(world: Shown) -> None:
    """A resolving holds from its day on, a voiding for all days once it is known."""
    students, student = commands(world)
    students.identify_risk(
        student,
        risk_id=world.scene.id("wrong"),
        factor="family.parents_away",
        note="mamma Īrijā",
        occurred_on=DAY,
    )
    before = world.position()
    students.void_risk(student, risk_id=world.scene.id("wrong"), occurred_on=date(2020, 10, 1))
    students.resolve_risk(
        student, risk_id=world.scene.id("Anna risk"), occurred_on=date(2020, 12, 1)
    )
    assert [each.risk_group for each in anna(world, date(2020, 11, 30)).risks] == ["learning"]
    assert anna(world, date(2020, 12, 1)).risks == []
    known = anna(world, DAY, known_at=before)
    assert {each.risk_group for each in known.risks} == {"learning", "family"}
    assert known.student.open_risks == 2


def test_representatives_and_plans_are_counted(world: Shown) -> None:
    """A removed representative counts until then; a voided plan never did."""
    students, student = commands(world)
    someone: dict[str, Any] = {"representative_id": uuid4()}
    students.name_representative(
        student, relation="mother", name="Kāda Māte", contact=None, occurred_on=DAY, **someone
    )
    before = world.position()
    students.remove_representative(student, occurred_on=date(2021, 1, 10), **someone)
    students.void_plan(student, plan_id=world.scene.id("Anna plan"), occurred_on=date(2021, 1, 10))
    assert anna(world, date(2021, 1, 9)).student.representatives == 2
    assert anna(world, date(2021, 1, 10)).student.representatives == 1
    assert anna(world, DAY).student.plans == 0
    assert anna(world, DAY, known_at=before).student.plans == 1


def test_pages_of_students(world: Shown) -> None:
    """By institution, stage and group of risk, in the order of registration."""
    world.scene.student("Juris")
    students, juris = world.scene.ledger.students, world.scene.id("Juris")
    enrolment = world.scene.id("Juris enrolment")
    students.promote(juris, enrolment_id=enrolment, stage="grade-8", occurred_on=date(2021, 9, 1))
    connection = world.now()
    school = StudentFilter(institution_id=world.scene.id("school"))
    [first, second] = Students.page(connection, school)
    assert second.student_id == juris
    assert Students.page(connection, school, after=first.position) == [second]
    assert Students.page(connection, school, limit=1) == [first]
    assert Students.page(connection, StudentFilter(stage="grade-8")) == [second]
    assert Students.page(connection, StudentFilter(institution_id=uuid4())) == []
    assert Students.page(connection, StudentFilter(risk_group="learning")) == [first, second]
    assert Students.page(connection, StudentFilter(risk_group="family")) == []
    assert Students.page(connection, as_of=date(2020, 8, 31)) == []


def test_an_enrolment_voided_never_was(world: Shown) -> None:
    """On any day, once it is known; and rebuilt it is all the same."""
    students, student = commands(world)
    plan = world.scene.id("Anna plan")
    students.void_plan(student, plan_id=plan, occurred_on=date(2020, 9, 2))
    before = world.position()
    enrolment = world.scene.id("Anna enrolment")
    students.void_enrolment(student, enrolment_id=enrolment, occurred_on=date(2020, 9, 2))
    assert anna(world, DAY).enrolments == []
    assert anna(world, DAY).student.enrolment_id is None
    assert len(anna(world, DAY, known_at=before).enrolments) == 1
    assert world.differences() == []
