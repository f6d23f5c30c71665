"""Partners: what each planned and received, by period and by day, as known then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from projections.partner_rows import PartnerFilter, PaymentFilter
from projections.partners import Partners
from tests.projections.shown import Shown, shown

MADONA = PaymentFilter(municipality="LV-059")


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Partners) as world:
        yield world


def pay(world: Shown, amount: str, day: date, period: str | None = None, **more: Any) -> UUID:
    """A payment to Madona; its id."""
    payment = uuid4()
    world.scene.ledger.partners.make_payment(
        partner_id=world.scene.id("Madona"),
        payment_id=payment,
        amount=Decimal(amount),
        reference=str(payment),
        period=period,
        occurred_on=day,
        **more,
    )
    return payment


def received(
    world: Shown,
    day: date | None = None,
    where: PaymentFilter = MADONA,
    known_at: int | None = None,
) -> Decimal:
    """Received by a day."""
    return Partners.received(world.now(), where, as_of=day, known_at=known_at).amount


def test_received_by_period_and_by_day(world: Shown) -> None:
    """The published sums of Madona: by semester, by school year, and cumulative on their days."""
    pay(world, "29311.57", date(2020, 12, 18), "2020/21 I")
    pay(world, "45383.71", date(2021, 6, 30), "2020/21 II")
    pay(world, "15804.30", date(2021, 8, 31))
    assert received(world, where=PaymentFilter(period="2020/21 I")) == Decimal("29311.57")
    assert received(world, where=PaymentFilter(school_year="2020/21")) == Decimal("74695.28")
    assert received(world, where=PaymentFilter(period_stated=False)) == Decimal("15804.30")
    assert received(world, date(2021, 6, 29)) == Decimal("29311.57")
    assert received(world, date(2021, 6, 30)) == Decimal("74695.28")
    assert received(world, date(2021, 8, 31)) == Decimal("90499.58")
    assert received(world, where=PaymentFilter(municipality="LV-021")) == 0


def test_a_reversed_payment_counts_until_the_day_it_was_reversed(world: Shown) -> None:
    """And as it was known before, it counts still."""
    wrong = pay(world, "100.00", date(2021, 1, 15), "2020/21 I")
    before = world.position()
    world.scene.ledger.partners.reverse_payment(
        partner_id=world.scene.id("Madona"), payment_id=wrong, occurred_on=date(2021, 2, 1)
    )
    assert received(world, date(2021, 1, 31)) == 100
    assert received(world, date(2021, 2, 1)) == 0
    assert received(world, date(2021, 2, 1), known_at=before) == 100
    [payment] = Partners.payments_page(world.now(), PaymentFilter(reversed=True))
    assert (payment.payment_id, payment.reversed_on) == (wrong, date(2021, 2, 1))
    assert Partners.payments_page(world.now(), as_of=date(2021, 1, 14)) == []
    [standing] = Partners.payments_page(world.now(), known_at=before)
    assert standing.reversed_on is None


def test_a_partner_with_everything_it_received(world: Shown) -> None:
    """Advances, payments for prior and for no stated periods, each apart and all together."""
    partners, madona = world.scene.ledger.partners, world.scene.id("Madona")
    partners.pay_advance(
        partner_id=madona,
        payment_id=uuid4(),
        amount=Decimal("500.00"),
        reference="MU-0",
        occurred_on=date(2020, 9, 1),
    )
    pay(world, "20.00", date(2021, 2, 1), "2019/20 II", prior_period=True)
    pay(world, "3.00", date(2021, 3, 1), purpose="youth_projects")
    [state] = Partners.page(world.now(), PartnerFilter(municipality="LV-059"))
    assert (state.agreement, state.signed_on) == ("P6-13/51", date(2017, 9, 1))
    assert state.advanced == 500
    assert state.received == 523
    assert state.received_for_prior_periods == 20
    assert state.received_for_no_stated_period == 3
    youth_projects = PaymentFilter(partner_id=madona, purpose="youth_projects")
    assert received(world, where=youth_projects) == 3
    first, second, third = Partners.payments_page(world.now())
    assert (first.kind, second.prior_period, third.period) == ("advance", True, None)
    assert Partners.payments_page(world.now(), after=first.position, limit=1) == [second]
    assert Partners.page(world.now(), as_of=date(2017, 8, 31)) == []


def test_a_budget_planned_again_replaces_the_earlier(world: Shown) -> None:
    """From the day it was planned on; as it was known before, the earlier stands."""
    partners, madona = world.scene.ledger.partners, world.scene.id("Madona")

    def plan(amount: str, students: int, day: date) -> None:
        partners.plan_semester_budget(
            partner_id=madona,
            semester="2017/18 I",
            amount=Decimal(amount),
            students=students,
            occurred_on=day,
        )

    plan("20000.00", 40, date(2017, 9, 20))
    before = world.position()
    plan("22292.95", 51, date(2017, 10, 1))
    pay(world, "7.00", date(2018, 2, 1), "2017/18 II", prior_period=True)
    first, second = Partners.semesters(world.now())
    assert (first.planned, first.planned_students) == (Decimal("22292.95"), 51)
    assert first.received == first.received_as_prior_period == 0
    assert (second.semester, second.planned, second.planned_students) == ("2017/18 II", None, None)
    assert second.received == second.received_as_prior_period == 7
    [earlier] = Partners.semesters(world.now(), as_of=date(2017, 9, 30))
    [known] = Partners.semesters(world.now(), known_at=before)
    assert earlier.planned_students == known.planned_students == 40


def test_a_withdrawn_budget_never_was(world: Shown) -> None:
    """On no day, once it is known; planned anew, the semester has a budget again."""
    partners = world.scene.ledger.partners
    plan: dict[str, Any] = {"partner_id": world.scene.id("Madona"), "semester": "2017/18 I"}
    first, second = Decimal("20000.00"), Decimal("300.00")
    day = date(2017, 9, 20)
    partners.plan_semester_budget(amount=first, students=40, occurred_on=day, **plan)
    before = world.position()
    partners.withdraw_semester_budget(occurred_on=day, **plan)
    assert Partners.semesters(world.now()) == []
    assert [each.planned for each in Partners.semesters(world.now(), known_at=before)] == [first]
    partners.plan_semester_budget(amount=second, students=2, occurred_on=day, **plan)
    assert [each.planned for each in Partners.semesters(world.now())] == [second]
    assert world.differences() == []


def test_an_agreement_voided_never_was_and_takes_its_amendments_along(world: Shown) -> None:
    """The next agreement starts without them."""
    partners, madona = world.scene.ledger.partners, world.scene.id("Madona")
    amended: dict[str, Any] = {"partner_id": madona, "occurred_on": date(2019, 1, 1)}
    for number in ("1", "2"):
        partners.amend_agreement(
            amendment_id=world.scene.id(number), number=number, subject="term", **amended
        )
    partners.void_amendment(amendment_id=world.scene.id("1"), **amended)
    before = world.position()
    partners.void_agreement(**amended)
    between = world.position()
    partners.sign_agreement(number="P6-13/5", **amended)

    def agreement(known_at: int | None = None) -> tuple[str | None, list[str]]:
        found = Partners.get(world.now(), madona, known_at=known_at)
        assert found
        return found.partner.agreement, [each.number for each in found.amendments]

    assert agreement(before) == ("P6-13/51", ["2"])
    assert agreement(between) == (None, [])
    assert agreement() == ("P6-13/5", [])
    assert Partners.get(world.now(), uuid4()) is None


def test_a_corrected_joining_holds_for_all_days(world: Shown) -> None:
    """Once it is known; and rebuilt it is all the same."""
    before = world.position()
    world.scene.ledger.partners.correct_joining(
        partner_id=world.scene.id("Madona"),
        name="Madonas novada pašvaldība",
        kind="municipality",
        municipality="LV-059",
        occurred_on=date(2021, 1, 1),
    )
    [now] = Partners.page(world.now(), as_of=date(2018, 1, 1))
    [then] = Partners.page(world.now(), as_of=date(2021, 1, 1), known_at=before)
    assert (now.name, then.name) == ("Madonas novada pašvaldība", "Madonas novads")
    assert world.differences() == []
