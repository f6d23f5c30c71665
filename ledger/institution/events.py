"""What may happen to an institution: it is registered, joins and leaves the operation, and belongs somewhere."""

from typing import TYPE_CHECKING
from uuid import UUID

from ledger.aggregate import Birth
from ledger.dated import Span
from ledger.fact import Fact
from ledger.institution.place import Attachment, Coordinator, Name, Placement
from ledger.role import Role
from ledger.sealed import Sealed
from ledger.text import InstitutionKind, Municipality, Region

if TYPE_CHECKING:
    from ledger.institution.institution import Institution


class Registered(Birth):
    """An institution became known to the operation."""

    TOPIC = "institution.registered"
    name: str
    kind: InstitutionKind


class RegistrationCorrected(Fact):
    """The institution's name or kind had been recorded wrongly."""

    TOPIC = "institution.registration_corrected"
    name: str
    kind: InstitutionKind

    def apply(self, institution: "Institution") -> None:
        institution.registered_name, institution.kind = self.name, self.kind


class Renamed(Fact):
    """The institution got another name."""

    TOPIC = "institution.renamed"
    renaming_id: UUID
    name: str

    def apply(self, institution: "Institution") -> None:
        institution.renamings[self.renaming_id] = Name(first_day=self.occurred_on, name=self.name)


class RenamingVoided(Fact):
    """Another name had been recorded wrongly: the one before it goes on."""

    TOPIC = "institution.renaming_voided"
    renaming_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.renamings[self.renaming_id].voided = True


class JoinedOperation(Fact):
    """The institution became a member of the operation."""

    TOPIC = "institution.joined_operation"
    MAY_LIE_AHEAD = True
    membership_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.memberships[self.membership_id] = Span(first_day=self.occurred_on)


class RejoinedOperation(Fact):
    """The institution, once a member, became one again."""

    TOPIC = "institution.rejoined_operation"
    MAY_LIE_AHEAD = True
    membership_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.memberships[self.membership_id] = Span(first_day=self.occurred_on)


class MembershipVoided(Fact):
    """A joining or rejoining had been recorded wrongly."""

    TOPIC = "institution.membership_voided"
    membership_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.memberships[self.membership_id].voided = True


class LeftOperation(Fact):
    """The institution left the operation; the day it occurred on was the last."""

    TOPIC = "institution.left_operation"
    MAY_LIE_AHEAD = True
    membership_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.memberships[self.membership_id].last_day = self.occurred_on


class LeavingVoided(Fact):
    """A leaving had been recorded wrongly: the membership goes on."""

    TOPIC = "institution.leaving_voided"
    membership_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.memberships[self.membership_id].last_day = None


class PlacedInMunicipality(Fact):
    """The institution lies in this municipality from the day it occurred on."""

    TOPIC = "institution.placed_in_municipality"
    MAY_LIE_AHEAD = True
    placement_id: UUID
    municipality: Municipality
    region: Region

    def apply(self, institution: "Institution") -> None:
        institution.placements[self.placement_id] = Placement(
            first_day=self.occurred_on, municipality=self.municipality, region=self.region
        )


class PlacementVoided(Fact):
    """A placement had been recorded wrongly."""

    TOPIC = "institution.placement_voided"
    placement_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.placements[self.placement_id].voided = True


class AttachedToPartner(Fact):
    """The institution belongs to this partner from the day it occurred on."""

    TOPIC = "institution.attached_to_partner"
    MAY_LIE_AHEAD = True
    attachment_id: UUID
    partner_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.attachments[self.attachment_id] = Attachment(
            first_day=self.occurred_on, partner_id=self.partner_id
        )


class AttachmentVoided(Fact):
    """An attachment to a partner had been recorded wrongly."""

    TOPIC = "institution.attachment_voided"
    attachment_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.attachments[self.attachment_id].voided = True


class CoordinatorAppointed(Fact):
    """A person coordinates the operation at the institution from the day it occurred on."""

    TOPIC = "institution.coordinator_appointed"
    RECORDED_BY = (Role.DIRECTOR, Role.PARTNER_COORDINATOR)
    appointment_id: UUID
    name: Sealed
    contact: Sealed | None

    def apply(self, institution: "Institution") -> None:
        institution.coordinators[self.appointment_id] = Coordinator(
            first_day=self.occurred_on, name=self.name, contact=self.contact
        )


class CoordinatorRemoved(Fact):
    """That a person coordinates it had been recorded wrongly: they never did."""

    TOPIC = "institution.coordinator_removed"
    RECORDED_BY = (Role.DIRECTOR, Role.PARTNER_COORDINATOR)
    appointment_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.coordinators[self.appointment_id].voided = True


class CoordinationEnded(Fact):
    """A person no longer coordinates the operation there; the day it occurred on was the last."""

    TOPIC = "institution.coordination_ended"
    RECORDED_BY = (Role.DIRECTOR, Role.PARTNER_COORDINATOR)
    MAY_LIE_AHEAD = True
    appointment_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.coordinators[self.appointment_id].last_day = self.occurred_on


class CoordinationEndVoided(Fact):
    """That a coordinator left had been recorded wrongly: they go on."""

    TOPIC = "institution.coordination_end_voided"
    RECORDED_BY = (Role.DIRECTOR, Role.PARTNER_COORDINATOR)
    appointment_id: UUID

    def apply(self, institution: "Institution") -> None:
        institution.coordinators[self.appointment_id].last_day = None
