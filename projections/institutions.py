"""Institutions: names, membership of the operation, municipality and partner, each by date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from ledger.institution import events
from ledger.store.connection import Connection
from projections.grouping import grouped
from projections.institution_rows import (
    ANY_INSTITUTION,
    GROUPS,
    Attachment,
    Coordination,
    Institution,
    InstitutionCount,
    InstitutionFilter,
    InstitutionGroupCount,
    InstitutionShown,
    InstitutionSpan,
    InstitutionState,
    Membership,
    Name,
    Placement,
)
from projections.projection import At, Projection, on
from projections.versions import Versions, moment


class Institutions(Projection):
    """Institutions by date.

    What was voided never was, on any day; the last day of a membership is a day of it. Every question
    takes the day it is about (`on`; None: the last one) and `known_at` (None: now).
    """

    VERSION = 2
    institutions = Versions(Institution, key=("institution_id",))
    names = Versions(Name, key=("institution_id", "renaming_id"))
    memberships = Versions(Membership, key=("institution_id", "membership_id"))
    placements = Versions(Placement, key=("institution_id", "placement_id"))
    attachments = Versions(Attachment, key=("institution_id", "attachment_id"))
    coordinations = Versions(Coordination, key=("institution_id", "appointment_id"))

    # --- folding ----------------------------------------------------------------------------------

    @on(events.Registered)
    def registered(self, event: events.Registered, at: At) -> None:
        self.institutions.learn(
            Institution(
                institution_id=event.originator_id,
                position=at.position,
                name=event.name,
                kind=event.kind,
                registered_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.RegistrationCorrected)
    def registration_corrected(self, event: events.RegistrationCorrected, at: At) -> None:
        self.institutions.revise(event.originator_id, at=at, name=event.name, kind=event.kind)

    @on(events.Renamed)
    def renamed(self, event: events.Renamed, at: At) -> None:
        self.names.learn(
            Name(
                institution_id=event.originator_id,
                renaming_id=event.renaming_id,
                name=event.name,
                first_day=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.RenamingVoided)
    def renaming_voided(self, event: events.RenamingVoided, at: At) -> None:
        self.names.withdraw(event.originator_id, event.renaming_id, at=at)

    @on(events.JoinedOperation, events.RejoinedOperation)
    def joined(self, event: events.JoinedOperation | events.RejoinedOperation, at: At) -> None:
        self.memberships.learn(
            Membership(event.originator_id, event.membership_id, event.occurred_on, at.position)
        )

    @on(events.MembershipVoided)
    def membership_voided(self, event: events.MembershipVoided, at: At) -> None:
        self.memberships.withdraw(event.originator_id, event.membership_id, at=at)

    @on(events.LeftOperation)
    def left(self, event: events.LeftOperation, at: At) -> None:
        self.memberships.revise(
            event.originator_id, event.membership_id, at=at, last_day=event.occurred_on
        )

    @on(events.LeavingVoided)
    def leaving_voided(self, event: events.LeavingVoided, at: At) -> None:
        self.memberships.revise(event.originator_id, event.membership_id, at=at, last_day=None)

    @on(events.PlacedInMunicipality)
    def placed(self, event: events.PlacedInMunicipality, at: At) -> None:
        self.placements.learn(
            Placement(
                institution_id=event.originator_id,
                placement_id=event.placement_id,
                municipality=event.municipality,
                region=event.region,
                first_day=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.PlacementVoided)
    def placement_voided(self, event: events.PlacementVoided, at: At) -> None:
        self.placements.withdraw(event.originator_id, event.placement_id, at=at)

    @on(events.AttachedToPartner)
    def attached(self, event: events.AttachedToPartner, at: At) -> None:
        self.attachments.learn(
            Attachment(
                institution_id=event.originator_id,
                attachment_id=event.attachment_id,
                partner_id=event.partner_id,
                first_day=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.AttachmentVoided)
    def attachment_voided(self, event: events.AttachmentVoided, at: At) -> None:
        self.attachments.withdraw(event.originator_id, event.attachment_id, at=at)

    @on(events.CoordinatorAppointed)
    def coordinator_appointed(self, event: events.CoordinatorAppointed, at: At) -> None:
        self.coordinations.learn(
            Coordination(event.originator_id, event.appointment_id, event.occurred_on, at.position)
        )

    @on(events.CoordinatorRemoved)
    def coordinator_removed(self, event: events.CoordinatorRemoved, at: At) -> None:
        self.coordinations.withdraw(event.originator_id, event.appointment_id, at=at)

    @on(events.CoordinationEnded)
    def coordination_ended(self, event: events.CoordinationEnded, at: At) -> None:
        self.coordinations.revise(
            event.originator_id, event.appointment_id, at=at, last_day=event.occurred_on
        )

    @on(events.CoordinationEndVoided)
    def coordination_end_voided(self, event: events.CoordinationEndVoided, at: At) -> None:
        self.coordinations.revise(event.originator_id, event.appointment_id, at=at, last_day=None)

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def get(
        cls,
        connection: Connection,
        institution_id: UUID,
        *,
        on: date | None = None,
        known_at: int | None = None,
    ) -> InstitutionShown | None:
        """One institution, or None if it is not known."""
        where = InstitutionFilter(institution_id)
        asked = {"institution_id": institution_id, **moment(on, known_at)}
        with cls.reading(connection):
            for institution in cls.page(connection, where, on=on, known_at=known_at):
                return InstitutionShown(
                    institution,
                    cls.fetch(connection, Name, "names", asked),
                    cls.fetch(connection, Membership, "memberships", asked),
                    cls.fetch(connection, Placement, "placements", asked),
                    cls.fetch(connection, Attachment, "attachments", asked),
                    cls.fetch(connection, Coordination, "coordinations", asked),
                )
        return None

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: InstitutionFilter = ANY_INSTITUTION,
        *,
        on: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[InstitutionState]:
        """Institutions in the order of their registration, those after a position."""
        asked = {**asdict(where), **moment(on, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, InstitutionState, "page", asked)

    @classmethod
    def members(
        cls,
        connection: Connection,
        where: InstitutionFilter = ANY_INSTITUTION,
        *,
        on: date,
        known_at: int | None = None,
    ) -> list[InstitutionState]:
        """Those that take part in the operation that day."""
        return cls.page(connection, replace(where, member=True), on=on, known_at=known_at)

    @classmethod
    def count(
        cls,
        connection: Connection,
        where: InstitutionFilter = ANY_INSTITUTION,
        *,
        on: date,
        known_at: int | None = None,
    ) -> InstitutionCount:
        """How many take part that day, and how many ever did by then, of those that lie there that day."""
        [all_of_them] = cls.counts(connection, (), where, on=on, known_at=known_at)
        return InstitutionCount(all_of_them.active, all_of_them.joined)

    @classmethod
    def counts(
        cls,
        connection: Connection,
        group_by: Sequence[str],
        where: InstitutionFilter = ANY_INSTITUTION,
        *,
        on: date,
        known_at: int | None = None,
    ) -> list[InstitutionGroupCount]:
        """The same by GROUPS, as they are that day; without any, one count. UnknownDimension."""
        statement = grouped(cls.statement("counts"), group_by, GROUPS)
        asked = {**asdict(where), **moment(on, known_at)}
        return cls.fetch(connection, InstitutionGroupCount, statement, asked)

    @classmethod
    def spans(
        cls,
        connection: Connection,
        group_by: Sequence[str],
        where: InstitutionFilter = ANY_INSTITUTION,
        *,
        since: date,
        until: date,
        as_of: date,
        known_at: int,
    ) -> list[InstitutionSpan]:
        """What there was between two days, both included, by GROUPS as they are on the last. UnknownDimension."""
        statement = grouped(cls.statement("spans"), group_by, GROUPS)
        asked = {**asdict(where), "since": since, "until": until, **moment(as_of, known_at)}
        return cls.fetch(connection, InstitutionSpan, statement, asked)

    @classmethod
    def span_events(cls, connection: Connection, asked: Mapping[str, Any]) -> list[int]:
        """The positions of the events behind `spans`; `counts` says which of its columns."""
        with cls.reading(connection):
            found = connection.execute(cls.statement("span_events"), asked).fetchall()
        return [position for (position,) in found]
