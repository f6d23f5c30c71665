"""Measures that would have come out otherwise by the rules as they are known now, and only those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.errors import LedgerError
from ledger.operation import Shares
from ledger.student.values import Group
from projections.difference_rows import Difference, DifferenceFilter
from projections.differences import Differences
from tests.ledger.scene import START, somebody
from tests.projections.histories import STUDENTS, Step
from tests.projections.shown import Shown, shown
from tests.projections.test_histories import agree_on_rules

AUTUMN, LESSON, FOUND = date(2020, 9, 1), date(2020, 9, 7), date(2021, 2, 1)
DAY = timedelta(days=1)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Differences) as world:
        world.scene.student("Anna")
        world.scene.student("Juris")
        yield world


def rate(
    world: Shown, cost: str, since: date = AUTUMN, until: date | None = None, found: date = FOUND
) -> UUID:
    """A unit cost of pedagogues; its rule."""
    rule = uuid4()
    world.scene.ledger.operations.set_rate(
        rule_id=rule,
        specialist_kind="pedagogue",
        unit_cost=Decimal(cost),
        hour="clock",
        method_document="method",
        valid_from=since,
        valid_until=until,
        source="MK 460",
        occurred_on=found,
    )
    return rule


def other_shares(world: Shown, esf: int = 80) -> None:
    """Others pay from the autumn on, as is found in February."""
    world.scene.ledger.operations.set_cofinancing(
        rule_id=uuid4(),
        shares=Shares(Decimal(esf), Decimal(15), Decimal(85 - esf)),
        valid_from=AUTUMN,
        source="MK 460",
        occurred_on=FOUND,
    )


def page(world: Shown, **asked: Any) -> Sequence[Difference]:
    """What differs."""
    return Differences.page(world.now(), **asked)


def test_a_back_dated_rate_shows_what_came_out_otherwise(world: Shown) -> None:
    """Both unit costs, versions and amounts; not before it was decided, nor as nobody knew of it."""
    given = uuid4()
    world.scene.consult("Anna", consultation_id=given)
    before = world.position()
    assert page(world) == []
    rate(world, "14.10", since=LESSON)
    [found] = page(world)
    assert (found.measure_id, found.position, found.day) == (given, before, LESSON)
    assert (found.unit_cost, found.rule_unit_cost) == (Decimal("12.35"), Decimal("14.10"))
    assert (found.rate_version, found.rule_rate_version) == (1, 2)
    assert (found.amount, found.rule_amount) == (Decimal("12.35"), Decimal("14.10"))
    assert (found.esf, found.rule_esf) == (Decimal(85), Decimal(85))
    assert page(world, as_of=FOUND - DAY) == []
    assert page(world, known_at=before) == []
    assert page(world, after=before) == []
    assert len(page(world, as_of=FOUND)) == 1
    assert world.differences() == []


def test_only_the_days_on_which_the_rules_differ_count(world: Shown) -> None:
    """A rate that begins a day later, or says the same, or is withdrawn again, changes nothing."""
    world.scene.consult("Anna")
    rate(world, "14.10", since=LESSON + DAY)
    rate(world, "12.35", since=AUTUMN)
    assert page(world) == []
    wrong = rate(world, "99.99", since=LESSON)
    assert len(page(world)) == 1
    before = world.position()
    world.scene.ledger.operations.withdraw_rule(rule_id=wrong, occurred_on=FOUND)
    assert page(world) == []
    assert len(page(world, known_at=before)) == 1


def test_where_no_rule_holds_any_more_the_rules_say_nothing(world: Shown) -> None:
    """A rate that had an end leaves what was given after it without a price."""
    world.scene.consult("Anna")
    rate(world, "12.35", since=AUTUMN, until=LESSON - DAY)
    [found] = page(world)
    assert (found.rule_unit_cost, found.rule_amount, found.rule_rate_version) == (None, None, None)
    rate(world, "12.35", since=LESSON)
    assert page(world) == []


def test_other_shares_differ_in_consultations_and_compensations(world: Shown) -> None:
    """Missed, voided and refused ones came out by no rule; an approval says how much it is about."""
    students, anna = world.scene.ledger.students, world.scene.id("Anna")
    voided, claim, refused = uuid4(), uuid4(), uuid4()
    world.scene.consult("Anna", consultation_id=voided)
    world.scene.consult("Juris", hour=1)
    world.scene.claim("Anna", "20.00", compensation_id=claim)
    world.scene.claim("Juris", "30.00", compensation_id=refused)
    with somebody(actor="berta"):
        students.approve_compensation(
            anna, compensation_id=claim, amount=Decimal(15), occurred_on=FOUND
        )
    other_shares(world)
    assert len(page(world)) == 4
    before = world.position()
    students.void_consultation(anna, consultation_id=voided, occurred_on=FOUND)
    students.refuse_compensation(
        world.scene.id("Juris"), compensation_id=refused, occurred_on=FOUND
    )
    [consultation, compensation] = page(world)
    assert (consultation.kind, consultation.rule_unit_cost) == ("consultation", Decimal("12.35"))
    assert (compensation.measure_id, compensation.amount) == (claim, Decimal(15))
    assert (compensation.rule_amount, compensation.unit_cost) == (Decimal(15), None)
    shares = (compensation.esf, compensation.rule_esf, compensation.rule_state_non_eligible)
    assert shares == (Decimal(85), Decimal(80), Decimal(5))
    assert len(page(world, known_at=before)) == 4
    assert world.differences() == []


def test_both_ways_to_differ_are_one_difference(world: Shown) -> None:
    """By price and by shares; of a group each has its part of the new cost."""
    group = uuid4()
    world.scene.consult("Anna", group=Group(group, 2, 1))
    world.scene.consult("Juris", group=Group(group, 2, 2))
    rate(world, "14.11")
    other_shares(world)
    found = page(world)
    assert {each.group_id for each in found} == {group}
    assert [each.rule_amount for each in found] == [Decimal("7.06"), Decimal("7.05")]
    assert {each.rule_esf for each in found} == {80}


def test_what_is_recalculated_differs_no_more(world: Shown) -> None:
    """Filters and pages narrow the list; the ledger's amounts are then those that the list told."""
    for number, name in enumerate(("Anna", "Juris")):
        world.scene.consult(name, hour=number)
    rate(world, "14.10")
    first, second = page(world)
    assert page(world, limit=1) == [first]
    assert page(world, after=first.position) == [second]
    for field in ("partner_id", "institution_id", "municipality", "semester"):
        where = {field: getattr(first, field)}
        assert len(page(world, where=DifferenceFilter(**where))) == 2
    assert page(world, where=DifferenceFilter(municipality="LV-021")) == []
    assert page(world, where=DifferenceFilter(partner_id=uuid4())) == []
    world.scene.ledger.students.recalculate_consultation(
        first.student_id,
        consultation_id=first.measure_id,
        recalculated_id=uuid4(),
        occurred_on=FOUND,
    )
    assert page(world) == [second]
    rate(world, "12.35", found=FOUND + DAY)
    [again] = page(world)
    assert (again.student_id, again.amount, again.rule_amount) == (
        first.student_id,
        Decimal("14.10"),
        Decimal("12.35"),
    )
    assert again.day > START


def test_whatever_is_ruled_given_and_recalculated_the_list_is_what_the_rules_say(
    world: Shown,
) -> None:
    """In any order and back-dated by any number of days, and as it was known in between."""
    chance, taken = Random(7), Counter[str]()  # noqa: S311  the same history each time
    first = ("consult", "consult", "claim", "set_rate", "set_shares", "withdraw_rate")
    later = ("approve", "pay", "recalculate", "recalculate_claim", "void_consultation")
    known: dict[int, Sequence[Difference]] = {}
    for number in range(150):
        verb, name = chance.choice(first + later), chance.choice(STUDENTS)
        day = FOUND if verb in later else AUTUMN + chance.choice((0, 6, 28, 29)) * DAY
        with suppress(LedgerError):
            Step(verb, name, chance.randrange(3), day).take(world.scene)
            taken[verb] += 1
        if number % 30 == 0:
            agree_on_rules(world)
            known[world.position()] = page(world, limit=1000)
    agree_on_rules(world)
    for position, found in known.items():
        assert page(world, limit=1000, known_at=position) == found
    assert {"set_rate", "set_shares", "withdraw_rate", "recalculate", "recalculate_claim"} <= set(
        taken
    )
