"""What stands between the operation and a partner: advances, what is owed, what is to come back."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from ledger.money import ZERO
from ledger.partner.values import (
    ADVANCE,
    NO_BALANCES,
    OVERPAID,
    Approval,
    Balances,
    Merger,
    Payment,
    Receipt,
    Recovery,
    Settlement,
)


class Balance:
    """Sums of what a partner's stream holds; what the partner spent is in the streams of students."""

    payments: dict[UUID, Payment]
    settlements: dict[UUID, Settlement]
    recoveries: dict[UUID, Recovery]
    receipts: dict[UUID, Receipt]
    merger: Merger | None
    takeovers: dict[UUID, Balances]

    @property
    def outstanding(self) -> Decimal:
        """Advances that no settlement has off-set yet."""
        settled = _sum(each.advances_offset for each in self._approvals())
        return self._paid(ADVANCE) - settled + self._moved().advances

    def owed(self, spent: Decimal) -> Decimal:
        """What was spent on students, less what was not approved, less what was paid for it or off-set.

        What was overpaid and is to come back is not set against it any more.
        """
        kept = _sum(each.not_approved + each.advances_offset for each in self._approvals())
        offset = _sum(
            each.amount
            for each in self.receipts.values()
            if each.reference is None and not each.voided
        )
        paid = self._paid("measures") - _sum(
            each.amount
            for each in self.recoveries.values()
            if each.ground == OVERPAID and not each.voided
        )
        return spent - kept - paid - offset + self._moved().owed

    @property
    def recoverable(self) -> Decimal:
        """What is to come back and has not."""
        decided = _sum(each.amount for each in self.recoveries.values() if not each.voided)
        back = _sum(each.amount for each in self.receipts.values() if not each.voided)
        return decided - back + self._moved().to_recover

    def balances(self, spent: Decimal) -> Balances:
        """All three, of all that was spent on students."""
        return Balances(self.owed(spent), self.outstanding, self.recoverable)

    def declared_for(self, semester: str) -> Decimal:
        """What settlements that stand declare for a semester."""
        return _sum(
            each.declared
            for each in self.settlements.values()
            if each.semester == semester and each.state in ("submitted", "approved")
        )

    def standing_in(self, semester: str, spent: Decimal) -> Decimal:
        """Of what was `spent` in a semester, what was neither left to the partner nor recovered as spent wrongly."""
        kept = _sum(
            each.approval.not_approved
            for each in self.settlements.values()
            if each.semester == semester and each.approval
        )
        recovered = _sum(
            each.amount
            for each in self.recoveries.values()
            if each.semester == semester and each.ground != OVERPAID and not each.voided
        )
        return spent - kept - recovered

    def to_recover_of(self, settlement_id: UUID) -> Decimal:
        """What is to come back of an approval, or came."""
        return _sum(
            each.amount
            for each in self.recoveries.values()
            if each.settlement_id == settlement_id and not each.voided
        )

    def recovered_of(self, recovery_id: UUID) -> Decimal:
        """What has come back of a recovery."""
        return _sum(
            each.amount
            for each in self.receipts.values()
            if each.recovery_id == recovery_id and not each.voided
        )

    def _moved(self) -> Balances:
        """What was taken over from predecessors, less what passed on to a successor."""
        taken = NO_BALANCES
        for each in self.takeovers.values():
            taken = taken.plus(each)
        gone = self.merger.passed_on if self.merger else NO_BALANCES
        return taken.plus(Balances(-gone.owed, -gone.advances, -gone.to_recover))

    def _approvals(self) -> Iterable[Approval]:
        return (each.approval for each in self.settlements.values() if each.approval)

    def _paid(self, kind: str) -> Decimal:
        return _sum(
            each.amount for each in self.payments.values() if each.kind == kind and not each.voided
        )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
