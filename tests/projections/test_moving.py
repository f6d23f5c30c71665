"""A learner who moves: students, plans, funding and the timeline show each day as it was, and as it was known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from ledger.application import Recorded
from projections.funding import Funding
from projections.plan_rows import PlanFilter, PlanState
from projections.plans import Plans
from projections.students import Students
from projections.timeline import Timeline
from tests.ledger.second_school import second_school
from tests.projections.shown import Shown, shown

MOVED = date(2020, 11, 2)
BEFORE = date(2020, 11, 1)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Students, Timeline, Plans, Funding) as world:
        world.scene.student("Anna")
        second_school(world.scene)
        yield world


def move(world: Shown) -> Recorded:
    """Anna goes to the second school."""
    scene = world.scene
    return scene.ledger.students.transfer(
        scene.id("Anna"),
        enrolment_id=scene.id("Anna enrolment"),
        new_enrolment_id=scene.id("Anna there"),
        institution_id=scene.id("second school"),
        stage="grade-7",
        occurred_on=MOVED,
    )


def take_back(world: Shown) -> None:
    """It was another child."""
    scene = world.scene
    scene.ledger.students.void_transfer(
        scene.id("Anna"), enrolment_id=scene.id("Anna there"), occurred_on=date(2020, 12, 1)
    )


def give(world: Shown, day: date) -> None:
    """An hour of mathematics."""
    starts = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    world.scene.consult("Anna", starts=starts, ends=starts.replace(hour=13))


def plan(world: Shown, day: date | None = None, known_at: int | None = None) -> PlanState:
    """Anna's plan on a day."""
    [found] = Plans.page(world.now(), as_of=day, known_at=known_at)
    return found


def counted(world: Shown, school: str, day: date | None, known_at: int | None = None) -> int:
    """Plans at a school on a day."""
    where = PlanFilter(institution_id=world.scene.id(school))
    return Plans.count(world.now(), where, as_of=day, known_at=known_at).plans


def test_a_plan_is_at_one_place_a_day(world: Shown) -> None:
    """The old school until the day before, then the new one; once in any count; as known before, at the old one."""
    known = world.position()
    move(world)
    assert plan(world, BEFORE).municipality == "LV-059"
    assert plan(world, MOVED).municipality == "LV-062"
    assert plan(world, MOVED).enrolment_id == world.scene.id("Anna there")
    assert plan(world, MOVED).state == "in_force"
    assert plan(world, MOVED, known).municipality == "LV-059"
    for day, at_old, at_new in ((BEFORE, 1, 0), (MOVED, 0, 1), (None, 0, 1)):
        assert counted(world, "school", day) == at_old
        assert counted(world, "second school", day) == at_new
    assert counted(world, "school", MOVED, known) == 1
    for name, day in (("school", BEFORE), ("second school", MOVED)):
        where = PlanFilter(institution_id=world.scene.id(name))
        assert len(Plans.page(world.now(), where, as_of=day)) == 1
    assert Plans.count(world.now()) == Plans.count(world.now(), as_of=BEFORE)


def test_money_counts_at_the_place_of_the_measure(world: Shown) -> None:
    """One of before, recorded late, at the old school; a later one at the new."""
    move(world)
    give(world, date(2020, 10, 20))
    give(world, date(2020, 11, 3))
    totals = Funding.totals(world.now(), group_by=["municipality"])
    amounts = {each.group["municipality"]: each.amount for each in totals}
    assert amounts == {"LV-059": Decimal("12.35"), "LV-062": Decimal("12.35")}
    shown = Plans.revision(world.now(), world.scene.id("Anna"), world.scene.id("Anna plan"))
    assert shown
    assert [line.held for line in shown.consultations] == [Decimal(2)]


def test_enrolments_show_the_transfer(world: Shown) -> None:
    """No day between, and none at both."""
    move(world)
    student = world.scene.id("Anna")
    for day, school in ((BEFORE, "school"), (MOVED, "second school")):
        found = Students.get(world.now(), student, as_of=day)
        assert found
        assert found.student.institution_id == world.scene.id(school)


def test_a_transfer_taken_back_never_was(world: Shown) -> None:
    """On any day; as known before it was, on its days; the timeline keeps both; rebuilt is live."""
    move(world)
    known = world.position()
    take_back(world)
    assert plan(world, MOVED).municipality == "LV-059"
    assert plan(world, MOVED, known).municipality == "LV-062"
    found = Students.get(world.now(), world.scene.id("Anna"))
    assert found
    [stay] = found.enrolments
    assert (stay.institution_id, stay.last_day) == (world.scene.id("school"), None)
    topics = [each.topic for each in Timeline.page(world.now(), world.scene.id("Anna"))]
    assert [topic for topic in topics if "transfer" in topic] == [
        "student.transferred",
        "student.transfer_voided",
    ]
    assert world.differences() == []


def test_who_comes_back_goes_on_with_the_plan(world: Shown) -> None:
    """Between leaving and coming back the learner is nowhere; the plan stays with the old school until then."""
    scene = world.scene
    students, anna = scene.ledger.students, scene.id("Anna")
    there: dict[str, Any] = {"enrolment_id": scene.id("Anna there")}
    students.leave(anna, enrolment_id=scene.id("Anna enrolment"), last_day=date(2020, 10, 15))
    school = scene.id("second school")
    students.enrol(anna, institution_id=school, stage="grade-7", occurred_on=MOVED, **there)
    students.move_plan(anna, plan_id=scene.id("Anna plan"), occurred_on=MOVED, **there)
    assert nowhere(world, anna)
    assert plan(world, BEFORE).institution_id == scene.id("school")
    assert plan(world, MOVED).institution_id == school
    students.void_plan_move(anna, plan_id=scene.id("Anna plan"), occurred_on=MOVED)
    assert plan(world, MOVED).institution_id == scene.id("school")
    assert world.differences() == []


def nowhere(world: Shown, student: UUID) -> bool:
    """Whether the learner learns nowhere on a day between two stays."""
    found = Students.get(world.now(), student, as_of=date(2020, 10, 20))
    return bool(found and found.student.institution_id is None)
