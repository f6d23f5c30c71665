"""Since when a budget is nearly spent: what was given, taken back and given again, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from api.worklists import BUDGET, SOURCES, page
from ledger.partner import Partners
from projections.worklist_rows import Task
from tests.ledger.scene import SEMESTER
from tests.projections.shown import Shown, shown


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, *SOURCES) as world:
        world.scene.student("Anna")
        yield world


def plan(world: Shown, amount: str) -> None:
    """So much for the semester."""
    partners: Partners = world.scene.ledger.partners
    partners.plan_semester_budget(
        partner_id=world.scene.id("Madona"),
        semester=SEMESTER,
        amount=Decimal(amount),
        students=1,
        occurred_on=date(2020, 9, 1),
    )


def void(world: Shown, made: Any, day: date) -> None:
    """It was not given."""
    world.scene.ledger.students.void_consultation(
        world.scene.id("Anna"), consultation_id=made, occurred_on=day
    )


def on(world: Shown, day: date) -> list[Task]:
    """What is nearly spent."""
    return page(world.now(), BUDGET, as_of=day)


def test_a_budget_is_nearly_spent_since_it_was_without_a_break(world: Shown) -> None:
    """What is taken back on a day breaks it off; until then it stands, as money does."""
    december = date(2020, 12, 31)
    plan(world, "15.00")
    first = world.scene.consult("Anna").made
    given = date(2020, 9, 7)
    [task] = on(world, december)
    assert (task.since, task.code, task.amount) == (given, "80", Decimal("2.65"))
    void(world, first, date(2020, 10, 1))
    assert on(world, december) == []
    [before] = on(world, date(2020, 9, 30))
    assert before.since == given
    assert world.scene.consult("Anna", hour=360).made
    [again] = on(world, december)
    assert again.since == date(2020, 10, 7)
