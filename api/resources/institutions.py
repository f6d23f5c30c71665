"""Institutions: their membership of the operation and the municipality they lie in, by date."""

from __future__ import annotations

from api.resource import Resource
from ledger.institution import Institutions as Commands

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
institutions.command(f"{_INSTITUTION}/rename", Commands.rename)
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
