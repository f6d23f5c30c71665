"""Commands on partners: their agreement, their plans, their payments."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.partner.partner import Partner
from ledger.partner.values import bank_entry
from ledger.store.holds import Holds, Reservation

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded


class Partners:
    """`ledger.partners`. All but `join` may raise NotFound."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def join(
        self,
        *,
        partner_id: UUID,
        name: str,
        kind: str,
        municipality: str | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """`kind`: municipality (then with its ISO 3166-2 code), state_vocational or state_general.

        IdTaken, TextMissing, UnknownCode, MunicipalityMisplaced, MunicipalityNotThen.
        """
        return self._ledger.create(
            Partner,
            partner_id,
            lambda: Partner.join(
                partner_id,
                name=name,
                kind=kind,
                municipality=municipality,
                occurred_on=occurred_on,
            ),
        )

    def correct_joining(
        self,
        *,
        partner_id: UUID,
        name: str,
        kind: str,
        municipality: str | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """As `join`, and ReasonMissing."""
        return self._change(
            partner_id,
            lambda partner: partner.correct_joining(
                name=name, kind=kind, municipality=municipality, occurred_on=occurred_on
            ),
        )

    def sign_agreement(self, *, partner_id: UUID, number: str, occurred_on: date) -> "Recorded":
        """TextMissing, AgreementAlreadySigned, AgreementNumberTaken."""

        def decide(partner: Partner) -> Holds:
            signed = partner.sign_agreement(number=number, occurred_on=occurred_on)
            return Holds(reserve=(Reservation("agreement", signed, partner.id),))

        return self._change(partner_id, decide)

    def amend_agreement(
        self,
        *,
        partner_id: UUID,
        amendment_id: UUID,
        number: str,
        subject: str,
        occurred_on: date,
    ) -> "Recorded":
        """IdTaken, TextMissing, AgreementNotSigned."""
        return self._change(
            partner_id,
            lambda partner: partner.amend_agreement(
                amendment_id, number=number, subject=subject, occurred_on=occurred_on
            ),
            made=amendment_id,
        )

    def void_amendment(
        self, *, partner_id: UUID, amendment_id: UUID, occurred_on: date
    ) -> "Recorded":
        """NoAgreement, AlreadyVoided, ReasonMissing."""
        return self._change(
            partner_id,
            lambda partner: partner.void_amendment(amendment_id, occurred_on=occurred_on),
        )

    def void_agreement(self, *, partner_id: UUID, occurred_on: date) -> "Recorded":
        """Its number is free again; NoAgreement, PaymentsStandOnIt, ReasonMissing."""

        def decide(partner: Partner) -> Holds:
            number = partner.void_agreement(occurred_on=occurred_on)
            return Holds(release=(("agreement", number),))

        return self._change(partner_id, decide)

    def plan_semester_budget(
        self, *, partner_id: UUID, semester: str, amount: Decimal, students: int, occurred_on: date
    ) -> "Recorded":
        """Euros for so many students; planning again replaces it.

        NoSuchSemester, NotInCents, AmountNotPositive, CountNotPositive.
        """
        return self._change(
            partner_id,
            lambda partner: partner.plan_semester_budget(
                semester=semester, amount=amount, students=students, occurred_on=occurred_on
            ),
        )

    def withdraw_semester_budget(
        self, *, partner_id: UUID, semester: str, occurred_on: date
    ) -> "Recorded":
        """Nothing is planned for the semester any more. NoSuchSemester, SemesterNotPlanned, ReasonMissing."""
        return self._change(
            partner_id,
            lambda partner: partner.withdraw_semester_budget(
                semester=semester, occurred_on=occurred_on
            ),
        )

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
            return _bank_entry(partner, payment_id)

        return self._change(partner_id, decide, made=payment_id)

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
            return _bank_entry(partner, payment_id)

        return self._change(partner_id, decide, made=payment_id)

    def reverse_payment(
        self, *, partner_id: UUID, payment_id: UUID, occurred_on: date
    ) -> "Recorded":
        """Of a payment or an advance; its bank entry is free again.

        AlreadyVoided, ReversedBeforePaid, ReasonMissing.
        """

        def decide(partner: Partner) -> Holds:
            reference = partner.reverse_payment(payment_id, occurred_on=occurred_on)
            return Holds(release=(("bank_entry", bank_entry(partner.id, reference)),))

        return self._change(partner_id, decide)

    def _change(
        self,
        partner_id: UUID,
        decide: Callable[[Partner], Holds | None],
        made: UUID | None = None,
    ) -> "Recorded":
        return self._ledger.change(Partner, partner_id, decide, made=made)


def _bank_entry(partner: Partner, payment_id: UUID) -> Holds:
    """One entry of the bank is one payment."""
    key = bank_entry(partner.id, partner.payments[payment_id].reference)
    return Holds(reserve=(Reservation("bank_entry", key, partner.id),))
