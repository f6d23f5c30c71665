"""Commands on a partner's joining and its agreement."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.partner.commands.base import PartnerCommands
from ledger.partner.partner import Partner
from ledger.store.holds import Holds, Reservation

if TYPE_CHECKING:
    from ledger.application import Recorded


class AgreementCommands(PartnerCommands):
    """A number is of one agreement."""

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
        return self.change(
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

        return self.change(partner_id, decide)

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
        return self.change(
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
        return self.change(
            partner_id,
            lambda partner: partner.void_amendment(amendment_id, occurred_on=occurred_on),
        )

    def void_agreement(self, *, partner_id: UUID, occurred_on: date) -> "Recorded":
        """Its number is free again; NoAgreement, PaymentsStandOnIt, SettlementsStandOnIt, ReasonMissing."""

        def decide(partner: Partner) -> Holds:
            number = partner.void_agreement(occurred_on=occurred_on)
            return Holds(release=(("agreement", number),))

        return self.change(partner_id, decide)
