"""Commands on money that a partner is paid."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.partner.commands.base import PartnerCommands, entry_of
from ledger.partner.partner import Partner
from ledger.partner.values import bank_entry
from ledger.store.holds import Holds

if TYPE_CHECKING:
    from ledger.application import Recorded


class PaymentCommands(PartnerCommands):
    """An entry of the bank is paid once."""

    def pay_advance(
        self,
        *,
        partner_id: UUID,
        payment_id: UUID,
        amount: Decimal,
        reference: str,
        occurred_on: date,
    ) -> "Recorded":
        """`reference`: the bank entry. IdTaken, NotInCents, AmountNotPositive, TextMissing,
        AgreementNotSigned, PaymentAlreadyRecorded."""

        def decide(partner: Partner) -> Holds:
            partner.pay_advance(
                payment_id, amount=amount, reference=reference, occurred_on=occurred_on
            )
            return Holds(reserve=(entry_of(partner, reference),))

        return self.change(partner_id, decide, made=payment_id)

    def make_payment(
        self,
        *,
        partner_id: UUID,
        payment_id: UUID,
        amount: Decimal,
        reference: str,
        occurred_on: date,
        period: str | None = None,
        purpose: str = "measures",
        prior_period: bool = False,
    ) -> "Recorded":
        """For a semester, or for no stated period. As `pay_advance`, and NoSuchSemester, UnknownCode."""

        def decide(partner: Partner) -> Holds:
            partner.make_payment(
                payment_id,
                amount=amount,
                period=period,
                purpose=purpose,
                prior_period=prior_period,
                reference=reference,
                occurred_on=occurred_on,
            )
            return Holds(reserve=(entry_of(partner, reference),))

        return self.change(partner_id, decide, made=payment_id)

    def reverse_payment(
        self, *, partner_id: UUID, payment_id: UUID, occurred_on: date
    ) -> "Recorded":
        """Of a payment or an advance; its bank entry is free again.

        AlreadyVoided, ReversedBeforePaid, ReasonMissing.
        """

        def decide(partner: Partner) -> Holds:
            reference = partner.reverse_payment(payment_id, occurred_on=occurred_on)
            return Holds(release=(("bank_entry", bank_entry(partner.id, reference)),))

        return self.change(partner_id, decide)
