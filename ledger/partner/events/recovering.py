"""Facts about recoveries: what was approved and has to come back, and how it does."""

from typing import TYPE_CHECKING
from uuid import UUID

from ledger.fact import Fact
from ledger.money import Euros
from ledger.partner.values import Receipt, Recovery
from ledger.text import Semester

if TYPE_CHECKING:
    from ledger.partner.partner import Partner


class RecoveryDecided(Fact):
    """A part of what was approved is to come back: repaid, or off-set against what is owed.

    On the ground `overpaid` it was paid and is not owed (any more); on any other it had been spent wrongly.
    """

    TOPIC = "partner.recovery_decided"
    recovery_id: UUID
    settlement_id: UUID
    semester: Semester
    amount: Euros
    ground: str
    means: str
    """repaid or offset"""
    verifications: tuple[UUID, ...]
    """The management verifications that found it."""

    def apply(self, partner: "Partner") -> None:
        partner.recoveries[self.recovery_id] = Recovery(
            settlement_id=self.settlement_id,
            semester=self.semester,
            amount=self.amount,
            ground=self.ground,
            means=self.means,
            decided_on=self.occurred_on,
        )


class RecoveryVoided(Fact):
    """A recovery had been decided wrongly: nothing is to come back."""

    TOPIC = "partner.recovery_voided"
    recovery_id: UUID
    settlement_id: UUID
    semester: Semester

    def apply(self, partner: "Partner") -> None:
        partner.recoveries[self.recovery_id].voided = True


class RecoveryReceived(Fact):
    """The partner paid back, in whole or part, what was to come back."""

    TOPIC = "partner.recovery_received"
    receipt_id: UUID
    recovery_id: UUID
    semester: Semester
    amount: Euros
    reference: str
    """The bank entry"""

    def apply(self, partner: "Partner") -> None:
        partner.receipts[self.receipt_id] = Receipt(
            self.recovery_id, self.amount, self.occurred_on, self.reference
        )


class RecoveryOffset(Fact):
    """What was to come back was taken, in whole or part, from what the partner is owed."""

    TOPIC = "partner.recovery_offset"
    receipt_id: UUID
    recovery_id: UUID
    semester: Semester
    amount: Euros

    def apply(self, partner: "Partner") -> None:
        partner.receipts[self.receipt_id] = Receipt(
            self.recovery_id, self.amount, self.occurred_on, None
        )


class RecoveryReceiptVoided(Fact):
    """What came back, or was off-set, had been recorded wrongly."""

    TOPIC = "partner.recovery_receipt_voided"
    receipt_id: UUID
    recovery_id: UUID
    semester: Semester

    def apply(self, partner: "Partner") -> None:
        partner.receipts[self.receipt_id].voided = True
