"""Compensations: claimed by one, approved by another, paid; refused or reversed."""

from __future__ import annotations

from api.resource import Resource
from ledger.student.commands import Students as Commands

compensations = Resource(
    "compensations",
    "Costs of the learner; who approves one is not who claimed it.",
    commands="students",
    location="/students/{student_id}",
)

_COMPENSATIONS = "/students/<uuid:student_id>/compensations"
_COMPENSATION = f"{_COMPENSATIONS}/<uuid:compensation_id>"

compensations.command(_COMPENSATIONS, Commands.claim_compensation, makes="compensation_id")
compensations.command(f"{_COMPENSATION}/approve", Commands.approve_compensation)
compensations.command(f"{_COMPENSATION}/refuse", Commands.refuse_compensation, reason=True)
compensations.command(f"{_COMPENSATION}/pay", Commands.pay_compensation, makes="payment_id")
compensations.command(f"{_COMPENSATION}/reverse", Commands.reverse_compensation, reason=True)
compensations.command(
    f"{_COMPENSATION}/recalculate",
    Commands.recalculate_compensation,
    makes="recalculated_id",
    reason=True,
)
