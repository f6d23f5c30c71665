"""Commands on settlements and recoveries; what was spent by then is asked of the budget's counter."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.money import ZERO
from ledger.partner import recovering, settling
from ledger.partner.commands.base import PartnerCommands, entry_of
from ledger.partner.partner import Partner
from ledger.partner.values import Declared, bank_entry
from ledger.passed_on import passed_on
from ledger.store.holds import Holds
from ledger.verification.verification import Verification

if TYPE_CHECKING:
    from ledger.application import Recorded


class SettlementCommands(PartnerCommands):
    """What is recorded late, after a settlement, never changes what was approved: it is a difference."""

    return_settlement = passed_on(settling.return_settlement)
    void_settlement_return = passed_on(settling.void_settlement_return)
    void_approval = passed_on(settling.void_approval)
    void_settlement = passed_on(settling.void_settlement)
    void_recovery = passed_on(recovering.void_recovery)

    def submit_settlement(
        self,
        *,
        partner_id: UUID,
        settlement_id: UUID,
        semester: str,
        declared: tuple[Declared, ...],
        documents_sha256: str,
        occurred_on: date,
    ) -> "Recorded":
        """Declare what was spent in a semester, by cost category; no more than is recorded as spent.

        IdTaken, AgreementNotSigned, SettlementOpen, NothingDeclared, DeclaredMoreThanSpent, NotADigest,
        NoSuchSemester, UnknownCode, NotInCents, AmountNotPositive.
        """
        return self.change(
            partner_id,
            lambda partner: settling.submit_settlement(
                partner,
                settlement_id=settlement_id,
                semester=semester,
                declared=declared,
                documents_sha256=documents_sha256,
                spent=self._ledger.spent(partner_id, semester),
                occurred_on=occurred_on,
            ),
            made=settlement_id,
        )

    def resubmit_settlement(
        self,
        *,
        partner_id: UUID,
        settlement_id: UUID,
        declared: tuple[Declared, ...],
        documents_sha256: str,
        occurred_on: date,
    ) -> "Recorded":
        """Declare anew after a return; SettlementNotAt, and as `submit_settlement`."""

        def decide(partner: Partner) -> None:
            semester = settling.found(partner, settlement_id).semester
            settling.resubmit_settlement(
                partner,
                settlement_id=settlement_id,
                declared=declared,
                documents_sha256=documents_sha256,
                spent=self._ledger.spent(partner_id, semester),
                occurred_on=occurred_on,
            )

        return self.change(partner_id, decide)

    def approve_settlement(
        self,
        partner_id: UUID,
        *,
        settlement_id: UUID,
        approval_id: UUID,
        amount: Decimal,
        advances_offset: Decimal = ZERO,
        verifications: tuple[UUID, ...] = (),
        occurred_on: date,
    ) -> "Recorded":
        """Approve what was declared, or less: what the `verifications` that it stands on found not eligible is not.

        SettlementNotAt, ApprovedBySubmitter, MoreThanDeclared, AdvancesExceeded, NotInCents, AmountNotPositive, and
        of verifications: VerificationOfAnother, VerificationNotAt, BeforeWhatItCorrects, VerificationOfAnotherTime,
        FoundNotEligible.
        """
        return self.change(
            partner_id,
            lambda partner: settling.approve_settlement(
                partner,
                settlement_id=settlement_id,
                approval_id=approval_id,
                amount=amount,
                advances_offset=advances_offset,
                verifications=self._looked_at(verifications),
                occurred_on=occurred_on,
            ),
            made=approval_id,
        )

    def decide_recovery(
        self,
        partner_id: UUID,
        *,
        settlement_id: UUID,
        recovery_id: UUID,
        amount: Decimal,
        ground: str,
        means: str,
        verifications: tuple[UUID, ...] = (),
        occurred_on: date,
    ) -> "Recorded":
        """A part of what was approved is to come back; `means`: repaid, or offset against what is owed.

        Never more than was approved, and nothing twice: what was voided since is owed no more, and is recovered only as
        `overpaid`. `verifications`: those that found it; each has a line that is not eligible.
        IdTaken, SettlementNotAt, UnknownCode, RecoveredMoreThanApproved, RecoveredMoreThanSpent, NotOverpaid,
        NotInCents, AmountNotPositive, and of verifications: VerificationOfAnother, VerificationNotAt,
        BeforeWhatItCorrects, VerificationOfAnotherTime, NothingFound.
        """

        def decide(partner: Partner) -> None:
            semester = settling.found(partner, settlement_id).semester
            recovering.decide_recovery(
                partner,
                settlement_id=settlement_id,
                recovery_id=recovery_id,
                amount=amount,
                ground=ground,
                means=means,
                verifications=self._looked_at(verifications),
                spent=self._ledger.spent(partner_id),
                spent_in_semester=self._ledger.spent(partner_id, semester),
                occurred_on=occurred_on,
            )

        return self.change(partner_id, decide, made=recovery_id)

    def _looked_at(self, verifications: tuple[UUID, ...]) -> tuple[Verification, ...]:
        return tuple(self._ledger.reference(Verification, each) for each in verifications)

    def receive_recovery(
        self,
        *,
        partner_id: UUID,
        receipt_id: UUID,
        recovery_id: UUID,
        amount: Decimal,
        reference: str,
        occurred_on: date,
    ) -> "Recorded":
        """The partner paid back; `reference`: the bank entry.

        IdTaken, RecoveryOtherwise, MoreThanToRecover, TextMissing, PaymentAlreadyRecorded, NotInCents,
        AmountNotPositive.
        """

        def decide(partner: Partner) -> Holds:
            recovering.receive_recovery(
                partner,
                receipt_id=receipt_id,
                recovery_id=recovery_id,
                amount=amount,
                reference=reference,
                occurred_on=occurred_on,
            )
            return Holds(reserve=(entry_of(partner, reference),))

        return self.change(partner_id, decide, made=receipt_id)

    def offset_recovery(
        self,
        *,
        partner_id: UUID,
        receipt_id: UUID,
        recovery_id: UUID,
        amount: Decimal,
        occurred_on: date,
    ) -> "Recorded":
        """Taken from what the partner is owed.

        IdTaken, RecoveryOtherwise, MoreThanToRecover, MoreThanOwed, NotInCents, AmountNotPositive.
        """
        return self.change(
            partner_id,
            lambda partner: recovering.offset_recovery(
                partner,
                receipt_id=receipt_id,
                recovery_id=recovery_id,
                amount=amount,
                spent=self._ledger.spent(partner_id),
                occurred_on=occurred_on,
            ),
            made=receipt_id,
        )

    def void_recovery_receipt(
        self, *, partner_id: UUID, receipt_id: UUID, occurred_on: date
    ) -> "Recorded":
        """Its bank entry, if it had one, is free again. AlreadyVoided, ReasonMissing."""

        def decide(partner: Partner) -> Holds:
            recovering.void_recovery_receipt(
                partner, receipt_id=receipt_id, occurred_on=occurred_on
            )
            reference = partner.receipts[receipt_id].reference
            if reference is None:
                return Holds()
            return Holds(release=(("bank_entry", bank_entry(partner_id, reference)),))

        return self.change(partner_id, decide)
