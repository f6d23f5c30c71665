"""Institutions: membership, municipality and partner by date, worked out from facts recorded in any order."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from ledger import municipality as municipalities
from ledger import required, scope, vocabulary
from ledger.aggregate import Aggregate
from ledger.dated import Since, Span, in_force, overlapping, require_new, require_period, standing
from ledger.fact import Fact
from ledger.institution import errors, events
from ledger.institution.place import Attachment, Coordinator, Name, Place, Placement
from ledger.role import Role
from ledger.scope import Scope
from ledger.sealed import Sealed


class Institution(Aggregate):
    """A school that takes part, or took part, in the operation. What an event changes stands with it."""

    TOPIC = "institution"
    STATE_VERSION = 2
    RECORDED_BY = (Role.NATIONAL, Role.REGIONAL_COORDINATOR)

    registered_name: str
    renamings: dict[UUID, Name]
    kind: str
    memberships: dict[UUID, Span]
    placements: dict[UUID, Placement]
    attachments: dict[UUID, Attachment]
    coordinators: dict[UUID, Coordinator]

    Registered = events.Registered
    RegistrationCorrected = events.RegistrationCorrected
    Renamed = events.Renamed
    RenamingVoided = events.RenamingVoided
    JoinedOperation = events.JoinedOperation
    RejoinedOperation = events.RejoinedOperation
    MembershipVoided = events.MembershipVoided
    LeftOperation = events.LeftOperation
    LeavingVoided = events.LeavingVoided
    PlacedInMunicipality = events.PlacedInMunicipality
    PlacementVoided = events.PlacementVoided
    AttachedToPartner = events.AttachedToPartner
    AttachmentVoided = events.AttachmentVoided
    CoordinatorAppointed = events.CoordinatorAppointed
    CoordinatorRemoved = events.CoordinatorRemoved
    CoordinationEnded = events.CoordinationEnded
    CoordinationEndVoided = events.CoordinationEndVoided

    @event(Registered)
    def __init__(self, name: str, kind: str) -> None:
        self.registered_name, self.kind = name, kind
        self.renamings, self.memberships, self.placements = {}, {}, {}
        self.attachments, self.coordinators = {}, {}

    # --- what holds on a day ----------------------------------------------------------------------

    def holders(self, day: date) -> Collection[Scope]:
        """Itself; and its partner and its region on that day, as far as they are recorded."""
        attachment = in_force(self.attachments.values(), day)
        placement = in_force(self.placements.values(), day)
        return (
            scope.institution(self.id),
            *([scope.partner(attachment.partner_id)] if attachment else ()),
            *([Scope("region", placement.region)] if placement else ()),
        )

    @property
    def name(self) -> str:
        """The name it bears last."""
        latest = in_force(self.renamings.values(), date.max)
        return latest.name if latest else self.registered_name

    def is_member(self, day: date) -> bool:
        """Whether the institution takes part in the operation on that day."""
        return any(membership.covers(day) for membership in self.memberships.values())

    def require_member(self, day: date) -> None:
        """InstitutionNotMember."""
        if not self.is_member(day):
            raise errors.InstitutionNotMember(institution=self.name, day=day)

    def place_on(self, day: date) -> Place:
        """What it belongs to on that day; InstitutionNotPlaced, also where its municipality was dissolved
        by then and no later one is recorded, InstitutionWithoutPartner."""
        placement = in_force(self.placements.values(), day)
        if placement is None or not municipalities.existed(placement.municipality, day):
            raise errors.InstitutionNotPlaced(institution=self.name, day=day)
        attachment = in_force(self.attachments.values(), day)
        if attachment is None:
            raise errors.InstitutionWithoutPartner(institution=self.name, day=day)
        return Place(self.id, attachment.partner_id, placement.municipality, placement.region)

    # --- verbs ------------------------------------------------------------------------------------

    @classmethod
    def register(cls, id: UUID, *, name: str, kind: str, occurred_on: date) -> Self:  # noqa: A002
        """`kind`: general or vocational; UnknownCode, TextMissing."""
        return cls._create(
            cls.Registered,
            id=id,
            name=required.text("name", name),
            kind=vocabulary.require("institution_kind", kind),
            occurred_on=occurred_on,
        )

    def correct_registration(self, *, name: str, kind: str, occurred_on: date) -> None:
        """UnknownCode, TextMissing, ReasonMissing."""
        required.reason()
        self.trigger_event(
            self.RegistrationCorrected,
            name=required.text("name", name),
            kind=vocabulary.require("institution_kind", kind),
            occurred_on=occurred_on,
        )

    def rename(self, renaming_id: UUID, *, name: str, occurred_on: date) -> None:
        """From `occurred_on` on; IdTaken, TextMissing."""
        require_new(self.renamings, renaming_id, "renaming")
        name = required.text("name", name)
        self.trigger_event(
            self.Renamed, renaming_id=renaming_id, name=name, occurred_on=occurred_on
        )

    def void_renaming(self, renaming_id: UUID, *, occurred_on: date) -> None:
        """AlreadyVoided, ReasonMissing."""
        self._void(self.RenamingVoided, self.renamings, occurred_on, renaming_id=renaming_id)

    def join_operation(
        self, membership_id: UUID, *, occurred_on: date, last_day: date | None = None
    ) -> None:
        """With a last day: joined and left; one forgotten is so recorded before a later one.

        IdTaken, PeriodReversed, InstitutionAlreadyMember, InstitutionMemberLater, InstitutionWasMember.
        """
        self._join(self.JoinedOperation, membership_id, occurred_on, last_day)

    def rejoin_operation(
        self, membership_id: UUID, *, occurred_on: date, last_day: date | None = None
    ) -> None:
        """As `join_operation`, but InstitutionNeverMember where that refuses one that was."""
        self._join(self.RejoinedOperation, membership_id, occurred_on, last_day)

    def leave_operation(self, membership_id: UUID, *, occurred_on: date) -> None:
        """`occurred_on` is the last day; AlreadyEnded, PeriodReversed."""
        membership = standing(self.memberships, membership_id, "membership")
        membership.require_ending(occurred_on, "membership")
        self.trigger_event(self.LeftOperation, membership_id=membership_id, occurred_on=occurred_on)

    def void_leaving(self, membership_id: UUID, *, occurred_on: date) -> None:
        """NotEnded, InstitutionMemberLater, ReasonMissing."""
        required.reason()
        membership = standing(self.memberships, membership_id, "membership")
        membership.require_ended("membership")
        others = (each for each in self.memberships.values() if each is not membership)
        if later := overlapping(others, membership.first_day):
            raise errors.InstitutionMemberLater(institution=self.name, day=later.first_day)
        self.trigger_event(self.LeavingVoided, membership_id=membership_id, occurred_on=occurred_on)

    def void_membership(self, membership_id: UUID, *, occurred_on: date) -> None:
        """AlreadyVoided, ReasonMissing."""
        self._void(
            self.MembershipVoided, self.memberships, occurred_on, membership_id=membership_id
        )

    def place(self, placement_id: UUID, *, municipality: str, occurred_on: date) -> None:
        """From `occurred_on` on; IdTaken, UnknownCode, MunicipalityNotThen."""
        require_new(self.placements, placement_id, "placement")
        self.trigger_event(
            self.PlacedInMunicipality,
            placement_id=placement_id,
            municipality=municipalities.require_existing(municipality, occurred_on),
            region=municipalities.region(municipality),
            occurred_on=occurred_on,
        )

    def void_placement(self, placement_id: UUID, *, occurred_on: date) -> None:
        """AlreadyVoided, ReasonMissing."""
        self._void(self.PlacementVoided, self.placements, occurred_on, placement_id=placement_id)

    def attach_to_partner(
        self, attachment_id: UUID, *, partner_id: UUID, occurred_on: date
    ) -> None:
        """From `occurred_on` on; IdTaken."""
        require_new(self.attachments, attachment_id, "attachment")
        self.trigger_event(
            self.AttachedToPartner,
            attachment_id=attachment_id,
            partner_id=partner_id,
            occurred_on=occurred_on,
        )

    def void_attachment(self, attachment_id: UUID, *, occurred_on: date) -> None:
        """AlreadyVoided, ReasonMissing."""
        self._void(
            self.AttachmentVoided, self.attachments, occurred_on, attachment_id=attachment_id
        )

    def appoint_coordinator(
        self, appointment_id: UUID, *, name: Sealed, contact: Sealed | None, occurred_on: date
    ) -> None:
        """IdTaken."""
        require_new(self.coordinators, appointment_id, "appointment")
        self.trigger_event(
            self.CoordinatorAppointed,
            appointment_id=appointment_id,
            name=name,
            contact=contact,
            occurred_on=occurred_on,
        )

    def end_coordination(self, appointment_id: UUID, *, occurred_on: date) -> None:
        """`occurred_on` is the last day; AlreadyVoided, AlreadyEnded, PeriodReversed."""
        coordinator = standing(self.coordinators, appointment_id, "appointment")
        coordinator.require_ending(occurred_on, "appointment")
        self.trigger_event(
            self.CoordinationEnded, appointment_id=appointment_id, occurred_on=occurred_on
        )

    def void_coordination_end(self, appointment_id: UUID, *, occurred_on: date) -> None:
        """NotEnded, AlreadyVoided, ReasonMissing."""
        required.reason()
        standing(self.coordinators, appointment_id, "appointment").require_ended("appointment")
        self.trigger_event(
            self.CoordinationEndVoided, appointment_id=appointment_id, occurred_on=occurred_on
        )

    def remove_coordinator(self, appointment_id: UUID, *, occurred_on: date) -> None:
        """They never were one; AlreadyVoided, ReasonMissing."""
        self._void(
            self.CoordinatorRemoved, self.coordinators, occurred_on, appointment_id=appointment_id
        )

    def _void(
        self, event_class: type[Fact], entries: Mapping[UUID, Since], day: date, **entry: UUID
    ) -> None:
        """Take the entry back that `entry` names, as in `placement_id=…`."""
        required.reason()
        [(name, id_)] = entry.items()
        standing(entries, id_, name.removesuffix("_id"))
        self.trigger_event(event_class, occurred_on=day, **entry)

    def _join(
        self, event_class: type[Fact], membership_id: UUID, day: date, last_day: date | None
    ) -> None:
        require_new(self.memberships, membership_id, "membership")
        require_period(day, last_day)
        if self.is_member(day):
            raise errors.InstitutionAlreadyMember(institution=self.name, day=day)
        if later := overlapping(self.memberships.values(), day, last_day):
            raise errors.InstitutionMemberLater(institution=self.name, day=later.first_day)
        earlier = overlapping(self.memberships.values(), date.min, day)
        if earlier and event_class is self.JoinedOperation:
            raise errors.InstitutionWasMember(institution=self.name, day=day)
        if not earlier and event_class is self.RejoinedOperation:
            raise errors.InstitutionNeverMember(institution=self.name, day=day)
        self.trigger_event(event_class, membership_id=membership_id, occurred_on=day)
        if last_day is not None:
            self.leave_operation(membership_id, occurred_on=last_day)
