"""Madona as a partner that everything happens to: what the tests of accounts tell the ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from api.accounts import SemesterAccount, semester_accounts
from projections.partner_rows import PartnerFilter
from tests.ledger.partner_steps import SHA, declared
from tests.ledger.scene import SEMESTER, somebody
from tests.projections.shown import Shown

NOVEMBER, JANUARY, MARCH = date(2020, 11, 1), date(2021, 1, 15), date(2021, 3, 1)


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

    def recover(
        self,
        settlement: UUID,
        amount: str,
        means: str,
        day: date = MARCH,
        ground: str = "ineligible",
    ) -> UUID:
        """Decided, and half of it has come back; the receipt's id."""
        recovery, receipt = uuid4(), uuid4()
        self.partners.decide_recovery(
            self.id,
            settlement_id=settlement,
            recovery_id=recovery,
            amount=Decimal(amount),
            ground=ground,
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
