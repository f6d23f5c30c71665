"""Specialists: what they are qualified as, and where they give consultations, by date."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.asked import TWO_TIMES
from api.resource import Resource
from ledger.errors import NotFound
from ledger.specialist import Specialists as Commands
from ledger.store.connection import Connection
from projections.specialists import (
    SpecialistFilter,
    Specialists,
    SpecialistShown,
    SpecialistState,
)

specialists = Resource(
    "specialists",
    "Who gives consultations: as what, where and when.",
    commands="specialists",
    location="/specialists/{specialist_id}",
)

_SPECIALIST = "/specialists/<uuid:specialist_id>"
_QUALIFICATIONS = f"{_SPECIALIST}/qualifications"
_ATTACHMENTS = f"{_SPECIALIST}/attachments"
_ATTACHMENT = f"{_ATTACHMENTS}/<uuid:attachment_id>"

specialists.command("/specialists", Commands.register, makes="specialist_id")
specialists.command(f"{_SPECIALIST}/correct-name", Commands.correct_name, reason=True)
specialists.command(_QUALIFICATIONS, Commands.qualify, makes="qualification_id")
specialists.command(
    f"{_QUALIFICATIONS}/<uuid:qualification_id>/void", Commands.void_qualification, reason=True
)
specialists.command(_ATTACHMENTS, Commands.attach_to_institution, makes="attachment_id")
specialists.command(f"{_ATTACHMENT}/leave", Commands.leave)
specialists.command(f"{_ATTACHMENT}/void-leaving", Commands.void_leaving, reason=True)
specialists.command(f"{_ATTACHMENT}/void", Commands.void_attachment, reason=True)


@specialists.listing(
    "/specialists", Specialists, shows=SpecialistState, where=SpecialistFilter, query=TWO_TIMES
)
def listed(connection: Connection, **asked: Any) -> list[SpecialistState]:
    """Specialists as of a day: those of an institution or of a kind, if one is named."""
    return Specialists.page(connection, **asked)


@specialists.question(
    _SPECIALIST, Specialists, shows=SpecialistShown, query=TWO_TIMES, stream="specialist_id"
)
def one(connection: Connection, *, specialist_id: UUID, **when: Any) -> SpecialistShown:
    """A specialist as of a day: as what they may act, and where they work; the name stays sealed."""
    if (specialist := Specialists.get(connection, specialist_id, **when)) is None:
        raise NotFound(what="specialist", id=specialist_id)
    return specialist
