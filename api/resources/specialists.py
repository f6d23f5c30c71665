"""Specialists: what they are qualified as, and where they give consultations, by date."""

from __future__ import annotations

from api.resource import Resource
from ledger.specialist import Specialists as Commands

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
