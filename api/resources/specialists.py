"""Specialists: what they are qualified as, and where they give consultations, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.context import reach
from api.resource import Resource
from ledger.specialist import Specialist
from ledger.specialist import Specialists as Commands
from ledger.store.connection import Connection

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


@dataclass(frozen=True)
class QualificationShown:
    """What a specialist may act as; for good where there is no last day."""

    qualification_id: UUID
    kind: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True)
class AttachmentShown:
    """Where a specialist works; still where there is no last day."""

    attachment_id: UUID
    institution_id: UUID
    first_day: date
    last_day: date | None


@dataclass(frozen=True)
class SpecialistShown:
    """A specialist, as known now; the name stays sealed. What was voided is not shown."""

    specialist_id: UUID
    qualifications: list[QualificationShown]
    attachments: list[AttachmentShown]


@specialists.question(_SPECIALIST, shows=SpecialistShown, stream="specialist_id")
def one(connection: Connection, *, specialist_id: UUID) -> SpecialistShown:
    """What a specialist is qualified as, and where the specialist works."""
    del connection
    specialist = reach().ledger.load(Specialist, specialist_id)
    return SpecialistShown(
        specialist_id,
        [
            QualificationShown(id_, each.kind, each.first_day, each.last_day)
            for id_, each in specialist.qualifications.items()
            if not each.voided
        ],
        [
            AttachmentShown(id_, each.institution_id, each.first_day, each.last_day)
            for id_, each in specialist.attachments.items()
            if not each.voided
        ],
    )
