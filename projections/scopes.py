"""Scopes: which events belong to an institution, a partner or a region, each as known when it was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid5

from ledger.institution import events as institution
from ledger.partner import events as partner
from ledger.regional_coordinator import events as regional_coordinator
from ledger.scope import INSTITUTION, NATION, PARTNER, REGION, Scope
from ledger.store.connection import Connection
from ledger.verification import events as verification
from ledger.youth_project import events as youth_project
from projections import scope_rows as kind
from projections.projection import At, on
from projections.scope_learners import Learners
from projections.scope_rows import Placed

Homed = (
    youth_project.CallOpened | youth_project.ApplicationSubmitted | youth_project.PassedToPartner
)

STRETCH = 8


class Scopes(Learners):
    """The events of each scope. What a position belongs to never changes, whatever is recorded later.

    An event belongs to those whose the stream is, as the aggregates' `holders` say of the day it was
    recorded on; one that changes that, to those of before as well. Learners and specialists lie, by their
    institutions, in these institutions' partner and region. The nation has everything: nothing is kept for it.
    """

    VERSION = 3
    COST = 12

    # --- institutions and partners ----------------------------------------------------------------

    @on(institution.Registered)
    def institution_registered(self, event: institution.Registered, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.bind(event, event.originator_id, kind.ITSELF, INSTITUTION, at)

    @on(partner.Joined)
    def joined(self, event: partner.Joined, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.bind(event, event.originator_id, kind.ITSELF, PARTNER, at)

    @on(institution.AttachedToPartner)
    def attached_to_partner(self, event: institution.AttachedToPartner, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.bind(event, event.attachment_id, kind.PARTNER, event.partner_id, at)

    @on(institution.AttachmentVoided)
    def attachment_to_partner_voided(self, event: institution.AttachmentVoided, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.loosen(event.originator_id, event.attachment_id)

    @on(institution.PlacedInMunicipality)
    def placed(self, event: institution.PlacedInMunicipality, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.bind(event, event.placement_id, kind.REGION, event.region, at)

    @on(institution.PlacementVoided)
    def placement_voided(self, event: institution.PlacementVoided, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.loosen(event.originator_id, event.placement_id)

    # --- what is theirs ---------------------------------------------------------------------------

    @on(verification.Planned)
    def verification_planned(self, event: verification.Planned, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.bind(event, event.originator_id, kind.PARTNER, event.partner_id, at)

    @on(regional_coordinator.Appointed)
    def appointed(self, event: regional_coordinator.Appointed, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.bind(event, event.originator_id, kind.ITS_REGION, event.region, at)

    @on(youth_project.CallOpened, youth_project.ApplicationSubmitted)
    def youth_project_begun(
        self, event: youth_project.CallOpened | youth_project.ApplicationSubmitted, at: At
    ) -> None:
        self._at_home(event, event.originator_id, at)

    @on(youth_project.PassedToPartner)
    def passed(self, event: youth_project.PassedToPartner, at: At) -> None:
        self._at_home(event, event.passing_id, at)

    @on(youth_project.PassingVoided)
    def passing_voided(self, event: youth_project.PassingVoided, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.loosen(event.originator_id, event.passing_id)
            self.loosen(event.originator_id, _region_bond(event.passing_id))

    def _at_home(self, event: Homed, bond_id: UUID, at: At) -> None:
        with self.changing(event.originator_id, at):
            self.bind(event, bond_id, kind.PARTNER, event.home.partner_id, at)
            self.bind(event, _region_bond(bond_id), kind.REGION, event.home.region, at)

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def within(
        cls,
        connection: Connection,
        scopes: Iterable[Scope],
        *,
        after: int,
        until: int,
        limit: int,
    ) -> list[int]:
        """The first positions after one, up to another, whose events lie in any of these scopes.

        ValueError for the nation, in which every event lies. Only what this read model has taken in is
        there: ask for no more than its `position`.
        """
        ids: dict[str, list[str]] = {INSTITUTION: [], PARTNER: [], REGION: []}
        for scope in scopes:
            if scope.kind == NATION or scope.id is None:
                raise ValueError("the nation has every event of the log")
            ids[scope.kind].append(scope.id)
        asked = {
            "institutions": ids[INSTITUTION],
            "partners": ids[PARTNER],
            "regions": ids[REGION],
            "after": after,
            "limit": limit,
        }
        # Stretch by stretch, each longer than the one before: a scope of many places soon has a page, and does not
        # collect one from each place first; a scope of few places takes the long way in a few steps.
        length = limit * STRETCH
        with cls.reading(connection):
            while True:
                upto = {**asked, "until": min(until, after + length)}
                rows = connection.execute(cls.statement("within"), upto).fetchall()
                if len(rows) == limit or after + length >= until:
                    return [position for (position,) in rows]
                length *= STRETCH

    @classmethod
    def places_of(cls, connection: Connection, *, after: int, until: int) -> list[Placed]:
        """Each event after one position, up to another, once for each place that it lies at."""
        return cls.fetch(connection, Placed, "places_of", {"after": after, "until": until})


def _region_bond(bond_id: UUID) -> UUID:
    """The bond to the region that goes with one to a partner."""
    return uuid5(bond_id, kind.REGION)
