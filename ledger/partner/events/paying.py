"""Facts about money that partners are paid."""

from typing import TYPE_CHECKING
from uuid import UUID

from ledger.fact import Fact
from ledger.money import Euros
from ledger.partner.values import ADVANCE, Payment
from ledger.text import PaymentPurpose, Semester

if TYPE_CHECKING:
    from ledger.partner.partner import Partner


class AdvancePaid(Fact):
    """Money was paid to the partner ahead of its expenditure."""

    TOPIC = "partner.advance_paid"
    payment_id: UUID
    amount: Euros
    reference: str
    """The bank entry"""

    def apply(self, partner: "Partner") -> None:
        partner.payments[self.payment_id] = Payment(
            self.reference, self.occurred_on, ADVANCE, self.amount
        )


class PaymentMade(Fact):
    """Money was paid to the partner for a semester, or for a period that is not stated."""

    TOPIC = "partner.payment_made"
    payment_id: UUID
    amount: Euros
    period: Semester | None
    """None where none is stated."""
    purpose: PaymentPurpose
    prior_period: bool
    """Whether it settles an earlier period than the one it was paid in."""
    reference: str

    def apply(self, partner: "Partner") -> None:
        partner.payments[self.payment_id] = Payment(
            self.reference, self.occurred_on, self.purpose, self.amount
        )


class PaymentReversed(Fact):
    """A payment or advance was taken back in full."""

    TOPIC = "partner.payment_reversed"
    payment_id: UUID

    def apply(self, partner: "Partner") -> None:
        partner.payments[self.payment_id].voided = True
