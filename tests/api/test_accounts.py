"""What partners are owed, to the cent: as the journal has it, by semester, day and position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from api.accounts import SemesterAccount, account, budgets
from ledger.partner.errors import RecoveredMoreThanSpent
from projections.funding import Funding
from projections.journal import Journal
from projections.partner_rows import PartnerFilter
from projections.partners import Partners
from projections.settlement_rows import SettlementFilter
from projections.settlements import Settlements
from tests.api.madona import JANUARY, MARCH, NOVEMBER, Madona, everything
from tests.ledger.scene import SEMESTER
from tests.projections.shown import Shown, shown


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Partners, Settlements, Funding, Journal) as world:
        world.scene.student("Anna")
        yield world


def of(*values: Any) -> tuple[Any, ...]:
    """Amounts, to be compared with numbers as they are written."""
    return values


@pytest.fixture
def madona(world: Shown) -> Madona:
    return Madona(world)


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
        "overpaid": "0.00",
        "repaid": "4.00",
        "recovery_offset": "0.00",
        "owed_taken_over": "0.00",
        "advances_taken_over": "0.00",
        "to_recover_taken_over": "0.00",
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


def test_what_a_dissolved_partner_was_owed_passes_on_in_journal_and_account(
    madona: Madona, world: Shown
) -> None:
    """Both agree for both partners on each day and position; as known before, nothing had passed on."""
    everything(madona)
    other: dict[str, Any] = {"partner_id": world.scene.id("other")}
    school: dict[str, Any] = {
        "kind": "state_general",
        "municipality": None,
        "name": "School of the state",
    }
    day: dict[str, Any] = {"occurred_on": date(2021, 5, 1)}
    madona.partners.join(**school, **other, **day)
    madona.partners.correct_joining(partner_id=madona.id, **school, **day)
    before = world.position()
    into = {"partner_id": madona.id, "successor_id": other["partner_id"]}
    madona.partners.merge(**into, merger_id=uuid4(), **day)
    madona.void(madona.consult(5), date(2021, 6, 1))
    madona.consult(6)
    madona.partners.pass_on(partner_id=madona.id, occurred_on=date(2021, 6, 2))
    merged = world.position()
    madona.partners.void_merger(partner_id=madona.id, occurred_on=date(2021, 7, 1))
    reader, last = world.now(), world.position()
    for known_at in range(before, last + 1):
        for as_of in (None, date(2021, 5, 1), date(2021, 6, 1)):
            when: dict[str, Any] = {"as_of": as_of, "known_at": known_at}
            for partner in (madona.id, other["partner_id"]):
                where = {"partner": str(partner)}
                lines = Journal.balances(reader, where, **when)
                books = {each.account: each.balance for each in lines}
                found = account(reader, PartnerFilter(partner), **when)
                assert found.total.owed == -books.get("2100", 0)
                assert found.advances_outstanding == books.get("1100", 0)
                assert found.recoveries_outstanding == books.get("1200", 0)
    for known_at in (before, merged, last):
        # At a position between the two events of one append, one of them is still to come.
        between = Journal.balances(reader, known_at=known_at)
        assert sum(each.balance for each in between if each.account == "1900") == 0
    successor = account(reader, PartnerFilter(other["partner_id"]), known_at=merged).total
    # The youth project's payment stays with the partner it was made to.
    assert successor.owed == Decimal("10.05") + 1 + Decimal("12.35")
    assert account(reader, PartnerFilter(other["partner_id"])).total.owed == 0
    assert account(reader, PartnerFilter(other["partner_id"]), known_at=before).total.owed == 0
    assert world.differences() == []


def test_what_was_overpaid_comes_back_once(madona: Madona, world: Shown) -> None:
    """A consultation voided after it was paid: half of it repaid, half to come; expenditure is what stands, nothing."""
    given = madona.consult(0)
    settlement = madona.submit("12.35")
    madona.approve(settlement, "12.35")
    madona.pay("12.34", JANUARY, period=SEMESTER)
    madona.void(given, MARCH)
    assert of(madona.account().owed, madona.account().not_declared) == of(
        Decimal("-12.34"), Decimal("-12.35")
    )
    with pytest.raises(RecoveredMoreThanSpent):
        madona.recover(settlement, "12.34", "repaid")
    receipt = madona.recover(settlement, "12.34", "repaid", ground="overpaid")
    then = madona.account()
    assert of(then.owed, then.to_recover, then.overpaid) == of(0, *2 * [Decimal("12.34")])
    reader, where = world.now(), {"partner": str(madona.id)}
    books = {each.account: each.balance for each in Journal.balances(reader, where)}
    assert {account_: balance for account_, balance in books.items() if balance} == {
        "1000": Decimal("-6.17"),
        "1200": Decimal("6.17"),
    }
    on: dict[str, Any] = {"occurred_on": MARCH}
    madona.partners.void_recovery_receipt(partner_id=madona.id, receipt_id=receipt, **on)
    [recovery] = Settlements.recoveries(reader)
    madona.partners.void_recovery(madona.id, recovery_id=recovery.recovery_id, **on)
    assert of(madona.account().owed, madona.account().overpaid) == of(Decimal("-12.34"), 0)
    assert world.differences() == []


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


def test_what_was_allowed_before_is_told_as_of_its_days(madona: Madona) -> None:
    """Allowed again, or after it was withdrawn, what was allowed until then still was."""
    madona.plan("10.00")
    of_semester: dict[str, Any] = {"partner_id": madona.id, "semester": SEMESTER}

    def allow(up_to: str, day: date) -> None:
        madona.partners.allow_overspending(up_to=Decimal(up_to), occurred_on=day, **of_semester)

    def allowed(**when: Any) -> Decimal | None:
        [found] = budgets(madona.world.now(), **when)
        return found.allowed

    allow("20.00", date(2020, 10, 1))
    allow("30.00", NOVEMBER)
    before = madona.world.position()
    madona.partners.withdraw_overspending(occurred_on=JANUARY, **of_semester)
    allow("40.00", MARCH)
    days = (date(2020, 9, 30), date(2020, 10, 1), NOVEMBER, JANUARY, MARCH)
    assert of(*(allowed(as_of=day) for day in days)) == (None, 20, 30, None, 40)
    assert of(*(allowed(as_of=day, known_at=before) for day in days)) == (None, 20, 30, 30, 30)
    madona.partners.withdraw_semester_budget(occurred_on=MARCH, **of_semester)
    madona.plan("50.00")
    assert allowed() is None
    assert madona.world.differences() == []


def test_every_amount_of_an_account_adds_up(madona: Madona) -> None:
    """The total of a partner is the sum of its semesters, whatever field is added later."""
    everything(madona)
    found = account(madona.world.now(), madona.filter)
    for field in fields(SemesterAccount):
        if field.name not in ("semester", "used", "level"):
            parts = [getattr(each, field.name) or 0 for each in found.semesters]
            assert getattr(found.total, field.name) == sum(parts)
