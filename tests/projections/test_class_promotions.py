"""Promotions of classes: who counts in which, as of a day and as known; taken back they never were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from projections.class_promotions import ClassFilter, ClassPromotions
from projections.students import Students
from tests.projections.shown import Shown, shown

SEPTEMBER = date(2021, 9, 1)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, ClassPromotions, Students) as world:
        yield world


def test_classes_and_their_sizes(world: Shown) -> None:
    """By institution and school year; the stage shows with each student."""
    scene = world.scene
    students = tuple(scene.student(name) for name in ("Anna", "Juris"))
    made = scene.ledger.students.promote_class(
        scene.id("school"),
        promotion_id=uuid4(),
        class_name="7.a",
        from_stage="grade-7",
        to_stage="grade-8",
        students=students,
        occurred_on=SEPTEMBER,
    ).made
    assert made
    known = world.position()
    [found] = ClassPromotions.page(world.now())
    assert (found.promotion_id, found.school_year, found.students) == (made, "2020/21", 2)
    here = ClassFilter(scene.id("school"), "2020/21")
    assert ClassPromotions.page(world.now(), here) == [found]
    assert ClassPromotions.page(world.now(), after=found.position) == []
    assert ClassPromotions.page(world.now(), as_of=date(2021, 8, 31)) == []
    for other in (ClassFilter(uuid4()), ClassFilter(school_year="2021/22")):
        assert ClassPromotions.page(world.now(), other) == []
    assert [each.stage for each in Students.page(world.now(), as_of=SEPTEMBER)] == ["grade-8"] * 2
    scene.ledger.students.void_class_promotion(
        scene.id("school"), promotion_id=made, occurred_on=SEPTEMBER
    )
    assert ClassPromotions.page(world.now()) == []
    assert ClassPromotions.page(world.now(), known_at=known) == [found]
    assert [each.stage for each in Students.page(world.now())] == ["grade-7"] * 2
    assert world.differences() == []
