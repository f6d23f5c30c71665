"""The operation's rules: since when each holds, since when it is known, and what holds on a day, as known then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from projections.operation_rows import OperationOn, RuleFilter
from projections.operations import Operations
from tests.ledger.scene import START
from tests.projections.shown import Shown, shown

AUTUMN, SPRING = date(2020, 9, 1), date(2021, 2, 1)
DAY = timedelta(days=1)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Operations) as world:
        yield world


def rule(world: Shown, name: str, day: date, decided: date | None = None) -> dict[str, Any]:
    """What is said of every rule."""
    return {
        "rule_id": world.scene.id(name),
        "valid_from": day,
        "source": f"decision on {name}",
        "occurred_on": decided or day,
    }


def rate(world: Shown, name: str, cost: str, day: date, decided: date | None = None) -> UUID:
    """A unit cost of pedagogues; its id."""
    world.scene.ledger.operations.set_rate(
        specialist_kind="pedagogue",
        unit_cost=Decimal(cost),
        hour="clock",
        method_document="method",
        **rule(world, name, day, decided),
    )
    return world.scene.id(name)


def on_day(world: Shown, day: date, **when: Any) -> OperationOn:
    """What holds on a day."""
    found = Operations.on_day(world.now(), on=day, **when)
    assert found is not None
    return found


def cost(world: Shown, day: date, **when: Any) -> Decimal:
    """What an hour of a pedagogue costs on a day."""
    [found] = on_day(world, day, **when).rates
    return found.unit_cost


def test_what_holds_on_a_day_is_the_latest_rule_known(world: Shown) -> None:
    """By the day it holds from, the day it was decided on, and the position at which it was recorded."""
    before = world.position()
    rate(world, "raised", "14.00", AUTUMN, decided=SPRING)
    assert [cost(world, day) for day in (AUTUMN - DAY, AUTUMN)] == [Decimal("12.35"), 14]
    assert cost(world, AUTUMN, as_of=SPRING - DAY) == Decimal("12.35")
    assert cost(world, AUTUMN, known_at=before) == Decimal("12.35")
    assert Operations.on_day(world.connection, on=AUTUMN, known_at=0) is None
    [found] = on_day(world, AUTUMN).rates
    assert (found.rate_version, found.method_document, found.source) == (
        2,
        "method",
        "decision on raised",
    )


def test_a_withdrawn_rule_never_held_and_stays_listed(world: Shown) -> None:
    """Before it was withdrawn it holds, as known then; the list says when, and by which event."""
    wrong = rate(world, "wrong", "99.99", AUTUMN)
    before = world.position()
    world.scene.ledger.operations.withdraw_rule(rule_id=wrong, occurred_on=SPRING)
    assert cost(world, AUTUMN) == Decimal("12.35")
    assert cost(world, AUTUMN, known_at=before) == Decimal("99.99")
    [first, withdrawn] = Operations.page(world.now(), RuleFilter("rate"))
    assert (withdrawn.withdrawn_on, withdrawn.withdrawn_at) == (SPRING, before + 1)
    assert (withdrawn.position, withdrawn.holds_until, first.holds_until) == (before, None, None)
    then = Operations.page(world.connection, RuleFilter("rate"), known_at=before)
    assert [(each.holds_until, each.withdrawn_on) for each in then] == [
        (AUTUMN - DAY, None),
        (None, None),
    ]
    assert [
        each.rule_id for each in Operations.page(world.connection, RuleFilter(withdrawn=True))
    ] == [wrong]
    assert len(Operations.page(world.connection, after=first.position)) == 2
    assert world.differences() == []


def test_every_kind_of_rule_is_answered_for(world: Shown) -> None:
    """Budget, money beside it, shares, groups, modes, lump sums, ceilings, flat rate, period."""
    operations = world.scene.ledger.operations
    decided: dict[str, Any] = {"source": "test", "occurred_on": START}
    operations.set_budget(rule_id=world.scene.id("b"), total=Decimal(39_812_376), **decided)
    operations.set_non_eligible_money(up_to=Decimal(1_151_038), **rule(world, "n", AUTUMN))
    operations.set_flat_rate(percent=Decimal(15), **rule(world, "f", START))
    operations.set_lump_sum(
        kind="youth_project", amount=Decimal(4600), valid_until=SPRING, **rule(world, "l", AUTUMN)
    )
    operations.set_ceiling(
        kind="catering", period="month", amount=Decimal(60), **rule(world, "c", START)
    )
    operations.extend_period(
        rule_id=world.scene.id("e"), last_day=date(2024, 6, 30), source="test", occurred_on=AUTUMN
    )
    found = on_day(world, SPRING)
    assert found.budget is not None
    assert (found.budget.esf, found.budget.state) == (Decimal(33_840_519), Decimal(5_971_857))
    assert found.non_eligible_money is not None
    assert found.non_eligible_money.up_to == 1_151_038
    assert found.cofinancing is not None
    assert found.cofinancing.shares.esf == 85
    assert found.flat_rate is not None
    assert (found.flat_rate.percent, found.flat_rate.base) == (
        Decimal(15),
        "direct_personnel_costs",
    )
    assert [(each.kind, each.amount) for each in found.lump_sums] == [
        ("youth_project", Decimal(4600))
    ]
    assert [(each.kind, each.period) for each in found.ceilings] == [("catering", "month")]
    assert [each.mode for each in found.delivery_modes] == ["in_person"]
    assert found.target_group is not None
    assert (found.largest_group, found.last_day) == (3, date(2024, 6, 30))
    assert on_day(world, SPRING + DAY).lump_sums == []
    assert on_day(world, AUTUMN - DAY).non_eligible_money is None
    assert on_day(world, SPRING, as_of=AUTUMN - DAY).last_day == date(2023, 12, 31)


def test_the_days_of_each_rule_follow_each_other(world: Shown) -> None:
    """Until the day before the next, its own last day, or the day asked for."""
    flat = world.scene.ledger.operations.set_flat_rate
    flat(percent=Decimal(15), **rule(world, "first", START))
    flat(percent=Decimal(20), valid_until=SPRING, **rule(world, "second", AUTUMN))
    spans = Operations.spans(world.now(), "flat_rate")
    assert [(each.first_day, each.last_day, each.terms["percent"]) for each in spans] == [
        (START, AUTUMN - DAY, "15.00"),
        (AUTUMN, SPRING, "20.00"),
    ]
    cut = Operations.spans(world.connection, "flat_rate", as_of=AUTUMN)
    assert [each.last_day for each in cut] == [AUTUMN - DAY, AUTUMN]
