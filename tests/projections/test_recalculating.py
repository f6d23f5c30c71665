"""What is recalculated counts once, as of every day and as known at any position."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from projections.funding import Funding
from projections.journal import Journal
from tests.projections.shown import Shown, shown

LESSON, FOUND = date(2020, 9, 7), date(2021, 2, 1)
DAY = timedelta(days=1)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Funding, Journal) as world:
        world.scene.student("Anna")
        yield world


def spent(world: Shown, **when: Any) -> Decimal:
    """As funding has it, which is as the journal has it."""
    reader = world.now()
    [total] = Funding.totals(reader, **when)
    accounts = {each.account: each.balance for each in Journal.balances(reader, **when)}
    assert accounts.get("6100", 0) == -accounts.get("2100", 0) == total.amount
    return total.amount


def test_a_consultation_that_is_recalculated_counts_once_on_every_day(world: Shown) -> None:
    """Between the lesson and the day of the correction too; what was known before stays to be asked for."""
    ledger, given = world.scene.ledger, uuid4()
    world.scene.consult("Anna", consultation_id=given)
    ledger.operations.set_rate(
        rule_id=uuid4(),
        specialist_kind="pedagogue",
        unit_cost=Decimal("14.10"),
        hour="clock",
        method_document="method",
        valid_from=date(2020, 9, 1),
        source="MK 460",
        occurred_on=FOUND,
    )
    before = world.position()
    ledger.students.recalculate_consultation(
        world.scene.id("Anna"), consultation_id=given, recalculated_id=uuid4(), occurred_on=FOUND
    )
    for day in (LESSON, date(2020, 12, 31), FOUND, FOUND + DAY):
        assert spent(world, as_of=day) == Decimal("14.10")
        assert spent(world, as_of=day, known_at=before) == Decimal("12.35")
    assert spent(world, as_of=LESSON - DAY) == 0
    assert world.differences() == []
