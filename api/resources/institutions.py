"""Institutions: their membership of the operation and the municipality they lie in, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from api.asked import KNOWN_AT, ON, group_by
from api.moment import today
from api.reach import reach
from api.resource import Resource
from ledger.errors import NotFound
from ledger.institution import Institution
from ledger.institution import Institutions as Commands
from ledger.store.connection import Connection
from projections.institution_rows import (
    GROUPS,
    InstitutionCount,
    InstitutionFilter,
    InstitutionGroupCount,
    InstitutionShown,
    InstitutionState,
)
from projections.institutions import Institutions

institutions = Resource(
    "institutions",
    "Schools, with their membership of the operation and their municipality by date.",
    commands="institutions",
    location="/institutions/{institution_id}",
)

_INSTITUTION = "/institutions/<uuid:institution_id>"
_COORDINATOR = f"{_INSTITUTION}/coordinators/<uuid:appointment_id>"
_MEMBERSHIP = f"{_INSTITUTION}/memberships/<uuid:membership_id>"

institutions.command("/institutions", Commands.register, makes="institution_id")
institutions.command(
    f"{_INSTITUTION}/correct-registration", Commands.correct_registration, reason=True
)
institutions.command(f"{_INSTITUTION}/rename", Commands.rename, makes="renaming_id")
institutions.command(
    f"{_INSTITUTION}/renamings/<uuid:renaming_id>/void", Commands.void_renaming, reason=True
)
institutions.command(f"{_INSTITUTION}/join", Commands.join_operation, makes="membership_id")
institutions.command(f"{_INSTITUTION}/rejoin", Commands.rejoin_operation, makes="membership_id")
institutions.command(f"{_MEMBERSHIP}/leave", Commands.leave_operation)
institutions.command(f"{_MEMBERSHIP}/void-leaving", Commands.void_leaving, reason=True)
institutions.command(f"{_MEMBERSHIP}/void", Commands.void_membership, reason=True)
institutions.command(f"{_INSTITUTION}/placements", Commands.place, makes="placement_id")
institutions.command(
    f"{_INSTITUTION}/placements/<uuid:placement_id>/void", Commands.void_placement, reason=True
)
institutions.command(
    f"{_INSTITUTION}/attachments", Commands.attach_to_partner, makes="attachment_id"
)
institutions.command(
    f"{_INSTITUTION}/attachments/<uuid:attachment_id>/void", Commands.void_attachment, reason=True
)
institutions.command(
    f"{_INSTITUTION}/coordinators", Commands.appoint_coordinator, makes="appointment_id"
)
institutions.command(
    f"{_COORDINATOR}/remove",
    Commands.remove_coordinator,
    reason=True,
)
institutions.command(f"{_COORDINATOR}/end", Commands.end_coordination)
institutions.command(f"{_COORDINATOR}/void-end", Commands.void_coordination_end, reason=True)


@dataclass(frozen=True)
class CoordinatorNamed:
    """Who coordinates at an institution, opened."""

    appointment_id: UUID
    name: str
    contact: str | None
    first_day: date
    last_day: date | None


@institutions.listing(
    "/institutions",
    Institutions,
    shows=InstitutionState,
    where=InstitutionFilter,
    query={**ON, **KNOWN_AT},
)
def listed(connection: Connection, **asked: Any) -> list[InstitutionState]:
    """Institutions on a day; `member=true`: those that take part in the operation that day."""
    return Institutions.page(connection, **asked)


@institutions.question(
    _INSTITUTION,
    Institutions,
    shows=InstitutionShown,
    query={**ON, **KNOWN_AT},
    stream="institution_id",
)
def one(connection: Connection, *, institution_id: UUID, **when: Any) -> InstitutionShown:
    """An institution on a day: its names, memberships, municipalities and partners up to then."""
    if (institution := Institutions.get(connection, institution_id, **when)) is None:
        raise NotFound(what="institution", id=institution_id)
    return institution


@institutions.question(
    "/institutions/count",
    Institutions,
    shows=InstitutionCount,
    where=InstitutionFilter,
    query={**ON, **KNOWN_AT},
)
def count(connection: Connection, *, on: date | None, **asked: Any) -> InstitutionCount:
    """How many take part in the operation on a day (today, if none is named), and how many ever did."""
    return Institutions.count(connection, on=on or today(), **asked)


@institutions.listing(
    "/institutions/counts",
    Institutions,
    shows=InstitutionGroupCount,
    where=InstitutionFilter,
    query={**group_by(GROUPS), **ON, **KNOWN_AT},
    paged=False,
)
def counts(
    connection: Connection, *, group_by: list[str] | None, on: date | None, **asked: Any
) -> list[InstitutionGroupCount]:
    """The same by municipality, region, kind or partner, as they are that day."""
    columns = tuple(dict.fromkeys(group_by or ()))
    return Institutions.counts(connection, columns, on=on or today(), **asked)


@institutions.question(_COORDINATOR, shows=CoordinatorNamed)
def coordinator(
    connection: Connection, *, institution_id: UUID, appointment_id: UUID
) -> CoordinatorNamed:
    """Who a coordinator is, as known now: name and contact, which are sealed in the log."""
    del connection
    found = reach().ledger.load(Institution, institution_id).coordinators.get(appointment_id)
    if found is None or found.voided:
        raise NotFound(what="appointment", id=appointment_id)
    keys = reach().keys
    return CoordinatorNamed(
        appointment_id,
        keys.unseal(institution_id, found.name),
        keys.unseal(institution_id, found.contact) if found.contact else None,
        found.first_day,
        found.last_day,
    )
