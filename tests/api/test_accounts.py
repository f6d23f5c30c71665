"""What partners are owed, to the cent: as the journal has it, by semester, day and position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.accounts import SemesterAccount, account, budgets, semester_accounts
from projections.funding import Funding
from projections.journal import Journal
from projections.partner_rows import PartnerFilter
from projections.partners import Partners
from projections.settlement_rows import SettlementFilter
from projections.settlements import Settlements
from tests.ledger.partner_steps import SHA, declared
from tests.ledger.scene import SEMESTER, somebody
from tests.projections.shown import Shown, shown

NOVEMBER, JANUARY, MARCH = date(2020, 11, 1), date(2021, 1, 15), date(2021, 3, 1)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Partners, Settlements, Funding, Journal) as world:
        world.scene.student("Anna")
        yield world


class Madona:
    """The scene's partner, and what is told about it."""

    def __init__(self, world: Shown) -> None:
        self.world, self.id = world, world.scene.id("Madona")
        self.partners = world.scene.ledger.partners
        self.filter = PartnerFilter(self.id)

    def plan(self, amount: str) -> None:
        """A budget for the semester."""
        self.partners.plan_semester_budget(
            partner_id=self.id,
            semester=SEMESTER,
            amount=Decimal(amount),
            students=1,
            occurred_on=date(2020, 9, 1),
        )

    def consult(self, *hours: int) -> UUID:
        """Hours of 12.35 EUR; the last one's id."""
        made = [self.world.scene.consult("Anna", hour=hour).made for hour in hours]
        assert made[-1]
        return made[-1]

    def void(self, consultation: UUID, day: date) -> None:
        """A consultation that was not given."""
        self.world.scene.ledger.students.void_consultation(
            self.world.scene.id("Anna"), consultation_id=consultation, occurred_on=day
        )

    def pay(self, amount: str, day: date, **more: Any) -> None:
        """A payment, or an advance."""
        paid: dict[str, Any] = {"payment_id": uuid4(), "reference": str(uuid4())}
        command = (
            self.partners.pay_advance if more.pop("advance", 0) else self.partners.make_payment
        )
        command(partner_id=self.id, amount=Decimal(amount), occurred_on=day, **paid, **more)

    def submit(self, amount: str, day: date = JANUARY) -> UUID:
        """A settlement; its id."""
        settlement = uuid4()
        self.partners.submit_settlement(
            partner_id=self.id,
            settlement_id=settlement,
            semester=SEMESTER,
            declared=declared(amount),
            documents_sha256=SHA,
            occurred_on=day,
        )
        return settlement

    def approve(
        self, settlement: UUID, amount: str, offset: str = "0", day: date = JANUARY
    ) -> None:
        """By the state service."""
        with somebody(actor="ikvd"):
            self.partners.approve_settlement(
                self.id,
                settlement_id=settlement,
                approval_id=uuid4(),
                amount=Decimal(amount),
                advances_offset=Decimal(offset),
                occurred_on=day,
            )

    def recover(self, settlement: UUID, amount: str, means: str, day: date = MARCH) -> UUID:
        """Decided, and half of it has come back; the receipt's id."""
        recovery, receipt = uuid4(), uuid4()
        self.partners.decide_recovery(
            self.id,
            settlement_id=settlement,
            recovery_id=recovery,
            amount=Decimal(amount),
            ground="ineligible",
            means=means,
            occurred_on=day,
        )
        back: dict[str, Any] = {"partner_id": self.id, "recovery_id": recovery}
        back |= {"receipt_id": receipt, "amount": Decimal(amount) / 2, "occurred_on": day}
        if means == "repaid":
            self.partners.receive_recovery(reference=str(receipt), **back)
        else:
            self.partners.offset_recovery(**back)
        return receipt

    def account(self, **when: Any) -> SemesterAccount:
        """Of the semester."""
        found = semester_accounts(self.world.now(), self.filter, **when)
        [semester] = [each for each in found if each.semester == SEMESTER]
        return semester


def of(*values: Any) -> tuple[Any, ...]:
    """Amounts, to be compared with numbers as they are written."""
    return values


@pytest.fixture
def madona(world: Shown) -> Madona:
    return Madona(world)


def everything(madona: Madona) -> None:
    """One of each fact, some of them taken back."""
    madona.plan("100.00")
    madona.pay("30.00", NOVEMBER, advance=True)
    wrong = madona.consult(0, 1, 2, 3)
    madona.pay("7.00", NOVEMBER, period=SEMESTER)
    madona.pay("3.00", NOVEMBER, period=SEMESTER, prior_period=True)
    madona.pay("2.00", NOVEMBER)
    madona.pay("1.00", NOVEMBER, period=SEMESTER, purpose="youth_projects")
    returned = madona.submit("49.40")
    on: dict[str, Any] = {"settlement_id": returned, "occurred_on": JANUARY}
    madona.partners.return_settlement(madona.id, **on)
    madona.partners.void_settlement_return(madona.id, **on)
    madona.partners.return_settlement(madona.id, **on)
    madona.partners.void_settlement(madona.id, **on)
    settlement = madona.submit("40.00")
    madona.approve(settlement, "40.00", "30.00")
    madona.partners.void_approval(madona.id, settlement_id=settlement, occurred_on=date(2021, 2, 1))
    madona.approve(settlement, "36.00", "10.00", date(2021, 2, 1))
    madona.void(wrong, MARCH)
    madona.recover(settlement, "8.00", "repaid")
    receipt = madona.recover(settlement, "2.00", "offset")
    on = {"receipt_id": receipt, "occurred_on": date(2021, 4, 1)}
    madona.partners.void_recovery_receipt(partner_id=madona.id, **on)


def test_a_semester_to_the_cent(madona: Madona) -> None:
    """Planned, spent, declared, approved, received, prior-period, off-set, recovered, owed."""
    everything(madona)
    shown_ = {
        name: str(value)
        for name, value in asdict(madona.account()).items()
        if isinstance(value, Decimal)
    }
    assert shown_ == {
        "planned": "100.00",
        "spent": "37.05",
        "spent_on_students": "37.05",
        "used": "37.0",
        "declared": "40.00",
        "not_declared": "-2.95",
        "approved": "36.00",
        "not_approved": "4.00",
        "received": "11.00",
        "received_as_prior_period": "3.00",
        "advanced": "0.00",
        "advances_offset": "10.00",
        "to_recover": "10.00",
        "repaid": "4.00",
        "recovery_offset": "0.00",
        "owed": "12.05",
    }
    whole = account(madona.world.now(), madona.filter)
    assert of(whole.total.owed, whole.total.advanced) == (Decimal("10.05"), 30)
    assert of(whole.advances_outstanding, whole.recoveries_outstanding) == (20, 6)
    assert madona.world.differences() == []


def test_owed_is_what_the_journal_says(madona: Madona) -> None:
    """Of every semester and of none, at every position and on any day; the trial balance is zero."""
    everything(madona)
    reader, last = madona.world.now(), madona.world.position()
    where = {"partner": str(madona.id)}
    for known_at in range(last - 40, last + 1):
        for as_of in (None, NOVEMBER, JANUARY, MARCH):
            when: dict[str, Any] = {"as_of": as_of, "known_at": known_at}
            books = {each.account: each.balance for each in Journal.balances(reader, where, **when)}
            assert sum(books.values()) == 0
            found = account(reader, madona.filter, **when)
            assert found.total.owed == -books.get("2100", 0)
            assert found.advances_outstanding == books.get("1100", 0)
            assert found.recoveries_outstanding == books.get("1200", 0)
            for each in found.semesters:
                if each.semester:
                    of = {**where, "semester": each.semester}
                    by_semester = Journal.balances(reader, of, **when)
                    owed = [-line.balance for line in by_semester if line.account == "2100"]
                    assert each.owed == sum(owed)


def test_late_facts_are_a_difference_and_settle_as_a_prior_period(madona: Madona) -> None:
    """What was approved stays; another settlement declares the rest, and says so."""
    madona.consult(0)
    first = madona.submit("12.35")
    madona.approve(first, "12.35")
    before = madona.world.position()
    madona.consult(1)
    late = madona.account()
    assert (late.approved, late.not_declared) == (Decimal("12.35"), Decimal("12.35"))
    assert madona.account(known_at=before).not_declared == 0
    second = madona.submit("12.35", MARCH)
    one, two = Settlements.page(madona.world.now(), SettlementFilter(madona.id))
    assert (one.settlement_id, one.prior_period, one.state) == (first, False, "approved")
    assert (two.settlement_id, two.prior_period, two.state) == (second, True, "submitted")
    assert Settlements.page(madona.world.now(), after=one.position, limit=1) == [two]
    assert Settlements.page(madona.world.now(), as_of=date(2020, 12, 1)) == []


def test_what_was_taken_back_counts_until_that_day(madona: Madona) -> None:
    """Approvals and receipts are money: a void is a movement of its own day and position."""
    everything(madona)
    reader = madona.world.now()
    [voided, standing] = Settlements.page(reader)
    assert of(voided.state, voided.declared) == ("voided", 0)
    assert of(standing.state, standing.approved, standing.since) == (
        "approved",
        36,
        date(2021, 2, 1),
    )
    [_, then] = Settlements.page(reader, as_of=JANUARY)
    assert of(then.state, then.approved, then.advances_offset) == ("approved", 40, 30)
    repaid, offset = Settlements.recoveries(reader)
    assert of(repaid.means, repaid.to_recover, repaid.repaid) == ("repaid", 8, 4)
    assert of(offset.ground, offset.to_recover, offset.recovery_offset) == ("ineligible", 2, 0)
    [_, offset] = Settlements.recoveries(reader, as_of=MARCH)
    assert offset.recovery_offset == 1
    assert Settlements.recoveries(reader, as_of=JANUARY) == []


def test_budgets_are_listed_from_a_level_on(madona: Madona) -> None:
    """80 and 100 percent, as of a day and as known; what is allowed beyond the plan shows in what is left."""
    madona.plan("24.70")
    madona.consult(0)
    [half] = budgets(madona.world.now())
    assert of(half.used, half.level, half.left) == (50, None, Decimal("12.35"))
    before = madona.world.position()
    madona.consult(1)
    [full] = budgets(madona.world.now(), at_least=80)
    assert of(full.used, full.level, full.left, full.semester) == (100, 100, 0, SEMESTER)
    assert budgets(madona.world.now(), at_least=80, known_at=before) == []
    assert budgets(madona.world.now(), at_least=80, as_of=date(2020, 9, 6)) == []
    allowed: dict[str, Any] = {"partner_id": madona.id, "semester": SEMESTER}
    madona.partners.allow_overspending(
        up_to=Decimal("30.00"), occurred_on=date(2020, 10, 1), **allowed
    )
    madona.partners.withdraw_overspending(occurred_on=MARCH, **allowed)
    [then] = budgets(madona.world.now(), as_of=JANUARY)
    [now] = budgets(madona.world.now())
    assert of(then.allowed, then.left) == (30, Decimal("5.30"))
    assert of(now.allowed, now.left) == (None, 0)
    madona.plan("29.00")
    assert [each.level for each in budgets(madona.world.now(), at_least=80)] == [80]
    assert budgets(madona.world.now(), PartnerFilter(municipality="LV-021")) == []


def test_every_amount_of_an_account_adds_up(madona: Madona) -> None:
    """The total of a partner is the sum of its semesters, whatever field is added later."""
    everything(madona)
    found = account(madona.world.now(), madona.filter)
    for field in fields(SemesterAccount):
        if field.name not in ("semester", "used", "level"):
            parts = [getattr(each, field.name) or 0 for each in found.semesters]
            assert getattr(found.total, field.name) == sum(parts)
