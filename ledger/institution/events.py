"""What may happen to an institution: it is registered, joins and leaves the operation, and belongs somewhere."""

from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.role import Role
from ledger.sealed import Sealed
from ledger.text import InstitutionKind, Municipality, Region


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


class Renamed(Fact):
    """The institution got another name."""

    TOPIC = "institution.renamed"
    renaming_id: UUID
    name: str


class RenamingVoided(Fact):
    """Another name had been recorded wrongly: the one before it goes on."""

    TOPIC = "institution.renaming_voided"
    renaming_id: UUID


class JoinedOperation(Fact):
    """The institution became a member of the operation."""

    TOPIC = "institution.joined_operation"
    MAY_LIE_AHEAD = True
    membership_id: UUID


class RejoinedOperation(Fact):
    """The institution, once a member, became one again."""

    TOPIC = "institution.rejoined_operation"
    MAY_LIE_AHEAD = True
    membership_id: UUID


class MembershipVoided(Fact):
    """A joining or rejoining had been recorded wrongly."""

    TOPIC = "institution.membership_voided"
    membership_id: UUID


class LeftOperation(Fact):
    """The institution left the operation; the day it occurred on was the last."""

    TOPIC = "institution.left_operation"
    MAY_LIE_AHEAD = True
    membership_id: UUID


class LeavingVoided(Fact):
    """A leaving had been recorded wrongly: the membership goes on."""

    TOPIC = "institution.leaving_voided"
    membership_id: UUID


class PlacedInMunicipality(Fact):
    """The institution lies in this municipality from the day it occurred on."""

    TOPIC = "institution.placed_in_municipality"
    MAY_LIE_AHEAD = True
    placement_id: UUID
    municipality: Municipality
    region: Region


class PlacementVoided(Fact):
    """A placement had been recorded wrongly."""

    TOPIC = "institution.placement_voided"
    placement_id: UUID


class AttachedToPartner(Fact):
    """The institution belongs to this partner from the day it occurred on."""

    TOPIC = "institution.attached_to_partner"
    MAY_LIE_AHEAD = True
    attachment_id: UUID
    partner_id: UUID


class AttachmentVoided(Fact):
    """An attachment to a partner had been recorded wrongly."""

    TOPIC = "institution.attachment_voided"
    attachment_id: UUID


class CoordinatorAppointed(Fact):
    """A person coordinates the operation at the institution."""

    TOPIC = "institution.coordinator_appointed"
    RECORDED_BY = (Role.DIRECTOR, Role.PARTNER_COORDINATOR)
    appointment_id: UUID
    name: Sealed
    contact: Sealed | None


class CoordinatorRemoved(Fact):
    """That person does not, or no longer, coordinate it."""

    TOPIC = "institution.coordinator_removed"
    RECORDED_BY = (Role.DIRECTOR, Role.PARTNER_COORDINATOR)
    appointment_id: UUID
