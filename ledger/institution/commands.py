"""Commands on institutions: register them, record what they belong to, and take it back."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger import required
from ledger.institution.institution import Institution
from ledger.partner import Partner

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded


class Institutions:
    """`ledger.institutions`.

    `occurred_on` is the day from which it is so; of a leaving, the last day. All but `register` may raise NotFound;
    commands with a new id of something inside may raise IdTaken, those that void may raise ReasonMissing and
    AlreadyVoided.
    """

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def register(
        self, *, institution_id: UUID, name: str, kind: str, occurred_on: date
    ) -> "Recorded":
        """`kind`: general or vocational; IdTaken, UnknownCode, TextMissing."""
        return self._ledger.create(
            Institution,
            institution_id,
            lambda: Institution.register(
                institution_id, name=name, kind=kind, occurred_on=occurred_on
            ),
        )

    def correct_registration(
        self, *, institution_id: UUID, name: str, kind: str, occurred_on: date
    ) -> "Recorded":
        """UnknownCode, TextMissing, ReasonMissing."""
        return self._change(
            institution_id,
            lambda institution: institution.correct_registration(
                name=name, kind=kind, occurred_on=occurred_on
            ),
        )

    def rename(
        self, *, institution_id: UUID, renaming_id: UUID, name: str, occurred_on: date
    ) -> "Recorded":
        """TextMissing."""
        return self._change(
            institution_id,
            lambda institution: institution.rename(renaming_id, name=name, occurred_on=occurred_on),
            made=renaming_id,
        )

    def void_renaming(
        self, *, institution_id: UUID, renaming_id: UUID, occurred_on: date
    ) -> "Recorded":
        """Another name was recorded wrongly."""
        return self._change(
            institution_id,
            lambda institution: institution.void_renaming(renaming_id, occurred_on=occurred_on),
        )

    def join_operation(
        self,
        *,
        institution_id: UUID,
        membership_id: UUID,
        last_day: date | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """`last_day`: when it has left since; one forgotten must end before a later one begins.

        PeriodReversed, InstitutionMemberLater, InstitutionAlreadyMember, InstitutionWasMember.
        """
        return self._change(
            institution_id,
            lambda institution: institution.join_operation(
                membership_id, occurred_on=occurred_on, last_day=last_day
            ),
            made=membership_id,
        )

    def rejoin_operation(
        self,
        *,
        institution_id: UUID,
        membership_id: UUID,
        last_day: date | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """As `join_operation`; PeriodReversed, InstitutionMemberLater,
        InstitutionAlreadyMember, InstitutionNeverMember."""
        return self._change(
            institution_id,
            lambda institution: institution.rejoin_operation(
                membership_id, occurred_on=occurred_on, last_day=last_day
            ),
            made=membership_id,
        )

    def leave_operation(
        self, *, institution_id: UUID, membership_id: UUID, occurred_on: date
    ) -> "Recorded":
        """AlreadyEnded, PeriodReversed."""
        return self._change(
            institution_id,
            lambda institution: institution.leave_operation(membership_id, occurred_on=occurred_on),
        )

    def void_leaving(
        self, *, institution_id: UUID, membership_id: UUID, occurred_on: date
    ) -> "Recorded":
        """NotEnded, InstitutionMemberLater."""
        return self._change(
            institution_id,
            lambda institution: institution.void_leaving(membership_id, occurred_on=occurred_on),
        )

    def void_membership(
        self, *, institution_id: UUID, membership_id: UUID, occurred_on: date
    ) -> "Recorded":
        """A joining or rejoining was recorded wrongly."""
        return self._change(
            institution_id,
            lambda institution: institution.void_membership(membership_id, occurred_on=occurred_on),
        )

    def place(
        self, *, institution_id: UUID, placement_id: UUID, municipality: str, occurred_on: date
    ) -> "Recorded":
        """`municipality`: ISO 3166-2 code; UnknownCode, MunicipalityNotThen."""
        return self._change(
            institution_id,
            lambda institution: institution.place(
                placement_id, municipality=municipality, occurred_on=occurred_on
            ),
            made=placement_id,
        )

    def void_placement(
        self, *, institution_id: UUID, placement_id: UUID, occurred_on: date
    ) -> "Recorded":
        """A placement was recorded wrongly."""
        return self._change(
            institution_id,
            lambda institution: institution.void_placement(placement_id, occurred_on=occurred_on),
        )

    def attach_to_partner(
        self, *, institution_id: UUID, attachment_id: UUID, partner_id: UUID, occurred_on: date
    ) -> "Recorded":
        """NotFound, of the partner too; PartnerDissolved."""

        def decide(institution: Institution) -> None:
            partner = self._ledger.reference(Partner, partner_id)
            partner.require_not_dissolved(occurred_on)
            institution.attach_to_partner(
                attachment_id, partner_id=partner.id, occurred_on=occurred_on
            )

        return self._change(institution_id, decide, made=attachment_id)

    def void_attachment(
        self, *, institution_id: UUID, attachment_id: UUID, occurred_on: date
    ) -> "Recorded":
        """An attachment to a partner was recorded wrongly."""
        return self._change(
            institution_id,
            lambda institution: institution.void_attachment(attachment_id, occurred_on=occurred_on),
        )

    def appoint_coordinator(
        self,
        *,
        institution_id: UUID,
        appointment_id: UUID,
        name: str,
        contact: str | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """Name and contact are sealed under the institution's key; TextMissing."""
        keys = self._ledger.keys

        def decide(institution: Institution) -> None:
            institution.appoint_coordinator(
                appointment_id,
                name=keys.seal(institution_id, "care", required.text("name", name)),
                contact=keys.seal(institution_id, "care", contact) if contact else None,
                occurred_on=occurred_on,
            )

        return self._change(institution_id, decide, made=appointment_id)

    def end_coordination(
        self, *, institution_id: UUID, appointment_id: UUID, occurred_on: date
    ) -> "Recorded":
        """The person coordinates no longer; `occurred_on` is the last day. AlreadyEnded, PeriodReversed."""
        return self._change(
            institution_id,
            lambda institution: institution.end_coordination(
                appointment_id, occurred_on=occurred_on
            ),
        )

    def void_coordination_end(
        self, *, institution_id: UUID, appointment_id: UUID, occurred_on: date
    ) -> "Recorded":
        """The person goes on; NotEnded."""
        return self._change(
            institution_id,
            lambda institution: institution.void_coordination_end(
                appointment_id, occurred_on=occurred_on
            ),
        )

    def remove_coordinator(
        self, *, institution_id: UUID, appointment_id: UUID, occurred_on: date
    ) -> "Recorded":
        """The person never coordinated there: it was recorded wrongly."""
        return self._change(
            institution_id,
            lambda institution: institution.remove_coordinator(
                appointment_id, occurred_on=occurred_on
            ),
        )

    def _change(
        self, institution_id: UUID, decide: Callable[[Institution], None], made: UUID | None = None
    ) -> "Recorded":
        return self._ledger.change(Institution, institution_id, decide, made=made)
