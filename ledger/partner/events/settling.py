"""Facts about settlements: what a partner declares for a semester, and what of it is approved."""

from typing import TYPE_CHECKING
from uuid import UUID

from ledger.fact import Fact
from ledger.money import ZERO, Euros
from ledger.partner.values import Approval, Declared, Settlement
from ledger.role import Role
from ledger.text import Semester, Sha256

if TYPE_CHECKING:
    from ledger.partner.partner import Partner


class SettlementSubmitted(Fact):
    """The partner declared what it spent in a semester; submitted again after a return, it says so anew."""

    TOPIC = "partner.settlement_submitted"
    RECORDED_BY = (Role.PARTNER_COORDINATOR,)
    settlement_id: UUID
    semester: Semester
    declared: tuple[Declared, ...]
    documents_sha256: Sha256
    """Of the documents that prove it, as they were handed in."""
    spent: Euros
    """What the ledger had recorded by then as spent by the partner in the semester."""
    prior_period: bool
    """Whether another settlement of the semester was approved before: these are facts that came late."""

    def apply(self, partner: "Partner") -> None:
        total = sum((each.amount for each in self.declared), ZERO)
        before = partner.settlements.get(self.settlement_id)
        submitters = [*(before.submitters if before else ()), self.actor]
        partner.settlements[self.settlement_id] = Settlement(
            self.semester, total, submitters, self.occurred_on
        )


class SettlementReturned(Fact):
    """The settlement was given back to be mended; the reason says what is wrong."""

    TOPIC = "partner.settlement_returned"
    settlement_id: UUID
    semester: Semester

    def apply(self, partner: "Partner") -> None:
        partner.settlements[self.settlement_id].come_to("returned", self.occurred_on)


class SettlementReturnVoided(Fact):
    """The return had been recorded wrongly: the settlement is submitted as it was."""

    TOPIC = "partner.settlement_return_voided"
    settlement_id: UUID
    semester: Semester

    def apply(self, partner: "Partner") -> None:
        partner.settlements[self.settlement_id].come_to("submitted", self.occurred_on)


class SettlementApproved(Fact):
    """Somebody other than who submitted it approved the settlement, in whole or part."""

    TOPIC = "partner.settlement_approved"
    settlement_id: UUID
    approval_id: UUID
    semester: Semester
    amount: Euros
    not_approved: Euros
    """The rest of what was declared: the partner bears it."""
    advances_offset: Euros
    """The part of advances that this settles."""
    verifications: tuple[UUID, ...]
    """The management verifications that it stands on."""

    def apply(self, partner: "Partner") -> None:
        settlement = partner.settlements[self.settlement_id]
        settlement.come_to("approved", self.occurred_on)
        settlement.approval = Approval(
            self.approval_id, self.amount, self.not_approved, self.advances_offset
        )


class ApprovalVoided(Fact):
    """An approval had been recorded wrongly: the settlement waits for one again."""

    TOPIC = "partner.approval_voided"
    settlement_id: UUID
    approval_id: UUID
    semester: Semester

    def apply(self, partner: "Partner") -> None:
        settlement = partner.settlements[self.settlement_id]
        settlement.come_to("submitted", self.occurred_on)
        settlement.approval = None


class SettlementVoided(Fact):
    """A settlement that is not approved had been recorded wrongly."""

    TOPIC = "partner.settlement_voided"
    settlement_id: UUID
    semester: Semester

    def apply(self, partner: "Partner") -> None:
        partner.settlements[self.settlement_id].come_to("voided", self.occurred_on)
