"""Institutions: their membership of the operation and the municipality they lie in, by date."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from api.asked import KNOWN_AT, ON
from api.moment import today
from api.resource import Resource
from ledger.errors import NotFound
from ledger.institution import Institutions as Commands
from ledger.store.connection import Connection
from projections.institutions import (
    InstitutionCount,
    InstitutionFilter,
    Institutions,
    InstitutionShown,
    InstitutionState,
)

institutions = Resource(
    "institutions",
    "Schools, with their membership of the operation and their municipality by date.",
    commands="institutions",
    location="/institutions/{institution_id}",
)

_INSTITUTION = "/institutions/<uuid:institution_id>"
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
    f"{_INSTITUTION}/coordinators/<uuid:appointment_id>/remove",
    Commands.remove_coordinator,
    reason=True,
)


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
