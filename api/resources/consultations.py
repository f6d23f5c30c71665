"""Consultations: given, missed, voided. Their amounts are computed by the ledger."""

from __future__ import annotations

from api.resource import Resource
from ledger.student.commands import Students as Commands

consultations = Resource(
    "consultations",
    "Consultations given under the plan in force; the ledger computes what they cost.",
    commands="students",
    location="/students/{student_id}",
)

_CONSULTATIONS = "/students/<uuid:student_id>/consultations"

consultations.command(_CONSULTATIONS, Commands.record_consultation, makes="consultation_id")
consultations.command(
    "/students/<uuid:student_id>/missed-consultations",
    Commands.miss_consultation,
    makes="consultation_id",
    reason=True,
)
consultations.command(
    f"{_CONSULTATIONS}/<uuid:consultation_id>/recalculate",
    Commands.recalculate_consultation,
    makes="recalculated_id",
    reason=True,
)
consultations.command(
    f"{_CONSULTATIONS}/<uuid:consultation_id>/void", Commands.void_consultation, reason=True
)
