"""Two records of one child: the kept one shows what both say, persons are counted once, and no total moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from projections.funding import Funding
from projections.journal import Journal
from projections.partners import Partners
from projections.plan_rows import PlanCount, PlanFilter
from projections.plans import Plans
from projections.student_rows import StudentFilter
from projections.students import Students
from projections.timeline import Timeline
from tests.projections.shown import Shown, shown

DAY = date(2020, 12, 1)
SEPTEMBER = date(2020, 9, 30)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Students, Timeline, Plans, Funding, Journal, Partners) as world:
        for hour, name in enumerate(("Anna", "Juris")):
            world.scene.student(name)
            world.scene.consult(name, hour)
        world.scene.ledger.students.close_plan(
            world.scene.id("Juris"), plan_id=world.scene.id("Juris plan"), occurred_on=DAY
        )
        yield world


def merge(world: Shown) -> None:
    """Juris's record is a second one of Anna."""
    scene = world.scene
    scene.ledger.students.merge(scene.id("Anna"), duplicate_id=scene.id("Juris"), occurred_on=DAY)


def totals(world: Shown) -> list[Any]:
    """What was spent, posted and received, and how many plans there are; however it is grouped."""
    reader = world.now()
    return [
        Funding.totals(reader, ["municipality", "kind", "funding_source"]),
        Journal.balances(reader),
        Partners.semesters(reader),
        Plans.count(reader).plans,
    ]


def test_no_total_moves(world: Shown) -> None:
    """Not by a cent nor by a plan, when records are merged and when that is taken back."""
    before = totals(world)
    merge(world)
    assert totals(world) == before
    assert before[0]
    assert sum(each.amount for each in before[0]) == Decimal("24.70")
    scene = world.scene
    scene.ledger.students.void_merge(
        scene.id("Anna"), duplicate_id=scene.id("Juris"), occurred_on=DAY
    )
    assert totals(world) == before


def test_persons_are_counted_once_when_it_is_known(world: Shown) -> None:
    """As of any day; as known before, they were two."""
    known = world.position()
    merge(world)
    for day in (SEPTEMBER, None):
        assert Plans.count(world.now(), as_of=day) == PlanCount(plans=2, students=1)
        assert Plans.count(world.now(), as_of=day, known_at=known).students == 2
    anna = PlanFilter(student_id=world.scene.id("Anna"))
    assert Plans.count(world.now(), anna) == PlanCount(plans=2, students=1)
    assert Plans.count(world.now(), anna, known_at=known) == PlanCount(plans=1, students=1)
    assert len(Students.page(world.now())) == 1
    assert len(Students.page(world.now(), known_at=known)) == 2


def test_the_kept_record_shows_what_both_say(world: Shown) -> None:
    """Enrolments, plans and history, each under its record; the duplicate shows its own, and where it went."""
    known = world.position()
    merge(world)
    reader, anna, juris = world.now(), world.scene.id("Anna"), world.scene.id("Juris")
    kept, ended = Students.get(reader, anna), Students.get(reader, juris)
    assert kept
    assert ended
    assert (kept.duplicates, kept.student.plans) == ([juris], 2)
    assert {each.student_id for each in kept.enrolments} == {anna, juris}
    assert (kept.student.merged_into, ended.student.merged_into) == (None, anna)
    assert [each.student_id for each in ended.enrolments] == [juris]
    plans = Plans.page(reader, PlanFilter(student_id=anna))
    assert [each.student_id for each in plans] == [anna, juris]
    assert Plans.revision(reader, juris, world.scene.id("Juris plan"))
    both = {each.student_id for each in Timeline.page(reader, anna)}
    assert both == {anna, juris}
    own = Timeline.page(reader, juris)
    assert {each.student_id for each in own} == {juris}
    assert own[-1].topic == "student.merged_into"
    earlier = Students.get(reader, anna, known_at=known)
    assert earlier
    assert (earlier.duplicates, earlier.student.plans) == ([], 1)
    assert len(Timeline.page(reader, anna, known_at=known)) == len(own) - 2


def test_nobody_is_lost_from_the_lists(world: Shown) -> None:
    """Enrolled in the duplicate only, or registered in it earlier: the child is listed, once, and not before known."""
    scene, known = world.scene, world.position()
    scene.ledger.students.leave(
        scene.id("Anna"), enrolment_id=scene.id("Anna enrolment"), last_day=date(2020, 11, 30)
    )
    late = uuid4()
    scene.ledger.students.register(
        late, name="Bērns", personal_code=None, birth_date=None, occurred_on=date(2021, 1, 4)
    )
    here = StudentFilter(institution_id=scene.id("school"))
    for kept in (scene.id("Anna"), late):
        scene.ledger.students.merge(kept, duplicate_id=scene.id("Juris"), occurred_on=DAY)
        for day in (DAY, None):
            found = Students.page(world.now(), here, as_of=day)
            assert [each.student_id for each in found] == [kept]
            assert found[0].enrolment_id == scene.id("Juris enrolment")
            assert found[0].registered_on == date(2020, 9, 1)
        scene.ledger.students.void_merge(kept, duplicate_id=scene.id("Juris"), occurred_on=DAY)
    both = {scene.id("Anna"), scene.id("Juris")}
    assert {each.student_id for each in Students.page(world.now(), here, known_at=known)} == both


def test_a_plan_of_the_duplicate_governs_nothing_of_the_kept_record(world: Shown) -> None:
    """What may be given to a record is what its own plan allows."""
    scene = world.scene
    scene.ledger.students.void_consultation(
        scene.id("Anna"), consultation_id=measure(world), occurred_on=DAY
    )
    scene.ledger.students.void_plan(
        scene.id("Anna"), plan_id=scene.id("Anna plan"), occurred_on=DAY
    )
    merge(world)
    assert Plans.in_force(world.now(), scene.id("Anna"), on=SEPTEMBER) is None
    assert Plans.in_force(world.now(), scene.id("Juris"), on=SEPTEMBER)


def measure(world: Shown) -> UUID:
    """Anna's consultation."""
    entries = Timeline.page(world.now(), world.scene.id("Anna"))
    return next(
        UUID(each.summary["consultation_id"])
        for each in entries
        if each.topic == "student.consultation_recorded"
    )


def test_a_merge_taken_back_never_was(world: Shown) -> None:
    """They are two again; as known between, one; and rebuilt is live."""
    merge(world)
    known = world.position()
    scene = world.scene
    scene.ledger.students.void_merge(
        scene.id("Anna"), duplicate_id=scene.id("Juris"), occurred_on=DAY
    )
    assert Plans.count(world.now()).students == 2
    assert Plans.count(world.now(), known_at=known).students == 1
    kept = Students.get(world.now(), scene.id("Anna"))
    assert kept
    assert kept.duplicates == []
    assert world.differences() == []
