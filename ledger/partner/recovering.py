"""Verbs about recoveries: what was approved and has to come back, repaid or off-set."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from ledger import required, vocabulary
from ledger.dated import require_new, require_not_before, standing
from ledger.money import ZERO, euros
from ledger.partner.errors import (
    MoreThanOwed,
    MoreThanToRecover,
    NotOverpaid,
    ReceiptsStandOnIt,
    RecoveredMoreThanApproved,
    RecoveredMoreThanSpent,
    RecoveryOtherwise,
)
from ledger.partner.partner import Partner
from ledger.partner.referring import referred, require_findings
from ledger.partner.settling import found
from ledger.partner.values import OVERPAID, Recovery
from ledger.verification.verification import Verification


def decide_recovery(
    partner: Partner,
    *,
    recovery_id: UUID,
    settlement_id: UUID,
    amount: Decimal,
    ground: str,
    means: str,
    spent: Decimal,
    spent_in_semester: Decimal,
    verifications: tuple[Verification, ...] = (),
    occurred_on: date,
) -> None:
    """A part of what was approved is to come back; `means`: repaid, or offset against what is owed.

    Regulation 1303/2013, Art. 122: amounts unduly paid are recovered. Never more than was approved, and nothing twice
    (house rule): what has been voided since is `spent` no more and so is owed no more; where it was paid, it is
    overpaid. `verifications`: those that found it; each has a line that is not eligible.
    IdTaken, SettlementNotAt, UnknownCode, RecoveredMoreThanApproved, RecoveredMoreThanSpent, NotOverpaid,
    NotInCents, AmountNotPositive, and of verifications: VerificationOfAnother, VerificationNotAt,
    BeforeWhatItCorrects, VerificationOfAnotherTime, NothingFound.
    """
    require_new(partner.recoveries, recovery_id, "recovery")
    settlement, amount = found(partner, settlement_id), euros(amount)
    settlement.require(occurred_on, "approved")
    approved = settlement.approval.amount if settlement.approval else ZERO
    left = approved - partner.to_recover_of(settlement_id)
    if amount > left:
        raise RecoveredMoreThanApproved(approved=approved, left=left)
    _require_not_back(partner, settlement.semester, amount, ground, spent, spent_in_semester)
    referred_to = referred(partner, verifications, settlement.semester, occurred_on)
    require_findings(verifications)
    partner.trigger_event(
        Partner.RecoveryDecided,
        recovery_id=recovery_id,
        settlement_id=settlement_id,
        semester=settlement.semester,
        amount=amount,
        ground=vocabulary.require("recovery_ground", ground),
        means=vocabulary.require("recovery_means", means),
        verifications=referred_to,
        occurred_on=occurred_on,
    )


def void_recovery(partner: Partner, *, recovery_id: UUID, occurred_on: date) -> None:
    """Take the decision back; ReasonMissing, AlreadyVoided, ReceiptsStandOnIt."""
    required.reason()
    recovery = _decided(partner, recovery_id, occurred_on)
    if partner.recovered_of(recovery_id):
        raise ReceiptsStandOnIt()
    partner.trigger_event(
        Partner.RecoveryVoided,
        recovery_id=recovery_id,
        settlement_id=recovery.settlement_id,
        semester=recovery.semester,
        occurred_on=occurred_on,
    )


def receive_recovery(
    partner: Partner,
    *,
    receipt_id: UUID,
    recovery_id: UUID,
    amount: Decimal,
    reference: str,
    occurred_on: date,
) -> None:
    """The partner paid back; `reference`: the bank entry.

    IdTaken, RecoveryOtherwise, MoreThanToRecover, TextMissing, NotInCents, AmountNotPositive.
    """
    recovery, amount = _receipt(partner, receipt_id, recovery_id, amount, "repaid", occurred_on)
    partner.trigger_event(
        Partner.RecoveryReceived,
        receipt_id=receipt_id,
        recovery_id=recovery_id,
        semester=recovery.semester,
        amount=amount,
        reference=required.text("reference", reference),
        occurred_on=occurred_on,
    )


def offset_recovery(
    partner: Partner,
    *,
    receipt_id: UUID,
    recovery_id: UUID,
    amount: Decimal,
    spent: Decimal,
    occurred_on: date,
) -> None:
    """Take it from what the partner is owed, of all that it `spent`; as `receive_recovery`, and MoreThanOwed."""
    recovery, amount = _receipt(partner, receipt_id, recovery_id, amount, "offset", occurred_on)
    if amount > (owed := partner.owed(spent)):
        raise MoreThanOwed(owed=owed)
    partner.trigger_event(
        Partner.RecoveryOffset,
        receipt_id=receipt_id,
        recovery_id=recovery_id,
        semester=recovery.semester,
        amount=amount,
        occurred_on=occurred_on,
    )


def void_recovery_receipt(partner: Partner, *, receipt_id: UUID, occurred_on: date) -> None:
    """What came back or was off-set did not; ReasonMissing, AlreadyVoided."""
    required.reason()
    receipt = standing(partner.receipts, receipt_id, "receipt")
    require_not_before(receipt.received_on, occurred_on)
    partner.trigger_event(
        Partner.RecoveryReceiptVoided,
        receipt_id=receipt_id,
        recovery_id=receipt.recovery_id,
        semester=partner.recoveries[receipt.recovery_id].semester,
        occurred_on=occurred_on,
    )


def _require_not_back(
    partner: Partner,
    semester: str,
    amount: Decimal,
    ground: str,
    spent: Decimal,
    spent_in_semester: Decimal,
) -> None:
    """That this has not come back, or is to, in another way; RecoveredMoreThanSpent, NotOverpaid."""
    if ground == OVERPAID:
        if amount > (overpaid := max(-partner.owed(spent), ZERO)):
            raise NotOverpaid(overpaid=overpaid)
    elif amount > (left := max(partner.standing_in(semester, spent_in_semester), ZERO)):
        raise RecoveredMoreThanSpent(semester=semester, left=left)


def _decided(partner: Partner, recovery_id: UUID, day: date) -> Recovery:
    recovery = standing(partner.recoveries, recovery_id, "recovery")
    require_not_before(recovery.decided_on, day)
    return recovery


def _receipt(
    partner: Partner, receipt_id: UUID, recovery_id: UUID, amount: Decimal, means: str, day: date
) -> tuple[Recovery, Decimal]:
    require_new(partner.receipts, receipt_id, "receipt")
    recovery, amount = _decided(partner, recovery_id, day), euros(amount)
    if recovery.means != means:
        raise RecoveryOtherwise(means=recovery.means)
    left = recovery.amount - partner.recovered_of(recovery_id)
    if amount > left:
        raise MoreThanToRecover(left=left)
    return recovery, amount
