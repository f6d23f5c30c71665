"""Risks of leaving school early: identified, looked at again, resolved."""

from __future__ import annotations

from api.resource import Resource
from ledger.student.commands import Students as Commands

risks = Resource(
    "risks",
    "Risks of leaving school early, identified by a pedagogue.",
    commands="students",
    location="/students/{student_id}",
)

_RISKS = "/students/<uuid:student_id>/risks"

risks.command(_RISKS, Commands.identify_risk, makes="risk_id")
risks.command(f"{_RISKS}/<uuid:risk_id>/reassess", Commands.reassess_risk, makes="reassessment_id")
risks.command(
    f"{_RISKS}/<uuid:risk_id>/reassessments/<uuid:reassessment_id>/void",
    Commands.void_reassessment,
    reason=True,
)
risks.command(f"{_RISKS}/<uuid:risk_id>/reopen", Commands.reopen_risk, reason=True)
risks.command(f"{_RISKS}/<uuid:risk_id>/resolve", Commands.resolve_risk)
risks.command(f"{_RISKS}/<uuid:risk_id>/void", Commands.void_risk, reason=True)
